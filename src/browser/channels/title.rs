//! A count in front of the page's title, which stays the page's own.
//!
//! A page has one title and may have several readers, so their counts are added up in one place for the whole page.

use std::cell::RefCell;

use web_sys::Document;

thread_local! {
    static SHARED: RefCell<Shared> = const { RefCell::new(Shared { counts: Vec::new(), next: 0, written: None }) };
}

/// What all readers on the page have to say, and the title as we wrote it.
struct Shared {
    counts: Vec<(u32, usize)>,
    next: u32,
    written: Option<Written>,
}

struct Written {
    shown: String,
    own: String,
}

/// One reader's count before the title. Taken off again when dropped.
pub struct TitleBadge(u32);

impl Default for TitleBadge {
    fn default() -> Self {
        SHARED.with_borrow_mut(|shared| {
            shared.next = shared.next.wrapping_add(1);
            Self(shared.next)
        })
    }
}

impl TitleBadge {
    /// Shows the number, or none.
    pub fn show(&mut self, count: Option<usize>) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        SHARED.with_borrow_mut(|shared| {
            shared.counts.retain(|(badge, _)| *badge != self.0);
            shared.counts.extend(count.map(|n| (self.0, n)));
            shared.write(&document);
        });
    }
}

impl Drop for TitleBadge {
    fn drop(&mut self) {
        self.show(None);
    }
}

impl Shared {
    /// Writes the sum before the page's own title. A title that the page changed meanwhile is the new one; browsers trim
    /// what is set, so what was shown is read back.
    fn write(&mut self, document: &Document) {
        let shown = document.title();
        let own = match self.written.take() {
            Some(written) if written.shown == shown => written.own,
            _ => shown.clone(),
        };
        let sum: usize = self.counts.iter().map(|(_, n)| n).sum();
        let wanted = if sum > 0 { format!("({sum}) {own}") } else { own.clone() };
        if wanted != shown {
            document.set_title(&wanted);
        }
        self.written = (sum > 0).then(|| Written { shown: document.title(), own });
    }
}
