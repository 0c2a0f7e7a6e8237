"""Baselines in the log's database: kept as they were frozen, refused twice, noticed when changed."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from daihoi.domain.baselines import Baseline, Origin, PlannedDates
from daihoi.errors import StoreError, UnknownCodeError
from daihoi.log_place import LogPlace, ServerAddress
from daihoi.store import baselines
from daihoi.store.baselines import BaselineExistsError, BaselineRecord
from daihoi.store.database import has_log, reading
from daihoi.store.log import EventLog
from daihoi.store.packing import Packed, pack, unpack
from tests.store.raw import APPEND_ONLY, behind_the_back, execute

NOON = datetime(2020, 3, 2, 5, 0, tzinfo=UTC)
ORIGIN = Origin("c", date(2020, 3, 2), 7, "f" * 64)


def planned(*rows: tuple[int, int, str, str]) -> PlannedDates:
    """Dates of units A, B and activities x, y, given as (unit, activity, first day, day after the last)."""
    days = [
        [date.fromisoformat(first).toordinal(), date.fromisoformat(end).toordinal()]
        for *_, first, end in rows
    ]
    columns = [[row[0] for row in rows], [row[1] for row in rows], *zip(*days, strict=True)]
    return PlannedDates(("A", "B"), ("x", "y"), *(np.array(column, np.int32) for column in columns))


DATES = planned(
    (0, 0, "2020-02-20", "2020-02-21"),
    (0, 1, "2020-03-02", "2020-03-12"),
    (1, 0, "2020-02-24", "2020-02-24"),
)
PLAN = Baseline("Kế hoạch gốc", ORIGIN, DATES)


def frozen(log_place: LogPlace, baseline: Baseline = PLAN, **changes: Any) -> BaselineRecord:
    given = {"reason": "Ban hành kế hoạch", "actor": "van_phong", "recorded_at": NOON}
    return baselines.freeze(log_place, baseline, **{**given, **changes})


def columns(dates: PlannedDates) -> list[object]:
    return [
        list(dates.unit_codes),
        list(dates.activity_codes),
        *(column.tolist() for column in (dates.unit, dates.activity, dates.start, dates.finish)),
    ]


class TestKept:
    def test_what_was_frozen_is_read_again(self, log_place: LogPlace) -> None:
        record = frozen(log_place)
        assert record.number == 1
        assert (record.name, record.reason, record.actor) == (
            "Kế hoạch gốc",
            "Ban hành kế hoạch",
            "van_phong",
        )
        assert (record.origin, record.recorded_at, record.activity_count) == (ORIGIN, NOON, 3)
        assert baselines.records(log_place, "c") == [record]
        loaded, dates = baselines.load(log_place, "c", "Kế hoạch gốc")
        assert loaded == record
        assert columns(dates) == columns(DATES)

    def test_the_plan_rests_on_no_status_date(self, log_place: LogPlace) -> None:
        frozen(log_place, replace(PLAN, origin=replace(ORIGIN, status_date=None, known_seq=0)))
        (record,) = baselines.records(log_place, "c")
        assert record.origin.is_plan
        assert record.origin.status_date is None

    def test_noon_in_utc_is_the_evening_in_vietnam(self, log_place: LogPlace) -> None:
        record = frozen(log_place, recorded_at=datetime(2020, 3, 2, 18, 30, tzinfo=UTC))
        assert f"{record.local_time:%d/%m/%Y %H:%M}" == "03/03/2020 01:30"

    def test_any_number_in_the_order_they_were_frozen(self, log_place: LogPlace) -> None:
        names = ["Z", "A", "M"]
        for name in names:
            frozen(log_place, replace(PLAN, name=name))
        assert [record.name for record in baselines.records(log_place, "c")] == names
        assert [record.number for record in baselines.records(log_place, "c")] == [1, 2, 3]

    def test_campaigns_have_their_own(self, log_place: LogPlace) -> None:
        frozen(log_place)
        other = frozen(log_place, replace(PLAN, origin=replace(ORIGIN, campaign_code="d")))
        assert other.number == 2
        assert baselines.records(log_place, "d") == [other]
        with pytest.raises(UnknownCodeError):
            baselines.load(log_place, "e", "Kế hoạch gốc")

    @pytest.mark.parametrize(
        "name",
        ["kế hoạch gốc", "KẾ HOẠCH GỐC", "Kế  hoạch gốc", unicodedata.normalize("NFD", "Kế hoạch gốc")],
    )
    def test_a_name_is_found_whatever_its_spelling(self, name: str, log_place: LogPlace) -> None:
        frozen(log_place)
        assert baselines.load(log_place, "c", name)[0].name == "Kế hoạch gốc"

    def test_the_log_beside_it_stays_whole(
        self, log: EventLog, record: Callable[..., Any], make_row: Any
    ) -> None:
        record(make_row("A", date(2020, 2, 20), finish=True))
        frozen(log.place)
        record(make_row("B", date(2020, 2, 21), finish=True))
        assert log.verify() == []
        assert len(log.snapshot("c", date(2020, 3, 2)).events) == 2


class TestRefused:
    def test_a_name_is_never_used_again_and_the_message_tells_when_it_was(self, log_place: LogPlace) -> None:
        frozen(log_place)
        later = planned((0, 0, "2020-02-21", "2020-02-22"))
        with pytest.raises(BaselineExistsError) as caught:
            frozen(log_place, replace(PLAN, name="KẾ HOẠCH gốc", dates=later))
        assert str(caught.value) == (
            "Đã có bản chốt «Kế hoạch gốc», chốt lúc 12:00 ngày 02/03/2020. "
            "Bản chốt không sửa, không xóa được. Hãy đặt tên khác."
        )
        assert columns(baselines.load(log_place, "c", "Kế hoạch gốc")[1]) == columns(DATES)
        assert len(baselines.records(log_place, "c")) == 1

    def test_the_same_once_more_is_told_to_be_there(self, log_place: LogPlace) -> None:
        frozen(log_place)
        with pytest.raises(BaselineExistsError, match="Nội dung giống hệt, không cần chốt lại"):
            frozen(log_place)

    @pytest.mark.parametrize("lacking", [{"reason": ""}, {"actor": ""}, {"baseline": replace(PLAN, name="")}])
    def test_without_name_reason_or_actor(self, lacking: dict[str, Any], log_place: LogPlace) -> None:
        with pytest.raises(StoreError, match="Chưa chốt gì"):
            frozen(log_place, **lacking)
        assert not has_log(log_place)

    def test_a_time_without_zone(self, log_place: LogPlace) -> None:
        with pytest.raises(ValueError, match="time zone"):
            frozen(log_place, recorded_at=datetime(2020, 3, 2, 5, 0))  # noqa: DTZ001 # that is the mistake
        assert baselines.records(log_place, "c") == []

    def test_an_unknown_name_with_the_nearest(self, log_place: LogPlace) -> None:
        frozen(log_place)
        with pytest.raises(
            UnknownCodeError, match=r"Không có bản chốt «Kế hoạch gôc»\. Có phải ý là «Kế hoạch gốc»"
        ):
            baselines.load(log_place, "c", "Kế hoạch gôc")

    def test_the_log_of_a_newer_program(self, log: EventLog) -> None:
        execute(log.place, "update meta set value = '99' where name = 'schema_version'")
        with pytest.raises(StoreError, match="bản chương trình mới hơn"):
            baselines.records(log.place, "c")
        with pytest.raises(StoreError, match="bản chương trình mới hơn"):
            frozen(log.place)

    def test_the_database_of_another_program(self, log_place: LogPlace) -> None:
        if isinstance(log_place, Path):
            log_place.parent.mkdir()
        else:
            execute(log_place, "create schema daihoi")
        execute(log_place, "create table baseline (number integer)")
        with pytest.raises(StoreError, match="chương trình khác"):
            baselines.records(log_place, "c")

    def test_of_many_at_once_one_is_frozen(self, log_place: LogPlace) -> None:
        EventLog.open(log_place).close()

        def attempt(day: int) -> bool:
            try:
                frozen(log_place, replace(PLAN, dates=planned((0, 0, f"2020-02-{day}", "2020-03-01"))))
            except BaselineExistsError:
                return False
            return True

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(attempt, range(10, 14))) == [False, False, False, True]
        assert len(baselines.records(log_place, "c")) == 1


class TestWhereThereAreNone:
    def test_no_log_yet(self, log_place: LogPlace) -> None:
        assert baselines.records(log_place, "c") == []
        with pytest.raises(UnknownCodeError, match="chưa có mã nào"):
            baselines.load(log_place, "c", "x")
        assert not has_log(log_place)


@pytest.mark.parametrize(
    "statement",
    [
        "update baseline set reason = 'x'",
        "update baseline set dates = (select dates from baseline where number = 1)",
        "delete from baseline",
        "insert into baseline select * from baseline where true on conflict (number) do update set name = ''",
    ],
)
def test_the_database_itself_refuses_to_forget(statement: str, log_place: LogPlace) -> None:
    record = frozen(log_place)
    with pytest.raises(APPEND_ONLY, match="append-only"):
        execute(log_place, statement)
    assert baselines.records(log_place, "c") == [record]


class TestChangedBehindItsBack:
    @pytest.mark.parametrize(
        "change",
        [
            "name = 'x'",
            "reason = 'x'",
            "actor = 'x'",
            "recorded_at = '2020-01-01T00:00:00.000000+00:00'",
            "status_date = null",
            "status_date = '2020-03-03'",
            "known_seq = 8",
            "activity_count = 4",
            "dates_sha256 = 'x'",
            "content_sha256 = 'x'",
        ],
    )
    def test_what_it_says_about_itself(self, change: str, log_place: LogPlace) -> None:
        frozen(log_place)
        execute(log_place, "drop trigger baseline_no_update", f"update baseline set {change}")
        with pytest.raises(StoreError, match="Bản chốt số 1 đã bị thay đổi: mã băm không khớp"):
            baselines.records(log_place, "c")

    @pytest.mark.parametrize(
        "dates",
        [
            pytest.param("substr(dates, 3, 1)", id="no compressed bytes"),
            pytest.param("substr(dates, 1, 20)", id="cut off"),
            pytest.param("(select dates from baseline where number = 2)", id="those of another"),
        ],
    )
    def test_its_dates(self, dates: str, log_place: LogPlace) -> None:
        frozen(log_place)
        frozen(log_place, replace(PLAN, name="khác", dates=planned((0, 0, "2020-02-21", "2020-02-22"))))
        with behind_the_back(log_place) as run:
            run(f"update baseline set dates = {dates} where number = 1")
        with pytest.raises(StoreError, match=r"Bản chốt «Kế hoạch gốc» đã hỏng: .+ Khôi phục từ bản sao lưu"):
            baselines.load(log_place, "c", "Kế hoạch gốc")
        assert baselines.load(log_place, "c", "khác")[0].number == 2


class TestChecked:
    """What a check of the whole log is told about baselines."""

    def told(self, log_place: LogPlace, *statements: str) -> list[str]:
        frozen(log_place)
        frozen(log_place, replace(PLAN, name="khác", dates=planned((0, 0, "2020-02-21", "2020-02-22"))))
        execute(log_place, *statements)
        with reading(log_place) as run:
            return list(baselines.problems(run))

    def test_nothing_when_they_are_whole(self, log_place: LogPlace) -> None:
        assert self.told(log_place) == []

    def test_every_fault(self, log_place: LogPlace) -> None:
        assert self.told(
            log_place,
            "drop trigger baseline_no_update",
            "update baseline set reason = 'x' where number = 1",
            "update baseline set dates = (select dates from baseline where number = 1) where number = 2",
        ) == [
            "Bản chốt số 1 đã bị thay đổi: mã băm không khớp. Khôi phục từ bản sao lưu.",
            "Bản chốt số 2 đã hỏng: mã băm không khớp.",
        ]

    def test_one_that_was_taken_out(self, log_place: LogPlace) -> None:
        drop = ("drop trigger baseline_no_delete", "delete from baseline where number = 1")
        assert self.told(log_place, *drop) == ["Thiếu bản chốt số 1."]


class TestBytes:
    def test_the_same_dates_are_the_same_bytes(self) -> None:
        again = PlannedDates(
            *(field if isinstance(field, tuple) else field.copy() for field in vars(DATES).values())
        )
        assert pack(again) == pack(DATES)
        assert pack(replace(DATES, finish=DATES.finish + 1)).sha256 != pack(DATES).sha256

    def test_codes_that_are_not_used_are_kept_and_nothing_at_all_can_be(self) -> None:
        empty = PlannedDates((), (), *(np.zeros(0, np.int32) for _ in range(4)))
        assert columns(unpack(pack(empty))) == [[], [], [], [], [], []]

    def test_bytes_of_another_form_are_refused(self) -> None:
        import hashlib
        import zlib

        written = b"daihoi baseline 2\n{}\n"
        with pytest.raises(StoreError, match="bản chương trình khác"):
            unpack(Packed(zlib.compress(written), hashlib.sha256(written).hexdigest()))

    def test_a_city_takes_less_than_a_megabyte(self) -> None:
        """20,000 units of 15 activities each, durations drawn from 1 to 20 days."""
        rng = np.random.default_rng(1)
        unit, activity = np.divmod(np.arange(300_000, dtype=np.int32), np.int32(15))
        start = (737_000 + rng.integers(0, 20, 20_000)[unit] + activity * 9).astype(np.int32)
        finish = (start + rng.integers(1, 20, 15)[activity]).astype(np.int32)
        units = tuple(f"TP.Q{n // 500:02}.{n % 500:03}" for n in range(20_000))
        dates = PlannedDates(
            units, tuple(f"activity_{n:02}" for n in range(15)), unit, activity, start, finish
        )
        packed = pack(dates)
        assert len(packed.content) < 1_000_000
        assert columns(unpack(packed)) == columns(dates)


def test_reading_does_not_import_sqlalchemy(log_place: LogPlace) -> None:
    frozen(log_place)
    address = log_place.url if isinstance(log_place, ServerAddress) else str(log_place)
    code = (
        "import sys; from pathlib import Path; from daihoi.store import baselines\n"
        "from daihoi.log_place import ServerAddress\n"
        f"place = {'Path' if isinstance(log_place, Path) else 'ServerAddress'}({address!r})\n"
        "assert [r.name for r in baselines.records(place, 'c')] == ['Kế hoạch gốc']\n"
        "assert len(baselines.load(place, 'c', 'Kế hoạch gốc')[1]) == 3\n"
        "print(sorted({'sqlalchemy', 'prefect', 'matplotlib'} & set(sys.modules)))"
    )
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=here, check=True)
    assert done.stdout.strip() == "[]"
