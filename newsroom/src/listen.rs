//! The accept loop: one task for each connection, all of them ended with the loop.

use std::convert::Infallible;
use std::io;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::faults::Hangup;
use crate::line::{Line, Wire};

/// Serves until the task that runs it is dropped.
pub(crate) async fn listen(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => drop(connections.spawn(converse(stream, router.clone()))),
                // Out of file handles, most likely: those in use are given back in a moment.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, router: Router) {
    // Small answers go out at once; a test that polls a hundred times would feel the delay.
    let _ = stream.set_nodelay(true);
    let line = Line::default();
    let wire = TokioIo::new(Wire::new(stream, line.clone()));
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(line.clone());
        answered(router.clone(), request)
    });
    // A reader that goes away mid-answer is nobody's error.
    let _ = http1::Builder::new().timer(TokioTimer::new()).serve_connection(wire, service).await;
}

async fn answered(router: Router, request: hyper::Request<Incoming>) -> io::Result<Response> {
    let response: Result<Response, Infallible> = router.oneshot(request.map(Body::new)).await;
    let Ok(response) = response;
    if response.extensions().get::<Hangup>().is_some() {
        return Err(io::Error::from(io::ErrorKind::ConnectionAborted));
    }
    Ok(response)
}
