/* The plan on this device: the outline open on a wide screen, a second copy of what is being typed, and a
   count of characters. Every page reads and submits without it. */
(() => {
  const WIDE = matchMedia("(min-width: 901px)");

  function openOutline() {
    for (const details of document.querySelectorAll("details[data-wide-open]")) details.open = WIDE.matches;
  }

  function keepPart(form) {
    const text = form.querySelector("textarea");
    const base = form.querySelector("[name=replaces]").value;
    const key = `tz-part-${form.dataset.part}`;
    const count = form.querySelector("[data-part-count]");
    const offer = document.getElementById("device");
    const tell = () => {
      if (count) count.textContent = `${text.value.trim().length} 字`;
    };
    const put = (value) => {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch (_) {
        /* a device that keeps nothing: the server still has the draft */
      }
    };
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(key) || "null");
    } catch (_) {
      kept = null;
    }
    tell();
    if (kept && kept.text !== text.value && kept.base === base && !kept.sent) offer.hidden = false;
    else put(null);
    text.addEventListener("input", () => {
      tell();
      offer.hidden = true;
      put({ text: text.value, base, sent: false });
    });
    text.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.successful) put({ text: text.value, base, sent: true });
    });
    form.addEventListener("submit", () => put({ text: text.value, base, sent: false }));
    offer.querySelector("[data-part-restore]").addEventListener("click", () => {
      text.value = kept.text;
      offer.hidden = true;
      tell();
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
    offer.querySelector("[data-part-forget]").addEventListener("click", () => {
      put(null);
      offer.hidden = true;
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    openOutline();
    WIDE.addEventListener("change", openOutline);
    document.querySelectorAll("form[data-part]").forEach(keepPart);
  });
})();
