// What is around a record, brought together: in a large graph it stands too far apart to be read in one window.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const MOST = 150; // more than this are not read but looked at, where they stand
  const GAP = { x: 26, y: 16, step: 90 };

  // A link from side to side, without the bends of the whole drawing.
  graph.straight = (edge, box) => {
    const forward = edge.from.x <= edge.to.x;
    return [edge.from.x + (forward ? box.w : 0), edge.from.y + edge.from.h / 2, edge.to.x + (forward ? 0 : box.w), edge.to.y + edge.to.h / 2];
  };

  // Columns by step, each broken into as many as make it fit a window: the rows that give the largest scale.
  function arranged(steps, box, tall, room) {
    const wide = (rows) => steps.reduce((sum, nodes) => sum + Math.ceil(nodes.length / rows) * (box.w + GAP.x) + GAP.step - GAP.x, -GAP.step);
    const high = (rows) => Math.min(rows, Math.max(...steps.map((nodes) => nodes.length))) * (tall + GAP.y);
    let best = [0, 1];
    for (let rows = 1; rows <= 30; rows++) {
      const scale = Math.min(room.w / wide(rows), room.h / high(rows), 1);
      if (scale > best[0] + 1e-9) best = [scale, rows];
    }
    return best[1];
  }

  // Places records beside one that stays where it is. `columns` says for each how many steps it lies after (before: less
  // than zero) that one; `room` is the window. What comes back undoes it: {area, order, undo}; null if there is nothing
  // to be gained.
  graph.gather = (chosen, columns, box, room) => {
    if (columns.size < 2 || columns.size > MOST) return null;
    const steps = [...new Set(columns.values())].sort((a, b) => a - b)
      .map((step) => [...columns.keys()].filter((node) => columns.get(node) === step).sort((a, b) => a.y - b.y || a.order - b.order));
    const tall = Math.max(...[...columns.keys()].map((node) => node.h));
    const rows = arranged(steps, box, tall, room);
    const places = new Map();
    let x = 0;
    for (const nodes of steps) {
      const broken = Math.ceil(nodes.length / rows);
      const each = Math.ceil(nodes.length / broken);
      for (let at = 0; at < nodes.length; at += each) {
        const column = nodes.slice(at, at + each);
        const top = -(column.length * (tall + GAP.y) - GAP.y) / 2;
        column.forEach((node, row) => places.set(node, [x, top + row * (tall + GAP.y) + (tall - node.h) / 2]));
        x += box.w + GAP.x;
      }
      x += GAP.step - GAP.x;
    }
    const [dx, dy] = [chosen.x - places.get(chosen)[0], chosen.y - places.get(chosen)[1]];
    const before = new Map([...places.keys()].map((node) => [node, [node.x, node.y]]));
    const edges = [...places.keys()].flatMap((node) => node.out.filter((edge) => places.has(edge.to)));
    const lines = new Map(edges.map((edge) => [edge, edge.line]));
    for (const [node, [left, top]] of places) Object.assign(node, { x: left + dx, y: top + dy });
    for (const edge of edges) edge.line = graph.straight(edge, box);
    const order = [...places.keys()].sort((a, b) => a.x - b.x || a.y - b.y);
    return {
      area: graph.areaOf(order, box), order,
      undo() {
        for (const [node, [left, top]] of before) Object.assign(node, { x: left, y: top });
        for (const [edge, line] of lines) edge.line = line;
      },
    };
  };

  // The area of records, with some room around it.
  graph.areaOf = (nodes, box, margin = 40) => {
    const [xs, ys, ends] = [nodes.map((node) => node.x), nodes.map((node) => node.y), nodes.map((node) => node.y + node.h)];
    const area = { x: Math.min(...xs) - margin, y: Math.min(...ys) - margin };
    return { ...area, w: Math.max(...xs) + box.w + margin - area.x, h: Math.max(...ends) + margin - area.y };
  };
})();
