/* 承诺、揭示 — the commitment is reckoned here; value and nonce never leave this computer before the reveal. */
"use strict";

const commitBox = document.querySelector("[data-draw-commit]");
if (commitBox) {
  const told = commitBox.dataset;
  const own = commitBox.querySelector("[data-value]");
  const save = commitBox.querySelector("[data-save]");
  commitBox.querySelector("[data-make]").addEventListener("click", () => {
    const bytes = crypto.getRandomValues(new Uint8Array(48));
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
    const value = own.value.trim() || hex.slice(64);
    const nonce = hex.slice(0, 64);
    own.value = value;
    const commitment = tagged(told.hash, "commit", told.batch, told.root, told.body, value, nonce);
    document.getElementById("commitment").value = commitment;
    const proof = { batch: told.batch, root: told.root, body: told.body, value, nonce, commitment };
    const file = new Blob([JSON.stringify(proof, null, 1)], { type: "application/json" });
    save.href = URL.createObjectURL(file);
    save.download = `揭示凭据-${told.name}.json`;
    save.hidden = false;
    save.click();
  });
}

const revealBox = document.querySelector("[data-draw-reveal]");
if (revealBox) {
  revealBox.querySelector("[data-proof]").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    try {
      const proof = JSON.parse(await file.text());
      document.getElementById("value").value = proof.value || "";
      document.getElementById("nonce").value = proof.nonce || "";
    } catch (_error) {
      event.target.value = "";
    }
  });
}
