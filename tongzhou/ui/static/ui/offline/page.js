/* 离线页面 — binds a page to the queue. What it looks for, all in data attributes, words in <script id="offline-words">:
   form[data-offline]   a form whose submission goes into the queue (data-offline-title; its action is where it is sent)
   [data-offline-shot]  an <input type=file> whose pictures are hashed at capture (its value: code of the item)
   [data-offline-list]  where the queue is shown
   [data-offline-keep]  a button that keeps the page for a dead spot; body[data-keep-self] keeps it by itself
   Without this script the same form is an ordinary form. */
import { all, capture, get, key, put, remove, sync } from "./queue.js";

const words = JSON.parse(document.getElementById("offline-words")?.textContent || "{}");
const body = document.body;
const STATE = body.dataset.offlineState;
const WORKER = body.dataset.offlineWorker;
const make = (name, text = "", attributes = {}) => {
  const node = document.createElement(name);
  node.textContent = text;
  Object.entries(attributes).forEach(([k, v]) => node.setAttribute(k, v));
  return node;
};

// --- the list ------------------------------------------------------------------------------------------

async function draw() {
  const list = document.querySelector("[data-offline-list]");
  const items = await all("queue");
  const open = items.filter((i) => i.state !== "done").length;
  document.querySelectorAll("[data-offline-count]").forEach((n) => { n.textContent = String(open); });
  if (!list) return;
  list.replaceChildren(...items.map(line));
  if (!items.length) list.append(make("li", words.empty || ""));
}

function line(item) {
  const row = make("li", "", { "data-state": item.state, "data-id": item.id });
  const told = make("div");
  told.append(make("b", item.title));
  const size = item.files.length ? ` · ${item.files.length} ${words.pictures || ""}` : "";
  told.append(make("small", `${item.made_at.slice(0, 16).replace("T", " ")}${size}`));
  if (item.message) told.append(make("small", item.message, { class: "err" }));
  const tone = { done: "ok", refused: "over", conflict: "over", signin: "warn" }[item.state] || "info";
  row.append(told, make("span", words[item.state] || item.state, { class: `tag ${tone}` }));
  const acts = make("div", "", { class: "row" });
  const button = (text, act) => {
    const b = make("button", text, { type: "button", class: "btn sm" });
    b.addEventListener("click", async () => { await act(); await draw(); });
    acts.append(b);
  };
  if (item.state === "conflict") button(words.force, async () => {
    const fields = item.fields.filter(([n]) => n !== "force").concat([["force", "1"]]);
    await put("queue", { ...item, fields, state: "waiting", message: "" });
    go();
  });
  if (item.state === "refused") button(words.retry, async () => {
    await put("queue", { ...item, state: "waiting", message: "" });
    go();
  });
  if (item.state === "done") {
    if (item.answer) acts.append(make("a", words.open, { href: item.answer, class: "btn sm" }));
    button(words.clear, () => remove("queue", item.id));
  } else if (["refused", "conflict"].includes(item.state)) {
    button(words.drop, async () => { if (confirm(words.sure)) await remove("queue", item.id); });
  }
  row.append(acts);
  return row;
}

// A phone says that it is online before it is: what failed is tried again soon, then less and less often.
const SOON = 1000, SELDOM = 30000;
let again = 0, pause = SOON;

async function go() {
  clearTimeout(again);
  if (await sync({ state: STATE, tell: draw })) {
    pause = SOON;
    return;
  }
  again = setTimeout(go, pause);
  pause = Math.min(pause * 2, SELDOM);
}

// --- the form ------------------------------------------------------------------------------------------

