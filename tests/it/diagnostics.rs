//! What people and programs see of every fixture in `tests/invalid/`.

use crate::invalid::{diagnostics, fixtures, folder};

#[test]
fn human() {
    for path in fixtures() {
        let (sources, diagnostics) = diagnostics(&path);
        let name = format!("human__{}", path.file_stem().unwrap().to_string_lossy());
        insta::assert_snapshot!(name, diagnostics.render_human(&sources, Some(&folder()), false));
    }
}

#[test]
fn json_and_github() {
    for name in ["SW011-duplicate-key", "SW202-unknown-type", "SW901-unused-type"] {
        let (sources, diagnostics) = diagnostics(&folder().join(name).with_extension("yaml"));
        insta::assert_snapshot!(format!("json__{name}"), diagnostics.render_json(&sources, Some(&folder())));
        insta::assert_snapshot!(
            format!("github__{name}"),
            diagnostics.render_github(&sources, Some(&folder()))
        );
    }
}

#[test]
fn a_line_of_json_is_json() {
    for path in fixtures() {
        let (sources, diagnostics) = diagnostics(&path);
        for line in diagnostics.render_json(&sources, None).lines() {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(object["code"].is_string() && object["file"].is_string(), "{line}");
        }
    }
}

#[test]
fn color_only_adds_escapes() {
    let (sources, diagnostics) = diagnostics(&folder().join("SW202-unknown-type.yaml"));
    let colored = diagnostics.render_human(&sources, Some(&folder()), true);
    assert!(colored.contains("\u{1b}["));
    assert!(!diagnostics.render_human(&sources, Some(&folder()), false).contains('\u{1b}'));
}
