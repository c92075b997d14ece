//! The providers that are known by name: one table of how their addresses look, and what is made of them.
//!
//! A form is a pattern, the page for the reader, and the frame to be loaded. In a pattern the hosts come first (also with
//! `www.`, `m.` or `mobile.` before them), then the segments of the path, of which more may follow unless the last is `.`,
//! then a value in the query. `*` stands for letters, digits, `-` and `_`; `#` for digits; `~` for a name, dots and colons
//! too; these and `a|b` are captured, and `$1` is the first of them in what is built. So nothing of what a feed wrote is
//! copied but what has the shape of an id. An empty page is the address itself; a frame that ends in a bare `?key` asks
//! for the page under it, `=` is the page itself, and `@` takes the address in the query's value instead, which has to be
//! one of the table again.

use implicit_clone::unsync::IString;

use super::{Embed, Player};
use crate::core::url::{SafeUrl, Scheme};

macro_rules! providers {
    ($($provider:ident $key:literal $name:literal $height:literal {$($pattern:literal, $page:literal, $frame:literal;)*})*) => {
        /// Who an embed is loaded from: what the reader's consent is given for.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each is the provider of that name")]
        pub enum Provider {
            $($provider,)*
            /// A Mastodon server, by its host name: each is another site.
            Mastodon(IString),
            /// Any other site, by its host name.
            Site(IString),
        }

        impl Provider {
            /// All that have no host name of their own.
            pub const KNOWN: &'static [Self] = &[$(Self::$provider,)*];

            /// The key in storage and attributes, the name as printed, and the usual height; 0 is that of a film.
            fn row(&self) -> (&'static str, &'static str, u32) {
                match self {
                    $(Self::$provider => ($key, $name, $height),)*
                    Self::Mastodon(_) => ("", "", 450),
                    Self::Site(_) => ("", "", 0),
                }
            }
        }

        /// The forms of each, one a line: a list of addresses of texts would cost more than the texts.
        const FORMS: &[(Provider, &str)] =
            &[$((Provider::$provider, concat!($($pattern, "\t", $page, "\t", $frame, "\n"),*)),)*];
    };
}

