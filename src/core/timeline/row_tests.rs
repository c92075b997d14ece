#![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::sample::about;

/// What finding keeps of an entry besides the entry itself, in bytes: the row, its folded words and the numbers of its names.
fn kept(row: &Row) -> usize {
    row.read();
    let _ = row.topics();
    let (reading, names) = (row.reading.get().unwrap(), row.names.get().unwrap());
    size_of::<Row>() + reading.folded.len() + size_of_val(&*names.numbers)
}

const TOPICS: [&str; 2] = ["Talks", "Aid"];

/// Invented posts of the usual length in six scripts.
const POSTS: [&str; 6] = [
    "The lower lock has opened again after the night’s flood, and the first convoy of grain is on its way down the river. \
     The harbour master says that pilots go with each boat until the buoys are back in their places, and that nobody is \
     to moor at the museum quay before the engineers have looked at its wall.",
    "Нижний шлюз снова открыт после ночного паводка, и первый караван с зерном уже идёт вниз по реке. Начальник порта \
     говорит, что лоцманы пойдут с каждым судном, пока буи не вернутся на место.",
    "أعيد فتح الهويس السفلي بعد فيضان الليل، وأول قافلة من الحبوب في طريقها إلى أسفل النهر. ويقول مدير الميناء إن \
     المرشدين يرافقون كل قارب حتى تعود العوامات إلى أماكنها.",
    "下游船閘在昨夜洪水後重新開放，第一批運糧船隊已順流而下。港務長表示，在浮標復位之前，每艘船都有引水員隨行，工程師檢查\
     完岸牆之前，任何人不得在博物館碼頭停泊。市議會將於週二再次開會。",
    "ประตูน้ำตอนล่างเปิดอีกครั้งหลังน้ำท่วมเมื่อคืน และขบวนเรือข้าวชุดแรกกำลังล่องลงแม่น้ำ นายท่าเรือกล่าวว่าผู้นำร่องจะไปกับเรือทุกลำ",
    "Die untere Schleuse ist nach dem Hochwasser der Nacht wieder offen, und der erste Getreidezug fährt flussabwärts. \
     Der Hafenmeister sagt, dass auf jedem Schiff ein Lotse mitfährt, bis die Bojen wieder liegen.",
];

#[test]
fn finding_keeps_less_than_half_as_much_again_as_the_text() {
    let post = |text: &str| Entry { body: Body::Text(text.into()), ..about("a", 1, &TOPICS) };
    let rows = POSTS.map(|text| Row::from(post(text)));
    let topics: usize = TOPICS.iter().map(|topic| topic.len()).sum();
    let text: usize = POSTS.iter().map(|text| text.len() + topics).sum();
    let kept: usize = rows.iter().map(kept).sum();
    assert!(kept * 2 < text * 3, "{kept} bytes for {text} of text");
}
