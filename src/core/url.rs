//! The only way an address from outside becomes one that we follow.
//!
//! Reads addresses the way browsers do (the WHATWG URL rules), so that what is checked here is what the browser
//! will fetch, but accepts less: four schemes, no credentials, no host a reader could not have been shown.
//!
//! Invariant: a [`SafeUrl`] holds normalised text, never what the feed wrote.

mod parse;
mod query;
#[cfg(test)]
mod tests;

pub(in crate::core) use query::push_encoded;

use implicit_clone::unsync::IString;

/// An absolute, normalised address whose scheme is on the list. There is no other way to make one than
/// [`SafeUrl::parse`] and [`SafeUrl::join`], so whatever holds a `SafeUrl` may be put into the page.
///
/// Refused on purpose: credentials (`https://bank.example@evil.example` exists to show one host and open
/// another, and a stripped one would still open the other), IPv6 literals but `[::1]`, numeric hosts in any form
/// but four plain decimals, and anything above 2,048 bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SafeUrl(IString);

/// The schemes that a feed may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// `https:`
    Https,
    /// `http:`
    Http,
    /// `mailto:`
    Mailto,
    /// `tel:`
    Tel,
}

impl Scheme {
    const ALL: [Self; 4] = [Self::Https, Self::Http, Self::Mailto, Self::Tel];

    /// With its colon, in lower case.
    fn prefix(self) -> &'static str {
        match self {
            Self::Https => "https:",
            Self::Http => "http:",
            Self::Mailto => "mailto:",
            Self::Tel => "tel:",
        }
    }

    fn has_host(self) -> bool {
        matches!(self, Self::Https | Self::Http)
    }
}

impl SafeUrl {
    /// An absolute address, or nothing when it is relative, malformed or not on the list.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        parse::resolve(address, None).map(|text| Self(IString::from(text)))
    }

    /// Resolves `reference` against this address, as a browser resolves a link on a page.
    #[must_use]
    pub fn join(&self, reference: &str) -> Option<Self> {
        parse::resolve(reference, Some(self)).map(|text| Self(IString::from(text)))
    }

    /// This address with parameters added to its query, whatever their values hold.
    #[must_use]
    pub fn with_query(&self, parameters: &[(&str, &str)]) -> Option<Self> {
        let mut address = self.as_str().split('#').next().unwrap_or_default().to_owned();
        let mut mark = if address.contains('?') { '&' } else { '?' };
        for (name, value) in parameters {
            address.push(mark);
            mark = '&';
            address.push_str(name);
            address.push('=');
            parse::encode_value(&mut address, value);
        }
        Self::parse(&address)
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The normalised text as a shared string, ready to be an attribute's value.
    #[must_use]
    pub fn text(&self) -> IString {
        self.0.clone()
    }

    /// The scheme.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        let found = Scheme::ALL.into_iter().find(|scheme| self.as_str().starts_with(scheme.prefix()));
        found.unwrap_or(Scheme::Https)
    }

    /// The host without its port; none for `mailto:` and `tel:`.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        let authority = self.authority()?;
        if authority.starts_with('[') {
            return authority.split_inclusive(']').next();
        }
        authority.split(':').next()
    }

    /// Scheme, host and port, as in `https://example.com:8080`; none for `mailto:` and `tel:`.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        let authority = self.authority()?;
        let length = self.scheme().prefix().len() + "//".len() + authority.len();
        self.as_str().get(..length)
    }

    /// True when nobody between the reader and the host can read or change what is fetched: `https`, or `http`
    /// on the reader's own machine.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        match self.scheme() {
            Scheme::Https => true,
            Scheme::Http => self.host().is_some_and(is_loopback),
            Scheme::Mailto | Scheme::Tel => false,
        }
    }

    /// True when following this from `first` is no step down: it is secure, or on the very same origin.
    #[must_use]
    pub fn is_secure_as(&self, first: Option<&Self>) -> bool {
        self.is_secure() || (self.origin().is_some() && self.origin() == first.and_then(Self::origin))
    }

    /// True when a picture may be loaded from here. The same rule as [`SafeUrl::is_secure`], named for its use.
    #[must_use]
    pub fn is_image(&self) -> bool {
        self.is_secure()
    }

    fn authority(&self) -> Option<&str> {
        let scheme = self.scheme();
        if !scheme.has_host() {
            return None;
        }
        let rest = self.as_str().get(scheme.prefix().len() + "//".len()..)?;
        rest.split(&['/', '?', '#'][..]).next()
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host == "[::1]" || is_loopback_v4(host)
}

/// A host that starts with `127.` may still be a name (`127.0.0.1.evil.example`); one that is only digits and
/// dots has been checked to be four decimals.
fn is_loopback_v4(host: &str) -> bool {
    host.starts_with("127.") && host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
