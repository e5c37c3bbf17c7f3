//! Timestamps and dates.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::de::{Deserializer, Error};
use serde::ser::{Error as _, Serializer};

use super::numbers::SafeInt;
use super::{Codec, TextVisitor};
use crate::context::Context;

/// `timestamp`: RFC 3339. Any offset and up to nine digits of a second are read; UTC with three digits is written,
/// cut, never rounded.
impl Codec for Timestamp {
    type Value = Timestamp;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor { expected: "timestamp (RFC 3339)", read: read_timestamp })
    }

    fn encode<S: Serializer>(value: &Self, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        match written(value) {
            Some(text) => serializer.serialize_str(std::str::from_utf8(&text).unwrap_or_default()),
            None => Err(S::Error::custom(BEFORE_YEAR_0)),
        }
    }
}

/// `2026-03-01T12:30:00.250Z`, for the years 0 to 9999. Cut, not rounded, before 1970 too.
fn written(value: &Timestamp) -> Option<[u8; 24]> {
    let time = Offset::UTC.to_datetime(*value);
    let year = u16::try_from(time.year()).ok()?;
    let mut text = *b"0000-00-00T00:00:00.000Z";
    digits(&mut text[..4], year);
    let parts =
        [(5, time.month()), (8, time.day()), (11, time.hour()), (14, time.minute()), (17, time.second())];
    for (at, value) in parts {
        digits(&mut text[at..at + 2], u16::from(value.unsigned_abs()));
    }
    digits(&mut text[20..23], time.millisecond().unsigned_abs());
    Some(text)
}

fn digits(place: &mut [u8], mut value: u16) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

/// RFC 3339 has four digits for a year, and no sign.
const BEFORE_YEAR_0: &str = "before the year 0, which RFC 3339 cannot write";

/// Reads `2026-03-01T12:30:00.250Z` and the like.
fn read_timestamp(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let date = bytes.get(..10)?;
    let [b'T' | b't', clock @ ..] = bytes.get(10..19)? else { return None };
    let (nanosecond, offset) = read_fraction(&bytes[19..])?;
    let [h0, h1, b':', m0, m1, b':', s0, s1] = *clock else { return None };
    let time = Time::new(two(h0, h1)?, two(m0, m1)?, two(s0, s1)?, nanosecond).ok()?;
    read_offset(offset)?.to_timestamp(read_date_bytes(date)?.to_datetime(time)).ok()
}

/// The nanoseconds of `.25`, and what follows.
fn read_fraction(bytes: &[u8]) -> Option<(i32, &[u8])> {
    let [b'.', rest @ ..] = bytes else { return Some((0, bytes)) };
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, offset) = rest.split_at(count);
    if count == 0 || count > 9 {
        return None;
    }
    let value = digits.iter().fold(0_i32, |value, byte| value * 10 + i32::from(byte - b'0'));
    Some((value * 10_i32.pow(9 - count as u32), offset))
}

fn read_offset(bytes: &[u8]) -> Option<Offset> {
    let (sign, [h0, h1, b':', m0, m1]) = (match bytes {
        [b'Z' | b'z'] => return Some(Offset::UTC),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    }) else {
        return None;
    };
    let (hours, minutes) = (i32::from(two(*h0, *h1)?), i32::from(two(*m0, *m1)?));
    let valid = hours < 24 && minutes < 60;
    if valid { Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok() } else { None }
}

/// Reads `2026-03-01`.
pub fn read_date(text: &str) -> Option<Date> {
    read_date_bytes(text.as_bytes())
}

fn read_date_bytes(bytes: &[u8]) -> Option<Date> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *bytes else { return None };
    let year = i16::from(two(y0, y1)?) * 100 + i16::from(two(y2, y3)?);
    Date::new(year, two(m0, m1)?, two(d0, d1)?).ok()
}

fn two(tens: u8, ones: u8) -> Option<i8> {
    let digits = tens.is_ascii_digit() && ones.is_ascii_digit();
    digits.then(|| ((tens - b'0') * 10 + (ones - b'0')) as i8)
}

