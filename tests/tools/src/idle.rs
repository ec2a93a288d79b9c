//! Takes calls of functions that do nothing out of a module: `idle FILE`, which is written anew.
//!
//! Where freeing does nothing, what frees a list of lists walks through it for nothing. The compiler leaves such functions in where it cannot
//! tell that their loops end. And js-sys has functions that JavaScript could call back for each of its methods that take such, whether anybody
//! calls the method or not: those that wasm-bindgen did not export are emptied. Here a function is idle if it returns nothing, writes nothing and calls only idle ones: whatever it
//! reads, nobody would notice that it was not called. One that can stop the program is not idle.

use std::{collections::HashSet, convert::Infallible};

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{
    CompositeInnerType, ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload, TypeRef,
    Validator,
};

#[expect(clippy::disallowed_methods, reason = "what the engine may not do, a tool may")]
fn main() -> Result<()> {
    let path = std::env::args_os().nth(1).context("no file was named")?;
    let bytes = std::fs::read(&path)?;
    let (functions, uncalled) = (functions(&bytes)?, uncalled(&bytes)?);
    let next = functions.iter().take_while(|function| function.imported).count();
    let mut without = Without { functions, uncalled, next };
    let calls = without.strike_out_busy();
    let mut module = wasm_encoder::Module::new();
    without
        .parse_core_module(&mut module, Parser::new(0), &bytes)
        .map_err(|error| anyhow!("the module cannot be written: {error}"))?;
    let written = module.finish();
    Validator::new().validate_all(&written)?;
    println!(
        "calls of idle functions: {calls} taken out, {} functions that nobody calls emptied, {} bytes of {}",
        without.uncalled.len(),
        bytes.len() - written.len(),
        bytes.len()
    );
    Ok(std::fs::write(&path, written)?)
}

/// What matters of a function.
#[derive(Default)]
struct Function {
    imported: bool,
    parameters: usize,
    idle: bool,
    calls: Vec<usize>,
}

/// How the names of functions begin that JavaScript calls back, and of what stands in the middle.
const CALLED_BACK: [(&str, &str); 2] =
    [("wasm_bindgen", "::convert::closures::_::invoke"), ("js_sys", "::futures::jspi::")];

/// Functions that only JavaScript could call, and that it cannot reach.
fn uncalled(bytes: &[u8]) -> Result<HashSet<usize>> {
    let (mut uncalled, mut exported) = (HashSet::new(), HashSet::new());
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        exported.insert(export.index as usize);
                    }
                }
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(names) = section.as_known() else { continue };
                for names in names {
                    let Name::Function(names) = names? else { continue };
                    for name in names {
                        let name = name?;
                        if CALLED_BACK
                            .iter()
                            .any(|(begins, has)| name.name.starts_with(begins) && name.name.contains(has))
                        {
                            uncalled.insert(name.index as usize);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(&uncalled - &exported)
}

/// All functions, those that are imported first. Idle is for now each that does nothing but perhaps call others.
fn functions(bytes: &[u8]) -> Result<Vec<Function>> {
    let (mut types, mut functions, mut imported) = (Vec::new(), Vec::new(), 0);
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::TypeSection(section) => {
                for group in section {
                    for kind in group?.into_types() {
                        types.push(match kind.composite_type.inner {
                            CompositeInnerType::Func(kind) => {
                                (kind.params().len(), kind.results().is_empty())
                            }
                            _ => (0, false),
                        });
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if let TypeRef::Func(kind) = import?.ty {
                        functions.push(Function {
                            imported: true,
                            parameters: types[kind as usize].0,
                            ..Function::default()
                        });
                        imported += 1;
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    let (parameters, idle) = types[kind? as usize];
                    functions.push(Function { parameters, idle, ..Function::default() });
                }
            }
            Payload::CodeSectionEntry(body) => {
                read(&body, &mut functions[imported])?;
                imported += 1;
            }
            _ => {}
        }
    }
    Ok(functions)
}

fn read(body: &FunctionBody, function: &mut Function) -> Result<()> {
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::Call { function_index } => function.calls.push(function_index as usize),
            operator => function.idle &= does_nothing(&operator),
        }
    }
    Ok(())
}

/// Whether an instruction leaves everything as it is but the function's own locals and stack, and cannot stop the program. Only those that
/// walking takes are known. A read is taken not to fail, since the compiler's own code reads what is there.
fn does_nothing(operator: &Operator) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::Block { .. }
            | O::Loop { .. }
            | O::If { .. }
            | O::Else
            | O::End
            | O::Br { .. }
            | O::BrIf { .. }
            | O::BrTable { .. }
            | O::Return
            | O::Drop
            | O::Select
            | O::Nop
            | O::LocalGet { .. }
            | O::LocalSet { .. }
            | O::LocalTee { .. }
            | O::I32Const { .. }
            | O::I64Const { .. }
            | O::I32Load { .. }
            | O::I64Load { .. }
            | O::I32Load8S { .. }
            | O::I32Load8U { .. }
            | O::I32Load16S { .. }
            | O::I32Load16U { .. }
            | O::I64Load8U { .. }
            | O::I64Load16U { .. }
            | O::I64Load32U { .. }
            | O::I32Eqz
            | O::I32Eq
            | O::I32Ne
            | O::I32LtS
            | O::I32LtU
            | O::I32GtS
            | O::I32GtU
            | O::I32LeS
            | O::I32LeU
            | O::I32GeS
            | O::I32GeU
            | O::I64Eqz
            | O::I64Eq
            | O::I64Ne
            | O::I64LtU
            | O::I64GtU
            | O::I64LeU
            | O::I64GeU
            | O::I32Add
            | O::I32Sub
            | O::I32Mul
            | O::I32And
            | O::I32Or
            | O::I32Xor
            | O::I32Shl
            | O::I32ShrS
            | O::I32ShrU
            | O::I64Add
            | O::I64Sub
            | O::I64And
            | O::I64Or
            | O::I64Xor
            | O::I64Shl
            | O::I64ShrU
            | O::I32WrapI64
            | O::I64ExtendI32U
    )
}

struct Without {
    functions: Vec<Function>,
    uncalled: HashSet<usize>,
    /// The function whose body comes next.
    next: usize,
}

impl Without {
    /// Those that call one that is not idle are not idle either. Returns how many calls of idle ones there are.
    fn strike_out_busy(&mut self) -> usize {
        loop {
            let busy: Vec<usize> = (0..self.functions.len())
                .filter(|&function| {
                    self.functions[function].idle
                        && self.functions[function].calls.iter().any(|&called| !self.functions[called].idle)
                })
                .collect();
            if busy.is_empty() {
                break;
            }
            for function in busy {
                self.functions[function].idle = false;
            }
        }
        let calls = self.functions.iter().flat_map(|function| &function.calls);
        calls.filter(|&&called| self.functions[called].idle).count()
    }
}

impl Reencode for Without {
    type Error = Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut wasm_encoder::CodeSection,
        body: FunctionBody,
    ) -> Result<(), Error<Infallible>> {
        self.next += 1;
        if self.uncalled.contains(&(self.next - 1)) {
            let mut function = wasm_encoder::Function::new([]);
            function.instructions().unreachable().end();
            code.function(&function);
            return Ok(());
        }
        let mut function = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            if let Operator::Call { function_index } = operator
                && let Some(called) = self.functions.get(function_index as usize)
                && called.idle
            {
                for _ in 0..called.parameters {
                    function.instruction(&wasm_encoder::Instruction::Drop);
                }
            } else {
                function.instruction(&self.instruction(operator)?);
            }
        }
        code.function(&function);
        Ok(())
    }
}
