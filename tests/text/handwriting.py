"""Front matter as people write it: every style that the reader takes, comments, odd spacing, odd line ends."""

from hypothesis import strategies as st

WORDS = (
    "hash",
    "encoding",
    "of customers",
    "größe",
    "数据",
    "🙂 fine",
    "x-ray",
    "a/b",
    "100 %",
    "C1",
    "it's",
    "v1.2",
)
TYPED = (
    "0",
    "12",
    "-3.5",
    "0.80",
    "1.10",
    "true",
    "False",
    "null",
    "~",
    "2026-01-31",
    "2026-01-31T10:00:00Z",
    "1234567",
)
ODD = (
    "no", "on", "0123456", "1e5", "12:30", "#5", "- x", "a: b", "a #b", "", " lead", "trail ", "[x", "{y}",
    "&z", "*s", "!t", "%u", "@v", "`w`", '"q"', "'", "\\", "|", ">", "?", "-", ":", "=", "<<", "---", "...",
    "x:", "1_000", ".inf", "0x1F", "y",
)  # fmt: skip
KEYS = ("status", "owner", "x-note", "x 🙂", "on", "größe", "specific", "a", "b", "12", "k.l")

words = st.sampled_from(WORDS)
typed = st.sampled_from(TYPED)
blanks = st.sampled_from(("", "", "", " ", "   "))
comments = st.sampled_from(("", "", "", "", " # why", "  #no", "   # a: b, [c] 'd'"))
lines_of_text = st.lists(
    st.sampled_from((*WORDS, "", "- item", "a: b", "# no comment")), min_size=1, max_size=4
)


@st.composite
def inline(draw: st.DrawFn, flow: bool = False) -> str:
    """A single value on one line, as text."""
    style = draw(st.sampled_from(("plain", "plain", "typed", "single", "double")))
    if style == "plain":
        word = draw(words)
        return f'"{word}"' if flow and ("{" in word or "[" in word) else word
    if style == "typed":
        return draw(typed)
    word = draw(st.sampled_from((*WORDS, *ODD)))
    if style == "single":
        return "'" + word.replace("'", "''") + "'"
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


@st.composite
def in_brackets(draw: st.DrawFn, depth: int = 1) -> str:
    """A collection in brackets, on one line or over several."""
    child = st.one_of(inline(flow=True), in_brackets(depth - 1)) if depth else inline(flow=True)
    parts = draw(st.lists(child, max_size=3))
    pad = draw(blanks)
    gap = draw(st.sampled_from((", ", ",", " , ", ",\n      ", ", # c\n      ")))
    if draw(st.booleans()):
        return f"[{pad}{gap.join(parts)}{pad}]"
    keys = draw(st.permutations(["k", "l", "'m n'"]))
    pairs = [f"{key}: {part}" for key, part in zip(keys, parts, strict=False)]
    return "{" + pad + gap.join(pairs) + pad + "}"


@st.composite
def block_text(draw: st.DrawFn, pad: str) -> str:
    """A text after `|` or `>`."""
    header = draw(st.sampled_from(("|", "|-", "|+", ">", ">-")))
    inner = pad + " " * draw(st.integers(1, 4))
    lines = draw(lines_of_text)
    lines[0] = lines[0] or "first"
    body = "\n".join(inner + line if line else "" for line in lines)
    return f" {header}{draw(comments)}\n{body}{draw(st.sampled_from(('', '', chr(10))))}"


@st.composite
def value(draw: st.DrawFn, column: int, depth: int) -> str:
    """What stands behind a key or a dash at `column`, with the space before it and the comment behind it."""
    pad = " " * column
    style = draw(
        st.sampled_from(("inline",) * 4 + ("brackets", "text", "empty") + ("block",) * (2 if depth else 0))
    )
    gap = " " + draw(blanks)
    if style == "inline":
        return gap + draw(inline()) + draw(comments) + draw(blanks)
    if style == "brackets":
        return gap + draw(in_brackets()) + draw(comments)
    if style == "text":
        return draw(block_text(pad))
    if style == "empty":
        return draw(blanks) + draw(comments)
    inner = column + draw(st.integers(1, 4))
    below = draw(block(inner, depth - 1) if draw(st.booleans()) else items(inner, depth - 1))
    return f"{draw(comments)}\n{below}"


def spaced(draw: st.DrawFn, column: int) -> str:
    """What may stand between two entries."""
    return draw(
        st.sampled_from(
            ("", "", "", "\n", f"{' ' * column}# note\n", "# far left\n", f"{' ' * column}   # deep\n")
        )
    )


@st.composite
def block(draw: st.DrawFn, column: int = 0, depth: int = 2) -> str:
    """A mapping over several lines."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    said = [f"{' ' * column}{key}:{draw(value(column, depth))}" for key in keys]
    return "\n".join([said[0], *(spaced(draw, column) + line for line in said[1:])])


@st.composite
def items(draw: st.DrawFn, column: int, depth: int) -> str:
    """A list over several lines."""
    pad = " " * column
    said = []
    for _ in range(draw(st.integers(1, 3))):
        if depth and draw(st.booleans()):
            gap = draw(st.integers(1, 3))
            below = draw(block(column + 1 + gap, depth - 1))
            said.append(f"{pad}-{' ' * gap}{below.lstrip(' ')}")
        else:
            said.append(f"{pad}-{draw(value(column, 0))}")
    return "\n".join(said)


@st.composite
def records(draw: st.DrawFn) -> str:
    """A whole record."""
    fields = draw(block())
    top = draw(st.sampled_from(("", "", "# the first line\n", "\n")))
    tail = draw(st.sampled_from(("\n", "\n\n", "\n# the end\n")))
    body = draw(
        st.sampled_from(("", "Words.\n", "\nWords, no line end", "# Title\n\n---\n\nstatus: no field\n"))
    )
    text = f"---\n{top}{fields}{tail}---\n{body}"
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(("", "", "\ufeff"))) + text
