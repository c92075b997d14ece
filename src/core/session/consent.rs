//! The reader's word on things of other sites.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::{Outgoing, State};
use crate::core::consent::{Consent, Keys};

impl State {
    /// What the reader has allowed since it was last stored; answered by [`super::Action::ConsentStored`].
    #[must_use]
    pub fn consent_to_store(&self) -> Option<Keys> {
        self.consent_dirty.then(|| self.consent.granted.clone())
    }

    /// The page hears it first and may veto.
    pub(super) fn consent_pressed(&mut self, key: IString, granted: bool) {
        self.send(Outgoing::Consent { key, granted });
    }

    pub(super) fn consent_given(&mut self, key: &IString, granted: bool) {
        let keys = self.consent.granted.with(key, granted);
        if keys != self.consent.granted {
            self.consent_dirty = true;
            self.allow(keys);
        }
    }

    /// Another reader, on this page or in another tab, knows better.
    pub(super) fn allow(&mut self, granted: Keys) {
        if granted != self.consent.granted {
            self.consent = Rc::new(Consent { granted, ..(*self.consent).clone() });
        }
    }

    /// The page changed its mind; what the reader allowed stays allowed, as far as the page lets it.
    pub(super) fn keep_granted(&mut self, earlier: &Consent) {
        let consent = Consent { granted: earlier.granted.clone(), ..self.config.consent.clone() };
        if consent != *self.consent {
            self.consent = Rc::new(consent);
        }
    }
}
