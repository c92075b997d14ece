#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::{Chore, DEFAULT_PORT, Topic, parse};

fn typed(line: &str) -> Result<Chore, String> {
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    parse(&words).map_err(|failure| failure.to_string())
}

#[test]
fn nothing_typed_is_a_wish_for_help() {
    assert_eq!(typed("").unwrap(), Chore::Help(Topic::All));
    assert_eq!(typed("--help").unwrap(), Chore::Help(Topic::All));
}

#[test]
fn help_about_one_chore_is_asked_for_in_either_order() {
    assert_eq!(typed("help serve").unwrap(), Chore::Help(Topic::Serve));
    assert_eq!(typed("serve --port 9 --help").unwrap(), Chore::Help(Topic::Serve));
    assert_eq!(typed("check -h").unwrap(), Chore::Help(Topic::Check));
}

#[test]
fn serve_takes_a_port_in_three_spellings_and_a_dev_switch() {
    assert_eq!(typed("serve").unwrap(), Chore::Serve { port: DEFAULT_PORT, dev: false });
    for line in ["serve --dev --port 9001", "serve --port=9001 --dev", "serve -p 9001 --dev"] {
        assert_eq!(typed(line).unwrap(), Chore::Serve { port: 9001, dev: true }, "{line}");
    }
}

#[test]
fn the_chores_without_options_refuse_one() {
    assert_eq!(typed("test").unwrap(), Chore::Test);
    assert_eq!(typed("build").unwrap(), Chore::Build);
    assert_eq!(typed("check").unwrap(), Chore::Check);
    assert!(typed("test --fast").unwrap_err().contains("`test` takes no `--fast`"));
}

#[test]
fn corpus_takes_one_folder_and_nothing_else() {
    assert_eq!(typed("corpus ../corpora").unwrap(), Chore::Corpus { folder: "../corpora".into() });
    assert_eq!(typed("corpus --help").unwrap(), Chore::Help(Topic::Corpus));
    assert!(typed("corpus").unwrap_err().contains("wants a folder"));
    assert!(typed("corpus a b").unwrap_err().contains("`b`"));
    assert!(typed("corpus --json").unwrap_err().contains("`--json`"));
}

#[test]
fn soak_in_a_browser_takes_minutes() {
    assert_eq!(typed("soak --browser").unwrap(), Chore::SoakInBrowser { minutes: 10 });
    assert_eq!(typed("soak --browser --minutes 120").unwrap(), Chore::SoakInBrowser { minutes: 120 });
    assert!(typed("soak --browser --minutes 2").unwrap_err().contains("3 or more"));
    assert!(typed("soak --browser --minutes").unwrap_err().contains("nothing else"));
    assert!(typed("soak --minutes 5").unwrap_err().contains("needs it"));
    assert!(typed("soak --browser --seed 7").unwrap_err().contains("nothing else"));
}

#[test]
fn soak_takes_a_seed_or_a_number_of_schedules() {
    assert_eq!(typed("soak").unwrap(), Chore::Soak(Vec::new()));
    assert_eq!(typed("soak --seed 7").unwrap(), Chore::Soak(vec!["--seed".to_owned(), "7".to_owned()]));
    assert!(typed("soak --seed").unwrap_err().contains("whole number"));
    assert!(typed("soak --seed x").unwrap_err().contains("whole number"));
    assert!(typed("soak 7").unwrap_err().contains("`7`"));
}

#[test]
fn a_wrong_word_is_answered_with_the_word_itself() {
    assert!(typed("sevre").unwrap_err().contains("`sevre`"));
    assert!(typed("help sevre").unwrap_err().contains("`sevre`"));
    assert!(typed("serve --prot 1").unwrap_err().contains("`--prot`"));
}

#[test]
fn a_port_is_a_number_a_port_can_be() {
    for line in ["serve --port", "serve --port 0", "serve --port=65536", "serve --port http", "serve --port="]
    {
        assert!(typed(line).is_err(), "{line}");
    }
}

#[test]
fn inspect_passes_its_words_on() {
    let words = ["feed.json", "--json", "--format=json-feed"].map(str::to_owned).to_vec();
    assert_eq!(typed("inspect feed.json --json --format=json-feed").unwrap(), Chore::Inspect(words));
    assert_eq!(typed("inspect --help").unwrap(), Chore::Help(Topic::Inspect));
}
