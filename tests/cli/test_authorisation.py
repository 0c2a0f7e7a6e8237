"""Every command asks, and what a person may not do is not done: the whole program with accounts."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
import rich_click as click

from daihoi.cli.authorising import GuardedCommand, GuardedGroup
from daihoi.cli.group import cli
from daihoi.cli.permitting import Question
from daihoi.cli.values import DayType, NumberType
from daihoi.domain.access import About, AccessError, Actor, Grant
from daihoi.loading import ConfigDir
from daihoi.loading.access import load_access_matrix
from daihoi.store.log import EventLog
from daihoi.workspace import Workspace
from tests.cli.conftest import ROOT
from tests.cli.signed_in import CAMPAIGN, REPORTS, Office

MARCH_2 = ("--status-date", "2020-03-02")
HEAD = "Mã đơn vị,Việc,Loại,Số liệu đến ngày,Bắt đầu,Kết thúc,Tỷ lệ (%),Số văn bản,Lý do,Nguồn\n"
GATE = "CL.KT,grassroots_ratification"
NEEDS = {
    About.CAMPAIGN: {"campaign"},
    About.UNIT: {"campaign", "unit"},
    About.UNITS: {"campaign", "units"},
    About.ROWS: {"campaign"},
    About.GRANT: {"login", "role", "unit"},
}
CANARY_NAME, CANARY_NUMBER = "Trần Thị Hoàng Yến", "079185004321"


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The reports of the wards of Cẩm Lệ, and one account of every role; for tests that change nothing."""
    made = Office(tmp_path_factory.mktemp("office"))
    done = made.run("import", CAMPAIGN, str(REPORTS / "2020-03-02_co_so.csv"))
    assert done.code == 0, done.error
    made.add("quantri")
    made.add("xem.CL", ("reader", "CL"))
    made.add("vanphong.CL.KT", ("clerk", "CL.KT"))
    made.add("vanphong.CL", ("clerk", "CL"))
    made.add("duyet.CL", ("approver", "CL"))
    made.add("bantochuc.CL", ("coordinator", "CL"))
    made.add("chidao", ("organiser", "*"))
    made.add("kiemtra", ("auditor",))
    made.add("trong")
    return made


@pytest.fixture
def own(office: Office, tmp_path: Path) -> Office:
    """The same, for tests that change it."""
    return office.copied(tmp_path)


def events(office: Office) -> int:
    with EventLog.open_existing(office.log) as log:
        return log.head()[0]


def table(office: Office, *rows: str) -> str:
    path = office.folder / "bieu.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", "utf-8")
    return str(path)


class TestEveryCommandAsks:
    def test_each_has_a_row_in_the_matrix(self) -> None:
        known = load_access_matrix(ConfigDir(ROOT / "config")).commands
        assert [name for name, _ in commands(cli) if name not in known] == []
        assert len(list(commands(cli))) > 20

    def test_each_row_names_units_that_the_command_has(self) -> None:
        known = load_access_matrix(ConfigDir(ROOT / "config")).commands
        lacking = {
            name: missing
            for name, command in commands(cli)
            if (missing := NEEDS.get(known[name].about, set()) - {p.name for p in command.params})
        }
        assert lacking == {}

    def test_each_is_made_to_ask(self) -> None:
        assert isinstance(cli, GuardedGroup)
        assert [name for name, command in commands(cli) if not isinstance(command, GuardedCommand)] == []

    def test_one_that_would_not_ask_cannot_be_added(self) -> None:
        with pytest.raises(TypeError, match="without asking"):
            GuardedGroup("g").add_command(click.Command("open-door"))

    def test_one_without_a_row_does_not_run(self, office: Office) -> None:
        @cli.command("unlisted")
        def unlisted() -> None:
            raise AssertionError("it ran")

        try:
            done = office.as_("quantri", "unlisted")
        finally:
            del cli.commands["unlisted"]
        assert (done.code, "chưa có trong bảng phân quyền" in done.error) == (2, True)

    def test_without_an_account_no_command_does_anything(self, office: Office) -> None:
        """Whatever its parameters: they are all wrong on purpose, and none gets so far as to say so."""
        for name, command in commands(cli):
            if name == "user rescue":
                continue
            words = [
                argument for p in command.params if isinstance(p, click.Argument) for argument in _some(p)
            ]
            options = [word for p in command.params if isinstance(p, click.Option) for word in _needed(p)]
            done = office.run(*name.split(), *words, *options)
            assert (done.code, done.out) == (2, ""), name
            assert "Bản cài này có tài khoản" in done.error, name

    def test_help_is_for_everybody(self, office: Office) -> None:
        assert office.run("--help").code == 0
        assert office.run("user", "grant", "--help").code == 0


