//! The page's own hand on the filter: `setFilter`, and a filter bar elsewhere on the page.

use serde_json::json;

use crate::stage::{Stage, play};

/// Short names for what is in the bar elsewhere.
const BAR: &str = "document.querySelector('live-blog-filter')?.shadowRoot";

/// Puts a bar for the live blog `story` at the top of the page.
async fn put_bar(at: &Stage) {
    at.page
        .run(
            "const bar = document.createElement('live-blog-filter');
             bar.setAttribute('for', 'story');
             document.body.prepend(bar)",
        )
        .await;
}

async fn has_moved(at: &Stage) {
    at.page
        .until("the bar is there", &format!("{BAR}?.querySelector('.filter input') && !$('.filter')"))
        .await;
}

#[test]
fn a_page_sets_the_filter_it_was_told_of() {
    play(async |at| {
        at.open("").await;
        at.page.run("blog.setFilter({ text: 'grain', keyOnly: true, order: 'oldest', later: 1 })").await;
        at.page.until_is("$('input[type=search]').value", "grain".to_owned()).await;
        let told = at.page.event("filter").await;
        assert_eq!(
            (&told["text"], &told["keyOnly"], &told["order"]),
            (&json!("grain"), &json!(true), &json!("oldest"))
        );
        at.page.run("blog.setFilter({})").await;
        at.page.until_is("ids().length", 20).await;
        at.page.run(&format!("blog.setFilter({told})")).await;
        at.page.until("it is as it was", "$('.count')").await;
        assert!(at.page.events("error").await.is_empty(), "what an event tells may be set");
    });
}

#[test]
fn before_there_is_a_reader_the_filter_waits() {
    play(async |at| {
        at.visit("").await;
        at.page
            .run("customElements.whenDefined('live-blog').then(() => blog.setFilter({ keyOnly: true }))")
            .await;
        at.page.until("entries are drawn", "$('.feed [data-entry]')").await;
        at.page.until_is("ids().length", 4).await;
    });
}

#[test]
fn what_makes_no_sense_is_named_and_the_rest_counts() {
    play(async |at| {
        at.provokes();
        at.open("").await;
        at.page.run("blog.setFilter({ keyOnly: true, media: 'smell' })").await;
        let error = at.page.event("error").await;
        assert_eq!((&error["kind"], &error["attribute"]), (&json!("filter"), &json!("media")));
        at.page.until_is("ids().length", 4).await;
    });
}

#[test]
fn a_bar_elsewhere_filters_the_live_blog_it_is_for() {
    play(async |at| {
        at.open("").await;
        at.page.run("blog.id = 'story'").await;
        put_bar(at).await;
        has_moved(at).await;
        at.page.type_into(&format!("{BAR}.querySelector('input[type=search]')"), "grain").await;
        at.page.until("it is filtered", "$$('.feed mark').length").await;
        let count = format!("words({BAR}.querySelector('.count'))");
        at.page
            .until("it counts", &format!("{count} === ids().length + ' of ' + {count}.split(' of ')[1]"))
            .await;
        let focus = format!("{BAR}.activeElement?.type ?? ''");
        assert_eq!(
            at.page.text(&focus).await,
            "search",
            "it is drawn anew under the reader's hands, and not lost"
        );
        at.page.click(&format!("[...{BAR}.querySelectorAll('.active .chip')][0]")).await;
        at.page.until_is("ids().length", 20).await;
        assert!(at.page.holds(&format!("{BAR}.activeElement === {BAR}.querySelector('.filter')")).await);
        assert!(
            at.page
                .holds(&format!("getComputedStyle({BAR}.querySelector('.vh')).position === 'absolute'"))
                .await
        );
    });
}

#[test]
fn the_bar_may_come_first_and_go_last() {
    play(async |at| {
        at.page
            .before_each_page(
                "document.addEventListener('readystatechange', () => {
             if (document.readyState !== 'interactive') return;
             const bar = document.createElement('live-blog-filter');
             bar.setAttribute('for', 'story');
             document.body.prepend(bar);
             document.querySelector('live-blog').id = 'story'; })",
            )
            .await;
        at.open("").await;
        has_moved(at).await;
        at.page.run("document.querySelector('live-blog-filter').remove()").await;
        at.page.until("it is in its own place again", "$('.filter input')").await;
        put_bar(at).await;
        has_moved(at).await;
        at.page.run("blog.remove()").await;
        at.page
            .until("a bar without a live blog is empty", &format!("!{BAR}.querySelector('.filter')"))
            .await;
    });
}

#[test]
fn a_bar_for_another_live_blog_is_none_of_our_business() {
    play(async |at| {
        at.open("").await;
        at.page.run("blog.id = 'another'").await;
        put_bar(at).await;
        at.page.frames().await;
        assert!(at.page.holds(&format!("$('.filter') && !{BAR}.querySelector('.filter')")).await);
        at.page.run("document.querySelector('live-blog-filter').setAttribute('for', 'another')").await;
        has_moved(at).await;
    });
}
