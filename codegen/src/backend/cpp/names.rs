//! Names in C++: types, payloads and values in PascalCase, all else in snake_case. Whatever C++ or a header of the
//! system has another meaning for gets an underscore behind, which no name of a manifest has.

use crate::backend::steps::Step;
use crate::model::{Direction, Field, Scope};
use crate::name::Name;

pub use crate::backend::typescript::names::{reply, title};

/// A field, a function or a variable: `class_`.
pub fn snake(name: &Name) -> String {
    escaped(name.snake())
}

/// A type, a payload or a value. C++ has no keyword in PascalCase.
pub fn pascal(name: &Name) -> String {
    name.pascal()
}

/// An alternative, named inside the struct of its union or enum, whose constructor has the struct's own name.
pub fn alternative(owner: &Name, own: &Name) -> String {
    let name = pascal(own);
    if name == pascal(owner) { name + "_" } else { name }
}

/// What is declared for an alternative, beside the struct that knows it by a shorter name: `Shape_Line`. No other name in
/// PascalCase has an underscore.
pub fn part(owner: &str, own: &Name) -> String {
    format!("{owner}_{}", pascal(own))
}

/// The namespace of a scope, inside that of the protocol.
pub fn module(scope: Scope) -> &'static str {
    match scope {
        Scope::Types => "types",
        Scope::Server => "server",
        Scope::Client => "client",
        Scope::Desktop => "desktop",
    }
}

/// The namespace of a direction's payloads, and what its functions are called by.
pub fn side(direction: Direction) -> &'static str {
    match direction {
        Direction::Server => "server",
        Direction::Client => "client",
    }
}

/// The scope of a direction's payloads.
pub fn scope(direction: Direction) -> Scope {
    match direction {
        Direction::Server => Scope::Server,
        Direction::Client => Scope::Client,
    }
}

/// What stands for a refusal that has a picture of its own.
pub const REFUSED: &str = "Refused";

/// What the function is called that makes a field of the next version: `session_update_v1_actor`.
pub fn upgrade(step: &Step<'_>, field: &Field) -> String {
    snake(&step.older.name.join(&field.name))
}

/// The namespace of a protocol that chooses none; none where its name gives none.
pub fn namespace(protocol: &str) -> Option<String> {
    let name = snake(&Name::derive(protocol)?);
    Some(if is_taken(&name) { name + "_" } else { name })
}

/// Whether a namespace cannot be called so anywhere: keywords, and what the preprocessor replaces.
pub fn is_unwritable(name: &str) -> bool {
    KEYWORDS.contains(&name) || MACROS.contains(&name)
}

/// Whether the outermost namespace cannot be called so: it stands beside the functions of C, and its types, most of which
/// end in `_t`.
pub fn is_taken(name: &str) -> bool {
    GLOBAL.contains(&name) || name.ends_with("_t")
}

fn escaped(name: &str) -> String {
    if is_unwritable(name) { format!("{name}_") } else { name.to_owned() }
}

/// The keywords of C++20, other spellings of operators among them.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char",
    "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return", "co_yield", "compl", "concept", "const",
    "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do", "double",
    "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
    "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or",
    "or_eq", "private", "protected", "public", "register", "reinterpret_cast", "requires", "return", "short", "signed",
    "sizeof", "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile",
    "wchar_t", "while", "xor", "xor_eq",
];

/// What compilers, C libraries and the headers of Windows replace before C++ sees it.
#[rustfmt::skip]
const MACROS: &[&str] = &[
    "alloca", "assert", "cdecl", "errno", "far", "huge", "hyper", "i386", "interface", "linux", "major", "makedev",
    "minor", "near", "offsetof", "pascal", "setjmp", "sigmask", "signbit", "sigsetjmp", "small", "st_atime", "st_ctime",
    "st_mtime", "stderr", "stdin", "stdout", "strdupa", "typeof", "unix", "va_arg", "va_copy", "va_end", "va_list",
    "va_start",
];

