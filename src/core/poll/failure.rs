//! Everything that an answer can be instead of a feed.

use implicit_clone::unsync::IString;

use crate::core::feed::FeedError;

/// Why an answer was of no use. Each is a sentence for the reader and a detail for the engineer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer at all: no network, no such host, refused, or not readable across origins; browsers tell no more.
    Unreachable,
    /// An answer with a status that is not success.
    Status {
        /// HTTP status code.
        code: u16,
        /// Milliseconds, when the server said how long to wait and let us read it.
        retry_after: Option<u64>,
    },
    /// It took too long: to begin, to go on, or altogether ([`crate::core::patience`]).
    TimedOut,
    /// More bytes than a feed may have.
    TooLarge,
    /// Not JSON.
    NotJson,
    /// An answer that should have been a stream, of another type.
    NotAStream,
    /// JSON, but no live blog that we know.
    NotAFeed(FeedError),
    /// A foreign feed, and the module that reads those is not there or has stopped, for this reason.
    NotLoaded(IString),
}

impl Failure {
    /// 410: the feed says that it will never come back.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Status { code: 410, .. })
    }

    /// 404: not there, or not yet.
    pub(super) fn is_not_found(&self) -> bool {
        matches!(self, Self::Status { code: 404, .. })
    }

    /// The server knows us and says no: asking often does not help.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(self, Self::Status { code: 401 | 403, .. })
    }
}
