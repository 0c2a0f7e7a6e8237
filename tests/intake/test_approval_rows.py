"""Rows about approvals, their documents and files, and rows that take a report back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daihoi.domain.campaign import Campaign
from daihoi.domain.record import EventKind
from daihoi.domain.ruling_paper import Paper
from daihoi.domain.rulings import RulingEvent
from daihoi.domain.structure import LinkTemplate
from daihoi.domain.unit_changes import Move
from daihoi.domain.unit_details import unit_ruling
from daihoi.errors import InputErrors
from daihoi.intake.reports import read_file
from daihoi.intake.rows import PreparedRow

TODAY = date(2020, 3, 2)
LIMIT = 1000
GATE = "Q.A.01,branch_approval"
HEADER = (
    "Mã đơn vị,Việc,Loại,Kết thúc,Tỷ lệ (%),Số liệu đến ngày,Số văn bản,Ngày văn bản,Cấp duyệt,"
    "Duyệt bản đến số,Tệp minh chứng,Lý do"
)
Make = Callable[..., Path]


@pytest.fixture
def gated(campaign: Campaign) -> Campaign:
    """The small campaign, where the gate of a branch approves its draft and the root has a gate too."""
    district, levels = campaign.structure.by_code["district"], []
    for level in campaign.structure.levels:
        activities = tuple(
            replace(a, links=(LinkTemplate("branch_draft"),), responsible="Đảng ủy cơ sở")
            if a.code == "branch_approval"
            else a
            for a in level.activities
        )
        if level is district:
            gate = next(a for a in campaign.structure.activities() if a.code == "branch_approval")
            own = replace(
                gate, code="district_approval", name="Thành ủy duyệt", responsible="Ban Thường vụ Thành ủy"
            )
            activities = (*activities, own)
        levels.append(replace(level, activities=activities))
    return replace(campaign, structure=replace(campaign.structure, levels=tuple(levels)))


def cells(**given: str) -> str:
    """One row under ``HEADER``, by the English names of its columns; a gate of Q.A.01 unless told."""
    names = ("unit", "activity", "kind", "finish", "percent", "as_of", "document", "document_date")
    names += ("body", "approves", "evidence", "reason")
    given = {"unit": "Q.A.01", "activity": "branch_approval", **given}
    assert set(given) <= set(names)
    return ",".join(given.get(name, "") for name in names)


APPROVED = {"kind": "duyệt", "finish": "1/3/2020", "document": "12-TB/ĐU"}
SENT_BACK = {"kind": "trả lại", "as_of": "1/3/2020", "document": "12-TB/ĐU"}


@pytest.fixture
def read(csv_file: Make, gated: Campaign) -> Callable[..., Sequence[PreparedRow]]:
    def rows(
        *lines: str, known: Sequence[RulingEvent] = (), limit: int | None = LIMIT
    ) -> Sequence[PreparedRow]:
        path = csv_file("\n".join([HEADER, *lines, ""]))
        return read_file(path, gated, TODAY, known, limit).rows

    return rows


Read = Callable[..., Sequence[PreparedRow]]


def test_a_blank_body_is_the_direct_superior(read: Read) -> None:
    (row,) = read(cells(**APPROVED))
    assert (row.statement.body, row.is_gate, row.dossier) == ("Q.A", True, ("branch_draft",))


@pytest.mark.parametrize("named", ["Q.A", "Tổ chức Q.A", "tổ  chức q.a", "Đảng ủy cơ sở", "ĐẢNG UỶ CƠ SỞ"])
def test_the_direct_superior_is_known_by_code_name_and_office(named: str, read: Read) -> None:
    assert read(cells(**APPROVED, body=named))[0].statement.body == "Q.A"


def test_a_rejection_names_its_body_as_well(read: Read) -> None:
    (row,) = read(cells(**SENT_BACK, body="Q.A"))
    assert (row.statement.kind, row.statement.body) == (EventKind.REJECT, "Q.A")


@pytest.mark.parametrize("named", ["", "Ban Thường vụ Thành ủy"])
def test_above_the_root_decides_the_body_that_the_template_names(named: str, read: Read) -> None:
    (row,) = read(cells(unit="Q", activity="district_approval", **APPROVED, body=named))
    assert row.statement.body == "Ban Thường vụ Thành ủy"


def test_a_row_keeps_its_document_its_date_and_what_was_seen(read: Read) -> None:
    (row,) = read(cells(**APPROVED, document_date="28/2/2020", approves="1012"))
    said = row.statement
    assert (said.document_number, said.document_date, said.approves) == ("12-TB/ĐU", date(2020, 2, 28), 1012)


def test_a_workbook_may_hold_the_number_as_a_number(workbook: Make, gated: Campaign) -> None:
    titles = ["Mã đơn vị", "Việc", "Loại", "Kết thúc", "Số văn bản", "Duyệt bản đến số"]
    path = workbook(titles, ["Q.A.01", "branch_approval", "duyệt", "1/3/2020", "12-TB", 1012])
    assert read_file(path, gated, TODAY).rows[0].statement.approves == 1012


def test_a_file_beside_the_table_is_known_by_its_hash_alone(read: Read, tmp_path: Path) -> None:
    (tmp_path / "Thông báo 12.pdf").write_bytes(b"scan")
    (row,) = read(cells(**APPROVED, evidence="Thông báo 12.pdf"))
    assert row.statement.evidence_sha256 == hashlib.sha256(b"scan").hexdigest()
    assert row.evidence == tmp_path / "Thông báo 12.pdf"
    assert "Thông" not in repr(row.statement)


def test_any_report_may_bring_a_file(read: Read, tmp_path: Path) -> None:
    (tmp_path / "nq.pdf").write_bytes(b"x")
    (row,) = read(cells(activity="branch_draft", finish="1/3/2020", evidence="nq.pdf"))
    assert row.statement.evidence_sha256


def test_a_file_of_just_the_limit_is_taken(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x" * LIMIT)
    assert read(cells(**APPROVED, evidence="a.pdf"))[0].evidence


@pytest.mark.parametrize("word", ["hủy", "Huỷ", "HỦY", "void"])
def test_a_row_takes_back_what_was_said_of_a_day(word: str, read: Read) -> None:
    (row,) = read(cells(activity="branch_draft", kind=word, as_of="20/2/2020", reason="nhầm chi bộ"))
    said = row.statement
    assert (said.kind, said.effective_date, said.reason) == (EventKind.VOID, date(2020, 2, 20), "nhầm chi bộ")
    assert (said.actual_start, said.actual_finish, said.percent) == (None, None, None)


def moved(on: date) -> RulingEvent:
    """A ruling by which the branch Q.A.01 goes to Q.B."""
    ruling = unit_ruling(Paper("9-QĐ/QU", on, "Quận ủy", on, "sắp xếp lại"), Move("Q.A.01", "Q.B"))
    return RulingEvent(1, datetime(2020, 2, 1, tzinfo=UTC), "v", 1, 1, None, ruling, "0" * 64)


WRONG = {
    "another body": (
        cells(**APPROVED, body="Q.B"),
        "[cột «Cấp duyệt»]: «Q.B» không phải cấp trên trực tiếp của «Q.A.01» → ghi «Q.A», hoặc để trống",
    ),
    "the unit itself": (
        cells(**APPROVED, body="Q.A.01"),
        "[cột «Cấp duyệt»]: «Q.A.01» không phải cấp trên trực tiếp của «Q.A.01» → ghi «Q.A», hoặc để trống",
    ),
    "two levels above": (
        cells(**APPROVED, body="Q"),
        "[cột «Cấp duyệt»]: «Q» không phải cấp trên trực tiếp của «Q.A.01» → ghi «Q.A», hoặc để trống",
    ),
    "a person": (
        cells(**APPROVED, body="đồng chí bí thư"),
        "[cột «Cấp duyệt»]: «đồng chí bí thư» không phải cấp trên trực tiếp của «Q.A.01» → ghi «Q.A», "
        "hoặc để trống",
    ),
    "a wrong body sends back": (
        cells(**SENT_BACK, body="Q.B"),
        "[cột «Cấp duyệt»]: «Q.B» không phải cấp trên trực tiếp của «Q.A.01» → ghi «Q.A», hoặc để trống",
    ),
    "a unit as the body above the root": (
        cells(unit="Q", activity="district_approval", **APPROVED, body="Q.A"),
        "[cột «Cấp duyệt»]: «Q.A» không phải cấp trên trực tiếp của «Q» → ghi «Ban Thường vụ Thành ủy», "
        "hoặc để trống",
    ),
    "a body of a report": (
        cells(activity="branch_draft", finish="1/3/2020", body="Q.A"),
        "[cột «Cấp duyệt»]: «Q.A» ở dòng không phải duyệt hay trả lại → bỏ trống: chỉ dòng duyệt hoặc trả "
        "lại mới ghi",
    ),
    "a body of a correction": (
        cells(kind="sửa", finish="1/3/2020", document="12-TB", body="Q.A", reason="nhầm"),
        "[cột «Cấp duyệt»]: «Q.A» ở dòng không phải duyệt hay trả lại → bỏ trống: chỉ dòng duyệt hoặc trả "
        "lại mới ghi",
    ),
    "a number that is none": (
        cells(**APPROVED, approves="mới nhất"),
        "[cột «Duyệt bản đến số»]: «mới nhất» không phải số sự kiện → ghi số của sổ ghi in ở chân báo cáo, "
        "chỉ gồm chữ số",
    ),
    "a negative number": (
        cells(**APPROVED, approves="-5"),
        "[cột «Duyệt bản đến số»]: «-5» không phải số sự kiện → ghi số của sổ ghi in ở chân báo cáo, chỉ gồm "
        "chữ số",
    ),
    "a part of a number": (
        cells(**APPROVED, approves="10.5"),
        "[cột «Duyệt bản đến số»]: «10.5» không phải số sự kiện → ghi số của sổ ghi in ở chân báo cáo, chỉ "
        "gồm chữ số",
    ),
    "a rejection that approves": (
        cells(**SENT_BACK, approves="5"),
        "[cột «Duyệt bản đến số»]: «5» ở dòng không phải duyệt → bỏ trống: chỉ dòng duyệt mới ghi",
    ),
    "a report that approves": (
        cells(activity="branch_draft", finish="1/3/2020", approves="5"),
        "[cột «Duyệt bản đến số»]: «5» ở dòng không phải duyệt → bỏ trống: chỉ dòng duyệt mới ghi",
    ),
    "a document of tomorrow": (
        cells(**APPROVED, document_date="3/3/2020"),
        "[cột «Ngày văn bản»]: ngày 03/03/2020 chưa đến → ghi ngày không sau 02/03/2020",
    ),
    "a document of long ago": (
        cells(**APPROVED, document_date="1/3/2002"),
        "[cột «Ngày văn bản»]: ngày 01/03/2002 quá sớm → ghi ngày từ 15/11/2017 trở đi",
    ),
    "a date without a document": (
        cells(activity="branch_draft", finish="1/3/2020", document_date="1/3/2020"),
        "[cột «Ngày văn bản»]: có ngày văn bản 01/03/2020 mà không có số văn bản → ghi Số văn bản, "
        "hoặc bỏ ngày",
    ),
    "a date that is none": (
        cells(**APPROVED, document_date="30/2/2020"),
        "[cột «Ngày văn bản»]: «30/2/2020» không có trong lịch (ngày 30 tháng 2 năm 2020) → ghi ngày/tháng/"
        "năm, ví dụ 02/03/2020, hoặc 2020-03-02",
    ),
    "a file that is not there": (
        cells(**APPROVED, evidence="mat.pdf"),
        "[cột «Tệp minh chứng»]: không có tệp «mat.pdf» cạnh bảng báo cáo → để tệp cùng thư mục với bảng báo "
        "cáo, ghi đúng tên tệp",
    ),
    "a folder": (
        cells(**APPROVED, evidence="thu_muc"),
        "[cột «Tệp minh chứng»]: không có tệp «thu_muc» cạnh bảng báo cáo → để tệp cùng thư mục với bảng báo "
        "cáo, ghi đúng tên tệp",
    ),
    "a link to elsewhere": (
        cells(**APPROVED, evidence="lien_ket.pdf"),
        "[cột «Tệp minh chứng»]: không có tệp «lien_ket.pdf» cạnh bảng báo cáo → để tệp cùng thư mục với "
        "bảng báo cáo, ghi đúng tên tệp",
    ),
    "an empty file": (
        cells(**APPROVED, evidence="trong.pdf"),
        "[cột «Tệp minh chứng»]: tệp «trong.pdf» trống → quét lại văn bản",
    ),
    "a file too large": (
        cells(**APPROVED, evidence="to.pdf"),
        "[cột «Tệp minh chứng»]: tệp «to.pdf» nặng 200 KB, quá 1 KB → quét lại ở độ phân giải thấp hơn",
    ),
    "a file when something is taken back": (
        cells(activity="branch_draft", kind="hủy", as_of="1/3/2020", reason="nhầm", evidence="to.pdf"),
        "[cột «Tệp minh chứng»]: dòng hủy mà có tệp «to.pdf» → bỏ trống",
    ),
    "taken back without a reason": (
        cells(activity="branch_draft", kind="hủy", as_of="1/3/2020"),
        "[cột «Lý do»]: dòng hủy không có lý do → ghi Lý do",
    ),
    "taken back without a day": (
        cells(activity="branch_draft", kind="hủy", reason="nhầm"),
        "[cột «Số liệu đến ngày»]: hủy mà không nói hủy số liệu của ngày nào → ghi Số liệu đến ngày của điều "
        "cần hủy (việc đã báo xong: ngày kết thúc đã báo)",
    ),
    "taken back with a finish": (
        cells(activity="branch_draft", kind="hủy", finish="1/3/2020", reason="nhầm"),
        "[cột «Loại»]: dòng hủy mà còn có ngày hoặc tỷ lệ → bỏ trống, hoặc ghi Loại = sửa",
    ),
    "taken back with a share": (
        cells(activity="branch_draft", kind="hủy", percent="50", as_of="1/3/2020", reason="nhầm"),
        "[cột «Loại»]: dòng hủy mà còn có ngày hoặc tỷ lệ → bỏ trống, hoặc ghi Loại = sửa",
    ),
    "taken back tomorrow": (
        cells(activity="branch_draft", kind="hủy", as_of="3/3/2020", reason="nhầm"),
        "[cột «Số liệu đến ngày»]: ngày 03/03/2020 chưa đến → ghi ngày không sau 02/03/2020",
    ),
    "taken back and approved": (
        cells(kind="hủy", as_of="1/3/2020", reason="nhầm", approves="5"),
        "[cột «Duyệt bản đến số»]: «5» ở dòng không phải duyệt → bỏ trống: chỉ dòng duyệt mới ghi",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_row_names_its_cell(name: str, read: Read, tmp_path: Path) -> None:
    (tmp_path / "to.pdf").write_bytes(b"x" * 200 * LIMIT)
    (tmp_path / "trong.pdf").touch()
    (tmp_path / "thu_muc").mkdir()
    (tmp_path / "lien_ket.pdf").symlink_to(tmp_path / "to.pdf")
    line, expected = WRONG[name]
    with pytest.raises(InputErrors) as caught:
        read(line)
    found = [str(problem).partition(" ")[2] for problem in caught.value.problems]
    assert found == [expected]


@pytest.mark.parametrize(
    "name", ["../to.pdf", "/etc/passwd", "a/b.pdf", "..\\to.pdf", "C:to.pdf", "..", ".", ".bi_mat"]
)
def test_only_plain_names_are_files(name: str, read: Read) -> None:
    with pytest.raises(InputErrors, match="là đường dẫn, không phải tên tệp"):
        read(cells(**APPROVED, evidence=name))


def test_no_file_is_taken_where_none_is_kept(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    with pytest.raises(InputErrors, match=r"không nhận tệp «a\.pdf» ở đây"):
        read(cells(**APPROVED, evidence="a.pdf"), limit=None)


def test_all_wrong_cells_of_a_row_are_named_at_once(read: Read) -> None:
    with pytest.raises(InputErrors) as caught:
        read(cells(**APPROVED, body="Q.B", approves="x", evidence="mat.pdf", document_date="32/1/2020"))
    assert len(caught.value.problems) == 4


def test_who_was_the_superior_on_the_day_of_the_act_decides(read: Read) -> None:
    known = [moved(date(2020, 3, 1))]
    before = {**APPROVED, "finish": "29/2/2020"}
    assert read(cells(**before, body="Q.A"), known=known)[0].statement.body == "Q.A"
    assert read(cells(**APPROVED), known=known)[0].statement.body == "Q.B"
    with pytest.raises(InputErrors, match=r"ghi «Q\.B», hoặc để trống"):
        read(cells(**APPROVED, body="Q.A"), known=known)
