//! The exports to JavaScript. There is no logic here: arguments are turned into bytes, answers into objects.
//!
//! A user's mistake comes back as a diagnostic. Only a caller's misuse throws, a `TypeError` that names the argument.

mod convert;
mod kept;

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use self::{
    convert::{TEXT, bytes, field, misuse, moment, required, text_of, to_js},
    kept::{Input, Kept},
};
use crate::{heap, planner};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("inputs.d.ts");

thread_local! {
    static READY: Cell<bool> = const { Cell::new(false) };
}

/// Answers in memory that is given back with the answer.
fn call<T>(answer: impl FnOnce() -> Result<T, JsValue>) -> Result<T, JsValue> {
    if !READY.replace(true) {
        heap::lasting(|| {
            planner::prepare();
            // The first value makes room for 128, which is more than a call ever holds.
            drop(JsValue::from(js_sys::Object::new()));
        });
    }
    heap::call(answer)
}

/// The version of this package, and the Kubernetes release whose behaviour it answers.
#[wasm_bindgen(unchecked_return_type = "Versions")]
pub fn versions() -> Result<JsValue, JsValue> {
    call(|| to_js(&planner::versions()))
}

/// Plans every DaemonSet of a manifest over a list of nodes.
#[wasm_bindgen(unchecked_return_type = "Plan")]
pub fn plan(#[wasm_bindgen(unchecked_param_type = "PlanInput")] input: &JsValue) -> Result<JsValue, JsValue> {
    call(|| {
        let mut planner = planner::Planner::default();
        planner.set_manifest(bytes(&required(input, "manifest")?, "manifest")?.unwrap_or_default());
        planner.set_nodes(&bytes(&field(input, "nodes")?, "nodes")?.unwrap_or_default());
        planner.set_pods(bytes(&field(input, "pods")?, "pods")?.as_deref());
        planner.set_previous(bytes(&field(input, "previous")?, "previous")?.as_deref());
        planned(&planner, &field(input, "options")?)
    })
}

/// One controller sync.
#[wasm_bindgen(unchecked_return_type = "Step")]
pub fn reconcile(
    #[wasm_bindgen(unchecked_param_type = "ReconcileInput")] input: &JsValue,
) -> Result<JsValue, JsValue> {
    call(|| {
        let revision = field(input, "revision")?;
        let revision = match revision.as_string() {
            None if !revision.is_undefined() && !revision.is_null() => {
                return Err(misuse("revision", "a string"));
            }
            revision => revision,
        };
        to_js(&planner::reconcile(&planner::ReconcileInput {
            daemon_set: &text_of(&required(input, "daemonSet")?, "daemonSet")?,
            nodes: &text_of(&required(input, "nodes")?, "nodes")?,
            pods: &text_of(&required(input, "pods")?, "pods")?,
            now: &moment(&required(input, "now")?)?,
            revision: revision.as_deref(),
        }))
    })
}

/// Reads a text as kubectl does.
#[wasm_bindgen(unchecked_return_type = "Reading")]
pub fn read(#[wasm_bindgen(unchecked_param_type = "Text")] text: &JsValue) -> Result<JsValue, JsValue> {
    call(|| to_js(&planner::read(&bytes(text, "text")?.ok_or_else(|| misuse("text", TEXT))?)))
}

/// A planner that keeps what was parsed between calls.
#[wasm_bindgen]
#[derive(Default)]
pub struct Planner(Kept);

#[wasm_bindgen]
impl Planner {
    /// A planner without any input.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the manifest.
    #[wasm_bindgen(js_name = setManifest)]
    pub fn set_manifest(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Text")] text: &JsValue,
    ) -> Result<(), JsValue> {
        self.set(Input::Manifest, text, "manifest")
    }

    /// Sets the nodes; `undefined` for none.
    #[wasm_bindgen(js_name = setNodes)]
    pub fn set_nodes(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "Text")] text: &JsValue,
    ) -> Result<(), JsValue> {
        self.set(Input::Nodes, text, "nodes")
    }

    /// Sets the existing Pods; `undefined` for none.
    #[wasm_bindgen(js_name = setPods)]
    pub fn set_pods(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "Text")] text: &JsValue,
    ) -> Result<(), JsValue> {
        self.set(Input::Pods, text, "pods")
    }

    /// Sets the manifest before the change; `undefined` for none.
    #[wasm_bindgen(js_name = setPrevious)]
    pub fn set_previous(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "Text")] text: &JsValue,
    ) -> Result<(), JsValue> {
        self.set(Input::Previous, text, "previous")
    }

    /// Plans with what was set.
    #[wasm_bindgen(unchecked_return_type = "Plan")]
    pub fn plan(
        &mut self,
        #[wasm_bindgen(unchecked_optional_param_type = "PlanOptions")] options: &JsValue,
    ) -> Result<JsValue, JsValue> {
        call(|| match self.0.planner() {
            Some(planner) => planned(planner, options),
            None => Ok(JsValue::UNDEFINED),
        })
    }
}

impl Planner {
    fn set(&mut self, input: Input, text: &JsValue, name: &str) -> Result<(), JsValue> {
        call(|| {
            self.0.set(input, bytes(text, name)?.as_deref());
            Ok(())
        })
    }
}

/// `undefined` stands for no options.
fn planned(planner: &planner::Planner, options: &JsValue) -> Result<JsValue, JsValue> {
    let options = if options.is_undefined() { Vec::new() } else { text_of(options, "options")? };
    to_js(&planner.plan(&options))
}
