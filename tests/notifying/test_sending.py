"""From what is due to what arrives: never twice, even with many senders; after a kill, known by its id."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from daihoi.domain.notices import Upkeep
from daihoi.domain.notices_rules import NoticeKind
from daihoi.errors import StoreError
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.notifying.sending import announce, due_now, prepare, send_waiting
from daihoi.store.outbox import MessageState, messages
from daihoi.store.outbox_writing import LEASE, opened
from tests.domain.networks import day
from tests.notifying.servers import MailHost, mail_host, receiver
from tests.notifying.told import MORNING, RETRY, delivery, ground, late_district, only

ROOT = Path(__file__).parents[2]
OVERDUE = only(NoticeKind.OVERDUE)
DAY = timedelta(days=1)


def at(moment: datetime = MORNING) -> Callable[[], datetime]:
    return lambda: moment


def test_every_office_gets_one_message_and_a_second_call_sends_nothing(log_place: LogPlace) -> None:
    with mail_host() as host:
        posts = delivery(host.port, D="d@x.vn", D_A="a@x.vn", D_B="b@x.vn", D_C="c@x.vn")
        first = announce(log_place, ground(rules=OVERDUE), posts, at())
        second = announce(log_place, ground(rules=OVERDUE), posts, at(MORNING + timedelta(hours=1)))
    assert (first.new, first.delivered) == (4, 4)
    assert (second.new, len(second.attempts)) == (0, 0)
    assert sorted(to for _, (to,), _ in host.taken) == ["a@x.vn", "b@x.vn", "c@x.vn", "d@x.vn"]
    assert due_now(log_place, ground(rules=OVERDUE)) == []


def test_the_next_day_only_what_is_new_is_told_and_on_monday_what_lasts(log_place: LogPlace) -> None:
    """D.C is overdue from Friday 12 June on; D.A and D.B since 3 June, told again on Monday 22."""
    counts = {}
    with mail_host() as host:
        posts = delivery(host.port, D_A="a@x.vn", D_B="b@x.vn", D_C="c@x.vn")
        for when in ("6-11", "6-12", "6-16", "6-22"):
            told = announce(log_place, ground(late_district(when), OVERDUE), posts, at())
            counts[when] = sorted(message.mailbox for message in (a.message for a in told.attempts))
    assert counts == {
        "6-11": ["unit:D.A", "unit:D.B"],
        "6-12": ["unit:D.C"],
        "6-16": ["unit:D.A", "unit:D.B"],  # Monday 15 was missed: made up for
        "6-22": ["unit:D.A", "unit:D.B", "unit:D.C"],
    }


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    assert len(prepare(tmp_path / "log.db", ground(rules=OVERDUE), delivery(D_A="a@x.vn")).digests) == 1
    assert list(tmp_path.iterdir()) == []


def test_before_the_hour_of_the_digest_only_what_is_urgent_leaves(log_place: LogPlace) -> None:
    grounds = ground(upkeep=Upkeep(1, day("6-15")))
    with mail_host() as host:
        posts = delivery(host.port, D="d@x.vn", D_A="a@x.vn")
        early = announce(log_place, grounds, posts, at(), makes_digests=False)
        later = announce(log_place, grounds, posts, at())
    assert early.delivered == 1
    assert later.delivered == 2
    assert host.mails[0]["Subject"] == "Sổ ghi có lỗi – chuẩn bị đại hội, ngày 15/06/2020"


def test_yesterday_is_not_announced_after_today(log_place: LogPlace) -> None:
    with mail_host() as host:
        posts = delivery(host.port, D_A="a@x.vn", D_B="b@x.vn")
        announce(log_place, ground(late_district("6-16"), OVERDUE), posts, at())
        with pytest.raises(StoreError, match="không lập lùi"):
            announce(log_place, ground(late_district("6-5"), OVERDUE), posts, at())
    assert len(host.taken) == 2


def test_four_senders_at_once_send_each_message_once(log_place: LogPlace) -> None:
    offices = {f"D_{letter}": f"{letter.lower()}@x.vn" for letter in "ABC"} | {"D": "d@x.vn"}
    with opened(log_place), mail_host() as host:
        posts = delivery(host.port, **offices)
        start, faults = threading.Barrier(4), list[BaseException]()

        def send() -> None:
            start.wait()
            try:
                announce(log_place, ground(rules=OVERDUE), posts, at())
            except BaseException as error:
                faults.append(error)

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults == []
    assert sorted(to for _, (to,), _ in host.taken) == ["a@x.vn", "b@x.vn", "c@x.vn", "d@x.vn"]


# What cannot be sent


def test_what_one_server_does_not_take_waits_and_the_others_get_theirs(log_place: LogPlace) -> None:
    with mail_host() as host, receiver(status=503) as busy:
        posts = delivery(host.port, D_A=busy.url, D_B="b@x.vn")
        told = announce(log_place, ground(rules=OVERDUE), posts, at())
        assert (told.delivered, len(told.attempts)) == (1, 2)
        assert send_waiting(log_place, "thu", posts, at(MORNING + timedelta(minutes=4)), RETRY) == []
        busy.status = 204
        (again,) = send_waiting(log_place, "thu", posts, at(MORNING + timedelta(minutes=5)), RETRY)
    assert again.state is MessageState.SENT
    first, second = (body for *_, body in busy.calls)
    assert first == second


def test_a_server_that_does_not_answer_is_asked_once_not_for_every_message(log_place: LogPlace) -> None:
    with mail_host() as host:
        pass
    posts = delivery(host.port, D="d@x.vn", D_A="a@x.vn", D_B="b@x.vn", D_C="c@x.vn")
    told = announce(log_place, ground(rules=OVERDUE), posts, at())
    assert [attempt.state for attempt in told.attempts] == [MessageState.WAITING] * 4
    assert len({attempt.reason for attempt in told.attempts}) == 1
    assert {message.attempts for message in messages(log_place)} == {1}


def test_after_three_days_in_vain_it_is_given_up(log_place: LogPlace) -> None:
    with mail_host(refuses={"RCPT": "550 unknown"}) as host:
        posts = delivery(host.port, D_A="a@x.vn")
        announce(log_place, ground(rules=OVERDUE), posts, at())
        (last,) = send_waiting(log_place, "thu", posts, at(MORNING + 3 * DAY), RETRY)
        assert last.state is MessageState.GIVEN_UP
        assert send_waiting(log_place, "thu", posts, at(MORNING + 9 * DAY), RETRY) == []


# Killed senders


def killed(place: LogPlace, host: MailHost, *, when: Callable[[], bool]) -> None:
    """Starts a sender and kills it, without any warning, as soon as something is true."""
    where = place.url if isinstance(place, ServerAddress) else str(place)
    command = [sys.executable, "-m", "tests.notifying.sender", where, str(host.port)]
    with subprocess.Popen(command, cwd=ROOT) as sender:
        deadline = time.monotonic() + 60
        while not when() and time.monotonic() < deadline and sender.poll() is None:
            time.sleep(0.01)
        assert when()
        sender.kill()


def put(place: LogPlace) -> None:
    posts = delivery(D_A="vanphong@khuetrung.vn")
    (digest,) = prepare(place, ground(rules=OVERDUE), posts).digests
    with opened(place) as outbox:
        outbox.put([digest.message()], MORNING)


def test_killed_after_the_server_took_it_it_is_sent_again_under_the_same_id(log_place: LogPlace) -> None:
    put(log_place)
    with mail_host() as host:
        host.paused.clear()
        killed(log_place, host, when=lambda: bool(host.taken))
        host.paused.set()
        posts = delivery(host.port, D_A="vanphong@khuetrung.vn")
        soon, late = MORNING + LEASE - timedelta(minutes=1), MORNING + LEASE
        assert send_waiting(log_place, "thu", posts, at(soon), RETRY) == []
        (again,) = send_waiting(log_place, "thu", posts, at(late), RETRY)
        assert send_waiting(log_place, "thu", posts, at(late + DAY), RETRY) == []
    assert again.state is MessageState.SENT
    assert host.taken[0] == host.taken[1]
    assert len(host.distinct) == 1


def test_killed_before_the_server_took_it_it_arrives_once(log_place: LogPlace) -> None:
    put(log_place)
    with mail_host(hangs={"RCPT"}) as host:
        killed(log_place, host, when=lambda: any(line.upper().startswith("RCPT") for line in host.commands))
        host.hangs.clear()
        posts = delivery(host.port, D_A="vanphong@khuetrung.vn")
        (again,) = send_waiting(log_place, "thu", posts, at(MORNING + LEASE), RETRY)
    assert again.state is MessageState.SENT
    assert len(host.taken) == 1


def aged(place: LogPlace, keep_days: int | None, status_date: str, later: timedelta) -> list[str]:
    """The offices told when what was overdue on 11 June is looked at again much later."""
    kept = replace(OVERDUE, keep_days=keep_days)
    with mail_host() as host:
        posts = delivery(host.port, D_A="a@x.vn", D_B="b@x.vn", D_C="c@x.vn")
        announce(place, ground(late_district("6-11"), kept), posts, at())
        told = announce(place, ground(late_district(status_date), kept), posts, at(MORNING + later))
    return sorted(attempt.message.mailbox for attempt in told.attempts)


def test_messages_that_are_older_than_is_kept_are_removed(log_place: LogPlace) -> None:
    """On 11 June two offices were told; on Monday 22 three are, under keys of their own."""
    assert len(aged(log_place, 31, "6-22", 40 * DAY)) == 3
    assert {message.status_date for message in messages(log_place)} == {day("6-22")}


@pytest.mark.parametrize("keep_days", [None, 90], ids=["for ever", "longer than that"])
def test_messages_are_kept_as_long_as_is_said(keep_days: int | None, log_place: LogPlace) -> None:
    assert len(aged(log_place, keep_days, "6-22", 40 * DAY)) == 3
    assert {message.status_date for message in messages(log_place)} == {day("6-11"), day("6-22")}


def test_what_is_told_once_and_lasts_is_not_told_again_however_old(log_place: LogPlace) -> None:
    once = replace(OVERDUE.kinds[NoticeKind.OVERDUE], weekly_on=None)
    rules = replace(OVERDUE, kinds={NoticeKind.OVERDUE: once}, keep_days=31)
    counts = []
    with mail_host() as host:
        posts = delivery(host.port, D_A="a@x.vn", D_B="b@x.vn", D_C="c@x.vn", D="d@x.vn")
        for months, when in enumerate(("6-10", "6-19", "6-22", "6-23")):
            told = announce(
                log_place, ground(late_district(when), rules), posts, at(MORNING + months * 40 * DAY)
            )
            counts.append(told.new)
    assert counts[0] > 0
    assert counts[2:] == [0, 0]
