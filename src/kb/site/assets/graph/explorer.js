// The explorer of the graph: holds what is asked of it, keeps that in the address, and hands it to those who draw.
// Without this script the drawing and its links remain.
(() => {
  "use strict";
  const graph = window.kbGraph;
  const SVG = "http://www.w3.org/2000/svg";
  const NOTHING = { focus: "", way: "both", steps: 1, from: "", to: "", place: "" };
  const READABLE = 0.45; // smaller than that, what is around a record is brought together
  const NEAR = 0.7;
  const readAddress = () => new URLSearchParams(location.hash.slice(1));

  function enhance(figure, known, surface, summaryOf) {
    const { nodes, byId } = known;
    const state = { ...NOTHING, types: new Set(), kinds: new Set(), shown: new Set() };
    let hits = null;
    let picking = false; // the next record is the other end of a path
    let settled = false; // before that, moves of the window are not of the reader's making
    let derived = { x: 0, y: 0, scale: 0 }; // the window that follows from the rest of the address
    let placed = ""; // whether what is around a record stands together, so that it may stand "apart", or could ("together")
    let timer = 0;

    const controls = graph.controls(known, {
      find: () => hits && hits.filter((node) => state.shown.has(node)), go: (node) => choose(node), changed, clear,
      typed: () => { if (!picking) Object.assign(state, { focus: "" }); changed(); },
      toggled(group, value) {
        const hidden = group === controls.types ? state.types : state.kinds;
        if (!hidden.delete(value)) hidden.add(value);
        changed();
      },
    });
    const panel = graph.panel({
      choose: (node) => choose(node), close: () => leave(), leavePath: () => leave(),
      pathFrom, reach(steps, way) { Object.assign(state, { steps, way }); choose(byId.get(state.focus)); },
      place(where) { state.place = where; look(draw()); write(true); },
    });
    const opening = (room) => graph.opening(state.shown.size ? [...state.shown] : nodes, surface.box, room);
    const stage = graph.stage(surface, known.order[0], opening, () => { if (settled) { clearTimeout(timer); timer = setTimeout(write, 250); } });
    const keys = graph.keys();
    stage.element.before(controls.bar);
    stage.element.append(panel.element, keys);
    const whole = () => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen()).catch(() => undefined);
    if (document.fullscreenEnabled) stage.buttons.append(stage.control("Whole screen", "▢", whole));
    stage.buttons.append(stage.control("Keys", "?", () => keys.showModal()));
    figure.dataset.live = "";

    const open = (edge) => !state.kinds.has(edge.kind) && state.shown.has(edge.from) && state.shown.has(edge.to);
    const allowed = (node) =>
      !state.types.has(node.type) && (!controls.status.value || node.status === controls.status.value) &&
      (!controls.goal.value || node.id === controls.goal.value || node.goals.includes(controls.goal.value)) &&
      (!controls.tag.value || node.tags.includes(controls.tag.value)) &&
      (!controls.since.value || node.date >= controls.since.value) && (!controls.until.value || node.date <= controls.until.value);
    const filtered = () => state.types.size || state.kinds.size || controls.search.value.trim() ||
      [controls.status, controls.goal, controls.tag, controls.since, controls.until].some((input) => input.value);

    function draw() {
      const chosen = byId.get(state.focus);
      const [a, b] = [byId.get(state.from), byId.get(state.to)];
      state.shown = new Set(nodes.filter((node) => allowed(node) || node === chosen || node === a || node === b));
      hits = graph.search(known, controls.search.value, (node) => state.shown.has(node));
      const found = hits && new Set(hits);
      const way = a && b ? graph.path(a, b, open) : null;
      const near = a && b ? (way ? way.nodes : new Set([a, b])) : chosen ? graph.around(chosen, state.steps, state.way, open) : null;
      const strong = chosen && state.steps !== 1;
      // Mentions, and links that a row says already, are drawn from the chosen record only: they follow no bends.
      const beside = (edge) => (edge.weak || edge.implied) && edge.from !== chosen && edge.to !== chosen;
      const on = (edge) => (way ? way.edges.has(edge) : near.has(edge.from) && near.has(edge.to) && !beside(edge) && !(strong && edge.weak));
      const columns = way ? way.columns : near;
      placed = gathering(near, way ? way.from : chosen, columns);
      const together = surface.gathered;
      // Together, what leads past a column or stays in it only says that there is a link.
      const beyond = (edge) => together && !way && edge.from !== chosen && edge.to !== chosen && columns.get(edge.to) - columns.get(edge.from) !== 1;
      surface.mark({
        shown: (node) => state.shown.has(node) && (!together || near.has(node)),
        open: (edge) => open(edge) && (!together || on(edge)),
        dim: (node) => (near ? !near.has(node) : Boolean(found && !found.has(node))),
        chosen: (node) => node === chosen || node === a || node === b,
        near: (edge) => Boolean(near) && on(edge) && !beyond(edge), dimEdge: (edge) => (near ? !on(edge) || Boolean(beyond(edge)) : Boolean(found)),
      });
      for (const toggle of controls.types.children) toggle.setAttribute("aria-pressed", String(!state.types.has(toggle.dataset.toggle)));
      for (const toggle of controls.kinds.children) toggle.setAttribute("aria-pressed", String(!state.kinds.has(toggle.dataset.toggle)));
      for (const input of [controls.status, controls.goal, controls.tag, controls.since, controls.until]) input.toggleAttribute("data-on", Boolean(input.value));
      controls.links.toggleAttribute("data-on", state.kinds.size > 0);
      controls.clear.hidden = !filtered();
      controls.fold.toggleAttribute("data-on", Boolean(filtered()));
      const count = hits ? hits.length : state.shown.size;
      const records = count === nodes.length ? `${nodes.length} records` : `${count} of ${nodes.length} records`;
      const day = controls.until.value ? ` up to ${graph.day(controls.until.value)}` : "";
      const around = near && chosen ? `, ${near.size - 1} around ${chosen.id}` : "";
      controls.said.textContent = records + day + around;
      panel.element.setAttribute("aria-label", a || b ? "Path between two records" : "Summary of the chosen record");
      if (a || b) panel.show(panel.path(way, a, b, placed));
      else panel.show(chosen ? panel.record(chosen, state, near, summaryOf(chosen, draw), placed) : null);
      return near;
    }

    // What the panel leaves of the window, at its left or above it.
    function room() {
      const { clientWidth: w, clientHeight: h } = stage.element;
      const [wide, high] = [panel.element.offsetWidth, panel.element.offsetHeight];
      return wide < w / 2 ? { w, h, right: wide && wide + 20, bottom: 0 } : { w, h, right: 0, bottom: high + 60 };
    }

    // Of a graph that is loaded as data, what is around a record is brought together if it cannot be read where it stands.
    // Says what the panel offers: "apart" or "together", or nothing.
    function gathering(near, chosen, columns) {
      if (!surface.gather) return "";
      surface.gather();
      if (!near || !chosen || near.size < 2) return "";
      // About what the panel will leave, whatever it says: a summary that arrives moves nothing.
      const { clientWidth: w, clientHeight: h } = stage.element;
      const [width, height] = w > 700 ? [w - 360, h] : [w, h / 2];
      const area = graph.areaOf([...near.keys()], surface.box);
      if (Math.min(width / area.w, height / area.h) >= READABLE) return "";
      if (state.place !== "whole") surface.gather(chosen, columns, { w: width, h: height });
      return surface.gathered ? "apart" : state.place === "whole" ? "together" : "";
    }

    function look(near) {
      const { w, h, right, bottom } = room();
      const those = [...near.keys()].filter((node) => state.shown.has(node));
      let area = graph.areaOf(those, surface.box);
      let least = surface.large ? 0.05 : 0.2;
      const middle = byId.get(state.focus || state.from);
      // Together, yet too much for the window: the record itself stands in the middle, and the window is moved on from there.
      if (surface.gathered && Math.min((w - right) / area.w, (h - bottom) / area.h) < READABLE) {
        area = graph.areaOf([middle], surface.box, 0);
        least = NEAR;
      }
      stage.frame(area, least, least === NEAR ? NEAR : 1.15, right, bottom);
      derived = { ...stage.view };
    }

    function home() {
      stage.home();
      derived = { ...stage.view };
    }

    function choose(node, keepView) {
      if (!node) return;
      if (keepView ? !surface.gathered : node.id !== state.focus) state.place = keepView ? "whole" : "";
      if (picking) {
        picking = false;
        Object.assign(state, { to: node.id, focus: "" });
      } else Object.assign(state, { focus: node.id, from: "", to: "" });
      surface.rove(node);
      const near = draw();
      write(true);
      if (!keepView || state.to) look(near);
    }

    function pathFrom(node) {
      picking = true;
      Object.assign(state, { from: node.id, to: "", focus: "" });
      draw();
      write(true);
    }

    function leave() {
      picking = false;
      const end = state.focus || state.to || state.from;
      const inside = panel.element.contains(document.activeElement);
      Object.assign(state, { focus: "", from: "", to: "" });
      draw();
      write(true);
      if (inside && byId.has(end)) surface.focus(byId.get(end));
    }

    function clear() {
      state.types.clear();
      state.kinds.clear();
      for (const input of [controls.status, controls.goal, controls.tag, controls.since, controls.until, controls.search]) input.value = "";
      controls.slider.set("");
      changed();
      controls.search.focus();
    }

    // Every record that one looked at is a step back; filters and the window replace what was there.
    function write(step) {
      clearTimeout(timer);
      const address = readAddress();
      const put = (key, value) => (value ? address.set(key, value) : address.delete(key));
      const kept = (group, hidden) => [...group.children].map((toggle) => toggle.dataset.toggle).filter((value) => !hidden.has(value)).join(",") || "-";
      put("focus", state.focus);
      put("steps", state.focus && state.steps !== 1 ? (state.steps ? String(state.steps) : "all") : "");
      put("way", state.focus && state.way !== "both" ? state.way : "");
      address.delete("line");
      put("place", placed === "together" ? "whole" : "");
      put("from", state.from);
      put("to", state.from && state.to);
      put("type", state.types.size ? kept(controls.types, state.types) : "");
      put("kind", state.kinds.size ? kept(controls.kinds, state.kinds) : "");
      for (const key of ["goal", "tag", "since", "until"]) put(key, controls[key].value);
      put("state", controls.status.value);
      put("q", controls.search.value.trim());
      const view = stage.view;
      const moved = ["x", "y", "scale"].some((key) => view[key] !== derived[key]);
      put("view", moved && step !== true ? [Math.round(view.x), Math.round(view.y), Number(view.scale.toPrecision(3))].join("_") : "");
      const hash = String(address) ? `#${address}` : "";
      if (hash === location.hash) return;
      history[step === true ? "pushState" : "replaceState"](history.state, "", hash || location.pathname + location.search);
    }

    function read() {
      const address = readAddress();
      for (const [key, group, hidden] of [["type", controls.types, state.types], ["kind", controls.kinds, state.kinds]]) {
        hidden.clear();
        if (!address.get(key)) continue;
        const wanted = new Set(address.get(key).split(","));
        for (const toggle of group.children) if (!wanted.has(toggle.dataset.toggle)) hidden.add(toggle.dataset.toggle);
      }
      for (const [key, input] of [["state", controls.status], ["goal", controls.goal], ["tag", controls.tag]]) {
        input.value = address.get(key) || "";
        if (input.selectedIndex < 0) input.value = "";
      }
      controls.since.value = address.get("since") || "";
      controls.until.value = address.get("until") || "";
      controls.slider.set(controls.until.value);
      controls.search.value = address.get("q") || "";
      const id = (key) => (byId.has(address.get(key) || "") ? address.get(key) : "");
      const steps = address.get("steps") || (address.get("line") === "1" ? "all" : "1");
      Object.assign(state, {
        focus: id("focus"), from: id("from"), to: id("from") && id("to"), way: ["up", "down"].includes(address.get("way")) ? address.get("way") : "both",
        steps: steps === "all" ? 0 : Math.min(9, Math.max(1, Number.parseInt(steps, 10) || 1)),
      });
      if (state.from) state.focus = "";
      state.place = address.get("place") === "whole" ? "whole" : "";
      picking = Boolean(state.from && !state.to);
      const near = draw();
      const [x, y, scale] = (address.get("view") || "").split("_").map(Number);
      settled = false;
      if (scale > 0 && Number.isFinite(x) && Number.isFinite(y)) stage.go(x, y, scale);
      else if (near) look(near);
      else home();
      settled = true;
      if (state.focus) surface.rove(byId.get(state.focus));
    }

    function changed() {
      draw();
      write();
    }

    // A press of Enter is a click without a pointer (detail 0): the link opens by itself.
    surface.target.addEventListener("click", (event) => {
      const node = surface.at(event);
      const drag = stage.dragged();
      if (node && (event.detail === 0 || event.ctrlKey || event.metaKey || event.shiftKey)) return;
      if (node || drag) event.preventDefault();
      if (drag) return;
      event.stopPropagation();
      if (node) {
        // The second press of a double click is meant for the record, also where the panel now covers it.
        panel.element.classList.add("is-new");
        setTimeout(() => panel.element.classList.remove("is-new"), 400);
        choose(node, true);
      } else if (state.focus || state.from) leave();
    });
    surface.target.addEventListener("dblclick", (event) => {
      const node = surface.at(event);
      if (node && node.href) location.assign(new URL(node.href, document.baseURI));
    });
    const focused = (event) => {
      const element = event.target.closest && event.target.closest(".n[data-id]");
      return element && stage.element.contains(element) ? byId.get(element.dataset.id) : null;
    };
    stage.element.addEventListener("focusin", (event) => {
      const node = focused(event);
      if (!node) return;
      surface.rove(node);
      if (!stage.pressed()) stage.reveal({ x: node.x, y: node.y, w: surface.box.w, h: node.h });
    });

    // Keys that mean something on a record only.
    function keyOn(node, event) {
      const reach = { w: "up", i: "down", b: "both" }[event.key];
      const steps = { 1: 1, 2: 2, 3: 3, 9: 0 }[event.key];
      if (event.key.startsWith("Arrow") && !event.shiftKey) {
        const next = surface.gathered
          ? graph.neighbour(surface.gathered.order, node, event.key, (each) => surface.gathered.order.includes(each))
          : graph.neighbour(known.order, node, event.key, (each) => state.shown.has(each));
        if (next) surface.focus(next);
      } else if (event.key === " ") choose(node, true);
      else if (event.key === "p") pathFrom(node);
      else if (reach || steps !== undefined) {
        if (reach) Object.assign(state, { way: reach, steps: reach === "both" ? state.steps : 0 });
        else state.steps = steps;
        choose(node);
      } else return false;
      return true;
    }

    // Before Material's own keys.
    document.addEventListener("keydown", (event) => {
      if (!stage.element.isConnected || event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
      if (event.target.closest && event.target.closest("input, select, textarea")) {
        if (event.key === "Escape" && figure.contains(event.target) && controls.search.getAttribute("aria-expanded") !== "true") event.target.blur();
        return;
      }
      const node = focused(event);
      if (node && keyOn(node, event)) undefined;
      else if (event.key === "/") controls.search.focus();
      else if (event.key === "?") keys.showModal();
      else if (event.key === "f" && document.fullscreenEnabled) whole();
      else if (event.key === "Escape") {
        if (state.focus || state.from) leave();
        home();
        write();
      } else if (!stage.key(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
    window.addEventListener("popstate", () => stage.element.isConnected && read());

    surface.rove(known.order[0]);
    read();
    graph.prepare(known);
  }

  // Summaries come by the piece that holds the record; a drawing is complete without them.
  function summaries(base, size) {
    const pieces = new Map();
    return (node, arrived) => {
      const piece = Math.floor((node.row || 0) / size);
      if (!pieces.has(piece)) {
        pieces.set(piece, {});
        fetch(`${base}${piece}.json`).then((answer) => (answer.ok ? answer.json() : {})).then((found) => {
          pieces.set(piece, found.summaries || {});
          arrived();
        }).catch(() => undefined);
      }
      const found = pieces.get(piece);
      return Object.hasOwn(found, node.id) ? String(found[node.id]) : "";
    };
  }

  async function load(figure) {
    try {
      const answer = await fetch(figure.dataset.kbGraph);
      if (!answer.ok) return;
      const data = await answer.json();
      const known = graph.fromData(data);
      if (!known.nodes.length) return;
      known.nodes.forEach((node, at) => { node.row = at; });
      const surface = graph.canvas(figure, known, data);
      figure.querySelector("[data-kb-place]").replaceWith(surface.element);
      enhance(figure, known, surface, summaries(figure.dataset.kbSummaries, data.piece));
    } catch {
      // Opened from the disk or offline: the links to the drawing and to the lists stay.
      figure.querySelector("[data-kb-place]")?.setAttribute("data-failed", "");
    }
  }

  function start() {
    for (const figure of document.querySelectorAll("[data-kb-explorer]:not([data-begun])")) {
      figure.dataset.begun = "";
      const svg = figure.querySelector("svg.kb-drawing");
      if (!svg) {
        load(figure);
        continue;
      }
      if (svg.namespaceURI !== SVG) continue;
      const known = graph.fromDrawing(svg);
      if (!known.nodes.length) continue;
      known.nodes.forEach((node) => { node.row = 0; });
      enhance(figure, known, graph.vector(svg, known), figure.dataset.kbSummaries ? summaries(figure.dataset.kbSummaries, 1) : () => "");
    }
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