def _some(argument: click.Argument) -> list[str]:
    """A word for an argument that has to be there."""
    word = "1" if isinstance(argument.type, NumberType) else "gi-do"
    return [{"kind": "gantt"}.get(argument.name or "", word)] if argument.required else []


def _needed(option: click.Option) -> list[str]:
    word = "2020-03-02" if isinstance(option.type, DayType) else "1"
    known = {"form": "csv", "part": "A=1"}
    return [option.opts[0], known.get(option.name or "", word)] if option.required else []


class TestWhoMaySeeWhat:
    @pytest.mark.parametrize(
        ("login", "arguments", "code"),
        [
            ("vanphong.CL.KT", ("log", CAMPAIGN, "--unit", "CL.KT"), 0),
            ("vanphong.CL.KT", ("log", CAMPAIGN, "--unit", "CL.KT.01"), 0),
            ("vanphong.CL.KT", ("log", CAMPAIGN, "--unit", "CL.HP"), 2),
            ("vanphong.CL.KT", ("log", CAMPAIGN, "--unit", "CL"), 2),
            ("vanphong.CL.KT", ("log", CAMPAIGN), 2),
            ("vanphong.CL.KT", ("status", CAMPAIGN, *MARCH_2), 2),
            ("vanphong.CL.KT", ("latest", CAMPAIGN), 2),
            ("vanphong.CL.KT", ("log", "ngo_quyen_2020"), 2),
            ("vanphong.CL.KT", ("baseline", "list", CAMPAIGN), 2),
            ("vanphong.CL.KT", ("import-plan", CAMPAIGN, "CL.KT", "khong-co.xml"), 2),
            ("xem.CL", ("status", CAMPAIGN, *MARCH_2), 0),
            ("xem.CL", ("baseline", "list", CAMPAIGN), 0),
            ("xem.CL", ("baseline", "freeze", CAMPAIGN, "KH", "--plan", "--reason", "thử"), 2),
            ("xem.CL", ("run", CAMPAIGN, *MARCH_2), 2),
            ("xem.CL", ("status", "ngo_quyen_2020", *MARCH_2), 2),
            ("bantochuc.CL", ("validate", "ngo_quyen_2020"), 2),
            ("bantochuc.CL", ("run", "ngo_quyen_2020", *MARCH_2), 2),
            ("chidao", ("log", "ngo_quyen_2020"), 0),
            ("chidao", ("log", CAMPAIGN, "--unit", "CL.HP"), 0),
            ("kiemtra", ("log", CAMPAIGN), 0),
            ("kiemtra", ("user", "list"), 0),
            ("kiemtra", ("user", "add", "moi"), 2),
            ("quantri", ("log", CAMPAIGN), 2),
            ("quantri", ("campaigns",), 2),
            ("quantri", ("user", "list"), 0),
            ("trong", ("campaigns",), 2),
            ("xem.CL", ("campaigns",), 0),
        ],
    )
    def test_commands(self, office: Office, login: str, arguments: tuple[str, ...], code: int) -> None:
        done = office.as_(login, *arguments)
        assert done.code == code, done.error
        assert (code == 0) or ("không được" in done.error and done.out == "")

    @pytest.mark.parametrize(
        ("units", "may"),
        [
            (("CL.KT",), True),
            (("CL.KT.01", "CL.KT"), True),
            (("CL.KT", "CL.HP"), False),
            (("CL.HP", "CL.KT"), False),
            (("CL",), False),
            (("CL.KTX",), False),
            ((), False),
            (None, False),
        ],
    )
    def test_a_run_needs_the_right_for_each_unit_it_names(
        self, units: tuple[str, ...] | None, may: bool
    ) -> None:
        """Asked as the program asks, without running anything: whoever coordinates one ward."""
        matrix = load_access_matrix(ConfigDir(ROOT / "config"))
        ward = Actor("phuong", (Grant("coordinator", "CL.KT", date(2020, 1, 1)),))
        given = {"campaign": CAMPAIGN, "units": units}
        workspace = Workspace(ROOT / "config", Path("data"), Path("out"))
        question = Question(workspace, matrix, ward, date(2020, 3, 2), given)
        with nullcontext() if may else pytest.raises(AccessError):
            question.refuse(matrix.commands["run"])

    def test_a_refusal_says_what_one_may_do(self, office: Office) -> None:
        assert office.as_("vanphong.CL.KT", "status", CAMPAIGN).error == (
            "Lỗi: Tài khoản «vanphong.CL.KT» không được xem đơn vị «CL». "
            "Quyền đang có: người báo cáo ở CL.KT. "
            "Cần thêm thì xin người điều phối hoặc người quản trị.\n"
        )

    def test_an_unknown_unit_looks_like_a_forbidden_one(self, office: Office) -> None:
        """Who may see all of it is told that the unit is not there; who may not, learns nothing."""
        told = [
            office.as_("vanphong.CL.KT", "log", CAMPAIGN, "--unit", code).error
            for code in ("CL.HP", "CL.HPX")
        ]
        assert told[0] == told[1].replace("CL.HPX", "CL.HP")
        assert "Có phải ý là" in office.as_("xem.CL", "log", CAMPAIGN, "--unit", "CL.HPX").error


