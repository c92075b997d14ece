//! nginx with its module nchan, as a process of its own, configured by the file that publishers copy.

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const CONF: &str = include_str!("../../examples/nchan/nginx.conf");
/// What stands in that file where a test puts its own.
const ADDRESS: &str = "127.0.0.1:8080";
/// One process, so that killing it leaves none; nchan spreads its channels over all that are named here.
const WORKERS: (&str, &str) = ("worker_processes auto;", "worker_processes 1;");
const MODULE: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

/// A running nginx; stopped when dropped.
pub struct Nginx {
    process: Option<Child>,
    folder: PathBuf,
    address: String,
}

impl Nginx {
    /// Starts it on a free port. `change` is what this test wants otherwise: words of the file, and words in their place.
    pub fn start(change: &[(&str, &str)]) -> Nginx {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = free.local_addr().expect("it has an address").to_string();
        drop(free);
        let folder = env::temp_dir().join(format!("live-blog-nchan-{}", address.replace(':', "-")));
        fs::create_dir_all(&folder).expect("a folder for nginx");
        let module = env::var("NCHAN").unwrap_or_else(|_| MODULE.to_owned());
        let mut conf = CONF.to_owned();
        for (words, other) in [(ADDRESS, address.as_str()), (MODULE, &module), WORKERS].iter().chain(change) {
            assert!(conf.contains(words), "{words} is not in examples/nchan/nginx.conf");
            conf = conf.replace(words, other);
        }
        fs::write(folder.join("nginx.conf"), conf).expect("the configuration is written");
        let mut nginx = Nginx { process: None, folder, address };
        nginx.run();
        nginx
    }

    /// Kills it: every connection breaks, and what was kept is forgotten.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().expect("nginx is killed");
            process.wait().expect("nginx has ended");
        }
    }

    /// Starts it where it was, and waits until it answers.
    pub fn run(&mut self) {
        let program = env::var("NGINX").unwrap_or_else(|_| "/usr/sbin/nginx".to_owned());
        let said = fs::File::create(self.folder.join("said.txt")).expect("a file for what nginx says");
        let mut process = Command::new(&program)
            .arg("-p")
            .arg(&self.folder)
            .arg("-c")
            .arg(self.folder.join("nginx.conf"))
            .args(["-e", "stderr", "-g", "daemon off; master_process off;"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program} cannot be started ({error}). `cargo xtask test` brings it.")
            });
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(&self.address).is_err() {
            let ended = process.try_wait().expect("nginx can be asked").is_some();
            let said = || fs::read_to_string(self.folder.join("said.txt")).unwrap_or_default();
            assert!(!ended && Instant::now() < until, "nginx does not serve: {}", said());
            std::thread::sleep(Duration::from_millis(20));
        }
        self.process = Some(process);
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Publishes an event, as a newsroom's own program would: one POST.
    pub fn publish(&self, event: Option<&str>, data: &str) {
        let named = event.map(|name| format!("X-EventSource-Event: {name}\r\n")).unwrap_or_default();
        let answer = self.ask("POST", &named, data);
        // Created where somebody listens, Accepted where nobody does.
        assert!(answer.starts_with("HTTP/1.1 201") || answer.starts_with("HTTP/1.1 202"), "{answer}");
    }

    /// Deletes the channel with all that is kept of it.
    pub fn delete_channel(&self) {
        let answer = self.ask("DELETE", "", "");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }

    /// How many listen.
    pub fn listeners(&self) -> u64 {
        let answer = self.ask("GET", "Accept: text/json\r\n", "");
        let body = answer.split("\r\n\r\n").nth(1).unwrap_or_default();
        let told: Value = serde_json::from_str(body).unwrap_or_default();
        told["subscribers"].as_u64().unwrap_or_default()
    }

    fn ask(&self, method: &str, headers: &str, body: &str) -> String {
        let mut line = TcpStream::connect(&self.address).expect("nginx takes connections");
        line.set_read_timeout(Some(Duration::from_secs(20))).expect("a wait has an end");
        let length = body.len();
        write!(
            line,
            "{method} /publish/blog HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{headers}\
             Content-Length: {length}\r\n\r\n{body}"
        )
        .expect("nginx listens");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("nginx answers in text");
        answer
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        self.kill();
        // A folder that stays is in nobody's way.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
