// The page for what is not found: says what was asked for, and offers to search for its last part.
(() => {
  "use strict";
  function start() {
    const page = document.querySelector("[data-kb-lost]");
    const line = page && page.querySelector(".kb-lost__asked");
    if (!line || !line.hidden) return;
    let asked = location.pathname;
    try {
      asked = decodeURIComponent(asked);
    } catch {
      // As it came: the address is not UTF-8.
    }
    const words = asked.split("/").filter(Boolean).pop() || "";
    const wanted = words.replace(/\.html?$/, "").replace(/[_+]+/g, " ").trim();
    const field = document.querySelector("[data-md-component=search-query]");
    page.querySelector("[data-kb-asked]").textContent = asked.slice(0, 200);
    line.hidden = false;
    const way = document.querySelector("[data-kb-find] a");
    if (!(field || way) || !wanted || wanted === "404") return;
    const find = document.createElement("button");
    find.type = "button";
    find.className = "kb-button";
    line.append(" ", find);
    find.textContent = `Search for ${wanted.slice(0, 60)}`;
    find.addEventListener("click", () => {
      if (!field) {
        location.href = `${way.href}?${new URLSearchParams({ words: wanted.slice(0, 60) })}`;
        return;
      }
      const toggle = document.querySelector("[data-md-toggle=search]");
      if (toggle && !toggle.checked) toggle.click();
      field.value = wanted.slice(0, 60);
      field.focus();
      field.dispatchEvent(new Event("keyup", { bubbles: true }));
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
