//! Yew's effects, at a price that is paid once.

use std::any::Any;
use std::rc::Rc;

use yew::functional::TearDown;
use yew::prelude::*;

/// What Yew's hook of this name does, for which it compiles itself anew for each pair of types: the better part of a kilobyte
/// an effect. Here the types are gone before Yew sees them. (An argument with a lifetime or an `impl` would have `hook` put all of
/// them in a box, to be called through its table.)
#[hook]
pub fn use_effect_with<D, C, F>(deps: D, effect: F)
where
    D: PartialEq + 'static,
    C: TearDown,
    F: FnOnce(&D) -> C + 'static,
{
    let deps = Rc::new(deps);
    let watched = Watched(deps.clone());
    use_watched(
        watched,
        Box::new(move || {
            let cleanup = effect(&deps);
            Box::new(move || cleanup.tear_down())
        }),
    );
}

type Cleanup = Box<dyn FnOnce()>;

#[hook]
fn use_watched(deps: Watched, effect: Box<dyn FnOnce() -> Cleanup>) {
    yew::functional::use_effect_with(deps, move |_| effect());
}

/// A value of any type that can tell whether it has changed.
struct Watched(Rc<dyn Same>);

impl PartialEq for Watched {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&*other.0)
    }
}

trait Same: Any {
    fn same(&self, other: &dyn Any) -> bool;
}

impl<D: PartialEq + 'static> Same for D {
    fn same(&self, other: &dyn Any) -> bool {
        other.downcast_ref() == Some(self)
    }
}
