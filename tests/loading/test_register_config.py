"""``config/registers``: the shipped files are sound, and every mistake in one is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from daihoi.domain.registers import ColumnKind, RuleKind
from daihoi.errors import ConfigErrors
from daihoi.loading import ConfigDir
from daihoi.loading.register_config import MAX_CODE, load_registers

CONFIG = Path(__file__).resolve().parents[2] / "config"
SOUND = """\
workstream: steering
registers:
  - register: items
    name: Sổ việc
    levels: [district]
    key: [name]
    day: begun
    columns:
      - {column: name, name: Tên việc, kind: text, required: true, most: 40}
      - {column: begun, name: Bắt đầu, kind: day, required: true}
      - {column: ended, name: Xong, kind: day}
      - column: state
        name: Trạng thái
        kind: choice
        choices:
          - {code: open, name: chưa làm}
          - {code: done, name: đã xong}
      - {column: before, name: Sau việc, kind: entry, register: items}
    rules:
      - {rule: not_before, columns: [ended, begun]}
      - {rule: needed_when, columns: [ended, state], values: [done]}
    certainty: assumed
    source: thử
"""


def written(folder: Path, text: str, name: str = "thu.yaml") -> ConfigDir:
    (folder / "registers").mkdir(exist_ok=True)
    (folder / "registers" / name).write_text(text, "utf-8")
    return ConfigDir(folder)


def test_the_shipped_registers_are_sound_and_fit_the_log() -> None:
    registers = load_registers(ConfigDir(CONFIG))
    assert {"issued_documents", "meetings", "follow_ups", "pilot_lessons", "post_programmes"} <= set(
        registers
    )
    assert all(len(code) <= MAX_CODE and one.basis.source for code, one in registers.items())


def test_a_configuration_without_registers_takes_the_installed_ones(tmp_path: Path) -> None:
    assert load_registers(ConfigDir(tmp_path)) == load_registers(ConfigDir(CONFIG))


def test_a_register_is_read_as_it_is_written(tmp_path: Path) -> None:
    items = load_registers(written(tmp_path, SOUND))["items"]
    assert (items.name, items.workstream, items.levels, items.key) == (
        "Sổ việc",
        "steering",
        ["district"],
        ["name"],
    )
    assert [column.kind for column in items.columns][2:] == [
        ColumnKind.DAY,
        ColumnKind.CHOICE,
        ColumnKind.ENTRY,
    ]
    assert items.by_code["state"].choices == {"open": "chưa làm", "done": "đã xong"}
    assert [rule.kind for rule in items.rules] == [RuleKind.NOT_BEFORE, RuleKind.NEEDED_WHEN]


WRONG = [
    ("kind: text,", "kind: words,", 9, "words"),
    ("levels: [district]", "levels: [quan]", 5, "«quan» không có"),
    ("key: [name]", "key: [title]", 6, "«title» không có"),
    ("day: begun", "day: ended", 8, "ghi «required: true»"),
    ("columns: [ended, begun]", "columns: [ended, start]", 20, "«start» không có"),
    ("columns: [ended, begun]", "columns: [ended, begun, ended]", 20, "có 3 cột"),
    ("values: [done]", "values: [finished]", 21, "«finished» không có"),
    (", values: [done]", "", 21, "«values» đi với «rule: needed_when»"),
    ("rule: not_before", "rule: later_than", 20, "later_than"),
    ("register: items}", "register: bodies}", 8, "sổ «bodies» không có"),
    ("kind: choice", "kind: count", 15, "«choices» đi với «kind: choice»"),
    ("name: Xong", "name: Tên Việc", 8, "hai cột cùng tên «Tên Việc»"),
    ("name: Xong", "name: Nguồn", 8, "hai cột cùng tên «Nguồn»"),
    ("column: ended, name: Xong", "column: begun, name: Xong", 8, "có cột viết hai lần"),
    ("most: 40", "most: 0", 9, "0"),
    ("name: Sổ việc", "nam: Sổ việc", 3, "nam"),
    ("certainty: assumed", "certainty: maybe", 22, "maybe"),
    ("register: items\n", f"register: {'a' * 25}\n", 3, "dài 25 ký tự"),
    ("workstream: steering\n", "", 1, "workstream"),
    ("column: ended, name: Xong", "column: kind, name: Xong", 8, "«kind» trùng mã với cột chung «Loại»"),
    ("column: ended, name: Xong", "column: source, name: Xong", 8, "trùng mã với cột chung «Nguồn»"),
    ("name: đã xong", "name: Chưa  Làm", 17, "«Chưa  Làm» (done) trùng với lựa chọn trước"),
    ("name: đã xong", "name: OPEN", 17, "«OPEN» (done) trùng với lựa chọn trước"),
    ("key: [name]", "key: [name, state]", 8, "chỉ sổ «items», mà dòng của sổ ấy gọi tên bằng lựa chọn"),
    ("name: Xong, kind: day", "name: Xong, kind: day, numbers_of: items", 11, "numbers_of"),
    ("name: Xong, kind: day", "name: Số, kind: count, numbers_of: item", 8, "mang số của sổ «item» không có"),
    ("name: Xong, kind: day", "name: Số, kind: count, numbers_of: items", 8, "không cùng một cột đơn vị"),
    ("key: [name]", "key: [name, before]", 8, "gọi tên dòng bằng một dòng của chính sổ này"),
]


@pytest.mark.parametrize(("old", "new", "line", "told"), WRONG)
def test_mistakes_are_named_with_their_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in SOUND
    with pytest.raises(ConfigErrors) as caught:
        load_registers(written(tmp_path, SOUND.replace(old, new, 1)))
    problems = [str(problem) for problem in caught.value.problems]
    assert all(problem.startswith("registers/thu.yaml:") for problem in problems)
    assert any(told in problem for problem in problems), problems
    assert any(problem.startswith(f"registers/thu.yaml:{line}:") for problem in problems), problems


def test_one_code_belongs_to_one_register(tmp_path: Path) -> None:
    written(tmp_path, SOUND)
    with pytest.raises(ConfigErrors, match="sổ «items» đã có"):
        load_registers(written(tmp_path, SOUND, "z.yaml"))


def test_mistakes_of_all_files_are_told_together(tmp_path: Path) -> None:
    written(tmp_path, SOUND.replace("kind: text,", "kind: words,"))
    with pytest.raises(ConfigErrors) as caught:
        load_registers(written(tmp_path, "workstream: [", "z.yaml"))
    assert {str(problem).partition(":")[0] for problem in caught.value.problems} == {
        "registers/thu.yaml",
        "registers/z.yaml",
    }
