// A window onto a large drawing: pan by drag, touch or arrow keys, zoom by buttons, keys, pinch or ctrl + wheel.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const READABLE = 0.45;
  const FITTING = 0.6; // smaller than that, a drawing begins at a part of it rather than as a whole
  const NARROW = 600; // pixels, as on a telephone
  const HELD = 0.7; // the scale there of a graph that nobody could see as a whole

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

  // Puts a surface into a stage. A surface has `element`, `target` (takes the pointer), `extent` and `show(view, size)`;
  // When the drawing is too large to fit, reading begins at the box `first`, in a narrow window where `opening` says for
  // its size. `moved` hears of every change.
  graph.stage = (surface, first, opening, moved) => {
    const full = surface.extent;
    const element = document.createElement("div");
    element.className = "kb-explorer";
    surface.element.replaceWith(element);
    element.append(surface.element);
    const target = surface.target;
    const least = Math.min(0.02, 300 / full.w);
    const view = { x: full.x, y: full.y, scale: 1 };
    const size = () => ({ w: element.clientWidth || 800, h: element.clientHeight || 500 });

    function show() {
      surface.show(view, size());
      moved();
    }

    // Shows an area as large as `most` allows; `right` and `bottom` pixels are under something else.
    function frame(area, smallest, most, right = 0, bottom = 0) {
      const w = size().w - right;
      const h = size().h - bottom;
      view.scale = Math.min(most, Math.max(smallest, Math.min(w / area.w, h / area.h)));
      view.x = area.x + area.w / 2 - w / view.scale / 2;
      view.y = area.y + area.h / 2 - h / view.scale / 2;
      show();
    }

    const everything = () => frame(surface.extent, least, 1.1);

    function home() {
      const { w, h } = size();
      const narrow = w < NARROW;
      if (Math.min(w / full.w, h / full.h) >= FITTING || (surface.large && !narrow)) {
        everything();
        return;
      }
      if (narrow) {
        const scale = surface.large ? HELD : FITTING;
        const { x, y } = opening({ w: w / scale, h: h / scale });
        go(x, y, scale);
        return;
      }
      // Where reading begins: the upper left, or the first record where nothing stands there.
      view.scale = 0.72;
      view.x = full.x;
      view.y = Math.max(full.y, Math.min(first.y + 100 - h / view.scale, full.y + full.h - h / view.scale));
      show();
    }

    function go(x, y, scale) {
      Object.assign(view, { x, y, scale: Math.min(3, Math.max(least, scale)) });
      show();
    }

    function zoom(factor, at) {
      const { w, h } = size();
      const spot = at || { x: w / 2, y: h / 2 };
      const scale = Math.min(3, Math.max(least, view.scale * factor));
      go(view.x + spot.x / view.scale - spot.x / scale, view.y + spot.y / view.scale - spot.y / scale, scale);
    }

    const pan = (dx, dy) => go(view.x + dx / view.scale, view.y + dy / view.scale, view.scale);

    // Brings an area into view, if it is not in view already; from afar, near enough to be read.
    function reveal(area) {
      const { w, h } = size();
      const right = view.x + w / view.scale;
      const bottom = view.y + h / view.scale;
      if (area.x >= view.x && area.y >= view.y && area.x + area.w <= right && area.y + area.h <= bottom && view.scale > READABLE / 4) return;
      const scale = Math.max(view.scale, READABLE / 4);
      go(area.x + area.w / 2 - w / scale / 2, area.y + area.h / 2 - h / scale / 2, scale);
    }

    const pointers = new Map();
    let travelled = 0;
    const place = (event) => {
      const edge = element.getBoundingClientRect();
      return { x: event.clientX - edge.left, y: event.clientY - edge.top };
    };
    target.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      if (!pointers.size) travelled = 0;
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
        travelled += 10;
      } else {
        pan(last.x - now.x, last.y - now.y);
        travelled += Math.abs(now.x - last.x) + Math.abs(now.y - last.y);
      }
      element.classList.toggle("is-dragging", travelled > 4);
      pointers.set(event.pointerId, now);
    });
    for (const kind of ["pointerup", "pointercancel"]) {
      window.addEventListener(kind, (event) => {
        pointers.delete(event.pointerId);
        element.classList.remove("is-dragging");
      });
    }
    target.addEventListener("dragstart", (event) => event.preventDefault());
    // A plain wheel scrolls the page, as everywhere.
    element.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * 0.004), place(event));
    }, { passive: false });
    window.addEventListener("resize", show);
    document.addEventListener("fullscreenchange", show);
    // A sheet holds the whole drawing, not the part that is in the window.
    let kept = null;
    window.addEventListener("beforeprint", () => {
      kept = { ...view };
      everything();
    });
    window.addEventListener("afterprint", () => { if (kept) go(kept.x, kept.y, kept.scale); });

    // Arrow keys move the window with Shift; without, they go from record to record.
    function key(event) {
      const ways = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
      const way = event.shiftKey && element.contains(event.target) && ways[event.key];
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
    return { element, buttons, view, frame, home, go, reveal, key, control, dragged: () => travelled > 4, pressed: () => pointers.size > 0 };
  };
})();
