// What a canvas has to be told where elements have style sheets and markup: the colours of the page, where a line of text
// ends, and how a link runs.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const BENDS = 0.12; // from here on a bend is to be told from a corner
  const TIPS = 0.225; // and where a link ends
  const NAMES = ["surface", "ink", "ink-2", "line", "edge", "bad", "wait", "good", "accent"];

  // Asked again whenever the colours of the page change.
  graph.colours = (root) => {
    const style = getComputedStyle(root);
    const of = (name) => style.getPropertyValue(`--kb-${name}`).trim();
    const found = Object.fromEntries(NAMES.map((name) => [name, of(name)]));
    if (matchMedia("(forced-colors: active)").matches) {
      Object.assign(found, { surface: "Canvas", ink: "CanvasText", "ink-2": "CanvasText", line: "GrayText", edge: "GrayText", bad: "CanvasText", wait: "CanvasText", good: "CanvasText", accent: "Highlight" });
      found.type = () => ["CanvasText", "Canvas"];
      return found;
    }
    const types = new Map();
    found.type = (slug) => {
      if (!types.has(slug)) types.set(slug, [of(`t-${slug}`), of(`t-${slug}-bg`)]);
      return types.get(slug);
    };
    return found;
  };

  // Words in at most so many lines of that width; what has no room ends in dots.
  graph.wrap = (brush, words, room, most) => {
    const lines = [""];
    for (const word of words.split(/\s+/)) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (brush.measureText(longer).width <= room || !lines.at(-1)) lines[lines.length - 1] = longer;
      else if (lines.length === most) {
        let cut = longer;
        while (cut && brush.measureText(`${cut}…`).width > room) cut = cut.slice(0, -1);
        lines[most - 1] = `${cut}…`;
        return lines;
      } else lines.push(word);
    }
    return lines;
  };

  // A link from point to point, with its tip.
  graph.trace = (brush, points, scale) => {
    brush.moveTo(points[0], points[1]);
    if (scale < BENDS) {
      for (let at = 2; at < points.length; at += 2) brush.lineTo(points[at], points[at + 1]);
      return;
    }
    for (let at = 0; at + 3 < points.length; at += 4) {
      const [x1, y1, x2, y2] = points.slice(at, at + 4);
      if (at) brush.lineTo(x1, y1);
      const middle = (x1 + x2) / 2;
      if (y1 === y2) brush.lineTo(x2, y2);
      else brush.bezierCurveTo(middle, y1, middle, y2, x2, y2);
    }
    if (scale < TIPS) return;
    const [x, y] = points.slice(-2);
    const way = points.at(-4) <= x ? -6 : 6;
    brush.moveTo(x + way, y - 4);
    brush.lineTo(x, y);
    brush.lineTo(x + way, y + 4);
  };
})();
