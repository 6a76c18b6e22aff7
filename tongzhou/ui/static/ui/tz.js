/* 同舟 — the one script. Every page reads and submits without it; it makes them quicker.
   Runs under a strict content policy: no inline code, no eval. Loaded in <head>, before the first paint. */
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // --- what this device prefers; cookies, so that the server draws it right the first time ------------

  const recall = (name) => (document.cookie.match(`(?:^|; )tz_${name}=([a-z]+)`) || [])[1];
  const remember = (name, value) => {
    document.cookie = `tz_${name}=${value}; path=/; max-age=31536000; samesite=lax`;
  };

  function showTheme(theme) {
    root.dataset.theme = theme;
    const dark = one("#dark");
    if (dark) dark.media = theme === "dark" ? "screen" : "not all";
  }

  const systemTheme = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  function toggleTheme() {
    const theme = (root.dataset.theme || systemTheme()) === "dark" ? "light" : "dark";
    showTheme(theme);
    remember("theme", theme);
  }

  function toggleSize(button) {
    const large = root.dataset.size !== "large";
    root.dataset.size = large ? "large" : "normal";
    remember("size", root.dataset.size);
    button.setAttribute("aria-pressed", large);
  }

  root.classList.add("js");
  if (recall("theme")) showTheme(recall("theme"));
  if (recall("size")) root.dataset.size = recall("size");

  // --- toasts and dialogs ---------------------------------------------------------------------------------

  const CLOSES_AFTER = 6000;

  function toast(text, tone = "success") {
    const line = document.createElement("p");
    line.className = tone;
    line.textContent = text;
    one("#toasts").append(line);
    setTimeout(() => line.remove(), CLOSES_AFTER);
  }

  function openDialog(dialog) {
    if (!dialog.open) dialog.showModal();
    const bad = one("[aria-invalid=true]", dialog) || one("[autofocus]", dialog);
    if (bad) bad.focus();
  }

  const closeDialog = () => all("dialog[open]").forEach((dialog) => dialog.close());

  // --- pages kept for a dead spot are one person's: drawn for somebody else, or for nobody, they are cleared (offline/worker.js).
  // What waits to be sent stays where it is, in the queue of whoever recorded it.

  async function forgetPages(except) {
    if (!window.caches) return;
    for (const name of await caches.keys()) {
      if (name.startsWith("tz-kept-") && name !== `tz-kept-${except}`) await caches.delete(name);
    }
  }

  // --- lists: select rows, see how many ---------------------------------------------------------------------

  function countSelected() {
    const boxes = all("[name=selected]");
    const chosen = boxes.filter((box) => box.checked);
    boxes.forEach((box) => box.closest("tr").classList.toggle("sel", box.checked));
    const bar = one("#bulk");
    if (!bar) return;
    bar.hidden = chosen.length === 0;
    one("output", bar).textContent = chosen.length;
  }

  // --- keyboard: a link or field names its own keys in data-key; this list is the help ----------------

  let typed = "";
  let forget = 0;

  const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const keysAreOff = () => recall("keys") === "off";

  function helpWithKeys() {
    const help = one("#keys");
    if (!help) return;
    const list = one("dl", help);
    list.replaceChildren();
    const seen = new Set();
    for (const target of all("[data-key]")) {
      const keys = target.dataset.key;
      if (seen.has(keys)) continue;
      seen.add(keys);
      const dt = document.createElement("dt");
      for (const key of keys.split(" ")) {
        const kbd = document.createElement("kbd");
        kbd.textContent = key;
        dt.append(kbd, " ");
      }
      const dd = document.createElement("dd");
      dd.textContent = target.dataset.keyLabel || target.getAttribute("aria-label") || target.textContent.trim();
      list.append(dt, dd);
    }
    const off = one("[name=keys_off]", help);
    if (off) off.checked = keysAreOff();
    openDialog(help);
  }

  function stepRow(by) {
    const rows = all("a[data-row]");
    const at = rows.indexOf(document.activeElement);
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
    if (next) next.focus();
  }

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") return helpWithKeys();
    if (keysAreOff() || one("dialog[open]") || event.key.length !== 1) return;
    if (event.key === "j" || event.key === "k") return stepRow(event.key === "j" ? 1 : -1);
    clearTimeout(forget);
    forget = setTimeout(() => (typed = ""), 900);
    typed = typed && one(`[data-key^="${CSS.escape(typed)} "]`) ? `${typed} ${event.key}` : event.key;
    const target = one(`[data-key="${CSS.escape(typed)}"]`);
    if (!target) return;
    event.preventDefault();
    typed = "";
    if (typing(target)) target.focus();
    else target.click();
  }

  // --- drafts kept on this device while one types (portal); never numbers of identity, never files -----

  const DRAFT = "tz-draft-";

  function keepDraft(form) {
    const key = DRAFT + form.dataset.draft;
    const never = (form.dataset.draftNever || "").split(" ").concat("csrfmiddlewaretoken");
    const fields = all("input:not([type=hidden]):not([type=file]):not([type=password]), select, textarea", form);
    const mine = fields.filter((field) => field.name && !never.includes(field.name));
    try {
      const old = JSON.parse(localStorage.getItem(key) || "{}");
      for (const field of mine) {
        if (old[field.name] === undefined) continue;
        if (/radio|checkbox/.test(field.type)) field.checked = [].concat(old[field.name]).includes(field.value);
        else if (!field.value) field.value = old[field.name];
      }
    } catch (_) {
      return; // a device that keeps nothing: then nothing is kept
    }
    form.addEventListener("input", () => {
      const now = {};
      for (const field of mine) {
        if (!/radio|checkbox/.test(field.type)) now[field.name] = field.value;
        else if (field.checked) now[field.name] = (now[field.name] || []).concat(field.value);
      }
      localStorage.setItem(key, JSON.stringify(now));
      const saved = one("#saved");
      if (saved) saved.textContent = saved.dataset.text || "";
    });
  }

  function forgetDrafts(names) {
    for (const name of names.split(" ")) localStorage.removeItem(DRAFT + name);
  }

  // --- what a click on [data-tz] does ---------------------------------------------------------------------------

  const does = {
    theme: toggleTheme,
    size: toggleSize,
    keys: helpWithKeys,
    close: (button) => button.closest("dialog").close(),
    print: () => print(),
    back: () => history.back(),
    reload: () => location.reload(),
  };

  /* A fragment that has come in, or the page at the start. */
  function settle(within) {
    all("form[data-draft]", within).forEach(keepDraft);
    const now = one(".steps .now", within);
    if (now) now.parentElement.scrollLeft = now.offsetLeft - now.parentElement.clientWidth / 2 + 48;
    countSelected();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const body = document.body;
    settle(document);
    const size = one("[data-tz=size]");
    if (size) size.setAttribute("aria-pressed", root.dataset.size === "large");
    if (body.dataset.forget) forgetDrafts(body.dataset.forget);
    const bad = one("main [aria-invalid=true]");
    if (bad) bad.focus();
    all("#toasts p").forEach((line) => setTimeout(() => line.remove(), CLOSES_AFTER));

    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-tz]");
      if (button && does[button.dataset.tz]) does[button.dataset.tz](button);
      all("details.who[open]").forEach((menu) => menu.contains(event.target) || (menu.open = false));
    });
    document.addEventListener("keydown", press);
    document.addEventListener("change", (event) => {
      const box = event.target;
      if (box.dataset.all !== undefined) all("[name=selected]").forEach((each) => (each.checked = box.checked));
      if (box.name === "keys_off") remember("keys", box.checked ? "off" : "on");
      if (box.name === "selected" || box.dataset.all !== undefined) countSelected();
    });
    if (body.dataset.person !== undefined) forgetPages(body.dataset.person);
    document.addEventListener("submit", (event) => {
      if (event.target.matches('form[action$="/logout/"]')) forgetPages("");
    });
    // One submission for one press; the button says what it is doing.
    document.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button || event.target.method !== "post" || button.dataset.busy === undefined) return;
      setTimeout(() => {
        button.disabled = true;
        if (button.dataset.busy) button.textContent = button.dataset.busy;
      });
    });

    body.addEventListener("htmx:configRequest", (event) => {
      if (body.dataset.csrf) event.detail.headers["X-CSRFToken"] = body.dataset.csrf;
    });
    body.addEventListener("htmx:afterSwap", (event) => {
      const target = event.detail.target;
      if (target.id === "dialog") openDialog(target);
    });
    body.addEventListener("htmx:load", (event) => settle(event.detail.elt));
    body.addEventListener("htmx:responseError", (event) => {
      const { status } = event.detail.xhr;
      if (status === 401) location.reload(); // signed out meanwhile: sign in, then come back to what was kept
      else toast((status === 403 && body.dataset.stale) || body.dataset.failed || "", "error");
    });
    body.addEventListener("htmx:sendError", () => toast(body.dataset.offline || "", "error"));
    body.addEventListener("tz:close-dialog", closeDialog);
    body.addEventListener("tz:toast", (event) => toast(event.detail.text, event.detail.tone));

    if ("serviceWorker" in navigator && body.dataset.worker) {
      navigator.serviceWorker.register(body.dataset.worker, { scope: "/" }).catch(() => {});
    }
  });
})();
