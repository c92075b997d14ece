//! What the page asks for, changed while the reader is there.

use std::rc::Rc;

use super::State;
use crate::core::clock::Now;
use crate::core::config::Config;
use crate::core::prefs::Prefs;

impl State {
    /// The page changed an attribute. Another feed is another blog: it starts anew; the rest is kept.
    pub(super) fn configured(&mut self, config: Config, prefs: Prefs, now: Now) {
        if config.src == self.config.src && config.format == self.config.format {
            self.poll.ask_every(config.poll, now);
            self.limit = self.limit.max(config.page_size);
            if !config.filters {
                // Without the bar there would be no way out of it.
                self.filter = Rc::default();
            }
            if config.stream != self.config.stream {
                self.begin_stream_anew();
            }
            self.config = Rc::new(config);
            let earlier = Rc::clone(&self.consent);
            self.keep_granted(&earlier);
            self.relist();
            return;
        }
        let mut anew = Self::new(config, prefs, now);
        anew.messages = Rc::clone(&self.messages);
        anew.permission = self.permission;
        anew.unshowable = self.unshowable;
        anew.permission_known = self.permission_known;
        anew.hidden = self.hidden;
        anew.at_top = self.at_top;
        anew.holds = self.holds.of_another_blog();
        anew.keep_granted(&self.consent);
        anew.consent_dirty = self.consent_dirty;
        anew.outbox = Rc::clone(&self.outbox);
        anew.poll.continue_from(&self.poll);
        anew.stream.continue_from(&self.stream);
        anew.poll.hidden(self.hidden, now);
        *self = anew;
    }
}
