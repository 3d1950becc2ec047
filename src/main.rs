//! The `tripolis` command.

mod cli;

/// Documents are read as many small strings, which the allocator of the system is slow with.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