class TestRows:
    def test_a_clerk_reports_for_what_is_theirs_and_the_log_says_who(self, own: Office) -> None:
        before = events(own)
        file = table(own, "CL.KT.01,branch_congress,,2020-03-02,2020-03-01,2020-03-01,100,,,thử")
        done = own.as_("vanphong.CL.KT", "import", CAMPAIGN, file)
        assert done.code == 0, done.error
        with EventLog.open_existing(own.log) as log:
            (event,) = log.events(CAMPAIGN)[before:]
        assert event.actor == "vanphong.CL.KT"

    def test_one_foreign_row_refuses_the_file_and_names_the_row(self, own: Office) -> None:
        before = events(own)
        file = table(
            own,
            "CL.KT.01,branch_congress,,2020-03-02,2020-03-01,2020-03-01,100,,,thử",
            "CL.HP.01,branch_congress,,2020-03-02,2020-03-01,2020-03-01,100,,,thử",
        )
        for more in ((), ("--dry-run",)):
            done = own.as_("vanphong.CL.KT", "import", CAMPAIGN, file, "--no-annotate", *more)
            assert (done.code, done.out, events(own)) == (2, "", before)
            assert "(1 lỗi)" in done.error
            assert re.search(
                r"bieu\.csv:3 .*«vanphong\.CL\.KT» không được báo cáo cho đơn vị «CL\.HP\.01»", done.error
            )

    @pytest.mark.parametrize(
        ("login", "code"),
        [
            ("duyet.CL", 0),
            ("bantochuc.CL", 0),
            ("chidao", 2),
            ("vanphong.CL.KT", 2),
            ("vanphong.CL", 2),
            ("xem.CL", 2),
        ],
    )
    def test_a_wards_gate_is_closed_for_the_district(self, own: Office, login: str, code: int) -> None:
        before = events(own)
        row = f"{GATE},approve,2020-03-02,,2020-03-02,100,12-TB/QU,,thử"
        done = own.as_(login, "import", CAMPAIGN, table(own, row), "--no-annotate")
        assert (done.code, events(own) - before) == (code, 1 - code // 2), done.error

    def test_the_account_that_reported_on_a_gate_does_not_close_it(self, own: Office) -> None:
        """A coordinator's correction of the gate counts as a report on it."""
        report = f"{GATE},report,2020-03-01,2020-02-25,,50,,,thử"
        assert own.as_("vanphong.CL.KT", "import", CAMPAIGN, table(own, report)).code == 0
        mend = f"{GATE},correct,2020-03-01,2020-02-26,,50,,nhầm ngày,thử"
        done = own.as_("bantochuc.CL", "import", CAMPAIGN, table(own, mend))
        assert done.code == 0, done.error
        row = f"{GATE},approve,2020-03-02,2020-02-26,2020-03-02,100,12-TB/QU,,thử"
        done = own.as_("bantochuc.CL", "import", CAMPAIGN, table(own, row), "--no-annotate")
        assert (done.code, "nên không được duyệt" in done.error) == (2, True)
        assert own.as_("duyet.CL", "import", CAMPAIGN, table(own, row)).code == 0

    def test_an_approval_is_taken_back_by_who_may_approve(self, own: Office) -> None:
        row = f"{GATE},approve,2020-03-02,,2020-03-02,100,12-TB/QU,,thử"
        assert own.as_("duyet.CL", "import", CAMPAIGN, table(own, row)).code == 0
        back = table(own, f"{GATE},void,2020-03-02,,,,,ghi nhầm,thử")
        for login in ("vanphong.CL.KT", "vanphong.CL"):
            done = own.as_(login, "import", CAMPAIGN, back, "--no-annotate")
            assert (done.code, "do cấp trên ghi, không được hủy" in done.error) == (2, True), login
        assert own.as_("duyet.CL", "import", CAMPAIGN, back, "--no-annotate").code == 2
        done = own.as_("bantochuc.CL", "import", CAMPAIGN, back)
        assert done.code == 0, done.error

    @pytest.mark.parametrize(
        ("login", "code"), [("vanphong.CL.KT", 0), ("bantochuc.CL", 0), ("duyet.CL", 2), ("chidao", 2)]
    )
    def test_a_report_is_taken_back_by_who_may_correct_it(self, own: Office, login: str, code: int) -> None:
        row = "CL.KT,grassroots_collect_feedback,void,2020-03-02,,,,,báo nhầm,thử"
        assert own.as_(login, "import", CAMPAIGN, table(own, row), "--no-annotate").code == code

    def test_without_accounts_the_operator_writes_under_a_name_of_its_own(self, office: Office) -> None:
        with EventLog.open_existing(office.log) as log:
            assert {event.actor for event in log.events(CAMPAIGN)} == {"nguoi-dieu-hanh"}


class TestSigningIn:
    def test_by_a_file_that_nobody_else_reads(self, office: Office, tmp_path: Path) -> None:
        file = tmp_path / "the.txt"
        file.write_text(office.tokens["xem.CL"] + "\n")
        file.chmod(0o600)
        who = {"DAIHOI_USER": "xem.CL"}
        assert office.run("--token-file", str(file), "campaigns", **who).code == 0
        assert office.run("campaigns", DAIHOI_TOKEN_FILE=str(file), **who).code == 0
        file.chmod(0o644)
        done = office.run("--token-file", str(file), "campaigns", **who)
        assert (done.code, "chmod 600" in done.error) == (2, True)

    def test_by_a_file_that_is_not_there(self, office: Office) -> None:
        done = office.run("--token-file", "khong-co.txt", "campaigns", DAIHOI_USER="xem.CL")
        assert (done.code, "Không đọc được tệp thẻ" in done.error) == (2, True)

    @pytest.mark.parametrize("missing", ["DAIHOI_USER", "DAIHOI_TOKEN"])
    def test_half_a_key_is_none(self, office: Office, missing: str) -> None:
        given = {"DAIHOI_USER": "xem.CL", "DAIHOI_TOKEN": office.tokens["xem.CL"], missing: ""}
        done = office.run("campaigns", **given)
        assert (done.code, "Bản cài này có tài khoản" in done.error) == (2, True)

    @pytest.mark.parametrize("login", ["quantri", "XEM.CL", "nguoi-dieu-hanh", "*", "ai-do"])
    def test_a_token_of_another_is_none(self, office: Office, login: str) -> None:
        done = office.run("campaigns", DAIHOI_USER=login, DAIHOI_TOKEN=office.tokens["xem.CL"])
        assert (done.code, "Không nhận ra tài khoản" in done.error) == (2, True)
        assert office.tokens["xem.CL"] not in done.error

    def test_the_token_is_not_handed_to_other_processes(
        self, office: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from daihoi.cli import display

        seen: list[str | None] = []
        monkeypatch.setattr(display, "show_campaigns", lambda _: seen.append(os.environ.get("DAIHOI_TOKEN")))
        assert office.as_("xem.CL", "campaigns").code == 0
        assert seen == [None]

    def test_naming_an_account_where_there_are_none_is_a_mistake(self, tmp_path: Path) -> None:
        """Most likely the wrong data folder: nothing must be written there under another name."""
        done = Office(tmp_path).run("campaigns", DAIHOI_USER="xem.CL")
        assert (done.code, "--data" in done.error) == (2, True)

    def test_nobody_is_known_outside_a_command(self) -> None:
        from daihoi.cli.authorising import current_actor

        with pytest.raises(AccessError):
            current_actor()


class TestABrokenLog:
    @pytest.fixture
    def broken(self, own: Office) -> Office:
        content = bytearray(own.log.read_bytes())
        content[:64] = b"\x00" * 64
        own.log.write_bytes(content)
        return own

    @pytest.mark.parametrize("arguments", [("user", "list"), ("campaigns",), ("import", CAMPAIGN, "x.csv")])
    def test_lets_nobody_in(self, broken: Office, arguments: tuple[str, ...]) -> None:
        done = broken.as_("xem.CL", *arguments)
        assert (done.code, "Không dùng được sổ ghi" in done.error) == (2, True)

    def test_can_be_restored_and_then_asks_again(self, own: Office) -> None:
        importlib.import_module("daihoi.cli.database")
        done = own.as_("quantri", "db", "backup", str(own.folder / "cat.db"))
        assert done.code == 0, done.error
        own.log.write_bytes(b"\x00" * 8192)
        done = own.run("db", "restore", str(own.folder / "cat.db"), "--force")
        assert done.code == 0, done.error
        assert own.run("db", "verify").code == 2
        assert own.as_("kiemtra", "db", "verify").code == 0


class TestPrivacy:
    """A name and a number of a person, put wherever these commands take text, are kept nowhere."""

    @pytest.mark.parametrize("canary", [CANARY_NAME, f"cb{CANARY_NUMBER}"])
    def test_nothing_is_kept_and_nobody_else_reads_it(self, own: Office, canary: str) -> None:
        tries = [
            ("user", "add", canary),
            ("user", "grant", canary, "reader", "CL"),
            ("user", "grant", "xem.CL", canary, "CL"),
            ("user", "grant", "xem.CL", "reader", canary),
            ("user", "grant", "xem.CL", "reader", "CL", "--from", canary),
            ("user", "revoke", canary, canary, canary),
            ("user", "token", canary),
            ("user", "token", "xem.CL", "--days", canary),
            ("user", "disable", canary),
            ("user", "rescue", canary),
        ]
        for arguments in tries:
            assert own.as_("quantri", *arguments).code == 2, arguments
        assert own.run("campaigns", DAIHOI_USER=canary, DAIHOI_TOKEN=canary).code == 2
        later = [
            own.as_("kiemtra", "user", "list", "--all"),
            own.as_("kiemtra", "log", CAMPAIGN),
        ]
        assert all(done.code == 0 for done in later)
        assert not any(canary.lower() in (done.out + done.error).lower() for done in later)
        kept = [file for file in own.folder.rglob("*") if file.is_file()]
        assert own.log in kept
        assert not any(canary.encode() in file.read_bytes() for file in kept)

    def test_a_wrong_sign_in_does_not_repeat_the_name(self, office: Office) -> None:
        done = office.run("campaigns", DAIHOI_USER=CANARY_NAME, DAIHOI_TOKEN=CANARY_NUMBER)
        assert CANARY_NAME not in done.error
        assert CANARY_NUMBER not in done.error


def test_without_accounts_asking_loads_nothing_heavy(tmp_path: Path) -> None:
    """One look into the database. What the command itself needs is another matter: this one needs nothing."""
    EventLog.open(tmp_path / "daihoi.db").close()
    code = (
        "import sys, rich_click as click\n"
        "from pathlib import Path\n"
        "from daihoi.cli.authorising import GuardedGroup, current_actor\n"
        "from daihoi.workspace import Workspace\n"
        "group = GuardedGroup('daihoi')\n"
        "@group.command('x')\n"
        "def x():\n"
        "    print(current_actor().code)\n"
        f"group.main(['x'], standalone_mode=False, obj=Workspace(None, Path({str(tmp_path)!r}), Path()))\n"
        "heavy = {'argon2', 'sqlalchemy', 'yaml', 'pendulum', 'prefect', 'pandas', 'matplotlib'}\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=_plain_environment(),
    )
    assert (done.returncode, done.stdout) == (0, "nguoi-dieu-hanh\n[]\n"), done.stderr


def _plain_environment() -> dict[str, str]:
    return {**{k: v for k, v in os.environ.items() if not k.startswith("DAIHOI_")}, "PYTHONPATH": str(ROOT)}
