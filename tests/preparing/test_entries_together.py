"""Rows that take back, replace and name each other: what counts is what stands once the file is recorded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from daihoi.assessing import open_entries
from daihoi.errors import InputErrors
from daihoi.recording import import_file
from daihoi.workspace import Workspace
from tests.preparing.conftest import CONFIG, configured

CODE = "long_bien_2019"
DAY = "28/10/2019"
MEETING = f"Buổi làm việc | {DAY}"
MEETINGS = "Sổ,Mã đơn vị,Hội nghị,Ngày họp,Loại hội nghị,Chủ trì,Hình thức họp,Loại,Lý do"
ITEMS = "Sổ,Mã đơn vị,Hội nghị,Số thứ tự,Nội dung chỉ đạo,Chủ trì,Trạng thái,Số liệu đến ngày,Loại,Lý do"
BODIES = "Sổ,Mã đơn vị,Tên bộ phận,Loại bộ phận,Thuộc bộ phận,Ngày lập,Loại,Lý do"
SHARES = "Sổ,Mã đơn vị,Đơn vị trực thuộc,Tổng,Số liệu đến ngày,Loại,Lý do"
TOTAL = "Sổ,Mã đơn vị,Tổng,Số liệu đến ngày,Loại,Lý do"
PLANS = "Sổ,Mã đơn vị,Văn kiện,Ngày ban hành kế hoạch,Nơi chủ trì,Số lần cho ý kiến,Loại,Lý do"
VOID = "hủy,ghi nhầm"


class Office:
    """A campaign with a log of its own, into which tables are imported one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workspace = folder, Workspace(CONFIG, folder / "data", folder / "out")
        self._files = 0

    def take(self, head: str, *rows: str) -> int:
        """Imports a table; how many events it added."""
        self._files += 1
        path = self.folder / f"{self._files}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return import_file(self.workspace, configured(CODE), path, actor="thu").new_events

    def refusals(self, head: str, *rows: str) -> list[str]:
        """What is wrong with a table: ``line cell: what``."""
        with pytest.raises(InputErrors) as caught:
            self.take(head, *rows)
        return [f"{one.line} {one.cell}: {one.what}" for one in caught.value.problems]

    def keys(self, register: str) -> list[str]:
        """What stands in a register."""
        return [one.key for one in open_entries(self.workspace, CODE).of(register)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def meeting(said: str = ",") -> str:
    inspection = '"cấp trên làm việc, kiểm tra"'
    return f"meetings,LB,Buổi làm việc,{DAY},{inspection},Ban Thường vụ Thành ủy,trực tiếp,{said}"


def item(number: int, said: str = ",", what: str = "Chuẩn bị văn kiện") -> str:
    return f"follow_ups,LB,{MEETING},{number},{what},Ban Tổ chức Quận ủy,chưa làm,{DAY},{said}"


def body(name: str, under: str = "", said: str = ",") -> str:
    return f"bodies,LB,{name},tổ giúp việc,{under},16/09/2019,{said}"


def share(unit: str, seats: int, said: str = ",") -> str:
    return f"delegate_allocation,LB,{unit},{seats},{DAY},{said}"


def wards(count: int) -> list[str]:
    return [unit.code for unit in configured(CODE).tree.children["LB"]][:count]


@pytest.fixture
def allocated(office: Office) -> Office:
    """All 100 seats are given: 60 to the first unit, 40 to the second."""
    first, second = wards(2)
    office.take(TOTAL, f"delegate_total,LB,100,{DAY},,")
    assert office.take(SHARES, share(first, 60), share(second, 40)) == 2
    return office


@pytest.mark.parametrize("is_void_first", [True, False])
def test_seats_taken_from_one_are_given_to_another_in_one_file(
    allocated: Office, *, is_void_first: bool
) -> None:
    first, _, third = wards(3)
    rows = [share(first, 60, VOID), share(third, 60)]
    assert allocated.take(SHARES, *(rows if is_void_first else rows[::-1])) == 2


def test_seats_beyond_what_was_taken_away_are_refused(allocated: Office) -> None:
    first, _, third = wards(3)
    (told,) = allocated.refusals(SHARES, share(first, 60, VOID), share(third, 61))
    assert told == "3 cột «Tổng»: phân bổ cộng lại 101, tổng số là 100"


def test_a_void_row_of_another_day_takes_nothing_away(allocated: Office) -> None:
    first, _, third = wards(3)
    void = share(first, 60, VOID).replace(DAY, "29/10/2019")
    assert any("phân bổ cộng lại 160" in told for told in allocated.refusals(SHARES, share(third, 60), void))


def test_what_a_correction_replaced_comes_back_when_it_is_taken_back(allocated: Office) -> None:
    """60, corrected to 30 and taken back, is 60 again: another 30 would make 130."""
    first, _, third = wards(3)
    allocated.take(SHARES, share(first, 30, "sửa,đếm lại"))
    (told,) = allocated.refusals(SHARES, share(first, 30, VOID), share(third, 30))
    assert "phân bổ cộng lại 130, tổng số là 100" in told


@pytest.fixture
def inspected(office: Office) -> Office:
    office.take(MEETINGS, meeting())
    assert office.take(ITEMS, *(item(number) for number in (1, 2, 3))) == 3
    return office


def test_what_is_in_the_middle_of_a_numbering_stays(inspected: Office) -> None:
    (told,) = inspected.refusals(ITEMS, item(2, VOID))
    assert told.startswith("2 cột «Hội nghị»: hủy dòng này thì Sổ việc sau kết luận, LB, «Buổi làm việc")
    assert told.endswith("| 3» sai: có số 3 mà chưa có số 2")


@pytest.mark.parametrize("numbers", [(3,), (2, 3), (3, 2), (3, 1, 2)])
def test_numbers_go_from_the_end_on_in_any_order_of_rows(inspected: Office, numbers: tuple[int, ...]) -> None:
    assert inspected.take(ITEMS, *(item(number, VOID) for number in numbers)) == len(numbers)


def test_an_entry_that_others_name_stays(inspected: Office) -> None:
    (told,) = inspected.refusals(MEETINGS, meeting(VOID))
    assert told.startswith(f"2 cột «Hội nghị»: «{MEETING}» đang được nêu ở Sổ việc sau kết luận, LB, ")
    assert inspected.keys("meetings") == [MEETING]


def test_it_goes_once_nobody_names_it(inspected: Office) -> None:
    inspected.take(ITEMS, *(item(number, VOID) for number in (1, 2, 3)))
    assert inspected.take(MEETINGS, meeting(VOID)) == 1
    assert inspected.keys("meetings") == []


def test_more_than_three_who_name_it_are_counted(inspected: Office) -> None:
    inspected.take(ITEMS, item(4), item(5))
    (told,) = inspected.refusals(MEETINGS, meeting(VOID))
    assert told.endswith("và 2 dòng nữa")


def test_rows_name_rows_of_the_same_file_in_any_order(office: Office) -> None:
    rows = body("Nhóm ba", "Tổ hai"), body("Tổ hai", "Tiểu ban một"), body("Tiểu ban một")
    assert office.take(BODIES, *rows) == 3
    assert office.keys("bodies") == ["Nhóm ba", "Tiểu ban một", "Tổ hai"]


def test_a_row_that_is_in_no_file_is_missed(office: Office) -> None:
    (told,) = office.refusals(BODIES, body("Nhóm ba", "Tổ hai"), body("Tiểu ban một"))
    assert told == "2 cột «Thuộc bộ phận»: «Tổ hai» không có trong sổ «Sổ bộ phận phục vụ đại hội»"


def test_bodies_below_each_other_go_in_a_circle(office: Office) -> None:
    rows = body("A", "B"), body("B", "C"), body("C", "A"), body("D", "A")
    told = office.refusals(BODIES, *rows)
    assert [text.partition(":")[0] for text in told] == [f"{line} cột «Thuộc bộ phận»" for line in (2, 3, 4)]
    assert "vòng tròn: «A» → «B» → «C» → «A»" in told[0]


def test_another_spelling_is_the_same_body_when_circles_are_looked_for(office: Office) -> None:
    office.take(BODIES, body("tổ giúp việc"), body("Tiểu ban X"))
    rows = (
        body("Tổ giúp việc", "Tiểu ban X", "sửa,xếp lại"),
        body("Tiểu ban X", "tổ giúp việc", "sửa,xếp lại"),
    )
    assert "vòng tròn" in office.refusals(BODIES, *rows)[0]


def test_a_new_row_may_not_close_a_circle_with_what_stands(office: Office) -> None:
    office.take(BODIES, body("A", "B"), body("B"))
    correction = body("B", "A", "sửa,xếp lại")
    assert "vòng tròn: «B» → «A» → «B»" in office.refusals(BODIES, correction)[0]


def test_a_body_goes_together_with_those_below_it(office: Office) -> None:
    office.take(BODIES, body("A"), body("B", "A"))
    (told,) = office.refusals(BODIES, body("A", said=VOID))
    assert "«A» đang được nêu ở Sổ bộ phận phục vụ đại hội, LB, «B»" in told
    assert office.take(BODIES, body("A", said=VOID), body("B", "A", VOID)) == 2


def test_who_is_below_what_goes_is_put_elsewhere_in_the_same_file(office: Office) -> None:
    office.take(BODIES, body("A"), body("B", "A"))
    moved = body("B", "C", "sửa,về bộ phận mới")
    assert office.take(BODIES, body("A", said=VOID), moved, body("C")) == 3


def test_nothing_is_put_below_what_goes(office: Office) -> None:
    office.take(BODIES, body("A"))
    (told,) = office.refusals(BODIES, body("B", "A"), body("A", said=VOID))
    assert told == "2 cột «Thuộc bộ phận»: «A» không có trong sổ «Sổ bộ phận phục vụ đại hội»"


def test_a_choice_that_is_called_otherwise_makes_no_new_entry(office: Office, tmp_path: Path) -> None:
    """The office now says «BCCT» for the political report; the table says it too."""
    row = "document_plans,LB,báo cáo chính trị,30/08/2019,Tiểu ban Văn kiện,3,,"
    assert office.take(PLANS, row) == 1
    config = tmp_path / "config"
    shutil.copytree(CONFIG, config)
    documents = config / "registers" / "documents.yaml"
    text = documents.read_text("utf-8")
    documents.write_text(text.replace("name: báo cáo chính trị}", "name: BCCT}"), "utf-8")
    office.workspace = Workspace(config, office.workspace.data, office.workspace.out)
    assert office.take(PLANS, row.replace("báo cáo chính trị", "BCCT")) == 0
    assert office.keys("document_plans") == ["BCCT"]
    other = row.replace("báo cáo chính trị", "BCCT").replace(",3,", ",4,")
    assert "«LB», dòng «BCCT»: đã ghi khác cho ngày 30/08/2019" in office.refusals(PLANS, other)[0]


def test_levels_are_named_as_people_name_them(office: Office) -> None:
    """Personnel steps are for the three levels above the branch; this campaign has no wards of 2025."""
    head = "Sổ,Mã đơn vị,Vòng,Bước,Ngày họp,Số triệu tập,Số có mặt"
    with pytest.raises(InputErrors) as caught:
        office.take(head, "nomination_steps,LB.BD.01,tái cử,bước 1: ban thường vụ,28/10/2019,5,5")
    (told,) = (problem for problem in caught.value.problems if "cấp «" in problem.what)
    assert told.what == "sổ này không do cấp «chi bộ» ghi"
    assert told.remedy == "cấp ghi: cơ sở, quận, thành phố"
