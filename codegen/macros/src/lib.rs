//! The macro door of samewire, re-exported by the crate `samewire` (feature `macros`).

use std::env;
use std::path::{Component, Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use samewire_codegen::{Rejected, backend, load};
use syn::{Error, LitStr, parse_macro_input};

/// The events of a manifest, as Rust items; the path is relative to the package's folder.
///
/// ```text
/// pub mod events {
///     samewire::events!("events.yaml");
/// }
/// ```
#[proc_macro]
pub fn events(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let path = parse_macro_input!(input as LitStr);
    let items = expand(&path.value()).map_err(|message| Error::new(path.span(), message));
    items.unwrap_or_else(|error| error.to_compile_error()).into()
}

fn expand(path: &str) -> Result<TokenStream, String> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.ok_or("CARGO_MANIFEST_DIR is not set: this macro needs Cargo")?;
    let loaded = load(&package.join(path), None).map_err(|rejected| mistakes(path, &rejected))?;
    let tracked = loaded.sources.paths().map(|source| relative(source, &package));
    let items = backend::rust::tokens(&loaded.model);
    Ok(quote! {
        #(const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #tracked));)*
        #items
    })
}

fn mistakes(path: &str, rejected: &Rejected) -> String {
    // Cargo runs rustc in the root of the workspace.
    let workspace = env::current_dir().ok();
    let rendered = rejected.diagnostics.render_human(&rejected.sources, workspace.as_deref(), false);
    let noun = if rejected.diagnostics.errors() == 1 { "mistake" } else { "mistakes" };
    format!("{} {noun} in {path}\n\n{}", rejected.diagnostics.errors(), rendered.trim_end())
}

/// The way from the package's folder to `file`, as it is appended to that folder's path.
fn relative(file: &Path, package: &Path) -> String {
    let common = file.components().zip(package.components()).take_while(|(one, other)| one == other).count();
    let up = package.components().skip(common).map(|_| Component::ParentDir);
    let steps = up.chain(file.components().skip(common));
    steps.map(|step| format!("/{}", step.as_os_str().to_string_lossy())).collect()
}
