//! The attributes that are kept, as types: what has no field here cannot reach the page.

use implicit_clone::unsync::IString;

use super::clean;
use super::references::{Place, decode};
use super::tag::Tag;
use super::tokens::StartTag;
use crate::core::find::occurs;
use crate::core::url::SafeUrl;

/// The attributes of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attrs {
    /// BCP 47 tag of the text inside.
    pub lang: Option<IString>,
    /// Which way the text inside runs.
    pub dir: Option<Dir>,
    /// What only this element has.
    pub own: Own,
}

/// Which way text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// As its first strong letter says.
    Auto,
}

impl Dir {
    /// The attribute's value.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
            Self::Auto => "auto",
        }
    }
}

/// The attributes that only one kind of element has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Own {
    /// None, or none that is kept.
    #[default]
    None,
    /// `a`: where it leads.
    Link(SafeUrl),
    /// `img`.
    Image(Picture),
    /// `ol`: the first number, and whether it counts down.
    List {
        /// The first number, when it is not 1.
        start: Option<i32>,
        /// Counts down.
        reversed: bool,
    },
    /// `td` and `th`.
    Cell(Cell),
    /// `time`: the moment in machine form.
    Moment(IString),
    /// `abbr`: what the letters stand for.
    Expansion(IString),
}

/// A picture inside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it is; https, or http on the reader's own machine.
    pub src: SafeUrl,
    /// Text instead of the picture; empty when the feed says nothing.
    pub alt: IString,
    /// CSS pixels, 2 to 10,000.
    pub width: Option<u16>,
    /// CSS pixels, 2 to 10,000.
    pub height: Option<u16>,
}

/// A table's cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Columns it covers, 1 to 100.
    pub columns: u16,
    /// Rows it covers, 1 to 1,000.
    pub rows: u16,
    /// What a heading is the heading of; none on `td`.
    pub scope: Option<Scope>,
}

/// What a table's heading is the heading of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// `row`
    Row,
    /// `col`
    Column,
    /// `rowgroup`
    RowGroup,
    /// `colgroup`
    ColumnGroup,
}

impl Scope {
    /// The attribute's value.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Column => "col",
            Self::RowGroup => "rowgroup",
            Self::ColumnGroup => "colgroup",
        }
    }
}

/// What becomes of an element once its attributes are read.
pub(super) enum Verdict {
    /// It is kept, with these.
    Keep(Attrs),
    /// It means nothing without an attribute that is missing or refused: what is inside stays.
    Unwrap,
}

/// Reads what is kept of a start tag that may become `tag`.
pub(super) fn read(tag: Tag, written: &StartTag<'_>, base: &SafeUrl) -> Verdict {
    let own = match tag {
        Tag::A => link(written, base).map(Own::Link),
        Tag::Img => picture(written, base).map(Own::Image),
        Tag::Ol => Some(list(written)),
        Tag::Td => Some(cell(written, None)),
        Tag::Th => Some(cell(written, scope(written))),
        Tag::Time => {
            Some(value(written, "datetime").filter(|text| is_moment(text)).map_or(Own::None, moment))
        }
        Tag::Abbr => {
            Some(value(written, "title").map_or(Own::None, |text| Own::Expansion(clean::line(&text))))
        }
        _ => Some(Own::None),
    };
    let attrs = own.map(|own| Attrs { lang: lang(written), dir: dir(written), own });
    match attrs {
        Some(attrs) if says_something(tag, &attrs) => Verdict::Keep(attrs),
        _ => Verdict::Unwrap,
    }
}

/// A `span` is kept for its language or direction, a `bdo` for its direction.
fn says_something(tag: Tag, attrs: &Attrs) -> bool {
    match tag {
        Tag::Span => attrs.lang.is_some() || attrs.dir.is_some(),
        Tag::Bdo => matches!(attrs.dir, Some(Dir::Ltr | Dir::Rtl)),
        _ => true,
    }
}

/// The value of an attribute, its references decoded.
pub(super) fn value(written: &StartTag<'_>, name: &str) -> Option<String> {
    let raw = written.get(name)?;
    let mut out = String::with_capacity(raw.len());
    decode(raw, Place::Attribute, &mut out);
    Some(out)
}

/// Places in the same text are not kept, so a link to one leads nowhere and goes.
fn link(written: &StartTag<'_>, base: &SafeUrl) -> Option<SafeUrl> {
    let href = value(written, "href")?;
    let shown = href.trim_start_matches(|c: char| c <= ' ');
    if shown.is_empty() || shown.starts_with('#') {
        return None;
    }
    base.join(&href)
}

