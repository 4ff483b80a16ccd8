// The board: filters kept in the address, swimlanes, arrow keys. Without this script the board is plain lists.
(() => {
  "use strict";
  const FIELDS = [["goal", "Goal"], ["person", "Person"], ["research", "Research"], ["tag", "Tag"]];
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
      blocked: element.hasAttribute("data-blocked"),
    }));
  }

  function enhance(board) {
    if (board.dataset.live !== undefined) return;
    board.dataset.live = "";
    const cards = readCards(board);
    const columns = [...board.querySelectorAll(".kb-column")];
    const counts = columns.map((column) => column.querySelector(".kb-column__count"));
    const said = counts.map((count) => (count ? count.textContent.trim() : ""));
    const labels = readLabels(board);
    const name = (field, value) => (field === "goal" && labels.has(value) ? `${labels.get(value)} (${value})` : value);

    const search = make("input", { type: "search", placeholder: "Filter", "aria-label": "Filter cards by text", "aria-keyshortcuts": "/" });
    const selects = new Map();
    const bar = make("div", { class: "kb-controls", role: "search", "aria-label": "Filter the board" }, make("label", {}, search));
    for (const [field, label] of FIELDS) {
      const values = unique(cards.flatMap((card) => card[field]));
      if (!values.length) continue;
      const select = make("select", { "aria-label": label });
      select.append(make("option", { value: "" }, `${label}: all`));
      for (const value of values) select.append(make("option", { value }, name(field, value)));
      selects.set(field, select);
      bar.append(select);
    }
    const blocked = make("input", { type: "checkbox" });
    if (cards.some((card) => card.blocked)) bar.append(make("label", {}, blocked, "blocked only"));
    const lane = make("select", { "aria-label": "Swimlanes" });
    for (const [value, label] of LANES) {
      if (!value || selects.has(value)) lane.append(make("option", { value }, `Swimlanes: ${label}`));
    }
    bar.append(lane);
    const clear = make("button", { type: "button", class: "kb-button", hidden: "" }, "Clear");
    const status = make("span", { class: "kb-controls__said", role: "status" });
    bar.append(clear, status);
    const scroll = make("div", { class: "kb-board__scroll" });
    const grid = board.querySelector(".kb-board__columns");
    grid.replaceWith(scroll);
    scroll.append(grid);
    board.prepend(bar);

    const matches = (card) =>
      words(search.value.toLowerCase()).every((word) => card.text.includes(word)) &&
      (!blocked.checked || card.blocked) &&
      [...selects].every(([field, select]) => !select.value || card[field].includes(select.value));

    function drawLanes() {
      for (const old of scroll.querySelectorAll(".kb-lane")) old.remove();
      for (const card of cards) card.home.append(card.element);
      const field = lane.value;
      board.toggleAttribute("data-lanes", Boolean(field));
      for (const column of columns) for (const list of column.querySelectorAll(".kb-cards")) list.hidden = Boolean(field);
      if (!field) return;
      const groups = unique(cards.flatMap((card) => card[field].slice(0, 1)));
      if (cards.some((card) => !card[field].length)) groups.push("");
      for (const group of groups) {
        const own = cards.filter((card) => (card[field][0] || "") === group);
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
      const shown = new Map(columns.map((column) => [column, 0]));
      let total = 0;
      for (const card of cards) {
        const visible = matches(card);
        card.element.hidden = !visible;
        if (visible) {
          total += 1;
          shown.set(card.column, (shown.get(card.column) || 0) + 1);
        }
      }
      for (const row of scroll.querySelectorAll(".kb-lane")) row.hidden = !row.querySelector(".kb-card:not([hidden])");
      const active = isFiltered();
      columns.forEach((column, index) => {
        if (counts[index]) counts[index].textContent = active ? `${shown.get(column)} shown, ${said[index]}` : said[index];
      });
      for (const select of selects.values()) select.toggleAttribute("data-on", Boolean(select.value));
      clear.hidden = !active;
      status.textContent = active ? `${total} of ${cards.length} cards` : `${cards.length} cards`;
    }

    const isFiltered = () => Boolean(search.value.trim() || blocked.checked || [...selects.values()].some((select) => select.value));

    function write() {
      const address = readAddress();
      const put = (key, value) => (value ? address.set(key, value) : address.delete(key));
      put("q", search.value.trim());
      for (const [field, select] of selects) put(field, select.value);
      put("blocked", blocked.checked ? "1" : "");
      put("lane", lane.value);
      const hash = String(address);
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    }

    function read() {
      const address = readAddress();
      search.value = address.get("q") || "";
      for (const [field, select] of selects) select.value = address.get(field) || "";
      for (const select of selects.values()) if (select.selectedIndex < 0) select.value = "";
      blocked.checked = address.get("blocked") === "1";
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
    blocked.addEventListener("change", changed);
    for (const select of selects.values()) select.addEventListener("change", changed);
    lane.addEventListener("change", () => {
      drawLanes();
      changed();
    });
    clear.addEventListener("click", () => {
      search.value = "";
      blocked.checked = false;
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
      if (!event.altKey && !event.ctrlKey && !event.metaKey && step(scroll, event)) event.preventDefault();
    });
    window.addEventListener("hashchange", () => board.isConnected && read());
    read();
  }

  // From the card in focus to the nearest visible one in the direction of the key, whatever the arrangement.
  function step(scroll, event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    const current = event.target.closest(".kb-card");
    if (!way || !current) return false;
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
    const link = best && best.card.querySelector(".kb-card__title");
    if (!link) return false;
    link.focus();
    best.card.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  // Before Material's own search takes the key.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest && event.target.closest("input, select, textarea, [contenteditable]");
    const search = document.querySelector("[data-kb-board] .kb-controls input[type=search]");
    if (event.key !== "/" || typing || !search || event.ctrlKey || event.metaKey || event.altKey) return;
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
