//! Every sentence by name, with its English words.

/// Declares each message once: its name in Rust, its name in locale files, and the English words. A second
/// string after `|` is the plural.
macro_rules! messages {
    ($($variant:ident = $name:literal: $one:literal $(| $other:literal)?;)*) => {
        /// The name of a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Msg {
            $(#[doc = $one] $variant,)*
        }

        /// A line for each message: name, words, and the words for any other number when they differ, with tabs between. One
        /// long text, because a table of several hundred addresses would be a kilobyte of the download.
        pub(super) const LINES: &str = concat!($($name, "\t", $one, $("\t", $other,)? "\n",)*);

        impl Msg {
            /// Every message, in the order of the English file.
            pub const ALL: &'static [Msg] = &[$(Msg::$variant,)*];
        }
    };
}

messages! {
    FeedLabel = "feed-label": "Live updates";
    FeedKeys = "feed-keys": "Page Down and Page Up go from update to update.";
    Loading = "loading": "Loading the latest updates";
    Empty = "empty": "Coverage has not begun. Updates will appear here.";
    NewUpdates = "new-updates": "{n} new update" | "{n} new updates";
    NewMatching = "new-matching": "{all} new, {n} matches your filter" | "{all} new, {n} match your filter";
    ShowMore = "show-more": "Show {n} more update" | "Show {n} more updates";
    ShowOlder = "show-older": "Show older updates";
    LoadingOlder = "loading-older": "Loading older updates";
    OlderFailed = "older-failed": "Older updates could not be loaded. Try again";
    SinceNew = "since-new": "{n} new since you left";
    SinceRead = "since-read": "Nothing unread since you left";
    OfThemKey = "of-them-key": "{what}, {n} of them a key event" | "{what}, {n} of them key events";
    OfThemMatch = "of-them-match": "{what}, {n} of them matches your filter" | "{what}, {n} of them match your filter";
    FirstUnread = "first-unread": "Go to the first unread";
    WhereYouLeft = "where-you-left": "Go to where you left off";
    SinceLine = "since-line": "Since you left";
    SinceLineAt = "since-line-at": "Since you left, {time}";
    LastHour = "last-hour": "{n} update in the last hour" | "{n} updates in the last hour";
    FocusedRemoved = "focused-removed": "The update you were at was removed";
    Pinned = "pinned": "Pinned";
    KeyEvent = "key-event": "Key event";
    Breaking = "breaking": "Breaking";
    Summary = "summary": "Summary";
    Struck = "struck": "Withdrawn";
    Updated = "updated": "Updated {time}";
    OutsideFilter = "outside-filter": "Outside your filter";
    SoughtLooking = "sought-looking": "Looking for that update among older ones";
    SoughtOutside = "sought-outside": "This update is outside your filter.";
    SoughtWithdrawn = "sought-withdrawn": "That update was withdrawn.";
    SoughtUnknown = "sought-unknown": "We cannot find that update. Here are the newest.";
    By = "by": "By {names}";
    EmbedFrom = "embed-from": "Content from {name}";
    EmbedOpen = "embed-open": "Open at {name}";
    EmbedLoad = "embed-load": "Load from {name}";
    EmbedLoadTitle = "embed-load-title": "Load from {name}: {title}";
    EmbedWhy = "embed-why": "{name} will then know that you read this page. Your choice holds for all of {name}.";
    EmbedStop = "embed-stop": "Stop loading from {name}";
    PicturesLoad = "pictures-load": "Show pictures";
    PictureOpen = "picture-open": "Open the picture";
    ReadFull = "read-full": "Read the full update";
    ReadOn = "read-on": "Read on";
    ShowLess = "show-less": "Show less";
    ShowAll = "show-all": "Show more";
    EntryPage = "entry-page": "Link";
    Share = "share": "Share";
    LinkCopied = "link-copied": "Link copied";
    CopyQuote = "copy-quote": "Copy as quote";
    QuoteCopied = "quote-copied": "Quote copied";
    ShareEntry = "share-entry": "Link to this update";
    ShareFiltered = "share-filtered": "Link with your filter";
    CameFiltered = "came-filtered": "This page was opened with a filter.";
    RememberFilter = "remember-filter": "Remember this filter on this device";
    FollowTopic = "follow-topic": "Follow {topic}";
    CopyByHand = "copy-by-hand": "Copy this";
    TableLabel = "table-label": "Table, scrolls sideways";
    Topics = "topics": "Topics";
    FilterLabel = "filter-label": "Filter updates";
    Search = "search": "Search these updates";
    SearchShort = "search-short": "Search";
    KeyTimeline = "key-timeline": "Timeline of key events";
    AllKeyEvents = "all-key-events": "{n} key event" | "All {n} key events";
    KeyEvents = "key-events": "Key events";
    AllTopics = "all-topics": "Filter by topic";
    Authors = "authors": "Authors";
    AllAuthors = "all-authors": "Filter by author";
    Media = "media": "Media";
    AllMedia = "all-media": "Filter by media";
    Pictures = "pictures": "Pictures";
    Videos = "videos": "Videos";
    Audio = "audio": "Audio";
    Posts = "posts": "Posts";
    Time = "time": "Time";
    Order = "order": "Order";
    NewestFirst = "newest-first": "Newest first";
    OldestFirst = "oldest-first": "Oldest first";
    BestMatch = "best-match": "Best match";
    MoreFilters = "more-filters": "More filters";
    FindTopic = "find-topic": "Find a topic";
    FindAuthor = "find-author": "Find an author";
    NoneNamed = "none-named": "No name here has “{name}” in it.";
    AllNames = "all-names": "Show all {n}";
    ChartLabel = "chart-label": "Updates over time";
    ChartFrom = "chart-from": "From";
    ChartUntil = "chart-until": "Until";
    ChartHint = "chart-hint": "Drag across, or move the ends with the arrow keys";
    Picked = "picked": "{time}: {n} update" | "{time}: {n} updates";
    AllTimes = "all-times": "Filter by time";
    SpanLastHour = "span-last-hour": "Last hour";
    SpanSinceLeft = "span-since-left": "Since you left";
    SpanToday = "span-today": "Today";
    SpanBetween = "span-between": "{from} to {until}";
    Matches = "matches": "{m} of {n} update" | "{m} of {n} updates";
    Clear = "clear": "Clear";
    RemoveFilter = "remove-filter": "Remove filter: {name}";
    Searching = "searching": "Searching";
    Similar = "similar": "Nothing matches “{name}” exactly; similar words are shown.";
    NothingMatches = "nothing-matches": "Nothing matches {what}.";
    DropText = "drop-text": "Search without “{name}”: {n} update" | "Search without “{name}”: {n} updates";
    DropKey = "drop-key": "Look beyond key events: {n} update" | "Look beyond key events: {n} updates";
    DropTopics = "drop-topics": "Look in all topics: {n} update" | "Look in all topics: {n} updates";
    DropAuthors = "drop-authors": "Look at all authors: {n} update" | "Look at all authors: {n} updates";
    DropMedia = "drop-media": "Look beyond {name}: {n} update" | "Look beyond {name}: {n} updates";
    DropSpan = "drop-span": "Look at any time: {n} update" | "Look at any time: {n} updates";
    DropAll = "drop-all": "Show all {n} updates";
    Live = "live": "Live";
    Checking = "checking": "Checking";
    Checked = "checked": "Checked {time}";
    NextTry = "next-try": "Next try {time}";
    BackLive = "back-live": "Updates are live again";
    Delayed = "delayed": "Updates are delayed";
    Offline = "offline": "You are offline";
    Ended = "ended": "This live blog has ended";
    Broken = "broken": "Updates have stopped";
    Scheduled = "scheduled": "Not started";
    PausedByNewsroom = "paused-by-newsroom": "The newsroom is taking a break";
    Refresh = "refresh": "Refresh";
    Pause = "pause": "Pause";
    Resume = "resume": "Resume";
    Paused = "paused": "Paused";
    Waiting = "waiting": "{n} new waiting" | "{n} new waiting";
    ProblemNetwork = "problem-network": "The feed could not be reached. What you see is kept, and we keep trying.";
    ProblemStatus = "problem-status": "The feed answered with an error ({code}). What you see is kept, and we keep trying.";
    ProblemMissing = "problem-missing": "The feed was not found. What you see is kept, and we keep trying.";
    ProblemGone = "problem-gone": "The feed has been closed for good. What you see is kept.";
    ProblemBusy = "problem-busy": "The feed asks us to wait. What you see is kept, and we try again at the time above.";
    ProblemRefused = "problem-refused": "The feed may not be read from here.";
    ProblemFormat = "problem-format": "The feed sent something that is not a live blog. What you see is kept.";
    ProblemLarge = "problem-large": "The feed sent more than can be read. What you see is kept.";
    ProblemSlow = "problem-slow": "The feed took too long to answer. What you see is kept, and we keep trying.";
    ProblemSetup = "problem-setup": "This live blog is not set up: its feed address is missing or not a web address.";
    ProblemInsecure = "problem-insecure": "This live blog is not set up: a secure page (https) cannot read a feed over http.";
    Skipped = "skipped": "{n} update could not be read" | "{n} updates could not be read";
    NoticeText = "notice-text": "Choose what you hear about this story";
    NoticeChoose = "notice-choose": "Choose";
    NoticeDismiss = "notice-dismiss": "Dismiss";
    PanelTitle = "panel-title": "Notifications";
    PanelOpen = "panel-open": "Notification preferences";
    PanelClose = "panel-close": "Close";
    WhatTitle = "what-title": "What";
    WhatNothing = "what-nothing": "Nothing";
    WhatKey = "what-key": "Key events";
    WhatTopics = "what-topics": "My topics";
    WhatEverything = "what-everything": "Everything";
    MyTopics = "my-topics": "My topics";
    MyTopicsNone = "my-topics-none": "Choose at least one topic, or you will hear nothing.";
    HowTitle = "how-title": "How";
    HowTitleBadge = "how-title-badge": "A count in the page title";
    HowSound = "how-sound": "A soft sound";
    HowSystem = "how-system": "A notification from this browser";
    SystemAsk = "system-ask": "Your browser will ask you to allow it. You can change your mind here at any time.";
    SystemDenied = "system-denied": "Your browser blocks notifications from this site. To change that, open the site settings beside the address, find Notifications and choose Allow.";
    SystemUnsupported = "system-unsupported": "This browser cannot show notifications from a web page.";
    SystemInsecure = "system-insecure": "Notifications need a secure (https) page.";
    SystemFramed = "system-framed": "This page is shown inside another site, where browsers do not allow notifications. Open it on its own to use them.";
    SystemLost = "system-lost": "You asked for notifications, but this browser no longer allows them.";
    SystemForget = "system-forget": "Switch them off";
    Saved = "saved": "Saved";
    NotKept = "not-kept": "Your choice holds until you leave: this browser does not let us keep it.";
    TurnOff = "turn-off": "Turn all off";
    SumNothing = "sum-nothing": "You will hear nothing.";
    SumNowhere = "sum-nowhere": "Nothing will reach you until you choose how.";
    Sum = "sum": "You will be told of {what}, by {how}.";
    SumKey = "sum-key": "key events";
    SumTopics = "sum-topics": "updates about {topics}";
    SumEverything = "sum-everything": "every update";
    SumTitleBadge = "sum-title-badge": "a count in the page title";
    SumSound = "sum-sound": "a soft sound";
    SumSystem = "sum-system": "a browser notification";
    DigestTitle = "digest-title": "{n} new update" | "{n} new updates";
    JustNow = "just-now": "just now";
}
