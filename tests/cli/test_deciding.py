"""``daihoi decide``: what authorities decide goes into the log, and what does not fit is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from daihoi.assessing import open_assessment, open_campaign, rulings_of
from daihoi.workspace import Workspace
from tests.cli.conftest import ROOT
from tests.cli.signed_in import CAMPAIGN, REPORTS, Done, Office

PAPER = ("--document", "12-CV/TU", "--document-date", "2020-03-27", "--body", "Thành ủy", "--reason", "dịch")
SUSPEND = ("decide", "suspend", CAMPAIGN, "--levels", "branch,grassroots", *PAPER)
REPLAN = ("decide", "replan", CAMPAIGN, "CL.KT", "--start", "2020-06-11", *PAPER)
EXCEPT = ("decide", "except", CAMPAIGN, "congress_days_max", *PAPER)
HEAD = (
    "Loại quyết định,Mã đơn vị,Hiệu lực từ,Số văn bản,Ngày văn bản,Cơ quan,Lý do,Cấp,Từ ngày,Hủy quyết định\n"
)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The wards of Cẩm Lệ on 2 March 2020."""
    made = Office(tmp_path_factory.mktemp("decided"))
    assert made.run("import", CAMPAIGN, str(REPORTS / "2020-03-02_co_so.csv")).code == 0
    return made


@pytest.fixture
def office(reported: Office, tmp_path: Path) -> Office:
    return reported.copied(tmp_path)


def workspace(office: Office) -> Workspace:
    return Workspace(ROOT / "config", office.folder / "data", office.folder / "out")


def known(office: Office) -> list[tuple[int, str]]:
    return [(event.seq, event.ruling.kind.value) for event in rulings_of(workspace(office), CAMPAIGN)]


def number(done: Done) -> str:
    match = re.search(r"Đã ghi vào sổ: số (\d+)", done.out)
    assert match, done.out + done.error
    return match[1]


def annul(office: Office, which: str, *more: str) -> Done:
    paper = ("--document", "15-CV/TU", "--document-date", "2020-04-01", "--body", "Thành ủy")
    return office.run("decide", "annul", CAMPAIGN, which, *paper, "--reason", "ghi nhầm", *more)