/// Pictures that nobody sees count readers; they are not fetched.
fn picture(written: &StartTag<'_>, base: &SafeUrl) -> Option<Picture> {
    if is_hidden(written) {
        return None;
    }
    let src = image_address(written, base)?;
    let alt = value(written, "alt").map_or(IString::Static(""), |text| clean::line(&text));
    let shown =
        |name| side(written, name).and_then(|side| u16::try_from(side).ok()).filter(|side| *side <= 10_000);
    Some(Picture { src, alt, width: shown("width"), height: shown("height") })
}

/// Where a picture is: where a script would load it from later stands before what is shown until then.
fn image_address(written: &StartTag<'_>, base: &SafeUrl) -> Option<SafeUrl> {
    let fetched = |address: &str| base.join(address).filter(SafeUrl::is_image);
    let one = |name| value(written, name).filter(|text| !text.is_empty()).and_then(|text| fetched(&text));
    let best = |name| value(written, name).and_then(|set| fetched(best_of(&set)?));
    (["data-src", "data-lazy-src", "data-original", "src"].into_iter().find_map(one))
        .or_else(|| ["data-srcset", "srcset"].into_iter().find_map(best))
}

/// The widest of a `srcset` that is not wider than a column on a sharp screen, or else its first.
fn best_of(set: &str) -> Option<&str> {
    let mut best: Option<(u32, &str)> = None;
    let mut address = "";
    for word in set.split_ascii_whitespace() {
        let (width, next) = if address.is_empty() {
            address = word.trim_end_matches(',');
            (0, if address == word { address } else { "" })
        } else {
            // The next address may follow the comma at once.
            let (about, next) = word.split_once(',').unwrap_or((word, ""));
            (about.trim_end_matches(&['w', 'x'][..]).parse().unwrap_or(0), next)
        };
        if !address.is_empty() && best.is_none_or(|(most, _)| width > most && width <= 1_600) {
            best = Some((width, address));
        }
        address = next;
    }
    best.map(|(_, address)| address)
}

/// Hidden, or too small to be seen.
pub(super) fn is_hidden(written: &StartTag<'_>) -> bool {
    let style = value(written, "style").unwrap_or_default();
    let packed: String = style.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let packed = packed.to_ascii_lowercase();
    let is_dot = |name| matches!(side(written, name), Some(0 | 1));
    is_dot("width")
        || is_dot("height")
        || written.get("hidden").is_some()
        || occurs(&packed, "display:none")
        || occurs(&packed, "visibility:hidden")
}

/// A side in pixels: leading digits, as browsers read them; percentages are none.
pub(super) fn side(written: &StartTag<'_>, name: &str) -> Option<u32> {
    let text = value(written, name)?;
    (!text.contains('%')).then(|| leading_number(&text)).flatten()
}

fn leading_number(text: &str) -> Option<u32> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let mut digits = text.chars().map_while(|c| c.to_digit(10)).peekable();
    digits.peek()?;
    Some(digits.fold(0, |number: u32, digit| number.saturating_mul(10).saturating_add(digit)))
}

fn list(written: &StartTag<'_>) -> Own {
    let start = value(written, "start").and_then(|text| text.trim().parse().ok()).filter(|start| *start != 1);
    let reversed = written.get("reversed").is_some();
    if start.is_none() && !reversed { Own::None } else { Own::List { start, reversed } }
}

fn cell(written: &StartTag<'_>, scope: Option<Scope>) -> Own {
    let span = |name, most: u32| {
        let number = value(written, name).and_then(|text| leading_number(&text)).unwrap_or(1);
        u16::try_from(number.clamp(1, most)).unwrap_or(1)
    };
    let cell = Cell { columns: span("colspan", 100), rows: span("rowspan", 1_000), scope };
    if cell == (Cell { columns: 1, rows: 1, scope: None }) { Own::None } else { Own::Cell(cell) }
}

fn scope(written: &StartTag<'_>) -> Option<Scope> {
    let text = value(written, "scope")?;
    let all = [Scope::Row, Scope::Column, Scope::RowGroup, Scope::ColumnGroup];
    all.into_iter().find(|scope| scope.as_str().eq_ignore_ascii_case(&text))
}

fn dir(written: &StartTag<'_>) -> Option<Dir> {
    let text = value(written, "dir")?;
    [Dir::Ltr, Dir::Rtl, Dir::Auto].into_iter().find(|dir| dir.as_str().eq_ignore_ascii_case(&text))
}

fn lang(written: &StartTag<'_>) -> Option<IString> {
    let text = value(written, "lang")?;
    let shaped = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.len() <= 35
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    shaped.then(|| IString::from(text))
}

/// Digits and the letters between them, as in `2026-03-01T10:00:00.5+01:00` or `PT4H`.
fn is_moment(text: &str) -> bool {
    let shaped = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'+' | b'.' | b' ');
    !text.is_empty() && text.len() <= 64 && text.bytes().all(shaped)
}

fn moment(text: String) -> Own {
    Own::Moment(IString::from(text))
}
