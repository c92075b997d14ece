//! What holds for any source whatever.

use live_blog::core::markup::{Limits, parse, plain_text};
use proptest::prelude::*;

use super::soup::{cases, soup};
use super::{audit, base, parsed};

fn holds(source: &str) -> Result<(), TestCaseError> {
    let once = parsed(source);
    audit::check(&once.nodes, &[]);
    let tags = source.matches('<').count();
    let (elements, depth) = audit::size(&once.nodes);
    prop_assert!(depth <= 64);
    prop_assert!(elements <= 12 * (tags + 1), "{} elements from {} tags", elements, tags);
    if !once.cut {
        prop_assert_eq!(audit::letters(&once.nodes), audit::packed(&plain_text(source)));
        let written = audit::html(&once.nodes);
        let again = parsed(&written);
        prop_assert_eq!(&again.nodes, &once.nodes, "not stable: {}", written);
    }
    Ok(())
}

#[test]
fn a_card_is_named_after_the_page_that_it_leads_to() {
    holds("<oembed url=https://paper.example/ data-page=https://youtu.be/b>").unwrap();
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn any_soup_becomes_a_tree_that_the_policy_allows_and_that_is_stable(source in soup(24)) {
        holds(&source)?;
    }

    #[test]
    fn any_text_becomes_a_tree_that_the_policy_allows_and_that_is_stable(source in "\\PC{0,60}|[<>&/a-c \"'=!-]{0,40}") {
        holds(&source)?;
    }

    #[test]
    fn any_soup_stays_within_narrow_limits(source in soup(40), depth in 0_usize..5, tags in 0_usize..9) {
        let limits = Limits { depth, tags, attributes: 1, source: 300 };
        let cut = parse(&source, &base(), limits);
        audit::check(&cut.nodes, &[]);
        prop_assert!(audit::size(&cut.nodes).1 <= depth);
        prop_assert!(audit::size(&cut.nodes).0 <= tags);
    }
}