class TestRecording:
    def test_a_suspension_is_shown_recorded_and_numbered(self, office: Office) -> None:
        done = office.run(*SUSPEND)
        assert done.code == 0, done.error
        lines = done.out.splitlines()
        assert lines[0] == ("Tạm hoãn: đại hội cấp chi bộ, cơ sở từ 27/03/2020, chưa biết ngày tổ chức lại.")
        assert lines[1] == "  Văn bản: 12-CV/TU ngày 27/03/2020, Thành ủy. Lý do: dịch."
        assert "chưa biết ngày được tổ chức lại đại hội cấp chi bộ, cơ sở" in done.out
        assert known(office) == [(int(number(done)), "suspend")]

    def test_it_is_in_the_picture_from_its_day_on(self, office: Office) -> None:
        office.run(*SUSPEND)
        before, after = (
            open_assessment(workspace(office), CAMPAIGN, day).campaign.suspensions
            for day in (date(2020, 3, 26), date(2020, 3, 27))
        )
        assert before == ()
        assert [(pause.first, pause.until) for pause in after] == [(date(2020, 3, 27), date(2020, 3, 30))]

    def test_every_report_of_that_time_says_what_is_assumed(self, office: Office) -> None:
        office.run(*SUSPEND)
        done = office.run("status", CAMPAIGN, "--status-date", "2020-04-10")
        text = " ".join(done.out.split())
        assert "chưa biết ngày được tổ chức lại" in text
        assert "tính như được từ 13/04/2020" in text
        assert "chưa biết" not in office.run("status", CAMPAIGN, "--status-date", "2020-03-26").out

    def test_it_ends(self, office: Office) -> None:
        office.run(*SUSPEND)
        done = office.run(
            *("decide", "resume", CAMPAIGN, "--levels", "branch,grassroots", "--first", "2020-05-04"),
            *("--document", "20-CV/TU", "--document-date", "2020-04-29", "--body", "Thành ủy"),
            *("--reason", "hết giãn cách"),
        )
        assert "Cho tổ chức lại: đại hội cấp chi bộ, cơ sở từ 04/05/2020." in done.out
        (pause,) = open_campaign(workspace(office), CAMPAIGN, date(2020, 4, 29)).suspensions
        assert pause.until == date(2020, 5, 4)

    def test_a_congress_is_put_off_and_the_effect_shown(self, office: Office) -> None:
        done = office.run(*REPLAN, "--days", "1")
        assert "CL.KT Đảng bộ phường Khuê Trung: bắt đầu 11/06/2020, 1 ngày." in done.out
        assert re.search(r"cơ sở +45 +1 ", done.out), done.out
        (new,) = open_campaign(workspace(office), CAMPAIGN, date(2020, 3, 27)).replans
        assert (new.unit_code, new.start, new.duration_days) == ("CL.KT", date(2020, 6, 11), 1)

    def test_a_rule_is_departed_from(self, office: Office) -> None:
        done = office.run(*EXCEPT, "--unit", "CL.KT", "--value", "3")
        assert "Ngoại lệ: «congress_days_max» là 3 cho CL.KT Đảng bộ phường Khuê Trung." in done.out
        lifted = office.run(*EXCEPT, "--level", "grassroots", "--lift")
        assert "«congress_days_max» không áp dụng cho cấp cơ sở" in lifted.out
        found = open_campaign(workspace(office), CAMPAIGN, date(2020, 3, 27)).exceptions
        assert [(e.unit_code, e.level, e.value) for e in found] == [
            ("CL.KT", "", 3),
            ("", "grassroots", None),
        ]

    def test_a_ruling_is_annulled(self, office: Office) -> None:
        first = number(office.run(*REPLAN))
        done = annul(office, first)
        assert f"Hủy quyết định: số {first}." in done.out
        assert open_campaign(workspace(office), CAMPAIGN, date(2020, 4, 1)).replans == ()
        assert len(open_campaign(workspace(office), CAMPAIGN, date(2020, 3, 31)).replans) == 1

    def test_one_document_annuls_two_rulings_about_one_unit(self, office: Office) -> None:
        first = number(office.run(*REPLAN))
        second = number(office.run(*REPLAN, "--activity", "grassroots_communications"))
        assert [annul(office, which).code for which in (first, second)] == [0, 0]
        assert open_campaign(workspace(office), CAMPAIGN, date(2020, 4, 1)).replans == ()

    def test_a_dry_run_writes_nothing(self, office: Office) -> None:
        content = office.log.read_bytes()
        done = office.run(*REPLAN, "--dry-run")
        assert (done.code, "chưa ghi gì" in done.out) == (0, True)
        assert known(office) == []
        assert office.log.read_bytes() == content

    def test_the_same_again_adds_nothing(self, office: Office) -> None:
        first = number(office.run(*REPLAN))
        done = office.run(*REPLAN)
        assert (done.code, f"đã ghi trước đây, số {first}" in done.out) == (0, True)
        assert len(known(office)) == 1

    def test_it_begins_a_log_where_there_is_none(self, tmp_path: Path) -> None:
        new = Office(tmp_path)
        assert new.run(*REPLAN).code == 0
        assert known(new) == [(1, "replan")]

    def test_an_assumed_one_is_marked(self, office: Office) -> None:
        done = office.run(*REPLAN, "--assumed", "--source", "báo, trang 3")
        assert "Thành ủy (giả định)" in done.out
        (event,) = rulings_of(workspace(office), CAMPAIGN)
        assert (event.ruling.certainty.value, event.ruling.source) == ("assumed", "báo, trang 3")


