//! What a publisher's server would answer: types, validators, compression, policies, and nothing above the folder.

use std::io::Read;

use crate::client::{ask, get, newsroom};

#[tokio::test]
async fn the_front_page_is_the_index_of_the_site() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/").await;
    assert_eq!(reply.status, 200);
    assert!(reply.text().contains("A small site"));
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
}

#[tokio::test]
async fn every_kind_of_file_has_its_own_type() {
    let newsroom = newsroom().await;
    for (path, kind) in [
        ("/live-blog.js", "text/javascript; charset=utf-8"),
        ("/live-blog-core-0123456789abcdef_bg.wasm", "application/wasm"),
        ("/demo/dot.svg", "image/svg+xml"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/liveblogposting.json", "application/ld+json; charset=utf-8"),
    ] {
        assert_eq!(get(&newsroom, path).await.header("content-type"), Some(kind), "{path}");
    }
}

#[tokio::test]
async fn pages_carry_a_strict_policy_and_a_feed_does_not_need_one() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/").await;
    let policy = reply.header("content-security-policy").unwrap();
    for part in ["default-src 'none'", "'wasm-unsafe-eval'", "trusted-types 'none'", "report-uri /csp-report"]
    {
        assert!(policy.contains(part), "{part} in {policy}");
    }
    assert!(!policy.contains("unsafe-inline"));
    assert_eq!(get(&newsroom, "/feed.json").await.header("content-security-policy"), None);
}

#[tokio::test]
async fn a_feed_that_has_not_changed_is_answered_304() {
    let newsroom = newsroom().await;
    for path in ["/feed.json", "/liveblogposting.json", "/live-blog.js"] {
        let first = get(&newsroom, path).await;
        let tag = first.header("etag").unwrap().to_owned();
        assert!(tag.starts_with('"'), "strong");
        let second = ask(&newsroom, "GET", path, &[("If-None-Match", &tag)]).await;
        assert_eq!((second.status, second.body.len()), (304, 0), "{path}");
        assert_eq!(second.header("etag"), Some(tag.as_str()));
        let since = first.header("last-modified").unwrap();
        assert_eq!(ask(&newsroom, "GET", path, &[("If-Modified-Since", since)]).await.status, 304, "{path}");
    }
}

#[tokio::test]
async fn a_feed_that_has_changed_is_answered_whole() {
    let newsroom = newsroom().await;
    for path in ["/feed.json", "/liveblogposting.json"] {
        let tag = get(&newsroom, path).await.header("etag").unwrap().to_owned();
        newsroom.step(1);
        let reply = ask(&newsroom, "GET", path, &[("If-None-Match", &tag)]).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_ne!(reply.header("etag"), Some(tag.as_str()));
    }
}

#[tokio::test]
async fn each_encoding_is_compressed_and_has_a_tag_of_its_own() {
    let newsroom = newsroom().await;
    let plain = get(&newsroom, "/feed.json").await;
    assert_eq!(plain.header("content-encoding"), None);
    let gzip = ask(&newsroom, "GET", "/feed.json", &[("Accept-Encoding", "gzip, deflate")]).await;
    assert_eq!(gzip.header("content-encoding"), Some("gzip"));
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(gzip.body.as_slice()).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
    let brotli = ask(&newsroom, "GET", "/feed.json", &[("Accept-Encoding", "gzip, br;q=0.9")]).await;
    assert_eq!(brotli.header("content-encoding"), Some("br"));
    let mut text = Vec::new();
    brotli::Decompressor::new(brotli.body.as_slice(), 4096).read_to_end(&mut text).unwrap();
    assert_eq!(text, plain.body);
    let refused = ask(&newsroom, "GET", "/feed.json", &[("Accept-Encoding", "br;q=0")]).await;
    assert_eq!(refused.header("content-encoding"), None);
    let tags = [&plain, &gzip, &brotli].map(|reply| reply.header("etag").unwrap());
    assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2]);
    assert!(tags.iter().all(|tag| !tag.starts_with("W/")));
}

#[tokio::test]
async fn only_a_name_with_a_hash_is_kept_for_ever() {
    let newsroom = newsroom().await;
    let cache = async |path: &str| get(&newsroom, path).await.header("cache-control").unwrap().to_owned();
    assert!(cache("/live-blog-core-0123456789abcdef_bg.wasm").await.contains("immutable"));
    assert_eq!(cache("/live-blog.js").await, "no-cache");
    assert_eq!(cache("/feed.json").await, "no-cache");
}

#[tokio::test]
async fn no_path_leaves_the_folder() {
    let newsroom = newsroom().await;
    for path in [
        "/../Cargo.toml",
        "/demo/../../../Cargo.toml",
        "/..%2f..%2fCargo.toml",
        "/%2e%2e/%2e%2e/Cargo.toml",
        "/..%5c..%5cCargo.toml",
        "/demo/%00",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/%ff",
    ] {
        let reply = get(&newsroom, path).await;
        assert!(reply.status == 400 || reply.status == 404, "{path}: {}", reply.status);
        assert!(!reply.text().contains("[package]") && !reply.text().contains("root:"), "{path}");
    }
}

#[tokio::test]
async fn a_path_with_steps_upwards_is_refused_even_where_it_stays_inside() {
    let newsroom = newsroom().await;
    for path in ["/demo/../live-blog.js", "/demo/%2e%2e/live-blog.js", "/../site/live-blog.js"] {
        assert_eq!(get(&newsroom, path).await.status, 400, "{path}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_out_of_the_folder_is_not_followed() {
    let site = std::env::temp_dir().join(format!("newsroom-links-{}", std::process::id()));
    std::fs::create_dir_all(&site).unwrap();
    let link = site.join("out.txt");
    let _ = std::fs::remove_file(&link);
    let target = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    std::os::unix::fs::symlink(target, &link).unwrap();
    let newsroom = newsroom::Newsroom::start(newsroom::Options::still(&site)).await.unwrap();
    let status = get(&newsroom, "/out.txt").await.status;
    std::fs::remove_dir_all(&site).unwrap();
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_missing_build_is_said_in_a_sentence() {
    let newsroom = newsroom::Newsroom::start(newsroom::Options::still("/nowhere")).await.unwrap();
    let reply = get(&newsroom, "/").await;
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("cargo xtask build"));
}

#[tokio::test]
async fn other_origins_may_read_until_they_may_not() {
    let newsroom = newsroom().await;
    for path in ["/feed.json", "/live-blog.js"] {
        let reply = get(&newsroom, path).await;
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
        assert!(reply.header("access-control-expose-headers").unwrap().contains("ETag"));
    }
    newsroom.set_cors(false);
    assert_eq!(get(&newsroom, "/feed.json").await.header("access-control-allow-origin"), None);
}

#[tokio::test]
async fn nothing_but_this_machine_is_listened_to() {
    let newsroom = newsroom().await;
    assert!(newsroom.url().starts_with("http://127.0.0.1:"));
    assert_eq!(newsroom.url(), format!("{}/", newsroom.origin()));
}
