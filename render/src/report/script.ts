/**
 * What the page can do beyond being read: copy records, change the theme, follow the arrows of an app, unfold what a
 * link leads to. Everything is there without it.
 */
export const script = `
'use strict';
const all = (selector) => [...document.querySelectorAll(selector)];
const status = document.getElementById('status');

const theme = document.getElementById('theme');
theme.hidden = false;
theme.addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});

for (const button of all('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = 'Copied';
      status.textContent = 'Copied';
      setTimeout(() => { button.textContent = 'Copy'; status.textContent = ''; }, 2000);
    } catch {
      getSelection().selectAllChildren(text);
      status.textContent = 'Selected; copy it with the keyboard';
    }
  });
}

for (const picture of all('svg.waves')) {
  const edges = [...picture.querySelectorAll('.edge')];
  const boxes = [...picture.querySelectorAll('.box')];
  const show = (name) => {
    const near = new Set([name]);
    for (const edge of edges) {
      const { from, to } = edge.dataset;
      const mine = from === name || to === name;
      edge.classList.toggle('lit', mine);
      if (mine) near.add(from).add(to);
    }
    picture.classList.add('following');
    for (const box of boxes) box.classList.toggle('lit', near.has(box.dataset.app));
  };
  for (const box of boxes) {
    box.addEventListener('pointerenter', () => show(box.dataset.app));
    box.addEventListener('focus', () => show(box.dataset.app));
    for (const event of ['pointerleave', 'blur']) box.addEventListener(event, () => picture.classList.remove('following'));
  }
}

function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === 'DETAILS') target.open = true;
}
addEventListener('hashchange', unfold);
document.addEventListener('click', (event) => { if (event.target.closest('a[href^="#"]')) setTimeout(unfold); });
unfold();
`
