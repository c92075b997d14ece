//! The newsroom as a program.

use std::path::PathBuf;
use std::process::ExitCode;

use newsroom::{Newsroom, Options};

const HELP: &str = "\
Serves a built live-blog on 127.0.0.1 and plays a live story in it.

Usage: newsroom [--dist DIR] [--port N] [--speed X] [--seed N] [--from K]

  --dist DIR   the built site (default: dist)
  --port N     the port; 0 takes any free one (default: 8080)
  --speed X    1 plays a beat every 8 seconds, 4 every 2, 0 none (default: 1)
  --seed N     decides ids and the scatter of times (default: 1)
  --from K     start after K beats (default: 0)
  --help       this text

While it runs:
  /                                       the demo page
  /demo/shapes.html                       the same story read from six systems
  /feed.json  /liveblogposting.json  /guardian.json  /superdesk.json
  /wordpress-liveblog.json  /wp-posts.json  /mastodon.json  /reddit.json
                                          the story in the shapes of eight systems
  /feed.json?limit=10&page=2              in pages; also /superdesk.json?max_results=10&page=2,
      /wordpress-liveblog.json?page=2, /wp-posts.json?per_page=10&page=2,
      /mastodon.json?limit=10&max_id=ID, /reddit.json?limit=10&after=NAME
  /bare  /page?src=/feed.json&csp=none    other host pages; also stream=/stream and anchor=none
  /stream?as=entry                        every change as a server-sent event; as=feed, as=changed; last_event_id=ID
  /.well-known/mercure?topic=*            the same as a Mercure hub; /feed.json?hub names it in Link

Faults, asked for by any request or armed for a path:
  /feed.json?fault=status:503&retry_after=120
      delay:MS  stall  slowhead:MS  slowbody:MS  close  reset  redirect:CODE:URL
      truncate  cut  empty  badjson  html  type:MIME  bom  utf16  badtext
      huge  bomb  many:ENTRIES  large:BYTES  twice  noitems  newids:WORD
  curl -X POST 'http://127.0.0.1:8080/admin/fault?path=/feed.json&kind=stall&times=2'

What happens to the streams and in the server:
  curl -X POST 'http://127.0.0.1:8080/admin/stream?do=end'
      do=end, reset, freeze, forget, restart, endless, broken, changed or big:BYTES
      send=DATA&event=NAME  opening=good, frozen, buffered or endless  split=1
      heartbeat=MS  retry=MS  history=EVENTS  as=entry, feed or changed
      hub=1  cors=0  exposed=0  down=1  skew=SECONDS  stale=BEAT (or none)

The story:
  curl -X POST 'http://127.0.0.1:8080/admin/step?n=3'
  curl -X POST  http://127.0.0.1:8080/admin/reset
";

#[tokio::main]
async fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(sentence) => {
            eprintln!("{sentence}\nType newsroom --help for the options.");
            return ExitCode::from(2);
        }
    };
    let port = options.port;
    if !options.dist.join("index.html").is_file() {
        eprintln!("There is no built site in {}. Build it with: cargo xtask build", options.dist.display());
    }
    let newsroom = match Newsroom::start(options).await {
        Ok(newsroom) => newsroom,
        Err(error) => {
            eprintln!(
                "The newsroom cannot listen on 127.0.0.1:{port}: {error}. Try another --port, or --port 0."
            );
            return ExitCode::FAILURE;
        }
    };
    println!("{}", newsroom.url());
    if tokio::signal::ctrl_c().await.is_err() {
        eprintln!("Ctrl-C cannot be heard here; end this process to stop the newsroom.");
        std::future::pending::<()>().await;
    }
    println!("The newsroom has stopped.");
    ExitCode::SUCCESS
}

/// The options, or nothing where help is asked for.
fn options(mut words: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options { port: 8080, speed: 1.0, ..Options::still("dist") };
    while let Some(word) = words.next() {
        if word == "--help" || word == "-h" {
            return Ok(None);
        }
        if !["--dist", "--port", "--speed", "--seed", "--from"].contains(&word.as_str()) {
            return Err(format!("There is no option {word}."));
        }
        let value = words.next().ok_or_else(|| format!("{word} needs a value."))?;
        let wrong = || format!("{word} does not take {value:?}.");
        match word.as_str() {
            "--dist" => options.dist = PathBuf::from(&value),
            "--port" => options.port = value.parse().map_err(|_| wrong())?,
            "--seed" => options.seed = value.parse().map_err(|_| wrong())?,
            "--from" => options.from = value.parse().map_err(|_| wrong())?,
            _ => {
                let speed: f64 = value.parse().map_err(|_| wrong())?;
                options.speed =
                    Some(speed).filter(|speed| speed.is_finite() && *speed >= 0.0).ok_or_else(wrong)?;
            }
        }
    }
    Ok(Some(options))
}