function bind(form) {
  const id = form.dataset.offline;
  const shots = [];
  let saving = 0;
  const fields = () => [...new FormData(form)].filter(([n, v]) => typeof v === "string" && n !== "csrfmiddlewaretoken");
  const save = async () => put("drafts", { id, fields: fields(), files: shots, made_at: new Date().toISOString() });
  const soon = () => { clearTimeout(saving); saving = setTimeout(save, 400); };
  const gallery = form.querySelector("[data-offline-shots]");

  function show() {
    if (!gallery) return;
    gallery.replaceChildren(...shots.map((s, n) => {
      const row = make("li");
      const picture = make("img", "", { alt: s.name, width: "96", height: "72" });
      if (s.blob) {
        const reader = new FileReader();
        reader.onload = () => { picture.src = reader.result; };
        if (s.blob.type.startsWith("image/")) reader.readAsDataURL(s.blob);
      }
      row.append(picture, make("small", `${s.taken_at.slice(0, 16).replace("T", " ")} ${s.where || words.nowhere || ""}`));
      row.append(make("code", `SHA-256 ${s.sha256.slice(0, 16)}…`));
      const off = make("button", words.remove || "×", { type: "button", class: "btn sm" });
      off.addEventListener("click", () => { shots.splice(n, 1); show(); save(); });
      row.append(off);
      return row;
    }));
  }

  form.querySelectorAll("[data-offline-shot]").forEach((input) => {
    input.addEventListener("change", async () => {
      for (const file of [...input.files]) shots.push(await capture(file, { item: input.dataset.offlineShot }));
      input.value = "";
      show();
      await save();
    });
  });

  get("drafts", id).then((draft) => {
    if (!draft) return;
    for (const [name, value] of draft.fields) {
      form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((control) => {
        if (control.type === "hidden") return;
        if (["radio", "checkbox"].includes(control.type)) control.checked = control.checked || control.value === value;
        else control.value = value;
      });
    }
    shots.push(...draft.files);
    show();
    const note = form.querySelector("[data-offline-restored]");
    if (note) note.hidden = false;
  });

  form.addEventListener("input", soon);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!form.reportValidity()) return;
    const item = {
      id: key(), url: form.action, title: form.dataset.offlineTitle || document.title, fields: fields(), files: [...shots],
      state: "waiting", message: "", made_at: new Date().toISOString(),
    };
    item.fields.push(["made_at", item.made_at]);
    await put("queue", item);
    await remove("drafts", id);
    clearTimeout(saving);
    shots.length = 0;
    form.reset();
    show();
    const done = document.querySelector("[data-offline-saved]");
    if (done) { done.hidden = false; done.focus(); }
    await draw();
    go();
  });
}

// --- keeping pages ----------------------------------------------------------------------------------------

async function keepers(urls) {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: "/" });
  await navigator.serviceWorker.ready;
  const worker = registration.active || navigator.serviceWorker.controller;
  const assets = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((n) => n.href || n.src);
  assets.push(new URL("queue.js", import.meta.url).href);
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ type: "keep", urls: [...new Set([...urls, ...assets])] }, [channel.port2]);
  });
}

async function keep(urls) {
  const told = document.querySelector("[data-offline-kept]");
  if (!("serviceWorker" in navigator) || !WORKER) {
    if (told) told.textContent = words.cannot || "";
    return;
  }
  try {
    const { kept, of } = await keepers(urls);
    if (told) { told.textContent = kept === of ? words.kept : words.partly; told.dataset.kept = String(kept === of); }
  } catch {
    if (told) told.textContent = navigator.onLine ? words.cannot : words.kept_before;
  }
}

// Chromium refuses crypto.subtle on plain http: then the form stays an ordinary one.
if (window.isSecureContext && "indexedDB" in window) {
  document.querySelectorAll("form[data-offline]").forEach(bind);
  draw();
  go();
  addEventListener("online", go);
  setInterval(() => { if (document.visibilityState === "visible") go(); }, 30000);
  document.querySelectorAll("[data-offline-sync]").forEach((b) => b.addEventListener("click", go));
  document.querySelectorAll("[data-offline-keep]").forEach((b) => b.addEventListener("click", () => keep(JSON.parse(b.dataset.offlineKeep))));
  if (body.dataset.keepSelf !== undefined && navigator.onLine) keep([location.pathname]);
  const line_ = document.querySelector("[data-offline-line]");
  const mark = () => { if (line_) { line_.hidden = navigator.onLine; } };
  addEventListener("online", mark);
  addEventListener("offline", mark);
  mark();
} else {
  const told = document.querySelector("[data-offline-kept]");
  if (told) told.textContent = words.cannot || "";
}