class TestListing:
    def test_all_in_the_order_in_which_they_take_effect(self, office: Office) -> None:
        second = number(office.run(*REPLAN))
        earlier = (*SUSPEND, "--effective", "2020-03-20", "--until", "2020-03-25")
        first = number(office.run(*earlier))
        annul(office, second)
        done = office.run("decide", "list", CAMPAIGN)
        rows = [line.split()[0] for line in done.out.splitlines() if re.match(r" *\d+ +\d\d/", line)]
        assert rows[:2] == [first, second]
        text = " ".join(done.out.split())
        assert "đã hủy: số" in text
        assert "3 quyết định đã ghi, 1 đang giữ giá trị" in text

    def test_those_of_a_day_and_those_known_by_then(self, office: Office) -> None:
        first = number(office.run(*REPLAN))
        office.run(*SUSPEND)
        early = office.run("decide", "list", CAMPAIGN, "--status-date", "2020-03-26")
        assert "Chưa ghi quyết định nào có hiệu lực đến hết ngày 26/03/2020" in early.out
        then = office.run("decide", "list", CAMPAIGN, "--known-at", first)
        assert "1 quyết định đã ghi" in then.out

    def test_none(self, office: Office) -> None:
        assert "Chưa ghi quyết định nào." in office.run("decide", "list", CAMPAIGN).out


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("decide", "suspend", CAMPAIGN, *PAPER), "--levels"),
    (SUSPEND[:5] + SUSPEND[7:], "--document"),
    (("decide", "suspend", CAMPAIGN, "--levels", ",", *PAPER), "--levels"),
    (
        ("decide", "suspend", CAMPAIGN, "--levels", "brach", *PAPER),
        "[--levels]: đợt này không có cấp «brach»",
    ),
    (("decide", "suspend", CAMPAIGN, "--levels", "branch,city", *PAPER), "không có cấp «city»"),
    ((*SUSPEND, "--until", "2020-03-27"), "[--until]: tổ chức lại từ 27/03/2020, không sau"),
    ((*SUSPEND, "--until", "27/3/20"), "hai chữ số năm"),
    ((*SUSPEND, "--first", "2035-01-01"), "[--first]: ngày 01/01/2035 nằm ngoài lịch"),
    ((*SUSPEND, "--effective", "2035-01-01"), "[--effective]: ngày 01/01/2035 nằm ngoài lịch"),
    ((*SUSPEND, "--document-date", "2035-01-01"), "[--document-date]: ngày văn bản 01/01/2035 sau hôm nay"),
    ((*SUSPEND, "--reason", "  "), "để trống"),
    ((*SUSPEND, "--body", "a\u200bb"), "không in được"),
    ((*SUSPEND, "--document", "x" * 61), "dài 61 ký tự"),
    (("decide", "suspend", "cam_le_2021", "--levels", "branch", *PAPER), "cam_le_2020"),
    (("decide", "resume", CAMPAIGN, "--levels", "branch", *PAPER), "--first"),
    (
        ("decide", "resume", CAMPAIGN, "--levels", "branch", "--first", "2020-05-04", *PAPER),
        "[--levels]: cấp chi bộ không bị tạm hoãn",
    ),
    (("decide", "replan", CAMPAIGN, "CL.KT", *PAPER), "[--start]: không nêu ngày mới"),
    (("decide", "replan", CAMPAIGN, "CL.KTT", "--start", "2020-06-11", *PAPER), "[ĐƠN_VỊ]: không có đơn vị"),
    ((*REPLAN, "--activity", "grassroots_congres"), "[--activity]"),
    ((*REPLAN, "--start", "2020-03-26"), "[--start]: ngày mới 26/03/2020 trước ngày quyết định có hiệu lực"),
    (
        (*REPLAN, "--start", "2020-06-13", "--activity", "grassroots_communications"),
        "là ngày nghỉ (cuối tuần)",
    ),
    ((*REPLAN, "--days", "0"), "--days"),
    ((*REPLAN, "--days", "ba"), "--days"),
    ((*REPLAN, "--days", "9"), "[--days]: đại hội 9 ngày, quy định tối đa"),
    (
        (*REPLAN, "--days", "2", "--activity", "grassroots_superior_approval"),
        "[--days]: việc «grassroots_sup",
    ),
    (EXCEPT, "--unit MÃ hoặc --level CẤP"),
    ((*EXCEPT, "--unit", "CL.KT", "--level", "grassroots", "--lift"), "một trong hai"),
    ((*EXCEPT, "--unit", "CL.KT"), "--value GIÁ_TRỊ, hoặc --lift"),
    ((*EXCEPT, "--unit", "CL.KT", "--value", "3", "--lift"), "một trong hai"),
    ((*EXCEPT, "--unit", "CL.KT", "--value", "ba"), "không phải số, cũng không phải ngày"),
    ((*EXCEPT, "--unit", "CL.KT", "--value", "2020-06-01"), "[--value]: «01/06/2020» không đúng loại"),
    ((*EXCEPT, "--unit", "CL.ZZ", "--value", "3"), "[--unit]: không có đơn vị «CL.ZZ»"),
    ((*EXCEPT, "--level", "wards", "--value", "3"), "[--level]: không có cấp «wards»"),
    (("decide", "except", CAMPAIGN, "congress_days", "--unit", "CL", "--lift", *PAPER), "[QUY_ĐỊNH]"),
    (("decide", "annul", CAMPAIGN, "1", *PAPER), "[SỐ]: số 1 không phải số của quyết định nào"),
    (("decide", "annul", CAMPAIGN, "0", *PAPER), "SỐ"),
    (("decide", "annul", CAMPAIGN, "hai", *PAPER), "SỐ"),
    (("decide", "list", CAMPAIGN, "--known-at", "999999"), "999999"),
]


