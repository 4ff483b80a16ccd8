// The line of controls above the graph: search with its list, filters, the day of the slider.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const MOST = 12; // entries in the list of a search
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  graph.make = make;
  const KNOWN = ["goal", "task", "experiment", "review", "decision", "risk", "product", "privacy", "stack", "change"];
  graph.slug = (type) => (KNOWN.includes(type) ? type : "custom");
  graph.day = (iso) => {
    const date = new Date(`${iso}T00:00:00Z`);
    return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  };
  graph.named = (node) => [make("code", { class: "kb-id" }, node.id), ` ${node.title}`];

  function choice(label, all, values, name = (value) => value) {
    const select = make("select", { "aria-label": label }, make("option", { value: "" }, all));
    for (const value of values) select.append(make("option", { value }, name(value)));
    return select;
  }

  // A field with a list of what it finds: arrow keys choose in it, Enter goes there.
  function searching(find, go) {
    const field = make("input", {
      type: "search", placeholder: "Find a record", "aria-label": "Find a record by id, title, tag or state", "aria-keyshortcuts": "/",
      role: "combobox", "aria-expanded": "false", "aria-controls": "kb-graph-found", "aria-autocomplete": "list", autocomplete: "off",
    });
    const list = make("ul", { id: "kb-graph-found", class: "kb-found", role: "listbox", "aria-label": "Records found", hidden: "" });
    let hits = [];
    let at = -1;
    function pick(index) {
      at = index;
      [...list.children].forEach((entry, place) => entry.setAttribute("aria-selected", String(place === at)));
      if (at < 0) field.removeAttribute("aria-activedescendant");
      else {
        field.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    }
    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      pick(-1);
    }
    function open() {
      const found = find();
      hits = (found || []).slice(0, MOST);
      const entries = hits.map((node, place) => {
        const entry = make("li", { id: `kb-graph-found-${place}`, role: "option", "aria-selected": "false" },
          make("span", { class: "kb-type", "data-type": graph.slug(node.type) }, node.type), make("span", {}, ...graph.named(node)));
        entry.addEventListener("pointerdown", (event) => event.preventDefault());
        entry.addEventListener("click", () => { close(); go(node); });
        return entry;
      });
      if (found && !found.length) entries.push(make("li", { class: "kb-found__none", role: "option", "aria-disabled": "true", "aria-selected": "false", id: "kb-graph-found-0" }, "No record has these words."));
      if (found && found.length > MOST) entries.push(make("li", { class: "kb-found__none", role: "presentation" }, `and ${found.length - MOST} more`));
      list.replaceChildren(...entries);
      list.hidden = !found;
      field.setAttribute("aria-expanded", String(Boolean(found)));
      pick(-1);
    }
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (way && hits.length) {
        if (list.hidden) open();
        pick((at + way + hits.length + (at < 0 && way < 0 ? 1 : 0)) % hits.length);
      } else if (event.key === "Enter" && hits.length) {
        const node = hits[Math.max(at, 0)];
        close();
        go(node);
      } else if (event.key === "Escape") {
        if (list.hidden) return;
        close();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return { field, list, open, close };
  }

  // The days on which something was added, and a handle on them.
  function sliding(days) {
    const range = make("input", { type: "range", min: "0", max: String(days.length), value: String(days.length), "aria-label": "How the graph grew: up to this day" });
    const said = make("span", { class: "kb-slider__said", "aria-hidden": "true" });
    const element = make("label", { class: "kb-slider" }, make("span", {}, "Grown by"), range, said);
    const day = () => (Number(range.value) < days.length ? days[Number(range.value)] : "");
    function say() {
      const words = day() ? graph.day(day()) : "today";
      said.textContent = words;
      range.setAttribute("aria-valuetext", words);
      range.toggleAttribute("data-on", Boolean(day()));
    }
    return {
      element, range, day, say,
      set(value) {
        const at = days.findIndex((each) => each > value);
        range.value = String(value && at ? (at < 0 ? days.length : at - 1) : value ? 0 : days.length);
        say();
      },
    };
  }

  graph.controls = (known, hooks) => {
    const nodes = known.nodes;
    const search = searching(hooks.find, hooks.go);
    const status = choice("State", "State: all", graph.unique(nodes.map((node) => node.status)));
    const goal = choice("Goal", "Goal: all", graph.unique(nodes.flatMap((node) => node.goals)), (value) => {
      const found = known.byId.get(value);
      return found && found.title ? `${found.title} (${value})` : value;
    });
    const tag = choice("Tag", "Tag: all", graph.unique(nodes.flatMap((node) => node.tags)));
    const since = make("input", { type: "date", "aria-label": "Only records dated from this day on" });
    const until = make("input", { type: "date", "aria-label": "Only records dated up to this day" });
    const said = make("span", { class: "kb-controls__said", role: "status" });
    const toggles = (values, label, name) => {
      const group = make("div", { class: "kb-types", role: "group", "aria-label": label });
      for (const value of values) {
        const toggle = make("button", { type: "button", "aria-pressed": "true", "data-toggle": value }, name(value));
        toggle.addEventListener("click", () => hooks.toggled(group, value));
        group.append(toggle);
      }
      return group;
    };
    const types = toggles(graph.unique(nodes.map((node) => node.type)), "Types shown", (type) => make("span", { class: "kb-type", "data-type": graph.slug(type) }, type));
    const kinds = toggles(graph.unique(known.edges.map((edge) => edge.kind)), "Kinds of links shown", (kind) => make("span", { class: "kb-kind" }, kind.replaceAll("_", " ")));
    const links = make("details", { class: "kb-kinds" }, make("summary", {}, "Links"), kinds);
    const days = graph.unique(nodes.map((node) => node.date));
    const slider = sliding(days);
    slider.set("");
    // On a telephone the filters wait behind a button, so that the graph is on the first screen.
    const fold = make("button", { type: "button", class: "kb-button kb-fold", "aria-expanded": "false" }, "Filters");
    fold.addEventListener("click", () => fold.setAttribute("aria-expanded", String(fold.getAttribute("aria-expanded") === "false")));
    const bar = make("div", { class: "kb-controls", role: "search", "aria-label": "Filter the graph" }, make("span", { class: "kb-finder" }, search.field, search.list), fold);
    for (const select of [status, goal, tag]) if (select.length > 1) bar.append(select);
    if (days.length) bar.append(make("label", {}, "from ", since), make("label", {}, "to ", until));
    const clear = make("button", { type: "button", class: "kb-linklike kb-clear", hidden: "" }, "Clear");
    clear.addEventListener("click", hooks.clear);
    bar.append(clear, make("div", { class: "kb-controls__row" }, types, known.edges.length ? links : ""));
    if (days.length > 1) bar.append(slider.element);
    bar.append(said);
    for (const input of [status, goal, tag, since]) input.addEventListener("change", hooks.changed);
    until.addEventListener("change", () => { slider.set(until.value); hooks.changed(); });
    slider.range.addEventListener("input", () => { until.value = slider.day(); slider.say(); hooks.changed(); });
    search.field.addEventListener("input", () => { hooks.typed(); search.open(); });
    search.field.addEventListener("focus", () => { if (search.field.value.trim()) search.open(); });
    return { bar, search: search.field, close: search.close, status, goal, tag, since, until, types, kinds, links, slider, said, clear, fold };
  };
})();
