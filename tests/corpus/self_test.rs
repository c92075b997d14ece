//! The detectors are tried before they are believed: one offence of each kind is planted into a good page, and each must
//! be counted exactly once, under each policy. Then the widget is given a hole, and a file wrong verdicts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::cases::{Document, Payload, Verdict};
use crate::tab::{Finding, Mode, Page, Tab};
use crate::{feed, run};

/// Each offence with the kind it must be counted as. `article` is an entry, `body` its body.
const OFFENCES: [(&str, &str); 20] = [
    ("executed", "alert(1)"),
    ("popups", "window.open('/bare')"),
    ("navigations", "location.hash = 'elsewhere'"),
    // Not the name of an event: that would be a violation besides.
    ("handlers", "body.firstElementChild.setAttribute('onplanted', 'x()')"),
    ("scriptUrls", "const link = good(); link.setAttribute('href', ' java\\nscript:x()'); body.append(link)"),
    (
        "addresses",
        "const link = good(); link.setAttribute('href', 'ftp://files.example/'); body.append(link)",
    ),
    ("elements", "body.append(document.createElement('marquee'))"),
    ("attributes", "body.firstElementChild.setAttribute('contenteditable', '')"),
    (
        "names",
        "const made = document.createElement('i'); made.setAttribute('id', 'location'); body.append(made)",
    ),
    ("names", "const made = document.createElement('b'); made.className = 'entry'; body.append(made)"),
    ("names", "const made = document.createElement('s'); made.part = 'root'; body.append(made)"),
    ("links", "const link = good(); link.removeAttribute('target'); body.append(link)"),
    ("links", "const link = good(); link.rel = 'noopener nofollow ugc'; body.append(link)"),
    ("requests", "new Image().src = 'https://pictures.invalid/counter.png'"),
    ("globals", "window.leaked = 1"),
    ("prototypes", "Object.prototype.polluted = 1"),
    ("page", "document.head.append(document.createElement('base'))"),
    ("problems", "setTimeout(() => undefined.nothing)"),
    (
        "panics",
        "document.querySelector('live-blog').dispatchEvent(new CustomEvent('live-blog:error',
            { bubbles: true, detail: { kind: 'panic', message: 'planted' } }))",
    ),
    ("forged", "const copy = article.cloneNode(); copy.dataset.entry = 'b9'; article.after(copy)"),
];

/// What only a policy sees, and what it must be counted as.
const VIOLATION: &str =
    "try { document.createElement('p').setAttribute('onclick', 'x()') } catch { /* Types forbid it. */ }";

/// A frame, where none may load.
const FRAME: &str = "const box = document.createElement('figure'); box.part = 'embed';
    box.append(document.createElement('iframe')); body.append(box)";

/// A frame that is not shut in, where one may load.
const PLAYER: &str = "const box = document.createElement('figure'); box.part = 'embed';
    const made = document.createElement('iframe'); made.src = 'https://player.invalid/'; box.append(made); body.append(box)";

const SCENE: &str = "
const root = document.querySelector('live-blog').shadowRoot;
const article = root.querySelector('[data-entry=b0]');
const body = article.querySelector('[part=entry-body]');
const good = () => Object.assign(document.createElement('a'), {
  href: 'https://paper.example/', target: '_blank', rel: 'noopener noreferrer nofollow ugc', textContent: 'x' });
";

#[derive(Deserialize)]
struct Planted {
    found: Vec<Finding>,
}

/// Plants one offence of each kind under a policy, and gives what the detectors got wrong.
pub async fn try_offences(tab: &mut Tab, mode: Mode) -> Vec<String> {
    let mut wrong = Vec::new();
    let calm = plant(tab, mode, "").await;
    if !calm.is_empty() {
        wrong.push(format!("{mode:?}: a good page has findings: {calm:?}"));
    }
    let mut offences = OFFENCES.to_vec();
    offences.push(("missing", "root.querySelector('[data-entry=r0]').remove()"));
    if mode != Mode::A {
        offences.push(("violations", VIOLATION));
    }
    offences.push(if mode.plays() { ("players", PLAYER) } else { ("elements", FRAME) });
    // All at once: what one of them hides of another would be hidden in a run too.
    let scripts: Vec<String> = offences.iter().map(|(_, script)| format!("{{ {script} }}")).collect();
    let seen = plant(tab, mode, &scripts.join("\n")).await;
    let found = counted(&seen);
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    for (kind, _) in &offences {
        *wanted.entry((*kind).to_owned()).or_default() += 1;
    }
    if mode != Mode::A {
        wanted.insert("reports".to_owned(), 1);
    }
    if found != wanted {
        let differs = |kind: &str| found.get(kind) != wanted.get(kind);
        let extra: Vec<_> = seen.iter().filter(|finding| differs(&finding.kind)).collect();
        wrong.push(format!("{mode:?}: planted {wanted:?}, counted {found:?}, of these wrongly {extra:?}"));
    }
    wrong
}

