//! Where an element may stand: what it closes before it, and what is implied around it.

use std::mem::replace;

use super::{Frame, Tree, is_blank};
use crate::core::markup::Node;
use crate::core::markup::tag::{Flow, Tag};

impl Tree {
    /// Closes what `tag` may not stand in. Answers the element that it becomes there, or none when it is ignored.
    pub(super) fn make_way(&mut self, tag: Tag) -> Option<Tag> {
        let is_cell = |open: Tag| open.flow() == Flow::Cell;
        match tag {
            Tag::A => {
                self.carried.retain(|(carried, _)| *carried != Tag::A);
                match self.find(|open| open == Tag::A, is_cell) {
                    Some(count) => self.close(count),
                    None if self.find(|open| open == Tag::A, |_| false).is_some() => return None,
                    None => {}
                }
            }
            Tag::Li => self.close_to(|open| open == Tag::Li, |open| is_list(open) || is_cell(open)),
            Tag::Dt | Tag::Dd => {
                self.close_to(
                    |open| matches!(open, Tag::Dt | Tag::Dd),
                    |open| open == Tag::Dl || is_cell(open),
                );
            }
            Tag::Rt | Tag::Rp if matches!(self.top.tag, Tag::Rt | Tag::Rp) => self.close(1),
            Tag::Table if self.top.tag == Tag::Table || self.top.tag.flow() == Flow::Rows => {
                self.close_to(|open| open == Tag::Table, |_| false);
            }
            Tag::Caption | Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Tr | Tag::Td | Tag::Th => {
                return self.make_way_in_table(tag);
            }
            _ => {}
        }
        if tag.closes_paragraph() {
            self.close_to(|open| open == Tag::P, is_cell);
        }
        match tag {
            Tag::Heading(_) if matches!(self.top.tag, Tag::Heading(_)) => self.close(1),
            Tag::Li if !is_list(self.top.tag) => self.imply(&[Tag::Ul]),
            Tag::Dt | Tag::Dd if !self.is_in_description_list() => self.imply(&[Tag::Dl]),
            Tag::Figcaption if self.top.tag != Tag::Figure => return Some(Tag::Div),
            Tag::Summary if self.top.tag != Tag::Details || !self.top.is_at_line_start() => {
                return Some(Tag::Div);
            }
            Tag::Summary if !self.top.done.is_empty() => return Some(Tag::Div),
            _ => {}
        }
        Some(tag)
    }

    /// Parts of a table outside one are ignored.
    fn make_way_in_table(&mut self, tag: Tag) -> Option<Tag> {
        let may_hold = |open: Tag| match tag {
            Tag::Td | Tag::Th => open == Tag::Table || open.flow() == Flow::Rows,
            Tag::Tr => open == Tag::Table || open.flow() == Flow::Rows && open != Tag::Tr,
            _ => open == Tag::Table,
        };
        let count = self.find(may_hold, |_| false)?;
        self.close(count - 1);
        let missing: &[Tag] = match (tag, self.top.tag) {
            (Tag::Tr, Tag::Table) => &[Tag::Tbody],
            (Tag::Td | Tag::Th, Tag::Table) => &[Tag::Tbody, Tag::Tr],
            (Tag::Td | Tag::Th, open) if open != Tag::Tr => &[Tag::Tr],
            _ => &[],
        };
        self.push_implied(missing);
        Some(tag)
    }

    /// Opens or closes what has to be there for `tag`, or for text, to stand here.
    pub(super) fn fit(&mut self, tag: Option<Tag>) {
        let is_list_end = self.top.implied && matches!(self.top.tag, Tag::Ul | Tag::Dl);
        match (self.top.tag, tag) {
            (Tag::Ul | Tag::Ol, Some(Tag::Li)) | (Tag::Dl, Some(Tag::Dt | Tag::Dd | Tag::Div)) => {}
            (Tag::Ul | Tag::Dl, _) if is_list_end => self.close(1),
            (Tag::Ul | Tag::Ol, Some(Tag::Ul | Tag::Ol)) if self.reopen_last_item() => {}
            (Tag::Ul | Tag::Ol, _) => self.push_implied(&[Tag::Li]),
            (Tag::Dl, _) => self.push_implied(&[Tag::Dd]),
            (_, Some(part)) if part.flow() == Flow::Rows || part.flow() == Flow::Cell => {}
            (Tag::Table, _) => self.push_implied(&[Tag::Tbody, Tag::Tr, Tag::Td]),
            (Tag::Tbody | Tag::Thead | Tag::Tfoot, _) => self.push_implied(&[Tag::Tr, Tag::Td]),
            (Tag::Tr, _) => self.push_implied(&[Tag::Td]),
            _ => {}
        }
    }

    /// A list directly in a list belongs to the item before it.
    fn reopen_last_item(&mut self) -> bool {
        if !is_blank(&self.top.text) || self.below.len() >= self.depth {
            return false;
        }
        match self.top.done.pop() {
            Some(Node::Element(item)) => {
                let mut frame = Frame::new(item.tag, item.attrs, false);
                frame.done = item.children.to_vec();
                self.below.push(replace(&mut self.top, frame));
                true
            }
            other => {
                self.top.done.extend(other);
                false
            }
        }
    }

    fn is_in_description_list(&self) -> bool {
        let around = self.below.last().map(|frame| frame.tag);
        self.top.tag == Tag::Dl || self.top.tag == Tag::Div && around == Some(Tag::Dl)
    }

    fn imply(&mut self, tags: &[Tag]) {
        self.fit(tags.first().copied());
        self.push_implied(tags);
    }
}

fn is_list(tag: Tag) -> bool {
    matches!(tag, Tag::Ul | Tag::Ol)
}
