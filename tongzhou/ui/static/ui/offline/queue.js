/* 离线队列 — what was recorded waits in this browser until the server has taken it. No framework, no build step.
   An item: {id, url, title, fields: [[name, value]], files: [{blob, name, sha256, taken_at, where, item}],
   state: waiting | sending | done | refused | conflict | signin, message, made_at, answer}. The id is the request key:
   sent twice, it is done once. */
const NAME = "tongzhou-offline";
const STORES = ["queue", "drafts"];

const open = () => new Promise((resolve, reject) => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => STORES.forEach((s) => asked.result.createObjectStore(s, { keyPath: "id" }));
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function run(store, mode, work) {
  const db = await open();
  try {
    return await new Promise((resolve, reject) => {
      const change = db.transaction(store, mode);
      const request = work(change.objectStore(store));
      change.oncomplete = () => resolve(request && request.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  } finally {
    db.close();
  }
}

export const put = (store, item) => run(store, "readwrite", (s) => s.put(item));
export const get = (store, id) => run(store, "readonly", (s) => s.get(id));
export const remove = (store, id) => run(store, "readwrite", (s) => s.delete(id));
export const all = async (store) =>
  (await run(store, "readonly", (s) => s.getAll())).sort((a, b) => (a.made_at < b.made_at ? -1 : 1));

export function key() {
  if (crypto.randomUUID) return crypto.randomUUID().replaceAll("-", "");
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

export async function sha256(blob) {
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

const here = () => new Promise((resolve) => {
  if (!navigator.geolocation) return resolve("");
  navigator.geolocation.getCurrentPosition(
    ({ coords: c }) => resolve(`${c.latitude.toFixed(6)},${c.longitude.toFixed(6)} ±${Math.round(c.accuracy)}m`),
    () => resolve(""),
    { enableHighAccuracy: true, timeout: 8000, maximumAge: 30000 },
  );
});

const local = (moment) => {
  const off = -moment.getTimezoneOffset();
  const two = (n) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const at = new Date(moment.getTime() + off * 60000).toISOString().slice(0, 19);
  return `${at}${off < 0 ? "-" : "+"}${two(off / 60)}:${two(off % 60)}`;
};

/* A picture is hashed before anything else happens to it; time and place are those of this moment. */
export async function capture(blob, { item = "", name = "" } = {}) {
  const taken_at = local(new Date());
  const [digest, where] = await Promise.all([sha256(blob), here()]);
  return { blob, name: name || blob.name || "photo.jpg", sha256: digest, taken_at, where, item };
}

let busy = false;

/* Send what waits, oldest first. `tell` is called after each change, so that the list on the page follows.
   Returns false where the network failed and something still waits: a phone says that it is online before it is. */
export async function sync({ state, tell = () => {} }) {
  if (busy || !navigator.onLine) return true;
  busy = true;
  try {
    const waiting = (await all("queue")).filter((i) => ["waiting", "sending", "signin"].includes(i.state));
    if (!waiting.length) return true;
    const answer = await fetch(state, { credentials: "same-origin", cache: "no-store" });
    const { signed_in: signedIn, token } = await answer.json();
    for (const item of waiting) {
      if (!signedIn) {
        await put("queue", { ...item, state: "signin", message: "" });
      } else {
        await send(item, token);
      }
      await tell();
    }
    return true;
  } catch {
    return false; // no network after all: everything is still there, and is sent the next time
  } finally {
    busy = false;
    await tell();
  }
}

async function send(item, token) {
  await put("queue", { ...item, state: "sending" });
  const body = new FormData();
  item.fields.forEach(([name, value]) => body.append(name, value));
  body.set("request", item.id);
  item.files.forEach((f, n) => {
    body.append(`file${n}`, f.blob, f.name);
    const { sha256: digest, taken_at, where, item: of, name } = f;
    body.append(`meta${n}`, JSON.stringify({ sha256: digest, taken_at, where, item: of, name }));
  });
  let said = { state: "again", message: "" };
  try {
    const headers = { "X-CSRFToken": token, "X-Offline": "1" };
    const answer = await fetch(item.url, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" });
    if (answer.ok) said = await answer.json();
    else if (answer.type === "opaqueredirect" || answer.status === 401) said = { state: "signin", message: "" };
    else if (answer.status < 500) said = { state: "refused", message: `HTTP ${answer.status}` };
  } catch (failure) {
    await put("queue", { ...item, state: "waiting" });
    throw failure;
  }
  const state = said.state === "again" ? "waiting" : said.state;
  const files = state === "done" ? item.files.map(({ blob, ...rest }) => rest) : item.files;
  await put("queue", { ...item, files, state, message: said.message || "", answer: said.url || "" });
}
