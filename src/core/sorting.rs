//! In which order a reader wants the entries.

/// In which order entries stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first, or as the newsroom has ordered them.
    #[default]
    Newest,
    /// The other way round.
    Oldest,
    /// What fits the search text best first. Without a text it is [`Order::Newest`].
    Relevance,
}

impl Order {
    /// As it is written in attributes, addresses and events.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Relevance => "relevance",
        }
    }

    /// The order of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Newest, Self::Oldest, Self::Relevance].into_iter().find(|order| order.name() == name)
    }
}
