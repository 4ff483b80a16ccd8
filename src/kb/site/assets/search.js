// The search: a page with filters by type and state, and a box in the header where the index loads by piece.
// What is found is data: it is put into the page as text, never as HTML.
(() => {
  "use strict";
  const SITE = new URL("../../", document.currentScript.src);
  const STEP = 30;
  const BOX = 8;
  const TOP = 4;
  // Milliseconds after a key before anything is searched: who types on is not asked for what they have typed so far. The
  // beginnings of words and of ids are found in nearly every record, which takes longest and tells least.
  const PAUSE = 60;
  const SHORT = 3;
  const LONG_PAUSE = 250;

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const split = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const last = (query) => query.split(/\s+/).at(-1);
  const short = (query) => query.length > 0 && (last(query).length < SHORT || /^[A-Z]+$|-0*$/.test(last(query)));
  const pause = (query) => new Promise((done) => setTimeout(done, short(query) ? LONG_PAUSE : PAUSE));

  // Both engines: find(query, types, states, still) gives {total, some(from, to)}, or null if it is not still wanted when
  // its turn comes. `some` gives the hits, or promises of them: each
  // is shown as soon as all before it are there. A hit is {url, id, title, type, slug, label, state, tone, excerpt}, with
  // the excerpt as pieces of text, every second of which was asked for.

  // An index by piece. Its worker and its program come from this site.
  const pieced = (() => {
    let loading;
    let asking = Promise.resolve();
    let expected = "";
    const file = (name) => new URL(`pagefind/${name}`, SITE);
    // Its program asks for one file after another; here all are asked for at once, and it finds them in the cache.
    async function ahead() {
      const take = (name) => fetch(file(name)).then((answer) => answer.arrayBuffer());
      const worker = heard(take("pagefind-worker.js"));
      const { languages } = await (await fetch(file("pagefind-entry.json"), { cache: "no-cache" })).json();
      const { hash, wasm } = languages[document.documentElement.lang] || Object.values(languages)[0];
      await Promise.all([worker, take(`pagefind.${hash}.pf_meta`), take(`wasm.${wasm || "unknown"}.pagefind`)]);
    }
    async function load() {
      ahead().catch(() => {}); // it will be told of by what needs them
      const found = await import(file("pagefind.js"));
      await found.options({ baseUrl: SITE.pathname, excerptLength: 24 });
      await found.init();
      return found;
    }
    // One that fails after another has failed would be told of as if nobody knew.
    const heard = (promise) => (promise.catch(() => {}), promise);
    const plain = (html) => html.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"' })[name] || "'");
    async function hit(result) {
      const { url, meta, excerpt } = await result.data();
      return { ...meta, url, excerpt: excerpt.split(/<\/?mark>/).map(plain) };
    }
    // Each hit is a file; those at the top do not wait for a line of others.
    function some(results, still) {
      const top = results.slice(0, TOP).map(hit);
      const then = Promise.allSettled(top);
      return [...top, ...results.slice(TOP).map((result) => then.then(() => still() && hit(result)))].map(heard);
    }
    return {
      warm() {
        loading ||= load().catch((error) => {
          loading = undefined;
          throw error;
        });
        return loading;
      },
      // Has the piece in which the last word stands loaded while it is still being typed: its beginning tells which.
      expect(query) {
        const start = last(query).slice(0, SHORT).toLowerCase();
        if (start.length < SHORT || start === expected) return;
        expected = start;
        this.warm().then((engine) => engine.preload(start)).catch(() => {});
      },
      async find(query, types, states, still) {
        const filters = {};
        if (types.length) filters.type = { any: types };
        if (states.length) filters.state = { any: states };
        const engine = await this.warm();
        // It answers one question after another and cannot be stopped: what nobody waits for any more is not asked.
        const before = asking;
        const mine = before.then(() => still() && engine.search(query || null, { filters }));
        asking = mine.catch(() => {});
        const found = await mine;
        return found && { total: found.results.length, some: (from, to) => some(found.results.slice(from, to), still) };
      },
    };
  })();

  // The list of all records, loaded whole.
  function whole(address, link) {
    let loading;
    const load = async () => {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.statusText);
      const { kinds, states, records } = await answer.json();
      return records.map(([id, title, kind, state, words]) => ({
        id, title, words, url: link.replace("ID", encodeURIComponent(id)),
        type: kinds[kind][0], label: kinds[kind][1], slug: kinds[kind][2], state: states[state][0], tone: states[state][1],
        key: id.toLowerCase(), head: ` ${title.toLowerCase()}`, text: `${id} ${title} ${words}`.toLowerCase(),
      }));
    };
    const rank = (record, asked) => asked.reduce((sum, word) => sum + (record.key === word ? 0 : record.key.startsWith(word) ? 1
      : record.head.includes(` ${word}`) ? 2 : record.head.includes(word) ? 3 : 4), 0);
    return {
      warm: () => (loading ||= load()),
      expect() {},
      async find(query, types, states) {
        const asked = split(query);
        const found = (await this.warm())
          .filter((r) => (!types.length || types.includes(r.type)) && (!states.length || states.includes(r.state)) && asked.every((word) => r.text.includes(word)))
          .map((record, at) => ({ record, at, rank: rank(record, asked) }))
          .sort((a, b) => a.rank - b.rank || a.at - b.at);
        const hit = ({ record }) => ({ ...record, excerpt: excerpt(record.words, asked) });
        return { total: found.length, some: (from, to) => found.slice(from, to).map(hit) };
      },
    };
  }

  // A piece of a text around the first word that was asked for.
  function excerpt(text, asked) {
    const low = text.toLowerCase();
    const places = asked.map((word) => [low.indexOf(word), word.length]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
    const from = places.length && places[0][0] > 80 ? text.indexOf(" ", places[0][0] - 80) + 1 : 0;
    const to = Math.min(text.length, from + 220);
    const pieces = [];
    let last = from;
    for (const [at, length] of places) {
      if (at < last || at + length > to) continue;
      pieces.push(text.slice(last, at), text.slice(at, at + length));
      last = at + length;
    }
    pieces.push(text.slice(last, to) + (to < text.length ? "…" : ""));
    if (from) pieces[0] = `…${pieces[0]}`;
    return pieces;
  }

  const title = (hit) => [
    make("span", { class: "kb-type", "data-type": hit.slug }, hit.label), " ",
    ...(hit.id ? [make("code", { class: "kb-id" }, hit.id), " "] : []),
    make("span", { class: "kb-hit__title" }, hit.title),
  ];
  const state = (hit) => (hit.state ? [" ", make("span", { class: "kb-status", "data-tone": hit.tone }, hit.state)] : []);
  const marked = (pieces) => pieces.map((piece, at) => (at % 2 ? make("mark", {}, piece) : piece));
  const failed = () => (location.protocol === "file:" ? "The search needs a server: from a folder of files it cannot load its index." : "The search could not load its index.");

  // The page. What is asked stands in its address.
  function page(form) {
    const engine = form.dataset.records ? whole(form.dataset.records, form.dataset.link) : pieced;
    const box = form.elements.words;
    const picks = [...form.querySelectorAll("input[type=checkbox]")];
    const said = form.querySelector("[role=status]");
    const list = form.querySelector("ol");
    const more = form.querySelector("[data-more]");
    let turn = 0;
    let found;
    let shown = 0;
    let asked = 0; // the turn that `found` answers
    let leap = 0; // the turn whose first hit is opened as soon as it is there

    const picked = (name) => picks.filter((pick) => pick.name === name && pick.checked).map((pick) => pick.value);
    function read() {
      const asked = new URLSearchParams(location.search);
      box.value = asked.get("words") || "";
      for (const pick of picks) pick.checked = asked.getAll(pick.name).includes(pick.value);
    }
    function write() {
      const asked = new URLSearchParams();
      if (box.value.trim()) asked.set("words", box.value.trim());
      for (const pick of picks) if (pick.checked) asked.append(pick.name, pick.value);
      const text = asked.toString();
      history.replaceState(history.state, "", text ? `?${text}` : location.pathname);
    }
    async function show(mine) {
      more.hidden = true;
      list.setAttribute("aria-busy", "true");
      const hits = found.some(shown, shown + STEP);
      if (!hits.length) list.replaceChildren();
      for (const coming of hits) {
        const hit = await coming;
        if (mine !== turn) return;
        if (!shown) list.replaceChildren();
        const link = make("a", { href: hit.url }, ...title(hit));
        const item = make("li", { class: "kb-hit" }, link, ...state(hit));
        if (hit.excerpt.some((piece) => piece.trim())) item.append(make("p", {}, ...marked(hit.excerpt)));
        list.append(item);
        shown += 1;
        if (leap === mine) {
          leap = 0;
          link.click();
        }
      }
      list.removeAttribute("aria-busy");
      more.hidden = shown >= found.total;
    }
    async function search(typed) {
      const mine = ++turn;
      const query = box.value.trim();
      const [types, states] = [picked("type"), picked("state")];
      if (!query && !types.length && !states.length) {
        list.replaceChildren();
        list.removeAttribute("aria-busy");
        more.hidden = true;
        said.textContent = "";
        return;
      }
      list.setAttribute("aria-busy", "true"); // from the first key on: what is listed answers an older question
      try {
        if (typed && engine === pieced) {
          engine.expect(query);
          await pause(query);
          if (mine !== turn) return;
        }
        const result = await engine.find(query, types, states, () => mine === turn);
        if (mine !== turn) return;
        [found, shown, asked] = [result, 0, mine];
        said.textContent = result.total ? `${result.total.toLocaleString("en")} found` : "Nothing is found. Fewer words or filters find more.";
        await show(mine);
      } catch {
        if (mine !== turn) return;
        list.removeAttribute("aria-busy");
        said.textContent = failed();
      }
    }
    form.addEventListener("input", (event) => {
      write();
      search(event.target === box);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Escape" && document.activeElement === box) {
        event.preventDefault();
        box.value = "";
        write();
        search();
      } else if (event.key === "Enter" && document.activeElement === box) {
        event.preventDefault();
        // Before its first hit is there, what is listed answers an older question.
        if (list.hasAttribute("aria-busy") && !(asked === turn && shown)) leap = turn;
        else if (links.length) links[0].click();
      } else if ((event.key === "ArrowDown" && (at >= 0 || document.activeElement === box)) || (event.key === "ArrowUp" && at >= 0)) {
        event.preventDefault();
        (event.key === "ArrowUp" && !at ? box : links[Math.min(at + (event.key === "ArrowDown" ? 1 : -1), links.length - 1)])?.focus();
      }
    });
    more.addEventListener("click", () => show(turn));
    addEventListener("popstate", () => {
      read();
      search();
    });
    form.hidden = false;
    read();
    search();
    engine.warm().catch(() => (said.textContent = failed()));
    return box;
  }

  // The box in the header: a list below it while one types.
  function header(place) {
    const link = place.querySelector("a");
    const list = make("ul", { class: "kb-find__list kb-root", id: "kb-find-list", role: "listbox", "aria-label": "Found", hidden: "" });
    const box = make("input", {
      type: "search", class: "kb-find__box", placeholder: "Search", "aria-label": "Search", role: "combobox", "aria-expanded": "false",
      "aria-controls": "kb-find-list", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", maxlength: "200",
    });
    let turn = 0;
    let at = -1;
    const options = () => [...list.children].filter((option) => option.dataset.url);
    function mark(to) {
      options().forEach((option, n) => option.setAttribute("aria-selected", String(n === to)));
      at = to;
      const active = options()[at];
      if (active) {
        box.setAttribute("aria-activedescendant", active.id);
        active.scrollIntoView({ block: "nearest" });
      } else box.removeAttribute("aria-activedescendant");
    }
    function close() {
      turn += 1;
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      mark(-1);
    }
    function open(...children) {
      list.replaceChildren(...children);
      list.hidden = false;
      box.setAttribute("aria-expanded", "true");
      mark(-1);
    }
    const option = (n, url, ...children) => make("li", { role: "option", id: `kb-find-${n}`, "data-url": url, "aria-selected": "false" }, ...children);
    const all = () => `${link.href}?${new URLSearchParams({ words: box.value.trim() })}`;
    async function search() {
      const mine = ++turn;
      const query = box.value.trim();
      if (!query) return close();
      try {
        pieced.expect(query);
        await pause(query);
        if (mine !== turn) return;
        const found = await pieced.find(query, [], [], () => mine === turn);
        if (mine !== turn) return;
        const last = make("span", {}, found.total ? `All ${found.total.toLocaleString("en")}, with filters` : "Nothing is found: go to the search with filters");
        const end = option(BOX, all(), last);
        const hits = found.some(0, BOX);
        // How many there are stands at once; what is listed of an older question stays until there is something better.
        if (!hits.length || list.hidden) open(end);
        for (const [n, coming] of hits.entries()) {
          const hit = await coming;
          if (mine !== turn) return;
          if (!n) open(end);
          end.before(option(n, hit.url, ...title(hit), ...state(hit), make("p", {}, ...marked(hit.excerpt))));
        }
      } catch {
        if (mine === turn) open(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, failed()));
      }
    }
    // Who comes near is about to ask.
    const warm = () => pieced.warm().catch(() => {});
    place.addEventListener("pointerenter", warm, { once: true });
    box.addEventListener("focus", warm, { once: true });
    box.addEventListener("input", search);
    box.addEventListener("keydown", (event) => {
      const count = options().length;
      if (event.key === "Escape") {
        if (list.hidden) box.value = "";
        close();
      } else if (event.key === "Enter") location.href = options()[at]?.dataset.url || all();
      else if (!list.hidden && count && (event.key === "ArrowDown" || event.key === "ArrowUp")) mark((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + count) % count);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-url]");
      if (chosen) location.href = chosen.dataset.url;
    });
    box.addEventListener("blur", close);
    place.prepend(box, list);
    return box;
  }

  function start() {
    const form = document.querySelector("[data-kb-search]");
    const place = document.querySelector("[data-kb-find]");
    const inPage = form && page(form);
    const inHeader = place && header(place);
    if (!inPage && !inHeader) return;
    // A page with a filter of its own, such as the board, keeps the key; it is asked first.
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || event.defaultPrevented) return;
      const box = inPage || (inHeader.offsetParent ? inHeader : place.querySelector("a"));
      event.preventDefault();
      event.stopPropagation();
      box.focus();
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
