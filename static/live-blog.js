// Defines <live-blog>: keeps the page's own content in sight until the reader is drawn, starts fetching the feed and the
// wasm at once, and turns every failure into that content and a `live-blog:error` event. The reader itself is Rust.

const ASSETS = new URL("./", import.meta.url).href;
const ATTRIBUTES = ["src", "format", "poll", "page-size", "heading-level", "lang", "filters", "notifications", "embeds", "images"];

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
  core.onPanic((message) => {
    // Stopped wasm cannot be trusted with anything more, so no later element may be drawn by it.
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

/** The feed's first answer, asked for while the wasm is on its way, by the same rules as src/browser/fetch.rs. */
function fetchEarly(src) {
  if (!src) return undefined;
  try {
    const answer = fetch(new URL(src, document.baseURI), { cache: "no-cache" });
    // The reader looks at a failure in its own time; until then it is not an error of the page.
    answer.catch(() => {});
    return answer;
  } catch {
    return undefined;
  }
}

export class LiveBlog extends HTMLElement {
  static version = "0.1.0";
  static observedAttributes = ATTRIBUTES;

  #slot = document.createElement("slot");
  #root = newRoot();
  #handle;
  /** The current start, so that one that was overtaken by dispose() can tell. */
  #start;
  #updating = false;
  #consent = null;

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
    const early = fetchEarly(src);
    // Whoever translates the feed will ask again, and then look at the failure.
    if (isForeign(this.getAttribute("format"))) loadFeeds().catch(() => {});
    try {
      const [core, sheet] = await load();
      if (!this.isConnected || this.#start !== start) return;
      this.shadowRoot.adoptedStyleSheets = [sheet];
      // An answer from another address, should the page have changed its mind meanwhile, is of no use.
      const first = this.getAttribute("src") === src ? early : undefined;
      this.#handle = core.mount(this.#root, this, this.#options(), ASSETS, first);
      drawn.set(this, (message) => this.#stopped(message));
    } catch (error) {
      if (this.#start === start) this.#fail("load", String(error?.message ?? error));
    } finally {
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
