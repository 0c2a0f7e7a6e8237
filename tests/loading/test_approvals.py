"""``approvals.yaml``: the shipped file is sound, and every mistake is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.domain.approvals_escalation import Recipient
from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir
from daihoi.loading.approvals import load_approval_rules

SHIPPED = Path(__file__).resolve().parents[2] / "config" / "approvals.yaml"
SOUND = """\
escalation:
  - step: due
    name: đến hạn
    after_days: 0
    to: holder
    certainty: assumed
    source: thử
  - step: up
    name: báo quận
    after_days: 7
    to: level
    level: district
    certainty: assumed
    source: thử
evidence: {max_kb: 20, certainty: assumed, source: thử}
"""


def written(folder: Path, text: str) -> ConfigDir:
    (folder / "approvals.yaml").write_text(text, "utf-8")
    return ConfigDir(folder)


def test_the_shipped_ladder_is_that_of_the_design() -> None:
    """T−7 a follow-up, T due, T+3 to the superior, T+7 to the district, in working days."""
    rules = load_approval_rules(ConfigDir(SHIPPED.parent))
    assert [(step.after_days, step.to) for step in rules.steps] == [
        (-7, Recipient.HOLDER),
        (0, Recipient.HOLDER),
        (3, Recipient.SUPERIOR),
        (7, Recipient.LEVEL),
    ]
    assert rules.steps[-1].level == "district"
    assert all(step.basis.is_assumed and step.basis.source for step in rules.steps)
    assert rules.evidence_bytes == 20_000_000


def test_a_configuration_without_the_file_takes_the_installed_one(tmp_path: Path) -> None:
    assert load_approval_rules(ConfigDir(tmp_path)) == load_approval_rules(ConfigDir(SHIPPED.parent))


def test_steps_are_in_the_order_of_their_days_however_they_are_written(tmp_path: Path) -> None:
    rules = load_approval_rules(written(tmp_path, SOUND.replace("after_days: 0", "after_days: 30")))
    assert [step.code for step in rules.steps] == ["up", "due"]
    assert rules.evidence_bytes == 20_000


WRONG = {
    "an unknown recipient": ("to: holder", "to: district", 5, "«to: district» không được nhận"),
    "no recipient": ("    to: holder\n", "", 2, "thiếu «to»"),
    "a level that nobody needs": (
        "to: holder\n",
        "to: holder\n    level: district\n",
        6,
        "bước báo «holder» không dùng «level»",
    ),
    "no level": ("    level: district\n", "", 8, "thiếu «level»"),
    "no days": ("    after_days: 0\n", "", 2, "thiếu «after_days»"),
    "days that are none": ("after_days: 0", "after_days: T+0", 4, "«after_days: T+0» không phải số nguyên"),
    "the same step twice": ("step: up", "step: due", 2, "bước «due» viết 2 lần"),
    "two steps on one day": ("after_days: 7", "after_days: 0", 4, "2 bước cùng cách hạn 0 ngày"),
    "no name": ("    name: đến hạn\n", "", 2, "thiếu «name»"),
    "a code that is none": ("step: due", "step: Đến hạn", 2, "mã «Đến hạn» không hợp lệ"),
    "a source that is missing": (
        "    to: holder\n    certainty: assumed\n    source: thử\n",
        "    to: holder\n    certainty: assumed\n",
        2,
        "thiếu «source»",
    ),
    "an unknown key": ("to: holder\n", "to: holder\n    days: 3\n", 6, "khóa «days» không có trong mẫu"),
    "no size": ("max_kb: 20, ", "", 15, "thiếu «max_kb»"),
    "a size of nothing": ("max_kb: 20", "max_kb: 0", 15, "«max_kb: 0» nhỏ hơn 1"),
    "a huge size": ("max_kb: 20", "max_kb: 20000000", 15, "«max_kb: 20000000» lớn quá mức"),
    "no evidence": (SOUND.splitlines()[-1], "", 1, "phần «evidence» còn thiếu"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_named_with_its_line(name: str, tmp_path: Path) -> None:
    old, new, line, what = WRONG[name]
    assert old in SOUND
    with pytest.raises(ConfigErrors) as caught:
        load_approval_rules(written(tmp_path, SOUND.replace(old, new, 1)))
    found = [(problem.place, problem.line, problem.what) for problem in caught.value.problems]
    assert ("approvals.yaml", line) in {(place, at) for place, at, _ in found}
    assert any(told.startswith(what) for _, _, told in found), found
