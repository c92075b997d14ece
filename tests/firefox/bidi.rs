//! Firefox, started once and driven over a socket in its own tongue: WebDriver BiDi, one command and its answer at a time.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};
use std::time::Duration;
use std::{env, fs, process};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::{Mutex as Turn, MutexGuard};
use tokio::time::timeout;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

/// Calls nobody, asks nothing, and lets nothing glide that the page did not ask for.
const PREFERENCES: &str = r#"
user_pref("app.update.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.disablePrefetch", true);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("toolkit.telemetry.enabled", false);
user_pref("intl.accept_languages", "en-US");
"#;

/// Longer than any command takes, on a machine that is busy compiling.
const PATIENCE: Duration = Duration::from_secs(60);

/// The runtime that all tests share: the socket outlives a test.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().expect("a tokio runtime starts"))
}

/// The browser. It ends with the last test that holds it.
pub struct Firefox {
    process: Child,
    profile: PathBuf,
    line: Turn<Line>,
}

/// The socket, for one test at a time: only the tab in front paints.
pub struct Line {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last: u64,
    /// The messages of the console, and whatever else Firefox told without being asked.
    pub told: Vec<Value>,
}

impl Firefox {
    /// The browser that runs, or a new one.
    pub fn running() -> Arc<Firefox> {
        static CURRENT: Mutex<Weak<Firefox>> = Mutex::new(Weak::new());
        let mut current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(firefox) = current.upgrade() {
            return firefox;
        }
        let firefox = Arc::new(Firefox::start());
        *current = Arc::downgrade(&firefox);
        firefox
    }

    fn start() -> Firefox {
        let program = env::var("FIREFOX").unwrap_or_else(|_| "firefox-esr".to_owned());
        let profile = env::temp_dir().join(format!("live-blog-firefox-{}", process::id()));
        let _ = fs::remove_dir_all(&profile);
        fs::create_dir_all(&profile).expect("a folder for the profile");
        fs::write(profile.join("user.js"), PREFERENCES).expect("the preferences are written");
        let mut process = Command::new(&program)
            .args(["--headless", "--no-remote", "--remote-debugging-port=0", "--profile"])
            .arg(&profile)
            .arg("about:blank")
            .env("MOZ_CRASHREPORTER_DISABLE", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} cannot be started ({error}). `cargo xtask test` brings it.")
            });
        let mut said = BufReader::new(process.stderr.take().expect("its output is piped"));
        let mut text = String::new();
        let address = loop {
            text.clear();
            let read = said.read_line(&mut text).expect("its output is text");
            assert!(read > 0, "{program} ended before it named its port");
            if let Some((_, address)) = text.trim_end().split_once("WebDriver BiDi listening on ") {
                break format!("{address}/session");
            }
        };
        // It keeps talking; a full pipe would stop it.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let line = runtime().block_on(Line::open(&address));
        Firefox { process, profile, line: Turn::new(line) }
    }

    /// The line to the browser, when it is this test's turn.
    pub async fn turn(&self) -> MutexGuard<'_, Line> {
        self.line.lock().await
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

impl Line {
    async fn open(address: &str) -> Line {
        let (socket, _) = connect_async(address).await.expect("Firefox takes the call");
        let mut line = Line { socket, last: 0, told: Vec::new() };
        line.ask("session.new", json!({ "capabilities": {} })).await;
        line.ask("session.subscribe", json!({ "events": ["log.entryAdded"] })).await;
        line
    }

    /// Sends a command and gives what it results in.
    pub async fn ask(&mut self, method: &str, params: Value) -> Value {
        self.try_ask(method, params).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Sends a command and gives what it results in, or what Firefox says against it.
    pub async fn try_ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.last += 1;
        let command = json!({ "id": self.last, "method": method, "params": params }).to_string();
        self.socket.send(Message::text(command)).await.expect("Firefox listens");
        loop {
            let heard = timeout(PATIENCE, self.socket.next()).await;
            let heard = heard.unwrap_or_else(|_| panic!("{method}: no answer"));
            let message = heard.expect("the line is open").expect("the line is good");
            let Message::Text(text) = message else { continue };
            let said: Value = serde_json::from_str(&text).expect("Firefox answers JSON");
            if said["id"] == json!(self.last) {
                let refused = || format!("{} {}", said["error"], said["message"]);
                return said.get("result").cloned().ok_or_else(refused);
            }
            self.told.push(said);
        }
    }
}
