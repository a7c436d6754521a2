'use strict';
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  root.classList.add('ready');

  // Colours: as the system has them, light, dark. A page opened from a file may
  // have no storage.
  const theme = one('.theme');
  const themes = ['auto', 'light', 'dark'];
  const words = { auto: 'as the system', light: 'light', dark: 'dark' };
  const remember = (name) => {
    try { localStorage.setItem('mixgen-theme', name); } catch { /* not kept */ }
  };
  const remembered = () => {
    try { return localStorage.getItem('mixgen-theme'); } catch { return null; }
  };
  const paint = (name) => {
    if (name === 'auto') delete root.dataset.theme; else root.dataset.theme = name;
    one('.now', theme).textContent = name;
    theme.setAttribute('aria-label', `Colours: ${words[name]}`);
  };
  let now = themes.includes(remembered()) ? remembered() : 'auto';
  paint(now);
  theme.addEventListener('click', () => {
    now = themes[(themes.indexOf(now) + 1) % themes.length];
    paint(now);
    remember(now);
  });

  // Search and filters.
  const search = one('#q');
  const found = one('.found');
  const filters = all('[data-filter]');
  const items = all('[data-find]').map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    group: element.closest('[data-class]')?.dataset.class,
  }));
  const sift = () => {
    const sought = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const pressed = filters.filter((filter) => filter.getAttribute('aria-pressed') === 'true');
    const classes = pressed.map((filter) => filter.dataset.filter);
    let shown = 0;
    for (const { element, text, group } of items) {
      const fits = sought.every((word) => text.includes(word))
        && (!group || classes.length === 0 || classes.includes(group));
      element.hidden = !fits;
      if (fits && group) shown += 1;
    }
    for (const section of all('[data-class]')) section.hidden = !one('.change:not([hidden])', section);
    const dashboards = one('#dashboards');
    if (dashboards) dashboards.hidden = !one('.dashboard:not([hidden])', dashboards);
    const active = sought.length > 0 || classes.length > 0;
    const total = items.filter((item) => item.group).length;
    found.textContent = active ? `${shown} of ${total} shown` : '';
  };
  if (search) {
    search.addEventListener('input', sift);
    for (const filter of filters) {
      filter.addEventListener('click', () => {
        filter.setAttribute('aria-pressed', String(filter.getAttribute('aria-pressed') !== 'true'));
        sift();
      });
    }
  }

  // A panel in full, beside its drawing.
  const dialog = document.createElement('dialog');
  const close = document.createElement('button');
  const body = document.createElement('div');
  close.type = 'button';
  close.textContent = 'Close';
  dialog.append(close, body);
  document.body.append(dialog);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  for (const link of all('.p a')) {
    const board = link.closest('.dashboard');
    const twins = () => all(`.p a[data-p="${link.dataset.p}"]`, board);
    const mark = (on) => twins().forEach((twin) => twin.parentElement.classList.toggle('twin', on));
    link.addEventListener('mouseenter', () => mark(true));
    link.addEventListener('mouseleave', () => mark(false));
    link.addEventListener('click', (event) => {
      const details = document.getElementById(link.getAttribute('href').slice(1));
      if (!details || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const copy = details.cloneNode(true);
      copy.removeAttribute('id');
      copy.open = true;
      one('summary', copy).tabIndex = -1;
      dialog.setAttribute('aria-label', one('summary b', copy).textContent);
      body.replaceChildren(copy);
      dialog.showModal();
      dialog.scrollTop = 0;
    });
  }

  // The slider between both states.
  for (const wipe of all('.wipe input')) {
    const board = wipe.closest('.dashboard');
    board.classList.add('wiped');
    wipe.addEventListener('input', () => one('.stage', board).style.setProperty('--cut', `${wipe.value}%`));
  }

  // What a link leads to is open.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();

  // Keys.
  const stops = () => all('.change, .dashboard > summary').filter((stop) => stop.offsetParent !== null && !stop.closest('[hidden]'));
  const step = (by) => {
    const list = stops();
    const here = document.activeElement.closest?.('.change, .dashboard');
    const at = list.findIndex((stop) => stop === here || stop.parentElement === here);
    const from = at < 0 && by < 0 ? 0 : at;
    const next = list[Math.min(Math.max(from + by, 0), list.length - 1)];
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
    }
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const focus = document.activeElement;
    if (event.key === 'Escape' && search) {
      search.value = '';
      filters.forEach((filter) => filter.setAttribute('aria-pressed', 'false'));
      sift();
      search.blur();
      return;
    }
    if (focus && focus.matches('input, select, textarea') && focus.type !== 'radio') return;
    if (event.key === '/' && search) {
      event.preventDefault();
      search.focus();
      search.select();
    } else if (event.key === 'j' || event.key === 'k') {
      event.preventDefault();
      step(event.key === 'j' ? 1 : -1);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && focus.matches('.change, .dashboard > summary')) {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && focus.matches('.change')) {
      const folded = all('details', focus);
      const open = folded.some((details) => !details.open);
      folded.forEach((details) => { details.open = open; });
    }
  });
})();
