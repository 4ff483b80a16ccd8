// A drawing that is wider than its figure begins with what is looked for: the record it is about in the middle, or, on a
// time axis, the latest at the right. An edge beyond which there is more fades.
(() => {
  "use strict";
  const fade = (box) => {
    const left = box.scrollLeft > 2;
    const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 2;
    box.toggleAttribute("data-more-left", left);
    box.toggleAttribute("data-more-right", right);
  };
  const watched = new Set();
  const watch = (box) => {
    fade(box);
    if (watched.has(box)) return;
    watched.add(box);
    const caption = box.querySelector("figcaption"); // which stays where it is, and whole
    if (caption) box.style.setProperty("--kb-caption", `${caption.offsetHeight + 8}px`);
    box.addEventListener("scroll", () => fade(box), { passive: true });
  };
  addEventListener("resize", () => watched.forEach(fade), { passive: true });
  const start = () => {
    for (const figure of document.querySelectorAll(".kb-graph:not([data-kb-explorer])")) {
      const focus = figure.querySelector(".n.focus");
      if (focus && figure.scrollWidth > figure.clientWidth) {
        const place = focus.getBoundingClientRect();
        figure.scrollLeft += place.left + place.width / 2 - figure.getBoundingClientRect().left - figure.clientWidth / 2;
      }
      watch(figure);
    }
    for (const box of document.querySelectorAll(".kb-plotbox[data-latest]")) box.scrollLeft = box.scrollWidth;
    document.querySelectorAll(".kb-plotbox").forEach(watch);
  };
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
