//! A module, read, and written again with its functions in another order.

use std::convert::Infallible;

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, MemArg, Operator, Parser, Payload, TypeRef,
    Validator, WasmFeatures,
};

pub(crate) struct Module {
    bytes: Vec<u8>,
    /// Imports, which have the first numbers and keep them.
    imported: usize,
    /// Where the bodies stand in `bytes`.
    bodies: Vec<std::ops::Range<usize>>,
    /// How often each function is called by name.
    calls: Vec<usize>,
}

impl Module {
    /// Reads a module. It is written once in the order that it has, so that what is compared later are the bytes that will be written.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let functions = Self::scan(bytes.to_vec())?.bodies.len();
        let same = Order { imported: 0, places: Vec::new(), order: (0..functions).collect() };
        Self::scan(same.write(bytes)?)
    }

    fn scan(bytes: Vec<u8>) -> Result<Self> {
        let mut module = Self { bytes: Vec::new(), imported: 0, bodies: Vec::new(), calls: Vec::new() };
        for payload in Parser::new(0).parse_all(&bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        module.imported +=
                            usize::from(matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => module.body(&body)?,
                _ => {}
            }
        }
        module.calls.resize(module.bodies.len(), 0);
        module.bytes = bytes;
        Ok(module)
    }

    fn body(&mut self, body: &FunctionBody) -> Result<()> {
        self.bodies.push(body.range());
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } = operator?
                && let Some(function) = (function_index as usize).checked_sub(self.imported)
            {
                self.calls.resize(self.calls.len().max(function + 1), 0);
                self.calls[function] += 1;
            }
        }
        Ok(())
    }

    pub(crate) fn bodies(&self) -> Vec<&[u8]> {
        self.bodies.iter().map(|range| &self.bytes[range.clone()]).collect()
    }

    /// The functions called most, as many as find room, with the imports, in the first `room` numbers.
    pub(crate) fn called_most(&self, room: usize) -> Vec<usize> {
        let mut functions: Vec<usize> = (0..self.bodies.len()).collect();
        functions.sort_by_key(|&function| (std::cmp::Reverse(self.calls[function]), function));
        functions.truncate(room.saturating_sub(self.imported));
        functions
    }

    /// The module with its functions in this order.
    pub(crate) fn in_order(&self, order: Vec<usize>) -> Result<Vec<u8>> {
        let mut places: Vec<usize> = (0..order.len()).collect();
        places.sort_by_key(|&place| order[place]);
        Order { imported: self.imported, places, order }.write(&self.bytes)
    }
}

/// Complains about a module that no engine would take.
pub(crate) fn validate(bytes: &[u8]) -> Result<()> {
    Validator::new_with_features(WasmFeatures::default()).validate_all(bytes)?;
    Ok(())
}

struct Order {
    imported: usize,
    /// By function, its place in the order; empty for the order that is.
    places: Vec<usize>,
    order: Vec<usize>,
}

impl Order {
    fn write(mut self, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut module = wasm_encoder::Module::new();
        self.parse_core_module(&mut module, Parser::new(0), bytes)
            .map_err(|error| anyhow!("the module cannot be written: {error}"))?;
        Ok(module.finish())
    }
}

impl Reencode for Order {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let place =
            (function as usize).checked_sub(self.imported).and_then(|function| self.places.get(function));
        Ok(place.map_or(function, |&place| (self.imported + place) as u32))
    }

    /// An alignment is a hint that engines do without. The compiler gives what it can prove; the same for every instruction packs better.
    fn mem_arg(&mut self, mut arg: MemArg) -> Result<wasm_encoder::MemArg, Error<Infallible>> {
        arg.align = arg.max_align;
        utils::mem_arg(self, arg)
    }

    fn parse_function_section(
        &mut self,
        section: &mut wasm_encoder::FunctionSection,
        reader: FunctionSectionReader,
    ) -> Result<(), Error<Infallible>> {
        let types = reader.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for &function in &self.order {
            section.function(types[function]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        section: &mut wasm_encoder::CodeSection,
        reader: CodeSectionReader,
    ) -> Result<(), Error<Infallible>> {
        let bodies = reader.into_iter().collect::<Result<Vec<FunctionBody>, _>>()?;
        for function in std::mem::take(&mut self.order) {
            self.parse_function_body(section, bodies[function].clone())?;
        }
        Ok(())
    }
}
