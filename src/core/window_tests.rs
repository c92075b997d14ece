#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test is the point of a test"
)]
use super::*;
use crate::core::sample::entry;
use proptest::prelude::*;

fn list(ids: impl IntoIterator<Item = usize>) -> Vec<Rc<Entry>> {
    ids.into_iter().map(|id| Rc::new(entry(&id.to_string(), 0))).collect()
}

fn seeing(seen: Range<usize>, count: usize) -> Window {
    Window::default().seeing(seen, count)
}

#[test]
fn a_list_of_two_hundred_is_drawn_whole() {
    assert_eq!(seeing(0..5, 200).drawn(), 0..200);
    assert_eq!(spans(&seeing(0..5, 200).drawn(), 200, &[]), [Span::Drawn(0..200)]);
    assert_eq!(spans(&seeing(0..0, 0).drawn(), 0, &[]), []);
}

#[test]
fn a_longer_one_is_drawn_around_the_screen() {
    let window = seeing(500..505, 1000);
    assert_eq!(window.drawn(), 460..545);
    let all = [Span::Gap(0..460), Span::Drawn(460..545), Span::Gap(545..1000)];
    assert_eq!(spans(&window.drawn(), 1000, &[]), all);
}

#[test]
fn it_stays_where_it_is_while_the_page_does_not_show_the_list() {
    let window = seeing(500..505, 1000);
    assert_eq!(window.seeing(0..0, 1000), window);
    assert_eq!(Window::default().seeing(0..0, 1000).drawn(), 0..50);
    assert_eq!(window.seeing(0..0, 0).drawn(), 0..0);
}

#[test]
fn what_is_new_comes_a_few_at_a_time_from_the_first_on_the_screen() {
    let window = seeing(500..503, 1000);
    let mut drawn = window.begun(|_| false);
    assert_eq!(drawn, 500..504);
    while drawn != window.drawn() {
        let next = window.begun(|place| drawn.contains(&place));
        assert!(next.start <= drawn.start && drawn.end <= next.end, "what is drawn stays");
        assert_eq!(next.len() - drawn.len(), AT_ONCE.min(window.drawn().len() - drawn.len()));
        drawn = next;
    }
    assert_eq!(seeing(500..520, 1000).begun(|_| false), 500..520, "a tall screen is filled at once");
    let other = |place: usize| place.is_multiple_of(2);
    assert_eq!(seeing(0..0, 100).begun(other), 0..17, "what was drawn before costs nothing");
    assert_eq!(seeing(0..0, 0).begun(|_| true), 0..0);
}

#[test]
fn what_the_reader_uses_is_drawn_wherever_it_is() {
    let spans = spans(&seeing(500..505, 1000).drawn(), 1000, &[999, 470, 3, 3, 5000]);
    let ends = [Span::Gap(0..3), Span::Drawn(3..4), Span::Gap(4..460), Span::Drawn(460..545)];
    assert_eq!(spans[..4], ends);
    assert_eq!(spans[4..], [Span::Gap(545..999), Span::Drawn(999..1000)]);
}

#[test]
fn a_step_down_the_list_draws_nothing_until_the_end_is_near() {
    let mut window = seeing(0..5, 1000);
    let mut moves = 0;
    for first in 0..400 {
        let next = window.seeing(first..first + 5, 1000);
        moves += usize::from(next.drawn() != window.drawn());
        window = next;
    }
    assert!((35..=85).contains(&moves), "{moves}");
}

#[test]
fn entries_put_in_above_move_the_window_along() {
    let before = list(100..1100);
    let now = list(0..1100);
    let window = seeing(500..505, 1000).carried(&before, &now);
    assert_eq!(window.drawn(), 560..645);
}

#[test]
fn when_what_was_on_the_screen_has_gone_its_neighbours_hold_the_place() {
    let before = list(0..1000);
    let now = list((0..500).chain(503..1000));
    let window = seeing(500..505, 1000).carried(&before, &now);
    assert!(window.drawn().contains(&500) && window.drawn().contains(&499), "{window:?}");
    let window = seeing(500..505, 1000).carried(&before, &list(5000..7000));
    assert_eq!(window.drawn().start, 0, "another list begins at its top");
}

#[test]
fn where_the_reader_goes_next_is_drawn_with_what_is_on_the_screen_now() {
    let at_the_end = seeing(395..400, 400);
    let reached = at_the_end.reaching(400, 420);
    assert!(reached.drawn().contains(&400) && reached.drawn().contains(&395), "{reached:?}");
    let there = at_the_end.reaching(370, 420);
    assert_eq!(there.drawn(), at_the_end.drawn());
    assert_eq!(there.begun(|place| place > 395).start, 370, "it is drawn before anything else");
    assert!(at_the_end.reaching(3, 420).drawn().contains(&3));
    assert_eq!(at_the_end.reaching(900, 420), at_the_end, "there is no such place");
}

