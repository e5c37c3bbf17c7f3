//! The macro door of samewire, re-exported by the crate `samewire` (feature `macros`).

use std::env;
use std::path::{Component, Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use samewire_codegen::{Loaded, Rejected, backend, load};
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, LitStr, Token, parse_macro_input};

/// The events of a manifest, as Rust items; the path is relative to the package's folder.
///
/// ```text
/// pub mod events {
///     samewire::events!("events.yaml");
/// }
/// ```
///
/// With `tauri` behind it: their dispatch in a desktop app, which needs the crate `samewire-tauri`, and those enums in
/// the module that `outputs.tauri.events` of the manifest names (`crate::events`).
///
/// ```text
/// mod desktop {
///     samewire::events!("events.yaml", tauri);
/// }
/// ```
#[proc_macro]
pub fn events(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as Input);
    let items = expand(&input).map_err(|message| Error::new(input.path.span(), message));
    items.unwrap_or_else(|error| error.to_compile_error()).into()
}

struct Input {
    path: LitStr,
    tauri: bool,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Input> {
        let path = input.parse()?;
        let mut tauri = false;
        if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
            let target: Ident = input.parse()?;
            if target != "tauri" {
                return Err(Error::new(target.span(), "`tauri` may stand here, and nothing else"));
            }
            tauri = true;
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(Input { path, tauri })
    }
}

fn expand(input: &Input) -> Result<TokenStream, String> {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.ok_or("CARGO_MANIFEST_DIR is not set: this macro needs Cargo")?;
    let path = input.path.value();
    let loaded = load(&package.join(&path), None).map_err(|rejected| mistakes(&path, &rejected))?;
    let tracked = loaded.sources.paths().map(|source| relative(source, &package));
    let items = if input.tauri { dispatch(&loaded)? } else { backend::rust::tokens(&loaded.model) };
    Ok(quote! {
        #(const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #tracked));)*
        #items
    })
}

fn dispatch(loaded: &Loaded) -> Result<TokenStream, String> {
    if !loaded.model.reaches_page() {
        return Err(backend::tauri::NOTHING_CARRIED.to_owned());
    }
    Ok(backend::tauri::tokens(&loaded.model, loaded.outputs.events()))
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
