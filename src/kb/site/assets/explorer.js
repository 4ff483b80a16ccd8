// The graph: pan, zoom, search, filters, a record's neighbourhood. Without this script the drawing and its links remain.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const words = (value) => (value || "").split(/\s+/).filter(Boolean);
  const unique = (values) => [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  const readAddress = () => new URLSearchParams(location.hash.slice(1));

  function readNodes(svg) {
    const nodes = new Map();
    for (const element of svg.querySelectorAll(".n[data-id]")) {
      const place = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(element.getAttribute("transform") || "") || [0, 0, 0];
      const spoken = element.querySelector("title") ? element.querySelector("title").textContent : "";
      const data = element.dataset;
      nodes.set(data.id, {
        element, id: data.id, type: data.type, status: data.status || "", verdict: data.verdict || "", date: data.date || "",
        goals: words(data.goals), flags: words(data.flags), title: spoken.slice(spoken.indexOf("): ") + 3),
        x: Number(place[1]), y: Number(place[2]), text: spoken.toLowerCase(), in: [], out: [],
      });
    }
    return nodes;
  }

  function readEdges(svg, nodes) {
    const edges = [];
    for (const element of svg.querySelectorAll("[data-s]")) {
      const from = nodes.get(element.dataset.s);
      const to = nodes.get(element.dataset.t);
      if (!from || !to) continue;
      const spoken = element.querySelector("title") ? element.querySelector("title").textContent : "";
      const edge = { element, from, to, label: spoken.slice(from.id.length + 1, spoken.length - to.id.length - 1) };
      from.out.push(edge);
      to.in.push(edge);
      edges.push(edge);
    }
    return edges;
  }

  function enhance(figure, svg) {
    const nodes = readNodes(svg);
    if (!nodes.size) return;
    const edges = readEdges(svg, nodes);
    const all = [...nodes.values()];
    const box = all[0].element.getBBox();
    const stage = window.kbStage(svg, all);
    figure.dataset.live = "";

    const state = { focus: "", line: false, hidden: new Set(), shown: new Set() };
    const search = make("input", { type: "search", placeholder: "Find a record", "aria-label": "Find a record by id or title", "aria-keyshortcuts": "/" });
    const status = make("select", { "aria-label": "State" }, make("option", { value: "" }, "State: all"));
    for (const value of unique(all.map((node) => node.status))) status.append(make("option", { value }, value));
    const goal = make("select", { "aria-label": "Goal" }, make("option", { value: "" }, "Goal: all"));
    for (const value of unique(all.flatMap((node) => node.goals))) {
      const known = nodes.get(value);
      goal.append(make("option", { value }, known && known.title ? `${known.title} (${value})` : value));
    }
    const since = make("input", { type: "date", "aria-label": "Only records dated from this day on" });
    const said = make("span", { class: "kb-controls__said", role: "status" });
    const types = make("div", { class: "kb-types", role: "group", "aria-label": "Types shown" });
    for (const type of unique(all.map((node) => node.type))) {
      const toggle = make("button", { type: "button", "aria-pressed": "true", "data-toggle": type });
      const shape = all.find((node) => node.type === type).element.getAttribute("class").match(/t-(\w+)/);
      toggle.append(make("span", { class: "kb-type", "data-type": shape ? shape[1] : "custom" }, type));
      toggle.addEventListener("click", () => {
        if (!state.hidden.delete(type)) state.hidden.add(type);
        changed();
      });
      types.append(toggle);
    }
    const bar = make("div", { class: "kb-controls", role: "search", "aria-label": "Filter the graph" }, make("label", {}, search));
    if (status.length > 1) bar.append(status);
    if (goal.length > 1) bar.append(goal);
    if (all.some((node) => node.date)) bar.append(make("label", {}, "from ", since));
    bar.append(types, said);
    stage.element.before(bar);
    const panel = make("aside", { class: "kb-explorer__panel", "aria-label": "Summary of the chosen record", hidden: "" });
    stage.element.append(panel);
    const summaries = new Map();

    const allowed = (node) =>
      !state.hidden.has(node.type) && (!status.value || node.status === status.value) &&
      (!goal.value || node.id === goal.value || node.goals.includes(goal.value)) && (!since.value || node.date >= since.value);

    // The record with what it touches; or all that leads to it and all that follows from it.
    function neighbourhood(node) {
      const near = new Set([node]);
      const walk = (from, way) => {
        const queue = [from];
        const met = new Set(queue);
        while (queue.length) {
          for (const edge of queue.pop()[way]) {
            const next = way === "in" ? edge.from : edge.to;
            near.add(next);
            if (state.line && !met.has(next)) {
              met.add(next);
              queue.push(next);
            }
          }
        }
      };
      walk(node, "in");
      walk(node, "out");
      return near;
    }

    function draw() {
      const wanted = words(search.value.toLowerCase());
      const chosen = nodes.get(state.focus);
      const near = chosen ? neighbourhood(chosen) : null;
      state.shown = new Set(all.filter((node) => allowed(node) || node === chosen));
      let found = 0;
      for (const node of all) {
        const hit = wanted.every((word) => node.text.includes(word));
        const visible = state.shown.has(node);
        found += hit && visible;
        node.element.classList.toggle("off", !visible);
        node.element.classList.toggle("dim", near ? !near.has(node) : !hit);
        node.element.classList.toggle("focus", node === chosen);
      }
      for (const edge of edges) {
        const on = near ? near.has(edge.from) && near.has(edge.to) : !wanted.length;
        edge.element.classList.toggle("off", !state.shown.has(edge.from) || !state.shown.has(edge.to));
        edge.element.classList.toggle("dim", !on);
        edge.element.classList.toggle("near", Boolean(near) && on);
      }
      for (const toggle of types.children) toggle.setAttribute("aria-pressed", String(!state.hidden.has(toggle.dataset.toggle)));
      for (const input of [status, goal, since]) input.toggleAttribute("data-on", Boolean(input.value));
      said.textContent = found === all.length ? `${all.length} records` : `${found} of ${all.length} records`;
      drawPanel(chosen);
    }

    function drawPanel(node) {
      panel.hidden = !node;
      panel.replaceChildren();
      if (!node) return;
      const close = make("button", { type: "button", class: "kb-explorer__close", "aria-label": "Close the summary" }, "×");
      close.addEventListener("click", () => choose(""));
      const shape = (node.element.getAttribute("class").match(/t-(\w+)/) || ["", "custom"])[1];
      const head = make("p", {}, make("span", { class: "kb-type", "data-type": shape }, node.type), " ", make("code", { class: "kb-id" }, node.id));
      panel.append(close, head, make("h2", {}, node.title));
      const facts = [node.status, node.verdict.replace("-", " "), ...node.flags, node.date].filter(Boolean);
      panel.append(make("p", {}, facts.join(" · ")));
      if (summaries.has(node.id)) panel.append(make("p", {}, summaries.get(node.id)));
      const href = node.element.getAttribute("href");
      if (href) panel.append(make("p", {}, make("a", { href }, "Open the record")));
      const line = make("input", { type: "checkbox" });
      line.checked = state.line;
      line.addEventListener("change", () => {
        state.line = line.checked;
        choose(node.id);
      });
      panel.append(make("label", {}, line, " the whole line of thought"));
      const list = (heading, all_, end, phrase) => {
        if (!all_.length) return;
        const items = all_.map((edge) => {
          const go = make("button", { type: "button", class: "kb-linklike" }, make("code", { class: "kb-id" }, edge[end].id), ` ${edge[end].title}`);
          go.addEventListener("click", () => choose(edge[end].id));
          return make("li", {}, phrase(edge), go);
        });
        panel.append(make("h3", {}, heading), make("ul", {}, ...items));
      };
      list("Comes from", node.in, "from", () => "");
      list("Leads to", node.out, "to", (edge) => make("span", { class: "kb-unit" }, `${edge.label} `));
    }

    function choose(id, keepView) {
      state.focus = nodes.has(id) ? id : "";
      draw();
      write();
      if (!state.focus || keepView) return;
      const near = [...neighbourhood(nodes.get(id))].filter((node) => state.shown.has(node));
      const xs = near.map((node) => node.x);
      const ys = near.map((node) => node.y);
      const area = { x: Math.min(...xs) - 40, y: Math.min(...ys) - 40 };
      area.w = Math.max(...xs) + box.width + 40 - area.x;
      area.h = Math.max(...ys) + box.height + 40 - area.y;
      const beside = panel.offsetWidth < stage.element.clientWidth / 2;
      stage.frame(area, 0.2, 1.15, beside ? panel.offsetWidth + 20 : 0, beside ? 0 : panel.offsetHeight + 60);
    }

    function write() {
      const address = readAddress();
      const put = (key, value) => (value ? address.set(key, value) : address.delete(key));
      put("focus", state.focus);
      put("line", state.focus && state.line ? "1" : "");
      const kinds = [...types.children].map((toggle) => toggle.dataset.toggle);
      put("type", state.hidden.size ? kinds.filter((kind) => !state.hidden.has(kind)).join(",") || "-" : "");
      put("state", status.value);
      put("goal", goal.value);
      put("since", since.value);
      put("q", search.value.trim());
      const hash = String(address);
      history.replaceState(history.state, "", hash ? `#${hash}` : location.pathname + location.search);
    }

    function read() {
      const address = readAddress();
      const kinds = address.get("type");
      state.hidden.clear();
      if (kinds) {
        const wanted = new Set(kinds.split(","));
        for (const toggle of types.children) if (!wanted.has(toggle.dataset.toggle)) state.hidden.add(toggle.dataset.toggle);
      }
      for (const [key, input] of [["state", status], ["goal", goal]]) {
        input.value = address.get(key) || "";
        if (input.selectedIndex < 0) input.value = "";
      }
      since.value = address.get("since") || "";
      search.value = address.get("q") || "";
      state.line = address.get("line") === "1";
      choose(address.get("focus") || "");
    }

    function changed() {
      draw();
      write();
    }

    search.addEventListener("input", () => {
      state.focus = "";
      changed();
    });
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const wanted = words(search.value.toLowerCase());
      const hit = all.find((node) => state.shown.has(node) && wanted.every((word) => node.text.includes(word)));
      if (hit && wanted.length) choose(hit.id);
    });
    for (const input of [status, goal, since]) input.addEventListener("change", changed);

    // A press of Enter is a click without a pointer (detail 0): the link opens by itself.
    svg.addEventListener("click", (event) => {
      const element = event.target.closest(".n[data-id]");
      const drag = stage.dragged();
      if (element && (event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey)) return;
      if (element || drag) event.preventDefault();
      if (drag) return;
      event.stopPropagation();
      if (element) choose(element.dataset.id, true);
      else if (state.focus) choose("");
    });
    svg.addEventListener("dblclick", (event) => {
      const element = event.target.closest(".n[data-id]");
      const href = element && element.getAttribute("href");
      if (href) location.assign(new URL(href, document.baseURI));
    });
    stage.element.addEventListener("focusin", (event) => {
      const element = event.target.closest(".n[data-id]");
      const node = element && nodes.get(element.dataset.id);
      if (node && !stage.pressed()) stage.reveal({ x: node.x, y: node.y, w: box.width, h: box.height });
    });
    // Before Material's own keys.
    document.addEventListener("keydown", (event) => {
      if (!stage.element.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest && event.target.closest("input, select, textarea")) {
        if (event.key === "Escape" && figure.contains(event.target)) event.target.blur();
        return;
      }
      if (event.key === "/") search.focus();
      else if (event.key === "Escape") {
        choose("");
        stage.home();
      } else if (!stage.key(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
    window.addEventListener("hashchange", () => stage.element.isConnected && read());

    stage.home();
    read();
    if (figure.dataset.kbGraph) {
      fetch(figure.dataset.kbGraph)
        .then((answer) => (answer.ok ? answer.json() : { nodes: [] }))
        .then((data) => {
          for (const node of data.nodes || []) if (node.summary) summaries.set(String(node.id), String(node.summary));
          drawPanel(nodes.get(state.focus));
        })
        .catch(() => undefined); // the drawing is complete without the summaries
    }
  }

  // A large drawing is a file of its own; only its shapes and links are taken over, not its style sheet or scripts.
  async function load(figure) {
    try {
      const answer = await fetch(figure.dataset.kbSvg);
      if (!answer.ok) return;
      const text = (await answer.text()).replace(/<style>[^<]*<\/style>/, "");
      const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      if (parsed.namespaceURI !== SVG || parsed.localName !== "svg") return;
      parsed.querySelectorAll("style, script, foreignObject").forEach((node) => node.remove());
      const svg = document.importNode(parsed, true);
      figure.querySelector("p")?.replaceWith(svg);
      enhance(figure, svg);
    } catch {
      // Opened from the disk or offline: the link to the drawing stays.
    }
  }

  const start = () => {
    for (const figure of document.querySelectorAll("[data-kb-explorer]:not([data-begun])")) {
      figure.dataset.begun = "";
      const svg = figure.querySelector("svg.kb-drawing");
      if (svg) enhance(figure, svg);
      else if (figure.dataset.kbSvg) load(figure);
    }
    for (const figure of document.querySelectorAll(".kb-graph:not([data-kb-explorer])")) {
      const focus = figure.querySelector(".n.focus");
      if (!focus || figure.scrollWidth <= figure.clientWidth) continue;
      const place = focus.getBoundingClientRect();
      figure.scrollLeft += place.left + place.width / 2 - figure.getBoundingClientRect().left - figure.clientWidth / 2;
    }
  };
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
