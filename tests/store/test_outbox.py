"""The outbox on both databases: nothing is given twice, nothing is lost, whoever sends and dies when."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from daihoi.domain.notices_rules import RetryRule
from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store import backups, restoring
from daihoi.store.outbox import Message, MessageState, NewMessage, given_keys, messages, notice_keys
from daihoi.store.outbox_writing import LEASE, Outbox, opened
from daihoi.store.verifying import verify
from tests.domain.campaigns import STATED

MORNING = datetime(2020, 3, 2, 0, 30, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
RULE = RetryRule(5, 60, 3, STATED)
WAITING, SENT, GIVEN_UP = MessageState


def made(key: str = "c/1", *notices: str, day: date = date(2020, 3, 2), campaign: str = "c") -> NewMessage:
    return NewMessage(
        key, campaign, "unit:CL.KT", day, 992, '{"subject":"Việc quá hạn"}', notices or (f"{key}/n",)
    )


@pytest.fixture
def outbox(log_place: LogPlace) -> Iterator[Outbox]:
    with opened(log_place) as found:
        yield found


def claimed(outbox: Outbox, moment: datetime = MORNING) -> Message:
    message = outbox.claim("c", moment)
    assert message is not None
    return message


def test_what_is_put_in_waits_and_comes_out_as_it_was(outbox: Outbox, log_place: LogPlace) -> None:
    assert outbox.put([made("c/1", "b", "a"), made("c/2")], MORNING) == 2
    first, second = messages(log_place, "c")
    assert (first.number, first.key, first.mailbox, first.known_seq) == (1, "c/1", "unit:CL.KT", 992)
    assert (first.status_date, first.recorded_at, first.state) == (date(2020, 3, 2), MORNING, WAITING)
    assert (first.content, second.number) == ('{"subject":"Việc quá hạn"}', 2)
    assert notice_keys(log_place, 1) == ["a", "b"]
    assert given_keys(log_place, ["a", "c/2/n", "new"]) == {"a", "c/2/n"}


def test_where_there_is_no_log_nothing_was_given(log_place: LogPlace) -> None:
    assert messages(log_place, "c") == []
    assert given_keys(log_place, ["a"]) == set()


@pytest.mark.parametrize(
    "again",
    [made("c/1", "a"), made("c/1", "b"), made("c/2", "a"), made("c/2", "b", "a")],
    ids=["the same", "the same key", "the same notice", "one notice of two"],
)
def test_nothing_that_was_put_in_is_put_in_again(
    again: NewMessage, outbox: Outbox, log_place: LogPlace
) -> None:
    outbox.put([made("c/1", "a")], MORNING)
    assert outbox.put([again], MORNING + MINUTE) == 0
    assert len(messages(log_place)) == 1
    assert given_keys(log_place, ["a", "b"]) == {"a"}


def test_messages_of_an_earlier_day_are_refused_and_nothing_is_put_in(
    outbox: Outbox, log_place: LogPlace
) -> None:
    outbox.put([made("c/1")], MORNING)
    earlier = made("c/0", day=date(2020, 3, 1))
    with pytest.raises(
        StoreError, match="Đã lập thông báo của ngày 02/03/2020; không lập lùi cho ngày 01/03/2020"
    ):
        outbox.put([made("c/3"), earlier], MORNING)
    assert [message.key for message in messages(log_place)] == ["c/1"]


def test_another_campaign_has_days_of_its_own(outbox: Outbox) -> None:
    outbox.put([made("c/1")], MORNING)
    assert outbox.put([made("d/1", day=date(2020, 2, 1), campaign="d")], MORNING) == 1


def test_two_that_put_in_the_same_at_once_put_it_in_once(log_place: LogPlace) -> None:
    with opened(log_place):
        pass
    counts, start = [], threading.Barrier(4)

    def put() -> None:
        with opened(log_place) as outbox:
            start.wait()
            counts.append(outbox.put([made(f"c/{n}") for n in range(5)], MORNING))

    threads = [threading.Thread(target=put) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts) == [0, 0, 0, 5]
    assert len(messages(log_place)) == 5


# Claims


def test_a_message_is_handed_to_one_sender_oldest_first(outbox: Outbox) -> None:
    outbox.put([made("c/1"), made("c/2")], MORNING)
    assert [claimed(outbox).key, claimed(outbox).key] == ["c/1", "c/2"]
    assert outbox.claim("c", MORNING) is None


def test_four_senders_at_once_are_never_given_the_same_message(log_place: LogPlace) -> None:
    with opened(log_place) as outbox:
        outbox.put([made(f"c/{n}") for n in range(12)], MORNING)
    found: list[str] = []

    def send() -> None:
        with opened(log_place) as own:
            while (message := own.claim("c", MORNING)) is not None:
                found.append(message.key)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted(f"c/{n}" for n in range(12))


def test_the_claim_of_a_sender_that_was_killed_holds_for_a_while_and_then_no_longer(outbox: Outbox) -> None:
    outbox.put([made()], MORNING)
    first = claimed(outbox)
    assert outbox.claim("c", MORNING + LEASE - MINUTE) is None
    again = claimed(outbox, MORNING + LEASE)
    assert (again.key, again.content, again.attempts) == (first.key, first.content, 2)


def test_clocks_of_two_machines_that_differ_a_little_do_not_free_a_claim(outbox: Outbox) -> None:
    outbox.put([made()], MORNING)
    claimed(outbox)
    assert outbox.claim("c", MORNING - 3 * MINUTE) is None


def test_a_clock_that_was_set_back_holds_nothing_up(outbox: Outbox) -> None:
    """Claimed, and put off, while the clock ran ten days ahead."""
    outbox.put([made("c/1"), made("c/2")], MORNING)
    ahead = MORNING + 10 * DAY
    claimed(outbox, ahead)
    outbox.note_failed(claimed(outbox, ahead), "x", ahead, RetryRule(60, 60, 30, STATED))
    assert {claimed(outbox, MORNING + MINUTE).key, claimed(outbox, MORNING + MINUTE).key} == {"c/1", "c/2"}


def test_a_message_of_another_campaign_is_not_given_out(outbox: Outbox) -> None:
    outbox.put([made()], MORNING)
    assert outbox.claim("d", MORNING) is None


# What becomes of a message


def test_what_was_taken_is_never_given_out_again(outbox: Outbox, log_place: LogPlace) -> None:
    outbox.put([made()], MORNING)
    outbox.note_sent(claimed(outbox), MORNING + MINUTE)
    (found,) = messages(log_place, "c", SENT)
    assert (found.ended_at, found.claimed_at, found.reason) == (MORNING + MINUTE, None, "")
    assert outbox.claim("c", MORNING + 10 * DAY) is None


def test_after_a_failure_it_waits_twice_as_long_each_time(outbox: Outbox, log_place: LogPlace) -> None:
    outbox.put([made()], MORNING)
    moment, waits = MORNING, []
    for _ in range(5):
        assert outbox.note_failed(claimed(outbox, moment), "không trả lời", moment, RULE) is WAITING
        again = messages(log_place)[0].next_at
        waits.append((again - moment) // MINUTE)
        assert outbox.claim("c", again - MINUTE) is None
        moment = again
    assert waits == [5, 10, 20, 40, 60]


def test_after_three_days_it_is_given_up_and_its_notices_are_not_given_again(
    outbox: Outbox, log_place: LogPlace
) -> None:
    outbox.put([made("c/1", "a")], MORNING)
    assert outbox.note_failed(claimed(outbox), "r", MORNING + 3 * DAY - MINUTE, RULE) is WAITING
    late = MORNING + 3 * DAY + 10 * MINUTE
    assert outbox.note_failed(claimed(outbox, late), "từ chối", late, RULE) is GIVEN_UP
    (found,) = messages(log_place, None, GIVEN_UP)
    assert (found.reason, found.ended_at) == ("từ chối", late)
    assert outbox.claim("c", late + DAY) is None
    assert given_keys(log_place, ["a"]) == {"a"}


def test_what_was_given_up_is_tried_once_more_when_asked(outbox: Outbox) -> None:
    outbox.put([made()], MORNING)
    late = MORNING + 4 * DAY
    outbox.note_failed(claimed(outbox), "r", late, RULE)
    assert (outbox.revive("d", late), outbox.revive("c", late)) == (0, 1)
    assert outbox.note_failed(claimed(outbox, late), "r", late, RULE) is GIVEN_UP


def test_a_late_failure_of_a_sender_that_hung_does_not_undo_what_another_did(
    outbox: Outbox, log_place: LogPlace
) -> None:
    outbox.put([made("c/1"), made("c/2")], MORNING)
    hung = [claimed(outbox), claimed(outbox)]
    later = MORNING + LEASE
    outbox.note_sent(claimed(outbox, later), later)
    other = claimed(outbox, later)
    for message in hung:
        outbox.note_failed(message, "quá lâu", later + MINUTE, RULE)
    first, second = messages(log_place)
    assert (first.state, first.reason) == (SENT, "")
    assert (second.state, second.claimed_at, second.attempts) == (WAITING, later, other.attempts)


def test_reasons_are_cut_to_what_a_line_holds(outbox: Outbox, log_place: LogPlace) -> None:
    outbox.put([made()], MORNING)
    outbox.note_failed(claimed(outbox), "x" * 5000, MORNING, RULE)
    assert len(messages(log_place)[0].reason) == 300


def test_a_moment_without_a_time_zone_is_a_mistake(outbox: Outbox) -> None:
    with pytest.raises(ValueError, match="zone"):
        outbox.put([made()], datetime(2020, 3, 2))  # noqa: DTZ001 - that is the mistake


# Beside the log


def test_a_log_with_an_outbox_is_whole_and_its_backup_brings_the_outbox_back(
    outbox: Outbox, log_place: LogPlace, tmp_path: Path
) -> None:
    outbox.put([made("c/1", "a")], MORNING)
    outbox.note_sent(claimed(outbox), MORNING)
    assert verify(log_place).is_whole
    kept = backups.back_up(log_place, tmp_path / "kept.db", MORNING)
    fresh = tmp_path / "elsewhere" / "log.db"
    restoring.restore(fresh, kept.path, MORNING)
    (found,) = messages(fresh)
    assert (found.key, found.state) == ("c/1", SENT)
    assert given_keys(fresh, ["a"]) == {"a"}


# What is old


def ended(outbox: Outbox, key: str, *notices: str, at: datetime = MORNING, campaign: str = "c") -> None:
    """A message that was sent at an instant."""
    outbox.put([made(key, *notices, campaign=campaign)], at)
    message = outbox.claim(campaign, at)
    assert message is not None
    outbox.note_sent(message, at)


def keys(place: LogPlace) -> list[str]:
    return [message.key for message in messages(place)]


def test_what_was_sent_long_ago_is_removed_with_its_notices_and_the_rest_stays(
    outbox: Outbox, log_place: LogPlace
) -> None:
    ended(outbox, "c/1", "old")
    ended(outbox, "c/2", "young", at=MORNING + DAY)
    ended(outbox, "c/3", at=MORNING + 2 * DAY)
    assert outbox.forget("c", MORNING + DAY, ()) == 1
    assert keys(log_place) == ["c/2", "c/3"]
    assert given_keys(log_place, ["old", "young"]) == {"young"}
    assert outbox.forget("c", MORNING + DAY, ()) == 0


def test_a_message_given_up_long_ago_is_removed_and_one_that_waits_is_not(
    outbox: Outbox, log_place: LogPlace
) -> None:
    outbox.put([made("c/1"), made("c/2"), made("c/3")], MORNING)
    first = claimed(outbox)
    assert outbox.note_failed(first, "máy thư tắt", MORNING + 3 * DAY, RULE) is GIVEN_UP
    assert outbox.forget("c", MORNING + 400 * DAY, ()) == 1
    assert keys(log_place) == ["c/2", "c/3"]


def test_who_was_told_of_what_lasts_is_not_told_again(outbox: Outbox, log_place: LogPlace) -> None:
    """One message tells of two gates, one of which is still open; a second tells of what is over."""
    ended(outbox, "c/1", "closed", "open")
    ended(outbox, "c/2", "over")
    ended(outbox, "c/3")
    assert outbox.forget("c", MORNING + 400 * DAY, {"open", "never given"}) == 1
    assert keys(log_place) == ["c/1", "c/3"]
    assert outbox.put([made("c/9", "open")], MORNING + 400 * DAY) == 0
    assert outbox.put([made("c/9", "over")], MORNING + 400 * DAY) == 1


def test_the_last_message_stays_and_with_it_the_day_that_was_told(
    outbox: Outbox, log_place: LogPlace
) -> None:
    ended(outbox, "c/1")
    assert outbox.forget("c", MORNING + 400 * DAY, ()) == 0
    with pytest.raises(StoreError, match="không lập lùi cho ngày 01/03/2020"):
        outbox.put([made("c/0", day=date(2020, 3, 1))], MORNING)
    assert keys(log_place) == ["c/1"]


def test_messages_of_another_campaign_are_left_alone(outbox: Outbox, log_place: LogPlace) -> None:
    for key in ("d/1", "d/2"):
        ended(outbox, key, campaign="d")
    ended(outbox, "c/1")
    assert outbox.forget("c", MORNING + 400 * DAY, ()) == 0
    assert keys(log_place) == ["d/1", "d/2", "c/1"]


def test_numbers_are_not_given_again_and_the_log_stays_whole(outbox: Outbox, log_place: LogPlace) -> None:
    for number in (1, 2, 3):
        ended(outbox, f"c/{number}")
    assert outbox.forget("c", MORNING + 400 * DAY, ()) == 2
    outbox.put([made("c/4")], MORNING + 400 * DAY)
    assert [message.number for message in messages(log_place)] == [3, 4]
    assert verify(log_place).is_whole


def test_an_age_without_a_time_zone_is_a_mistake(outbox: Outbox) -> None:
    with pytest.raises(ValueError, match="zone"):
        outbox.forget("c", datetime(2020, 3, 2), ())  # noqa: DTZ001 - that is the mistake
