//! Why the connection stands as it does, by names that a page may rely on.

use crate::core::poll::Failure;

/// Declares each reason once: its name in Rust, its name in events, and what it means.
macro_rules! reasons {
    ($($variant:ident = $name:literal: $meaning:literal;)*) => {
        /// Why the connection stands as it does.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Reason {
            $(#[doc = $meaning] $variant,)*
            /// The first answer is awaited.
            #[default]
            Starting,
        }

        impl Reason {
            /// All of them.
            pub const ALL: &'static [Self] = &[Self::Starting, $(Self::$variant,)*];

            /// The name in events.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    Self::Starting => "starting",
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

reasons! {
    Ok = "ok": "Answers come.";
    NotFound = "not-found": "404.";
    Gone = "gone": "410: it will never come back.";
    Refused = "refused": "401 or 403.";
    RateLimited = "rate-limited": "429.";
    ServerError = "server-error": "500 and above.";
    BadStatus = "bad-status": "Any other status that is not success.";
    Unreachable = "unreachable": "No answer, or none that a page of another origin may read.";
    TimedOut = "timed-out": "No answer in time.";
    TooLarge = "too-large": "More bytes than a feed may have.";
    NotJson = "not-json": "An answer that is not JSON.";
    NotAFeed = "not-a-feed": "JSON of no known shape.";
    Load = "load": "The module that reads foreign feeds is not there or has stopped.";
    Offline = "offline": "The browser has no network.";
    Ended = "ended": "The newsroom is done.";
    Scheduled = "scheduled": "The newsroom has not begun.";
    NewsroomPaused = "newsroom-paused": "The newsroom rests.";
    ReaderPaused = "reader-paused": "The reader holds new entries back.";
    NotSetUp = "not-set-up": "The page names no feed that can be read.";
    Insecure = "insecure": "A feed over http on a page over https, which browsers refuse.";
}

impl Reason {
    /// The name for a failure.
    pub(super) fn of(failure: &Failure) -> Self {
        match failure {
            Failure::Status { code, .. } => match code {
                401 | 403 => Self::Refused,
                404 => Self::NotFound,
                410 => Self::Gone,
                429 => Self::RateLimited,
                500.. => Self::ServerError,
                _ => Self::BadStatus,
            },
            Failure::Unreachable => Self::Unreachable,
            Failure::TimedOut => Self::TimedOut,
            Failure::TooLarge => Self::TooLarge,
            Failure::NotJson => Self::NotJson,
            Failure::NotAFeed(_) | Failure::NotAStream => Self::NotAFeed,
            Failure::NotLoaded(_) => Self::Load,
        }
    }
}
