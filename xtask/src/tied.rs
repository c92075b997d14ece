//! Programs that live exactly as long as this one: servers and watchers.
//!
//! A program is tied by a pipe. A small shell starts it in a process group of its own and listens on the pipe; when we
//! end, by whatever cause, the system closes our end and the shell ends the whole group, grandchildren included.
//! So Ctrl-C, a closed terminal and even `kill -9` leave nothing running, and no signal handler is needed.

use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::run;

/// Listens on file 3 (the pipe), runs the words after it, and ends the group when either ends.
const SHELL: &str = r#"
trap : TERM INT HUP
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{ cat <&3 >/dev/null; kill -TERM 0; } &
wait "$program" 2>/dev/null
code=$?
kill -TERM 0
wait "$program" 2>/dev/null
exit "$code"
"#;

/// A running program that ends when this value is dropped or this process dies.
#[derive(Debug)]
pub struct Tied {
    doing: String,
    typed: String,
    child: Child,
    rope: Option<ChildStdin>,
}

impl Tied {
    /// Starts `command` tied, its environment and folder kept, its standard output going to `output`.
    pub fn start(doing: &str, command: &Command, output: Stdio) -> Result<Self, Failure> {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(SHELL).arg("tied").arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            shell.current_dir(folder);
        }
        own_group(&mut shell);
        let typed = run::typed(command);
        let mut child = shell.stdin(Stdio::piped()).stdout(output).spawn().map_err(|error| {
            Failure::NotStarted { doing: doing.to_owned(), command: typed.clone(), error }
        })?;
        let rope = child.stdin.take();
        Ok(Self { doing: doing.to_owned(), typed, child, rope })
    }

    /// Whether it has ended, and how.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Waits for its end, which for a server is never a good one.
    pub fn wait(&mut self) -> Result<(), Failure> {
        loop {
            if let Some(status) = self.ended() {
                return Err(self.left(status));
            }
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// The sentence about a program that ended by itself.
    pub fn left(&self, status: ExitStatus) -> Failure {
        Failure::Refused {
            doing: self.doing.clone(),
            command: self.typed.clone(),
            ending: run::ending(status),
            advice: None,
        }
    }
}

impl Drop for Tied {
    fn drop(&mut self) {
        drop(self.rope.take());
        // The shell ends its group and then itself; a wait that fails means that it is gone already.
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_command: &mut Command) {}

#[cfg(all(test, unix))]
#[path = "tied_tests.rs"]
mod tests;
