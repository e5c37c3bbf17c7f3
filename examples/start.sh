# What the programs that start the examples have in common; they set HERE to the example's folder, and read this.

# What every example needs to be built.
has_tools() {
    needs cargo 'Rust (https://rustup.rs)'
    needs rustc 'Rust (https://rustup.rs)'
    needs cc 'a C compiler (on Debian and Ubuntu: sudo apt-get install build-essential)'
    needs node 'Node.js (https://nodejs.org)'
    needs npm "npm, which comes with Node.js (https://nodejs.org)"
    rust_is_new
    node_is_new
}

# needs COMMAND WHAT
needs() {
    command -v "$1" >/dev/null || fail "$1 is missing: install $2"
}

# rust-version in Cargo.toml.
rust_is_new() {
    local version minor
    version=$(rustc --version)
    minor=$(sed -n 's/^rustc 1\.\([0-9]*\)\..*/\1/p' <<<"$version")
    [ "${minor:-0}" -ge 90 ] || fail "Rust 1.90 or later is needed, and this is $version: rustup update"
}

# What Vite needs: engines in page/package.json.
node_is_new() {
    local version major minor
    version=$(node --version)
    IFS=. read -r major minor _ <<<"${version#v}"
    if [ "$major" -eq 20 ] && [ "$minor" -ge 19 ]; then return; fi
    if [ "$major" -eq 22 ] && [ "$minor" -ge 12 ]; then return; fi
    [ "$major" -gt 22 ] ||
        fail "Node.js 20.19, 22.12 or later is needed, and this is $version: see https://nodejs.org"
}

has_webkit() {
    [ "$(uname)" = Linux ] || return 0
    pkg-config --exists webkit2gtk-4.1 2>/dev/null ||
        fail 'WebKitGTK is missing: on Debian and Ubuntu, sudo apt-get install libwebkit2gtk-4.1-dev'
}

fail() {
    printf 'examples/%s/run: %s\n' "$(basename "$HERE")" "$*" >&2
    exit 1
}

build_page() {
    local page=$HERE/page
    # npm writes down what it has installed.
    [ "$page/node_modules/.package-lock.json" -nt "$page/package-lock.json" ] || npm ci --prefix "$page" --ignore-scripts
    npm run --silent --prefix "$page" build
}

# built NAME FOLDER: the program of that package, wherever the user's settings have Cargo put it.
built() {
    local target
    target=$(cargo metadata --locked --no-deps --format-version 1 --manifest-path "$HERE/$2/Cargo.toml" |
        sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
    echo "$target/debug/$1"
}
