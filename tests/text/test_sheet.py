"""Tables as spreadsheets write them: separators, quotes, places of cells, numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.sheet import Cell, Misread, number, rows


def texts(text: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("\n\n , \n", []),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a;b\r\n1,5;2\r\n", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1,5\t2;3\n", [["a", "b"], ["1,5", "2;3"]]),
        ("sep=;\r\na,b;c\r\n", [["a,b", "c"]]),
        ('"x;y;z",b\n', [["x;y;z", "b"]]),
        ('a,"b ""c""\r\nd"\n', [["a", 'b "c"\nd']]),
        ("a,b,\n,,\n1,,\n", [["a", "b", ""], ["1", "", ""]]),
        ("a,", [["a", ""]]),
        ("alone\r1\r", [["alone"], ["1"]]),
        ('a"b,c\n', [['a"b', "c"]]),
    ],
)
def test_rows(text: str, found: list[list[str]]) -> None:
    assert texts(text) == found


def test_every_cell_knows_its_place() -> None:
    assert rows('id,"x\ny",z\r\nü,"a""b",3\n') == [
        [Cell("id", 1, 1), Cell("x\ny", 1, 4), Cell("z", 2, 4)],
        [Cell("ü", 3, 1), Cell('a"b', 3, 3), Cell("3", 3, 10)],
    ]
    assert rows("sep=;\na;b\n")[0] == [Cell("a", 2, 1), Cell("b", 2, 3)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [('a,"b\nc', 1, 3), ('a,b\n"', 2, 1), ('a\n"b"c,d\n', 2, 4), ('"a\nb"c', 2, 3)],
)
def test_what_is_no_table_has_a_place(text: str, line: int, column: int) -> None:
    with pytest.raises(Misread) as caught:
        rows(text)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3", 3.0),
        (" 2.5 ", 2.5),
        ("2,5", 2.5),
        ("0,125", 0.125),
        ("1,0005", 1.0005),
        (",5", 0.5),
        ("2.", 2.0),
        ("1e-3", 0.001),
        ("−1", -1.0),
        ("1,000", None),
        ("12,345,678", None),
        ("1.234,5", None),
        ("", None),
        ("-", None),
        ("nan", None),
        ("1_0", None),
        ("٣", None),
        ("2 of 3", None),
    ],
)
def test_numbers_as_people_write_them(text: str, found: float | None) -> None:
    assert number(text) == found


cells = st.text(st.sampled_from('ab",;\t\n =é'), max_size=5)


@given(st.lists(st.lists(cells, min_size=2, max_size=3), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_what_the_standard_library_writes_is_read(table: list[list[str]], separator: str) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(["head"] * 9)  # the separator is the one of the first row
    writer.writerows(table)
    expected = [row for row in table if any(cell.strip() for cell in row)]
    assert texts(stream.getvalue())[1:] == expected
