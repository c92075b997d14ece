//! The driver program, started once for all tests that run at the same time, and the browsers it has opened.
//!
//! A browser is used by one test after another: each test has an origin of its own, so storage, permissions and caches
//! are apart, and a tab of its own, so emulation is too.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, SemaphorePermit};

/// Quiet, headless, and calling nobody.
const SWITCHES: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--lang=en-US",
    "--window-size=1000,800",
];

/// Browsers at the same time: one for each processor, but a large machine is no reason to open fifty.
fn seats() -> &'static Semaphore {
    static SEATS: OnceLock<Semaphore> = OnceLock::new();
    SEATS.get_or_init(|| {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Semaphore::new(processors.clamp(1, 4))
    })
}

/// The runtime that all tests share: connections to the driver outlive a test.
pub fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().expect("a tokio runtime starts"))
}

/// The driver program and the browsers that no test uses at the moment. It ends with the last test that holds it.
pub struct Driver {
    process: Child,
    address: String,
    idle: Mutex<Vec<WebDriver>>,
}

impl Driver {
    /// The driver that runs, or a new one.
    pub fn running() -> Arc<Driver> {
        static CURRENT: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
        let mut current = CURRENT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(driver) = current.upgrade() {
            return driver;
        }
        let driver = Arc::new(Driver::start());
        *current = Arc::downgrade(&driver);
        driver
    }

    fn start() -> Driver {
        let program = env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} cannot be started ({error}). `cargo xtask test` brings it.")
            });
        let mut said = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let read = said.read_line(&mut line).expect("its output is text");
            assert!(read > 0, "{program} ended before it named its port");
            // "ChromeDriver was started successfully on port 36123."
            if let Some((_, port)) = line.trim_end().trim_end_matches('.').split_once("successfully on port ")
            {
                break port.to_owned();
            }
        };
        // It keeps talking; a full pipe would stop it.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Driver { process, address: format!("http://127.0.0.1:{port}"), idle: Mutex::default() }
    }

    /// A browser for one test, with the seat it takes.
    pub async fn browser(&self) -> (WebDriver, SemaphorePermit<'static>) {
        let seat = seats().acquire().await.expect("the seats are never closed");
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let browser = match idle {
            Some(browser) => browser,
            None => WebDriver::new(&self.address, capabilities()).await.expect("the driver opens a browser"),
        };
        (browser, seat)
    }

    /// Takes a browser back for the next test.
    pub fn give_back(&self, browser: WebDriver) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(browser);
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        runtime().block_on(async {
            for browser in idle {
                // A browser that is gone already is what we want.
                let _ = browser.quit().await;
            }
        });
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn capabilities() -> Capabilities {
    let chromium = env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    let mut capabilities = Capabilities::new();
    for (name, value) in [
        ("browserName", json!("chrome")),
        ("pageLoadStrategy", json!("eager")),
        ("goog:loggingPrefs", json!({ "browser": "ALL" })),
        ("goog:chromeOptions", json!({ "binary": chromium, "args": SWITCHES })),
    ] {
        capabilities.set(name, value).expect("a capability is JSON");
    }
    capabilities
}
