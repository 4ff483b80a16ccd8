"""python-frontmatter reads records strictly through our handler."""

import frontmatter
import pytest

from kb.errors import KbError
from kb.text.handler import StrictHandler

GOOD = "---\nid: TASK-0001\ntitle: A 1.10 no\ntags: [a, b]\n---\n# Body\n"


def load(text: str) -> frontmatter.Post:
    return frontmatter.loads(text, handler=StrictHandler())


def test_values_are_text_as_written() -> None:
    post = load(GOOD)
    assert post.metadata == {"id": "TASK-0001", "title": "A 1.10 no", "tags": ["a", "b"]}
    assert post.content == "# Body"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\nid: 1\n", "not closed"),
        ("---\n- a\n---\n", "is a list"),
        ("---\na: 1\na: 2\n---\n", "line 3, column 1: the key `a` is already there"),
        ("---\na: *x\n---\n", "alias"),
    ],
)
def test_what_the_library_takes_for_nothing_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(KbError, match=said.replace("*", r"\*")):
        load(text)


def test_it_does_not_write() -> None:
    with pytest.raises(NotImplementedError, match="kb set"):
        frontmatter.dumps(load(GOOD), handler=StrictHandler())
