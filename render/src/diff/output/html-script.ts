/** What the page can do: search, filter by severity, fold, move by keyboard, change the theme. No dependencies. */
export const script = `
'use strict';
const all = (selector) => [...document.querySelectorAll(selector)];
const search = document.querySelector('input[type=search]');
const status = document.getElementById('status');
const items = all('.finding, details.object');
const texts = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));
const off = new Set();
let current = -1;

function apply() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const item of items) {
    const severity = item.dataset.severity;
    const app = item.closest('details.app');
    const text = texts.get(item) + (app ? ' ' + app.dataset.name : '');
    const hit = words.every((word) => text.includes(word)) && !(severity && off.has(severity));
    item.hidden = !hit;
    if (hit) shown++;
  }
  for (const app of all('details.app')) {
    const left = [...app.querySelectorAll('details.object')].some((item) => !item.hidden);
    app.hidden = !left;
    if (words.length > 0 && left) app.open = true;
  }
  status.textContent = words.length > 0 || off.size > 0 ? shown + ' of ' + items.length + ' shown' : '';
  current = -1;
}

function fold(open) { for (const each of all('details')) each.open = open; }

function move(step) {
  const visible = items.filter((item) => !item.hidden);
  if (visible.length === 0) return;
  current = Math.min(Math.max(current + step, 0), visible.length - 1);
  for (const each of all('.hit')) each.classList.remove('hit');
  const item = visible[current];
  const app = item.closest('details.app');
  if (app) app.open = true;
  item.classList.add('hit');
  (item.querySelector('summary') || item).focus({ preventScroll: true });
  item.scrollIntoView({ block: 'center' });
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
}

search.addEventListener('input', apply);
for (const button of all('button[data-severity]')) {
  button.addEventListener('click', () => {
    const severity = button.dataset.severity;
    if (!off.delete(severity)) off.add(severity);
    button.setAttribute('aria-pressed', String(!off.has(severity)));
    apply();
  });
}
document.getElementById('open').addEventListener('click', () => fold(true));
document.getElementById('close').addEventListener('click', () => fold(false));
document.getElementById('theme').addEventListener('click', theme);
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === search) {
    if (event.key === 'Escape') { search.value = ''; apply(); search.blur(); }
    else if (event.key === 'Enter') { search.blur(); move(1); }
    return;
  }
  const actions = { '/': () => search.focus(), j: () => move(1), k: () => move(-1), e: () => fold(true), c: () => fold(false), t: theme,
    o: () => { const item = document.querySelector('.hit'); if (item && item.tagName === 'DETAILS') item.open = !item.open; },
    Escape: () => { search.value = ''; apply(); } };
  if (Object.hasOwn(actions, event.key)) { event.preventDefault(); actions[event.key](); }
});
`
