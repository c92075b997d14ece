// Defines <live-blog>: keeps the page's own content in sight until the reader is drawn, starts fetching the feed and the
// wasm at once, and turns every failure into that content and a `live-blog:error` event. The reader itself is Rust.

const ASSETS = new URL("./", import.meta.url).href;
const ATTRIBUTES = ["src", "format", "stream", "poll", "order", "url-state", "page-size", "heading-level", "lang", "filters", "keys", "notifications", "embeds", "images"];

/** What to call, for each element on the page whose reader is drawn, when the wasm stops: it stops for all of them. */
const drawn = new Map();

/** The wasm and the stylesheet, fetched once for all elements. A failure is forgotten, so that a later element may try again. */
let engine;
function load() {
  engine ??= Promise.all([loadWasm(), loadSheet()]).catch((error) => {
    engine = undefined;
    throw error;
  });
  return engine;
}

async function loadWasm() {
  const core = await import("./live-blog-core.js");
  await core.default();
  core.onTrap?.((message) => {
    // Stopped wasm cannot be trusted with anything more: no later element may be drawn by it. Builds for development never tell.
    engine = Promise.reject(new Error(`stopped: ${message}`));
    engine.catch(() => {});
    for (const stop of [...drawn.values()]) stop(message);
  });
  core.onForeign(translate);
  return core;
}

/** The wasm that reads foreign feeds, fetched once for all elements when the first of them needs it. */
let feeds;
function loadFeeds() {
  feeds ??= loadForeign(ASSETS + "live-blog-feeds.wasm").catch((error) => {
    feeds = undefined;
    throw error;
  });
  return feeds;
}

async function loadForeign(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`live-blog-feeds.wasm answered ${answer.status}`);
  // As with the reader's own wasm, a server that does not know the type is no obstacle.
  const typed = answer.headers.get("Content-Type")?.startsWith("application/wasm");
  const made = typed ? WebAssembly.instantiateStreaming(answer) : WebAssembly.instantiate(await answer.arrayBuffer());
  return (await made).instance.exports;
}

/** A request of src/core/feed/translation.rs, answered. The three calls are those of feeds/src/exports.rs. */
async function translate(request) {
  const wasm = await loadFeeds();
  try {
    const text = new TextEncoder().encode(request);
    const room = wasm.room(text.length);
    new Uint8Array(wasm.memory.buffer, room, text.length).set(text);
    const length = wasm.translate();
    const answer = new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.answer(), length));
    wasm.room(0);
    return answer;
  } catch (error) {
    // It has stopped in the middle of something: the next feed gets a new one.
    feeds = undefined;
    throw error;
  }
}

/** The <live-blog-filter> elements on the page, and the one that a live blog draws its filter bar in. */
const bars = new Set();
function barOf(blog) {
  return [...bars].find((bar) => blog.id && bar.getAttribute("for") === blog.id && bar.getRootNode() === blog.getRootNode());
}

/** Whether a `format` attribute names a feed that the reader's own wasm does not read. */
function isForeign(format) {
  const name = format?.replace(/[-_ ]/g, "").toLowerCase();
  return Boolean(name) && name !== "jsonfeed" && name !== "liveblogposting";
}

async function loadSheet() {
  const answer = await fetch(ASSETS + "live-blog.css");
  if (!answer.ok) throw new Error(`the stylesheet answered ${answer.status}`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await answer.text());
  return sheet;
}

/** A page that is drawn in advance may never be seen: nothing is asked for and nothing drawn before it is. */
function seen() {
  if (!document.prerendering) return undefined;
  return new Promise((resolve) => document.addEventListener("prerenderingchange", resolve, { once: true }));
}

/**
 * Feeds that were asked for while the wasm is on its way, by address and by the same rules as src/browser/fetch.rs. Elements
 * of the same feed share one request: the first reader takes it, and the wasm shares it with the others.
 */
const early = new Map();

function fetchEarly(src) {
  if (!src || !URL.canParse(src, document.baseURI)) return undefined;
  const { href } = new URL(src, document.baseURI);
  let request = early.get(href);
  if (!request) {
    const controller = new AbortController();
    let answer = fetch(href, { cache: "no-cache", signal: controller.signal });
    // The reader looks at a failure in its own time; until then it is not an error of the page.
    answer.catch(() => {});
    const take = () => {
      const taken = answer;
      answer = undefined;
      forgetEarly(request);
      return taken;
    };
    request = { href, controller, take, wanted: 0, handed: false };
    early.set(href, request);
  }
  request.wanted += 1;
  return request;
}

