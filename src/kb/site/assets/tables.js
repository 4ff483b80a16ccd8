// Tables: sort by heading, filter by text and facet, kept in the address. Without this script they are plain tables.
(() => {
  "use strict";
  const FEW = 8; // rows below which a filter line is more clutter than help
  const FIRST = 12; // entries that a telephone shows at first, where a table is read entry by entry

  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const readAddress = () => new URLSearchParams(location.hash.slice(1));

  // The value a cell sorts by; null when it says that the value is unknown.
  function sortValue(row, index, kind) {
    const cell = row.cells[index];
    if (!cell) return null;
    const raw = cell.dataset.sort !== undefined ? cell.dataset.sort : cell.querySelector(".kb-unknown") ? "" : cell.textContent.trim();
    if (raw === "") return null;
    if (kind !== "number") return raw;
    const number = Number.parseFloat(raw.replace(/[\s\u00a0,]/g, "").replace("\u2212", "-"));
    return Number.isNaN(number) ? null : number;
  }

  function compare(a, b, down) {
    if (a === null || b === null) return (a === null) - (b === null);
    const order = typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);
    return down ? -order : order;
  }

  const facetValues = (row, index) => {
    const cell = row.cells[index];
    if (!cell) return [];
    return (cell.dataset.values !== undefined ? cell.dataset.values.split("|") : [cell.textContent.trim()]).filter(Boolean);
  };

  function enhance(table) {
    if (table.dataset.live !== undefined || !table.tHead || !table.tBodies.length) return;
    table.dataset.live = "";
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const sortable = table.tBodies.length === 1 && !rows.some((row) => row.hasAttribute("data-group"));
    const state = { column: -1, down: false };
    const facets = new Map();
    const search = make("input", { type: "search", placeholder: "Filter", "aria-label": "Filter rows by text" });
    const status = make("span", { class: "kb-controls__said", role: "status" });
    const later = make("button", { type: "button", class: "kb-button kb-later", hidden: "" });
    let whole = rows.length < 1.5 * FIRST; // it is not worth a press to see a few more
    const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

    function sort() {
      heads.forEach((head, index) => {
        if (index === state.column) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      if (state.column < 0) {
        body.append(...rows);
        return;
      }
      const kind = heads[state.column].dataset.kind;
      const keyed = rows.map((row) => [sortValue(row, state.column, kind), row]);
      keyed.sort((a, b) => compare(a[0], b[0], state.down));
      body.append(...keyed.map((pair) => pair[1]));
    }

    function filter() {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const fits =
          wanted.every((word) => texts.get(row).includes(word)) &&
          [...facets].every(([index, select]) => !select.value || facetValues(row, index).includes(select.value));
        row.hidden = !fits;
        shown += fits;
      }
      for (const select of facets.values()) select.toggleAttribute("data-on", Boolean(select.value));
      fold();
      status.textContent = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
    }

    // What fits the filter, beyond the first entries in the order of now, waits for a press; on a wide window nothing does.
    function fold() {
      const fitting = [...body.rows].filter((row) => !row.hidden);
      const waiting = whole ? [] : fitting.slice(FIRST);
      for (const row of rows) delete row.dataset.later;
      for (const row of waiting) row.dataset.later = "";
      later.hidden = !waiting.length;
      later.textContent = `Show ${waiting.length} more`;
    }

    function write() {
      if (!table.id) return;
      const own = new URLSearchParams();
      if (state.column >= 0) own.set("sort", `${state.column}${state.down ? "d" : "a"}`);
      if (search.value.trim()) own.set("q", search.value.trim());
      for (const [index, select] of facets) if (select.value) own.set(`f${index}`, select.value);
      const address = readAddress();
      if (String(own)) address.set(table.id, String(own));
      else address.delete(table.id);
      const hash = String(address);
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    }

    function read() {
      const own = new URLSearchParams((table.id && readAddress().get(table.id)) || "");
      const wish = /^(\d+)([ad])$/.exec(own.get("sort") || "");
      const known = wish && sortable && heads[wish[1]] && heads[wish[1]].querySelector(".kb-sort");
      state.column = known ? Number(wish[1]) : -1;
      state.down = Boolean(known) && wish[2] === "d";
      search.value = own.get("q") || "";
      for (const [index, select] of facets) {
        select.value = own.get(`f${index}`) || "";
        if (select.selectedIndex < 0) select.value = "";
      }
      if (sortable) sort();
      filter();
    }

    if (sortable) heads.forEach((head, index) => addSort(head, () => {
      // A number is first wanted from its large end; a third press gives the order of the page back.
      const first = head.dataset.kind === "number";
      if (state.column !== index) Object.assign(state, { column: index, down: first });
      else if (state.down === first) state.down = !first;
      else Object.assign(state, { column: -1, down: false });
      sort();
      fold();
      write();
    }));
    if (sortable && !whole) {
      (table.closest(".kb-table-wrap") || table).after(later);
      later.addEventListener("click", () => {
        const next = body.querySelector("tr[data-later]:not([hidden]) a[href]");
        whole = true;
        fold();
        if (next) next.focus({ preventScroll: true });
      });
    } else whole = true;
    if (table.dataset.kbTable !== "sort" && rows.length >= FEW) {
      const bar = make("div", { class: "kb-controls", role: "search", "aria-label": "Filter the table" }, make("label", {}, search));
      heads.forEach((head, index) => {
        if (head.hasAttribute("data-facet")) addFacet(head, index, bar);
      });
      bar.append(status);
      (table.closest(".kb-table-wrap") || table).before(bar);
    }

    function addFacet(head, index, bar) {
      const values = [...new Set(rows.flatMap((row) => facetValues(row, index)))].sort(collator.compare);
      const label = head.textContent.trim();
      const select = make("select", { "aria-label": label }, make("option", { value: "" }, `${label}: all`));
      for (const value of values) select.append(make("option", { value }, value));
      select.addEventListener("change", () => {
        filter();
        write();
      });
      facets.set(index, select);
      bar.append(select);
    }

    search.addEventListener("input", () => {
      filter();
      write();
    });
    window.addEventListener("hashchange", () => table.isConnected && read());
    read();
  }

  function addSort(head, press) {
    if (head.hasAttribute("data-nosort") || !head.textContent.trim()) return;
    const button = make("button", { type: "button", class: "kb-sort" });
    button.append(...head.childNodes);
    button.addEventListener("click", press);
    head.append(button);
  }

  // On a narrow window a table that is too wide is read entry by entry: each cell says of which column it is.
  const narrow = window.matchMedia("(max-width: 44.98em)");
  const CARDS = "table.kb-table:not(.kb-table--compact, .kb-matrix)";
  function label(table) {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells].map((head) => head.textContent.trim());
    for (const row of table.tBodies[0].rows) {
      const main = [...row.cells].slice(0, 2).find((cell) => cell.querySelector(":scope > .kb-ref, :scope > .kb-what")) || row.cells[0];
      [...row.cells].forEach((cell, index) => {
        if (cell === main) cell.dataset.label = "";
        else if (cell.textContent.trim()) cell.dataset.label = heads[index] || "";
        else cell.dataset.none = "";
      });
    }
  }
  const widths = new WeakMap();
  function shape(wrap, table) {
    if (widths.get(wrap) === wrap.clientWidth) return;
    widths.set(wrap, wrap.clientWidth);
    table.removeAttribute("data-cards");
    if (!narrow.matches || table.offsetWidth <= wrap.clientWidth || !table.tHead || table.tFoot || table.tBodies.length !== 1) return;
    label(table);
    table.dataset.cards = "";
  }

  // A table that fits needs no scrolling box; its header then sticks to the window.
  const fit = (wrap) => {
    wrap.removeAttribute("data-fits");
    const table = wrap.querySelector(`:scope > ${CARDS}`);
    if (table) shape(wrap, table);
    const fits = wrap.firstElementChild && wrap.firstElementChild.offsetWidth <= wrap.clientWidth;
    wrap.toggleAttribute("data-fits", Boolean(fits));
    if (fits) wrap.removeAttribute("tabindex");
    else wrap.setAttribute("tabindex", "0");
    const header = document.querySelector(".md-header");
    if (header) wrap.style.setProperty("--kb-sticky", `${header.offsetHeight}px`);
  };
  const watcher = window.ResizeObserver && new ResizeObserver((entries) => entries.forEach((entry) => fit(entry.target)));

  const start = () => {
    document.querySelectorAll("table[data-kb-table]").forEach(enhance);
    if (watcher) document.querySelectorAll(".kb-table-wrap").forEach((wrap) => watcher.observe(wrap));
  };
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
