// The board: filters kept in the address, swimlanes, keys, and the cards beyond the first ones of long columns.
// Without this script the board is plain lists.
(() => {
  "use strict";
  const FIELDS = [["goal", "Goal"], ["person", "Person"], ["research", "Research"], ["tag", "Tag"]];
  const MORE = 100; // cards that a press on "more" brings, and that a filter shows of one column beyond the first ones
  const KEYS = [
    ["Arrow keys", "from card to card"],
    ["Home, End", "the first and the last card of the column"],
    ["Enter", "open the card"],
    ["/", "filter by text"],
    ["Esc", "clear the text, leave the field"],
    ["?", "show these keys"],
  ];
  const SWITCHES = ["blocked", "late"];
  const LANES = [["", "none"], ["goal", "by goal"], ["person", "by person"], ["research", "by research"]];

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const words = (value) => (value || "").split(/\s+/).filter(Boolean);
  const unique = (values) => [...new Set(values)].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  const readAddress = () => new URLSearchParams(location.hash.slice(1));

  function readLabels(board) {
    try {
      return new Map(Object.entries(JSON.parse(board.dataset.kbLabels || "{}")));
    } catch {
      return new Map();
    }
  }

  function readCards(board) {
    return [...board.querySelectorAll(".kb-card")].map((element) => ({
      element,
      home: element.parentElement,
      column: element.closest(".kb-column"),
      text: element.textContent.toLowerCase(),
      goal: words(element.dataset.goal),
      person: words(element.dataset.person),
      research: words(element.dataset.research),
      tag: words(element.dataset.tags),
      ...Object.fromEntries(SWITCHES.map((each) => [each, element.hasAttribute(`data-${each}`)])),
    }));
  }

  // A card of the file beside the page; its element is made when it is shown for the first time.
  function readRest(data, column) {
    const said = [data.id, data.score, data.title, data.blocked, ...(data.waits || []), data.person, data.research];
    return {
      data,
      element: null,
      home: column.querySelector(".kb-cards"),
      column,
      text: said.filter(Boolean).join(" ").replaceAll("`", "").toLowerCase(),
      goal: words(data.goal),
      person: words(data.person),
      research: words(data.research),
      tag: data.tags || [],
      ...Object.fromEntries(SWITCHES.map((each) => [each, Boolean(data[each])])),
    };
  }

  function draw(data) {
    const part = (name, cls, ...inner) => make(name, { class: cls }, ...inner);
    const coded = (text) => text.split(/`([^`]+)`/).map((piece, n) => (n % 2 ? make("code", {}, piece) : piece));
    const card = make("li", { class: "kb-card", "data-id": data.id });
    if (data.blocked) card.dataset.blocked = "";
    const top = part("p", "kb-card__top", part("code", "kb-id", data.id));
    if (data.score) top.append(" ", part("span", "kb-card__score", data.score));
    card.append(top, make("a", { class: "kb-card__title", href: data.href }, ...coded(data.title)));
    if (data.blocked) card.append(part("p", "kb-card__blocked", data.blocked));
    else if (data.waits) card.append(part("p", "kb-card__waits", `waits for ${data.waits.join(", ")}`));
    const meta = part("p", "kb-card__meta");
    if (data.person) meta.append(part("span", "kb-person", data.person), " ");
    if (data.research) meta.append(part("span", "kb-card__research", data.research), " ");
    if (data.late) meta.append(make("span", { class: "kb-flag", "data-flag": "late" }, "late"), " ");
    meta.append(part("span", "kb-age", `${data.age} d`));
    card.append(meta);
    return card;
  }

  // The keys, as a dialog that a button and a key open.
  function keysDialog() {
    const list = make("dl", { class: "kb-keys__list" });
    for (const [key, meaning] of KEYS) list.append(make("dt", {}, make("kbd", {}, key)), make("dd", {}, meaning));
    const close = make("button", { type: "button", class: "kb-button" }, "Close");
    const title = make("h2", { class: "kb-panel__title", id: "kb-keys-title" }, "Keys on the board");
    const dialog = make("dialog", { class: "kb-keys", "aria-labelledby": "kb-keys-title" }, title, list, close);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the theme takes Escape for its search
      if (event.key === "Escape") dialog.close();
    });
    return dialog;
  }

  function enhance(board) {
    if (board.dataset.live !== undefined) return;
    board.dataset.live = "";
    const cards = readCards(board);
    const first = cards.length;
    const quota = new Map();
    let rest = board.dataset.kbRest ? "there" : "none";
    const columns = [...board.querySelectorAll(".kb-column")];
    const counts = columns.map((column) => column.querySelector(".kb-column__count"));
    const said = counts.map((count) => (count ? count.textContent.trim() : ""));
    const labels = readLabels(board);
    const name = (field, value) => (field === "goal" && labels.has(value) ? `${labels.get(value)} (${value})` : value);

    const moved = make("span", { class: "kb-sr", role: "status" });
    const search = make("input", { type: "search", placeholder: "Filter", "aria-label": "Filter cards by text", "aria-keyshortcuts": "/" });
    const selects = new Map();
    // On a telephone the filters wait behind a button, so that the cards are on the first screen.
    const fold = make("button", { type: "button", class: "kb-button kb-fold", "aria-expanded": "false" }, "Filters");
    fold.addEventListener("click", () => fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") === "false")));
    const bar = make("div", { class: "kb-controls", role: "search", "aria-label": "Filter the board" }, make("label", { class: "kb-finder" }, search), fold);
    for (const [field, label] of FIELDS) {
      if (rest === "none" && !cards.some((card) => card[field].length)) continue;
      const select = make("select", { "aria-label": label });
      selects.set(field, select);
      bar.append(select);
    }
    function fillSelects() {
      for (const [field, label] of FIELDS) {
        const select = selects.get(field);
        if (!select) continue;
        const value = select.value;
        const options = unique(cards.flatMap((card) => card[field])).map((each) => make("option", { value: each }, name(field, each)));
        select.replaceChildren(make("option", { value: "" }, `${label}: all`), ...options);
        select.value = value;
      }
    }
    fillSelects();
    const switches = new Map(SWITCHES.map((each) => [each, make("input", { type: "checkbox" })]));
    for (const [each, box] of switches) if (cards.some((card) => card[each])) bar.append(make("label", {}, box, `${each} only`));
    const lane = make("select", { "aria-label": "Swimlanes" });
    for (const [value, label] of LANES) {
      if (!value || selects.has(value)) lane.append(make("option", { value }, `Swimlanes: ${label}`));
    }
    bar.append(lane);
    const clear = make("button", { type: "button", class: "kb-button kb-clear", hidden: "" }, "Clear");
    const status = make("span", { class: "kb-controls__said", role: "status" });
    const keys = keysDialog();
    const help = make("button", { type: "button", class: "kb-button kb-controls__keys", "aria-keyshortcuts": "?" }, "Keys");
    help.addEventListener("click", () => keys.showModal());
    bar.append(clear, status, help, moved);
    board.append(keys);
    const scroll = make("div", { class: "kb-board__scroll" });
    const grid = board.querySelector(".kb-board__columns");
    grid.replaceWith(scroll);
    scroll.append(grid);
    board.prepend(bar);

    const matches = (card) =>
      words(search.value.toLowerCase()).every((word) => card.text.includes(word)) &&
      [...switches].every(([each, box]) => !box.checked || card[each]) &&
      [...selects].every(([field, select]) => !select.value || card[field].includes(select.value));

    function drawLanes() {
      for (const old of scroll.querySelectorAll(".kb-lane")) old.remove();
      for (const card of cards) if (card.element) card.home.append(card.element);
      const field = lane.value;
      board.toggleAttribute("data-lanes", Boolean(field));
      for (const column of columns) for (const list of column.querySelectorAll(".kb-cards")) list.hidden = Boolean(field);
      if (!field) return;
      const groups = unique(cards.flatMap((card) => card[field].slice(0, 1)));
      if (cards.some((card) => !card[field].length)) groups.push("");
      for (const group of groups) {
        const own = cards.filter((card) => card.element && (card[field][0] || "") === group);
        if (!own.length) continue;
        const row = make("div", { class: "kb-lane__row" });
        for (const column of columns) {
          const title = column.querySelector(".kb-column__title");
          const list = make("ol", { class: "kb-cards", "aria-label": title ? title.textContent.trim() : "" });
          list.append(...own.filter((card) => card.column === column).map((card) => card.element));
          row.append(list);
        }
        const count = make("span", { class: "kb-count" }, String(own.length));
        const heading = make("h3", { class: "kb-lane__title" }, group ? name(field, group) : `no ${field}`, " ", count);
        scroll.append(make("section", { class: "kb-lane" }, heading, row));
      }
    }

    function filter() {
      const active = isFiltered();
      if (active && rest === "there") load();
      const shown = new Map(columns.map((column) => [column, 0]));
      const further = new Map();
      let total = 0;
      let made = false;
      cards.forEach((card, index) => {
        let visible = matches(card);
        if (visible) {
          total += 1;
          shown.set(card.column, shown.get(card.column) + 1);
        }
        if (visible && index >= first) {
          const before = further.get(card.column) || 0;
          further.set(card.column, before + 1);
          visible = before < (quota.get(card.column) || 0) + (active ? MORE : 0);
          if (visible && !card.element) {
            card.element = draw(card.data);
            card.home.append(card.element);
            made = true;
          }
        }
        if (card.element) card.element.hidden = !visible;
        card.out = !visible;
      });
      if (made && lane.value) drawLanes();
      for (const [column, button] of mores) {
        if (rest !== "loaded") continue;
        const left = (further.get(column) || 0) - (quota.get(column) || 0) - (active ? MORE : 0);
        button.textContent = `${left} more`;
        button.parentElement.hidden = left <= 0;
      }
      for (const row of scroll.querySelectorAll(".kb-lane")) row.hidden = !row.querySelector(".kb-card:not([hidden])");
      columns.forEach((column, index) => {
        if (counts[index]) counts[index].textContent = active ? `${shown.get(column)} shown, ${said[index]}` : said[index];
      });
      for (const select of selects.values()) select.toggleAttribute("data-on", Boolean(select.value));
      clear.hidden = !active;
      fold.toggleAttribute("data-on", active);
      const unseen = rest === "failed" ? ", the rest is in the backlog" : "";
      status.textContent = (active ? `${total} of ${cards.length} cards` : `${cards.length} cards`) + unseen;
      rove();
    }

    // One card is in the order of the tabulator; the arrows lead from there to the others.
    function rove(wanted) {
      const visible = [...scroll.querySelectorAll(".kb-card:not([hidden])")].filter((card) => card.offsetParent);
      const held = scroll.querySelector(".kb-card__title[tabindex='0']");
      const old = held && held.closest(".kb-card");
      const next = wanted || (visible.includes(old) ? old : visible[0]);
      for (const link of scroll.querySelectorAll(".kb-card a")) link.tabIndex = -1;
      if (next) next.querySelector(".kb-card__title").tabIndex = 0;
    }

    async function load() {
      if (rest !== "there") return;
      rest = "loading";
      try {
        const answer = await fetch(board.dataset.kbRest);
        const found = await answer.json();
        for (const column of columns) {
          for (const data of found.columns[column.dataset.state] || []) cards.push(readRest(data, column));
        }
        rest = "loaded";
        fillSelects();
      } catch {
        rest = "failed"; // from a folder nothing may be fetched: the links to the backlog stay
      }
      read();
    }

    const isFiltered = () =>
      Boolean(search.value.trim()) || [...switches.values()].some((box) => box.checked) || [...selects.values()].some((select) => select.value);

    const mores = new Map();
    for (const place of board.querySelectorAll("[data-kb-more]")) {
      const link = place.querySelector("a");
      const column = place.closest(".kb-column");
      link.addEventListener("click", async (event) => {
        if (rest === "failed" || rest === "none") return;
        event.preventDefault();
        await load();
        if (rest === "failed") return;
        quota.set(column, (quota.get(column) || 0) + MORE);
        filter();
      });
      mores.set(column, link);
    }

    function write() {
      const address = readAddress();
      const put = (key, value) => (value ? address.set(key, value) : address.delete(key));
      put("q", search.value.trim());
      for (const [field, select] of selects) put(field, select.value);
      for (const [each, box] of switches) put(each, box.checked ? "1" : "");
      put("lane", lane.value);
      const hash = String(address);
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    }

    function read() {
      const address = readAddress();
      if (String(address) && rest === "there") load();
      search.value = address.get("q") || "";
      for (const [field, select] of selects) select.value = address.get(field) || "";
      for (const select of selects.values()) if (select.selectedIndex < 0) select.value = "";
      for (const [each, box] of switches) box.checked = address.get(each) === "1";
      lane.value = address.get("lane") || "";
      if (lane.selectedIndex < 0) lane.value = "";
      drawLanes();
      filter();
    }

    function changed() {
      filter();
      write();
    }

    search.addEventListener("input", changed);
    for (const each of [...switches.values(), ...selects.values()]) each.addEventListener("change", changed);
    lane.addEventListener("change", () => {
      drawLanes();
      changed();
    });
    clear.addEventListener("click", () => {
      search.value = "";
      for (const box of switches.values()) box.checked = false;
      for (const select of selects.values()) select.value = "";
      changed();
      search.focus();
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (search.value) {
        search.value = "";
        changed();
      } else {
        search.blur();
      }
      event.stopPropagation();
    });
    scroll.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const card = step(scroll, event);
      if (!card) return;
      event.preventDefault();
      rove(card);
      const list = [...card.parentElement.querySelectorAll(".kb-card:not([hidden])")];
      const column = cards.find((each) => each.element === card).column;
      moved.textContent = `${column.dataset.state}, card ${list.indexOf(card) + 1} of ${list.length}`;
    });
    scroll.addEventListener("focusin", (event) => {
      const card = event.target.closest(".kb-card");
      if (card) rove(card);
    });
    window.addEventListener("hashchange", () => board.isConnected && read());
    read();
  }

  // From the card in focus to the nearest visible one in the direction of the key, whatever the arrangement.
  function step(scroll, event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    const current = event.target.closest(".kb-card");
    if (!current) return null;
    let next = null;
    if (event.key === "Home" || event.key === "End") {
      const list = [...current.parentElement.querySelectorAll(".kb-card:not([hidden])")];
      next = list.at(event.key === "Home" ? 0 : -1);
    } else if (way) {
      next = nearest(scroll, current, way);
    }
    const link = next && next.querySelector(".kb-card__title");
    if (!link) return null;
    link.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
    return next;
  }

  function nearest(scroll, current, way) {
    const from = current.getBoundingClientRect();
    let best = null;
    for (const card of scroll.querySelectorAll(".kb-card:not([hidden])")) {
      if (card === current) continue;
      const to = card.getBoundingClientRect();
      const dx = to.left - from.left;
      const dy = to.top - from.top;
      const along = way[0] ? dx * way[0] : dy * way[1];
      const aside = Math.abs(way[0] ? dy : dx);
      if (along <= 4 || (way[1] && aside > from.width / 2)) continue;
      const cost = way[0] ? along * 1000 + aside : along;
      if (!best || cost < best.cost) best = { card, cost };
    }
    return best && best.card;
  }

  // Before Material's own search takes the key.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea, [contenteditable]");
    const search = document.querySelector("[data-kb-board] .kb-controls input[type=search]");
    if (typing || !search || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "?") {
      event.preventDefault();
      document.querySelector("[data-kb-board] .kb-controls__keys").click();
    }
    if (event.key !== "/") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    search.focus();
    search.select();
  }, true);

  const start = () => document.querySelectorAll("[data-kb-board]").forEach(enhance);
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
