//! What may be typed after `inspect`.

use live_blog::core::feed::Format;

/// What to read and what to print.
#[derive(Debug, PartialEq, Eq)]
pub struct Args {
    /// An address, or a path; `-` is the standard input.
    pub from: String,
    /// The format, when the document does not tell.
    pub format: Option<Format>,
    /// What relative addresses in a file start from.
    pub base: Option<String>,
    /// What to print.
    pub output: Output,
}

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A report to be read.
    Text,
    /// The same as one JSON object.
    Json,
    /// The feed as JSON Feed with our extension.
    Feed,
}

/// Reads the words; the error is a sentence.
pub fn parse(words: &[String]) -> Result<Args, String> {
    let mut args = Args { from: String::new(), format: None, base: None, output: Output::Text };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (word.as_str(), None),
        };
        let mut value = || {
            inline
                .clone()
                .or_else(|| words.next().cloned())
                .ok_or(format!("`{name}` wants something after it"))
        };
        match name {
            "--json" => args.output = Output::Json,
            "--convert" => args.output = Output::Feed,
            "--format" => args.format = Some(format_named(&value()?)?),
            "--base" => args.base = Some(value()?),
            other if other.starts_with("--") => return Err(format!("`inspect` takes no `{other}`")),
            _ if args.from.is_empty() => args.from.clone_from(word),
            _ => return Err(format!("one document at a time, and `{word}` is a second")),
        }
    }
    if args.from.is_empty() {
        return Err(
            "which document? An address or a file, for example `cargo xtask inspect feed.json`".to_owned()
        );
    }
    Ok(args)
}

fn format_named(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("`{name}` is no format; these are: {}", names.join(", "))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Args, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn one_document_and_its_options_are_read_in_any_order() {
        let args = read("--json feed.json --format=json-feed --base https://news.example/").unwrap();
        assert_eq!((args.from.as_str(), args.output), ("feed.json", Output::Json));
        assert_eq!(args.format, Some(Format::JsonFeed));
        assert_eq!(args.base.as_deref(), Some("https://news.example/"));
        assert_eq!(read("--convert https://news.example/?a=b").unwrap().from, "https://news.example/?a=b");
    }

    #[test]
    fn what_cannot_be_meant_is_said() {
        for line in ["", "--json", "a b", "a --format", "a --format=rss", "a --loud"] {
            assert!(read(line).is_err(), "{line}");
        }
    }
}
