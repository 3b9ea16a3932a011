/* What the workbench gains from a script: steppers that need no reload, keys that can be switched off, focus that
   returns. Everything works without this file.
   1 steppers  2 keys  3 focus */
(function () {
  "use strict";
  const MOST = 999;

  /* ---------- 1 steppers ---------- */
  /* A step changes the number at once; what it would do is asked for when the hand rests. */
  let resting = 0;
  function tryLater(form) {
    window.clearTimeout(resting);
    resting = window.setTimeout(() => form.requestSubmit(), 300);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("#weights button[name=step]");
    if (!button) return;
    event.preventDefault();
    const input = button.parentElement.querySelector("input");
    const step = Number(button.value.slice(button.value.lastIndexOf(":") + 1));
    input.value = String(Math.min(MOST, Math.max(0, (Number.parseInt(input.value, 10) || 0) + step)));
    tryLater(button.form);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("#weights input[name^='w-']")) tryLater(event.target.form);
    if (event.target.matches(".find select")) event.target.form.requestSubmit();
  });

  /* ---------- 2 keys ---------- */
  const root = document.documentElement;
  function showKeys() {
    const button = document.getElementById("keys-switch");
    if (!button) return;
    const off = root.dataset.keys === "off";
    button.closest("p").hidden = false;
    button.setAttribute("aria-pressed", String(!off));
    button.textContent = off ? button.dataset.off : button.dataset.on;
  }
  function setKeys(off) {
    if (off) root.dataset.keys = "off";
    else delete root.dataset.keys;
    showKeys();
  }
  try {
    if (window.localStorage.getItem("keys") === "off") root.dataset.keys = "off";
  } catch { /* a browser that keeps nothing keeps the keys on */ }
  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("#keys-switch")) return;
    const off = root.dataset.keys !== "off";
    setKeys(off);
    try {
      window.localStorage.setItem("keys", off ? "off" : "on");
    } catch { /* as above */ }
  });

  /* ---------- 3 focus ---------- */
  /* Esc closes the drawer and focus goes back to the row it belongs to. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const drawer = event.target.closest && event.target.closest("#drawer");
    const close = drawer && [...drawer.querySelectorAll("[data-close]")].pop();
    if (!close) return;
    const row = document.querySelector("tr[aria-current] a.who");
    if (row) row.focus();
    close.click();
  });
  function bringIntoView() {
    document.querySelectorAll("tr[aria-current], .others .path").forEach((row) => row.scrollIntoView({ block: "nearest" }));
  }
  document.addEventListener("htmx:after:swap", () => {
    showKeys();
    bringIntoView();
    if (document.activeElement === document.body) document.getElementById("main").focus({ preventScroll: true });
  });
  document.addEventListener("DOMContentLoaded", () => {
    showKeys();
    bringIntoView();
    const wanted = document.querySelector("[data-focus]");
    if (wanted) wanted.focus({ preventScroll: true });
  });
})();
