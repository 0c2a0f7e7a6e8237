"""Notices as a step of a flow: only of today's picture, after the hour of the digest, never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from daihoi import clock
from daihoi.assessing import open_assessment
from daihoi.errors import ConfigErrors
from daihoi.recording import import_campaign_reports
from daihoi.workspace import Workspace
from tasks.noticing import send_notices, tell_of_damage
from tests.notifying.servers import MailHost, mail_host

ADDRESSES = """\
mail: {{host: 127.0.0.1, port: {port}, security: none, sender: dh@quanuy.vn, sender_name: Ban Tổ chức}}
recipients:
  - {{unit: CL.HP, mail: vanphong@hoaphat.vn}}
  - {{coordinator: CL, mail: dieuphoi@quanuy.vn}}
"""
DAY = date(2020, 3, 2)


@pytest.fixture
def host(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailHost]:
    """Today is 2-3-2020, 08:00 in Vietnam; the reports of Cẩm Lệ are recorded and two offices have mail."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 3, 2, 1, 0, tzinfo=UTC))
    import_campaign_reports(Workspace.from_environment(), "cam_le_2020")
    with mail_host() as server:
        text = ADDRESSES.format(port=server.port)
        (Workspace.from_environment().data / "notices.yaml").write_text(text, "utf-8")
        yield server


def told(day: date = DAY, known_at: int | None = None) -> int | None:
    picture = open_assessment(Workspace.from_environment(), "cam_le_2020", day)
    sent = send_notices.fn(picture, known_at)
    return sent.delivered if sent else None


def test_the_digest_and_what_is_urgent_leave_once(host: MailHost) -> None:
    assert (told(), told()) == (2, 0)
    assert sorted(to for _, (to,), _ in host.taken) == ["dieuphoi@quanuy.vn", "vanphong@hoaphat.vn"]


def test_before_seven_only_what_is_urgent_leaves(host: MailHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2020, 3, 1, 23, 59, tzinfo=UTC))
    assert told() == 1
    assert host.taken[0][1] == ["dieuphoi@quanuy.vn"]


def test_nobody_is_told_of_another_day_or_of_earlier_knowledge(host: MailHost) -> None:
    assert told(date(2020, 2, 28)) is None
    assert told(known_at=5) is None
    assert host.taken == []


def test_a_damaged_log_is_told_to_the_coordinator(host: MailHost) -> None:
    assert (tell_of_damage.fn(3), tell_of_damage.fn(3)) == (1, 0)
    assert host.shown("Subject").startswith("Sổ ghi có lỗi")


def test_a_broken_file_of_addresses_is_an_error_of_the_step(host: MailHost) -> None:
    (Workspace.from_environment().data / "notices.yaml").write_text("mail: {}\n", "utf-8")
    with pytest.raises(ConfigErrors):
        told()


def test_without_a_file_of_addresses_there_is_nothing_to_do(host: MailHost) -> None:
    (Workspace.from_environment().data / "notices.yaml").unlink()
    assert told() is None
