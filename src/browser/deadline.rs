//! Waiting with limits: one timer, put off while something is heard, that aborts what takes too long.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::AbortController;

use super::clock;
use crate::core::patience::{Limits, Patience};

/// The wait for one answer. It ends by itself when its limits are reached, or when it is given up.
pub struct Deadline {
    controller: Option<AbortController>,
    patience: Cell<Patience>,
    passed: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
}

impl Deadline {
    /// The wait begins.
    #[must_use]
    pub fn start(limits: Limits, controller: Option<AbortController>) -> Rc<Self> {
        let deadline = Rc::new(Self {
            controller,
            patience: Cell::new(Patience::new(limits, clock::now().tick)),
            passed: Cell::default(),
            timer: RefCell::default(),
        });
        arm(&deadline);
        deadline
    }

    /// The answer began, or went on. The timer that runs is left alone: it looks at the time when it fires.
    pub fn heard(&self) {
        let mut patience = self.patience.get();
        patience.heard(clock::now().tick);
        self.patience.set(patience);
    }

    /// Whether a limit was reached.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        self.passed.get()
    }

    /// The answer is complete: nothing is waited for any more.
    pub fn done(&self) {
        self.timer.take();
    }

    /// Nobody wants the answer any more.
    pub fn give_up(&self) {
        self.timer.take();
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

fn arm(deadline: &Rc<Deadline>) {
    let waiting = Rc::downgrade(deadline);
    let timer = Timeout::new(clock::until(deadline.patience.get().ends_at()), move || {
        let Some(deadline) = waiting.upgrade() else { return };
        // Something was heard meanwhile, or the timer came early.
        if clock::until(deadline.patience.get().ends_at()) > 0 {
            arm(&deadline);
        } else {
            deadline.passed.set(true);
            deadline.give_up();
        }
    });
    deadline.timer.replace(Some(timer));
}
