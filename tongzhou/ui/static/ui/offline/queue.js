/* 离线队列 — what was recorded waits in this browser until the server has taken it. No framework, no build step.
   An item: {id, owner, form, page, url, title, fields: [[name, value]], told: [[label, words]], files: [{blob, name, sha256,
   taken_at, where, item}], state: waiting | sending | done | refused | conflict | signin, message, made_at, answer}. The id is
   the request key: sent twice, it is done once. The owner is whoever filled it in: nobody else sees it or sends it. */
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

/* Put an item unless one of its id is there already: two windows with the same form make one record. */
export async function add(store, item) {
  try {
    await run(store, "readwrite", (s) => s.add(item));
    return true;
  } catch (failure) {
    if (failure && failure.name === "ConstraintError") return false;
    throw failure;
  }
}

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

export const local = (moment) => {
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

/* Send what waits of `owner`, oldest first. `tell` is called after each change, so that the list on the page follows;
   `say` puts a status into words. Where nobody is signed in, or somebody else, nothing is sent.
   Returns false where the network failed and something still waits: a phone says that it is online before it is. */
export async function sync({ state, owner, say, tell = () => {} }) {
  if (busy || !owner || !navigator.onLine) return true;
  busy = true;
  try {
    const waits = (i) => i.owner === owner && ["waiting", "sending", "signin"].includes(i.state);
    const waiting = (await all("queue")).filter(waits);
    if (!waiting.length) return true;
    const answer = await fetch(state, { credentials: "same-origin", cache: "no-store" });
    const { who, token } = await answer.json();
    for (const item of waiting) {
      if (who !== owner) {
        await put("queue", { ...item, state: "signin", message: say(who ? "other" : "signed_out") });
      } else {
        await send(item, token, say);
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

async function send(item, token, say) {
  await put("queue", { ...item, state: "sending" });
  const body = new FormData();
  item.fields.forEach(([name, value]) => body.append(name, value));
  body.set("request", item.id);
  body.set("owner", item.owner);
  item.files.forEach((f, n) => {
    body.append(`file${n}`, f.blob, f.name);
    const { sha256: digest, taken_at, where, item: of, name } = f;
    body.append(`meta${n}`, JSON.stringify({ sha256: digest, taken_at, where, item: of, name }));
  });
  let said = { state: "again", message: "" };
  try {
    const headers = { "X-CSRFToken": token, "X-Offline": "1" };
    const answer = await fetch(item.url, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" });
    const told = await answer.json().catch(() => null); // a page where an answer was asked for has only its status
    if (told && told.state) said = told;
    else if (answer.type === "opaqueredirect" || answer.status === 401) said = { state: "signin", message: say("signed_out") };
    else if (!answer.ok && answer.status < 500) said = { state: "refused", message: say(answer.status) };
  } catch (failure) {
    await put("queue", { ...item, state: "waiting" });
    throw failure;
  }
  const state = said.state === "again" ? "waiting" : said.state;
  const kept = { ...item, state, message: said.message || "", answer: said.url || "" };
  if (state === "done") { // what has arrived needs not lie in the phone any longer
    kept.files = item.files.map(({ blob, ...rest }) => rest);
    kept.fields = [];
    kept.told = [];
  }
  await put("queue", kept);
}
