//! What the reader chose to be told, and the telling.

use std::rc::Rc;

use super::{Keeping, Outgoing, Permission, Said, State};
use crate::core::json::Json;
use crate::core::model::{Entry, EntryId};
use crate::core::notify;
use crate::core::prefs::{Channel, Prefs, What};

impl State {
    pub(super) fn send(&mut self, item: Outgoing) {
        self.outbox = Rc::new(self.outbox.with(item));
    }

    /// A choice counts at once: it is stored, confirmed and told to the page.
    pub(super) fn choose(&mut self, change: impl FnOnce(&mut Prefs)) {
        let mut prefs = (*self.prefs).clone();
        change(&mut prefs);
        if prefs == *self.prefs {
            return;
        }
        self.send(Outgoing::Event { name: "preferences", detail: prefs.to_json() });
        self.prefs = Rc::new(prefs);
        self.dirty = true;
    }

    pub(super) fn stored(&mut self, kept: bool) {
        self.dirty = false;
        if !kept && self.keeping != Keeping::NotKept {
            let detail = Json::object([("kind", Json::from("storage"))]);
            self.send(Outgoing::Event { name: "error", detail });
        }
        self.keeping = if kept { Keeping::Saved } else { Keeping::NotKept };
        self.say(if kept { Said::Saved } else { Said::NotKept });
    }

    /// The panel replaces the notice: who came here once knows the way back.
    pub(super) fn panel_opened(&mut self) {
        if !self.config.notifications {
            return;
        }
        self.panel_open = true;
        self.choose(|prefs| prefs.notice_dismissed = true);
    }

    /// A browser notification needs the browser's yes, which is asked for only here: in answer to the reader's own
    /// switch. The choice is kept when the yes has come.
    pub(super) fn channel_switched(&mut self, channel: Channel, on: bool) {
        if channel == Channel::System && on {
            match self.permission {
                Permission::Granted => {}
                Permission::NotAsked => {
                    self.asking = true;
                    self.send(Outgoing::AskPermission);
                    return;
                }
                Permission::Unsupported | Permission::Insecure | Permission::Framed | Permission::Denied => {
                    return;
                }
            }
        }
        self.choose(|prefs| *prefs = prefs.with(channel, on));
    }

    pub(super) fn what_chosen(&mut self, what: What) {
        if what == What::Nothing {
            self.unseen = Rc::default();
        }
        self.choose(|prefs| prefs.what = what);
    }

    pub(super) fn all_turned_off(&mut self) {
        self.asking = false;
        self.unseen = Rc::default();
        self.choose(|prefs| {
            prefs.what = What::Nothing;
            prefs.sound = false;
            prefs.system = false;
        });
    }

    /// Some browsers (Chrome on Android) allow a page's notifications and show only a worker's: what they say of the
    /// permission is not believed again.
    pub(super) fn notification_failed(&mut self) {
        self.unshowable = true;
        self.permission_seen(self.permission);
    }

    pub(super) fn permission_seen(&mut self, permission: Permission) {
        let permission = if self.unshowable { Permission::Unsupported } else { permission };
        // The first reading is how things are, not a change of them.
        let changed = std::mem::replace(&mut self.permission_known, true) && permission != self.permission;
        self.permission = permission;
        if std::mem::take(&mut self.asking) && permission == Permission::Granted {
            self.choose(|prefs| prefs.system = true);
        }
        if changed {
            let name = permission_name(permission);
            let detail = Json::object([("state", Json::from(name))]);
            self.send(Outgoing::Event { name: "permission", detail });
        }
    }

    /// Tells of new entries by the channels in use, unless the reader is looking at them.
    pub(super) fn tell(&mut self, added: &[EntryId]) {
        if self.is_free() || !self.config.notifications {
            return;
        }
        let worth: Vec<Rc<Entry>> = self
            .timeline
            .rows_of(added)
            .filter(|row| notify::is_worth_telling(&row.entry, &self.prefs))
            .map(|row| Rc::clone(&row.entry))
            .collect();
        let mut unseen = (*self.unseen).clone();
        for entry in &worth {
            unseen.insert(entry.id.clone());
        }
        self.unseen = Rc::new(unseen);
        let blog = self.about.title.clone().unwrap_or_default();
        let Some(notice) = notify::notice(&worth, &blog, &self.config.blog_key, &self.messages) else {
            return;
        };
        if self.prefs.sound {
            self.send(Outgoing::Sound);
        }
        if self.prefs.system && self.permission == Permission::Granted && self.hidden {
            self.send(Outgoing::Notify(notice));
        }
    }
}

fn permission_name(permission: Permission) -> &'static str {
    match permission {
        Permission::Unsupported => "unsupported",
        Permission::Insecure => "insecure",
        Permission::Framed => "framed",
        Permission::NotAsked => "default",
        Permission::Granted => "granted",
        Permission::Denied => "denied",
    }
}
