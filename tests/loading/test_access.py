"""``access.yaml``: the shipped file is sound, and every mistake is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.domain.access import About, Relation
from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir
from daihoi.loading.access import load_access_matrix

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "access.yaml"
BELOW = {Relation.DIRECTLY_BELOW, Relation.FURTHER_BELOW}


def written(folder: Path, text: str | bytes) -> ConfigDir:
    path = folder / "access.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return ConfigDir(folder)


def refusals(config: ConfigDir) -> list[str]:
    with pytest.raises(ConfigErrors) as caught:
        load_access_matrix(config)
    return [str(problem) for problem in caught.value.problems]


def test_values_are_read_as_they_stand() -> None:
    matrix = load_access_matrix(ConfigDir(SHIPPED.parent))
    assert matrix.roles["coordinator"].allows["grant"] == BELOW
    assert matrix.roles["clerk"].allows["report"] == {*BELOW, Relation.OWN}
    assert (matrix.commands["run"].action, matrix.commands["run"].about) == ("publish", About.UNITS)
    assert matrix.commands["db restore"].broken_log
    assert not matrix.commands["import"].broken_log
    assert (matrix.token_days, matrix.max_token_days) == (90, 366)


def test_a_configuration_without_the_file_has_the_shipped_one(tmp_path: Path) -> None:
    assert load_access_matrix(ConfigDir(tmp_path)) == load_access_matrix(ConfigDir(SHIPPED.parent))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("action: read, name: xem", "action: red, name: xem", "«action: read» không được nhận"),
        ("action: report, name", "action: told, name", "thiếu việc «report»"),
        ("role: clerk", "role: reader", "«reader» đã viết ở dòng"),
        ("role: clerk", "role: Văn phòng", "mã «Văn phòng» không hợp lệ"),
        ("name: người báo cáo", "nam: người báo cáo", "khóa «nam» không có trong mẫu"),
        ("action: grant, units: below", "action: grant, units: above", "«units: above» không được nhận"),
        ("action: grant, units: below", "action: read, units: below", "việc «read» đã viết ở trên"),
        ("action: administer, units: own", "action: administer", "thiếu «units»"),
        (
            "command: status, action: read, about: campaign",
            "command: status, action: read, about: all",
            "«about: all»",
        ),
        ("command: status,", "command: log,", "«log» đã viết ở dòng"),
        ("command: status, action: read", "command: status, action: look", "«action: look» không được nhận"),
        ("broken_log: true}", "broken_log: yes}", "«broken_log: yes»"),
        ("days: 90", "days: 900", "«days: 900» quá «max_days: 366»"),
        ("days: 90", "days: 0", "«days: 0» nhỏ hơn 1"),
        ("366, certainty: assumed", "366, certainty: sure", "«certainty: sure» không được nhận"),
        ("names:\n", "nams:\n", "khóa «nams» không có trong mẫu"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = SHIPPED.read_text("utf-8")
    assert old in text
    found = refusals(written(tmp_path, text.replace(old, new, 1)))
    assert any(told in line for line in found), found
    assert all(line.startswith("access.yaml:") for line in found)


@pytest.mark.parametrize("reach", ["own", "below", "own_and_below"])
@pytest.mark.parametrize("action", ["approve", "reject"])
def test_nobody_can_be_let_approve_but_the_direct_superior(tmp_path: Path, action: str, reach: str) -> None:
    text = SHIPPED.read_text("utf-8")
    old = f"{{action: {action}, units: directly_below}}"
    found = refusals(written(tmp_path, text.replace(old, f"{{action: {action}, units: {reach}}}", 1)))
    assert len(found) == 1
    assert "không phải của cấp trên trực tiếp" in found[0]


@pytest.mark.parametrize("text", ["", "- a\n", "roles: [", b"\xff\xfe", "roles: &a\n  - *a\n"])
def test_a_broken_file_is_refused(tmp_path: Path, text: str | bytes) -> None:
    assert refusals(written(tmp_path, text))
