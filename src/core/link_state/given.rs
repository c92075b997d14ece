//! A view as a page's script gives it, with what is wrong with it.

use super::View;
use crate::core::filter::Filter;
use crate::core::json::Json;
use crate::core::media::MediaKind;
use crate::core::sorting::Order;

/// Whether a value makes sense.
type Test<'a> = &'a dyn Fn(&Json) -> bool;

impl View {
    /// Reads the form of [`View::to_json`] and names the members that make no sense, which are left out. Members that nobody
    /// knows may be of another version, or numbers that an event told: they are no mistake.
    #[must_use]
    pub fn given(json: &Json) -> (Self, Vec<&'static str>) {
        let view = Self::from_json(json);
        if !matches!(json, Json::Object(_) | Json::Null) {
            return (view, vec!["filter"]);
        }
        let is_text = |value: &Json| matches!(value, Json::Text(_));
        let is_list = |value: &Json, of: Test<'_>| matches!(value, Json::List(list) if list.iter().all(of));
        let is_kind =
            |value: &Json| value.to_text().is_some_and(|name| MediaKind::from_name(&name).is_some());
        let members: [(&str, Test<'_>); 7] = [
            ("text", &is_text),
            ("keyOnly", &|value| matches!(value, Json::Bool(_))),
            ("topics", &|value| is_list(value, &is_text)),
            ("authors", &|value| is_list(value, &is_text)),
            ("media", &|value| is_list(value, &is_kind)),
            ("span", &|value| Filter::from_json(&Json::object([("span", value.clone())])).span.is_some()),
            ("order", &|value| value.to_text().is_some_and(|name| Order::from_name(&name).is_some())),
        ];
        let is_wrong = |(name, makes_sense): &(&str, Test<'_>)| {
            let value = json.get(name);
            *value != Json::Null && !makes_sense(value)
        };
        (view, members.into_iter().filter(is_wrong).map(|(name, _)| name).collect())
    }
}
