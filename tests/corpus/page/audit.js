// Walks the widget's tree and compares it with lists of its own: what an entry may be drawn with is written down here a
// second time, on purpose, so that a hole in the widget's list is not a hole in the audit.
(() => {
  if (window !== window.top) return;
  const words = (text) => new Set(text.trim().split(/\s+/));

  /** What the body of an entry may be made of: prose, lists, tables, pictures. */
  const PROSE = words(`a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure
    h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td
    tfoot th thead time tr u ul var wbr`);
  /** What the widget draws around the words of a feed. */
  const FRAME = words(`a article bdi button div fieldset figcaption figure form h2 h3 h4 h5 h6 header img input kbd label
    legend li mark nav ol option p path section select slot span svg time ul use circle rect summary details`);

  /** The box that a thing of another site stands in, and what plays it once the reader, or here the page, has said so. */
  const EMBED = words("a button div figcaption figure p span svg");
  const PLAYERS = words("audio iframe video");
  const PLAYER_ATTRIBUTES = words("title loading sandbox allow referrerpolicy src controls preload playsinline aria-label");

  const ANY = words("lang dir");
  const LINK = words("href target rel referrerpolicy");
  const PICTURE = words("src alt width height loading decoding referrerpolicy");
  /** What each element of a body may carry beside a language and a direction. */
  const PROSE_ATTRIBUTES = {
    a: LINK,
    img: PICTURE,
    ol: words("start reversed"),
    td: words("colspan rowspan"),
    th: words("colspan rowspan scope"),
    time: words("datetime"),
    abbr: words("title"),
    details: words("open"),
  };
  /** What the widget's own elements carry, wherever they stand. */
  const FRAME_ATTRIBUTES = words(`class id part role tabindex type value checked disabled hidden open name for placeholder
    autocomplete enterkeyhint inputmode maxlength spellcheck datetime title data-entry data-embed viewBox d fill stroke stroke-width
    stroke-linecap stroke-linejoin focusable width height xmlns cx cy r x y rx transform`);

  /** Attributes whose value is an address. */
  const ADDRESSES = words("href src action formaction cite background poster data srcset ping xlink:href longdesc usemap");
  const SCRIPT = /^(javascript|vbscript|data|blob|filesystem|livescript|mocha):/;
  const REL = ["noopener", "noreferrer", "nofollow", "ugc"];

  /** As a browser reads the start of an address: without the white space and controls that it drops. */
  function isScript(value) {
    return SCRIPT.test(value.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029\ufeff]/g, "").toLowerCase());
  }

  /** Normalised, with a scheme that may be followed, or for a picture, asked for. */
  function isGood(node, name, value) {
    let url;
    try {
      url = new URL(value, document.baseURI);
    } catch {
      return false;
    }
    // Chromium encodes a bar in a path, the standard does not.
    const same = value.replaceAll("|", "%7C") === url.href.replaceAll("|", "%7C");
    if (!same) return false;
    if (name === "href") return ["https:", "http:", "mailto:", "tel:"].includes(url.protocol);
    const here = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(url.hostname);
    return (node.localName === "img" || PLAYERS.has(node.localName)) && (url.protocol === "https:" || (url.protocol === "http:" && here));
  }

  /** The audit of one tree. `known` are the class names of the widget's own stylesheet, `playing` says whether the page lets
      things of other sites load. */
  function audit(root, known, playing) {
    const { find, shown } = window.__watch;
    for (const node of root.querySelectorAll("*")) {
      const article = node.closest("article[data-entry]");
      const body = article && node.parentElement.closest("[part=entry-body]");
      const embed = node.closest("figure[part=embed]");
      const entry = article?.dataset.entry ?? null;
      const tell = (kind, what) => find(kind, what, entry);
      const tag = node.localName;
      const own = !body || embed !== null || isOwnInBody(node);
      // Foreign elements have a namespace that the names alone do not tell.
      const html = node.namespaceURI === "http://www.w3.org/1999/xhtml";
      const plays = embed && playing && PLAYERS.has(tag) && html;
      const fits = embed ? EMBED.has(tag) || plays : body ? PROSE.has(tag) && html : FRAME.has(tag);
      if (!fits) tell("elements", `<${tag}>`);
      for (const { name, value } of node.attributes) look(node, name, value, { own, body, embed, plays, article, known, tell });
      if (tag === "img" || plays) shown.add(node.src);
      if (plays && !isTame(node)) tell("players", node.cloneNode().outerHTML);
      if (tag === "a" && !isPlace(node, article, body)) {
        const fine = node.target === "_blank" && REL.every((word) => node.relList.contains(word)) && node.hasAttribute("href");
        if (!fine) tell("links", node.cloneNode().outerHTML);
      }
    }
  }

  /** The widget's own link to the place of its entry on this page. */
  function isPlace(node, article, body) {
    const place = article && !body && `#live-blog-${encodeURIComponent(article.dataset.entry)}`;
    return node.localName === "a" && place !== null && node.getAttribute("href") === place;
  }

  /** Frames are shut in, and never in a way that a page of our own origin could open from inside; nothing plays by itself. */
  function isTame(node) {
    if (node.localName !== "iframe") return !node.autoplay && node.preload === "none" && node.controls;
    const { sandbox } = node;
    const own = new URL(node.src).origin === location.origin;
    const opens = sandbox.contains("allow-scripts") && sandbox.contains("allow-same-origin");
    const leaves = sandbox.contains("allow-top-navigation") || sandbox.contains("allow-modals");
    return node.hasAttribute("sandbox") && !leaves && !(own && opens) && node.title !== "" && node.loading === "lazy";
  }

  /** The two things that the widget itself puts into a body: the box that a wide table scrolls in, and the way to the rest. */
  function isOwnInBody(node) {
    const table = node.className === "scroll" && node.localName === "div" && node.firstElementChild?.localName === "table";
    return table || (node.className === "full" && node.localName === "a" && !node.closest("p").nextElementSibling);
  }

  /** One attribute has one fault at most, the gravest. */
  function look(node, name, value, { own, body, embed, plays, article, known, tell }) {
    const tag = node.localName;
    const what = `<${tag} ${name}=${value}>`;
    if (/^on/i.test(name)) return tell("handlers", what);
    if (ADDRESSES.has(name) && isScript(value)) return tell("scriptUrls", what);
    if (name === "style") return tell("names", what);
    if (["id", "name", "class", "part", "slot", "is", "form"].includes(name) && !isOurs(node, name, value, { own, body, embed, article, known })) {
      return tell("names", what);
    }
    const listed = (body && PROSE_ATTRIBUTES[tag]?.has(name)) || (plays && PLAYER_ATTRIBUTES.has(name));
    const around = own && (FRAME_ATTRIBUTES.has(name) || name.startsWith("aria-"));
    const drawn = (!body || embed) && ((tag === "a" && LINK.has(name)) || (tag === "img" && PICTURE.has(name)));
    if (!ANY.has(name) && !listed && !around && !drawn) return tell("attributes", what);
    if (ADDRESSES.has(name) && !isGood(node, name, value) && !isPlace(node, article, body)) return tell("addresses", what);
    if (name === "data-entry" && node !== article) return tell("attributes", what);
  }

  /** Names that pages and scripts go by are the widget's own, never a feed's. */
  function isOurs(node, name, value, { own, body, embed, article, known }) {
    if (!own) return false;
    if (name === "part" && node === embed) return value === "embed";
    if (name === "class") return value.split(/\s+/).every((one) => (article ? known.has(one) : /^[a-z][a-z-]*$/.test(one)));
    if (body) return false;
    if (name === "id") return article ? new RegExp(`^[a-z]-${article.dataset.entry}$`).test(value) : /^[a-z][a-z0-9-]*$/.test(value);
    if (name === "part") return /^[a-z-]+( [a-z-]+)*$/.test(value);
    return name === "name" && !article && node.localName === "input" && /^[a-z-]+$/.test(value);
  }

  window.__watch.audit = audit;
})();
