//! The table of codes. A code is never given a second meaning; a page tells its long story.

use super::Severity;

/// A kind of mistake.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `SW…`
    pub id: &'static str,
    /// What the kind is, in a few words.
    pub title: &'static str,
    /// Whether it stands in the way.
    pub severity: Severity,
    /// The long story (Markdown).
    pub page: &'static str,
}

/// The long story of a code, which may be written in any case.
pub fn explain(code: &str) -> Option<&'static str> {
    CODES.iter().find(|known| known.id.eq_ignore_ascii_case(code)).map(|known| known.page)
}

macro_rules! codes {
    ($($name:ident = $id:literal $severity:ident $title:literal;)*) => {
        $(
            #[doc = $title]
            pub static $name: Code = Code {
                id: $id,
                title: $title,
                severity: Severity::$severity,
                page: include_str!(concat!("../../explain/", $id, ".md")),
            };
        )*

        /// Every code, in order.
        pub static CODES: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    NOT_UTF8 = "SW001" Error "the file is not UTF-8";
    NUL = "SW002" Error "the file holds a NUL";
    TOO_LARGE = "SW003" Error "the file is too large";
    NOT_YAML = "SW004" Error "the file is not YAML";
    TAB = "SW005" Error "a tab as indentation";
    ANCHOR = "SW006" Error "an anchor or alias";
    TAG = "SW007" Error "a tag";
    MERGE_KEY = "SW008" Error "a merge key";
    DIRECTIVE = "SW009" Error "a directive";
    SECOND_DOCUMENT = "SW010" Error "a second document";
    DUPLICATE_KEY = "SW011" Error "a key twice";
    COMPLEX_KEY = "SW012" Error "a key that is no text";
    EMPTY_VALUE = "SW013" Error "an empty value";
    TOO_DEEP = "SW014" Error "nested too deeply, or too much";
    NEEDS_QUOTES = "SW015" Error "a text that YAML reads as something else";
    EMPTY_FILE = "SW016" Error "nothing in the file";

    UNKNOWN_KEY = "SW101" Error "an unknown key";
    MISSING_KEY = "SW102" Error "a missing key";
    WRONG_KIND = "SW103" Error "the wrong kind of value";
    LANGUAGE_VERSION = "SW104" Error "an unknown version of the language";
    TWO_SHAPES = "SW105" Error "more than one shape";
    NO_SHAPE = "SW106" Error "no shape";
    NEEDS_OTHER_KEY = "SW107" Error "a key without the key it belongs to";
    NOT_A_CHOICE = "SW108" Error "a value that is not among the choices";
    FIRST_FILE_ONLY = "SW109" Error "a key that only the first file has";
    BAD_MARK = "SW110" Error "a mark that does not fit here";
    BAD_ENUM = "SW111" Error "a malformed list of values";
    EMPTY_SHAPE = "SW112" Error "a shape without members";
    NO_REASON = "SW113" Error "a reason that says nothing";
    UNKNOWN_RULE = "SW114" Error "an unknown rule";
    APPROVAL = "SW115" Error "a malformed approval";
    TARGET_OPTION = "SW116" Error "an option of a target that does not work";
    BAD_DAY = "SW117" Error "no day of the calendar";

    EXPRESSION = "SW201" Error "a malformed type expression";
    UNKNOWN_TYPE = "SW202" Error "an unknown type";
    TYPE_ARGUMENTS = "SW203" Error "wrong arguments of a type";
    NO_CODE_NAME = "SW204" Error "no name in code";
    CODE_NAME_TAKEN = "SW205" Error "two names that are one in code";
    WIRE_NAME_TAKEN = "SW206" Error "one wire name for two things";
    OLD_NAME_TAKEN = "SW207" Error "an old name that is another's";
    RESERVED_NAME = "SW208" Error "a reserved name";
    TYPE_NAME = "SW209" Error "a malformed type name";
    RECURSION = "SW210" Error "a type that contains itself";
    AMBIGUOUS_UNION = "SW211" Error "alternatives that cannot be told apart";
    SPREAD = "SW212" Error "a spread that does not work";
    UNKNOWN_EVENT = "SW213" Error "an unknown event";
    REPLACEMENT = "SW214" Error "a replacement that is none";
    STICKY_PATH = "SW215" Error "a path that leads nowhere";
    HOLE = "SW216" Error "a malformed hole in a value";
    AMBIGUOUS_VALUES = "SW217" Error "values that cannot be told apart";
    WIRE_NAME = "SW218" Error "a wire name that cannot be used";
    VERSIONS = "SW219" Error "malformed versions";
    TAURI_NAME = "SW220" Error "a name that Tauri refuses";
    TAURI_NAME_TAKEN = "SW221" Error "one Tauri name for two events";
    TAURI_TEMPLATE = "SW222" Error "a malformed template of Tauri names";
    NOT_CARRIED = "SW223" Error "a Tauri name for what is not carried to the page";
    UPGRADE = "SW224" Error "a field that the older version does not give";
    BY_HAND = "SW225" Error "a field that is not made by hand";

    BAD_VALUE = "SW301" Error "a value that does not fit its type";
    BAD_NUMBER = "SW302" Error "a malformed or oversized number";
    EXAMPLE_WITHOUT_PAYLOAD = "SW303" Error "an example of an event that carries nothing";

    PICTURE = "SW401" Error "a malformed picture";
    MEMBER_TAKEN = "SW402" Error "a payload member named like a member of the frame";
    AMBIGUOUS_PICTURES = "SW403" Error "pictures that cannot be told apart";
    SPREAD_PAYLOAD = "SW404" Error "a payload that is no object in a picture that spreads it";
    CORRELATION = "SW405" Error "a correlation that leads nowhere";
    ERROR_ANSWER = "SW406" Error "what cannot answer errors";
    UNKNOWN_FRAME = "SW407" Error "an unknown frame";
    REPLY = "SW408" Error "a reply that cannot be given";
    HEARTBEAT = "SW409" Error "a heartbeat that carries something";
    VERSION_CARRIED = "SW410" Error "a version that the frame does not carry";

    UNREADABLE = "SW501" Error "a file that cannot be read";
    INCLUDE_OUTSIDE = "SW502" Error "an include outside the project";
    INCLUDE_CYCLE = "SW503" Error "files that include each other";
    INCLUDE_TWICE = "SW504" Error "a file included twice";
    OUTPUT_OUTSIDE = "SW505" Error "an output outside the project";

    NOT_SUPPORTED_YET = "SW600" Error "not supported yet";
    RUST_NAME = "SW601" Error "a name that Rust cannot write";
    GENERATED_NAME = "SW602" Error "a name that generated code needs";
    TYPESCRIPT_NAME = "SW603" Error "names that meet in TypeScript";
    TYPESCRIPT_TYPE = "SW604" Error "a type that TypeScript cannot write";
    CPP_NAME = "SW605" Error "a name that C++ cannot write";
    CPP_VALUE = "SW606" Error "a value that C++ cannot hold";

    UNUSED_TYPE = "SW901" Warning "a type that nothing uses";
    SECRET = "SW902" Warning "a field that smells of a secret";
    CUT_TEXT = "SW903" Warning "a text that was probably cut";
    DEEP_FLOW = "SW904" Warning "flow style inside flow style";
    LATE_NAME = "SW905" Warning "a picture with the payload before the name";
    UNUSED_ALLOW = "SW906" Warning "an `allow` that allows nothing";
}
