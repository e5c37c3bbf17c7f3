//! The command line `samewire`.

fn main() -> std::process::ExitCode {
    samewire_codegen::cli::main()
}
