/* What pages gain from a script; every control is a link or a form and works without this file.
   1 errors and news  2 focus  3 sending once  4 keys  5 menus  6 toasts  7 printing */
(function () {
  "use strict";
  const $ = (selector, within) => (within || document).querySelector(selector);

  /* ---------- 1 errors and news ---------- */
  /* An answer of 5xx never replaces content: its sentence goes into #flash. 4xx come as fragments and are swapped. */
  function flash(html) {
    const place = $("#flash");
    if (!place) return;
    place.innerHTML = html;
    const first = place.firstElementChild;
    if (!first) return;
    first.setAttribute("tabindex", "-1");
    first.focus();
  }
  const unreachable = () => ($("#unreachable") ? $("#unreachable").innerHTML : "");
  document.addEventListener("htmx:response:error", (event) => {
    const ctx = event.detail.ctx;
    if (ctx.response.status < 500) return;
    flash(ctx.text && ctx.text.trimStart().startsWith("<div class=\"notice") ? ctx.text : unreachable());
  });
  document.addEventListener("htmx:error", () => flash(unreachable()));
  window.telemachy = {
    say(sentence) {
      const live = $("#live");
      if (live) live.textContent = sentence;
    },
  };

  /* ---------- 2 focus ---------- */
  /* After a swap focus stays where it was, or goes to what asks for it. */
  document.addEventListener("htmx:after:swap", () => {
    const wanted = $("[data-focus]");
    if (!wanted) return;
    wanted.removeAttribute("data-focus");
    wanted.focus();
  });

  /* ---------- 3 sending once ---------- */
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button || button.closest("[hx-post], [hx-get]")) return;
    if (button.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    window.setTimeout(() => button.setAttribute("aria-disabled", "true"), 0);
    if (button.dataset.busy) {
      window.setTimeout(() => {
        button.dataset.idle = button.textContent;
        button.textContent = button.dataset.busy;
      }, 300);
    }
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("button[aria-disabled='true']").forEach((button) => {
      button.removeAttribute("aria-disabled");
      if (button.dataset.idle) button.textContent = button.dataset.idle;
    });
  });

  /* ---------- 4 keys ---------- */
  /* One key presses the control that carries data-key, only while focus is inside data-keys, never while typing. */
  const typing = (element) => element.matches("input:not([type=radio]):not([type=checkbox]), textarea, select") || element.isContentEditable;
  function controlFor(key, from, area) {
    const selector = `[data-key="${CSS.escape(key)}"]`;
    const row = from.closest("tr, li");
    return (row && $(selector, row)) || $(selector, area) || $(selector);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || document.documentElement.dataset.keys === "off") return;
    const from = event.target;
    const area = from.closest && from.closest("[data-keys]");
    if (!area || typing(from)) return;
    const control = controlFor(event.key, from, area);
    if (!control || control.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    if (typing(control)) control.focus();
    else control.click();
  });

  /* ---------- 5 menus ---------- */
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      $("summary", menu).focus();
    });
  });
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  /* ---------- 6 toasts ---------- */
  /* A toast leaves after ten seconds, but not while somebody points at it or is inside it. */
  const due = new WeakMap();
  function watch(toast) {
    if (due.has(toast)) return;
    const seconds = Number(toast.dataset.seconds || 10);
    const wait = () => due.set(toast, window.setTimeout(() => toast.remove(), seconds * 1000));
    const stay = () => window.clearTimeout(due.get(toast));
    toast.addEventListener("pointerenter", stay);
    toast.addEventListener("focusin", stay);
    toast.addEventListener("pointerleave", wait);
    toast.addEventListener("focusout", wait);
    wait();
  }
  const watchAll = () => document.querySelectorAll(".toast2[data-seconds]").forEach(watch);
  document.addEventListener("DOMContentLoaded", watchAll);
  document.addEventListener("htmx:after:swap", watchAll);

  /* ---------- 7 printing ---------- */
  /* A print button is hidden until something can press it; without a script the browser's own menu prints. */
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  });
})();