/// What the headers that generated code includes, and those of the system that they include, declare outside of any
/// namespace; `samewire` and `nlohmann` are not for others to add to.
#[rustfmt::skip]
const GLOBAL: &[&str] = &[
    "abort", "abs", "access", "acct", "acos", "alarm", "asctime", "asin", "atan", "atexit", "atof", "atoi", "atol",
    "basename", "bcmp", "bcopy", "brk", "bsearch", "bzero", "calloc", "canonicalize", "cbrt", "ceil", "chdir",
    "chown", "chroot", "clearenv", "clearerr", "clock", "clone", "close", "confstr", "cos", "cosh", "crypt", "ctime",
    "daemon", "daylight", "difftime", "div", "drem", "dup", "encrypt", "environ", "erf", "execl", "execv", "exit",
    "exp", "fabs", "fclose", "fdim", "feof", "ferror", "fflush", "ffs", "fgetc", "fgets", "finite", "floor", "fma",
    "fmax", "fmin", "fmod", "fopen", "fork", "fputc", "fputs", "fread", "free", "frexp", "fscanf", "fseek", "fsync",
    "ftell", "fwrite", "gamma", "getc", "getchar", "getcwd", "getenv", "getline", "getopt", "getpid", "gets",
    "gettext", "gettid", "getw", "gmtime", "group_member", "hypot", "iconv", "index", "ioctl", "isatty", "itimerspec",
    "j0", "j1", "jn", "jrand48", "kill", "labs", "lconv", "ldexp", "lgamma", "link", "localtime", "lockf", "log",
    "log10", "log2", "logb", "lrand48", "lseek", "malloc", "mblen", "memchr", "memcmp", "memcpy", "memfrob",
    "memmove", "memset", "mktime", "modf", "mrand48", "nan", "nice", "nlohmann", "obstack", "open", "optarg",
    "optind", "pause", "perror", "pipe", "popen", "pow", "printf", "profil", "putc", "putchar", "putenv", "puts",
    "qsort", "raise", "rand", "random", "read", "readlink", "realloc", "realpath", "remainder", "remove", "rename",
    "rewind", "rindex", "rint", "rmdir", "round", "rpmatch", "samewire", "sbrk", "scalb", "scanf", "select", "setenv",
    "setlocale", "setuid", "sigevent", "signal", "signgam", "significand", "sin", "sinh", "sleep", "sprintf", "sqrt",
    "srand", "srandom", "sscanf", "std", "stime", "strcat", "strchr", "strcmp", "strcpy", "strlen", "strstr",
    "strtok", "swab", "symlink", "sync", "syscall", "sysconf", "system", "tan", "tanh", "tempnam", "tgamma", "time",
    "timegm", "timelocal", "times", "timespec", "timeval", "timezone", "tm", "tmpfile", "tmpnam", "tolower",
    "toupper", "trunc", "truncate", "ttyname", "tzname", "tzset", "uint", "ulong", "umask", "ungetc", "unlink",
    "unsetenv", "unshare", "uselocale", "ushort", "usleep", "vfork", "vhangup", "wait", "wctype", "write", "y0", "y1",
    "yn",
];

#[cfg(test)]
mod tests {
    use super::{alternative, namespace, snake};
    use crate::name::Name;

    fn name(text: &str) -> Name {
        Name::derive(text).unwrap()
    }

    #[test]
    fn what_means_something_else_gets_an_underscore() {
        let check = |text, expected: &str| assert_eq!(snake(&name(text)), expected);
        check("channel_id", "channel_id");
        check("class", "class_");
        check("AND", "and_");
        check("co_await", "co_await_");
        check("errno", "errno_");
        check("interface", "interface_");
        check("final", "final");
    }

    #[test]
    fn an_alternative_is_not_called_as_its_struct() {
        assert_eq!(alternative(&name("shape"), &name("line")), "Line");
        assert_eq!(alternative(&name("shape"), &name("SHAPE")), "Shape_");
    }

    #[test]
    fn a_namespace_stands_beside_the_functions_of_c() {
        assert_eq!(namespace("p2p chat").as_deref(), Some("p2p_chat"));
        assert_eq!(namespace("time").as_deref(), Some("time_"));
        assert_eq!(namespace("tm").as_deref(), Some("tm_"));
        assert_eq!(namespace("size_t").as_deref(), Some("size_t_"));
        assert_eq!(namespace("class").as_deref(), Some("class_"));
        assert_eq!(namespace("samewire").as_deref(), Some("samewire_"));
        assert_eq!(namespace("2fa"), None);
    }
}
