// What a page of the folder does with scripts; without them it is read the same.
(() => {
  "use strict";
  const root = new URL("..", document.currentScript.src).href;
  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const box = document.querySelector("[type=search]");

  // The index is a script, because a page that lies on a disk may not read other files.
  let loading;
  const index = () => loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `${root}static/search.js`;
    script.onload = () => {
      const names = new Map();
      for (const state of window.counterpoise.states) {
        for (const word of [state.name, ...state.spellings]) {
          if (!names.has(fold(word)) || word === state.name) names.set(fold(word), state);
        }
      }
      done({ ...window.counterpoise, names });
    };
    script.onerror = failed;
    document.head.append(script);
  });

  const matching = ({ states, names }, words) => {
    const wanted = fold(words);
    const exact = names.get(wanted);
    if (exact || !wanted) return exact ? [exact] : [];
    const within = (state) => [state.name, ...state.spellings].some((word) => ` ${fold(word)}`.includes(` ${wanted}`));
    return states.filter((state) => state.page && within(state));
  };

  // One state, or two with a word between them; whole names first, for some hold an "and".
  const address = (held, words) => {
    const [one, ...more] = matching(held, words);
    if (one && !more.length) return one.page;
    for (const found of words.matchAll(/\s+(?:and|vs\.?|versus)\s+|\s*[&/;–—,]\s*/gi)) {
      const sides = [words.slice(0, found.index), words.slice(found.index + found[0].length)]
        .map((side) => matching(held, side)).filter((side) => side.length === 1).map(([side]) => side);
      if (sides.length === 2) {
        const [here, there] = sides.map((side) => side.id);
        return held.pairs[`${here} ${there}`] ?? held.pairs[`${there} ${here}`] ?? sides[0].page;
      }
    }
    return null;
  };

  if (box) {
    const list = document.createElement("datalist");
    list.id = "states";
    box.addEventListener("focus", () => document.body.append(list), { once: true });
    box.addEventListener("input", async () => {
      const held = await index();
      list.replaceChildren(...matching(held, box.value).slice(0, 12).map((state) =>
        Object.assign(document.createElement("option"), { value: state.name })));
    });
    box.form.addEventListener("submit", async (event) => {
      event.preventDefault();
      let found = null;
      try { found = address(await index(), box.value); } catch { /* the list of all states, then */ }
      location.href = found ? root + found : `${root}states.html?q=${encodeURIComponent(box.value)}`;
    });
  }

  // The list of states, narrowed to what was searched for.
  const asked = document.querySelector(".asked");
  const words = new URLSearchParams(location.search).get("q");
  if (asked && words) {
    index().then((held) => {
      const kept = new Set(matching(held, words).filter((state) => state.page).map((state) => state.name));
      asked.hidden = false;
      asked.textContent = kept.size ? `What “${words}” may mean:` : `No state here is called “${words}”. All that there are:`;
      if (!kept.size) return;
      for (const item of document.querySelectorAll(".cards li")) item.hidden = !kept.has(item.textContent);
      for (const group of document.querySelectorAll(".cards")) {
        group.hidden = ![...group.children].some((item) => !item.hidden);
        if (group.previousElementSibling?.matches("h2")) group.previousElementSibling.hidden = group.hidden;
      }
    });
  }

  // A state on a map says its name, and leads to its page.
  const state = async (target) => {
    const shape = target.closest?.("use[href^='#o']");
    if (!shape) return {};
    const id = shape.getAttribute("href").slice(2, 5);
    return { shape, found: (await index()).states.find((one) => one.id === id) };
  };
  document.addEventListener("pointerover", async ({ target }) => {
    const { shape, found } = await state(target);
    if (!found || shape.firstElementChild) return;
    const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
    title.textContent = found.name;
    shape.append(title);
    if (found.page) shape.style.cursor = "pointer";
  });
  document.addEventListener("click", async ({ target }) => {
    const { found } = await state(target);
    if (found?.page) location.href = root + found.page;
  });
})();
