// A small graph is drawn by the page itself: here its elements get their marks, and its window moves by the viewBox.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const READABLE = 0.45; // below this scale titles are hidden and ids enlarged

  graph.vector = (svg, known) => {
    const whole = svg.viewBox.baseVal;
    const extent = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
    const box = known.nodes[0].element.getBBox();
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.classList.remove("wide");
    for (const node of known.nodes) node.element.setAttribute("tabindex", "-1");
    let current = null;
    const names = [...svg.querySelectorAll(".row text")];
    // What is shown of a path or a neighbourhood lies over the links that are dimmed.
    const lit = ["e weak", "e"].map((name) => {
      const group = document.createElementNS(svg.namespaceURI, "g");
      group.setAttribute("class", name);
      known.nodes[0].element.before(group);
      return group;
    });
    const homes = new Map(known.edges.map((edge) => [edge, edge.element.parentNode]));

    // One stop of the Tab key in the drawing; arrow keys go on from there.
    function rove(node) {
      if (current) current.element.setAttribute("tabindex", "-1");
      current = node;
      if (node) node.element.setAttribute("tabindex", "0");
    }

    return {
      element: svg, target: svg, extent, gathered: null, box: { w: box.width, h: box.height }, rove,
      show(view, { w, h }) {
        svg.setAttribute("viewBox", `${view.x} ${view.y} ${w / view.scale} ${h / view.scale}`);
        // The goal of a row is named at the left of the window, wherever that is, and never too small to be read.
        for (const name of names) {
          name.setAttribute("x", Math.max(extent.x + 8, view.x + 10 / view.scale));
          name.style.fontSize = `${Math.min(30, Math.max(13, 11 / view.scale))}px`;
        }
        svg.classList.toggle("far", view.scale < READABLE);
        svg.classList.toggle("tiny", view.scale < READABLE / 3);
      },
      // `marks` has {shown, dim, chosen} for nodes and {shown, dim, near} for edges.
      mark(marks) {
        for (const node of known.nodes) {
          const names = node.element.classList;
          names.toggle("off", !marks.shown(node));
          names.toggle("dim", marks.dim(node));
          names.toggle("focus", marks.chosen(node));
        }
        for (const edge of known.edges) {
          const names = edge.element.classList;
          names.toggle("off", !marks.open(edge));
          names.toggle("dim", marks.dimEdge(edge));
          names.toggle("near", marks.near(edge));
          const place = marks.near(edge) ? lit[edge.weak ? 0 : 1] : homes.get(edge);
          if (edge.element.parentNode !== place) place.append(edge.element);
        }
      },
      focus(node) {
        rove(node);
        node.element.focus({ preventScroll: true });
      },
      at: (event) => {
        const element = event.target.closest && event.target.closest(".n[data-id]");
        return element ? known.byId.get(element.dataset.id) : null;
      },
    };
  };
})();