function forgetEarly(request) {
  if (early.get(request.href) === request) early.delete(request.href);
}

/** One element hands it to the wasm, or has no use for it. What nobody has a use for is aborted. */
function settleEarly(request, hand) {
  if (!request) return undefined;
  request.wanted -= 1;
  request.handed ||= hand;
  if (!request.wanted) {
    forgetEarly(request);
    if (!request.handed) request.controller.abort();
  }
  return hand ? request : undefined;
}

export class LiveBlog extends HTMLElement {
  static version = "0.1.0";
  static observedAttributes = [...ATTRIBUTES, "id"];

  #slot = document.createElement("slot");
  #root = newRoot();
  #handle;
  /** The current start, so that one that was overtaken by dispose() can tell. */
  #start;
  #updating = false;
  #consent = null;
  /** What the page asked of the reader before there was one. */
  #asked = [];
  #bar;
  #sheet;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.append(this.#root, this.#slot);
    // Fallback content stays until entries are on the screen. Only our own reader's event counts, not a child's.
    this.addEventListener("live-blog:ready", (event) => {
      if (event.target === this) this.#slot.remove();
    });
  }

  connectedCallback() {
    for (const name of [...ATTRIBUTES, "consent"]) this.#upgrade(name);
    if (!this.#handle && !this.#start) this.#begin();
  }

  /** A move is a removal and an insertion in one task: only an element that stays away is taken down. */
  disconnectedCallback() {
    setTimeout(() => {
      if (!this.isConnected) this.dispose();
    });
  }

  connectedMoveCallback() {}

  attributeChangedCallback(name, before, now) {
    if (name === "id") return this.join();
    // Another feed is another blog: until it is drawn, the page's own content stands in for it.
    if (this.#handle && before !== now && (name === "src" || name === "format")) this.shadowRoot.append(this.#slot);
    this.#changed();
  }

  /** What a consent manager says of providers, as `{ youtube: true, "*": false }`; null when it says nothing. */
  get consent() {
    return this.#consent;
  }

  set consent(value) {
    const rules = Object.entries(value ?? {}).filter(([, may]) => typeof may === "boolean");
    this.#consent = value == null ? null : Object.fromEntries(rules);
    this.#changed();
  }

  #changed() {
    if (!this.#handle || this.#updating) return;
    this.#updating = true;
    queueMicrotask(() => {
      this.#updating = false;
      this.#handle?.update(this.#options());
    });
  }

  /** Asks the feed for an answer now. */
  refresh() {
    this.#handle?.refresh();
  }

  /** Holds new entries back and counts them, until resume(); what is there is still edited and withdrawn. */
  pause() {
    this.#handle?.pause();
  }

  /** Goes on. */
  resume() {
    this.#handle?.resume();
  }

  /** Shows an entry wherever it is, or says what became of it; before the first answer, as soon as that is there. */
  showEntry(id) {
    this.#ask((handle) => handle.showEntry(String(id)));
  }

  /** Sets the filter: an object as in the detail of `live-blog:filter`; before the first answer too. */
  setFilter(filter) {
    this.#ask((handle) => handle.setFilter(filter ?? {}));
  }

  /** Draws the filter bar in the <live-blog-filter> that is for this element, if there is one. Called when one comes or goes. */
  join() {
    const bar = this.#handle && barOf(this);
    if (!this.#handle || bar === this.#bar) return;
    this.#bar = bar;
    this.#handle.setBar(bar?.place(this.#sheet));
  }

  #ask(what) {
    if (this.#handle) what(this.#handle);
    else this.#asked.push(what);
  }

  /** Opens the notification preferences. */
  openPreferences() {
    this.#handle?.openPreferences();
  }

  /** Stops all work and shows the fallback content again. A later insertion starts anew. */
  dispose() {
    this.#start = undefined;
    if (this.#handle) {
      this.#handle.destroy();
      this.#handle.free();
      this.#handle = undefined;
      this.#bar = undefined;
      drawn.delete(this);
      // Yew never takes its listeners off a root, so the next reader gets one of its own.
      this.#replaceRoot(newRoot());
    }
    this.shadowRoot.append(this.#slot);
  }

  /** The wasm has stopped for good: what is on the screen stays, as a copy on which nothing listens any more. */
  #stopped(message) {
    drawn.delete(this);
    this.#handle = undefined;
    this.#bar?.place(this.#sheet);
    this.#bar = undefined;
    this.#replaceRoot(this.#root.cloneNode(true));
    this.#fail("panic", message);
  }

  #replaceRoot(root) {
    this.#root.replaceWith(root);
    this.#root = root;
  }

  async #begin() {
    const start = (this.#start = {});
    const src = this.getAttribute("src");
    let first;
    // Whoever translates the feed will ask again, and then look at the failure.
    if (isForeign(this.getAttribute("format"))) loadFeeds().catch(() => {});
    try {
      const loaded = load();
      // Looked at below; a page that is not seen yet lets it wait.
      loaded.catch(() => {});
      await seen();
      if (this.#start !== start) return;
      first = fetchEarly(src);
      const [core, sheet] = await loaded;
      if (!this.isConnected || this.#start !== start) return;
      this.shadowRoot.adoptedStyleSheets = [sheet];
      // An answer from another address, should the page have changed its mind meanwhile, is of no use.
      const answer = settleEarly(first, this.getAttribute("src") === src);
      first = undefined;
      this.#handle = core.mount(this.#root, this, this.#options(), ASSETS, answer);
      drawn.set(this, (message) => this.#stopped(message));
      this.#sheet = sheet;
      this.join();
      for (const what of this.#asked.splice(0)) what(this.#handle);
    } catch (error) {
      if (this.#start === start) this.#fail("load", String(error?.message ?? error));
    } finally {
      settleEarly(first, false);
      if (this.#start === start) this.#start = undefined;
    }
  }

  #fail(kind, message) {
    console.warn(`live-blog: ${message}`);
    const detail = { kind, message };
    this.dispatchEvent(new CustomEvent("live-blog:error", { bubbles: true, composed: true, detail }));
  }

  #options() {
    const attributes = ATTRIBUTES.map((name) => [name, this.getAttribute(name)]);
    return Object.fromEntries([...attributes, ["consent", this.#consent]]);
  }

  /** A property set before the class was known hides the accessor: set it again through it. */
  #upgrade(name) {
    const property = propertyOf(name);
    if (!Object.hasOwn(this, property)) return;
    const value = this[property];
    delete this[property];
    this[property] = value;
  }
}

/** <live-blog-filter for="id">: the filter bar of that live blog, elsewhere on the page. */
export class LiveBlogFilter extends HTMLElement {
  static observedAttributes = ["for"];

  constructor() {
    super();
    this.attachShadow({ mode: "open" });
  }

  connectedCallback() {
    bars.add(this);
    rejoin();
  }

  disconnectedCallback() {
    // As with the live blog itself, a move is no removal.
    setTimeout(() => {
      if (this.isConnected || !bars.delete(this)) return;
      rejoin();
    });
  }

  connectedMoveCallback() {}

  attributeChangedCallback() {
    if (bars.has(this)) rejoin();
  }

  /** An empty place for the bar. */
  place(sheet) {
    const root = newRoot();
    this.shadowRoot.adoptedStyleSheets = [sheet];
    this.shadowRoot.replaceChildren(root);
    return root;
  }
}

function rejoin() {
  for (const blog of drawn.keys()) blog.join();
}

function newRoot() {
  const root = document.createElement("div");
  root.setAttribute("part", "root");
  return root;
}

function propertyOf(attribute) {
  return attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

for (const name of ATTRIBUTES) {
  if (name === "lang") continue; // HTMLElement has it already.
  Object.defineProperty(LiveBlog.prototype, propertyOf(name), {
    enumerable: true,
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      if (value == null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    },
  });
}

// A second copy of this script on the page leaves the first in charge.
if (!customElements.get("live-blog")) customElements.define("live-blog", LiveBlog);
if (!customElements.get("live-blog-filter")) customElements.define("live-blog-filter", LiveBlogFilter);
