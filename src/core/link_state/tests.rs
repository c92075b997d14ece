//! Links are read as they were written, and hostile ones are read as far as they make sense.
#![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]

use super::*;
use crate::core::clock::Timestamp;
use crate::core::filter::written::TEXT_MAX;
use proptest::prelude::*;

#[test]
fn only_our_fragments_name_entries() {
    for none in ["", "#", "#top", "#live-blog", "#live-blog-", "live-blog-a", "#live-blog-%ff"] {
        assert_eq!(entry_of(none), None, "{none}");
    }
    let long = format!("#live-blog-{}", "x".repeat(ID_MAX + 1));
    assert_eq!(entry_of(&long), None);
    assert_eq!(entry_of("#live-blog-talks%2F7"), Some(EntryId::from("talks/7")));
    assert_eq!(entry_of("#live-blog-100%"), Some(EntryId::from("100%")));
    assert_eq!(entry_of("#live-blog-a+b"), Some(EntryId::from("a+b")));
}

const PAGE: &str = "https://page.example/story";

fn read(query: &str) -> Option<View> {
    View::read(&format!("{PAGE}?{query}#top"), "lb")
}

fn view() -> impl Strategy<Value = View> {
    let names = || prop::collection::vec("[a-zé&=+%#~. ]{0,6}[a-zé語]", 0..4);
    let media = prop::collection::vec(0usize..4, 0..4);
    let span = prop_oneof![
        Just(None),
        Just(Some(Span::LastHour)),
        Just(Some(Span::SinceLeft)),
        Just(Some(Span::Today)),
        (0i64..2_000_000_000, 1i64..1_000_000).prop_map(|(from, length)| {
            Some(Span::Between(Timestamp(from * 1_000), Timestamp((from + length) * 1_000)))
        }),
    ];
    let order = prop_oneof![
        Just(None),
        Just(Some(Order::Newest)),
        Just(Some(Order::Oldest)),
        Just(Some(Order::Relevance))
    ];
    let text = "(|[^ \\s\\p{C}][^\\p{C}]{0,20}[^ \\s\\p{C}])";
    (text, any::<bool>(), names(), names(), media, span, order).prop_map(
        |(text, key_only, topics, authors, media, span, order)| {
            let set = |names: Vec<String>| {
                names
                    .into_iter()
                    .map(|name| implicit_clone::unsync::IString::from(name.trim().to_owned()))
                    .collect()
            };
            let media = media.into_iter().map(|kind| MediaKind::ALL.into_iter().nth(kind).unwrap()).collect();
            let filter = Filter {
                pieces: std::rc::Rc::default(),
                text: text.trim().to_owned().into(),
                key_only,
                topics: set(topics),
                authors: set(authors),
                media,
                span,
            };
            View { filter, order }
        },
    )
}

#[test]
fn a_view_is_written_as_a_reader_may_read_it() {
    let filter = Filter { text: "grain ship".into(), key_only: true, ..Filter::default() };
    let view = View { filter, order: Some(Order::Oldest) };
    assert_eq!(
        view.written("https://page.example/?a=1&lb.q=old&b#top", "lb"),
        "https://page.example/?a=1&b&lb.q=grain%20ship&lb.key=1&lb.order=oldest#top"
    );
    assert_eq!(read("x=1&lb.q=grain+ship&lb.key=1&lb.order=oldest"), Some(view));
}

#[test]
fn an_address_without_us_says_nothing_and_is_left_as_it_is() {
    for address in
        [PAGE, "https://page.example/?", "https://page.example/?a&&b=1#x", "https://page.example/?lb=1"]
    {
        assert_eq!(View::read(address, "lb"), None, "{address}");
        assert_eq!(View::default().written(address, "lb"), address);
    }
    assert_eq!(View::default().written("https://page.example/?lb.key=1#x", "lb"), "https://page.example/#x");
}

