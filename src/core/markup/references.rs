//! Character references: `&amp;`, `&#8217;`, `&#x2019;`.
//!
//! The standard names 2,231 of them. Here are HTML 4's, the Latin letters of Europe and the punctuation that
//! feeds use; the others, nearly all mathematics, stay as they are written.

/// Where a reference stands, for the one rule that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In text.
    Text,
    /// In an attribute's value, where `?a=1&copy=2` is an address and not a copyright sign.
    Attribute,
}

/// Appends `source` with its references decoded once and its line ends made newlines.
pub fn decode(source: &str, place: Place, out: &mut String) {
    let mut rest = source;
    while let Some(at) = rest.find(&['&', '\r', '\0'][..]) {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        if let Some(after) = rest.strip_prefix('\r') {
            out.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
        } else if let Some(after) = rest.strip_prefix('\0') {
            out.push(if place == Place::Text { '\0' } else { char::REPLACEMENT_CHARACTER });
            rest = after;
        } else if let Some((value, length)) = read(rest, place) {
            out.push(value);
            rest = rest.get(length..).unwrap_or("");
        } else {
            out.push('&');
            rest = rest.get(1..).unwrap_or("");
        }
    }
    out.push_str(rest);
}

/// The character that `text`, which starts with `&`, refers to, and how many bytes the reference takes.
fn read(text: &str, place: Place) -> Option<(char, usize)> {
    let after = text.get(1..)?;
    if let Some(number) = after.strip_prefix('#') {
        let (radix, digits, lead) = match number.strip_prefix(&['x', 'X'][..]) {
            Some(digits) => (16, digits, "&#x".len()),
            None => (10, number, "&#".len()),
        };
        return numeric(digits, radix).map(|(value, length)| (value, lead + length));
    }
    named(after, place).map(|(value, length)| (value, 1 + length))
}

fn numeric(text: &str, radix: u32) -> Option<(char, usize)> {
    let mut value: u32 = 0;
    let mut length = 0;
    for digit in text.chars().map_while(|c| c.to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        length += 1;
    }
    if length == 0 {
        return None;
    }
    length += usize::from(text.as_bytes().get(length) == Some(&b';'));
    let value = match value {
        0 => None,
        0x80..=0x9f => WINDOWS_1252.chars().nth(usize::try_from(value - 0x80).unwrap_or(0)),
        _ => char::from_u32(value),
    };
    Some((value.unwrap_or(char::REPLACEMENT_CHARACTER), length))
}

/// What old pages meant by the numbers of the C1 controls; a number without a letter there means itself.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

fn named(text: &str, place: Place) -> Option<(char, usize)> {
    let run = text.bytes().take(LONGEST_NAME + 1).take_while(u8::is_ascii_alphanumeric).count();
    let name = text.get(..run)?;
    if text.as_bytes().get(run) == Some(&b';')
        && let Some(value) = look_up(name)
    {
        return Some((value, run + 1));
    }
    // The oldest names work without the semicolon, and even inside a longer word.
    for length in (2..=run.min(LONGEST_OLD_NAME)).rev() {
        let name = text.get(..length)?;
        if let Some(value) = look_up(name).filter(|value| is_old(name, *value)) {
            let next = text.as_bytes().get(length).copied().unwrap_or(b' ');
            let is_address = place == Place::Attribute && (next == b'=' || next.is_ascii_alphanumeric());
            return (!is_address).then_some((value, length));
        }
    }
    None
}

/// Names that may go without a semicolon: those of Latin-1 and of HTML's own signs.
fn is_old(name: &str, value: char) -> bool {
    matches!(value, '&' | '<' | '>' | '"' | '\u{a0}'..='\u{ff}') && name != "half"
}

fn look_up(name: &str) -> Option<char> {
    let initial = name.chars().next()?;
    let group = NAMES.binary_search_by_key(&initial, |(letter, _)| *letter).ok()?;
    let rest = name.get(1..)?;
    let (_, entries) = NAMES.get(group)?;
    let value =
        entries.split(' ').find_map(|entry| entry.strip_prefix(rest).filter(|value| is_one(value)))?;
    value.chars().next()
}

fn is_one(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some() && chars.next().is_none()
}

const LONGEST_NAME: usize = 16;
const LONGEST_OLD_NAME: usize = 6;

