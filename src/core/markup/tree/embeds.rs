//! Where a thing of another site stands: a block that paragraphs, headings and links cannot hold.

use std::rc::Rc;

use super::Tree;
use crate::core::embed::Embed;
use crate::core::markup::Node;
use crate::core::markup::tag::{Flow, Tag};
use crate::core::url::SafeUrl;

impl Tree {
    /// Puts `embed` here, or after what cannot hold it.
    pub(super) fn embed(&mut self, embed: Embed) {
        if self.embeds_left == 0 {
            self.cut = true;
            return;
        }
        self.embeds_left -= 1;
        self.starts_pre = false;
        self.close_to(|open| open == Tag::P, |open| open.flow() == Flow::Cell);
        let lines = self.open().take_while(|frame| frame.tag.flow() == Flow::Inline).count();
        self.close_carrying(lines, 0);
        self.fit(None);
        // The snippet around it is of the same thing.
        let frames = std::iter::once(&mut self.top).chain(&mut self.below);
        frames.for_each(|frame| frame.snippet = None);
        self.place(Rc::new(embed));
    }

    /// The block that was just opened is the snippet of another site; of what, the links in it may have to tell.
    pub(super) fn open_snippet(&mut self, tag: Tag, embed: Option<Embed>) {
        if self.top.tag == tag && self.top.done.is_empty() {
            self.top.snippet = Some(embed.map(|embed| (true, embed)));
        }
    }

    /// The last link of a snippet that leads to a post is the post.
    pub(super) fn see_link(&mut self, url: &SafeUrl) {
        let mut frames = std::iter::once(&mut self.top).chain(self.below.iter_mut().rev());
        let snippet = frames.find_map(|frame| frame.snippet.as_mut());
        if let Some(found @ (None | Some((false, _)))) = snippet
            && let Some(embed) = Embed::of_link(url)
        {
            *found = Some((false, embed));
        }
    }

    /// What was left over for here by an element that has closed.
    pub(super) fn place_all(&mut self, embeds: Vec<Rc<Embed>>) {
        embeds.into_iter().for_each(|embed| self.place(embed));
    }

    fn place(&mut self, embed: Rc<Embed>) {
        let holds = !self.top.tag.is_frame() && matches!(self.top.tag.flow(), Flow::Block | Flow::Cell);
        let is_line = |tag| matches!(tag, Tag::A | Tag::P | Tag::Heading(_) | Tag::Pre | Tag::Summary);
        let in_line = self.open().any(|frame| is_line(frame.tag));
        if (!holds || in_line) && !self.below.is_empty() {
            self.top.embeds.push(embed);
        } else if self.below.len() < self.depth && self.tags_left > 0 {
            self.tags_left -= 1;
            let preformatted = self.is_preformatted();
            self.top.flush(preformatted);
            self.top.done.push(Node::Embed(embed));
        } else {
            self.cut = true;
        }
    }
}