providers! {
    YouTube "youtube" "YouTube" 0 {
        "youtube.com|music.youtube.com/watch?v=*", "www.youtube.com/watch?v=$1", "www.youtube-nocookie.com/embed/$1";
        "youtu.be/*", "www.youtube.com/watch?v=$1", "www.youtube-nocookie.com/embed/$1";
        "youtube.com|youtube-nocookie.com/embed/videoseries?list=*", "www.youtube.com/playlist?list=$1", "www.youtube-nocookie.com/embed/videoseries?list=$1";
        "youtube.com/playlist?list=*", "www.youtube.com/playlist?list=$1", "www.youtube-nocookie.com/embed/videoseries?list=$1";
        "youtube.com|youtube-nocookie.com/embed/live_stream?channel=*", "www.youtube.com/channel/$1/live", "www.youtube-nocookie.com/embed/live_stream?channel=$1";
        "youtube.com/channel/*/live", "www.youtube.com/channel/$1/live", "www.youtube-nocookie.com/embed/live_stream?channel=$1";
        "youtube.com|youtube-nocookie.com/embed|shorts|live|v|e/*", "www.youtube.com/watch?v=$2", "www.youtube-nocookie.com/embed/$2";
    }
    Vimeo "vimeo" "Vimeo" 0 {
        "player.vimeo.com/video/#?h=*", "vimeo.com/$1/$2", "player.vimeo.com/video/$1?h=$2&dnt=1";
        "player.vimeo.com/video/#", "vimeo.com/$1", "player.vimeo.com/video/$1?dnt=1";
        "vimeo.com/#/*", "vimeo.com/$1/$2", "player.vimeo.com/video/$1?h=$2&dnt=1";
        "vimeo.com/#", "vimeo.com/$1", "player.vimeo.com/video/$1?dnt=1";
        "vimeo.com/event/#", "vimeo.com/event/$1", "vimeo.com/event/$1/embed";
        "vimeo.com/channels|showcase|album/*/#", "vimeo.com/$3", "player.vimeo.com/video/$3?dnt=1";
        "vimeo.com/groups|showcase|album/*/video|videos/#", "vimeo.com/$4", "player.vimeo.com/video/$4?dnt=1";
    }
    X "x" "X" 550 {
        "x.com|twitter.com/i/web/status/#", "x.com/i/status/$1", "platform.twitter.com/embed/Tweet.html?id=$1&dnt=true";
        "x.com|twitter.com/*/status|statuses/#", "x.com/$1/status/$3", "platform.twitter.com/embed/Tweet.html?id=$3&dnt=true";
        "platform.twitter.com|platform.x.com/embed/Tweet.html|index.html?id=#", "x.com/i/status/$2", "platform.twitter.com/embed/Tweet.html?id=$2&dnt=true";
    }
    Instagram "instagram" "Instagram" 650 {
        "instagram.com|instagr.am/p|reel|reels|tv/*", "www.instagram.com/p/$2/", "www.instagram.com/p/$2/embed/";
        "instagram.com/~/p|reel|tv/*", "www.instagram.com/p/$3/", "www.instagram.com/p/$3/embed/";
    }
    TikTok "tiktok" "TikTok" 740 {
        "tiktok.com/@~/video|photo/#", "www.tiktok.com/@$1/$2/$3", "www.tiktok.com/embed/v2/$3";
        "tiktok.com/embed|player/v1|v2|v3/#", "www.tiktok.com/embed/v2/$3", "=";
        "tiktok.com/embed/#", "www.tiktok.com/embed/v2/$1", "=";
        "vm.tiktok.com|vt.tiktok.com/*", "vm.tiktok.com/$1", "";
        "tiktok.com/t/*", "www.tiktok.com/t/$1", "";
    }
    Facebook "facebook" "Facebook" 550 {
        "facebook.com/plugins/post.php|video.php?href", "", "@";
        "fb.watch/*", "", "www.facebook.com/plugins/video.php?href";
        "facebook.com/watch?v=#", "", "www.facebook.com/plugins/video.php?href";
        "facebook.com/reel/#", "", "www.facebook.com/plugins/video.php?href";
        "facebook.com/~/videos", "", "www.facebook.com/plugins/video.php?href";
        "facebook.com/~/posts|photos", "", "www.facebook.com/plugins/post.php?href";
        "facebook.com/groups/~/posts|permalink/#", "", "www.facebook.com/plugins/post.php?href";
        "facebook.com/permalink.php|story.php?story_fbid=*", "", "www.facebook.com/plugins/post.php?href";
        "facebook.com/share/p|r|v/*", "", "";
        "facebook.com/photo.php|photo?fbid=#", "", "www.facebook.com/plugins/post.php?href";
    }
    Bluesky "bluesky" "Bluesky" 400 {
        "bsky.app/profile/did:~/post/*", "bsky.app/profile/did:$1/post/$2", "embed.bsky.app/embed/did:$1/app.bsky.feed.post/$2";
        "bsky.app/profile/~/post/*", "bsky.app/profile/$1/post/$2", "";
        "embed.bsky.app/embed/did:~/app.bsky.feed.post/*", "bsky.app/profile/did:$1/post/$2", "embed.bsky.app/embed/did:$1/app.bsky.feed.post/$2";
    }
    Spotify "spotify" "Spotify" 352 {
        "open.spotify.com/embed|embed-podcast/track|album|artist|playlist|episode|show/*", "open.spotify.com/$2/$3", "open.spotify.com/embed/$2/$3";
        "open.spotify.com/track|album|artist|playlist|episode|show/*", "open.spotify.com/$1/$2", "open.spotify.com/embed/$1/$2";
        "open.spotify.com/intl-*/track|album|artist|playlist|episode|show/*", "open.spotify.com/$2/$3", "open.spotify.com/embed/$2/$3";
    }
    Datawrapper "datawrapper" "Datawrapper" 400 {
        "datawrapper.dwcdn.net/*", "datawrapper.dwcdn.net/$1/", "=";
        "datawrapper.de/_/*", "datawrapper.dwcdn.net/$1/", "=";
    }
    Twitch "twitch" "Twitch" 0 {
        "clips.twitch.tv/embed?clip=*", "clips.twitch.tv/$1", "clips.twitch.tv/embed?clip=$1";
        "clips.twitch.tv/*", "clips.twitch.tv/$1", "clips.twitch.tv/embed?clip=$1";
        "twitch.tv/*/clip/*", "clips.twitch.tv/$2", "clips.twitch.tv/embed?clip=$2";
        "player.twitch.tv?video=v#", "www.twitch.tv/videos/$1", "player.twitch.tv/?video=$1";
        "player.twitch.tv?video=#", "www.twitch.tv/videos/$1", "player.twitch.tv/?video=$1";
        "twitch.tv/videos/#", "www.twitch.tv/videos/$1", "player.twitch.tv/?video=$1";
        "player.twitch.tv?channel=*", "www.twitch.tv/$1", "player.twitch.tv/?channel=$1";
        "twitch.tv/*/.", "www.twitch.tv/$1", "player.twitch.tv/?channel=$1";
    }
    SoundCloud "soundcloud" "SoundCloud" 166 {
        "w.soundcloud.com/player?url", "", "@";
        "api.soundcloud.com/tracks|playlists|users", "w.soundcloud.com/player/?url", "=";
        "soundcloud.com/~/sets/~", "soundcloud.com/$1/sets/$2", "w.soundcloud.com/player/?url";
        "soundcloud.com/~/~", "soundcloud.com/$1/$2", "w.soundcloud.com/player/?url";
        "on.soundcloud.com/*", "on.soundcloud.com/$1", "";
    }
}

