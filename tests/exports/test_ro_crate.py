"""Research objects, held against what RO-Crate 1.1 says must be, by its own JSON-LD context."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kb.errors import KbError
from kb.exports.export import exporter
from kb.exports.formats.ro_crate import CONTEXT
from tests.exports.support import NASTY, record, request

TERMS = json.loads(
    (Path(__file__).parents[1] / "vendor" / "ro-crate" / "context-1.1.jsonld").read_text(encoding="utf-8")
)["@context"]
Crate = dict[str, dict[str, Any]]


def crate(
    files: dict[str, str], *ids: str, root: Path = Path("/nowhere"), licence: str | None = "CC-BY-4.0"
) -> Crate:
    options = {"license": licence} if licence is not None else {}
    found = json.loads(exporter("ro-crate").write(request(files, *ids, root=root, **options)))
    return checked(found)


def checked(document: dict[str, Any]) -> Crate:
    """What the specification demands of the file, of the descriptor, of the root and of data; returns @id → entity."""
    assert document["@context"] == CONTEXT
    assert set(document) == {"@context", "@graph"}
    entities: Crate = {}
    for entity in document["@graph"]:
        assert entity["@id"] not in entities
        entities[entity["@id"]] = entity
    for entity in entities.values():
        _is_flat_and_known(entity, entities)
    descriptor = entities["ro-crate-metadata.json"]
    assert descriptor["@type"] == "CreativeWork"
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = entities["./"]
    assert root["@type"] == "Dataset"
    for name in ("name", "description", "license"):
        assert root[name]
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", root["datePublished"])
    parts = _ids(root.get("hasPart", []))
    for name, entity in entities.items():
        if entity["@type"] in ("File", "Dataset") and name != "./":
            assert name in parts, "data must be linked from the root"
            assert (entity["@type"] == "Dataset") == name.endswith("/")
            assert not name.startswith(("#", "/"))
    assert all(entities[name]["@type"] in ("File", "Dataset") for name in parts)
    return entities


def _is_flat_and_known(entity: dict[str, Any], entities: Crate) -> None:
    types = entity["@type"]
    for type_ in [types] if isinstance(types, str) else types:
        assert type_ in TERMS, f"{type_} is no term of the context"
    assert re.fullmatch(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", entity["@id"]), "a URI has no other signs"
    for key, value in entity.items():
        assert key in TERMS or key in ("@id", "@type"), f"{key} is no term of the context"
        assert value not in (None, "", [])
        assert not isinstance(value, list) or len(value) > 1, "one value stands alone"
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                assert set(item) == {"@id"}, "entities are flat"
                outside = key in ("conformsTo", "actionStatus")
                assert outside or item["@id"] in entities, f"{item['@id']} is not in the crate"


def _ids(value: Any) -> list[str]:
    return [one["@id"] for one in (value if isinstance(value, list) else [value])]


EXPERIMENT = record(
    "EXP-0001",
    "task: TASK-0001\nowner: analyst\ntags: [churn]\ndate: 2026-06-01T10:00:00Z\n"
    "code: {commit: 1a2b, command: python train.py, repository: 'https://code.example/churn'}\n"
    "data:\n  train: {uri: 'https://data.example/a b.csv'}\n"
    "  test: {uri: data/test.csv, digest: 'sha256:00', rows: 3}\n"
    "  raw: {uri: 's3://bucket/raw.parquet'}\n"
    "metrics: {roc_auc: {test: {mean: 0.81, std: 0.02, n: 5}, train: 0.9}}\n"
    "outputs: [{uri: out/, what: all of it}, {uri: ../../etc/passwd}, {uri: 'https://data.example/model.bin'}]\n"
    "conclusion: It helps.",
    title="Day windows",
)
FILES = {
    "research/EXP-0001 day windows.md": EXPERIMENT,
    "research/DEC-0001.md": record("DEC-0001", "based_on: [EXP-0001]\ndeciders: [board]\nchosen: windows"),
    "backlog/TASK-0001.md": record("TASK-0001"),
    "research/GOAL-0001.md": record("GOAL-0001", title="Keep customers"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path in ("data/test.csv", "out/model.bin", *FILES):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("a,b\n")
    return tmp_path


def test_records_are_files_that_say_what_they_are_based_on(root: Path) -> None:
    found = crate(FILES, root=root)
    decision = found["research/DEC-0001.md"]
    assert decision["name"] == "DEC-0001 A title"
    assert decision["isBasedOn"] == {"@id": "research/EXP-0001%20day%20windows.md"}
    assert decision["creator"] == {"@id": "#person-board"}
    assert decision["encodingFormat"] == "text/markdown"
    assert decision["contentSize"] == "4"
    assert "Keep customers" in found["./"]["description"]
    assert _ids(found["./"]["author"]) == ["#person-board", "#person-analyst", "#person-data-lead"]


def test_an_experiment_is_an_action_with_code_data_and_figures(root: Path) -> None:
    found = crate(FILES, root=root)
    action = found["#EXP-0001"]
    assert found["./"]["mentions"] == {"@id": "#EXP-0001"}
    assert found["research/EXP-0001%20day%20windows.md"]["about"] == {"@id": "#EXP-0001"}
    assert action["@type"] == "CreateAction"
    assert action["endTime"] == "2026-06-01T10:00:00+00:00"
    assert action["description"] == "It helps."
    code = found[action["instrument"]["@id"]]
    assert (code["version"], code["codeRepository"]) == ("1a2b", "https://code.example/churn")
    figures = [found[name] for name in _ids(action["result"]) if found[name]["@type"] == "PropertyValue"]
    assert [(f["name"], f["value"], f.get("description")) for f in figures] == [
        ("roc_auc on test", 0.81, "standard deviation 0.02 of 5 runs"),
        ("roc_auc on train", 0.9, None),
    ]


def test_data_are_files_of_the_crate_where_they_can_be_reached(root: Path) -> None:
    found = crate(FILES, root=root)
    kinds = {name: found[name]["@type"] for name in _ids(found["#EXP-0001"]["object"])}
    assert kinds == {
        "#https%3A//data.example/a%20b.csv": "CreativeWork",
        "data/test.csv": "File",
        "#s3%3A//bucket/raw.parquet": "CreativeWork",
    }
    assert found["data/test.csv"]["identifier"] == "sha256:00"
    results = {name: found[name]["@type"] for name in _ids(found["#EXP-0001"]["result"])}
    assert results["out/"] == "Dataset"
    assert results["https://data.example/model.bin"] == "File"
    assert results["#../../etc/passwd"] == "CreativeWork", "what lies outside is only named"


def test_without_the_files_data_are_only_named() -> None:
    found = crate(FILES)
    assert found["#data/test.csv"]["@type"] == "CreativeWork"


@pytest.mark.parametrize(
    ("licence", "at"),
    [
        ("MIT", "https://spdx.org/licenses/MIT"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_a_licence_is_an_identifier_or_an_address(licence: str, at: str) -> None:
    assert crate(FILES, licence=licence)["./"]["license"] == {"@id": at}


@pytest.mark.parametrize("licence", ["all rights reserved", "", "javascript:alert(1)"])
def test_another_licence_is_refused(licence: str) -> None:
    with pytest.raises(KbError, match="neither an SPDX identifier nor an address"):
        crate(FILES, licence=licence)


def test_a_licence_beside_the_configuration_is_found(root: Path) -> None:
    with pytest.raises(KbError, match="a crate states its licence"):
        crate(FILES, root=root, licence=None)
    (root / "LICENSE").write_text("MIT")
    found = crate(FILES, root=root, licence=None)
    assert found["./"]["license"] == {"@id": "LICENSE"}
    assert found["LICENSE"]["@type"] == "File"


def test_one_record_is_a_crate_and_none_is_one() -> None:
    assert "#EXP-0001" not in crate(FILES, "DEC-0001")
    assert list(crate({})) == ["ro-crate-metadata.json", "./", "https://spdx.org/licenses/CC-BY-4.0"]


@pytest.mark.parametrize(
    "spoil",
    [
        {"@id": "./", "license": None},
        {"@id": "./", "hasPart": {"@id": "nowhere.csv"}},
        {"@id": "#EXP-0001", "seeds": 1},
        {"@id": "#EXP-0001", "agent": [{"@id": "#person-analyst"}]},
        {"@id": "a b", "@type": "CreativeWork"},
        {"@id": "stray.csv", "@type": "File"},
    ],
    ids=lambda spoil: " ".join(map(str, spoil.values())),
)
def test_the_check_sees_what_is_wrong(spoil: dict[str, Any]) -> None:
    found = json.loads(exporter("ro-crate").write(request(FILES, license="MIT")))
    held = next((entity for entity in found["@graph"] if entity["@id"] == spoil["@id"]), None)
    found["@graph"] = [entity for entity in found["@graph"] if entity is not held] + [
        {**(held or {}), **spoil}
    ]
    with pytest.raises(AssertionError):
        checked(found)


def test_any_name_is_a_uri() -> None:
    text = record(
        "EXP-0001", "metrics: {'a b|c<d>': {'te st': 1}}\noutputs: [{uri: 'a\\b ü|.csv'}]", title=NASTY
    )
    found = crate({f"research/EXP-0001 {NASTY.replace('/', '')}.md": text})
    assert found["#EXP-0001"]["name"] == NASTY
