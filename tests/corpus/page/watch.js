// Runs in every document before anything else, frames included, and counts what a payload must never bring about: that
// it runs, opens a window, leaves the page, violates the policy. What is counted lies under one name that nobody lists.
(() => {
  // What payloads call to show that they run. Those of other collections open a dialogue; ours call `pwned`.
  const PROOFS = ["alert", "confirm", "prompt", "print", "pwned"];

  /** Replaces the proofs in one window by `ran`, which is told what was called with what. */
  function disarm(view, ran) {
    for (const name of PROOFS) {
      const value = (...words) => void ran(`${name}(${words.map(String).join().slice(0, 60)})`);
      Object.defineProperty(view, name, { value, configurable: true, writable: true });
    }
  }

  // A frame tells the page around it; which frame it was, the page sees by the message's source.
  if (window !== window.top) {
    const top = window.top;
    disarm(window, (what) => top.postMessage({ ran: what }, "*"));
    return;
  }

  /** Findings by their text, so that what is seen twice counts once. */
  let found = new Map();
  /** What may be asked for: the pictures and players that the widget's tree has had since the page was loaded. */
  const shown = new Set();
  /** Requests that were not for the widget itself. They are judged when their picture has had time to be drawn. */
  let requests = [];
  let frames = () => undefined;

  function find(kind, what, entry = null) {
    const text = String(what).slice(0, 300);
    found.set(`${kind} ${entry} ${text}`, { kind, what: text, entry });
  }

  disarm(window, (what) => find("executed", what));
  window.open = (address) => {
    find("popups", address);
    return null;
  };
  window.addEventListener("message", (event) => {
    if (!event.data?.ran) return;
    let frame = event.source;
    while (frame && frame.parent !== window) frame = frame.parent;
    frames(frame, event.data.ran);
  });
  navigation.addEventListener("navigate", (event) => find("navigations", event.destination.url));
  document.addEventListener("securitypolicyviolation", (event) => {
    find("violations", `${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  window.addEventListener("error", (event) => {
    if (event instanceof ErrorEvent) find("problems", event.message);
  });
  window.addEventListener("unhandledrejection", (event) => find("problems", event.reason));
  window.addEventListener("live-blog:error", ({ detail }) => {
    if (detail.kind === "panic") find("panics", detail.message);
  });

  // Links with a good address are not followed: that they lead out of the page is what they are for.
  const GOOD = ["https:", "http:", "mailto:", "tel:"];
  function stay(event) {
    const link = event.composedPath().find((node) => node.localName === "a" && node.href);
    if (link && GOOD.includes(link.protocol)) event.preventDefault();
  }
  window.addEventListener("click", stay, true);

  const OURS = /^\/(corpus\/|locales\/|live-blog[^/]*$|page\.js$|csp-report$)/;
  new PerformanceObserver((list) => {
    for (const { name, initiatorType } of list.getEntries()) {
      const url = new URL(name);
      if (url.origin !== location.origin || !OURS.test(url.pathname)) requests.push({ name, initiatorType });
    }
  }).observe({ type: "resource", buffered: true });

  /** What scripts of the page could see of a change that nobody made on purpose. */
  function surroundings() {
    const names = (thing) => Reflect.ownKeys(thing).map(String);
    // The driver of the browser leaves this one behind.
    const globals = names(window).filter((name) => name !== "ret_nodes");
    const seen = {};
    const place = (node) => {
      const words = [node.localName, node.id, node.getAttribute("name")].join(" ");
      seen[words] = (seen[words] ?? 0) + 1;
      return `${words} ${seen[words]}`;
    };
    return {
      globals,
      prototypes: [Object, Array, Function, String, Promise].flatMap((one) => names(one.prototype).map((key) => `${one.name} ${key}`)),
      page: [...document.querySelectorAll("*")].map(place),
    };
  }

  let before;
  const watch = {
    find,
    disarm,
    stay,
    shown,
    /** Says who hears of a proof that was called in a frame. */
    hearFrames: (hear) => (frames = hear),
    /** From now on findings count, and nothing may be added to what is around. */
    begin() {
      found = new Map();
      requests = [];
      before = surroundings();
    },
    /** Looks at all that is counted outside the widget's tree, and gives every finding since `begin`. */
    take() {
      const now = surroundings();
      for (const kind of Object.keys(now)) {
        const known = new Set(before[kind]);
        for (const name of now[kind]) if (!known.has(name)) find(kind, name);
      }
      for (const { name, initiatorType } of requests) {
        if (!["img", "iframe", "video", "audio"].includes(initiatorType) || !shown.has(name)) find("requests", `${initiatorType} ${name}`);
      }
      return [...found.values()];
    },
  };
  Object.defineProperty(window, "__watch", { value: watch });
})();
