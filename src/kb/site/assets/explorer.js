// The graph: pan, zoom, search, filters, a record's neighbourhood. Without this script the drawing and its links remain.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const READABLE = 0.45;
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const words = (value) => (value || "").split(/\s+/).filter(Boolean);
  const unique = (values) => [...new Set(values)].filter(Boolean).sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
  const readAddress = () => new URLSearchParams(location.hash.slice(1));
  const button = (label, text, press) => {
    const node = make("button", { type: "button", class: "kb-button", "aria-label": label, title: label }, text);
    node.addEventListener("click", press);
    return node;
  };

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
    const whole = svg.viewBox.baseVal;
    const full = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
    const box = all[0].element.getBBox();
    const stage = make("div", { class: "kb-explorer" });
    svg.replaceWith(stage);
    stage.append(svg);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    figure.dataset.live = "";

    const view = { x: full.x, y: full.y, scale: 1 };
    const size = () => ({ w: stage.clientWidth || 800, h: stage.clientHeight || 500 });
    function show() {
      const { w, h } = size();
      svg.setAttribute("viewBox", `${view.x} ${view.y} ${w / view.scale} ${h / view.scale}`);
      svg.classList.toggle("far", view.scale < READABLE);
    }
    function frame(area, least, most) {
      const { w, h } = size();
      view.scale = Math.min(most, Math.max(least, Math.min(w / area.w, h / area.h)));
      view.x = area.x + area.w / 2 - w / view.scale / 2;
      view.y = area.y + area.h / 2 - h / view.scale / 2;
      show();
    }
    function home() {
      const { w, h } = size();
      const fit = Math.min(w / full.w, h / full.h);
      if (fit >= READABLE) return frame(full, 0.05, 1.1);
      // Too large to read at once: begin at the left, where the goals are.
      const first = all.reduce((a, b) => (b.x < a.x ? b : a));
      view.scale = Math.max(fit, 0.6);
      view.x = full.x;
      view.y = first.y + box.height / 2 - h / view.scale / 2;
      return show();
    }
    function zoom(factor, px, py) {
      const { w, h } = size();
      const cx = px === undefined ? w / 2 : px;
      const cy = py === undefined ? h / 2 : py;
      const scale = Math.min(3, Math.max(0.04, view.scale * factor));
      view.x += cx / view.scale - cx / scale;
      view.y += cy / view.scale - cy / scale;
      view.scale = scale;
      show();
    }

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
    stage.before(bar);
    const panel = make("aside", { class: "kb-explorer__panel", "aria-label": "Summary of the chosen record", hidden: "" });
    const zoomers = make("div", { class: "kb-explorer__zoom" }, button("Zoom in", "+", () => zoom(1.3)),
      button("Zoom out", "−", () => zoom(1 / 1.3)), button("Show everything", "⤢", () => frame(full, 0.02, 1.1)));
    stage.append(panel, zoomers);
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
      frame(area, 0.2, 1.15);
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

    const pointers = new Map();
    let moved = 0;
    const at = (event) => {
      const edge = stage.getBoundingClientRect();
      return { x: event.clientX - edge.left, y: event.clientY - edge.top };
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      if (!pointers.size) moved = 0;
      pointers.set(event.pointerId, at(event));
    });
    window.addEventListener("pointermove", (event) => {
      const last = pointers.get(event.pointerId);
      if (!last) return;
      const now = at(event);
      const other = [...pointers].find(([id]) => id !== event.pointerId);
      if (other) {
        const reach = (p) => Math.hypot(p.x - other[1].x, p.y - other[1].y) || 1;
        zoom(reach(now) / reach(last), (now.x + other[1].x) / 2, (now.y + other[1].y) / 2);
        moved += 10;
      } else {
        view.x -= (now.x - last.x) / view.scale;
        view.y -= (now.y - last.y) / view.scale;
        moved += Math.abs(now.x - last.x) + Math.abs(now.y - last.y);
        if (moved > 4) stage.classList.add("is-dragging");
        show();
      }
      pointers.set(event.pointerId, now);
    });
    for (const kind of ["pointerup", "pointercancel"]) {
      window.addEventListener(kind, (event) => {
        pointers.delete(event.pointerId);
        stage.classList.remove("is-dragging");
      });
    }
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const spot = at(event);
      zoom(Math.exp(-event.deltaY * 0.004), spot.x, spot.y);
    }, { passive: false });
    // A press of Enter is a click without a pointer (detail 0): the link opens by itself.
    svg.addEventListener("click", (event) => {
      const element = event.target.closest(".n[data-id]");
      const drag = moved > 4;
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
    stage.addEventListener("focusin", (event) => {
      const node = event.target.closest && nodes.get((event.target.closest(".n[data-id]") || { dataset: {} }).dataset.id);
      if (!node || pointers.size) return;
      const { w, h } = size();
      const out = node.x < view.x || node.y < view.y || node.x + box.width > view.x + w / view.scale || node.y + box.height > view.y + h / view.scale;
      if (!out) return;
      view.x = node.x + box.width / 2 - w / view.scale / 2;
      view.y = node.y + box.height / 2 - h / view.scale / 2;
      show();
    });
    document.addEventListener("keydown", (event) => {
      if (!stage.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest && event.target.closest("input, select, textarea")) {
        if (event.key === "Escape" && figure.contains(event.target)) event.target.blur();
        return;
      }
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
      const way = stage.contains(event.target) && ways[event.key];
      if (event.key === "+" || event.key === "=") zoom(1.3);
      else if (event.key === "-") zoom(1 / 1.3);
      else if (event.key === "0") frame(full, 0.02, 1.1);
      else if (event.key === "/") search.focus();
      else if (event.key === "Escape") {
        choose("");
        home();
      } else if (way) {
        view.x += (way[0] * 80) / view.scale;
        view.y += (way[1] * 80) / view.scale;
        show();
      } else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
    window.addEventListener("resize", show);
    window.addEventListener("hashchange", () => stage.isConnected && read());

    home();
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
      const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
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
