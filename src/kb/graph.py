"""The graph of a base: links resolved, both ways, and its questions: cycles, neighbourhoods, why, impact.

Only the graph makes a :class:`ResolvedLink`; a :class:`~kb.base.RawLink` promises nothing about its target.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from kb.base import MENTION, Document, KnowledgeBase, RawLink
from kb.diagnostics import Span
from kb.text.frontmatter import KeyPath
from kb.text.hrefs import leads_to, unescaped, unquoted
from kb.text.markdown import Href

# The holder of the link rests on what it names …
RESTS_ON: Final = frozenset(
    [
        "based_on",
        "serves",
        "task",
        "goal",
        "depends_on",
        "part_of",
        "integrates",
        "teaches",
        "baseline",
        "evidence",
        "mitigated_by",
        "covers",
        "amends",
        "privacy",
        "decision",
    ]
)
# … or the other way round; the rest says nothing about what must be looked at again.
CARRIES: Final = frozenset({"affects", "adds"})
NEUTRAL: Final = frozenset({"mentions", "related", "supersedes", "threatens", "removes", "blocked_by"})
LOOPLESS: Final = ("depends_on", "part_of", "supersedes", "baseline")


class ResolvedLink:
    """A link whose target exists.

    Attributes:
        source: the document that holds it.
        kind: its name in the graph.
        target: the document it leads to.
    """

    __slots__ = ("_raw", "kind", "source", "target")

    def __init__(self, source: Document, raw: RawLink, target: Document) -> None:
        self.source = source
        self.kind = raw.link.kind
        self.target = target
        self._raw = raw

    def __repr__(self) -> str:
        return f"ResolvedLink({self.source_id} {self.kind} {self.target_id})"

    @property
    def reverse(self) -> str:
        """Its name when it is read from the target."""
        return self._raw.link.reverse

    @property
    def where(self) -> KeyPath | Span:
        """Its place in the file of ``source``."""
        return self._raw.where

    @property
    def source_id(self) -> str:
        """The id of the record that holds the link."""
        return self.source.id or self.source.path

    @property
    def target_id(self) -> str:
        """The id of the record it leads to."""
        return self.target.id or self.target.path


class Dangling(NamedTuple):
    """A link whose target does not exist."""

    source: Document
    target: str
    where: KeyPath | Span


class Misfit(NamedTuple):
    """A typed link that leads to a record of a type that may not stand there."""

    link: ResolvedLink
    to: tuple[str, ...]


class Stray(NamedTuple):
    """An ordinary link that leaves the repository or is not a link at all."""

    source: Document
    href: Href
    why: str


class Graph:
    """Links of a base.

    Attributes:
        base: what it was made from.
        out: id → links it holds, in the order they are written.
        into: id → links that lead to it.
        dangling: links to nothing.
        misfits: links to a record of the wrong type.
        strays: hrefs that leave the repository.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.out: dict[str, list[ResolvedLink]] = {}
        self.into: dict[str, list[ResolvedLink]] = {}
        self.dangling: list[Dangling] = []
        self.misfits: list[Misfit] = []
        self.strays: list[Stray] = []
        self._folders = tuple(f"{folder.strip('/')}/" for folder in base.config.records)
        for document in base.documents:
            self._links_of(document)

    def _links_of(self, document: Document) -> None:
        by_id = self.base.by_id
        for raw in document.links:
            target = by_id.get(raw.target)
            if target is None:
                self.dangling.append(Dangling(document, raw.target, raw.where))
            else:
                self._add(document, raw, target)
        for href in document.hrefs:
            self._href(document, href, self._folders)

    def _add(self, document: Document, raw: RawLink, target: Document) -> None:
        link = ResolvedLink(document, raw, target)
        source = document.id or document.path
        self.out.setdefault(source, []).append(link)
        self.into.setdefault(raw.target, []).append(link)
        to = raw.link.to
        if to and target.type is not None and target.type not in to:
            self.misfits.append(Misfit(link, to))

    def _href(self, document: Document, href: Href, folders: tuple[str, ...]) -> None:
        target = href.target
        why = _astray(target)
        if why is not None:
            self.strays.append(Stray(document, href, why))
            return
        path = leads_to(document.path, target)
        if path is None:
            return
        if path.startswith("../") or path == "..":
            self.strays.append(Stray(document, href, "it leads out of the repository"))
            return
        found = self.base.by_path.get(path)
        if found is not None and found.id is not None and found is not document:
            self._add(document, RawLink(MENTION, found.id, href.span), found)
        elif found is None and path.endswith(".md") and path.startswith(folders):
            if self.base.config.excludes(path):
                return  # nobody has looked whether it is there
            self.dangling.append(Dangling(document, path, href.span))

    def links(self, id: str, kinds: Collection[str] | None = None) -> list[ResolvedLink]:
        """The links a record holds, of some kinds or of all."""
        found = self.out.get(id, [])
        return [link for link in found if link.kind in kinds] if kinds is not None else found

    def backlinks(self, id: str, kinds: Collection[str] | None = None) -> list[ResolvedLink]:
        """The links that lead to a record, of some kinds or of all."""
        found = self.into.get(id, [])
        return [link for link in found if link.kind in kinds] if kinds is not None else found

    def cycles(self, kind: str) -> list[list[ResolvedLink]]:
        """The loops of one kind of link: each as the links along it, found once, from its smallest id."""
        edges = {
            source: [link for link in links if link.kind == kind]
            for source, links in self.out.items()
            if any(link.kind == kind for link in links)
        }
        return [loop for component in _components(edges) if (loop := _loop(component, edges))]

    def rests_on(self, id: str) -> Iterator[tuple[str, Document]]:
        """What a record rests on: (kind, document), each document once, in the order written."""
        seen: set[str] = {id}
        for link in self.out.get(id, ()):
            if _carries_weight(link.kind) and link.target_id not in seen:
                seen.add(link.target_id)
                yield link.kind, link.target
        for link in self.into.get(id, ()):
            if link.kind in CARRIES and link.source_id not in seen:
                seen.add(link.source_id)
                yield link.reverse, link.source

    def carried_by(self, id: str) -> Iterator[tuple[str, Document]]:
        """What rests on a record: (kind, document), each document once."""
        seen: set[str] = {id}
        for link in self.into.get(id, ()):
            if _carries_weight(link.kind) and link.source_id not in seen:
                seen.add(link.source_id)
                yield link.kind, link.source
        for link in self.out.get(id, ()):
            if link.kind in CARRIES and link.target_id not in seen:
                seen.add(link.target_id)
                yield link.reverse, link.target

    def impact(self, id: str) -> list[tuple[Document, tuple[str, ...]]]:
        """Everything that rests on a record, near or far, with the shortest path of ids that leads there."""
        paths: dict[str, tuple[str, ...]] = {id: (id,)}
        found: list[tuple[Document, tuple[str, ...]]] = []
        queue = deque([id])
        while queue:
            here = queue.popleft()
            for _, document in self.carried_by(here):
                name = document.id or document.path
                if name not in paths:
                    paths[name] = (*paths[here], name)
                    found.append((document, paths[name]))
                    queue.append(name)
        return found

    def neighbourhood(
        self, id: str, depth: int = 1, kinds: Collection[str] | None = None, most: int | None = None
    ) -> dict[str, int]:
        """The ids within ``depth`` links of a record, either way, with their distance; its own is 0.

        With ``most``, so many of them, the nearest: a goal has thousands around it that nobody will draw.
        """
        distance = {id: 0}
        queue = deque([id])
        while queue and distance[queue[0]] < depth:
            here = queue.popleft()
            for name in self._around(here, kinds):
                if len(distance) == most:
                    return distance
                if name not in distance:
                    distance[name] = distance[here] + 1
                    queue.append(name)
        return distance

    def _around(self, id: str, kinds: Collection[str] | None) -> Iterator[str]:
        yield from (link.target_id for link in self.links(id) if kinds is None or link.kind in kinds)
        yield from (link.source_id for link in self.backlinks(id) if kinds is None or link.kind in kinds)

    def edges(self, ids: Collection[str], kinds: Collection[str] | None = None) -> list[ResolvedLink]:
        """The links among some records, one per pair and kind; a mention beside a typed link is left out."""
        chosen: dict[tuple[str, str, str], ResolvedLink] = {}
        typed: set[tuple[str, str]] = set()
        for id in sorted(ids) if isinstance(ids, set) else ids:  # the same order in every run
            for link in self.out.get(id, ()):
                if link.target_id in ids and link.target_id != id and (kinds is None or link.kind in kinds):
                    chosen.setdefault((id, link.kind, link.target_id), link)
                    if link.kind != "mentions":
                        typed.update(((id, link.target_id), (link.target_id, id)))
        return [link for (s, kind, t), link in chosen.items() if kind != "mentions" or (s, t) not in typed]


