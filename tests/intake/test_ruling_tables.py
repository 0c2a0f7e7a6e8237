"""Tables of rulings: what a row may say, and that nothing is taken that a person would have to guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from daihoi.domain.excepting import Except
from daihoi.domain.replanning import Replan
from daihoi.domain.rulings import RulingEvent, RulingKind
from daihoi.domain.structure import Certainty
from daihoi.domain.suspending import Resume, Suspend
from daihoi.domain.unit_changes import Creation, Dissolution, Merger, Move, Renaming
from daihoi.domain.unit_details import change_of
from daihoi.errors import InputErrors
from daihoi.intake.ruling_tables import RulingReading, is_ruling_table, read_rulings
from daihoi.intake.tables import read_table
from tests.domain.campaigns import make_district
from tests.domain.plans import make_rules

TODAY = date(2020, 12, 1)
HEAD = "Loại quyết định,Mã đơn vị,Hiệu lực từ,Số văn bản,Ngày văn bản,Cơ quan,Lý do"
PAPER = "09/06/2020,12-CV/TU,08/06/2020,Thành ủy,dịch bệnh"
CAMPAIGN = replace(
    make_district(), rules=make_rules({"congress_days_max.ward": 2, "window_end.ward": "6-30"})
)


def read(
    folder: Path, columns: str, *rows: str, known: Sequence[RulingEvent] = (), head: str = HEAD
) -> RulingReading:
    path = folder / "quyet_dinh.csv"
    path.write_text("\n".join([head + (f",{columns}" if columns else ""), *rows]) + "\n", "utf-8")
    return read_rulings(read_table(path), CAMPAIGN, known, TODAY)


def refused(folder: Path, columns: str, *rows: str, known: Sequence[RulingEvent] = ()) -> list[str]:
    with pytest.raises(InputErrors) as caught:
        read(folder, columns, *rows, known=known)
    return [f"{p.line} [{p.cell}]: {p.what} → {p.remedy}".replace("cột ", "") for p in caught.value.problems]


def logged(reading: RulingReading) -> list[RulingEvent]:
    return [
        RulingEvent(
            seq, datetime(2020, 6, 9, tzinfo=UTC), "a", 1, 1, r.prepared.corrects, r.prepared.ruling, ""
        )
        for seq, r in enumerate(reading.rows, 1001)
    ]


def only(reading: RulingReading) -> tuple[RulingKind, str, object]:
    (row,) = reading.rows
    ruling = row.prepared.ruling
    read_by = {
        RulingKind.SUSPEND: Suspend.read,
        RulingKind.RESUME: Resume.read,
        RulingKind.REPLAN: Replan.read,
        RulingKind.EXCEPT: Except.read,
    }
    return ruling.kind, ruling.unit_code, read_by.get(ruling.kind, change_of)(ruling)


class TestWhatARowSays:
    def test_congresses_of_levels_are_suspended(self, tmp_path: Path) -> None:
        found = read(tmp_path, "Cấp,Từ ngày", f'Tạm hoãn,,{PAPER},"chi bộ; phường",10/06/2020')
        assert only(found) == (RulingKind.SUSPEND, "D", Suspend(("branch", "ward"), date(2020, 6, 10)))

    def test_levels_go_by_code_too_and_days_are_left_to_the_document(self, tmp_path: Path) -> None:
        found = read(tmp_path, "levels,until", f'suspend,D,{PAPER},"ward,district",22/06/2020')
        assert only(found)[2] == Suspend(("ward", "district"), date(2020, 6, 9), date(2020, 6, 22))

    def test_the_document_of_a_row(self, tmp_path: Path) -> None:
        row = f'Tạm hoãn,,{PAPER},quận,giả định,"báo, trang 3"'
        found = read(tmp_path, "Cấp,Căn cứ,Nguồn", row)
        (ruling,) = (r.prepared.ruling for r in found.rows)
        assert (ruling.document_number, ruling.body, ruling.reason) == ("12-CV/TU", "Thành ủy", "dịch bệnh")
        assert (ruling.document_date, ruling.effective_date) == (date(2020, 6, 8), date(2020, 6, 9))
        assert (ruling.certainty, ruling.source) == (Certainty.ASSUMED, "báo, trang 3")

    def test_without_a_day_of_its_own_it_holds_from_that_of_the_document(self, tmp_path: Path) -> None:
        head = HEAD.replace(",Hiệu lực từ", "")
        row = "Tạm hoãn,,12-CV/TU,08/06/2020,Thành ủy,dịch bệnh,quận"
        (found,) = read(tmp_path, "Cấp", row, head=head).rows
        assert found.prepared.ruling.effective_date == date(2020, 6, 8)

    def test_rows_may_stand_in_any_order(self, tmp_path: Path) -> None:
        later = "cho tổ chức lại,,15/06/2020,13-CV/TU,14/06/2020,Thành ủy,hết dịch,quận,20/06/2020"
        found = read(tmp_path, "Cấp,Từ ngày", later, f"tạm hoãn,,{PAPER},quận,")
        assert [row.prepared.ruling.kind for row in found.rows] == [RulingKind.SUSPEND, RulingKind.RESUME]
        assert [row.prepared.line for row in found.rows] == [3, 2]

    def test_a_congress_is_put_off(self, tmp_path: Path) -> None:
        found = read(tmp_path, "Từ ngày,Số ngày", f"Dời ngày,D.A,{PAPER},25/06/2020,1")
        assert only(found) == (RulingKind.REPLAN, "D.A", Replan("", date(2020, 6, 25), 1))

    def test_another_activity_only_gets_longer(self, tmp_path: Path) -> None:
        found = read(tmp_path, "Việc,Số ngày", f"dời ngày,D.A.1,{PAPER},b_draft,5")
        assert only(found)[2] == Replan("b_draft", None, 5)

    @pytest.mark.parametrize(
        ("rule", "value", "meant"),
        [
            ("congress_days_max", "3", 3),
            ("congress_days_max", "Không áp dụng", None),
            ("window_end", "15/07/2020", date(2020, 7, 15)),
        ],
    )
    def test_a_rule_is_departed_from(
        self, tmp_path: Path, rule: str, value: str, meant: int | date | None
    ) -> None:
        found = read(tmp_path, "Quy định,Giá trị", f"Ngoại lệ,D.A,{PAPER},{rule},{value}")
        assert only(found) == (RulingKind.EXCEPT, "D.A", Except(rule, "", meant))

    def test_a_rule_is_departed_from_by_a_whole_level(self, tmp_path: Path) -> None:
        found = read(
            tmp_path, "Quy định,Giá trị,Cấp", f"Ngoại lệ,,{PAPER},congress_days_max,3,Đảng bộ phường"
        )
        assert only(found) == (RulingKind.EXCEPT, "D", Except("congress_days_max", "ward", 3))

    @pytest.mark.parametrize(
        ("row", "change"),
        [
            ("đổi tên đơn vị,D.A,{},,Phường mới", Renaming("D.A", "Phường mới")),
            ("chuyển đơn vị,D.B.1,{},D.A,", Move("D.B.1", "D.A")),
            ("sáp nhập đơn vị,D.A.1,{},D.A.2,", Merger(("D.A.1", "D.A.2"), "D.A.1")),
            ("giải thể đơn vị,D.A.2,{},D.A.1,", Dissolution("D.A.2", "D.A.1")),
        ],
    )
    def test_units_change(self, tmp_path: Path, row: str, change: object) -> None:
        assert only(read(tmp_path, "Đơn vị khác,Tên đơn vị", row.format(PAPER)))[2] == change

    def test_units_are_made(self, tmp_path: Path) -> None:
        found = read(tmp_path, "Đơn vị khác,Tên đơn vị", f"thành lập đơn vị,D.A.3,{PAPER},D.A,Chi bộ số 3")
        change = only(found)[2]
        assert isinstance(change, Creation)
        assert (change.unit.name, change.unit.level, change.unit.parent_code) == (
            "Chi bộ số 3",
            "branch",
            "D.A",
        )

    def test_units_become_a_new_one(self, tmp_path: Path) -> None:
        found = read(
            tmp_path, "Đơn vị khác,Tên đơn vị", f'sáp nhập đơn vị,D.A.3,{PAPER},"D.A.1, D.A.2",Chi bộ mới'
        )
        change = only(found)[2]
        assert isinstance(change, Merger)
        assert (change.codes, change.new and change.new.code) == (("D.A.1", "D.A.2"), "D.A.3")

    def test_later_rows_see_what_earlier_ones_did(self, tmp_path: Path) -> None:
        rows = (
            f"thành lập đơn vị,D.A.3,{PAPER},D.A,Chi bộ số 3,",
            "dời ngày,D.A.3,10/06/2020,14-CV/TU,10/06/2020,Thành ủy,mới,,,25/06/2020",
        )
        found = read(tmp_path, "Đơn vị khác,Tên đơn vị,Từ ngày", *rows)
        assert len(found.rows) == 2

    @pytest.mark.parametrize("number", ["1001", "12-CV/TU", "12-cv/tu"])
    def test_a_ruling_is_annulled_by_its_number_or_its_document(self, tmp_path: Path, number: str) -> None:
        known = logged(read(tmp_path, "Cấp", f"tạm hoãn,,{PAPER},quận"))
        row = f"hủy quyết định,,12/06/2020,15-CV/TU,12/06/2020,Thành ủy,ghi nhầm,{number}"
        (found,) = read(tmp_path, "Hủy quyết định", row, known=known).rows
        assert (found.prepared.corrects, found.prepared.ruling.unit_code) == (1001, "D")
        assert found.annulled == known[0].ruling

    def test_what_the_log_has_adds_nothing(self, tmp_path: Path) -> None:
        first = f"tạm hoãn,,{PAPER},quận,"
        known = logged(read(tmp_path, "Cấp,Từ ngày", first))
        second = "cho tổ chức lại,,15/06/2020,13-CV/TU,14/06/2020,Thành ủy,hết dịch,quận,20/06/2020"
        again = read(tmp_path, "Cấp,Từ ngày", first, second, known=known)
        assert (again.repeated, [row.prepared.line for row in again.rows]) == (1, [3])
        assert [row.prepared.base_seq for row in again.rows] == [1001]

    def test_a_workbook_holds_the_same(self, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append([*HEAD.split(","), "Từ ngày", "Số ngày"])
        day, dated, new = date(2020, 6, 9), date(2020, 6, 8), date(2020, 6, 25)
        sheet.append(["Dời ngày", "D.A", day, "12-CV/TU", dated, "Thành ủy", "dịch", new, 2])
        book.save(tmp_path / "a.xlsx")
        found = read_rulings(read_table(tmp_path / "a.xlsx"), CAMPAIGN, [], TODAY)
        assert only(found) == (RulingKind.REPLAN, "D.A", Replan("", date(2020, 6, 25), 2))

    @pytest.mark.parametrize(
        ("head", "is_one"),
        [
            (HEAD, True),
            ("LOẠI QUYẾT ĐỊNH,Số văn bản", True),
            ("Mã đơn vị,Việc,Loại,Kết thúc", False),
            ("unit_code,activity,kind", False),
        ],
    )
    def test_it_is_recognised_by_its_header(self, tmp_path: Path, head: str, is_one: bool) -> None:
        path = tmp_path / "a.csv"
        path.write_text(f"{head}\n{',x' * head.count(',')}\n", "utf-8")
        assert is_ruling_table(read_table(path)) is is_one


WRONG = [
    ("Cấp", f"hoãn lại,,{PAPER},quận", "[«Loại quyết định»]: «hoãn lại» không hợp lệ"),
    ("Cấp", f",,{PAPER},quận", "[«Loại quyết định»]: để trống"),
    ("Cấp", f"chia tách đơn vị,,{PAPER},quận", "«chia tách đơn vị» không hợp lệ"),
    ("Cấp", "tạm hoãn,,09/06/2020,,08/06/2020,Thành ủy,dịch,quận", "[«Số văn bản»]: để trống"),
    ("Cấp", "tạm hoãn,,09/06/2020,1-CV,,Thành ủy,dịch,quận", "[«Ngày văn bản»]: để trống"),
    ("Cấp", "tạm hoãn,,09/06/2020,1-CV,8/6,Thành ủy,dịch,quận", "«8/6» không có năm"),
    ("Cấp", "tạm hoãn,,09/06/2020,1-CV,08/06/2020,,dịch,quận", "[«Cơ quan»]: để trống"),
    ("Cấp", "tạm hoãn,,09/06/2020,1-CV,08/06/2020,Thành ủy,,quận", "[«Lý do»]: để trống"),
    (
        "Cấp",
        "tạm hoãn,,09/06/20,1-CV,08/06/2020,Thành ủy,dịch,quận",
        "[«Hiệu lực từ»]: «09/06/20» chỉ có hai",
    ),
    ("Cấp", "tạm hoãn,,09/06/2020,1-CV,02/12/2020,Thành ủy,dịch,quận", "[«Ngày văn bản»]: ngày văn bản"),
    ("Cấp", "tạm hoãn,,09/06/2031,1-CV,08/06/2020,Thành ủy,dịch,quận", "[«Hiệu lực từ»]: ngày 09/06/2031"),
    ("Cấp", f"tạm hoãn,,{PAPER},", "[«Cấp»]: «tạm hoãn» mà không có «Cấp»"),
    ("", f"tạm hoãn,,{PAPER}", "[thiếu «Cấp»]: «tạm hoãn» mà không có «Cấp»"),
    ("Cấp", f"tạm hoãn,,{PAPER},tỉnh", "[«Cấp»]: đợt này không có cấp «tỉnh»"),
    ("Cấp", f'tạm hoãn,,{PAPER},"quận, district"', "[«Cấp»]: cấp «district» ghi hai lần"),
    ("Cấp", f"tạm hoãn,D.A,{PAPER},quận", "[«Mã đơn vị»]: tạm hoãn, tổ chức lại là của cả đợt"),
    ("Cấp,Tổ chức lại từ", f"tạm hoãn,,{PAPER},quận,09/06/2020", "[«Tổ chức lại từ»]: tổ chức lại từ"),
    ("Cấp,Số ngày", f"tạm hoãn,,{PAPER},quận,3", "[«Số ngày»]: «tạm hoãn» không dùng «Số ngày»"),
    ("Cấp", f"cho tổ chức lại,,{PAPER},quận", "[thiếu «Từ ngày»]"),
    ("Cấp,Từ ngày", f"cho tổ chức lại,,{PAPER},quận,20/06/2020", "[«Cấp»]: cấp quận không bị tạm hoãn"),
    ("Từ ngày", f"dời ngày,,{PAPER},25/06/2020", "[«Mã đơn vị»]: «dời ngày» mà không có"),
    ("Từ ngày", f"dời ngày,D.Z,{PAPER},25/06/2020", "[«Mã đơn vị»]: không có đơn vị «D.Z»"),
    ("Từ ngày", f"dời ngày,D.A,{PAPER},", "[«Từ ngày»]: không nêu ngày mới"),
    ("Từ ngày", f"dời ngày,D.A,{PAPER},tháng 6/2020", "[«Từ ngày»]: «tháng 6/2020» không nói rõ ngày nào"),
    ("Từ ngày,Việc", f"dời ngày,D.A,{PAPER},25/06/2020,w_congres", "[«Việc»]: "),
    ("Số ngày", f"dời ngày,D.A,{PAPER},hai", "[«Số ngày»]: «hai» không phải số ngày"),
    ("Số ngày", f"dời ngày,D.A,{PAPER},0", "[«Số ngày»]: số ngày 0"),
    ("Số ngày", f"dời ngày,D.A,{PAPER},3", "[«Số ngày»]: đại hội 3 ngày, quy định tối đa 2"),
    ("Quy định,Giá trị", f"ngoại lệ,D.A,{PAPER},congress_days_max,ba", "[«Giá trị»]: giá trị «ba»"),
    ("Quy định,Giá trị", f"ngoại lệ,D.A,{PAPER},congress_days_max,", "[«Giá trị»]: giá trị «»"),
    (
        "Quy định,Giá trị",
        f"ngoại lệ,D.A,{PAPER},congres_days_max,3",
        "[«Quy định»]: không có quy định nào tên",
    ),
    ("Quy định,Giá trị,Cấp", f'ngoại lệ,,{PAPER},congress_days_max,3,"quận,phường"', "[«Cấp»]: ngoại lệ ghi"),
    ("Quy định,Giá trị,Cấp", f"ngoại lệ,D.A,{PAPER},congress_days_max,3,phường", "[«Cấp»]: ngoại lệ ghi cả"),
    ("Hủy quyết định", f"hủy quyết định,,{PAPER},1001", "[«Hủy quyết định»]: không có quyết định nào"),
    ("Hủy quyết định", f"hủy quyết định,,{PAPER},", "[«Hủy quyết định»]: «hủy quyết định» mà không"),
    ("Hủy quyết định", f"hủy quyết định,D.A,{PAPER},1001", "[«Mã đơn vị»]: «hủy quyết định» không dùng"),
    ("Đơn vị khác", f"chuyển đơn vị,D.B.1,{PAPER},D.Z", "[«Đơn vị khác»]: "),
    ("Đơn vị khác", f"sáp nhập đơn vị,D.A,{PAPER},D.A", "[«Đơn vị khác»]: "),
    ("Đơn vị khác,Tên đơn vị", f"thành lập đơn vị,d.a.3,{PAPER},D.A,Mới", "[«Mã đơn vị»]: mã «d.a.3»"),
    ("Đơn vị khác,Tên đơn vị", f"thành lập đơn vị,D.A.1,{PAPER},D.A,Mới", "[«Mã đơn vị»]: mã «D.A.1»"),
    (
        "Đơn vị khác,Tên đơn vị",
        f"đổi tên đơn vị,D.A,{PAPER},D.B,Mới",
        "[«Đơn vị khác»]: «đổi tên đơn vị» không",
    ),
]


class TestWhatIsRefused:
    @pytest.mark.parametrize(("columns", "row", "what"), WRONG)
    def test_each_with_its_cell(self, tmp_path: Path, columns: str, row: str, what: str) -> None:
        found = refused(tmp_path, columns, row)
        assert any(what in problem for problem in found), found

    def test_one_wrong_row_keeps_all_of_them_out(self, tmp_path: Path) -> None:
        good = f"tạm hoãn,,{PAPER},quận"
        (problem,) = refused(tmp_path, "Cấp", good, f"tạm hoãn,,{PAPER},tỉnh")
        assert problem.startswith("3 [")

    def test_two_rows_that_do_not_go_together(self, tmp_path: Path) -> None:
        again = "tạm hoãn,,10/06/2020,13-CV/TU,10/06/2020,Thành ủy,dịch bệnh,quận"
        (problem,) = refused(tmp_path, "Cấp", f"tạm hoãn,,{PAPER},quận", again)
        assert problem.startswith("3 [thiếu «Từ ngày»]: cấp quận đã tạm hoãn từ 09/06/2020")

    def test_a_document_that_made_two_rulings_does_not_say_which(self, tmp_path: Path) -> None:
        known = logged(
            read(tmp_path, "Từ ngày", *(f"dời ngày,{u},{PAPER},25/06/2020" for u in ("D.A", "D.B")))
        )
        row = "hủy quyết định,,12/06/2020,15-CV/TU,12/06/2020,Thành ủy,ghi nhầm,12-CV/TU"
        (problem,) = refused(tmp_path, "Hủy quyết định", row, known=known)
        assert "có 2 quyết định mang số «12-CV/TU»" in problem

    def test_what_was_annulled_does_not_come_back_unsaid(self, tmp_path: Path) -> None:
        row = f"tạm hoãn,,{PAPER},quận"
        known = logged(read(tmp_path, "Cấp", row))
        annulment = "hủy quyết định,,12/06/2020,15-CV/TU,12/06/2020,Thành ủy,ghi nhầm,1001"
        (end,) = logged(read(tmp_path, "Hủy quyết định", annulment, known=known))
        (problem,) = refused(tmp_path, "Cấp", row, known=[*known, replace(end, seq=1002)])
        assert "quyết định này đã ghi, số 1001" in problem

    @pytest.mark.parametrize(
        ("head", "what"),
        [
            ("Loại quyết định,Số văn bản,Ngày văn bản,Cơ quan", "thiếu cột «Lý do»"),
            (f"{HEAD},Ghi chú", "không có cột «Ghi chú»"),
            (f"{HEAD},Lý do", "cột «Lý do» có hai lần"),
        ],
    )
    def test_a_header_that_is_not_one(self, tmp_path: Path, head: str, what: str) -> None:
        with pytest.raises(InputErrors, match=what):
            read(tmp_path, "", "x" + "," * head.count(","), head=head)
