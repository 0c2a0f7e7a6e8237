"""Refused attempts leave a line: who, which command, why; nothing that was typed, and only with accounts."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daihoi import clock
from daihoi.cli import refusals
from daihoi.cli.refusals import Refused, note, read
from tests.cli.signed_in import CAMPAIGN, Office

MOMENT = datetime(2020, 3, 2, 8, 30, tzinfo=UTC)
CANARY_NAME, CANARY_NUMBER = "Trần Thị Hoàng Yến", "079185004321"
HEAD = "Mã đơn vị,Việc,Loại,Số liệu đến ngày,Bắt đầu,Kết thúc,Tỷ lệ (%),Số văn bản,Lý do,Nguồn\n"


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("refused"))
    made.add("quantri")
    made.add("xem.CL", ("reader", "CL"))
    made.add("vanphong", ("clerk", "CL.KT"))
    made.add("kiemtra", ("auditor",))
    return made


@pytest.fixture
def office(staffed: Office, tmp_path: Path) -> Office:
    return staffed.copied(tmp_path)


def told(office: Office) -> list[tuple[str, str, str]]:
    return [(one.account, one.command, one.reason) for one in read(office.folder / "data", 1000)[0]]


class TestWhatIsKept:
    def test_a_command_that_is_not_allowed(self, office: Office) -> None:
        assert office.as_("xem.CL", "baseline", "freeze", CAMPAIGN, "KH", "--plan", "--reason", "a").code == 2
        assert told(office) == [("xem.CL", "baseline freeze", "not-allowed")]

    def test_what_is_allowed_leaves_no_trace(self, office: Office) -> None:
        assert office.as_("xem.CL", "campaigns").code == 0
        assert office.as_("xem.CL", "chart", "gantt", CAMPAIGN, "CL.ZZ").code == 2
        assert told(office) == []

    def test_rows_that_may_not_be_written(self, office: Office) -> None:
        path = office.folder / "bieu.csv"
        row = "CL.HP,grassroots_plan,report,2020-03-01,2020-02-25,,50,,,thử\n"
        path.write_text(HEAD + row, "utf-8")
        for more in ("--no-annotate", "--annotate", "--dry-run"):
            assert office.as_("vanphong", "import", CAMPAIGN, str(path), more).code == 2
        assert told(office) == [("vanphong", "import", "rows")] * 3

    def test_rows_that_are_only_wrong_are_no_attempt(self, office: Office) -> None:
        path = office.folder / "bieu.csv"
        path.write_text(HEAD + "CL.ZZ,x,report,2020-03-01,,,50,,,thử\n", "utf-8")
        assert office.as_("vanphong", "import", CAMPAIGN, str(path), "--no-annotate").code == 2
        assert told(office) == []

    @pytest.mark.parametrize(
        ("login", "token", "account"),
        [
            ("xem.CL", "dh2_" + "x" * 43, "xem.CL"),
            ("xem.CL", "", "xem.CL"),
            ("", "", "-"),
            ("khong.co", "dh2_" + "x" * 43, "-"),
            (CANARY_NAME, CANARY_NUMBER, "-"),
        ],
    )
    def test_a_sign_in_that_failed_names_an_account_only_when_there_is_one(
        self, office: Office, login: str, token: str, account: str
    ) -> None:
        assert office.run("status", CAMPAIGN, DAIHOI_USER=login, DAIHOI_TOKEN=token).code == 2
        assert told(office) == [(account, "status", "sign-in")]

    def test_nothing_that_was_typed(self, office: Office) -> None:
        tries = [
            ("log", CANARY_NAME),
            ("log", CAMPAIGN, "--unit", CANARY_NUMBER),
            ("baseline", "freeze", CAMPAIGN, CANARY_NAME, "--reason", CANARY_NUMBER, "--plan"),
            ("user", "grant", "xem.CL", "reader", CANARY_NAME),
        ]
        for arguments in tries:
            assert office.as_("vanphong", *arguments).code == 2
            office.run(*arguments, DAIHOI_USER=CANARY_NAME, DAIHOI_TOKEN=CANARY_NUMBER)
        (file,) = (office.folder / "data").glob("refusals-*.log")
        text = file.read_text("utf-8")
        assert len(text.splitlines()) >= 6
        assert CANARY_NAME not in text
        assert CANARY_NUMBER not in text
        assert all(token not in text for token in office.tokens.values())

    def test_only_the_owner_of_the_data_reads_it(self, office: Office) -> None:
        office.run("status", CAMPAIGN)
        (file,) = (office.folder / "data").glob("refusals-*.log")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def test_nothing_without_accounts(self, tmp_path: Path) -> None:
        alone = Office(tmp_path)
        assert alone.run("campaigns", DAIHOI_USER="xem.CL").code == 2
        assert not (tmp_path / "data").exists()

    def test_where_it_cannot_be_kept_the_refusal_stands(self, office: Office) -> None:
        in_the_way = office.folder / "data" / f"refusals-{clock.now().astimezone(UTC):%Y-%m}.log"
        in_the_way.mkdir()
        done = office.run("status", CAMPAIGN)
        assert (done.code, "Bản cài này có tài khoản" in done.error) == (2, True)


class TestFiles:
    def write(self, folder: Path, moment: datetime, account: str = "a") -> None:
        note(folder, Refused(moment, account, "log", "not-allowed"))

    def test_go_by_months_and_the_oldest_are_removed(self, tmp_path: Path) -> None:
        (tmp_path / "refusals-note.log").write_text("of somebody else")
        for month in range(30):
            self.write(tmp_path, datetime(2020 + month // 12, month % 12 + 1, 1, tzinfo=UTC))
        names = sorted(path.name for path in tmp_path.glob("refusals-2*.log"))
        assert (len(names), names[0], names[-1]) == (13, "refusals-2021-06.log", "refusals-2022-06.log")
        assert (tmp_path / "refusals-note.log").exists()

    def test_one_that_is_full_takes_no_more(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(refusals, "MAX_BYTES", 200)
        for second in range(100):
            self.write(tmp_path, MOMENT + timedelta(seconds=second))
        found, full = read(tmp_path, 1000)
        assert 4 <= len(found) <= 6
        assert found[0].moment == MOMENT
        assert [path.name for path in full] == ["refusals-2020-03.log"]
        refusals.show(tmp_path, 10)
        assert "refusals-2020-03.log đã đầy" in capsys.readouterr().out

    def test_lines_that_are_not_whole_are_passed_over(self, tmp_path: Path) -> None:
        self.write(tmp_path, MOMENT)
        with (tmp_path / "refusals-2020-03.log").open("ab") as file:
            file.write(b"2020-03-02T08:31:00Z\ta\tlo\n\xff\xfe\n\nx\ty\tz\tw\n2020-03-02T08:3")
        assert len(read(tmp_path, 10)[0]) == 1

    def test_the_last_ones_are_read(self, tmp_path: Path) -> None:
        for day in range(1, 29):
            self.write(tmp_path, MOMENT.replace(month=day % 2 + 3, day=day), f"a{day}")
        found, _ = read(tmp_path, 2)
        assert [one.account for one in found] == ["a25", "a27"]

    def test_many_at_once_do_not_mix(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n: self.write(tmp_path, MOMENT, f"a{n}"), range(400)))
        assert {one.account for one in read(tmp_path, 1000)[0]} == {f"a{n}" for n in range(400)}


class TestReading:
    def test_the_auditor_sees_them(self, office: Office) -> None:
        office.as_("xem.CL", "run", CAMPAIGN)
        office.run("status", CAMPAIGN)
        done = office.as_("kiemtra", "user", "list", "--refusals")
        text = " ".join(done.out.split())
        assert "xem.CL run không có quyền" in text
        assert "không rõ status không đăng nhập được" in text

    def test_nobody_else_does_and_that_is_noted(self, office: Office) -> None:
        assert office.as_("xem.CL", "user", "list", "--refusals").code == 2
        assert told(office) == [("xem.CL", "user list", "not-allowed")]

    def test_none(self, office: Office) -> None:
        done = office.as_("quantri", "user", "list", "--refusals")
        assert "Chưa có lần nào bị từ chối" in done.out
