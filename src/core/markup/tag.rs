//! The elements that may be shown, and how they nest.

/// The one table: an element, its name in the page, and how it takes part in the flow of text. Headings stand beside it,
/// because their name depends on their level.
macro_rules! tags {
    ($($tag:ident = $name:literal: $flow:ident;)*) => {
        /// An element that may be shown.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each is the HTML element of that name")]
        pub enum Tag {
            $($tag,)*
            /// `h1` to `h6`: the level as written, 1 to 6.
            Heading(u8),
        }

        impl Tag {
            /// All of them.
            pub const ALL: &'static [Self] = {
                use Tag::Heading;
                &[$(Tag::$tag,)* Heading(1), Heading(2), Heading(3), Heading(4), Heading(5), Heading(6)]
            };

            /// The element's name, as in `document.createElement`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$tag => $name,)*
                    Self::Heading(1) => "h1",
                    Self::Heading(2) => "h2",
                    Self::Heading(3) => "h3",
                    Self::Heading(4) => "h4",
                    Self::Heading(5) => "h5",
                    Self::Heading(_) => "h6",
                }
            }

            /// How it takes part in the flow of text.
            #[must_use]
            pub fn flow(self) -> Flow {
                match self {
                    $(Self::$tag => Flow::$flow,)*
                    Self::Heading(_) => Flow::Block,
                }
            }
        }
    };
}

tags! {
    A = "a": Inline;
    Abbr = "abbr": Inline;
    B = "b": Inline;
    Bdi = "bdi": Inline;
    Bdo = "bdo": Inline;
    Blockquote = "blockquote": Block;
    Br = "br": Void;
    Caption = "caption": Cell;
    Cite = "cite": Inline;
    Code = "code": Inline;
    Dd = "dd": Block;
    Del = "del": Inline;
    Details = "details": Block;
    Dfn = "dfn": Inline;
    Div = "div": Block;
    Dl = "dl": Block;
    Dt = "dt": Block;
    Em = "em": Inline;
    Figcaption = "figcaption": Block;
    Figure = "figure": Block;
    Hr = "hr": Void;
    I = "i": Inline;
    Img = "img": Void;
    Ins = "ins": Inline;
    Kbd = "kbd": Inline;
    Li = "li": Block;
    Mark = "mark": Inline;
    Ol = "ol": Block;
    P = "p": Block;
    Pre = "pre": Block;
    Q = "q": Inline;
    Rp = "rp": Inline;
    Rt = "rt": Inline;
    Ruby = "ruby": Inline;
    S = "s": Inline;
    Samp = "samp": Inline;
    Small = "small": Inline;
    Span = "span": Inline;
    Strong = "strong": Inline;
    Sub = "sub": Inline;
    Summary = "summary": Block;
    Sup = "sup": Inline;
    Table = "table": Block;
    Tbody = "tbody": Rows;
    Td = "td": Cell;
    Tfoot = "tfoot": Rows;
    Th = "th": Cell;
    Thead = "thead": Rows;
    Time = "time": Inline;
    Tr = "tr": Rows;
    U = "u": Inline;
    Ul = "ul": Block;
    Var = "var": Inline;
    Wbr = "wbr": Void;
}

impl Tag {
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
