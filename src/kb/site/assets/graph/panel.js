// The panel beside the graph: what the chosen record says and touches, the way between two records, and the keys.
(() => {
  "use strict";
  const graph = (window.kbGraph = window.kbGraph || {});
  const make = graph.make;
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
  const STEPS = [["1", "1 step"], ["2", "2 steps"], ["3", "3 steps"], ["0", "all steps"]];
  const WAYS = [["both", "both ways"], ["up", "why: what it rests on"], ["down", "impact: what rests on it"]];
  const KEYS = [
    ["/", "find a record; ↑ ↓ choose in the list, Enter goes there"],
    ["Tab", "into the drawing, to the record where you were"],
    ["→ ←", "along a link: to what rests on a record, to what it rests on"],
    ["↓ ↑", "to the next and the previous record, column by column"],
    ["Enter", "open the record"], ["Space", "show its summary and what is around it"],
    ["w  i  b", "why (what it rests on), impact (what rests on it), both ways"],
    ["1 2 3 9", "so many steps around it; 9 for all of them"],
    ["p", "the path from this record: choose the other end"],
    ["+ − 0", "nearer, farther, everything"], ["f", "the whole screen, and back"], ["Shift + arrows", "move the drawing"],
    ["Esc", "leave: list, path, record, in this order"], ["?", "these keys"],
  ];

  function select(label, choices, value, changed) {
    const field = make("select", { "aria-label": label });
    for (const [key, words] of choices) field.append(make("option", { value: key }, words));
    field.value = value;
    field.addEventListener("change", () => changed(field.value));
    return field;
  }

  function button(words, press, name = "kb-action") {
    const element = make("button", { type: "button", class: name }, ...[words].flat());
    element.addEventListener("click", press);
    return element;
  }

  graph.panel = (hooks) => {
    const element = make("aside", { class: "kb-explorer__panel", "aria-label": "Summary of the chosen record", hidden: "" });
    const goTo = (node) => button(graph.named(node), () => hooks.choose(node), "kb-linklike");
    const head = (node) => make("p", { class: "kb-explorer__top" }, make("span", { class: "kb-type", "data-type": graph.slug(node.type) }, node.type), " ", make("code", { class: "kb-id" }, node.id));

    function list(heading, edges, end) {
      if (!edges.length) return [];
      const items = edges.map((edge) => make("li", {}, make("span", { class: "kb-unit" }, end === "to" ? `${edge.label} ` : `${edge.kind.replaceAll("_", " ")} `), goTo(edge[end])));
      return [make("h3", {}, `${heading} (${edges.length})`), make("ul", {}, ...items)];
    }

    // In the drawing of a large graph: together, where it can be read, or each where it stands.
    const placing = (placed) => (placed ? [button(placed === "apart" ? "Show where they stand" : "Bring them together", () => hooks.place(placed === "apart" ? "whole" : ""))] : []);

    function record(node, state, near, summary, placed) {
      const facts = [...new Set([node.status, node.verdict.replaceAll("-", " "), ...node.flags, node.date && graph.day(node.date)].filter(Boolean))];
      const parts = [head(node), make("h2", {}, node.title), make("p", { class: "kb-explorer__facts" }, facts.join(" · "))];
      if (node.tags.length) parts.push(make("p", { class: "kb-unit" }, node.tags.map((tag) => `#${tag}`).join(" ")));
      if (summary) parts.push(make("p", {}, summary));
      const links = make("p", { class: "kb-explorer__links" });
      if (node.href) links.append(make("a", { class: "kb-action", href: node.href }, "Open the record"), " ");
      links.append(button("Path from here", () => hooks.pathFrom(node)), ...placing(placed));
      parts.push(links);
      parts.push(make("p", { class: "kb-explorer__reach" },
        select("How far around it", STEPS, String(state.steps), (value) => hooks.reach(Number(value), state.way)), " ",
        select("Which way", WAYS, state.way, (value) => hooks.reach(state.steps, value))));
      parts.push(make("p", { class: "kb-unit" }, `${plural(near.size - 1, "record")} ${state.steps ? `within ${plural(state.steps, "step")}` : "in all"}`));
      return [...parts, ...list("Comes from", node.in, "from"), ...list("Leads to", node.out, "to")];
    }

    // A sentence for each way: every record with what its link is called.
    function path(found, a, b, placed) {
      const parts = [make("h2", {}, "Path")];
      if (!a || !b) return [...parts, make("p", {}, `From ${(a || b).id} to …`), make("p", {}, "Choose the other end: click a record, press Space on it, or find it by the search."), button("Stop", hooks.leavePath)];
      if (!found) {
        return [...parts, make("p", { class: "kb-path__none" }, a === b ? `${a.id} is both ends.` : `The evidence leads neither from ${a.id} to ${b.id} nor back, by the links that are shown. Mentions do not count.`),
          make("ul", {}, make("li", {}, goTo(a)), make("li", {}, goTo(b))), button("Stop", hooks.leavePath)];
      }
      const steps = found.ways[0].length;
      const turned = found.from === a ? "" : ` The evidence runs from ${found.from.id} to ${found.to.id}.`;
      parts.push(make("p", {}, `${plural(steps, "link")} lie${steps === 1 ? "s" : ""} between ${a.id} and ${b.id}.${turned}`));
      found.ways.slice(0, 4).forEach((way, at) => {
        if (found.ways.length > 1) parts.push(make("h3", {}, `Way ${at + 1}`));
        const items = [make("li", {}, goTo(way[0].from)), ...way.map((edge) => make("li", {}, make("span", { class: "kb-unit" }, `${edge.label} `), goTo(edge.to)))];
        parts.push(make("ol", { class: "kb-path" }, ...items));
      });
      if (found.ways.length > 4) parts.push(make("p", { class: "kb-unit" }, "There are more ways as short as these; the drawing shows them all."));
      return [...parts, make("p", { class: "kb-explorer__links" }, ...placing(placed), button("Stop", hooks.leavePath))];
    }

    return {
      element,
      show(parts) {
        const inside = element.contains(document.activeElement);
        const label = inside && document.activeElement.getAttribute("aria-label");
        element.hidden = !parts;
        element.replaceChildren();
        if (!parts) return;
        const close = button("×", hooks.close, "kb-explorer__close");
        close.setAttribute("aria-label", "Close the summary");
        element.append(close, ...parts);
        // Whoever was in the panel stays in it.
        if (inside) (label && element.querySelector(`[aria-label="${label}"]`) || close).focus();
      },
      record, path,
    };
  };

  graph.keys = () => {
    const rows = KEYS.map(([key, what]) => make("tr", {}, make("th", { scope: "row" }, make("kbd", {}, key)), make("td", {}, what)));
    const dialog = make("dialog", { class: "kb-keys", "aria-labelledby": "kb-keys-title" }, make("h2", { id: "kb-keys-title" }, "Keys of the graph"),
      make("table", {}, make("tbody", {}, ...rows)), button("Close", () => dialog.close()));
    return dialog;
  };
})();
