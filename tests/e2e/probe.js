// Runs in every page before its own scripts, and remembers what a test asks for at the end. One name that nobody lists.
(() => {
  const seen = { violations: [], problems: [], events: [], asked: 0, shown: [], before: Object.keys(window) };
  Object.defineProperty(window, "__seen", { value: seen });
  document.addEventListener("securitypolicyviolation", (event) => {
    seen.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  window.addEventListener("error", (event) => seen.problems.push(String(event.message)));
  window.addEventListener("unhandledrejection", (event) => seen.problems.push(String(event.reason)));
  const names = ["ready", "status", "entries", "entry-view", "filter", "share", "preferences", "permission", "consent", "error"];
  for (const name of names) {
    window.addEventListener(`live-blog:${name}`, (event) => {
      seen.events.push({ name, detail: JSON.parse(JSON.stringify(event.detail ?? null)) });
    });
  }
  const real = window.Notification;
  if (real) {
    const ask = real.requestPermission.bind(real);
    real.requestPermission = (...rest) => {
      seen.asked += 1;
      return ask(...rest);
    };
    // A notification that really appears tells a test nothing: its constructor is watched instead.
    window.Notification = new Proxy(real, {
      construct(target, [title, options]) {
        seen.shown.push({ title, body: options?.body ?? "", tag: options?.tag ?? "" });
        return new EventTarget();
      },
    });
  }
})();
