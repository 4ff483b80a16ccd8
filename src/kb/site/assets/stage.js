// A window onto a large drawing: pan by drag, touch or arrow keys, zoom by buttons, keys, pinch or ctrl + wheel.
(() => {
  "use strict";
  const READABLE = 0.45; // below this scale titles are hidden and ids enlarged

  function control(label, text, press) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-button";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.textContent = text;
    button.addEventListener("click", press);
    return button;
  }

  // Puts `svg` into a stage. `nodes` are its boxes ({element, x, y}); the leftmost is where reading begins when the
  // drawing is too large to fit.
  window.kbStage = (svg, nodes) => {
    const boxes = nodes.map((node) => ({ element: node.element, x: node.x, y: node.y, out: false }));
    const first = boxes.reduce((a, b) => (b.x < a.x ? b : a));
    const whole = svg.viewBox.baseVal;
    const full = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
    const element = document.createElement("div");
    element.className = "kb-explorer";
    svg.replaceWith(element);
    element.append(svg);
    svg.removeAttribute("width");
    svg.removeAttribute("height");

    const view = { x: full.x, y: full.y, scale: 1 };
    const size = () => ({ w: element.clientWidth || 800, h: element.clientHeight || 500 });

    function show() {
      const { w, h } = size();
      svg.setAttribute("viewBox", `${view.x} ${view.y} ${w / view.scale} ${h / view.scale}`);
      svg.classList.toggle("far", view.scale < READABLE);
      svg.classList.toggle("tiny", view.scale < READABLE / 3);
      // Text is what costs: only boxes in the window, and a little around it, have any. The links stay.
      const edge = { x: view.x - 240, y: view.y - 80, right: view.x + w / view.scale + 40, bottom: view.y + h / view.scale + 40 };
      for (const box of boxes) {
        const out = box.x < edge.x || box.x > edge.right || box.y < edge.y || box.y > edge.bottom;
        if (out !== box.out) box.element.classList.toggle("out", out);
        box.out = out;
      }
    }

    // Shows an area as large as `most` allows; `right` and `bottom` pixels are under something else.
    function frame(area, least, most, right = 0, bottom = 0) {
      const w = size().w - right;
      const h = size().h - bottom;
      view.scale = Math.min(most, Math.max(least, Math.min(w / area.w, h / area.h)));
      view.x = area.x + area.w / 2 - w / view.scale / 2;
      view.y = area.y + area.h / 2 - h / view.scale / 2;
      show();
    }

    const everything = () => frame(full, 0.02, 1.1);

    function home() {
      const { w, h } = size();
      const fit = Math.min(w / full.w, h / full.h);
      if (fit >= READABLE) {
        everything();
        return;
      }
      view.scale = 0.6;
      view.x = full.x;
      view.y = first.y - h / view.scale / 2;
      show();
    }

    function zoom(factor, at) {
      const { w, h } = size();
      const spot = at || { x: w / 2, y: h / 2 };
      const scale = Math.min(3, Math.max(0.02, view.scale * factor));
      view.x += spot.x / view.scale - spot.x / scale;
      view.y += spot.y / view.scale - spot.y / scale;
      view.scale = scale;
      show();
    }

    function pan(dx, dy) {
      view.x += dx / view.scale;
      view.y += dy / view.scale;
      show();
    }

    // Brings an area into view without changing the scale, if it is not in view already.
    function reveal(area) {
      const { w, h } = size();
      const right = view.x + w / view.scale;
      const bottom = view.y + h / view.scale;
      if (area.x >= view.x && area.y >= view.y && area.x + area.w <= right && area.y + area.h <= bottom) return;
      view.x = area.x + area.w / 2 - w / view.scale / 2;
      view.y = area.y + area.h / 2 - h / view.scale / 2;
      show();
    }

    const pointers = new Map();
    let moved = 0;
    const place = (event) => {
      const edge = element.getBoundingClientRect();
      return { x: event.clientX - edge.left, y: event.clientY - edge.top };
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      if (!pointers.size) moved = 0;
      pointers.set(event.pointerId, place(event));
    });
    window.addEventListener("pointermove", (event) => {
      const last = pointers.get(event.pointerId);
      if (!last) return;
      const now = place(event);
      const other = [...pointers].find(([id]) => id !== event.pointerId);
      if (other) {
        const reach = (spot) => Math.hypot(spot.x - other[1].x, spot.y - other[1].y) || 1;
        zoom(reach(now) / reach(last), { x: (now.x + other[1].x) / 2, y: (now.y + other[1].y) / 2 });
        moved += 10;
      } else {
        pan(last.x - now.x, last.y - now.y);
        moved += Math.abs(now.x - last.x) + Math.abs(now.y - last.y);
      }
      element.classList.toggle("is-dragging", moved > 4);
      pointers.set(event.pointerId, now);
    });
    for (const kind of ["pointerup", "pointercancel"]) {
      window.addEventListener(kind, (event) => {
        pointers.delete(event.pointerId);
        element.classList.remove("is-dragging");
      });
    }
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    // A plain wheel scrolls the page, as everywhere.
    element.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * 0.004), place(event));
    }, { passive: false });
    window.addEventListener("resize", show);

    function key(event) {
      const ways = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
      const way = element.contains(event.target) && ways[event.key];
      if (event.key === "+" || event.key === "=") zoom(1.3);
      else if (event.key === "-") zoom(1 / 1.3);
      else if (event.key === "0") everything();
      else if (way) pan(way[0], way[1]);
      else return false;
      return true;
    }

    const buttons = document.createElement("div");
    buttons.className = "kb-explorer__zoom";
    buttons.append(control("Zoom in", "+", () => zoom(1.3)), control("Zoom out", "−", () => zoom(1 / 1.3)),
      control("Show everything", "⤢", everything));
    element.append(buttons);
    return { element, frame, home, reveal, key, dragged: () => moved > 4, pressed: () => pointers.size > 0 };
  };
})();
