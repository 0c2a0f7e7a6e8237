"""``workstreams/readiness.yaml``: the shipped list is sound, and every mistake is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir
from daihoi.loading.readiness import load_checklist
from daihoi.loading.register_config import load_registers

CONFIG = ConfigDir(Path(__file__).resolve().parents[2] / "config")
SOUND = """\
levels: [district]
checkpoints:
  - {checkpoint: t7, days_before: 7, name: rà soát, whole: true, certainty: assumed, source: thử}
  - {checkpoint: t45, days_before: 45, name: kế hoạch, certainty: assumed, source: thử}
items:
  - {item: venue, due: t45, certainty: assumed, source: thử}
  - {item: rehearsal, due: t7, evidence: true, levels: [city], certainty: assumed, source: thử}
"""


def written(folder: Path, text: str) -> ConfigDir:
    (folder / "workstreams").mkdir()
    (folder / "workstreams" / "readiness.yaml").write_text(text, "utf-8")
    return ConfigDir(folder)


def test_the_shipped_list_has_the_four_checkpoints() -> None:
    found = load_checklist(CONFIG, load_registers(CONFIG))
    assert [point.shown for point in found.checkpoints] == ["T−45", "T−30", "T−7", "T−1"]
    assert [point.is_whole for point in found.checkpoints] == [False, False, True, True]
    assert len(found.for_level("district")) == 16
    assert found.for_level("branch") == []


def test_every_item_of_the_register_has_its_day() -> None:
    registers = load_registers(CONFIG)
    choices = registers["readiness"].by_code["item"].choices
    assert {item.code for item in load_checklist(CONFIG, registers).items} == set(choices)


def test_a_list_of_ones_own_is_read_earliest_checkpoint_first(tmp_path: Path) -> None:
    found = load_checklist(written(tmp_path, SOUND), load_registers(CONFIG))
    assert [point.days_before for point in found.checkpoints] == [45, 7]
    assert [item.code for item in found.for_level("district")] == ["venue"]
    (rehearsal,) = found.for_level("city")
    assert rehearsal.needs_evidence
    assert rehearsal.due.is_whole


def test_without_a_file_the_installed_list_is_read(tmp_path: Path) -> None:
    assert load_checklist(ConfigDir(tmp_path), load_registers(CONFIG)).items


WRONG = [
    ("item: venue", "item: hall", "sổ readiness không có phần việc «hall»", 6),
    ("due: t45", "due: t30", "t30", 6),
    ("levels: [city]", "levels: [town]", "không có cấp «town»", 7),
    ("days_before: 45", "days_before: bốn", "bốn", 4),
    ("days_before: 45", "days_before: -45", "-45", 4),
    ("days_before: 45", "days_before: 7", "«7» viết 2 lần", 3),
    ("checkpoint: t45", "checkpoint: t7", "«t7» viết 2 lần", 3),
    ("item: rehearsal", "item: venue", "«venue» viết 2 lần", 6),
    ("evidence: true", "evidence: cần", "cần", 7),
    ("whole: true", "whole: true, hạn: 3", "hạn", 3),
    ("name: kế hoạch, ", "", "name", 4),
    (
        "certainty: assumed, source: thử}\n  - {checkpoint: t45",
        "source: thử}\n  - {checkpoint: t45",
        "certainty",
        3,
    ),
]


@pytest.mark.parametrize(("sound", "wrong", "words", "line"), WRONG)
def test_a_mistake_is_named_with_its_line(
    tmp_path: Path, sound: str, wrong: str, words: str, line: int
) -> None:
    assert sound in SOUND
    with pytest.raises(ConfigErrors) as refused:
        load_checklist(written(tmp_path, SOUND.replace(sound, wrong, 1)), load_registers(CONFIG))
    assert words in str(refused.value)
    assert f"readiness.yaml:{line}" in str(refused.value)