impl Provider {
    /// What stands for it in storage and in attributes: a short name, or the host.
    #[must_use]
    pub fn key(&self) -> IString {
        match self {
            // A host of the reader's own network may be called like one of those; with its final dot it is the same host.
            Self::Mastodon(host) | Self::Site(host) if is_taken(host) => {
                IString::from([host.as_str(), "."].concat())
            }
            Self::Mastodon(host) | Self::Site(host) => host.clone(),
            _ => IString::Static(self.row().0),
        }
    }

    /// As printed.
    #[must_use]
    pub fn name(&self) -> IString {
        match self {
            Self::Mastodon(host) => IString::from(["Mastodon, ", host.as_str()].concat()),
            Self::Site(host) => IString::from(host.strip_prefix("www.").unwrap_or(host).to_owned()),
            _ => IString::Static(self.row().1),
        }
    }

    /// How high its frames usually are in CSS pixels; 0 when they have the shape of a film.
    pub(super) fn height(&self) -> u32 {
        self.row().2
    }
}

/// Whether consent under this name is for something else: a provider, or pictures.
fn is_taken(host: &str) -> bool {
    host == "pictures" || Provider::KNOWN.iter().any(|known| known.row().0 == host)
}

/// What the table makes of an address.
pub(super) fn known(url: &SafeUrl) -> Option<Embed> {
    look_up(url, true)
}

/// A frame of a Mastodon server: any host may be one, the path tells.
pub(super) fn mastodon(frame: &SafeUrl) -> Option<Embed> {
    let address = Address::of(frame)?;
    ["/@~/#/embed/.", "/users/~/statuses/#/embed/."].iter().find_map(|form| address.captures(form))?;
    let page = frame.as_str().split(&['?', '#'][..]).next()?.trim_end_matches('/').strip_suffix("/embed")?;
    let host = IString::from(frame.host()?.to_owned());
    frame.is_secure().then_some(())?;
    Some(Embed {
        provider: Provider::Mastodon(host),
        url: SafeUrl::parse(page)?,
        title: None,
        player: Some(Player::Frame(frame.clone())),
        size: None,
    })
}

fn look_up(url: &SafeUrl, is_outer: bool) -> Option<Embed> {
    let address = Address::of(url)?;
    let (provider, made, found) = FORMS.iter().find_map(|(provider, forms)| {
        let mut forms = forms.lines().filter_map(|form| form.split_once('\t'));
        forms.find_map(|(pattern, made)| Some((provider, made, address.captures(pattern)?)))
    })?;
    let (page, frame) = made.split_once('\t')?;
    if frame == "@" {
        let inner = SafeUrl::parse(&decoded(found.last()?)).filter(|_| is_outer)?;
        return look_up(&inner, false).filter(|embed| embed.provider == *provider);
    }
    let mut page = match page {
        "" => SafeUrl::parse(&["https://", address.whole].concat())?,
        page => built(page, &found, url)?,
    };
    let mut frame = match frame {
        "" => None,
        "=" => Some(page.clone()),
        frame => Some(built(frame, &found, &page)?),
    };
    if *provider == Provider::YouTube
        && let Some(start) = start_of(url)
    {
        page = page.with_query_value("t", &start)?;
        frame = frame.and_then(|frame| frame.with_query_value("start", &start));
    }
    Some(Embed {
        provider: provider.clone(),
        url: page,
        title: None,
        player: frame.map(Player::Frame),
        size: None,
    })
}

