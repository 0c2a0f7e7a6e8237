"""Published reports in the log: noted once, and never two different ones from the same knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
import pytest

from daihoi.errors import StoreError
from daihoi.intake.rows import PreparedRow
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store.database import has_log
from daihoi.store.log import EventLog
from daihoi.store.report_runs import Noted, RecordedRun, ReportRun, record, runs
from daihoi.store.verifying import verify
from tests.store.old_logs import NOON, old_log
from tests.store.plain_user import as_plain_user
from tests.store.raw import APPEND_ONLY, execute, rows

RUN = ReportRun("c", "bao-cao", date(2020, 3, 2), 992, "e" * 64, "f" * 64, "0.1.0", "a" * 64)
LATER = NOON + timedelta(days=1)


@pytest.fixture
def place(log: EventLog, make_row: Callable[..., PreparedRow]) -> LogPlace:
    log.append("c", [make_row("A", date(2020, 2, 20), percent=50)], "vp", "t.csv", "00", NOON)
    log.close()
    return log.place


def test_a_published_report_is_noted_once(place: LogPlace) -> None:
    assert record(place, RUN, NOON) is Noted.NEW
    assert record(place, RUN, LATER) is Noted.KNOWN
    assert runs(place, "c") == [RecordedRun(1, RUN, NOON)]
    assert runs(place, "other") == []
    assert verify(place).is_whole


@pytest.mark.parametrize(
    "change",
    [
        {"campaign_code": "d"},
        {"name": "bao-cao@900"},
        {"status_date": date(2020, 3, 3)},
        {"known_seq": 993},
        {"head": "d" * 64},
        {"config_sha256": "0" * 64},
        {"program": "0.2.0"},
    ],
)
def test_whatever_a_report_rests_on_makes_it_another_one(place: LogPlace, change: dict[str, Any]) -> None:
    other = replace(RUN, **change, manifest_sha256="b" * 64)
    assert record(place, RUN, NOON) is Noted.NEW
    assert record(place, other, LATER) is Noted.NEW
    assert [found.run for code in "cd" for found in runs(place, code)] == [RUN, other]


def test_the_same_knowledge_with_other_contents_is_refused(place: LogPlace) -> None:
    record(place, RUN, NOON)
    with pytest.raises(StoreError) as refused:
        record(place, replace(RUN, manifest_sha256="b" * 64), LATER)
    told = str(refused.value)
    assert "Báo cáo «bao-cao» ngày 02/03/2020 của đợt c không tái lập được" in told
    assert "a" * 64 in told
    assert "b" * 64 in told
    assert runs(place, "c") == [RecordedRun(1, RUN, NOON)]
    assert record(place, RUN, LATER) is Noted.KNOWN


def test_fields_that_run_into_each_other_make_no_other_report_the_same(place: LogPlace) -> None:
    shifted = replace(RUN, campaign_code="cb", name="ao-cao")
    assert shifted.run_key != RUN.run_key
    assert replace(RUN, known_seq=99, head="2" + RUN.head[1:]).run_key != RUN.run_key


def test_long_names_that_differ_at_their_ends_only_are_different_ones(place: LogPlace) -> None:
    name = "viec-branch-" + "+".join(["CL.KT.CHI-BO-KHOI-DAN-VAN-MAT-TRAN"] * 3)
    for end in "AB":
        assert record(place, replace(RUN, name=name + end), NOON) is Noted.NEW
        assert record(place, replace(RUN, name=name + end), NOON) is Noted.KNOWN
    found = [noted.run.name for noted in runs(place, "c")]
    assert len(set(found)) == 2
    assert all(said.startswith("viec-branch-CL.KT.CHI-BO") and len(said) == 96 for said in found)


def test_what_was_noted_is_never_changed_or_deleted(place: LogPlace) -> None:
    record(place, RUN, NOON)
    for statement in ("update report_run set manifest_sha256 = 'b'", "delete from report_run"):
        with pytest.raises(APPEND_ONLY, match="append-only: report_run is never changed"):
            execute(place, statement)


def test_processes_that_publish_side_by_side_note_it_once(place: LogPlace) -> None:
    seen: list[Noted] = []
    threads = [Thread(target=lambda: seen.append(record(place, RUN, NOON))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(noted.value for noted in seen) == ["known"] * 5 + ["new"]
    assert rows(place, "select count(*) from report_run") == [(1,)]


def test_where_there_is_no_log_none_is_made(log_place: LogPlace) -> None:
    assert record(log_place, RUN, NOON) is Noted.NOT_WRITABLE
    assert runs(log_place, "c") == []
    assert not has_log(log_place)


def test_a_moment_without_a_time_zone_is_refused(place: LogPlace) -> None:
    with pytest.raises(ValueError, match="time zone"):
        record(place, RUN, datetime(2020, 3, 2))  # noqa: DTZ001 # what is refused
    assert runs(place, "c") == []


def test_an_old_log_asks_to_be_upgraded(tmp_path: Path) -> None:
    old = old_log("full", tmp_path / "log.db")
    for use in (lambda: record(old, RUN, NOON), lambda: runs(old, "c")):
        with pytest.raises(StoreError, match="daihoi db upgrade"):
            use()


# Whoever may only read


@contextmanager
def only_reading(place: LogPlace) -> Iterator[LogPlace]:
    """The log as one sees it who may not write it (see ``as_plain_user``)."""
    if isinstance(place, Path):
        place.chmod(0o444)
        place.parent.chmod(0o555)
        yield place
        place.parent.chmod(0o755)
        return
    execute(
        place,
        "create role nguoi_xem login",
        "grant usage on schema daihoi to nguoi_xem",
        "grant select on all tables in schema daihoi to nguoi_xem",
    )
    try:
        yield ServerAddress(place.url.replace("daihoi@", "nguoi_xem@"))
    finally:
        execute(place, "drop owned by nguoi_xem", "drop role nguoi_xem")


def test_whoever_may_only_read_can_publish_and_is_compared_all_the_same(place: LogPlace) -> None:
    record(place, RUN, NOON)
    with only_reading(place) as reader:
        assert as_plain_user(lambda: record(reader, RUN, LATER)) is Noted.KNOWN
        other = replace(RUN, known_seq=993)
        assert as_plain_user(lambda: record(reader, other, LATER)) is Noted.NOT_WRITABLE
        with pytest.raises(StoreError, match="không tái lập"):
            as_plain_user(lambda: record(reader, replace(RUN, manifest_sha256="b" * 64), LATER))
    assert runs(place, "c") == [RecordedRun(1, RUN, NOON)]


def test_a_server_that_only_reads_can_be_published_from(postgresql_url: str) -> None:
    place = ServerAddress(postgresql_url)
    EventLog.open(place).close()
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f'alter database "{name}" set default_transaction_read_only = on')
    assert record(place, RUN, NOON) is Noted.NOT_WRITABLE
    assert runs(place, "c") == []