/// By first letter: the rest of each name, directly followed by the character that it means.
const NAMES: [(char, &str); 51] = [
    ('A', "EligÆ MP& acuteÁ breveĂ circÂ graveÀ lphaΑ macrĀ ogonĄ ringÅ tildeÃ umlÄ"),
    ('B', "etaΒ"),
    ('C', "OPY© acuteĆ caronČ cedilÇ circĈ dotĊ hiΧ"),
    ('D', "agger‡ caronĎ eltaΔ strokĐ"),
    ('E', "THÐ acuteÉ caronĚ circÊ dotĖ graveÈ macrĒ ogonĘ psilonΕ taΗ umlË"),
    ('G', "T> ammaΓ breveĞ cedilĢ circĜ dotĠ"),
    ('H', "at^ circĤ strokĦ"),
    ('I', "JligĲ acuteÍ circÎ dotİ graveÌ macrĪ ogonĮ otaΙ tildeĨ umlÏ"),
    ('J', "circĴ"),
    ('K', "appaΚ cedilĶ"),
    ('L', "T< acuteĹ ambdaΛ caronĽ cedilĻ strokŁ"),
    ('M', "uΜ"),
    ('N', "acuteŃ caronŇ cedilŅ ewLine\n tildeÑ uΝ"),
    ('O', "EligŒ acuteÓ circÔ dblacŐ graveÒ macrŌ megaΩ micronΟ slashØ tildeÕ umlÖ"),
    ('P', "hiΦ iΠ rime″ siΨ"),
    ('Q', "UOT\""),
    ('R', "EG® acuteŔ caronŘ cedilŖ hoΡ"),
    ('S', "acuteŚ caronŠ cedilŞ circŜ igmaΣ"),
    ('T', "HORNÞ ab\t auΤ caronŤ cedilŢ hetaΘ"),
    ('U', "acuteÚ breveŬ circÛ dblacŰ graveÙ macrŪ ogonŲ psilonΥ ringŮ tildeŨ umlÜ"),
    ('V', "ert‖"),
    ('W', "circŴ"),
    ('X', "iΞ"),
    ('Y', "acuteÝ circŶ umlŸ"),
    ('Z', "acuteŹ caronŽ dotŻ eroWidthSpace\u{200b} etaΖ"),
    (
        'a',
        "acuteá breveă circâ cute´ eligæ graveà lefsymℵ lphaα macrā mp& nd∧ ng∠ ogoną pos' ringå \
         st* symp≈ tildeã umlä",
    ),
    ('b', "dquo„ etaβ lk14░ lock█ reve˘ rvbar¦ sol\\ ull• ullet•"),
    (
        'c',
        "acuteć ap∩ aret⁁ aronˇ caronč cedilç circĉ dotċ edil¸ ent¢ heck✓ hiχ ir○ ircˆ lubs♣ olon: \
         omma, ommat@ ong≅ opy© opysr℗ rarr↵ ross✗ up∪ urren¤",
    ),
    ('d', "Arr⇓ agger† arr↓ ash‐ caronď eg° eltaδ iams♦ ivide÷ ollar$ ot˙ strokđ tri▿ trif▾"),
    (
        'e',
        "acuteé caroně circê dotė graveè llℓ macrē mpty∅ msp\u{2003} msp13\u{2004} msp14\u{2005} \
         nsp\u{2002} ogonę psiε psilonε quals= quiv≡ taη thð umlë uro€ xcl! xist∃",
    ),
    (
        'f',
        "emale♀ filigﬃ fligﬀ flligﬄ iligﬁ lat♭ lligﬂ nofƒ orall∀ rac12½ rac13⅓ rac14¼ rac15⅕ rac16⅙ \
         rac18⅛ rac23⅔ rac25⅖ rac34¾ rac35⅗ rac38⅜ rac45⅘ rac56⅚ rac58⅝ rac78⅞ rasl⁄",
    ),
    ('g', "ammaγ breveğ circĝ dotġ e≥ rave` t>"),
    ('h', "alf½ Arr⇔ airsp\u{200a} arr↔ circĥ earts♥ ellip… orbar― strokħ yphen‐"),
    (
        'i',
        "acuteí circî excl¡ graveì jligĳ macrī mageℑ mathı ncare℅ nfin∞ nodotı nt∫ ogonį otaι \
         quest¿ sin∈ tildeĩ umlï",
    ),
    ('j', "circĵ"),
    ('k', "appaκ cedilķ"),
    (
        'l',
        "Arr⇐ acuteĺ ambdaλ ang⟨ aquo« arr← arrhk↩ brace{ brack[ caronľ cedilļ ceil⌈ cub{ dquo“ \
         dquor„ e≤ floor⌊ owast∗ owbar_ oz◊ par( rm\u{200e} saquo‹ sqb[ squo‘ squor‚ strokł t< tri◃ \
         trif◂",
    ),
    ('m', "acr¯ ale♂ dash— icroµ iddot· inus− ldr… uμ"),
    (
        'n',
        "abla∇ acuteń atural♮ bsp\u{a0} caronň cedilņ dash– e≠ earr↗ i∋ ldr‥ ot¬ otin∉ sub⊄ tildeñ \
         uν um# umero№ umsp\u{2007} warr↖",
    ),
    (
        'o',
        "acuteó circô dblacő eligœ gon˛ graveò hmΩ line‾ macrō megaω micronο plus⊕ r∨ rdfª rdmº \
         slashø tildeõ times⊗ umlö",
    ),
    (
        'p',
        "ara¶ art∂ ercnt% eriod. ermil‰ erp⊥ hiφ hone☎ iπ ivϖ lanckℏ lus+ lusmn± ound£ rime′ rod∏ \
         rop∝ siψ uncsp\u{2008}",
    ),
    ('q', "uest? uot\""),
    (
        'r',
        "Arr⇒ acuteŕ adic√ ang⟩ aquo» arr→ arrw↝ brace} brack] caronř cedilŗ ceil⌉ cub} dquo” \
         dquor” ealℜ eg® floor⌋ hoρ ing˚ lm\u{200f} par) saquo› sqb] squo’ squor’ tri▹ trif▸",
    ),
    (
        's',
        "acuteś bquo‚ caronš cedilş circŝ dot⋅ earr↘ ect§ emi; harp♯ hy\u{ad} igmaσ igmafς im∼ ol/ \
         pades♠ qu□ quf▪ tar☆ tarf★ ub⊂ ube⊆ um∑ ung♪ up⊃ up1¹ up2² up3³ upe⊇ warr↙ zligß",
    ),
    ('t', "auτ caronť cedilţ here4∴ hetaθ hetasymϑ hinsp\u{2009} hornþ ilde˜ imes× rade™"),
    (
        'u',
        "Arr⇑ acuteú arr↑ breveŭ circû dblacű graveù macrū ml¨ ogonų psihϒ psilonυ ringů tildeũ \
         tri▵ trif▴ umlü",
    ),
    ('v', "Arr⇕ arr↕ erbar| ert|"),
    ('w', "circŵ eierp℘"),
    ('x', "iξ"),
    ('y', "acuteý circŷ en¥ umlÿ"),
    ('z', "acuteź caronž dotż etaζ wj\u{200d} wnj\u{200c}"),
];