/// An address in the pieces that a pattern speaks of.
struct Address<'a> {
    url: &'a SafeUrl,
    /// With its port, which no host in the table has.
    host: &'a str,
    path: &'a str,
    /// All but the scheme and the fragment.
    whole: &'a str,
}

impl<'a> Address<'a> {
    fn of(url: &'a SafeUrl) -> Option<Self> {
        if !matches!(url.scheme(), Scheme::Https | Scheme::Http) {
            return None;
        }
        let whole = url.as_str().split_once(':')?.1.strip_prefix("//")?.split('#').next()?;
        let (host, path) = whole.split('?').next()?.split_once('/')?;
        Some(Self { url, host, path, whole })
    }

    /// What a pattern captures of it, when it is one of those.
    fn captures(&self, pattern: &str) -> Option<Vec<&'a str>> {
        let (pattern, asked) = pattern.split_once('?').unwrap_or((pattern, ""));
        let mut wanted = pattern.split('/');
        let hosts = wanted.next()?;
        let is_host = |own: &str| {
            let before = self.host.strip_suffix(own);
            matches!(before, Some("" | "www." | "m." | "mobile."))
        };
        if !hosts.is_empty() && !hosts.split('|').any(is_host) {
            return None;
        }
        let mut found = Vec::new();
        let mut written = self.path.split('/').filter(|segment| !segment.is_empty());
        for segment in wanted {
            match written.next() {
                None if segment == "." => {}
                Some(own) if segment != "." => capture(segment, own, &mut found)?,
                _ => return None,
            }
        }
        if let Some((key, shape)) = asked.split_once('=') {
            capture(shape, self.url.query_value(key)?, &mut found)?;
        } else if !asked.is_empty() {
            found.push(self.url.query_value(asked)?);
        }
        Some(found)
    }
}

/// Longer than any id.
const MOST_LETTERS: usize = 128;

fn capture<'a>(shape: &str, own: &'a str, found: &mut Vec<&'a str>) -> Option<()> {
    let fits: fn(u8) -> bool = match shape.as_bytes().last()? {
        b'#' => |byte| byte.is_ascii_digit(),
        b'*' => |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
        b'~' => |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'),
        _ if shape.contains('|') => {
            shape.split('|').any(|one| one == own).then(|| found.push(own))?;
            return Some(());
        }
        _ => return (shape == own).then_some(()),
    };
    let id = own.strip_prefix(shape.get(..shape.len() - 1)?)?;
    let is_id = !id.is_empty() && id.len() <= MOST_LETTERS && id.bytes().all(fits);
    is_id.then(|| found.push(id))
}

/// The address that a template makes of what was captured, asking for `page` where it ends in a bare key.
fn built(template: &str, found: &[&str], page: &SafeUrl) -> Option<SafeUrl> {
    let (template, key) = match template.split_once('?') {
        Some((path, key)) if !key.contains('=') => (path, key),
        _ => (template, ""),
    };
    let mut text = String::from("https://");
    let mut pieces = template.split('$');
    text.push_str(pieces.next()?);
    for piece in pieces {
        let (number, rest) = piece.split_at_checked(1)?;
        text.push_str(found.get(number.parse::<usize>().ok()?.checked_sub(1)?)?);
        text.push_str(rest);
    }
    let address = SafeUrl::parse(&text)?;
    if key.is_empty() { Some(address) } else { address.with_query_value(key, page.as_str()) }
}

/// Where a film starts, in seconds: `90`, `90s` or `1m30s`.
fn start_of(url: &SafeUrl) -> Option<String> {
    let mut pairs = url.as_str().split(&['?', '&', '#'][..]);
    let written = pairs.find_map(|pair| pair.strip_prefix("start=").or_else(|| pair.strip_prefix("t=")))?;
    let (mut seconds, mut number) = (0_u32, 0_u32);
    for byte in written.bytes() {
        let unit = match byte {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
                continue;
            }
            b'h' => 3_600,
            b'm' => 60,
            b's' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        number = 0;
    }
    seconds = seconds.checked_add(number)?;
    (seconds > 0).then(|| seconds.to_string())
}

/// A query's value as it was before it was percent-encoded.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut rest = value.as_bytes();
    while let [first, after @ ..] = rest {
        let code = match after {
            [high, low, ..] if *first == b'%' => digit(*high).zip(digit(*low)),
            _ => None,
        };
        let byte = code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = after.get(if byte.is_some() { 2.. } else { 0.. }).unwrap_or_default();
    }
    String::from_utf8(bytes).unwrap_or_default()
}
