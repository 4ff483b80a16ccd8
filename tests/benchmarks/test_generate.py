"""A generated base is the same for the same seed, holds every type, and has nothing wrong with it."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import generate
from benchmarks.corpus import FEWEST, TODAY, counts_of
from benchmarks.drafts import PREFIXES
from benchmarks.generate import files, mkdocs_files, write
from benchmarks.reference_read import read

RELATIVE = re.compile(r"\]\(([^)#:]+[.]md)\)")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base")
    write(folder, files(100, seed=1))
    return folder


def test_same_seed_same_bytes_and_another_seed_others():
    assert files(60, seed=7) == files(60, seed=7)
    assert files(60, seed=7) != files(60, seed=8)


@pytest.mark.parametrize("records", [FEWEST, 100, 1000])
def test_every_type_is_there_in_about_its_share(records):
    names = [path for path in files(records, seed=3) if path != "kb.toml"]
    found = Counter(path.rsplit("/", 1)[-1].split("-")[0] for path in names)
    assert sum(found.values()) == records == sum(counts_of(records).values())
    assert set(found) == set(PREFIXES.values())
    assert 0.40 <= found["TASK"] / records <= 0.50
    assert 0.25 <= found["EXP"] / records <= 0.35


def test_too_small_a_base_is_refused(tmp_path, capsys):
    with pytest.raises(ValueError, match=str(FEWEST)):
        files(FEWEST - 1, seed=1)
    assert generate.main([str(tmp_path / "base"), "--records", "5"]) == 2
    assert str(FEWEST) in capsys.readouterr().err


def test_a_folder_with_something_in_it_is_left_alone(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine")
    assert generate.main([str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert "not empty" in capsys.readouterr().err


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_record_fits_its_model_and_every_id_leads_somewhere(tmp_path, seed):
    write(tmp_path, files(150, seed))
    records, dangling = read(tmp_path)
    assert len(records) == 150
    assert dangling == []


def test_every_relative_link_leads_to_a_file(base):
    links = [(page, target) for page in base.rglob("*.md") for target in RELATIVE.findall(page.read_text())]
    assert len(links) >= 100
    assert [link for link in links if not (link[0].parent / link[1]).is_file()] == []


def test_every_kind_of_link_is_written(base):
    text = "\n".join(page.read_text() for page in base.rglob("*.md"))
    for key in (
        "goal", "task", "baseline", "based_on", "serves", "affects", "supersedes", "depends_on", "part_of",
        "integrates", "teaches", "threatens", "mitigated_by", "evidence", "privacy", "covers", "adds",
        "decision",
    ):  # fmt: skip
        assert re.search(rf"\b{key}: *\[?[A-Z]+-\d", text) or re.search(rf"\b{key}:\n +- [A-Z]+-\d", text), (
            key
        )
    assert re.search(r"\[\[[A-Z]+-\d{4}\]\]", text)
    assert re.search(r"\[\[[A-Z]+-\d{4}\|[^\]]+\]\]", text)


def test_records_have_about_the_promised_length(base):
    texts = [page.read_text() for page in base.rglob("*.md")]
    front = [text[: text.index("\n---", 4)].count("\n") for text in texts]
    body = [text.count("\n") - lines for text, lines in zip(texts, front, strict=True)]
    assert 20 <= sum(front) / len(front) <= 35
    assert 38 <= sum(body) / len(body) <= 48


def test_as_mkdocs_every_page_stands_in_the_navigation_once(tmp_path):
    assert generate.main([str(tmp_path / "site"), "--records", "50", "--as-mkdocs"]) == 0
    pages = sorted(path.relative_to(tmp_path / "site/docs").as_posix() for path in tmp_path.rglob("*-*.md"))
    navigation = re.findall(r"^    - (\S+)$", (tmp_path / "site/mkdocs.yml").read_text(), re.MULTILINE)
    assert len(pages) == 50
    assert sorted(navigation) == pages


def test_outside_the_navigation_no_record_is_named():
    settings = mkdocs_files(files(50, seed=1), in_navigation=False)["mkdocs.yml"]
    assert "TASK-" not in settings
    assert "not_in_nav" in settings


def test_kb_lint_finds_nothing(base, kb_run):
    done = kb_run(["lint", "--output-format", "json", "--today", TODAY.isoformat()], base)
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert report["summary"]["records"] == 100
    assert [(d["code"], d["path"], d["message"]) for d in report["diagnostics"]] == []
