// What the runner has a page do: show a feed and act on it as a reader does, render payloads carelessly as the negative
// control, and read answers that are no feed.
(() => {
  if (window !== window.top) return;
  const watch = window.__watch;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(done));

  /** Thirty-five kinds of event that attributes of a payload may listen for, beside `focus` and `click`. */
  const MOUSE = `dblclick auxclick contextmenu mousedown mouseup mousemove mouseover mouseout mouseenter mouseleave drag
    dragstart dragover drop`.split(/\s+/);
  const POINTER = "pointerdown pointerup pointermove pointerover pointerenter".split(" ");
  const KEYS = "keydown keyup keypress".split(" ");
  const OTHERS = "input change submit select wheel scroll copy paste".split(" ");
  /** Events that stay with their element in nature too. */
  const STILL = "load error toggle animationend animationstart".split(" ");

  function* events() {
    const bubbling = { bubbles: true, cancelable: true, composed: true };
    for (const type of MOUSE) yield new MouseEvent(type, bubbling);
    for (const type of POINTER) yield new PointerEvent(type, bubbling);
    for (const type of KEYS) yield new KeyboardEvent(type, { ...bubbling, key: "a" });
    for (const type of OTHERS) yield new Event(type, bubbling);
    for (const type of STILL) yield new Event(type, { cancelable: true });
  }

  function act(nodes) {
    for (const node of nodes) {
      for (const event of events()) node.dispatchEvent(event);
      node.focus?.({ preventScroll: true });
      node.click?.();
    }
  }

  /** Waits for a condition, and says whether it came. */
  async function until(condition, patience = 20000) {
    const end = performance.now() + patience;
    while (!condition()) {
      if (performance.now() > end) return false;
      await wait(10);
    }
    return true;
  }

  /** Waits until lists are drawn to their end, which takes several tasks; none here is so long that part of it stays off the page. */
  async function settle() {
    const blogs = [...document.querySelectorAll("live-blog")];
    await until(() => !blogs.some((blog) => blog.shadowRoot?.querySelector(".unseen")), 10000);
    await frame();
    await frame();
    await wait(120);
  }

  /** Sets the address of an element's feed and waits for what becomes of it. */
  function read(blog, src) {
    return new Promise((done) => {
      const end = (outcome) => {
        clearTimeout(patience);
        blog.removeEventListener("live-blog:ready", ready);
        blog.removeEventListener("live-blog:error", error);
        done(outcome);
      };
      const patience = setTimeout(() => end("silence"), 20000);
      const ready = () => end("feed");
      const error = ({ detail }) => {
        if (!["skipped-entries", "cut-entries", "storage"].includes(detail.kind)) end(detail.kind);
      };
      blog.addEventListener("live-blog:ready", ready);
      blog.addEventListener("live-blog:error", error);
      blog.src = src;
    });
  }

  /** Presses "more" until all entries stand there. */
  async function unfold(root, count) {
    const shown = () => root.querySelectorAll(".feed [data-entry]").length;
    while (shown() < count) {
      const [button, before] = [root.querySelector("button.more"), shown()];
      if (!button) return;
      button.click();
      if (!(await until(() => shown() > before))) return;
    }
  }

  /** Compares what is shown with what was sent: none lost, none forged, none twice. */
  function count(root, sent) {
    const shown = [...root.querySelectorAll(".feed [data-entry]")].map((node) => node.dataset.entry);
    const missing = new Set(sent);
    for (const id of shown) if (!missing.delete(id)) watch.find("forged", id, id);
    for (const id of missing) watch.find("missing", id, id);
    return shown.length;
  }

  /** The parts of the widget that print words of the feed only when a reader asks for them. */
  async function explore(blog, audit) {
    const root = blog.shadowRoot;
    // What did not come up was not looked at.
    const insist = (came, what) => came || watch.find("missing", what);
    blog.openPreferences();
    insist(await until(() => root.querySelector("[part=panel]"), 2000), "the panel did not open");
    await frame();
    audit();
    root.querySelector("[part=panel] button")?.click();
    const search = root.querySelector("input[type=search]");
    // The headline of every second entry begins with it.
    search.value = "b";
    search.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    insist(await until(() => root.querySelector(".feed mark"), 2000), "the search marked nothing");
    audit();
    search.value = "";
    search.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    const topics = [...root.querySelectorAll("button[aria-expanded]")].find((one) => one.textContent.includes("Topics"));
    topics?.click();
    await until(() => root.querySelector("#topics .chip"), 600);
    root.querySelector("#topics .chip")?.click();
    await settle();
    audit();
  }

  const drive = {
    /** Shows the feed at `src` with the entries `sent`, acts on it, and gives how many were shown, how many players with them, and
        what was found. */
    async show({ src, sent, known, playing }) {
      await customElements.whenDefined("live-blog");
      const blog = document.querySelector("live-blog");
      await until(() => blog.shadowRoot.querySelector(".reader"));
      const root = blog.shadowRoot;
      const classes = new Set(known);
      const audit = () => watch.audit(root, classes, playing);
      watch.begin();
      const outcome = await read(blog, src);
      if (outcome !== "feed") watch.find("missing", outcome);
      await unfold(root, sent.length);
      await settle();
      audit();
      // Buttons are the widget's own: a topic would take the other entries away, another would let a player load.
      act([...root.querySelectorAll("[data-entry], [data-entry] *")].filter((node) => !node.closest("button")));
      await wait(160);
      audit();
      const shown = count(root, sent);
      const players = root.querySelectorAll("iframe, video, audio").length;
      await explore(blog, audit);
      return { shown, players, found: watch.take() };
    },

    /** The first half of a trial of the detectors: a good feed is shown. What is planted then is the runner's doing. */
    async ready({ src }) {
      await customElements.whenDefined("live-blog");
      const blog = document.querySelector("live-blog");
      await until(() => blog.shadowRoot.querySelector(".reader"));
      watch.begin();
      await read(blog, src);
      await settle();
      return {};
    },

    /** The second half: looking, without acting. */
    async look({ sent, known, playing }) {
      await settle();
      const root = document.querySelector("live-blog").shadowRoot;
      watch.audit(root, new Set(known), playing);
      count(root, sent);
      return { found: watch.take() };
    },

    /** The negative control: each payload in a frame of its own, as a careless reader would put it in. Gives the numbers of
        those that ran; those of `wanted` are waited for, because frames in a frame take their time on a busy machine. */
    async careless({ payloads, wanted }) {
      const ran = new Set();
      const group = payloads.map((payload) => {
        const holder = document.createElement("iframe");
        // It may do anything but leave or cover the page that counts.
        holder.sandbox = "allow-scripts allow-same-origin allow-forms allow-modals";
        document.body.append(holder);
        const view = holder.contentWindow;
        return { payload, holder, view };
      });
      watch.hearFrames((view) => ran.add(group.findIndex((one) => one.view === view)));
      group.forEach(({ payload, view }, n) => {
        watch.disarm(view, () => ran.add(n));
        view.addEventListener("click", watch.stay, true);
        const host = view.document.createElement("div");
        view.document.body.append(host);
        host.attachShadow({ mode: "open" }).innerHTML = payload;
      });
      await settle();
      for (const { view } of group) {
        try {
          const root = view.document.body?.firstElementChild?.shadowRoot;
          if (root) act(root.querySelectorAll("*"));
        } catch {
          // The payload has led its frame to another place, where nobody can act.
        }
      }
      await wait(160);
      await until(() => wanted.every((n) => ran.has(n)), 5000);
      for (const { holder } of group) holder.remove();
      return [...ran].filter((n) => n >= 0);
    },

    /** Has one element after another read an address, all at the same time, and gives what became of each. */
    async answers({ sources }) {
      await customElements.whenDefined("live-blog");
      const blogs = [...document.querySelectorAll("live-blog")].slice(0, sources.length);
      await until(() => blogs.every((blog) => blog.shadowRoot.querySelector(".reader")));
      watch.begin();
      const outcomes = await Promise.all(blogs.map((blog, n) => read(blog, sources[n])));
      await settle();
      return { read: blogs.map((blog, n) => state(blog, outcomes[n])), found: watch.take() };
    },

    /** Has the elements ask again, and gives what they show when they have their answers. */
    async again({ count }) {
      const blogs = [...document.querySelectorAll("live-blog")].slice(0, count);
      watch.begin();
      // An element asks at most once a second.
      await wait(1000);
      // Either the answer is refused, or something beside the good entries is told of.
      const heard = blogs.map((blog) => {
        return new Promise((done) => {
          for (const name of ["error", "entries"]) blog.addEventListener(`live-blog:${name}`, () => done("told"), { once: true });
          setTimeout(() => done("silence"), 10000);
        });
      });
      for (const blog of blogs) blog.refresh();
      const outcomes = await Promise.all(heard);
      await settle();
      return { read: blogs.map((blog, n) => state(blog, outcomes[n])), found: watch.take() };
    },
  };

  function state(blog, outcome) {
    const root = blog.shadowRoot;
    const text = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
    return {
      outcome,
      entries: [...root.querySelectorAll(".feed [data-entry]")].map((node) => node.dataset.entry),
      sentence: text(root.querySelector(".problem")),
    };
  }

  watch.drive = drive;
})();