#[test]
fn nonsense_is_left_out() {
    let wrong =
        "lb.key=yes&lb.media=smell&lb.span=9~1&lb.order=best&lb.topic=%ff&lb.topic=&lb.topic=Aid&lb.x=1";
    let filter = Filter {
        topics: [implicit_clone::unsync::IString::from("Aid")].into_iter().collect(),
        ..Filter::default()
    };
    assert_eq!(read(wrong), Some(View { filter, order: None }));
}

#[test]
fn what_is_too_much_is_not_taken_over() {
    let long = read(&format!("lb.q={}", "x".repeat(5_000))).unwrap();
    assert_eq!(long.filter.text.chars().count(), TEXT_MAX);
    let many: String = (0..1_000).map(|n| format!("lb.topic=t{n}&")).collect();
    assert!(read(&many).unwrap().filter.topics.len() <= 64);
    assert_eq!(read(&format!("lb.q=a&x={}", "x".repeat(QUERY_MAX))), None);
}

#[test]
fn what_a_page_sets_is_read_and_its_mistakes_are_named() {
    let given = |text: &str| View::given(&serde_json::from_str(text).unwrap());
    let (view, wrong) =
        given(r#"{"text":"grain","media":["video","smell"],"span":"soon","matching":3,"later":1}"#);
    assert_eq!((view.filter.text.as_str(), wrong), ("grain", vec!["media", "span"]));
    assert!(view.filter.media.has(MediaKind::Video), "what makes sense in it counts");
    assert_eq!(given("7").1, ["filter"]);
    assert_eq!(given("null"), (View::default(), vec![]));
    let told = r#"{"text":"","keyOnly":true,"topics":["Aid"],"authors":[],"media":[],"span":null,"order":"oldest","total":9}"#;
    let (view, wrong) = given(told);
    assert_eq!((view.order, view.filter.key_only, wrong), (Some(Order::Oldest), true, vec![]));
}

proptest! {
    #[test]
    fn the_fragment_of_any_id_names_it(id in ".{1,60}") {
        let id = EntryId::from(id.as_str());
        let fragment = fragment_of(&id);
        prop_assert!(fragment.bytes().all(|byte| byte.is_ascii_graphic()), "{}", fragment);
        prop_assert_eq!(entry_of(&fragment), Some(id));
    }

    #[test]
    fn no_fragment_is_too_hostile_to_be_read(fragment in "(#live-blog-)?[%0-9a-fA-F+é]{0,20}") {
        let _ = entry_of(&fragment);
    }

    #[test]
    fn a_view_that_was_written_is_read_again(view in view(), before in "[a-z]{0,3}(&[a-z.]{1,4}=[a-z%]{0,3}){0,3}") {
        let address = view.written(&format!("{PAGE}?{before}#top"), "lb");
        let wanted = (view != View::default()).then(|| view.clone());
        prop_assert_eq!(View::read(&address, "lb"), wanted, "{}", address);
        prop_assert_eq!(view.written(&address, "lb"), address.clone(), "writing it again changes nothing");
        prop_assert!(address.ends_with("#top"));
        let host: Vec<&str> = before.split('&').filter(|pair| !pair.is_empty()).collect();
        let kept = View::default().written(&address, "lb");
        let left: Vec<&str> = query_of(&kept).unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
        prop_assert_eq!(left, host, "the page's own parameters stay in their order");
    }

    #[test]
    fn several_readers_share_an_address(one in view(), other in view()) {
        let address = other.written(&one.written(PAGE, "lb"), "b");
        prop_assert_eq!(View::read(&address, "lb").unwrap_or_default(), one);
        prop_assert_eq!(View::read(&address, "b").unwrap_or_default(), other);
    }

    #[test]
    fn no_query_is_too_hostile_to_be_read(query in "(lb\\.(q|key|topic|author|media|span|order)?=?[%0-9a-f~&+é:TZ-]{0,12}){0,6}") {
        let _ = read(&query);
    }
}
