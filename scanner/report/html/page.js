"use strict";
/* The page is whole without this: it filters, folds, switches the theme, and takes in what a large
   page puts off. It sends nothing and loads nothing. */
(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // ---- theme: before anything is painted ----
  const KEY = "trueup-theme";
  let theme = "system";
  // Some viewers keep no storage for local files, and say so by throwing.
  try { theme = localStorage.getItem(KEY) || theme; } catch { /* the choice is not kept */ }
  const paint = () => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  paint();

  const start = () => {
    const form = byId("filters");
    const groups = [];
    let pending = [...document.querySelectorAll("main noscript")];

    // ---- results ----
    const words = (text) => (text || "").split(" ").filter(Boolean);
    const known = new Map();

    const index = (within) => {
      for (const element of within.querySelectorAll(".row")) {
        const holder = element.closest(".group");
        let group = known.get(holder);
        if (!group) {
          const heads = holder.querySelectorAll(":scope > h3, :scope > .meta");
          group = {
            element: holder,
            rows: [],
            severity: holder.dataset.s,
            rules: words(holder.dataset.r),
            platform: holder.dataset.p,
            count: holder.querySelector(":scope > .meta > .count"),
            text: [...heads].map((one) => one.textContent).join(" ").toLowerCase(),
          };
          group.label = group.count ? group.count.textContent : "";
          known.set(holder, group);
          groups.push(group);
        }
        group.rows.push({
          element,
          severity: element.dataset.s || group.severity,
          rules: element.dataset.r ? words(element.dataset.r) : group.rules,
          environments: words(element.dataset.e),
          standing: element.dataset.n || "",
          text: null,
        });
      }
    };

    // ---- what is put off ----
    const build = (holder) => {
      const made = document.createElement("template");
      // The page's own markup: where scripts run, a browser keeps it as one text.
      made.innerHTML = holder.textContent;
      const added = [...made.content.children];
      const note = holder.nextElementSibling;
      if (note && note.classList.contains("pending")) note.remove();
      const group = holder.closest(".group");
      holder.replaceWith(made.content);
      if (group) for (const list of added) index(list);
      else for (const one of added) index(one);
    };
    const buildAll = () => {
      if (!pending.length) return;
      for (const holder of pending) build(holder);
      pending = [];
      filter();
    };
    const soon = window.requestIdleCallback
      ? (work) => requestIdleCallback(work, { timeout: 200 })
      : (work) => setTimeout(() => work({ timeRemaining: () => 10 }), 20);
    const buildSome = (idle) => {
      if (!pending.length) return;
      do build(pending.shift());
      while (pending.length && idle.timeRemaining() > 8);
      if (!pending.length || filtering()) filter();
      if (pending.length) soon(buildSome);
    };

    // ---- filters ----
    const field = (name) => (form ? form.elements[name] : null);
    const chosen = (name) => {
      const list = field(name);
      const option = list && list.selectedOptions[0];
      return option && option.value ? option : null;
    };
    const severities = () =>
      form ? [...form.querySelectorAll("[name=severity]:checked")].map((one) => one.value) : [];
    const CHOICES = ["platform", "rule", "environment", "standing"];
    const typed = () => (form ? field("text").value.trim() : "");
    const filtering = () => Boolean(severities().length || typed() || CHOICES.some(chosen));

    const textOf = (group, row) => {
      if (row.text === null) row.text = `${group.text} ${row.element.textContent.toLowerCase()}`;
      return row.text;
    };

    const filter = () => {
      if (!form) return;
      const levels = new Set(severities());
      const terms = typed().toLowerCase().split(/\s+/).filter(Boolean);
      const [platform, rule, environment, standing] = CHOICES.map((name) => {
        const option = chosen(name);
        return option && option.dataset.number;
      });
      let shown = 0;
      for (const group of groups) {
        const fits = platform === null || group.platform === platform;
        let here = 0;
        for (const row of group.rows) {
          const stays =
            fits &&
            (!levels.size || levels.has(row.severity)) &&
            (rule === null || row.rules.includes(rule)) &&
            (environment === null || row.environments.includes(environment)) &&
            (standing === null || row.standing === standing) &&
            (!terms.length || terms.every((term) => textOf(group, row).includes(term)));
          if (row.element.hidden === stays) row.element.hidden = !stays;
          here += stays;
        }
        if (group.element.hidden === here > 0) group.element.hidden = !here;
        const all = group.rows.length;
        if (group.count) {
          const label = here === all ? group.label : `${here} of ${group.label}`;
          if (group.count.textContent !== label) group.count.textContent = label;
        }
        shown += here;
      }
      for (const part of document.querySelectorAll(".part.filtered")) {
        const some = part.querySelector(".group:not([hidden])");
        part.querySelector(":scope > .nothing").hidden = Boolean(some) || pending.length > 0;
      }
      describe(shown);
    };

    const describe = (shown) => {
      const number = (count) => count.toLocaleString("en");
      const said = [];
      if (severities().length) said.push(`severity ${severities().join(" or ")}`);
      for (const name of CHOICES) {
        const option = chosen(name);
        const label = option && option.textContent.replace(/ \([\d,]+\)$/, "");
        if (option) said.push(`${form.querySelector(`[for=${name}]`).textContent.toLowerCase()} ${label}`);
      }
      if (typed()) said.push(`text “${typed()}”`);
      const all = number(Number(form.dataset.total));
      const so = pending.length ? "so far " : "";
      byId("state").textContent = said.length
        ? `Showing ${number(shown)} ${so}of ${all} results: ${said.join(", ")}.`
        : `All ${all} results are shown.`;
    };

    // ---- the fragment of the address holds the filters, so that a view can be linked ----
    const write = () => {
      const said = new URLSearchParams();
      if (severities().length) said.set("severity", severities().join(","));
      for (const name of CHOICES) if (chosen(name)) said.set(name, chosen(name).value);
      if (typed()) said.set("text", typed());
      const fragment = said.toString();
      const address = `${location.pathname}${location.search}`;
      // A viewer may keep the page from changing its address.
      try { history.replaceState(null, "", fragment ? `#${fragment}` : address); } catch { /* kept */ }
    };
    const read = () => {
      const said = new URLSearchParams(location.hash.slice(1));
      const levels = words((said.get("severity") || "").replaceAll(",", " "));
      for (const box of form.querySelectorAll("[name=severity]")) {
        box.checked = levels.includes(box.value);
      }
      for (const name of CHOICES) {
        const list = field(name);
        if (!list) continue;
        const wanted = said.get(name) || "";
        list.value = [...list.options].some((one) => one.value === wanted) ? wanted : "";
      }
      field("text").value = said.get("text") || "";
      filter();
    };

    const reveal = (id) => {
      if (!id) return;
      if (!byId(id)) {
        const mark = `id="${id}"`;
        const held = pending.filter((holder) => holder.textContent.includes(mark));
        pending = pending.filter((holder) => !held.includes(holder));
        for (const holder of held) build(holder);
      }
      const target = byId(id);
      if (!target) return;
      if (target.closest("[hidden]")) {
        form.reset();
        filter();
      }
      for (let at = target; at; at = at.parentElement) if (at.localName === "details") at.open = true;
      const folded = target.matches(".row") && target.querySelector("details");
      if (folded) folded.open = true;
      target.scrollIntoView();
    };
    const follow = () => {
      if (location.hash.includes("=")) {
        if (form) read();
      } else {
        let id = location.hash.slice(1);
        try { id = decodeURIComponent(id); } catch { /* it names nothing, then */ }
        reveal(id);
      }
    };

    // ---- folding ----
    const folds = () => document.querySelectorAll("main .row:not([hidden]) > details");
    const fold = (open) => {
      buildAll();
      for (const one of folds()) one.open = open;
    };

    // ---- everything is printed unfolded ----
    let closed = [];
    addEventListener("beforeprint", () => {
      buildAll();
      closed = [...document.querySelectorAll("details:not([open]):not(.fold)")];
      for (const one of closed) one.open = true;
    });
    addEventListener("afterprint", () => {
      for (const one of closed) one.open = false;
      closed = [];
    });

    for (const control of document.querySelectorAll(".control")) control.hidden = false;
    const list = byId("theme");
    list.value = theme;
    list.addEventListener("change", () => {
      theme = list.value;
      try { localStorage.setItem(KEY, theme); } catch { /* the choice is not kept */ }
      paint();
    });

    // What is scrolled to or focused stands below the form, not behind it.
    const clear = () => {
      const over = form && getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0;
      root.style.scrollPaddingTop = `${over + 16}px`;
    };
    clear();
    addEventListener("resize", clear);

    index(document);
    if (form) {
      const changed = () => { filter(); write(); };
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", changed);
      form.addEventListener("reset", () => setTimeout(changed));
      byId("expand").addEventListener("click", () => fold(true));
      byId("collapse").addEventListener("click", () => fold(false));
      describe(0);
    }
    addEventListener("hashchange", follow);
    follow();
    if (pending.length) soon(buildSome);
  };

  document.addEventListener("DOMContentLoaded", start);
})();
