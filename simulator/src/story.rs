//! What happens in the newsroom, by chance.

use crate::Millis;
use crate::dice::Dice;
use crate::newsroom::{Newsroom, Shape};

/// Something happens, and an edition with it is issued. Returns what, in words.
pub fn step(newsroom: &mut Newsroom, dice: &mut Dice, now: Millis) -> String {
    let alive: Vec<usize> = places(newsroom, false);
    let gone: Vec<usize> = places(newsroom, true);
    let words = match dice.below(100) {
        0..40 => {
            let number = newsroom.publish(now, 0);
            format!("publishes {number}")
        }
        40..64 if !alive.is_empty() => {
            let place = *near_the_top(dice, &alive);
            newsroom.edit(place, now, |_| {});
            format!("changes {}", newsroom.posts[place].number)
        }
        64..74 if !alive.is_empty() => {
            let place = *near_the_top(dice, &alive);
            newsroom.withdraw(place, now);
            format!("withdraws {}", newsroom.posts[place].number)
        }
        74..79 if !gone.is_empty() => {
            let (place, as_it_was) = (*dice.pick(&gone), dice.percent(50));
            newsroom.restore(place, now, as_it_was);
            format!("publishes {} again", newsroom.posts[place].number)
        }
        79..85 if !alive.is_empty() => {
            let place = *dice.pick(&alive);
            // A mark without a date is a change that only the newest edition can tell from an older one.
            if dice.percent(50) {
                newsroom.edit(place, now, |post| post.pinned = !post.pinned);
            } else {
                newsroom.change(place, |post| post.pinned = !post.pinned);
            }
            format!("pins or unpins {}", newsroom.posts[place].number)
        }
        85..89 if !alive.is_empty() => {
            let place = *dice.pick(&alive);
            newsroom.edit(place, now, |post| post.key = !post.key);
            format!("marks {} as a key event, or no more", newsroom.posts[place].number)
        }
        89..93 => {
            let earlier = i64::try_from(dice.between(1_000, 600_000)).unwrap_or(1_000);
            let number = newsroom.publish(now, earlier);
            format!("publishes {number}, dated {} s ago", earlier / 1_000)
        }
        93..96 => {
            let count = dice.between(3, 25);
            (0..count).for_each(|_| {
                newsroom.publish(now, 0);
            });
            format!("publishes {count} at once")
        }
        // A list of changes cannot say that the feed began anew.
        96..98 if newsroom.shape != Shape::Changes && alive.len() > 1 => {
            newsroom.begin_anew();
            "begins anew, with other ids".to_owned()
        }
        98 if dice.percent(30) => {
            for place in alive {
                newsroom.withdraw(place, now);
            }
            "withdraws everything".to_owned()
        }
        _ => {
            let number = newsroom.publish(now, 0);
            format!("publishes {number}")
        }
    };
    newsroom.issue(now);
    words
}

fn places(newsroom: &Newsroom, gone: bool) -> Vec<usize> {
    newsroom.posts.iter().enumerate().filter(|(_, post)| post.gone == gone).map(|(place, _)| place).collect()
}

/// Newsrooms change what is fresh: one of the newest ten in two cases of three.
fn near_the_top<'a>(dice: &mut Dice, places: &'a [usize]) -> &'a usize {
    let most = if dice.percent(66) { places.len().min(10) } else { places.len() };
    dice.pick(&places[..most])
}
