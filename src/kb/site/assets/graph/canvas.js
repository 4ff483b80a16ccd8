// A graph too large for elements: a picture on a canvas that is drawn when the window rests and only moved meanwhile.
// Over the records in the window lie real links, so that keyboard, menus and screen readers find them.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const READABLE = 0.45;
  const MARGIN = 0.3; // of the window, drawn around it on every side: what comes into view while it moves
  const SLICE = 9; // milliseconds of drawing in one go
  const FIRST = 40; // as long as there is nothing yet that could stop moving
  const LINKS = 160; // at most so many records have an element
  const BESIDE = 120; // pixels beside a drawing in which the names of its rows can be read
  const HARD = ["refuted", "invalid", "blocked", "late", "expired"];

  graph.canvas = (figure, known, data) => {
    const box = { w: data.box[0], h: data.box[1] };
    const extent = { x: -20, y: -20, w: data.size[0] + 40, h: data.size[1] + 40 };
    const shapes = new Map(Object.entries(data.shapes).map(([slug, sizes]) => [slug, sizes.map((d) => new Path2D(d))]));
    const icons = new Map(Object.entries(data.icons).map(([slug, d]) => [slug, new Path2D(d)]));
    const element = graph.make("div", { class: "kb-canvas" });
    const screen = graph.make("canvas", { "aria-hidden": "true" });
    const links = graph.make("div", { class: "kb-canvas__links", role: "group", "aria-label": "Decision graph: the records in the window" });
    const tip = graph.make("div", { class: "kb-canvas__tip", "aria-hidden": "true", hidden: "" });
    element.append(screen, links, tip);
    let palette = graph.colours(figure);
    let marks = null;
    let view = { x: 0, y: 0, scale: 1 };
    let size = { w: 1, h: 1 };
    let picture = null; // { canvas, x, y, scale, ratio } in the units of the graph
    let whole = null; // such a picture with everything in it: what is under the other one while the window moves
    let current = known.order[0];
    let job = 0;
    let rest = 0;
    const wrapped = new Map();
    let gathered = null;
    // The points of a link: bends where the layout made some, else one curve from side to side.
    for (const edge of known.edges) edge.line = edge.route && edge.route.length ? edge.route : graph.straight(edge, box);

    function touches(points, area) {
      let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
      for (let at = 0; at < points.length; at += 2) {
        left = Math.min(left, points[at]);
        right = Math.max(right, points[at]);
        top = Math.min(top, points[at + 1]);
        bottom = Math.max(bottom, points[at + 1]);
      }
      return right > area.x && left < area.x + area.w && bottom > area.y && top < area.y + area.h;
    }

    const seen = (node, area) => node.x + box.w > area.x && node.x < area.x + area.w && node.y + node.h > area.y && node.y < area.y + area.h;

    function drawNode(brush, node, scale) {
      const slug = graph.slug(node.type);
      const dim = marks.dim(node);
      const chosen = marks.chosen(node);
      const [ink, ground] = dim ? [palette.line, palette.surface] : palette.type(slug);
      const flag = node.flags[0] || "";
      const faded = node.flags.some((each) => graph.FADED.includes(each));
      if (scale < 0.09 && !chosen) {
        brush.fillStyle = faded && !dim ? palette.edge : ink;
        brush.fillRect(node.x, node.y, box.w, node.h);
        return;
      }
      brush.setTransform(brush.base[0], 0, 0, brush.base[0], brush.base[1] + node.x * brush.base[0], brush.base[2] + node.y * brush.base[0]);
      brush.fillStyle = faded ? palette.surface : ground;
      brush.strokeStyle = chosen ? palette.accent : ink;
      brush.lineWidth = chosen ? Math.max(3, 2 / scale) : slug === "decision" ? 2 : 1.2;
      brush.setLineDash(faded ? [5, 3] : []);
      const shape = shapes.get(slug)[node.tall];
      brush.fill(shape);
      brush.stroke(shape);
      brush.setLineDash([]);
      if (scale >= 0.2) {
        brush.fillStyle = ink;
        brush.translate(14, 6);
        brush.fill(icons.get(slug), "evenodd");
        brush.translate(-14, -6);
        const far = scale < READABLE;
        brush.font = far ? "600 21px ui-monospace, monospace" : "600 11px ui-monospace, monospace";
        brush.fillStyle = dim ? palette.edge : ink;
        brush.fillText(node.id, far ? 14 : 34, far ? 42 : 18, box.w - 28);
        if (!far) words(brush, node, flag, dim, faded);
        else if (flag && !dim) cross(brush);
      }
      brush.setTransform(brush.base[0], 0, 0, brush.base[0], brush.base[1], brush.base[2]);
    }

    function cross(brush) {
      brush.fillStyle = palette.bad;
      brush.font = "700 18px system-ui, sans-serif";
      brush.fillText("!", box.w - 24, 22);
    }

    function words(brush, node, flag, dim, faded) {
      const mark = [flag, { met: "✓", missed: "✗" }[node.verdict]].filter(Boolean).join(" ");
      if (mark) {
        brush.font = "600 10px system-ui, sans-serif";
        brush.fillStyle = dim ? palette.edge : HARD.includes(flag) ? palette.bad : flag ? palette.wait : node.verdict === "met" ? palette.good : palette.bad;
        brush.textAlign = "right";
        brush.fillText(mark, box.w - 16, 18);
        brush.textAlign = "left";
      }
      brush.font = "12px system-ui, sans-serif";
      brush.fillStyle = dim ? palette.edge : faded ? palette["ink-2"] : palette.ink;
      if (!wrapped.has(node)) wrapped.set(node, graph.wrap(brush, node.title, box.w - 36, node.tall ? 3 : 2));
      wrapped.get(node).forEach((text, at) => {
        brush.fillText(text, 16, 33 + 14 * at);
        if (faded && flag !== "refuted") brush.fillRect(16, 29 + 14 * at, brush.measureText(text).width, 1);
      });
    }

    // From afar nothing can be read but the goals: their titles stand beside them, as large as a title should be: at the
    // left, where the drawing begins with them, else over them. Where there is no room for one, none stands.
    function drawGoals(brush, area, scale) {
      if (scale >= READABLE) return;
      const taken = [];
      brush.font = "600 12px system-ui, sans-serif";
      brush.lineWidth = 4;
      brush.lineJoin = "round";
      brush.strokeStyle = palette.surface;
      for (const node of known.nodes) {
        if (node.type !== "goal" || !marks.shown(node) || marks.dim(node) || !seen(node, area)) continue;
        const text = node.title.length > 44 ? `${node.title.slice(0, 43)}…` : node.title;
        const wide = brush.measureText(text).width;
        const beside = (node.x - view.x) * scale - wide - 8 > 0;
        const x = (node.x - area.x) * scale - (beside ? wide + 6 : 0);
        const y = (node.y - area.y) * scale + (beside ? (node.h * scale) / 2 + 4 : -5);
        if (taken.some(([left, base, right]) => Math.abs(base - y) < 17 && x < right + 6 && left < x + wide + 6)) continue;
        taken.push([x, y, x + wide]);
        brush.strokeText(text, x, y);
        brush.fillStyle = palette.type("goal")[0];
        brush.fillText(text, x, y);
      }
    }

    // The rows of goals: a line under each, its name at the left of the window, never too small to be read. From afar,
    // where a row is lower than a name over it would need, it stands beside the drawing if there is room.
    function drawRows(brush, area, scale) {
      brush.strokeStyle = palette.line;
      brush.lineWidth = 1 / scale;
      brush.beginPath();
      for (const [, end] of data.rows) {
        brush.moveTo(area.x, end);
        brush.lineTo(area.x + area.w, end);
      }
      brush.stroke();
      brush.fillStyle = palette["ink-2"];
      const room = extent.x - view.x - 24 / scale;
      if (scale < READABLE / 2 && room * scale > BESIDE) {
        brush.font = `600 ${11 / scale}px system-ui, sans-serif`;
        brush.textAlign = "right";
        brush.textBaseline = "middle";
        for (const [top, end, name] of data.rows) {
          if ((end - top) * scale >= 12) brush.fillText(graph.wrap(brush, name, room, 1)[0], extent.x - 8 / scale, (top + end) / 2);
        }
        brush.textAlign = "left";
        brush.textBaseline = "alphabetic";
        return;
      }
      brush.font = `600 ${Math.min(30, Math.max(13, 11 / scale))}px system-ui, sans-serif`;
      for (const [top, , name] of data.rows) brush.fillText(name, Math.max(extent.x + 8, view.x + 10 / scale), top + 20);
    }

    // Draws the window and its margin in slices, into a picture of its own; it replaces the one before when it is whole.
    function redraw() {
      const mine = ++job;
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const scale = view.scale;
      const [mw, mh] = [size.w * MARGIN, size.h * MARGIN];
      const area = { x: view.x - mw / scale, y: view.y - mh / scale, w: (size.w + 2 * mw) / scale, h: (size.h + 2 * mh) / scale };
      const canvas = document.createElement("canvas");
      canvas.width = Math.ceil((size.w + 2 * mw) * ratio);
      canvas.height = Math.ceil((size.h + 2 * mh) * ratio);
      const brush = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
      brush.base = [scale * ratio, -area.x * scale * ratio, -area.y * scale * ratio];
      brush.fillStyle = palette.surface;
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.setTransform(brush.base[0], 0, 0, brush.base[0], brush.base[1], brush.base[2]);
      if (!gathered) drawRows(brush, area, scale);
      const far = scale < 0.12;
      const styles = new Map();
      for (const edge of known.edges) {
        if (!marks.open(edge) || (far && edge.weak) || (edge.implied && !marks.near(edge)) || !touches(edge.line, area)) continue;
        // Near enough to read, a link that only passes by is no more than a trace.
        const passes = scale >= READABLE / 2 && !seen(edge.from, area) && !seen(edge.to, area);
        const look = marks.near(edge) ? "near" : passes || marks.dimEdge(edge) ? "dim" : edge.weak ? "weak" : ["depends_on", "part_of"].includes(edge.kind) ? "work" : edge.kind === "supersedes" ? "supersedes" : "plain";
        if (!styles.has(look)) styles.set(look, []);
        styles.get(look).push(edge.line);
      }
      const chunks = [];
      const cut = (look) => {
        const lines = styles.get(look) || [];
        for (let at = 0; at < lines.length; at += 120) chunks.push([look, lines.slice(at, at + 120)]);
      };
      for (const look of ["dim", "weak", "work", "supersedes", "plain"]) cut(look);
      const nodes = known.nodes.filter((node) => marks.shown(node) && seen(node, area));
      nodes.sort((a, b) => marks.dim(b) - marks.dim(a));
      // What is near lies over the boxes that are dimmed, as no box is in its way.
      const behind = nodes.filter((node) => marks.dim(node)).length;
      const below = chunks.length;
      cut("near");
      let [chunk, at] = [0, 0];
      function stroke([look, lines]) {
        brush.setLineDash(look === "weak" ? [2, 3] : look === "work" && !far ? [1, 3] : look === "supersedes" ? [6, 4] : []);
        brush.strokeStyle = look === "near" ? palette.ink : look === "dim" ? palette.line : palette.edge;
        brush.globalAlpha = far && look === "plain" ? 0.3 : look === "weak" ? 0.7 : look === "dim" ? 0.6 : 1;
        brush.lineWidth = Math.max(look === "near" ? 1.8 : 1.2, (look === "near" ? 1.4 : 0.5) / scale);
        brush.beginPath();
        for (const points of lines) graph.trace(brush, points, scale);
        brush.stroke();
        brush.setLineDash([]);
        brush.globalAlpha = 1;
      }
      function slice() {
        if (mine !== job) return;
        const began = performance.now();
        while (performance.now() - began < (picture ? SLICE : FIRST)) {
          // Without a look at it, what is drawn would only be noted, to be done all at once by whoever shows it.
          brush.getImageData(0, 0, 1, 1);
          if (chunk < below || (at >= behind && chunk < chunks.length)) stroke(chunks[chunk++]);
          else if (at < nodes.length) {
            const end = Math.min(at + 40, at < behind ? behind : nodes.length);
            while (at < end) drawNode(brush, nodes[at++], scale);
          } else {
            brush.setTransform(ratio, 0, 0, ratio, 0, 0);
            if (!data.rows.length && !gathered) drawGoals(brush, area, scale);
            picture = { canvas, x: area.x, y: area.y, scale, ratio };
            const all = surface.extent;
            if (area.x <= all.x && area.y <= all.y && area.x + area.w >= all.x + all.w && area.y + area.h >= all.y + all.h) whole = picture;
            blit();
            spots();
            element.dataset.drawn = String(mine);
            return;
          }
        }
        requestAnimationFrame(slice);
      }
      slice();
    }

    // Moves the picture there is to where the window is.
    function blit() {
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const brush = screen.getContext("2d", { alpha: false });
      brush.fillStyle = palette.surface;
      brush.fillRect(0, 0, screen.width, screen.height);
      if (!picture) return;
      const covers = picture.x <= view.x && picture.y <= view.y && picture.x + picture.canvas.width / ratio / picture.scale >= view.x + size.w / view.scale && picture.y + picture.canvas.height / ratio / picture.scale >= view.y + size.h / view.scale;
      for (const each of whole && whole !== picture && !covers ? [whole, picture] : [picture]) {
        const { canvas, x, y, scale } = each;
        const zoom = view.scale / scale;
        const left = (x - view.x) * view.scale * ratio;
        const top = (y - view.y) * view.scale * ratio;
        if (zoom === 1) brush.drawImage(canvas, Math.round(left), Math.round(top));
        else {
          brush.imageSmoothingEnabled = each === picture; // what is under it is only there for a moment
          brush.drawImage(canvas, left, top, canvas.width * zoom, canvas.height * zoom);
        }
      }
    }

    // Real links over the records in the window, while they can be told apart; the current record always has one.
    function spots() {
      const area = { x: view.x, y: view.y, w: size.w / view.scale, h: size.h / view.scale };
      const inside = view.scale < 0.2 ? [] : known.order.filter((node) => marks.shown(node) && seen(node, area)).slice(0, LINKS);
      if (!inside.includes(current) && marks.shown(current)) inside.push(current);
      const wanted = new Set(inside);
      const focused = document.activeElement && document.activeElement.dataset && known.byId.get(document.activeElement.dataset.id);
      const kept = new Map([...links.children].map((spot) => [known.byId.get(spot.dataset.id), spot]));
      for (const [node, spot] of kept) if (!wanted.has(node)) spot.remove();
      for (const node of inside) {
        const spot = kept.get(node) || made(node);
        spot.setAttribute("tabindex", node === current ? "0" : "-1");
        spot.classList.toggle("focus", marks.chosen(node));
        const [x, y, zoom] = [(node.x - view.x) * view.scale, (node.y - view.y) * view.scale, view.scale];
        spot.style.transform = `translate(${x}px, ${y}px)`;
        spot.style.width = `${box.w * zoom}px`;
        spot.style.height = `${node.h * zoom}px`;
        if (!spot.isConnected) links.append(spot);
      }
      links.style.transform = "";
      links.dataset.x = view.x;
      links.dataset.y = view.y;
      links.dataset.scale = view.scale;
      links.hidden = false;
      if (focused && wanted.has(focused) && document.activeElement === document.body) focus(focused);
    }

    function made(node) {
      const spot = graph.make("a", { class: "kb-canvas__link n", "data-id": node.id, draggable: "false" });
      if (node.href) spot.setAttribute("href", node.href);
      const facts = [node.type, node.status, node.verdict.replaceAll("-", " "), ...node.flags].filter(Boolean).join(", ");
      spot.setAttribute("aria-label", `${node.id} (${facts}): ${node.title}`);
      spot.title = `${node.id}: ${node.title}`;
      return spot;
    }

    function later(delay) {
      clearTimeout(rest);
      rest = setTimeout(redraw, delay);
    }

    function focus(node) {
      current = node;
      spots();
      const spot = [...links.children].find((each) => each.dataset.id === node.id);
      if (spot) spot.focus({ preventScroll: true });
    }

    function hit(event) {
      const edge = element.getBoundingClientRect();
      const x = view.x + (event.clientX - edge.left) / view.scale;
      const y = view.y + (event.clientY - edge.top) / view.scale;
      const slack = 3 / view.scale;
      return known.nodes.find((node) => marks.shown(node) && x > node.x - slack && x < node.x + box.w + slack && y > node.y - slack && y < node.y + node.h + slack) || null;
    }

    element.addEventListener("pointermove", (event) => {
      const node = view.scale < READABLE && !event.buttons && marks ? hit(event) : null;
      tip.hidden = !node;
      if (!node) return;
      const edge = element.getBoundingClientRect();
      tip.textContent = `${node.id} ${node.title}`;
      tip.style.transform = `translate(${Math.min(event.clientX - edge.left + 12, size.w - 260)}px, ${event.clientY - edge.top + 14}px)`;
    });
    element.addEventListener("pointerleave", () => { tip.hidden = true; });
    const recolour = () => {
      palette = graph.colours(figure);
      whole = null;
      redraw();
    };
    new MutationObserver(recolour).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    matchMedia("(forced-colors: active)").addEventListener("change", recolour);

    const surface = {
      element, target: element, box, focus, large: true,
      get extent() { return gathered ? gathered.area : extent; },
      get gathered() { return gathered; },
      // Brings records together around one of them, until it is called again; without arguments all stand as laid out.
      gather(chosen, columns, room) {
        if (gathered) gathered.undo();
        gathered = columns ? graph.gather(chosen, columns, box, room) : null;
      },
      rove(node) { if (node) current = node; },
      at: (event) => hit(event),
      show(to, window_) {
        const ratio = Math.min(window.devicePixelRatio || 1, 2);
        view = { ...to };
        if (size.w !== window_.w || size.h !== window_.h || !screen.width) {
          size = window_;
          screen.width = Math.ceil(size.w * ratio);
          screen.height = Math.ceil(size.h * ratio);
        }
        blit();
        tip.hidden = true;
        // The links follow a move as one; after a zoom they come back when the window rests.
        const { x, y, scale } = links.dataset;
        if (Number(scale) === view.scale) links.style.transform = `translate(${(x - view.x) * view.scale}px, ${(y - view.y) * view.scale}px)`;
        else if (!links.contains(document.activeElement)) links.hidden = true;
        if (marks) later(picture ? 120 : 0);
      },
      mark(now) {
        marks = now;
        whole = null;
        if (!marks.shown(current)) current = known.order.find((node) => marks.shown(node)) || current;
        later(0);
      },
    };
    return surface;
  };
})();
