// The graph as data: records, links, and what people ask of them (words, neighbourhoods, paths). Draws nothing.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const split = (value) => (value || "").split(/\s+/).filter(Boolean);
  const fold = (value) => (/^[ -~]*$/.test(value) ? value : value.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();
  const MARGIN = 24; // around what a window opens on
  const natural = new Intl.Collator(undefined, { numeric: true }).compare;
  graph.FADED = ["invalid", "refuted", "superseded", "expired"]; // flags of what no longer holds
  graph.unique = (values) => [...new Set(values)].filter(Boolean).sort(natural);

  // Nodes and edges know each other: node.in and node.out hold edges {from, to, kind, label, weak}.
  function model(nodes, edges) {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    for (const node of nodes) {
      node.in = [];
      node.out = [];
    }
    for (const edge of edges) {
      edge.from.out.push(edge);
      edge.to.in.push(edge);
    }
    // The order of reading: column by column, from the top.
    const order = [...nodes].sort((a, b) => a.x - b.x || a.y - b.y);
    order.forEach((node, at) => { node.order = at; });
    return { nodes, edges, byId, order };
  }

  // A drawing whose elements carry what the filters need.
  graph.fromDrawing = (svg) => {
    const nodes = [];
    for (const element of svg.querySelectorAll(".n[data-id]")) {
      const place = /translate\(([-\d.]+)[ ,]+([-\d.]+)\)/.exec(element.getAttribute("transform") || "") || [0, 0, 0];
      const title = element.querySelector("title");
      const spoken = title ? title.textContent : "";
      const data = element.dataset;
      nodes.push({
        element, id: data.id, type: data.type, status: data.status || "", verdict: data.verdict || "", date: data.date || "",
        goals: split(data.goals), flags: split(data.flags), tags: split(data.tags), title: spoken.slice(spoken.indexOf("): ") + 3),
        href: element.getAttribute("href") || "", x: Number(place[1]), y: Number(place[2]), h: element.querySelector("use").getBBox().height,
      });
    }
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const edges = [];
    for (const element of svg.querySelectorAll("[data-s]")) {
      const from = byId.get(element.dataset.s);
      const to = byId.get(element.dataset.t);
      if (!from || !to) continue;
      const title = element.querySelector("title");
      const spoken = title ? title.textContent : "";
      const group = element.parentNode.classList;
      const kind = [...group].find((name) => name.startsWith("k-"));
      const label = spoken.slice(from.id.length + 1, spoken.length - to.id.length - 1);
      edges.push({ element, from, to, label, kind: kind ? kind.slice(2) : label, weak: group.contains("weak"), implied: group.contains("implied") });
    }
    return model(nodes, edges);
  };

  // The data of a large graph: rows of a table, with the words that repeat named by their number.
  graph.fromData = (data) => {
    const of = (list, numbers) => numbers.map((at) => list[at]);
    const nodes = data.nodes.map(([id, title, type, status, verdict, flags, goals, tags, date, href, x, y, tall]) => ({
      id, title, type: data.types[type], status: data.states[status], verdict: data.verdicts[verdict], flags: of(data.flags, flags),
      goals: of(data.goals, goals), tags: of(data.tags, tags), date, href, x, y, tall, h: tall ? data.tall : data.box[1],
    }));
    const edges = data.edges.map(([from, to, kind, route]) => ({
      from: nodes[from], to: nodes[to], kind: data.kinds[kind][0], label: data.kinds[kind][1], weak: Boolean(data.kinds[kind][2]), implied: Boolean(data.kinds[kind][3]), route,
    }));
    return model(nodes, edges);
  };

  const told = (node) => (node.text ??= fold([node.id, node.title, node.type, node.status, node.verdict, ...node.flags, ...node.tags].join(" ")));

  // Makes ready what a search reads, a piece at a time while nothing else is to do.
  graph.prepare = (known, from = 0) => {
    const piece = known.nodes.slice(from, from + 500);
    if (piece.length) (window.requestIdleCallback || ((go) => setTimeout(go, 50)))(() => { piece.forEach(told); graph.prepare(known, from + 500); });
  };

  // Records in which all words stand, the best first: by id, then by the beginning of a word of the title, then anywhere.
  graph.search = (known, asked, allowed) => {
    const wanted = split(fold(asked));
    if (!wanted.length) return null;
    const found = [];
    for (const node of known.order) {
      if (!allowed(node) || !wanted.every((word) => told(node).includes(word))) continue;
      const id = fold(node.id);
      const first = wanted[0];
      const rank = id === first ? 0 : id.startsWith(first) ? 1 : (" " + node.text).includes(" " + first) ? 2 : 3;
      found.push([rank, node]);
    }
    return found.sort((a, b) => a[0] - b[0]).map(([, node]) => node);
  };

  // What is within some steps (0: any number) of a record, before it ("up"), after it ("down") or both ways, with how many
  // (before it: less than zero). Mentions and the like carry no evidence: they count for the first step only.
  graph.around = (node, steps, way, open) => {
    const near = new Map([[node, 0]]);
    const walk = (side, end, sign) => {
      let rim = [node];
      const met = new Set(rim);
      for (let step = 1; rim.length && (!steps || step <= steps); step++) {
        const next = [];
        for (const each of rim) {
          for (const edge of each[side]) {
            const other = edge[end];
            if (met.has(other) || !open(edge) || (edge.weak && step > 1)) continue;
            met.add(other);
            if (!near.has(other)) near.set(other, sign * step);
            if (!edge.weak) next.push(other);
          }
        }
        rim = next;
      }
    };
    if (way !== "down") walk("in", "from", -1);
    if (way !== "up") walk("out", "to", 1);
    return near;
  };

  // The shortest ways from one record to another along the evidence: every link on any of them, and the first few ways.
  function along(from, to, open) {
    const steps = new Map([[from, 0]]);
    let rim = [from];
    while (rim.length && !steps.has(to)) {
      const next = [];
      for (const node of rim) {
        for (const edge of node.out) {
          if (edge.weak || !open(edge) || steps.has(edge.to)) continue;
          steps.set(edge.to, steps.get(node) + 1);
          next.push(edge.to);
        }
      }
      rim = next;
    }
    if (!steps.has(to)) return null;
    const nodes = new Set([to]);
    const edges = new Set();
    for (const node of nodes) { // a set grows while it is walked
      for (const edge of node.in) {
        if (edge.weak || !open(edge) || steps.get(edge.from) !== steps.get(node) - 1) continue;
        edges.add(edge);
        nodes.add(edge.from);
      }
    }
    const ways = [];
    const trail = (node, rest) => {
      if (ways.length > 4) return;
      if (node === from) ways.push(rest);
      else for (const edge of node.in) if (edges.has(edge)) trail(edge.from, [edge, ...rest]);
    };
    trail(to, []);
    return { nodes, edges, ways, columns: new Map([...nodes].map((node) => [node, steps.get(node)])) };
  }

  // Between two records, whichever comes first; null where the evidence leads from neither to the other.
  // A way along what was thought says more than that a record serves a goal, which its row says already.
  graph.path = (a, b, open) => {
    if (a === b) return null;
    const told = (edge) => open(edge) && !edge.implied;
    for (const [from, to, passable] of [[a, b, told], [b, a, told], [a, b, open], [b, a, open]]) {
      const found = along(from, to, passable);
      if (found) return { ...found, from, to };
    }
    return null;
  };

  // Where a window too small for the whole opens: the newest decision that stands and rests on evidence, else the newest
  // record, at its right, as evidence comes from the left, and at the height at which most is to be seen, above all what
  // it rests on.
  graph.opening = (nodes, box, room) => {
    const newest = (nodes) => nodes.reduce((a, b) => (b.date > a.date ? b : a));
    const told = (node) => node.in.filter((edge) => !edge.weak && edge.from.type !== "goal").map((edge) => edge.from);
    const fallen = (node) => node.flags.some((flag) => graph.FADED.includes(flag));
    const decided = nodes.filter((node) => node.type === "decision" && told(node).length && !fallen(node));
    const end = newest(decided.length ? decided : nodes);
    const left = end.x + box.w + MARGIN - room.w;
    const beside = nodes.filter((node) => node.x >= left && node.x <= end.x);
    const grounds = new Set(told(end));
    const inside = (node, top) => node.y >= top && node.y + node.h <= top + room.h;
    const worth = (top) => beside.reduce((sum, node) => sum + (inside(node, top) ? (grounds.has(node) ? 4 : 1) : 0), 0);
    const middle = end.y + (end.h - room.h) / 2;
    const tops = [middle, ...beside.map((node) => node.y - MARGIN)].filter((top) => inside(end, top));
    return { x: left, y: tops.reduce((a, b) => (worth(b) > worth(a) ? b : a)) };
  };

  // The record that an arrow key leads to: along a link to the nearest by height, or to the next in the order of reading.
  graph.neighbour = (order, node, key, shown) => {
    if (key === "ArrowDown" || key === "ArrowUp") {
      const way = key === "ArrowDown" ? 1 : -1;
      for (let at = order.indexOf(node) + way; at >= 0 && at < order.length; at += way) if (shown(order[at])) return order[at];
      return null;
    }
    const ends = key === "ArrowRight" ? node.out.map((edge) => [edge, edge.to]) : node.in.map((edge) => [edge, edge.from]);
    const open = ends.filter(([, other]) => other !== node && shown(other));
    open.sort(([e, a], [f, b]) => e.weak - f.weak || Math.abs(a.y - node.y) - Math.abs(b.y - node.y) || Math.abs(a.x - node.x) - Math.abs(b.x - node.x));
    return open.length ? open[0][1] : null;
  };
})();
