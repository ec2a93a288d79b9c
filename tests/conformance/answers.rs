//! Answers cases of Kubernetes' own code as the engine does: a line `{"subject", "case"}` in, the answer as a line out.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "it stops where it cannot go on"
)]

#[expect(dead_code, reason = "the tests compare the answers, here the program that asks does")]
mod subjects;

use std::io::{Write, stdin, stdout};

use serde_json::Value;

fn main() {
    for line in stdin().lines() {
        let question: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let answer = subjects::answer(question["subject"].as_str().unwrap(), &question["case"]);
        println!("{answer}");
        stdout().flush().unwrap();
    }
}
