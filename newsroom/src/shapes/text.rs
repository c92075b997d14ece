//! Text, HTML and entities, as far as the shapes need them for a story that is ours and well-formed.

/// Text as HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text as WordPress writes a title: HTML in which even the quotation marks are numeric references.
pub(crate) fn texturized(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' | '<' | '>' | '"' | '‘' | '’' | '“' | '”' | '–' | '—' | '…' => {
                out.push_str(&format!("&#{:03};", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out
}

/// HTML as plain text: blocks with an empty line between them, items of lists with a star, no entities.
pub(crate) fn plain(html: &str) -> String {
    let mut out = String::new();
    for (n, part) in html.split('<').enumerate() {
        let (tag, words) = if n == 0 { ("", part) } else { part.split_once('>').unwrap_or(("", part)) };
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name {
            "li" => out.push_str("\n* "),
            "p" | "blockquote" | "h2" | "h3" | "h4" | "ul" | "ol" | "table" | "tr" | "figure" => {
                out.push_str("\n\n");
            }
            _ => {}
        }
        out.push_str(words.trim_matches('\n'));
    }
    let lines: Vec<&str> = out.split("\n\n").map(str::trim).filter(|block| !block.is_empty()).collect();
    let text = lines.join("\n\n");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// A word for an address or a class: lower case, hyphens between.
pub(crate) fn slug(words: &str) -> String {
    words
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A word for a hashtag: no spaces, each word with a capital.
pub(crate) fn hashtag(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    words.split_whitespace().filter_map(capital).collect()
}
