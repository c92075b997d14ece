//! `serve`: the demo page, with its moving story, on 127.0.0.1.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use crate::tied::Tied;
use crate::tools;
use crate::workspace::Workspace;
use crate::{dist, install, run};

/// The release, served until Ctrl-C.
pub fn release(at: &Workspace, port: u16) -> Result<(), Failure> {
    free(port)?;
    dist::up_to_date(at)?;
    build_newsroom(at)?;
    let mut newsroom = Tied::start("The newsroom", &newsroom(at, &at.dist(), port), Stdio::null())?;
    announce(&mut newsroom, port)?;
    newsroom.wait()
}

/// A debug build, made again on every change, served until Ctrl-C.
pub fn dev(at: &Workspace, port: u16) -> Result<(), Failure> {
    free(port)?;
    install::bring(at, tools::FOR_BUILD)?;
    dist::fetch(at, |_| ())?;
    build_newsroom(at)?;
    let folder = at.dev_dist();
    install::remove(&folder)?;
    fs::create_dir_all(&folder).map_err(Failure::file(format!("make {}", folder.display())))?;
    run::begin(&format!("A debug build into {}", install::shown(at, &folder)), "1 to 2 min the first time");
    let mut trunk = Tied::start("Trunk's watch", &dist::trunk(at, &["watch"], &folder), Stdio::inherit())?;
    let mut newsroom = Tied::start("The newsroom", &newsroom(at, &folder, port), Stdio::null())?;
    // A first build with a mistake in it is not the end: Trunk says so and waits for the next change.
    while !folder.join("index.html").is_file() {
        either_left(&mut trunk, &mut newsroom)?;
    }
    announce(&mut newsroom, port)?;
    eprintln!("    Change a source file, wait for Trunk's word, and reload the page.");
    loop {
        either_left(&mut trunk, &mut newsroom)?;
    }
}

fn either_left(trunk: &mut Tied, newsroom: &mut Tied) -> Result<(), Failure> {
    for program in [trunk, newsroom] {
        if let Some(status) = program.ended() {
            return Err(program.left(status));
        }
    }
    thread::sleep(Duration::from_millis(200));
    Ok(())
}

/// Looks before the long build, so that a taken port costs a second and not minutes.
fn free(port: u16) -> Result<(), Failure> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::Missing {
            what: format!("Port {port} on 127.0.0.1"),
            tried: format!("The system says: {error}."),
            advice: format!("Take another, for example `cargo xtask serve --port {}`.", another(port)),
        }),
    }
}

fn another(port: u16) -> u16 {
    // Below 1024 a port is for root alone, which is then the likely trouble.
    if port < 1024 || port == u16::MAX { 8081 } else { port + 1 }
}

fn build_newsroom(at: &Workspace) -> Result<(), Failure> {
    let since = run::begin("The newsroom, our local server", "about 1 min the first time");
    run::run("Compiling the newsroom", &mut run::cargo(at, &["build", "--package", "newsroom"]))?;
    run::done("The newsroom", since);
    Ok(())
}

/// The newsroom as a command. It prints its address and nothing else, and that is said below in our words.
fn newsroom(at: &Workspace, dist: &Path, port: u16) -> Command {
    let mut command = run::cargo(at, &["run", "--quiet", "--package", "newsroom", "--", "--dist"]);
    command.arg(dist).args(["--port", &port.to_string()]);
    command
}

/// Prints the address once somebody answers there.
fn announce(newsroom: &mut Tied, port: u16) -> Result<(), Failure> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    while TcpStream::connect_timeout(&address, Duration::from_millis(500)).is_err() {
        if let Some(status) = newsroom.ended() {
            return Err(newsroom.left(status));
        }
        thread::sleep(Duration::from_millis(100));
    }
    println!("\n    The live blog is at http://127.0.0.1:{port}/    (Ctrl-C stops it)\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::another;

    #[test]
    fn the_port_offered_instead_is_one_that_a_reader_may_take() {
        assert_eq!(another(8080), 8081);
        assert_eq!(another(80), 8081);
        assert_eq!(another(u16::MAX), 8081);
    }
}