/// `date`: `2026-03-01`.
impl Codec for Date {
    type Value = Date;

    fn decode<'de, D: Deserializer<'de>>(deserializer: D, _: &Context) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor { expected: "date (YYYY-MM-DD)", read: read_date })
    }

    fn encode<S: Serializer>(value: &Self, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
        if value.year() < 0 {
            return Err(S::Error::custom(BEFORE_YEAR_0));
        }
        serializer.collect_str(value)
    }
}

macro_rules! epochs {
    ($($(#[$doc:meta])* $codec:ident $read:path, $write:path;)*) => {$(
        $(#[$doc])*
        pub struct $codec;

        impl Codec for $codec {
            type Value = Timestamp;

            fn decode<'de, D: Deserializer<'de>>(deserializer: D, context: &Context) -> Result<Timestamp, D::Error> {
                let count = SafeInt::<i64>::decode(deserializer, context)?;
                $read(count).map_err(|_| D::Error::custom("out of range of timestamp"))
            }

            fn encode<S: Serializer>(value: &Timestamp, _: &Context, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64($write(value))
            }
        }
    )*};
}

epochs! {
    /// `timestamp<ms>`: milliseconds since the epoch.
    Millis from_millis, whole_millis;
    /// `timestamp<s>`: seconds since the epoch.
    Seconds Timestamp::from_second, whole_seconds;
}

/// `Timestamp::from_millisecond` refuses the last second that a timestamp holds.
fn from_millis(millis: i64) -> Result<Timestamp, jiff::Error> {
    Timestamp::new(millis.div_euclid(1000), millis.rem_euclid(1000) as i32 * 1_000_000)
}

fn whole_millis(value: &Timestamp) -> i64 {
    value.as_nanosecond().div_euclid(1_000_000) as i64
}

fn whole_seconds(value: &Timestamp) -> i64 {
    value.as_nanosecond().div_euclid(1_000_000_000) as i64
}

#[cfg(test)]
mod tests {
    use super::read_timestamp;

    #[test]
    fn reads_what_jiff_reads() {
        for text in [
            "2026-03-01T12:30:00Z",
            "2026-03-01T12:30:00.1+05:30",
            "1969-12-31T23:59:59.999999999-11:00",
            "0000-01-01T00:00:00Z",
            "2024-02-29t12:30:00z",
        ] {
            assert_eq!(read_timestamp(text), Some(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn writes_three_digits_and_cuts_downwards() {
        let check = |text: &str, expected: &str| {
            let written = super::written(&read_timestamp(text).unwrap()).unwrap();
            assert_eq!(std::str::from_utf8(&written), Ok(expected));
        };
        check("2026-03-01T12:30:00+01:00", "2026-03-01T11:30:00.000Z");
        check("2026-03-01T12:30:59.9999Z", "2026-03-01T12:30:59.999Z");
        check("1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z");
        check("1969-12-31T23:59:59.0001Z", "1969-12-31T23:59:59.000Z");
        check("0000-01-01T00:00:00.001Z", "0000-01-01T00:00:00.001Z");
        check("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z");
        check("9999-12-30T22:00:00.9999Z", "9999-12-30T22:00:00.999Z");
        assert_eq!(super::written(&jiff::Timestamp::MIN), None);
    }

    #[test]
    fn refuses_other_forms() {
        for text in [
            "",
            "2026-03-01",
            "2026-03-01 12:30:00Z",
            "2026-03-01T12:30Z",
            "2026-03-01T12:30:00",
            "2026-03-01T12:30:00.Z",
            "2026-03-01T12:30:00.1234567890Z",
            "2026-03-01T12:30:60Z",
            "2026-03-01T24:00:00Z",
            "2026-02-29T12:30:00Z",
            "2026-03-01T12:30:00+0530",
            "2026-03-01T12:30:00+24:00",
            "2026-03-01T12:30:00+05:60",
            "2026-03-01T12:30:00Z[UTC]",
            "+002026-03-01T12:30:00Z",
        ] {
            assert_eq!(read_timestamp(text), None, "{text}");
        }
    }
}
