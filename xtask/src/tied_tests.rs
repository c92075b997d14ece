#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Tied;

fn until(mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(10) {
        if holds() {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}

fn alive(pid: &str) -> bool {
    Command::new("kill").args(["-0", pid]).output().is_ok_and(|output| output.status.success())
}

fn pid_in(file: &Path) -> String {
    assert!(
        until(|| fs::read_to_string(file).is_ok_and(|text| text.ends_with('\n'))),
        "the pid was never written"
    );
    fs::read_to_string(file).unwrap().trim().to_owned()
}

#[test]
fn a_grandchild_ends_with_the_value_that_started_it() {
    let file = std::env::temp_dir().join(format!("xtask-tied-{}", std::process::id()));
    let script = format!("sleep 600 & echo $! > '{}'; wait", file.display());
    let tied = Tied::start("A sleeper", Command::new("sh").args(["-c", &script]), Stdio::null()).unwrap();
    let pid = pid_in(&file);
    assert!(alive(&pid));
    drop(tied);
    assert!(until(|| !alive(&pid)), "the grandchild is still running");
    fs::remove_file(file).unwrap();
}

#[test]
fn a_program_that_ends_by_itself_is_reported_with_its_exit_code() {
    let mut tied =
        Tied::start("A short life", Command::new("sh").args(["-c", "exit 7"]), Stdio::null()).unwrap();
    let said = tied.wait().unwrap_err().to_string();
    assert!(said.contains("A short life") && said.contains("exit code 7"), "{said}");
}
