"""Acts on the content of pages as readers would, and tells whether something in it ran."""

from __future__ import annotations

# Shows the content of pages in frames, fifty at a time, moves over and clicks all of it; says where something ran.
CONTENTS = """async ([root, paths]) => {
  const hits = [];
  const content = async (path) => {
    const text = await (await fetch(root + path)).text();
    return text.slice(text.indexOf("<article"), text.lastIndexOf("</article>") + 10);
  };
  const show = async (some) => {
    const frame = document.createElement("iframe");
    frame.srcdoc = "<!doctype html><body>" + (await Promise.all(some.map(content))).join("<hr>");
    const shown = new Promise((done) => { frame.onload = done; });
    document.body.append(frame);
    await shown;
    const inside = frame.contentWindow;
    for (const node of inside.document.querySelectorAll("article *")) {
      const link = node.closest("a[href]");
      const kinds = ["mouseover", "focus"];
      if (!link || /^\\s*javascript:/i.test(link.getAttribute("href"))) kinds.push("click");
      for (const kind of kinds) node.dispatchEvent(new MouseEvent(kind, { bubbles: kind !== "focus" }));
    }
    await new Promise((done) => setTimeout(done, 50));
    const ran = inside.hit !== undefined || window.hit !== undefined;
    frame.remove();
    return ran;
  };
  for (let at = 0; at < paths.length; at += 50) {
    const some = paths.slice(at, at + 50);
    if (await show(some)) for (const path of some) if (some.length === 1 || await show([path])) hits.push(path);
  }
  return hits;
}"""
