// A drawing that is wider than its figure begins with what is looked for: the record it is about in the middle, or, on a
// time axis, the latest at the right.
(() => {
  "use strict";
  const start = () => {
    for (const figure of document.querySelectorAll(".kb-graph:not([data-kb-explorer])")) {
      const focus = figure.querySelector(".n.focus");
      if (!focus || figure.scrollWidth <= figure.clientWidth) continue;
      const place = focus.getBoundingClientRect();
      figure.scrollLeft += place.left + place.width / 2 - figure.getBoundingClientRect().left - figure.clientWidth / 2;
    }
    for (const box of document.querySelectorAll(".kb-plotbox[data-latest]")) box.scrollLeft = box.scrollWidth;
  };
  if (window.document$ && window.document$.subscribe) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