/// Shows a good entry, does what the script says, and looks.
async fn plant(tab: &mut Tab, mode: Mode, script: &str) -> Vec<Finding> {
    tab.distrust();
    tab.show(Page::Blog(mode)).await;
    let (feed, ids) = feed::feed(&[&payload("good", "<p>All is well.</p><p>It is.</p>")]);
    let src = tab.serve(feed.to_string().into_bytes());
    let ready = tab.drive::<Value>("ready", json!({ "src": src })).await;
    tab.run(&format!("{SCENE}{script}")).await;
    let answer = match ready {
        Ok(_) => {
            tab.drive::<Planted>("look", json!({ "sent": ids, "known": tab.known, "playing": mode.plays() }))
                .await
        }
        Err(finding) => Err(finding),
    };
    tab.distrust();
    let mut found = match answer {
        Ok(answer) => answer.found,
        Err(finding) => vec![finding],
    };
    found.extend(tab.outside().await);
    found
}

fn payload(id: &str, text: &str) -> Payload {
    Payload { id: id.to_owned(), text: text.to_owned(), runs: None }
}

/// The widget with a hole: what should become a text becomes markup. A payload must run in it, and be named among good ones.
pub async fn try_a_hole(tab: &mut Tab) -> Vec<String> {
    const LOADER: &str = "live-blog.js";
    const HOLE: &str = "Document.prototype.createTextNode = function (text) {
        const made = this.createElement('span');
        made.innerHTML = text;
        return made;
    };";
    let loader = std::fs::read_to_string(crate::dist().join(LOADER)).expect("the build has its loader");
    tab.news.replace(&format!("/{LOADER}"), "text/javascript", format!("{HOLE}\n{loader}"));
    tab.distrust();
    let good = |n: usize| payload(&format!("good {n}"), "<p>All is well.</p>");
    let payloads = [good(0), good(1), payload("bad", "<img src=x onerror=pwned(1)>"), good(3)];
    let seen = run::show(tab, Mode::A, &payloads.each_ref()).await;
    tab.news.restore(&format!("/{LOADER}"));
    tab.distrust();
    let ran: Vec<_> = seen.found.iter().filter(|(_, finding)| finding.kind == "executed").collect();
    let named = ran.iter().all(|(id, _)| id.as_deref() == Some("bad"));
    if !ran.is_empty() && named {
        return Vec::new();
    }
    vec![format!("a hole in the widget was not seen for what it is: {:?}", seen.found)]
}

/// Documents with wrong verdicts, and one that takes the good entries beside it away.
pub async fn try_documents(tab: &mut Tab) -> Vec<String> {
    let document = |id: &str, text: &str, verdict| {
        let bytes = text.as_bytes().to_vec();
        Document { id: id.to_owned(), bytes, verdict }
    };
    let documents = [
        document("JSON", "{}", Verdict::Reject),
        document("none", "[", Verdict::Accept),
        document("thief", "0], \"_liveblog\": { \"deleted\": [\"g0\"] }, \"items\": [0", Verdict::Reject),
    ];
    let seen = run::torture(tab, &documents).await;
    let found: Vec<_> =
        seen.found.iter().map(|(id, one)| (id.as_deref().unwrap_or(""), one.kind.as_str())).collect();
    let wanted =
        [("JSON", "verdicts"), ("none", "verdicts"), ("none", "lost"), ("thief", "lost"), ("thief", "lost")];
    if found == wanted {
        return Vec::new();
    }
    vec![format!("documents with wrong verdicts were not seen for what they are: {:?}", seen.found)]
}

fn counted(found: &[Finding]) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for finding in found {
        *counted.entry(finding.kind.clone()).or_default() += 1;
    }
    counted
}
