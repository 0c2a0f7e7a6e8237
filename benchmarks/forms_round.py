"""Forms go out, come back, are refused where they are wrong, are mended and come back again."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import forms_filling as filling
from benchmarks.forms_book import Filled, Mistake, Sheet, Truth, mend
from benchmarks.forms_district import CAMPAIGN, DISTRICT, STATUS, District, DrawnUnit
from benchmarks.forms_typing import REFUSED, Answer, typed

NOMINATING = 4
"""One organisation in so many has held the first conference about personnel."""

AT_ONCE, SENT_TWICE = 20, 0.04
"""Sound forms imported by one command; the share of forms that come twice."""

STALE_KIND, TWICE_KIND, RENAMED_KIND = "biểu cũ, sổ đã có số khác", "gửi hai lần", "chép ra tên khác"
_DAY = STATUS.isoformat()


@dataclass
class Slips:
    """Which forms go wrong: a share of them, every kind in turn."""

    share: float
    chance: random.Random
    turns: Counter[str] = field(default_factory=Counter)

    def next_of(self, about: str, kinds: Sequence[filling.Slip]) -> filling.Slip | None:
        """The slip of the next form of this sort; mostly none."""
        if self.chance.random() >= self.share:
            return None
        self.turns[about] += 1
        return kinds[(self.turns[about] - 1) % len(kinds)]


@dataclass
class Round:
    """What happened.

    Attributes:
        sent: sort of form → how many went out.
        kinds: kind of mistake → how many forms with it were refused as they should be.
        odd: forms that were treated otherwise than they should be, in words.
    """

    sent: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)


def write_forms(district: District) -> dict[str, list[tuple[Path, DrawnUnit]]]:
    """Has the program write every form; sort of form → where each lies, and whose it is."""
    typed(*("form", CAMPAIGN, DISTRICT, "--each", "grassroots", "--children"), *_into("tien-do"))
    for register, level in (("committee_structure", "grassroots"), ("comments", "branch")):
        typed(*("register", "form", CAMPAIGN, register, DISTRICT, "--each", level), *_into(register))
    nominating = district.grassroots[::NOMINATING]
    for unit in nominating:
        path = _place("nomination_steps", unit)
        typed(*("register", "form", CAMPAIGN, "nomination_steps", unit.code), *_into(str(path)))
    return {
        "tiến độ": [(Path("tien-do", f"bieu_{unit.code}_{_DAY}.xlsx"), unit) for unit in district.grassroots],
        "cơ cấu": [(_place("committee_structure", unit), unit) for unit in district.grassroots],
        "quy trình": [(_place("nomination_steps", unit), unit) for unit in nominating],
        "góp ý": [(_place("comments", unit), unit) for unit in district.branches],
    }


def _into(place: str) -> Sequence[str]:
    return "--status-date", _DAY, "-o", place


def _place(register: str, unit: DrawnUnit) -> Path:
    return Path(register, f"{register}_{unit.code}_{_DAY}.xlsx")


def fill_forms(
    made: dict[str, list[tuple[Path, DrawnUnit]]], district: District, truth: Truth, slips: Slips
) -> Iterator[Filled]:
    """Fills every form in, some of them wrongly."""
    chance = slips.chance
    for path, unit in made["tiến độ"]:
        slip = slips.next_of("tiến độ", filling.PROGRESS_SLIPS)
        yield filling.fill_progress(path, unit, district.below(unit.code), truth, chance, slip)
    sorts: tuple[tuple[str, Callable[..., Filled], Sequence[filling.Slip]], ...] = (
        ("cơ cấu", filling.fill_structure, filling.STRUCTURE_SLIPS),
        ("quy trình", filling.fill_nomination, filling.NOMINATION_SLIPS),
        ("góp ý", filling.fill_comments, filling.COMMENT_SLIPS),
    )
    for about, fill, kinds in sorts:
        for path, unit in made[about]:
            yield fill(path, unit, truth, chance, slips.next_of(about, kinds))


def overtake(filled: Sequence[Filled], every: int) -> list[Filled]:
    """The office hears something else of some organisations before their forms come: these are stale now."""
    forms = [one for one in filled if one.about == "tiến độ" and one.mistake is None]
    stale = forms[every - 1 :: every]
    lines = ["Mã đơn vị,Việc,Bắt đầu,Kết thúc"]
    for one in stale:
        sheet = Sheet(one.path)
        row, cells = next(
            (row, cells) for row, cells in sheet.rows() if cells["Mã việc"] == "grassroots_plan"
        )
        lines.append(f"{cells['Mã đơn vị']},grassroots_plan,18/11/2019,23/12/2019")
        addresses = [sheet.address(row, title) for title in sheet.columns]
        cleared = {sheet.address(row, "Bắt đầu"): None, sheet.address(row, "Kết thúc"): None}
        one.mistake = Mistake(STALE_KIND, cleared, frozenset(addresses))
    if stale:
        Path("van-phong.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        typed("import", CAMPAIGN, "van-phong.csv")
    return stale


def send(filled: Sequence[Filled], chance: random.Random) -> Round:
    """Imports every form; the refused ones are mended on their annotated copies and sent again."""
    done = Round(Counter(one.about for one in filled))
    taken = [_sent_again(one, one.mistake, done) for one in filled if one.mistake]
    sound = [one.path for one in filled if one.mistake is None]
    for place in range(0, len(sound), AT_ONCE):
        taken += _sent(sound[place : place + AT_ONCE], done)
    for path in taken:
        if chance.random() < SENT_TWICE:
            _send_twice(path, done, renamed=chance.random() < 0.5)
    return done


def _sent(paths: Sequence[Path], done: Round) -> Sequence[Path]:
    """What came by the same post is imported by one command."""
    answer = typed("import", CAMPAIGN, *map(str, paths), may_refuse=True)
    done.odd += [
        f"{path}: đúng mà không vào sổ\n{answer.text}" for path in paths if not _is_taken(path, answer)
    ]
    return paths


def _is_taken(path: Path, answer: Answer) -> bool:
    return re.search(rf"^{re.escape(path.name)}: thêm [1-9]", answer.text, re.MULTILINE) is not None


def _sent_again(one: Filled, mistake: Mistake, done: Round) -> Path:
    """A form with a slip: refused where the slip is and nowhere else, mended on the copy, taken then."""
    answer = typed("import", CAMPAIGN, str(one.path), may_refuse=True)
    named = set(answer.cells)
    if answer.code != REFUSED or not named or not named <= mistake.named or not answer.copy:
        where = ", ".join(sorted(mistake.named))
        done.odd.append(f"{one.path}: {mistake.kind} ở {where}, nhưng:\n{answer.text}")
        return one.path
    copy = Path(answer.copy)
    if not named <= mend(copy, mistake):
        done.odd.append(f"{copy}: bản đánh dấu không đánh dấu đủ {', '.join(sorted(named))}")
    again = typed("import", CAMPAIGN, str(copy), may_refuse=True)
    if again.code:
        done.odd.append(f"{copy}: đã sửa «{mistake.kind}» mà vẫn bị từ chối\n{again.text}")
    done.kinds[mistake.kind] += 1
    return copy


def _send_twice(path: Path, done: Round, *, renamed: bool) -> None:
    """The same form once more, perhaps under another name: nothing is added."""
    if renamed:
        path = Path(shutil.copy(path, path.with_name(f"ban-sao-{path.name}")))
    answer = typed("import", CAMPAIGN, str(path), may_refuse=True)
    if answer.code or "không thêm gì" not in answer.text:
        done.odd.append(f"{path}: gửi lại mà không phải là không thêm gì\n{answer.text}")
    done.kinds[RENAMED_KIND if renamed else TWICE_KIND] += 1


def ask_for_comments(district: District) -> None:
    """The district notes what its draft consists of, and whom it asks."""
    sections = (("I", "Kết quả"), ("II", "Phương hướng"), ("III", "Xây dựng Đảng"))
    head = "Sổ,Mã đơn vị,Số liệu đến ngày,Văn kiện,Mục,Tên mục"
    rows = [
        f"document_sections,{DISTRICT},01/02/2020,báo cáo chính trị,{code},{title}"
        for code, title in sections
    ]
    _imported("muc-luc.csv", head, *rows)
    _imported(
        "du-thao.csv",
        "Sổ,Mã đơn vị,Văn kiện,Bản,Ngày hoàn thành",
        f"document_versions,{DISTRICT},báo cáo chính trị,dự thảo lần 1,03/02/2020",
    )


def _imported(name: str, *lines: str) -> None:
    Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    typed("import", CAMPAIGN, name)
