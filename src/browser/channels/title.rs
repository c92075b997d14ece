//! A count in front of the page's title, which stays the page's own.

use web_sys::Document;

/// The count we put before the title. Taken off again when dropped.
#[derive(Default)]
pub struct TitleBadge {
    written: Option<(String, String)>,
}

impl TitleBadge {
    /// Shows the number, or none. A title that the page changed meanwhile is the new title.
    pub fn show(&mut self, count: Option<usize>) {
        let Some(document) = document() else { return };
        let shown = document.title();
        let own = match self.written.take() {
            Some((written, own)) if written == shown => own,
            _ => shown.clone(),
        };
        let wanted = match count {
            Some(n) => format!("({n}) {own}"),
            None => own.clone(),
        };
        if wanted != shown {
            document.set_title(&wanted);
        }
        self.written = count.map(|_| (wanted, own));
    }
}

impl Drop for TitleBadge {
    fn drop(&mut self) {
        self.show(None);
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
