//! Scalars that are whole lines, behind `|` or `>`.

use super::{Flaw, chars::is_blank, scan::Scanner, token::Kind};

impl Scanner<'_> {
    /// A scalar of lines, as they stand or folded.
    pub(super) fn block(&mut self, folded: bool) -> Result<(), Flaw> {
        let start = self.at;
        self.at += 1;
        let (keep, mut indent) = self.block_header()?;
        let mut text = String::new();
        // The end of the line before, and the empty lines behind it.
        let mut ended = None;
        let mut breaks = String::new();
        let mut indented = false;
        self.block_breaks(&mut indent, &mut breaks)?;
        while self.column() == indent && self.here() != 0 {
            let blank = is_blank(self.here());
            if folded && !indented && !blank && ended == Some('\n') {
                if breaks.is_empty() {
                    text.push(' ');
                }
            } else {
                text.extend(ended);
            }
            text.push_str(&breaks);
            breaks.clear();
            indented = blank;
            let from = self.at;
            self.skip_line();
            text.push_str(self.since(from));
            ended = self.line_break();
            self.block_breaks(&mut indent, &mut breaks)?;
        }
        if keep != b'-' {
            text.extend(ended);
        }
        if keep == b'+' {
            text.push_str(&breaks);
        }
        // It ends with its last word, not with the blank lines behind it.
        let length = self.since(start).trim_ascii_end().len();
        self.push(Kind::Text, start, text, String::new());
        self.end_last_at(start + length);
        Ok(())
    }

    /// What stands on the line of the `|`: what becomes of the last line breaks, and how far the lines are indented; zero
    /// where that is to be seen from them.
    fn block_header(&mut self) -> Result<(u8, usize), Flaw> {
        let (mut keep, mut indent) = (0, 0);
        // Both may be given, in either order.
        for _ in 0..2 {
            let byte = self.here();
            match byte {
                b'+' | b'-' if keep == 0 => keep = byte,
                b'0' if indent == 0 => return Err("found an indentation indicator equal to 0"),
                b'1'..=b'9' if indent == 0 => {
                    indent = self.level.saturating_sub(1) + usize::from(byte - b'0');
                }
                _ => break,
            }
            self.at += 1;
        }
        self.end_line()?;
        Ok((keep, indent))
    }

    /// Passes over blanks and a comment up to the end of the line, and the end.
    pub(super) fn end_line(&mut self) -> Result<(), Flaw> {
        self.skip_blanks();
        if self.here() == b'#' {
            self.skip_line();
        }
        if !self.ends_at(self.at) {
            return Err("did not find expected comment or line break");
        }
        self.line_break();
        Ok(())
    }

    /// Passes over empty lines and the indentation of the next; finds out how far that is where it is not known.
    fn block_breaks(&mut self, indent: &mut usize, breaks: &mut String) -> Result<(), Flaw> {
        let mut deepest = 0;
        loop {
            while self.here() == b' ' && (*indent == 0 || self.column() < *indent) {
                self.at += 1;
            }
            let column = self.column();
            deepest = deepest.max(column);
            if self.here() == b'\t' && (*indent == 0 || column < *indent) {
                return Err("found a tab character where an indentation space is expected");
            }
            match self.line_break() {
                Some(meant) => breaks.push(meant),
                None => break,
            }
        }
        if *indent == 0 {
            *indent = deepest.max(self.level).max(1);
        }
        Ok(())
    }
}
