/* 离线表单 — one filling of a form is one record: it has one key, however often somebody taps, and its draft survives the page.
   What was refused is opened again in its form, with all it held, and is sent under the same key. */
import { add, all, capture, get, key, put, remove } from "./queue.js";

const ticked = (control) => ["radio", "checkbox"].includes(control.type);
const SHUT = ["refused", "conflict"]; // what a person has to look at again

const plain = (node) =>
  [...(node ? node.childNodes : [])].filter((n) => !(n.classList && n.classList.contains("req"))).map((n) => n.textContent).join("").trim();

/* What was filled in, in the words of the form: to be read again where the form itself can't be opened any more. */
function contents(form) {
  const told = [];
  for (const control of form.elements) {
    if (!control.name || ["hidden", "file", "submit", "button"].includes(control.type)) continue;
    if (ticked(control) && !control.checked) continue;
    const own = control.labels && control.labels[0];
    const legend = ticked(control) && control.closest("fieldset") && control.closest("fieldset").querySelector("legend");
    const words = ticked(control) ? plain(own) : control.selectedOptions ? control.selectedOptions[0]?.textContent : control.value;
    if (!control.value.trim() || !String(words || "").trim()) continue;
    const label = plain(legend || own);
    const last = told[told.length - 1];
    if (last && last[0] === label) last[1] += `、${words.trim()}`;
    else told.push([label, words.trim()]);
  }
  return told;
}

/* Ask for what is missing before the record goes on its way: where there is no network nobody else can ask.
   data-needed: always; "signs": where any of these is ticked; "verified=属实|部分属实" or "work!=走访": for such values. */
function ask(form, words) {
  const said = new FormData(form);
  const values = (name) => said.getAll(name).filter((v) => typeof v === "string" && v.trim());
  const asked = new Set();
  form.querySelectorAll("[data-needed]").forEach((control) => {
    if (asked.has(control.name)) return;
    asked.add(control.name); // of several with one name the first speaks
    const [, name, sign, some] = /^([^!=]*)(!?=)?(.*)$/.exec(control.dataset.needed);
    const given = values(name);
    const matches = given.some((v) => some.split("|").includes(v));
    const needed = !name || (!sign ? given.length > 0 : sign === "=" ? matches : !matches);
    control.setCustomValidity(needed && !values(control.name).length ? words.needed || "…" : "");
  });
}

export function bind(form, { owner, words, make, changed }) {
  const name = form.dataset.offline;
  const shots = [];
  const buttons = () => form.querySelectorAll("button:not([type=button]), input[type=submit]");
  const saved = document.querySelector("[data-offline-saved]");
  const another = document.querySelector("[data-offline-another]");
  const gallery = form.querySelector("[data-offline-shots]");
  let saving = 0, busy = false, id = "", place = `${owner}/${name}`, mending = null;

  const call = (value) => {
    id = value;
    const hidden = form.querySelector("[name=request]");
    if (hidden) hidden.value = id;
  };
  const fields = () => [...new FormData(form)].filter(([n, v]) => typeof v === "string" && n !== "csrfmiddlewaretoken");
  const save = () => put("drafts", { id: place, owner, key: id, fields: fields(), files: shots, made_at: new Date().toISOString() });
  const soon = () => { clearTimeout(saving); saving = setTimeout(save, 400); };

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

  function fill(kept) {
    const said = new Map();
    kept.forEach(([n, v]) => said.set(n, [...(said.get(n) || []), v]));
    for (const control of form.elements) {
      if (!control.name || ["hidden", "file"].includes(control.type)) continue;
      const values = said.get(control.name) || [];
      if (ticked(control)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values[0];
    }
  }

  const put_away = () => {
    form.hidden = true;
    if (another) another.hidden = form.dataset.offlineOnce !== undefined;
    if (saved) { saved.hidden = false; saved.focus(); }
  };

  async function begin() {
    const wanted = new URLSearchParams(location.search).get("mend");
    const item = wanted ? await get("queue", wanted) : null;
    if (item && item.owner === owner && item.form === name && SHUT.includes(item.state)) mending = item;
    if (mending) place = `${owner}/${mending.id}`;
    const draft = await get("drafts", place);
    call(mending ? mending.id : (draft && draft.key) || key());
    const from = draft || mending;
    if (from) {
      fill(from.fields);
      shots.push(...from.files);
      show();
    }
    const note = form.querySelector("[data-offline-restored]");
    if (note && draft) note.hidden = false;
    const why = form.querySelector("[data-offline-refused]");
    if (why && mending) {
      (why.querySelector("div") || why).textContent = `${words.mending || ""}${mending.message}`;
      why.hidden = false;
    }
    if (!mending && form.dataset.offlineOnce !== undefined) {
      const open = (await all("queue")).some((i) => i.owner === owner && i.form === name && i.state !== "done");
      if (open) put_away();
    }
    ask(form, words);
  }
  const begun = begin();

  form.querySelectorAll("[data-offline-shot]").forEach((input) => {
    input.addEventListener("change", async () => {
      for (const file of [...input.files]) shots.push(await capture(file, { item: input.dataset.offlineShot }));
      input.value = "";
      show();
      await save();
    });
  });

  form.addEventListener("input", () => { ask(form, words); soon(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy || form.hidden) return; // what has been put away is recorded already
    busy = true;
    buttons().forEach((b) => { b.disabled = true; });
    try {
      await begun;
      ask(form, words);
      if (!form.reportValidity()) return;
      clearTimeout(saving);
      const item = {
        id, owner, form: name, page: location.pathname, url: form.action, title: form.dataset.offlineTitle || document.title,
        fields: fields(), told: contents(form), files: [...shots], state: "waiting", message: "",
        made_at: mending ? mending.made_at : new Date().toISOString(),
      };
      item.fields.push(["made_at", item.made_at]);
      if (mending) await put("queue", item);
      else await add("queue", item); // where another window was quicker, its record is the one
      await remove("drafts", place);
      shots.length = 0;
      form.reset();
      show();
      form.querySelectorAll("[data-offline-restored], [data-offline-refused]").forEach((n) => { n.hidden = true; });
      if (mending) history.replaceState(null, "", location.pathname);
      mending = null;
      place = `${owner}/${name}`;
      call(key());
      put_away();
    } finally {
      busy = false;
      buttons().forEach((b) => { b.disabled = false; });
    }
    await changed();
  });

  if (another) another.addEventListener("click", () => {
    form.hidden = false;
    if (saved) saved.hidden = true;
    ask(form, words);
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}
