#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use super::{FIRST_VIEW, FIRST_VIEW_CEILING, FOREIGN, LOADER, LOADER_BUDGET, Size, complaints, size};

fn every_file(brotli: u64) -> Vec<Size> {
    let size = |(name, brotli): (&str, u64)| Size { file: name.to_owned(), raw: 0, gzip: 0, brotli };
    FIRST_VIEW.iter().map(|name| (*name, brotli)).chain([(FOREIGN, 9_000_000)]).map(size).collect()
}

#[test]
fn a_line_of_three_figures_is_a_size() {
    let read = size("live-blog.js".to_owned(), "9000 3500 3000").unwrap();
    assert_eq!((read.raw, read.gzip, read.brotli), (9000, 3500, 3000));
    assert_eq!(size("live-blog.js".to_owned(), "9000 3500"), None);
    assert_eq!(size("live-blog.js".to_owned(), "a b c"), None);
}

#[test]
fn a_release_within_the_budget_gives_no_complaint() {
    assert_eq!(complaints(&every_file(LOADER_BUDGET)), Vec::<String>::new());
}

#[test]
fn a_first_view_one_byte_over_is_a_complaint() {
    let mut sizes = every_file(0);
    sizes.iter_mut().find(|size| size.file != LOADER).unwrap().brotli = FIRST_VIEW_CEILING + 1;
    let said = complaints(&sizes);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said.concat().contains(&(FIRST_VIEW_CEILING + 1).to_string()), "{said:?}");
}

#[test]
fn a_loader_one_byte_over_is_a_complaint() {
    let mut sizes = every_file(0);
    sizes.iter_mut().find(|size| size.file == LOADER).unwrap().brotli = LOADER_BUDGET + 1;
    assert!(complaints(&sizes).concat().contains("live-blog.js takes 4001"));
}

#[test]
fn what_lies_beside_the_first_view_costs_nothing() {
    let mut sizes = every_file(0);
    sizes.push(Size { file: "demo/photo.webp".to_owned(), raw: 0, gzip: 0, brotli: 9_000_000 });
    assert_eq!(complaints(&sizes), Vec::<String>::new());
}

#[test]
fn a_file_that_is_missing_is_a_complaint_and_not_a_saving() {
    let mut sizes = every_file(0);
    sizes.retain(|size| size.file != "live-blog.css" && size.file != FOREIGN);
    let said = complaints(&sizes).concat();
    assert!(said.contains("dist/live-blog.css is not there") && said.contains(FOREIGN), "{said}");
}
