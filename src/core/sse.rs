//! Server-sent events: bytes in, in any portions, events out.
//!
//! The grammar is that of the HTML standard, section 9.2 ("server-sent events"). The browser's own reader of it shows neither
//! comments nor sizes, and a feed's stream needs both: a comment is a sign of life, and one event must not fill the memory.

use std::borrow::Cow;
use std::mem;

/// The most that one event may have, in bytes.
pub const EVENT_MAX: usize = 1024 * 1024;

/// Something that a server said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Its type; `message` when the server named none.
    pub name: String,
    /// Its lines, joined.
    pub data: String,
    /// The last id that stood in the stream so far.
    pub id: String,
}

/// One event was larger than [`EVENT_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// A stream, read so far.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    line: Vec<u8>,
    begun: bool,
    after_return: bool,
    name: String,
    data: String,
    has_data: bool,
    id: String,
    /// The id of the last event that came to its end, also of one without data: the place to go on from.
    pub last_id: String,
    /// The pause before a reopening that the server wishes for, in milliseconds.
    pub retry: Option<u64>,
}

impl Reader {
    /// Takes the next bytes; what they complete goes to `events`.
    ///
    /// # Errors
    /// [`TooLong`]; the stream is of no more use.
    pub fn read(&mut self, bytes: &[u8], events: &mut Vec<Event>) -> Result<(), TooLong> {
        for byte in bytes {
            let after_return = mem::replace(&mut self.after_return, *byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\n' | b'\r' => self.end_line(events),
                _ if self.line.len().saturating_add(self.data.len()) >= EVENT_MAX => return Err(TooLong),
                byte => self.line.push(*byte),
            }
        }
        Ok(())
    }

    fn end_line(&mut self, events: &mut Vec<Event>) {
        let line = mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line);
        let first = !mem::replace(&mut self.begun, true);
        let text = if first { Cow::Borrowed(text.trim_start_matches('\u{FEFF}')) } else { text };
        if text.is_empty() {
            self.end_event(events);
            return;
        }
        let (field, value) = text.split_once(':').unwrap_or((&text, ""));
        self.field(field, value.strip_prefix(' ').unwrap_or(value));
    }

    fn field(&mut self, field: &str, value: &str) {
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                if mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok();
            }
            _ => {}
        }
    }

    /// An event without data is none, by the standard; its id counts all the same. Not before its end: a connection that
    /// breaks off in between must be asked for this very event again.
    fn end_event(&mut self, events: &mut Vec<Event>) {
        self.last_id.clone_from(&self.id);
        let (name, data) = (mem::take(&mut self.name), mem::take(&mut self.data));
        if mem::take(&mut self.has_data) {
            let name = if name.is_empty() { "message".to_owned() } else { name };
            events.push(Event { name, data, id: self.id.clone() });
        }
    }
}

#[cfg(test)]
#[path = "sse_tests.rs"]
mod tests;