#[test]
fn heights_are_written_to_the_last_part_of_a_pixel() {
    assert_eq!(pixels(0), "0.000000");
    assert_eq!(pixels(64 * 120 + 1), "120.015625");
    assert_eq!(pixels(63), "0.984375");
}

#[test]
fn an_entry_never_drawn_is_as_tall_as_the_first_others_were_on_average() {
    let mut heights = Heights::default();
    let entries = list(0..3);
    heights.settle();
    assert_eq!(heights.sum(&entries), 3 * GUESS);
    heights.note(&entries[0].id, 100);
    heights.note(&entries[0].id, 200);
    heights.note(&entries[1].id, 400);
    heights.settle();
    heights.note(&entries[1].id, 500);
    heights.settle();
    heights.note(&entries[1].id, 400);
    assert_eq!(heights.sum(&entries), 200 + 400 + 300);
    assert_eq!([199, 200, 599, 600, 9999].map(|y| heights.place_at(&entries, y)), [0, 1, 1, 2, 2]);
    assert_eq!(heights.place_at(&[], 5), 0);
}

proptest! {
    #[test]
    fn the_page_stays_small_and_holds_what_is_on_the_screen_with_room_on_either_side(
        count in 0_usize..3000,
        steps in prop::collection::vec((0_usize..3000, 0_usize..90), 1..40),
        kept in prop::collection::vec(0_usize..3200, 0..200),
    ) {
        let mut window = Window::default();
        for (first, length) in steps {
            window = window.seeing(first..first + length, count);
            let seen = window.seen.clone();
            let drawn = window.drawn();
            prop_assert!(drawn.start <= seen.start && seen.end <= drawn.end && drawn.end <= count);
            prop_assert!(drawn.start == 0 || seen.start - drawn.start >= NEAR);
            prop_assert!(drawn.end == count || drawn.end - seen.end >= NEAR);
            prop_assert_eq!(&window.seeing(seen, count), &window, "standing still changes nothing");
            let all = spans(&drawn, count, &kept);
            let mut at = 0;
            let mut articles = 0;
            for span in &all {
                let (Span::Drawn(range) | Span::Gap(range)) = span;
                prop_assert_eq!(range.start, at);
                prop_assert!(!range.is_empty());
                at = range.end;
                articles += if matches!(span, Span::Drawn(_)) { range.len() } else { 0 };
            }
            prop_assert_eq!(at, count, "every entry is drawn or stood in for, once");
            prop_assert!(articles <= WHOLE);
            for place in kept.iter().filter(|place| **place < count).take(KEPT) {
                let is_drawn = |span: &Span| matches!(span, Span::Drawn(range) if range.contains(place));
                prop_assert!(all.iter().any(is_drawn));
            }
        }
    }

    #[test]
    fn whatever_becomes_of_the_list_what_was_seen_and_stayed_is_drawn(
        first in 0_usize..900,
        gone in prop::collection::btree_set(0_usize..900, 0..300),
        came in 0_usize..300,
    ) {
        let before = list(0..900);
        let now = list((1000..1000 + came).chain((0..900).filter(|id| !gone.contains(id))));
        let window = seeing(first..first + 5, 900);
        let carried = window.carried(&before, &now);
        let Some(stayed) = (first..(first + 5).min(900)).find(|id| !gone.contains(id)) else { return Ok(()) };
        let place = now.iter().position(|entry| *entry.id.0 == *stayed.to_string()).unwrap();
        prop_assert!(carried.drawn().contains(&place));
    }

    #[test]
    fn a_gap_split_anywhere_is_as_tall(
        heights in prop::collection::vec(prop::option::of(1_usize..100_000), 0..60),
        cut in 0_usize..60,
    ) {
        let entries = list(0..heights.len());
        let mut known = Heights::default();
        for (entry, height) in entries.iter().zip(&heights) {
            if let Some(height) = height {
                known.note(&entry.id, *height);
            }
        }
        let (above, below) = entries.split_at(cut.min(entries.len()));
        prop_assert_eq!(known.sum(above) + known.sum(below), known.sum(&entries));
        if !below.is_empty() {
            prop_assert_eq!(known.place_at(&entries, known.sum(above)), above.len());
        }
    }
}
