// What a page gains where scripts run; none of it is needed to read one.
"use strict";
(() => {
  const at = (name) => document.currentScript.src.replace(/[^/]*$/, name);
  const here = { vega: at("vega.min.js"), lite: at("vega-lite.min.js"), embed: at("vega-embed.min.js") };
  const script = (address) => new Promise((done, failed) => {
    const tag = document.createElement("script");
    Object.assign(tag, { src: address, onload: done, onerror: failed });
    document.head.append(tag);
  });
  let engine;
  const drawing = () => engine ??= script(here.vega).then(() => script(here.lite)).then(() => script(here.embed));

  // Charts that answer the pointer: the same specification as the picture, drawn by the browser.
  const pointed = (spec) => {
    const mark = typeof spec.mark === "string" ? { type: spec.mark } : spec.mark;
    if (mark && mark.type !== "text") spec.mark = { ...mark, tooltip: { content: "data" } };
    for (const part of [spec.layer, spec.hconcat, spec.vconcat, spec.concat].flat()) if (part) pointed(part);
    if (spec.spec) pointed(spec.spec);
  };
  const live = async (figure, button, address) => {
    button.disabled = true;
    try {
      const [spec] = await Promise.all([fetch(address).then((answer) => answer.json()), drawing()]);
      const place = document.createElement("div");
      place.className = "drawn";
      spec.config.background = "transparent"; // its colours are the page's own, in light and in dark
      pointed(spec);
      await window.vegaEmbed(place, spec, { renderer: "svg", actions: false, ast: true, // no eval: the policy of the page forbids it
        tooltip: { theme: "custom" } });
      for (const picture of figure.querySelectorAll(".wide, .narrow")) picture.hidden = true;
      figure.querySelector("figcaption").before(place);
      button.remove();
    } catch { button.disabled = false; button.textContent = "Explore: it could not be drawn; once more"; }
  };
  const explorable = (figure) => {
    const data = figure.querySelector('.gets a[href*=".csv"]');
    if (!data || figure.matches("[data-still]") || figure.querySelector(".gets button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Explore";
    button.title = "Point at the chart for its figures";
    button.addEventListener("click", () => live(figure, button, data.href.replace(".csv", ".json")));
    figure.querySelector(".gets").append(button);
  };

  // Beside a field that may stay empty, a slider, which can't.
  const slid = (field) => {
    const list = field.tagName === "SELECT", tap = document.createElement("input");
    const [low, high, step] = list ? [0, field.options.length - 1, 1] : [field.min, field.max, field.dataset.slide];
    Object.assign(tap, { type: "range", min: low, max: high, step });
    tap.setAttribute("aria-label", field.labels[0].textContent);
    const follow = () => { tap.value = list ? field.selectedIndex : field.value || low; };
    tap.addEventListener("input", () => { if (list) field.selectedIndex = tap.value; else field.value = tap.value; });
    field.addEventListener("input", follow);
    field.removeAttribute("data-slide");
    follow();
    field.after(tap);
  };
  // The code that shows a chart in a page of others.
  const figureOf = (link) => link.closest("figure");
  const embeddable = (link) => {
    const frame = Object.assign(document.createElement("iframe"), { src: link.href, width: "100%", height: `${Math.max(560, figureOf(link).offsetHeight + 80)}`, loading: "lazy" });
    frame.title = figureOf(link).querySelector("h2, h3").textContent;
    const code = frame.outerHTML;
    link.dataset.copied = "";
    link.textContent = "Copy embed code";
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(code);
        link.textContent = "Copied";
      } catch { // no leave to write there: it is shown to be copied by hand
        const field = Object.assign(document.createElement("input"), { readOnly: true, value: code, type: "text" });
        field.setAttribute("aria-label", "The code that shows this chart elsewhere");
        link.after(field);
        field.select();
      }
    });
  };
  // A link to a state brings its first screen at once, and its sections once they are looked at.
  const hasty = (place) => {
    if (!/^\/state\/[^/.]+$/.test(new URL(place.href).pathname) || !window.htmx || place.hasAttribute("hx-boost")) return;
    place.setAttribute("hx-boost", "true");
    window.htmx.process(place);
  };
  const dress = () => {
    document.querySelectorAll("figure").forEach(explorable);
    document.querySelectorAll("[data-slide]").forEach(slid);
    document.querySelectorAll('.gets a[href^="/embed/"]:not([data-copied])').forEach(embeddable);
    document.querySelectorAll('a[href^="/state/"]').forEach(hasty);
  };
  dress();
  document.addEventListener("htmx:after:settle", dress); // what came later is dressed like the rest

  // A new page is read from its head; one that a slider leads to, from where one was.
  document.addEventListener("htmx:after:history:push", ({ detail }) => {
    if (detail.path.startsWith("/state/")) window.scrollTo({ top: 0, behavior: "instant" });
  });
  // Once one lets go of a slider its page is asked for, and no stop on the way there any more.
  const asks = ({ target, type }) => target.closest?.(".controls form")?.toggleAttribute("data-dragged", type === "input");
  document.addEventListener("input", asks, true);
  document.addEventListener("change", asks, true);
  document.addEventListener("htmx:config:request", (event) => {
    if (event.target.matches(".controls form:not([data-dragged])")) event.preventDefault();
  });

  // A slider says its value; a link to a chart is copied as well as followed.
  document.addEventListener("input", ({ target }) => {
    const said = target.type === "range" && target.parentElement.querySelector("output");
    if (said) said.textContent = `${Math.round(100 * target.value)}\u00a0%`;
  });
  document.addEventListener("click", ({ target }) => {
    if (target.matches?.('.gets a[href^="#"]')) navigator.clipboard?.writeText(target.href);
  });

  // While a page is on its way that takes long: its place among those that wait, and what is done for it.
  const wait = (address) => {
    const told = document.createElement("p");
    told.className = "progress";
    told.setAttribute("role", "status");
    const ask = setInterval(async () => {
      const { state, said } = await fetch(`/progress?of=${encodeURIComponent(address)}`).then((answer) => answer.json()).catch(() => ({}));
      told.textContent = state === "none" ? "" : said ?? "";
      if (!told.isConnected) document.body.append(told);
    }, 1000);
    const rest = () => { clearInterval(ask); told.remove(); };
    setTimeout(rest, 150000);
    for (const end of ["pagehide", "htmx:after:swap"]) addEventListener(end, rest, { once: true });
  };
  document.addEventListener("submit", ({ target }) => {
    if (target.method !== "get") return;
    const given = [...new FormData(target)].filter(([, word]) => word.trim());
    wait(`${new URL(target.action).pathname}?${new URLSearchParams(given)}`);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target) return;
    const to = new URL(link.href);
    if (to.origin === location.origin && !to.hash && !/\.\w+$/.test(to.pathname)) wait(to.pathname + to.search);
  });

  // Who jumps to a section while others are on their way above it is led back to it, until one scrolls.
  let aimed = false;
  addEventListener("hashchange", () => { aimed = document.querySelector(".later") !== null; });
  for (const by of ["wheel", "touchmove", "keydown"]) addEventListener(by, () => { aimed = false; }, { passive: true });
  document.addEventListener("htmx:after:settle", () => {
    if (aimed) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  });
  // Print waits for nobody: what is still to come is fetched at once.
  addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll(".later[hx-get]")) {
      const asked = new XMLHttpRequest();
      asked.open("GET", place.getAttribute("hx-get"), false);
      asked.send();
      if (asked.status === 200) place.outerHTML = asked.responseText;
    }
  });

  // Names are offered while one types, once somebody does.
  const names = async () => {
    if (document.getElementById("states")) return;
    const list = document.createElement("datalist");
    list.id = "states";
    document.body.append(list);
    const { rows } = await fetch("/api/v1/states?year=2024").then((answer) => answer.json());
    list.append(...rows.map(({ name }) => Object.assign(document.createElement("option"), { value: name })));
  };
  document.addEventListener("focusin", ({ target }) => { if (target.type === "search") names(); });
})();