def _carries_weight(kind: str) -> bool:
    return kind in RESTS_ON or (kind not in NEUTRAL and kind not in CARRIES)


# A backslash before punctuation is how Markdown says that the sign means itself.
_UNSAFE = ("javascript:", "vbscript:", "data:", "file:")


def _astray(target: str) -> str | None:
    """Why an href may not be followed, or None."""
    if "&" in target:
        import html

        target = html.unescape(target)
    target = unescaped(target)
    if ":" in target or "%" in target:  # most targets have neither, and there are tens of thousands
        plain = "".join(c for c in unquoted(target) if c > " ").lower()
        if plain.startswith(_UNSAFE):
            return f"`{plain.split(':', 1)[0]}:` is not followed"
    if target.startswith("/") and not target.startswith("//"):
        return "it is an absolute path"
    if "\\" in target or (len(target) > 2 and target[1] == ":" and target[0].isalpha()):
        return "it is a path of one machine"
    return None


def _components(edges: Mapping[str, Iterable[ResolvedLink]]) -> list[list[str]]:
    """Strongly connected components with a loop in them (Tarjan 1972, no recursion), smallest id first."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[str] = []
    found: list[list[str]] = []
    for root in sorted(edges):
        if root in index:
            continue
        work: list[tuple[str, Iterator[ResolvedLink]]] = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, links = work[-1]
            link = next(links, None)
            if link is not None:
                target = link.target_id
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                elif target in on_stack:
                    low[node] = min(low[node], index[target])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                component: list[str] = []
                while not component or component[-1] != node:
                    component.append(stack.pop())
                    on_stack.discard(component[-1])
                if len(component) > 1 or any(link.target_id == node for link in edges.get(node, ())):
                    found.append(sorted(component))
    return found


def _loop(component: list[str], edges: Mapping[str, list[ResolvedLink]]) -> list[ResolvedLink]:
    """A shortest loop through the smallest id of a component."""
    start, inside = component[0], set(component)
    came: dict[str, ResolvedLink] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for link in edges.get(here, ()):
            target = link.target_id
            if target == start:
                path = [link]
                while path[0].source_id != start:
                    path.insert(0, came[path[0].source_id])
                return path
            if target in inside and target not in came:
                came[target] = link
                queue.append(target)
    return []
