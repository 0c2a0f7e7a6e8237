"""What is shown before a ruling is recorded, and plans under a suspension without an end, on Cẩm Lệ."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from daihoi import clock
from tests.cli.signed_in import CAMPAIGN, REPORTS, Office

MERGE = ("unit", "merge", CAMPAIGN, "CL.KT.07,CL.KT.08", "--into", "CL.KT.08")
CREATE = ("unit", "create", CAMPAIGN, "CL.KT.37", "--name", "Chi bộ Trường", "--parent", "CL.KT")


def paper(number: str, day: str) -> tuple[str, ...]:
    return ("--document", number, "--document-date", day, "--body", "Quận ủy", "--reason", "thử")


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The wards on 2 March 2020; then a merger (the first ruling) and a new branch (the second), 5 March."""
    made = Office(tmp_path_factory.mktemp("effect"))
    done = [
        made.run("import", CAMPAIGN, str(REPORTS / "2020-03-02_co_so.csv")),
        made.run("baseline", "freeze", CAMPAIGN, "A", "--status-date", "2020-03-02", "--reason", "thử"),
        made.run(*MERGE, *paper("1-QĐ", "2020-03-05")),
        made.run(*CREATE, "--kind", "school", *paper("2-QĐ", "2020-03-05")),
        made.run("baseline", "freeze", CAMPAIGN, "B", "--status-date", "2020-03-10", "--reason", "thử"),
    ]
    assert [one.code for one in done] == [0] * 5, [one.error for one in done]
    return made


@pytest.fixture
def office(decided: Office, tmp_path: Path) -> Office:
    return decided.copied(tmp_path)


def numbers(office: Office) -> list[str]:
    found = office.run("decide", "list", CAMPAIGN).out
    return re.findall(r"^ *(\d+) +\d\d/\d\d/\d{4}", found, re.M)


def annul(office: Office, number: str) -> str:
    done = office.run("decide", "annul", CAMPAIGN, number, *paper("9-QĐ", "2020-03-12"), "--dry-run")
    assert done.code == 0, done.error
    return done.out


def test_annulling_a_merger_names_it_and_counts_the_units(office: Office) -> None:
    said = annul(office, numbers(office)[0])
    assert "là: sáp nhập đơn vị, CL.KT.07, CL.KT.08 vào CL.KT.08" in said
    assert "văn bản 1-QĐ ngày 05/03/2020, Quận ủy; hiệu lực từ 05/03/2020" in said
    assert "Số đơn vị từ 12/03/2020: chi bộ 235 → 236 (+1)." in said
    assert "+ CL.KT.07 Chi bộ khu dân cư 7" in said
    assert "Đổi ngày" not in said  # one congress is new; none is moved


def test_annulling_a_new_unit_takes_it_away(office: Office) -> None:
    said = annul(office, numbers(office)[1])
    assert "chi bộ 235 → 234 (−1)" in said
    assert "− CL.KT.37 Chi bộ Trường" in said


def test_a_suspension_without_an_end_says_how_many_wait(office: Office) -> None:
    done = office.run(
        *("decide", "suspend", CAMPAIGN, "--levels", "district", "--dry-run"), *paper("3-QĐ", "2020-03-12")
    )
    assert "1 đại hội chưa tổ chức phải chờ quyết định cho tổ chức lại." in done.out
    assert "Không đại hội nào đổi ngày" not in done.out


def test_baselines_call_units_by_their_names_on_either_side(office: Office) -> None:
    for names in (("A", "B"), ("B", "A")):
        said = office.run("baseline", "compare", CAMPAIGN, *names, "--unit", "CL.KT").out
        assert "Chi bộ Trường (CL.KT.37)" in said
        assert "Chi bộ khu dân cư 7 (CL.KT.07)" in said


@pytest.mark.parametrize(
    "words",
    [
        ("why", CAMPAIGN, "CL.KT.07"),
        ("form", CAMPAIGN, "CL.KT.07"),
        ("approvals", CAMPAIGN, "--unit", "CL.KT.07"),
    ],
)
def test_of_a_unit_that_is_gone_it_is_told_where_it_went(office: Office, words: tuple[str, ...]) -> None:
    done = office.run(*words, "--status-date", "2020-03-10")
    said = " ".join(done.error.split())
    assert done.code == 2
    assert "đã sáp nhập vào CL.KT.08 từ" in said
    assert "1-QĐ" in said
    assert "Có phải ý là" not in said
    assert not list(office.folder.glob("*.xlsx"))


def test_one_that_is_not_there_yet_and_one_that_never_is(office: Office) -> None:
    early = office.run("why", CAMPAIGN, "CL.KT.37", "--status-date", "2020-03-02")
    assert "chưa có" in early.error
    never = office.run("why", CAMPAIGN, "CL.KT.99", "--status-date", "2020-03-02")
    assert (early.code, never.code) == (2, 2)
    assert "Không có đơn vị «CL.KT.99»." in never.error


@pytest.mark.parametrize("today", [date(2020, 8, 20), date(2027, 6, 1)])
def test_plans_say_what_they_assume_of_a_suspension_without_an_end(
    office: Office, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    """The last deadline is Friday 31 July 2020: the next working day is Monday 3 August."""
    words = ("decide", "suspend", CAMPAIGN, "--levels", "branch,grassroots")
    assert office.run(*words, *paper("3-QĐ", "2020-03-27")).code == 0
    monkeypatch.setattr(clock, "today", lambda: today)
    for command, ends in ((("feasible",), 1), (("latest",), 0)):
        done = office.run(*command, CAMPAIGN)
        assert done.code == ends, done.error
        said = " ".join(done.out.split())
        assert "chưa có quyết định cho tổ chức lại: ở đây tính như được tổ chức lại từ 03/08/2020." in said
        assert "config/calendars" not in said + done.error


def test_in_the_middle_of_a_campaign_plans_are_those_of_today(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("decide", "suspend", CAMPAIGN, "--levels", "branch,grassroots")
    assert office.run(*words, *paper("3-QĐ", "2020-03-27")).code == 0
    monkeypatch.setattr(clock, "today", lambda: date(2020, 4, 10))  # a Friday
    assert "tính như được tổ chức lại từ 13/04/2020." in " ".join(
        office.run("feasible", CAMPAIGN).out.split()
    )
    monkeypatch.setattr(clock, "today", lambda: date(2020, 3, 20))
    assert "tính như được tổ chức lại" not in office.run("feasible", CAMPAIGN).out
