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
  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    return { ink: style.getPropertyValue("--ink"), faint: style.getPropertyValue("--faint") };
  };
  const live = async (figure, button, address) => {
    button.disabled = true;
    try {
      const [spec] = await Promise.all([fetch(address).then((answer) => answer.json()), drawing()]);
      const place = document.createElement("div");
      place.className = "drawn";
      const { ink, faint } = colours();
      spec.config = { ...spec.config, background: "transparent",
        axis: { ...spec.config.axis, labelColor: ink, titleColor: faint },
        legend: { ...spec.config.legend, labelColor: ink, titleColor: faint },
        text: { ...spec.config.text, color: ink }, header: { ...spec.config.header, labelColor: ink } };
      if (spec.mark) spec.mark = typeof spec.mark === "string" ? { type: spec.mark, tooltip: true } : { ...spec.mark, tooltip: true };
      for (const layer of spec.layer ?? []) {
        if (layer.mark && layer.mark.type !== "text") layer.mark = typeof layer.mark === "string"
          ? { type: layer.mark, tooltip: true } : { ...layer.mark, tooltip: true };
      }
      await window.vegaEmbed(place, spec, { renderer: "svg", actions: false, ast: true, // no eval: the policy of the page forbids it
        tooltip: { theme: "custom" } });
      for (const picture of figure.querySelectorAll(".wide, .narrow")) picture.hidden = true;
      figure.querySelector("figcaption").before(place);
      button.remove();
    } catch { button.disabled = false; button.textContent = "Explore: it could not be drawn; once more"; }
  };
  for (const figure of document.querySelectorAll("figure")) {
    const data = figure.querySelector('.gets a[href*=".csv"]');
    if (!data || figure.querySelector("[data-map]")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Explore";
    button.title = "Point at the chart for its figures";
    button.addEventListener("click", () => live(figure, button, data.href.replace(".csv", ".json")));
    figure.querySelector(".gets").append(button);
  }

  // A slider says its value; a link to a chart is copied as well as followed.
  document.addEventListener("input", ({ target }) => {
    if (target.type === "range") target.parentElement.querySelector("output").textContent = target.value;
  });
  document.addEventListener("click", ({ target }) => {
    if (target.matches?.('.gets a[href^="#"]')) navigator.clipboard?.writeText(target.href);
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
  document.querySelector("[type=search]")?.addEventListener("focus", names, { once: true });
})();
