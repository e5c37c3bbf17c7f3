//! The day on which days are judged.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day that was asked for, else today in UTC, as it is compared with those of a manifest: `2027-03-01`.
pub(super) fn day(asked: Option<Date>) -> String {
    asked.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date()).to_string()
}
