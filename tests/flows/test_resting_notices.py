"""A scheduled look at approvals that has nothing to publish still tells what cannot wait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from daihoi import clock
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from flows import resting
from flows.reconcile import reconcile_approvals
from flows.requests import ProgressRequest
from tests.notifying.servers import MailHost, mail_host

CAMPAIGN = "cam_le_2020"
ADDRESSES = """\
mail: {{host: 127.0.0.1, port: {port}, security: none, sender: dh@quanuy.vn, sender_name: Ban Tổ chức}}
recipients:
  - {{unit: CL, mail: vanphong@quanuy.vn}}
  - {{coordinator: CL, mail: dieuphoi@quanuy.vn}}
"""
OFFICE = "vanphong@quanuy.vn"


@pytest.fixture
def host(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailHost]:
    """Two offices have mail; every run is one that the schedule started."""
    monkeypatch.setattr(resting, "scheduled_run", lambda: SimpleNamespace(auto_scheduled=True))
    data = Workspace.from_environment().data
    data.mkdir(parents=True)
    with mail_host() as server:
        (data / "notices.yaml").write_text(ADDRESSES.format(port=server.port), "utf-8")
        yield server


def today(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """It is nine in the morning of a day in Vietnam."""
    monkeypatch.setattr(clock, "today", lambda: day)
    monkeypatch.setattr(clock, "now", lambda: datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def look() -> str:
    """Runs the flow as the schedule does; the name of the state that it ends in."""
    state = reconcile_approvals(ProgressRequest(campaign=CAMPAIGN), return_state=True)
    assert state.is_completed()
    return str(state.name)


def bodies(host: MailHost) -> str:
    return "\n".join(str(mail.get_body(("plain",)).get_content()) for mail in host.mails)  # type: ignore[union-attr]  # mails of ours have one


def test_that_nobody_reported_is_no_reason_to_tell_nobody(
    host: MailHost, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The campaign began on 25 October 2019: by 2 March 2020 its first steps are long overdue."""
    import_campaign_reports(Workspace.from_environment(), "ngo_quyen_2020")
    today(monkeypatch, date(2020, 3, 2))
    assert look() == resting.NOTHING_REPORTED
    assert OFFICE in {to for _, (to,), _ in host.taken}
    assert "quá hạn" in bodies(host).lower()
    assert not (workspace / CAMPAIGN).exists()
    told = len(host.taken)
    assert look() == resting.NOTHING_REPORTED
    assert len(host.taken) == told


def test_long_after_its_end_only_what_cannot_wait_is_told(
    host: MailHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 28 January 2021 the campaign of 2020 is over; nobody backs up the log, and gates were left open."""
    import_campaign_reports(Workspace.from_environment(), CAMPAIGN)
    today(monkeypatch, date(2021, 1, 28))
    assert look() == resting.NOT_UNDER_WAY
    assert any(mail["Subject"] and "sao lưu" in str(mail["Subject"]).lower() for mail in host.mails)
    assert "việc quá hạn" not in bodies(host).lower()
    told = len(host.taken)
    look()
    assert len(host.taken) == told


def test_where_no_plan_reaches_nothing_is_told(host: MailHost, monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar ends long before 2031."""
    import_campaign_reports(Workspace.from_environment(), CAMPAIGN)
    today(monkeypatch, date(2031, 3, 3))
    assert look() == resting.NOT_UNDER_WAY
    assert host.taken == []


def test_before_the_campaign_begins_nobody_is_asked_for_work(
    host: MailHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, date(2019, 10, 24))
    assert look() == resting.NOT_UNDER_WAY
    assert OFFICE not in {to for _, (to,), _ in host.taken}


def test_a_broken_file_of_addresses_does_not_spoil_the_rest(
    host: MailHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    today(monkeypatch, date(2020, 3, 2))
    (Workspace.from_environment().data / "notices.yaml").write_text("mail: {}\n", "utf-8")
    assert look() == resting.NOTHING_REPORTED
    assert host.taken == []
