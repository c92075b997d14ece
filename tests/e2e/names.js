// Short names for every script: the element, its shadow root, and what is in there. Content far from the screen has no
// `innerText` while the browser skips it.
const blog = document.querySelector('live-blog');
const root = blog?.shadowRoot;
const $ = (selector) => root?.querySelector(selector) ?? null;
const $$ = (selector) => [...(root?.querySelectorAll(selector) ?? [])];
const words = (node) => (node?.innerText || node?.textContent || '').replace(/\s+/g, ' ').trim();
const shown = (node) => Boolean(node?.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length);
const onScreen = (node) => {
  const top = node?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < innerHeight;
};
const ids = () => $$('.feed [data-entry]').map((entry) => entry.dataset.entry);
const entry = (id) => $(`[data-entry="${id}"]`);
const button = (text) => $$('button').find((one) => shown(one) && words(one).startsWith(text)) ?? null;
const radio = (text) => $$('label').find((one) => words(one) === text)?.querySelector('input') ?? null;
const fallback = () => shown(blog?.querySelector('p'));
