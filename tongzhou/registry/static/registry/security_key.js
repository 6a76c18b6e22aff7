// A button that asks for a security key is of use once its script listens: whoever presses earlier would press in vain.
// Loaded after allauth's scripts, so that they hear of the page before this does.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-asks-for-key]")) button.disabled = false;
});
