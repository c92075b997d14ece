//! `cargo xtask inspect URL|FILE`: reads a feed through the widget's own core and says what came of it.
//!
//! For the engineer who wonders why an entry is missing. [`document`] brings the bytes, [`findings`] looks at what was read,
//! [`warnings`] at what is odd about it, [`report`] says it, [`convert`] writes it again as JSON Feed.

mod args;
mod convert;
mod document;
mod findings;
mod report;
mod warnings;

use std::process::ExitCode;

use args::{Args, Output};
use document::Document;
use findings::Findings;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&words).map_err(|said| (said, 2)).and_then(|args| run(&args).map_err(|said| (said, 1)))
    {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err((said, code)) => {
            eprintln!("inspect: {said}");
            ExitCode::from(code)
        }
    }
}

/// What is printed, or why the document is refused.
fn run(args: &Args) -> Result<String, String> {
    let document = Document::bring(&args.from, args.base.as_deref())?;
    let findings = Findings::of(&document, args.format)?;
    Ok(match args.output {
        Output::Text => report::text(&document, &findings),
        Output::Json => report::json(&document, &findings),
        Output::Feed => convert::json_feed(&findings.parsed),
    })
}
