/* 离线页面 — binds a page to the queue. What it looks for, all in data attributes, words in <script id="offline-words">:
   form[data-offline]   a form whose submission goes into the queue (data-offline-title; its action is where it is sent;
                        data-offline-once: there is one record of it and no further one)
   [data-offline-shot]  an <input type=file> whose pictures are hashed at capture (its value: code of the item)
   [data-offline-list]  where the queue is shown
   [data-offline-keep]  a button that keeps the page for a dead spot; body[data-keep-self] keeps it by itself
   body[data-person]    whose page this is: their records alone are shown and sent
   Without this script the same form is an ordinary form. */
import { bind } from "./form.js";
import { all, local, put, remove, sync } from "./queue.js";

const words = JSON.parse(document.getElementById("offline-words")?.textContent || "{}");
const body = document.body;
const STATE = body.dataset.offlineState;
const WORKER = body.dataset.offlineWorker;
const LOGIN = body.dataset.offlineLogin;
const OWNER = body.dataset.person || "";
const make = (name, text = "", attributes = {}) => {
  const node = document.createElement(name);
  node.textContent = text;
  Object.entries(attributes).forEach(([k, v]) => node.setAttribute(k, v));
  return node;
};
const say = (what) => words[`say_${what}`] || (words.say_odd || "").replace("%s", what);

// --- the list ------------------------------------------------------------------------------------------

const opened = new Set(); // records whose contents are being read: they stay open while the list is drawn again

async function draw() {
  const list = document.querySelector("[data-offline-list]");
  const items = await all("queue");
  const mine = items.filter((i) => i.owner === OWNER);
  const others = items.filter((i) => i.owner !== OWNER && i.state !== "done").length;
  const open = mine.filter((i) => i.state !== "done").length;
  document.querySelectorAll("[data-offline-count]").forEach((n) => { n.textContent = String(open); });
  if (!list) return;
  list.replaceChildren(...mine.map(line));
  if (!mine.length) list.append(make("li", words.empty || ""));
  if (others) list.append(make("li", (words.others || "").replace("%s", others), { "data-offline-others": String(others) }));
}

function contents(item) {
  const fold = make("details", "", { class: "fold" });
  fold.append(make("summary", words.contents || ""));
  const told = make("dl", "", { class: "desc" });
  for (const [label, text] of item.told) {
    const row = make("div");
    row.append(make("dt", label), make("dd", text));
    told.append(row);
  }
  for (const file of item.files) {
    const row = make("div");
    row.append(make("dt", words.picture || ""), make("dd", `${file.name} ${file.taken_at.slice(0, 16).replace("T", " ")}`));
    told.append(row);
  }
  fold.append(told);
  fold.open = opened.has(item.id);
  fold.addEventListener("toggle", () => { if (fold.open) opened.add(item.id); else opened.delete(item.id); });
  return fold;
}

function line(item) {
  const row = make("li", "", { "data-state": item.state, "data-id": item.id });
  const told = make("div");
  told.append(make("b", item.title));
  const size = item.files.length ? ` · ${item.files.length} ${words.pictures || ""}` : "";
  const made = local(new Date(item.made_at)).slice(0, 16).replace("T", " ");
  told.append(make("small", `${made}${size}`));
  if (item.message) told.append(make("small", item.message, { class: "err" }));
  if (item.told && item.told.length) told.append(contents(item));
  const tone = { done: "ok", refused: "over", conflict: "over", signin: "warn" }[item.state] || "info";
  row.append(told, make("span", words[item.state] || item.state, { class: `tag ${tone}` }));
  const acts = make("span", "", { class: "row" });
  const button = (text, act) => {
    const b = make("button", text, { type: "button", class: "btn sm" });
    b.addEventListener("click", async () => { b.disabled = true; await act(); await draw(); });
    acts.append(b);
  };
  const again = (fields) => put("queue", { ...item, fields, state: "waiting", message: "" }).then(go);
  if (item.state === "signin" && LOGIN) {
    const back = encodeURIComponent(location.pathname);
    acts.append(make("a", words.login, { href: `${LOGIN}?next=${back}`, class: "btn sm" }));
  }
  if (["refused", "conflict"].includes(item.state)) {
    if (item.page) acts.append(make("a", words.mend, { href: `${item.page}?mend=${item.id}`, class: "btn sm pri" }));
    if (item.state === "conflict") button(words.force, () => again(item.fields.filter(([n]) => n !== "force").concat([["force", "1"]])));
    else button(words.retry, () => again(item.fields));
    button(words.drop, async () => {
      if (!confirm(words.sure)) return;
      await remove("queue", item.id);
      await remove("drafts", `${OWNER}/${item.id}`);
    });
  }
  if (item.state === "done") {
    if (item.answer) acts.append(make("a", words.open, { href: item.answer, class: "btn sm" }));
    button(words.clear, () => remove("queue", item.id));
  }
  row.append(acts);
  return row;
}

// A phone says that it is online before it is: what failed is tried again soon, then less and less often.
const SOON = 1000, SELDOM = 30000;
let again = 0, pause = SOON;

async function go() {
  clearTimeout(again);
  if (await sync({ state: STATE, owner: OWNER, say, tell: draw })) {
    pause = SOON;
    return;
  }
  again = setTimeout(go, pause);
  pause = Math.min(pause * 2, SELDOM);
}

// --- keeping pages ----------------------------------------------------------------------------------------

async function keepers(urls) {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: "/" });
  await navigator.serviceWorker.ready;
  const worker = registration.active || navigator.serviceWorker.controller;
  const assets = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((n) => n.href || n.src);
  assets.push(...["form.js", "queue.js"].map((n) => new URL(n, import.meta.url).href));
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ type: "keep", owner: OWNER, urls: [...new Set([...urls, ...assets])] }, [channel.port2]);
  });
}

async function keep(urls) {
  const told = document.querySelector("[data-offline-kept]");
  if (!("serviceWorker" in navigator) || !WORKER || !OWNER) {
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

// Chromium refuses crypto.subtle on plain http: then the form stays an ordinary one. So it does where nobody is signed in.
if (window.isSecureContext && "indexedDB" in window && OWNER) {
  const changed = async () => { await draw(); go(); };
  document.querySelectorAll("form[data-offline]").forEach((form) => bind(form, { owner: OWNER, words, make, changed }));
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
