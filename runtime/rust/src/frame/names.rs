//! The names of events, found by a hash table that is laid out at compile time.

use super::picture::WireName;

/// Wire names, old names among them, each with the index of its event.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    names: &'static [(&'static str, usize)],
    /// Names that are no texts: few have them, and who has them has few.
    others: &'static [(WireName, usize)],
    /// For each hash the place of a name in `names`, from 1; 0 is free. A name whose place is taken has the next one.
    slots: &'static [u16],
}

impl Names {
    /// Names and the table that [`Names::slots`] made of them.
    pub const fn new(names: &'static [(&'static str, usize)], slots: &'static [u16]) -> Names {
        Names { names, others: &[], slots }
    }

    /// Adds names that are integers or booleans.
    #[must_use]
    pub const fn and(self, others: &'static [(WireName, usize)]) -> Names {
        Names { others, ..self }
    }

    /// Lays out the table. `SIZE` is a power of two and larger than the number of names.
    ///
    /// # Panics
    ///
    /// At compile time, when `SIZE` is neither.
    pub const fn slots<const SIZE: usize>(names: &[(&str, usize)]) -> [u16; SIZE] {
        assert!(SIZE.is_power_of_two() && names.len() < SIZE && names.len() < u16::MAX as usize);
        let mut slots = [0; SIZE];
        let mut place = 0;
        while place < names.len() {
            let mut slot = hash(names[place].0) & (SIZE - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (SIZE - 1);
            }
            place += 1;
            slots[slot] = place as u16;
        }
        slots
    }

    /// The index of the event with this name.
    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let mut slot = hash(name) & (self.slots.len() - 1);
        loop {
            let place = usize::from(self.slots[slot]).checked_sub(1)?;
            let (own, index) = self.names[place];
            if own == name {
                return Some(index);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

impl Names {
    /// The index of the event whose name is this integer.
    pub(crate) fn find_integer(&self, name: i64) -> Option<usize> {
        self.find_other(|own| matches!(own, WireName::Integer(value, _) if value == name))
    }

    /// The index of the event whose name is this boolean.
    pub(crate) fn find_bool(&self, name: bool) -> Option<usize> {
        self.find_other(|own| own == WireName::Bool(name))
    }

    fn find_other(&self, is: impl Fn(WireName) -> bool) -> Option<usize> {
        self.others.iter().find(|(own, _)| is(*own)).map(|(_, index)| *index)
    }

    /// Whether any name is no text.
    pub(crate) fn has_others(&self) -> bool {
        !self.others.is_empty()
    }

    /// The texts and other values that are names, for messages.
    pub(crate) fn known(self) -> impl Iterator<Item = &'static str> {
        let others = self.others.iter().map(|(name, _)| name.text());
        self.names.iter().map(|(name, _)| *name).chain(others)
    }
}

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixes the length and sixteen bytes of both ends, and of longer names what lies between: the events of one family
/// often differ there only (`workspace_17_updated`), and names of one hash make the table long to lay out and to search.
#[inline]
const fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (first, last) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => (short(bytes), 0),
    };
    let mut mixed = first ^ last.rotate_left(23) ^ name.len() as u64;
    if let Some((_, mut rest)) = bytes.split_first_chunk::<8>() {
        while rest.len() > 8 {
            let Some((chunk, behind)) = rest.split_first_chunk::<8>() else { break };
            mixed = mixed.wrapping_mul(FACTOR).rotate_left(29) ^ u64::from_le_bytes(*chunk);
            rest = behind;
        }
    }
    (mixed.wrapping_mul(FACTOR) >> 40) as usize
}

/// Up to eight bytes as one number.
const fn short(bytes: &[u8]) -> u64 {
    let (mut word, mut at) = (0, 0);
    while at < bytes.len() {
        word = word << 8 | bytes[at] as u64;
        at += 1;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::Names;

    const LIST: &[(&str, usize)] = &[
        ("a", 0),
        ("ping", 1),
        ("typing_start", 2),
        ("typing_stop", 3),
        ("", 4),
        ("a_name_that_is_long", 2),
    ];

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        const SLOTS: [u16; 8] = Names::slots(LIST);
        let names = Names::new(LIST, &SLOTS);
        for (name, index) in LIST {
            assert_eq!(names.find(name), Some(*index), "{name}");
        }
        for name in ["b", "pin", "typing", "typing_start ", "a_name_that_is_lonG"] {
            assert_eq!(names.find(name), None, "{name}");
        }
    }

    #[test]
    fn names_that_differ_in_the_middle_have_hashes_of_their_own() {
        let names = (0..10_000).map(|number| format!("workspace_member_{number:04}_updated"));
        let hashes: std::collections::HashSet<_> = names.map(|name| super::hash(&name)).collect();
        assert!(hashes.len() > 9_900, "{}", hashes.len());
    }

    #[test]
    fn nothing_is_found_among_none() {
        const SLOTS: [u16; 1] = Names::slots(&[]);
        assert_eq!(Names::new(&[], &SLOTS).find("ping"), None);
    }
}
