//! The elements that may be shown, and how they nest.

/// An element that may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the HTML element of that name")]
pub enum Tag {
    A,
    Abbr,
    B,
    Bdi,
    Bdo,
    Blockquote,
    Br,
    Caption,
    Cite,
    Code,
    Dd,
    Del,
    Details,
    Dfn,
    Div,
    Dl,
    Dt,
    Em,
    Figcaption,
    Figure,
    /// `h1` to `h6`: the level as written, 1 to 6.
    Heading(u8),
    Hr,
    I,
    Img,
    Ins,
    Kbd,
    Li,
    Mark,
    Ol,
    P,
    Pre,
    Q,
    Rp,
    Rt,
    Ruby,
    S,
    Samp,
    Small,
    Span,
    Strong,
    Sub,
    Summary,
    Sup,
    Table,
    Tbody,
    Td,
    Tfoot,
    Th,
    Thead,
    Time,
    Tr,
    U,
    Ul,
    Var,
    Wbr,
}

impl Tag {
    /// Every element, for tests and for whoever must handle each.
    pub const ALL: [Self; 60] = {
        use Tag::*;
        [
            A,
            Abbr,
            B,
            Bdi,
            Bdo,
            Blockquote,
            Br,
            Caption,
            Cite,
            Code,
            Dd,
            Del,
            Details,
            Dfn,
            Div,
            Dl,
            Dt,
            Em,
            Figcaption,
            Figure,
            Heading(1),
            Heading(2),
            Heading(3),
            Heading(4),
            Heading(5),
            Heading(6),
            Hr,
            I,
            Img,
            Ins,
            Kbd,
            Li,
            Mark,
            Ol,
            P,
            Pre,
            Q,
            Rp,
            Rt,
            Ruby,
            S,
            Samp,
            Small,
            Span,
            Strong,
            Sub,
            Summary,
            Sup,
            Table,
            Tbody,
            Td,
            Tfoot,
            Th,
            Thead,
            Time,
            Tr,
            U,
            Ul,
            Var,
            Wbr,
        ]
    };

    /// The element's name, as in `document.createElement`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::Abbr => "abbr",
            Self::B => "b",
            Self::Bdi => "bdi",
            Self::Bdo => "bdo",
            Self::Blockquote => "blockquote",
            Self::Br => "br",
            Self::Caption => "caption",
            Self::Cite => "cite",
            Self::Code => "code",
            Self::Dd => "dd",
            Self::Del => "del",
            Self::Details => "details",
            Self::Dfn => "dfn",
            Self::Div => "div",
            Self::Dl => "dl",
            Self::Dt => "dt",
            Self::Em => "em",
            Self::Figcaption => "figcaption",
            Self::Figure => "figure",
            Self::Heading(1) => "h1",
            Self::Heading(2) => "h2",
            Self::Heading(3) => "h3",
            Self::Heading(4) => "h4",
            Self::Heading(5) => "h5",
            Self::Heading(_) => "h6",
            Self::Hr => "hr",
            Self::I => "i",
            Self::Img => "img",
            Self::Ins => "ins",
            Self::Kbd => "kbd",
            Self::Li => "li",
            Self::Mark => "mark",
            Self::Ol => "ol",
            Self::P => "p",
            Self::Pre => "pre",
            Self::Q => "q",
            Self::Rp => "rp",
            Self::Rt => "rt",
            Self::Ruby => "ruby",
            Self::S => "s",
            Self::Samp => "samp",
            Self::Small => "small",
            Self::Span => "span",
            Self::Strong => "strong",
            Self::Sub => "sub",
            Self::Summary => "summary",
            Self::Sup => "sup",
            Self::Table => "table",
            Self::Tbody => "tbody",
            Self::Td => "td",
            Self::Tfoot => "tfoot",
            Self::Th => "th",
            Self::Thead => "thead",
            Self::Time => "time",
            Self::Tr => "tr",
            Self::U => "u",
            Self::Ul => "ul",
            Self::Var => "var",
            Self::Wbr => "wbr",
        }
    }

    /// How it takes part in the flow of text.
    #[must_use]
    pub fn flow(self) -> Flow {
        match self {
            Self::Br | Self::Hr | Self::Img | Self::Wbr => Flow::Void,
            Self::Td | Self::Th | Self::Caption => Flow::Cell,
            Self::Tr | Self::Tbody | Self::Thead | Self::Tfoot => Flow::Rows,
            Self::Blockquote
            | Self::Dd
            | Self::Details
            | Self::Div
            | Self::Dl
            | Self::Dt
            | Self::Figcaption
            | Self::Figure
            | Self::Heading(_)
            | Self::Li
            | Self::Ol
            | Self::P
            | Self::Pre
            | Self::Summary
            | Self::Table
            | Self::Ul => Flow::Block,
            Self::A
            | Self::Abbr
            | Self::B
            | Self::Bdi
            | Self::Bdo
            | Self::Cite
            | Self::Code
            | Self::Del
            | Self::Dfn
            | Self::Em
            | Self::I
            | Self::Ins
            | Self::Kbd
            | Self::Mark
            | Self::Q
            | Self::Rp
            | Self::Rt
            | Self::Ruby
            | Self::S
            | Self::Samp
            | Self::Small
            | Self::Span
            | Self::Strong
            | Self::Sub
            | Self::Sup
            | Self::Time
            | Self::U
            | Self::Var => Flow::Inline,
        }
    }

    /// Marks that the standard carries over into the next block when one is left open.
    pub(super) fn is_formatting(self) -> bool {
        matches!(
            self,
            Self::A
                | Self::B
                | Self::Code
                | Self::Em
                | Self::I
                | Self::S
                | Self::Small
                | Self::Strong
                | Self::U
        )
    }

    /// `</h2>` ends any heading; all others end only their own kind.
    pub(super) fn ends(self, open: Self) -> bool {
        self == open || matches!((self, open), (Self::Heading(_), Self::Heading(_)))
    }

    /// Has only elements of its own kind inside, so that spaces between them are not text.
    pub(super) fn is_frame(self) -> bool {
        matches!(self, Self::Ul | Self::Ol | Self::Dl | Self::Table) || self.flow() == Flow::Rows
    }

    /// Opening it closes a paragraph.
    pub(super) fn closes_paragraph(self) -> bool {
        self == Self::Hr || self.flow() == Flow::Block
    }
}

/// How an element takes part in the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Within a line.
    Inline,
    /// Lines of its own.
    Block,
    /// A table's cell or caption: shields what is inside from what is outside.
    Cell,
    /// A table's row or group of rows.
    Rows,
    /// Nothing inside.
    Void,
}
