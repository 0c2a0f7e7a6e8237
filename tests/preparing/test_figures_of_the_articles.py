"""N1 to N14: every figure of the articles comes out of ``status`` or ``report``, each from events.

The figures are those of the articles (docs/cases.md). Each is looked for in what the command prints or
writes; then the event behind it is taken away, and it has to be gone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from daihoi.domain.entries import Entry
from daihoi.domain.record import Event
from daihoi.loading import find_config, load_campaign
from daihoi.recording import import_file
from tests.preparing.figures import CONFIG, REPORT, STATUS, Logs, told

CAM_LE, NGO_QUYEN, LONG_BIEN = "cam_le_2020", "ngo_quyen_2020", "long_bien_2019"
QUAN_9, HAI_PHONG = "quan_9_2020", "hai_phong_2024"
DAYS = {
    CAM_LE: date(2020, 3, 2),
    NGO_QUYEN: date(2020, 7, 14),
    LONG_BIEN: date(2019, 10, 28),
    QUAN_9: date(2020, 8, 21),
    HAI_PHONG: date(2024, 8, 1),
}


def congress_below(unit: str) -> Callable[[Event], bool]:
    """The report that a congress below a unit was held."""

    def is_one(event: Event) -> bool:
        said = event.statement
        return said.unit_code.startswith(f"{unit}.") and said.activity.endswith("_congress")

    return is_one


def entry(register: str, unit: str = "", beginning: str = "") -> Callable[[Entry], bool]:
    """Entries of a register whose key begins like this."""

    def is_one(one: Entry) -> bool:
        return one.register == register and unit in ("", one.unit_code) and one.key.startswith(beginning)

    return is_one


def is_result(one: Entry) -> bool:
    return (one.register, one.unit_code, one.text("phase")) == ("committee_structure", "Q9", "elected")


@dataclass(frozen=True)
class Figure:
    """A figure, the command that says it, and what it rests on: an event, or entries of a register."""

    name: str
    campaign: str
    command: str
    text: str
    event: Callable[[Event], bool] | None = None
    entries: Callable[[Entry], bool] | None = None
    day: date | None = None

    @property
    def status_date(self) -> date:
        return self.day or DAYS[self.campaign]


COMMENDED = "khen 14 tập thể, 17 cá nhân, tổng số 31."
PROGRAMMES = "3 chương trình gắn với 8/8 chương trình của cấp trên"
SHARES = "nữ 46,15% / 15% (gấp 3,08 lần); trẻ 23,08% / 10% (gấp 2,31 lần): đạt."
FIGURES = [
    Figure("N1 status", CAM_LE, STATUS, "121/235 (51,49%)", congress_below("CL.HP")),
    Figure("N1 report", CAM_LE, REPORT, "Chi bộ|235|121|51,49|", congress_below("CL.HP")),
    Figure("N1 left", CAM_LE, STATUS, "Còn lại 114 21 ngày làm việc", congress_below("CL.HP")),
    Figure("N2", CAM_LE, STATUS, "các đơn vị còn lại 82/196 (41,84%)", congress_below("CL.HX")),
    Figure("N2 report", CAM_LE, REPORT, "các nơi còn lại 82/196 (41,84%)", congress_below("CL.HX")),
    Figure("N3", CAM_LE, STATUS, "Cần mỗi ngày làm việc 5,43", congress_below("CL.HX")),
    Figure(
        "N4 Khuê Trung", CAM_LE, STATUS, "đã xong 36/36 Đảng bộ phường Khuê Trung", congress_below("CL.KT")
    ),
    Figure("N4 Quân sự", CAM_LE, REPORT, "Đảng bộ Quân sự quận (3/3)", congress_below("CL.QS")),
    Figure("N5", NGO_QUYEN, STATUS, "88/88 (100,00%)", congress_below("NQ"), day=date(2020, 5, 27)),
    Figure(
        "N5 days",
        NGO_QUYEN,
        REPORT,
        "88/88 đơn vị trực thuộc đã đại hội (100,00%), xong ngày 27/05/2020, trước khai mạc đại hội "
        "(15/07/2020) 49 ngày, 35 ngày làm việc.",
        congress_below("NQ"),
    ),
    Figure(
        "N6",
        NGO_QUYEN,
        REPORT,
        "15/07/2020 – 17/07/2020, 3 ngày, quy định không quá 3.",
        entries=entry("sessions", "NQ"),
    ),
    Figure(
        "N7",
        NGO_QUYEN,
        REPORT,
        "Từ kế hoạch 171-KH/QU (18/07/2019) đến khai mạc đại hội theo kế hoạch (15/07/2020): 363 ngày, "
        "249 ngày làm việc.",
        entries=entry("issued_documents", "NQ", "171-KH/QU"),
    ),
    Figure(
        "N8",
        CAM_LE,
        STATUS,
        "Đảng bộ quận Cẩm Lệ: 275 đại biểu, quy định không quá 300",
        entries=entry("delegate_total", "CL"),
    ),
    Figure("N9", QUAN_9, REPORT, SHARES, entries=is_result),
    Figure("N9 39", QUAN_9, REPORT, "theo phương án 39 người † là 18 nữ, 9 trẻ.", entries=is_result),
    Figure("N9 sizes", QUAN_9, REPORT, "|39|18|9|", entries=is_result),
    Figure("N10", QUAN_9, REPORT, COMMENDED, entries=entry("commendations")),
    Figure("N10 annex", QUAN_9, REPORT, "|14|17|31|", entries=entry("commendations")),
    Figure(
        "N11 circular",
        HAI_PHONG,
        REPORT,
        "22/07/2024|Thông tri 10-TT/TU",
        entries=entry("issued_documents", "HP", "10-TT/TU"),
    ),
    Figure(
        "N13 documents",
        NGO_QUYEN,
        REPORT,
        "Đã ban hành 29 văn bản lãnh đạo, chỉ đạo",
        entries=entry("issued_documents", "NQ", "chưa rõ số 03"),
    ),
    Figure(
        "N13 bodies",
        NGO_QUYEN,
        REPORT,
        "Đã lập 3 tiểu ban, 3 nhóm chuyên đề.",
        entries=entry("bodies", "NQ", "Nhóm chuyên đề 2"),
    ),
    Figure(
        "N13 start",
        NGO_QUYEN,
        STATUS,
        "sớm hơn 2 tháng so với nhiệm kỳ trước.",
        entries=entry("previous_term"),
    ),
    Figure("N14", LONG_BIEN, REPORT, PROGRAMMES, entries=entry("programmes", "LB", "QU-02")),
    Figure(
        "N14 targets",
        LONG_BIEN,
        REPORT,
        "soát 17 chỉ tiêu nghị quyết nhiệm kỳ trước",
        entries=entry("targets", "LB"),
    ),
]


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Logs:
    return Logs(tmp_path_factory.mktemp("logs"))


@pytest.fixture(scope="module")
def printed(logs: Logs) -> Callable[[str, str, date], str]:
    """What a command prints, asked for once."""
    seen: dict[tuple[str, str, date], str] = {}

    def once(command: str, code: str, day: date) -> str:
        key = command, code, day
        if key not in seen:
            seen[key] = logs.printed(*key)
        return seen[key]

    return once


@pytest.mark.parametrize("figure", FIGURES, ids=[one.name for one in FIGURES])
def test_the_command_says_it(figure: Figure, printed: Callable[[str, str, date], str]) -> None:
    assert figure.text in printed(figure.command, figure.campaign, figure.status_date)


@pytest.mark.parametrize("figure", FIGURES, ids=[one.name for one in FIGURES])
def test_without_the_event_it_is_gone(figure: Figure, logs: Logs) -> None:
    code, day = figure.campaign, figure.status_date
    if figure.event:
        left = logs.without_event(code, day, figure.event)
    else:
        assert figure.entries
        left = logs.without_entry(code, day, figure.entries)
    assert figure.text not in told(figure.command, left)


def test_the_branches_of_khue_trung_are_26_and_10(logs: Logs) -> None:
    """N4: «36 chi bộ trực thuộc (26 chi bộ khu dân cư và 10 chi bộ hành chính sự nghiệp)», 993 members."""
    lines = logs.printed(REPORT, CAM_LE, DAYS[CAM_LE], "CL.KT").splitlines()
    rows = [line.split("|") for line in lines if line.count("|") == 13 and line.split("|")[2] == "CB"]
    residential = [row for row in rows if "khu dân cư" in row[1]]
    assert (len(residential), len(rows) - len(residential)) == (26, 10)
    total = next(line.split("|") for line in lines if "|Tổng cộng|" in line)
    assert total[3] == "993"


def test_the_circular_three_and_the_conference_eight_working_days_later(
    printed: Callable[[str, str, date], str], logs: Logs
) -> None:
    """N11; without the circular the conference comes 11 working days after the plan."""

    def gaps(text: str) -> list[str]:
        rows = [line.split("|") for line in text.splitlines()]
        return [row[-3] for row in rows if len(row) > 6 and row[1] in {"22/07/2024", "01/08/2024"}]

    assert gaps(printed(REPORT, HAI_PHONG, DAYS[HAI_PHONG])) == ["3", "8"]
    bare = logs.without_entry(HAI_PHONG, DAYS[HAI_PHONG], entry("issued_documents", "HP", "10-TT/TU"))
    assert gaps(told(REPORT, bare)) == ["11"]


def test_result_report_and_ratification_of_ngo_quyen(tmp_path: Path) -> None:
    """N12: closed on 17 July 2020, reported within 7 working days, ratified within 15 more."""
    own, day = Logs(tmp_path / "logs"), date(2020, 7, 20)
    workspace = own.workspace(NGO_QUYEN)
    row = "Đảng bộ quận Ngô Quyền|17/07/2020|28/07/2020|||18/08/2020|"
    assert row not in own.printed(REPORT, NGO_QUYEN, day)
    table = tmp_path / "ket-qua.csv"
    table.write_text(
        "Sổ,Mã đơn vị,Bế mạc,Số liệu đến ngày\ncongress_results,NQ,17/07/2020,20/07/2020\n", "utf-8"
    )
    import_file(workspace, load_campaign(find_config(CONFIG), NGO_QUYEN), table, actor="van_phong")
    (tmp_path / "logs" / f"{NGO_QUYEN}-{day}-.docx").unlink()
    assert row in own.printed(REPORT, NGO_QUYEN, day)