class TestWhatIsRefused:
    @pytest.mark.parametrize(("arguments", "what"), WRONG)
    def test_each_with_its_option(self, reported: Office, arguments: tuple[str, ...], what: str) -> None:
        done = reported.run(*arguments)
        assert done.code == 2
        assert what in done.error
        assert known(reported) == []

    def test_everything_at_once(self, reported: Office) -> None:
        done = reported.run(*SUSPEND, "--levels", "brach,gras", "--first", "2035-01-01")
        assert "Chưa ghi quyết định (3 lỗi)" in done.error

    def test_an_annulment_that_would_leave_others_without_ground(self, office: Office) -> None:
        first = number(office.run(*EXCEPT, "--unit", "CL.KT", "--value", "3"))
        second = number(office.run(*REPLAN, "--days", "3", "--effective", "2020-03-28"))
        done = annul(office, first)
        assert done.code == 2
        assert f"không có quyết định số {first} thì quyết định số {second}" in done.error
        assert [annul(office, which).code for which in (second, first)] == [0, 0]

    def test_an_annulment_of_an_annulment(self, office: Office) -> None:
        second = number(annul(office, number(office.run(*REPLAN))))
        assert "là quyết định hủy" in annul(office, second, "--document", "16-CV/TU").error

    def test_what_was_annulled_and_is_said_again(self, office: Office) -> None:
        annul(office, number(office.run(*REPLAN)))
        done = office.run(*REPLAN)
        assert (done.code, "đã hủy mà nay ban hành lại" in done.error) == (2, True)


class TestTables:
    def write(self, office: Office, *rows: str) -> str:
        path = office.folder / "quyet_dinh.csv"
        path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
        return str(path)

    def test_a_table_of_rulings_is_imported(self, office: Office) -> None:
        first = 'Tạm hoãn,,,12-CV/TU,27/03/2020,Thành ủy,dịch,"chi bộ, cơ sở",,'
        path = self.write(office, first)
        dry = office.run("import", CAMPAIGN, path, "--dry-run")
        assert "sẽ thêm 1 quyết định, 0 đã ghi trước đây. Chưa ghi gì." in dry.out
        assert known(office) == []
        assert "thêm 1 sự kiện, 0 dòng không đổi" in office.run("import", CAMPAIGN, path).out
        again = self.write(
            office, first, "Cho tổ chức lại,,,20-CV/TU,29/04/2020,Thành ủy,hết,cơ sở,04/05/2020,"
        )
        assert "thêm 1 sự kiện, 1 dòng không đổi" in office.run("import", CAMPAIGN, again).out
        assert [kind for _, kind in known(office)] == ["suspend", "resume"]
        assert "2 quyết định đã ghi trước đây" in office.run("import", CAMPAIGN, again).out

    def test_the_command_and_the_table_say_the_same(self, office: Office) -> None:
        office.run(*REPLAN)
        path = self.write(office, "Dời ngày,CL.KT,,12-CV/TU,27/03/2020,Thành ủy,dịch,,11/06/2020,")
        assert "1 quyết định đã ghi trước đây" in office.run("import", CAMPAIGN, path).out

    def test_a_wrong_cell_is_named(self, office: Office) -> None:
        path = self.write(office, "Dời ngày,CL.KTT,,12-CV/TU,27/03/2020,Thành ủy,dịch,,11/06/2020,")
        done = office.run("import", CAMPAIGN, path)
        assert (done.code, "csv:2 [cột «Mã đơn vị»]: không có đơn vị «CL.KTT»" in done.error) == (2, True)


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("staffed"))
    assert made.run("import", CAMPAIGN, str(REPORTS / "2020-03-02_co_so.csv")).code == 0
    made.add("quantri")
    made.add("vanphong", ("clerk", "CL"))
    made.add("phuong", ("coordinator", "CL.KT"))
    made.add("quan", ("coordinator", "CL"))
    made.add("chidao", ("organiser", "*"))
    made.add("kiemtra", ("auditor",))
    return made


