//! The reader's words: those of the page's language where there are any, English else, and never half of each.

use crate::stage::play;

#[test]
fn a_page_in_french_has_a_reader_in_french() {
    play(async |at| {
        at.open("lang=fr").await;
        at.page.until_is("words($('.refresh'))", "Actualiser".to_owned()).await;
        assert!(at.page.holds("$('.reader').lang === 'fr' && !$('.reader').dir").await);
        assert_eq!(at.news.requests("/locales/fr.json"), 1);
        at.page.run("blog.setAttribute('lang', 'en')").await;
        at.page.until_is("words($('.refresh'))", "Refresh".to_owned()).await;
    });
}

#[test]
fn a_country_finds_the_words_of_its_language_without_a_miss() {
    play(async |at| {
        at.open("lang=fr-CA").await;
        at.page.until_is("words($('.refresh'))", "Actualiser".to_owned()).await;
        assert_eq!(at.page.console().await, Vec::<String>::new(), "no file was asked for in vain");
    });
}

#[test]
fn a_language_written_from_the_right_is_laid_out_from_the_right() {
    play(async |at| {
        at.open("lang=ar").await;
        at.page.until("it is", "getComputedStyle($('.feed')).direction === 'rtl'").await;
        let headline = "getComputedStyle(entry(ids()[1]).querySelector('.main')).direction";
        assert_eq!(at.page.text(headline).await, "ltr", "the feed is in English all the same");
    });
}

#[test]
fn a_language_without_words_is_english_throughout_and_costs_nothing() {
    play(async |at| {
        at.open("lang=xh-ZA").await;
        at.page.frames().await;
        assert_eq!(at.page.text("words($('.refresh'))").await, "Refresh");
        assert!(at.page.holds("$$('.ago').every((one) => / ago|now/.test(words(one)))").await);
        assert_eq!(at.page.console().await, Vec::<String>::new(), "no file was asked for in vain");
    });
}
