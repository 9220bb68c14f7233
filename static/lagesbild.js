/* Improvements only. Every page works without this file: links, forms and reloads do the same. */
(() => {
  "use strict";

  // A form that is being saved automatically is sent after that, so that it carries the version which the save gave it.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-autosave].htmx-request")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.requestSubmit(submitter)), { once: true });
  }, true);

  // A form that is being sent is sent once. The button says so and keeps its place.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.dataset.filter !== undefined || form.method === "get") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const button = event.submitter;
    if (button && button.matches(".btn")) {
      button.setAttribute("aria-busy", "true");
      if (button.dataset.busy) button.lastChild.textContent = button.dataset.busy;
    }
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll(".btn[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  });

  // A blocked button does nothing but show why: the page goes to what is missing, if it is on the page.
  document.addEventListener("click", (event) => {
    const button = event.target.closest('.btn[aria-disabled="true"]');
    if (!button) return;
    event.preventDefault();
    const link = document.querySelector(`#${CSS.escape(button.getAttribute("aria-describedby") || "-")} a[href^="#"]`);
    if (link) location.hash = link.hash;
  });

  // What the server marked as most important after a failed attempt gets the focus.
  const focus = (root) => {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector("[data-focus]");
    if (target) target.focus();
  };
  focus(document);
  document.addEventListener("htmx:afterSwap", (event) => focus(event.detail.elt));

  // Filter of the wall and of long tables: hides what the server rendered, counts what is left, keeps the address.
  document.querySelectorAll("form[data-filter]").forEach((form) => {
    const items = [...document.querySelectorAll(form.dataset.filter)];
    const status = document.getElementById(form.dataset.status);
    const all = new Set(items.map((item) => item.dataset.item)).size;
    const apply = () => {
      const wanted = [...new FormData(form)].filter(([, value]) => value !== "");
      const shown = new Set();
      items.forEach((item) => {
        const fits = wanted.every(([name, value]) => item.dataset[name] === value);
        item.hidden = !fits;
        if (fits) shown.add(item.dataset.item);
      });
      document.querySelectorAll("[data-group]").forEach((group) => {
        group.hidden = !group.querySelector("[data-item]:not([hidden])");
      });
      if (status) {
        status.textContent = shown.size
          ? form.dataset.shown.replace("{n}", shown.size).replace("{all}", all)
          : form.dataset.none;
      }
      const query = new URLSearchParams(wanted).toString();
      history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    };
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply();
    });
  });

  // Two views of the same thing by address fragment: the links tell which one is shown.
  const view = () => document.querySelectorAll(".segmented").forEach((nav) => {
    const links = [...nav.querySelectorAll("a")].filter((link) => link.hash && link.pathname === location.pathname);
    if (!links.length) return;
    const current = links.find((link) => link.hash === location.hash) || links[0];
    links.forEach((link) => {
      if (link === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  });
  addEventListener("hashchange", view);
  view();

  // Autosave: one status line per form, `data-autosave="<id of the line>"`. The words come from the line itself.
  // Only what writes counts: a job that is asked after inside the form says nothing of the answers.
  const line = ({ elt, requestConfig }) => {
    const form = requestConfig.verb !== "get" && elt.closest("[data-autosave]");
    return form && document.getElementById(form.dataset.autosave);
  };
  const say = (status, words, failed) => {
    status.querySelector("[data-words]").textContent = words;
    status.classList.toggle("is-failed", failed);
  };
  const clock = () => {
    const time = new Date();
    return `${String(time.getHours()).padStart(2, "0")}.${String(time.getMinutes()).padStart(2, "0")}`;
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const status = line(event.detail);
    if (!status) return;
    if (event.detail.elt.dataset.sent) event.preventDefault(); // the whole form is already on its way
    else say(status, status.dataset.saving, false);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const status = line(event.detail);
    if (!status) return;
    const { successful, xhr } = event.detail;
    if (xhr && xhr.responseURL.includes("/konto/login/")) say(status, status.dataset.out, true);
    else if (successful) say(status, status.dataset.saved.replace("{time}", xhr.getResponseHeader("X-Saved-At") || clock()), false);
    else {
      const why = xhr && (xhr.getResponseHeader("X-Not-Saved") || { 400: "invalid", 409: "conflict" }[xhr.status]);
      say(status, status.dataset[why] || status.dataset.failed, true);
    }
  });
  const dirty = new Set();
  document.addEventListener("htmx:sendError", (event) => {
    const status = line(event.detail);
    if (!status) return;
    dirty.add(event.detail.elt);
    setTimeout(() => {
      if (dirty.delete(event.detail.elt) && event.detail.elt.isConnected) htmx.trigger(event.detail.elt, "retry");
    }, 5000);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
  });

  // Letters used of letters allowed.
  document.addEventListener("input", (event) => {
    const count = event.target.id && document.querySelector(`[data-count="${CSS.escape(event.target.id)}"]`);
    if (count) count.textContent = count.dataset.words.replace("{n}", event.target.value.length.toLocaleString("sv-SE"));
  });

  // On a narrow screen the list of sections starts folded.
  const side = document.querySelector(".side-details");
  if (side && matchMedia("(max-width: 60rem)").matches) side.open = false;
})();