class TestWithAccounts:
    @pytest.fixture
    def own(self, staffed: Office, tmp_path: Path) -> Office:
        return staffed.copied(tmp_path)

    @pytest.mark.parametrize(
        ("login", "arguments", "code"),
        [
            ("vanphong", REPLAN, 2),
            ("vanphong", SUSPEND, 2),
            ("kiemtra", REPLAN, 2),
            ("quantri", REPLAN, 2),
            ("phuong", REPLAN, 0),
            ("phuong", SUSPEND, 2),
            ("phuong", ("decide", "replan", CAMPAIGN, "CL.HP", "--start", "2020-06-11", *PAPER), 2),
            ("phuong", ("decide", "replan", CAMPAIGN, "CL.KT.01", "--start", "2020-06-11", *PAPER), 0),
            ("phuong", (*EXCEPT, "--level", "grassroots", "--lift"), 2),
            ("phuong", (*EXCEPT, "--unit", "CL.KT", "--lift"), 0),
            ("quan", SUSPEND, 0),
            ("quan", REPLAN, 0),
            ("chidao", SUSPEND, 0),
            ("phuong", ("decide", "list", CAMPAIGN), 2),
            ("vanphong", ("decide", "list", CAMPAIGN), 0),
        ],
    )
    def test_a_unit_is_decided_for_by_who_may(
        self, staffed: Office, login: str, arguments: tuple[str, ...], code: int
    ) -> None:
        more = ("--dry-run",) if arguments[1] != "list" else ()
        done = staffed.as_(login, *arguments, *more)
        assert done.code == code, done.error
        assert code == 0 or f"Tài khoản «{login}» không được" in done.error

    def test_what_another_decided_for_more_is_not_annulled(self, own: Office) -> None:
        first = number(own.as_("quan", *SUSPEND))
        paper = (*PAPER[:1], "15-CV", *PAPER[2:])
        done = own.as_("phuong", "decide", "annul", CAMPAIGN, first, *paper)
        assert (done.code, "ghi quyết định về kế hoạch và đơn vị (đơn vị «CL»)" in done.error) == (2, True)
        assert own.as_("quan", "decide", "annul", CAMPAIGN, first, *paper).code == 0

    def test_the_log_says_who_did(self, own: Office) -> None:
        own.as_("phuong", *REPLAN)
        (event,) = rulings_of(workspace(own), CAMPAIGN)
        assert event.actor == "phuong"

    def test_rows_of_a_table_are_asked_for_one_by_one(self, own: Office) -> None:
        rows = [f"Dời ngày,{u},,12-CV/TU,27/03/2020,Thành ủy,dịch,,11/06/2020," for u in ("CL.KT", "CL.HP")]
        path = TestTables().write(own, *rows)
        done = own.as_("phuong", "import", CAMPAIGN, path)
        assert done.code == 2
        assert "csv:3 " in done.error
        assert "cho đơn vị «CL.HP»" in done.error
        assert "csv:2 " not in done.error
        assert own.as_("quan", "import", CAMPAIGN, path).code == 0

    def test_a_clerk_imports_no_rulings(self, own: Office) -> None:
        path = TestTables().write(own, "Dời ngày,CL.KT,,12-CV/TU,27/03/2020,Thành ủy,dịch,,11/06/2020,")
        done = own.as_("vanphong", "import", CAMPAIGN, path)
        assert (done.code, "Không có quyền ghi quyết định" in done.error) == (2, True)
