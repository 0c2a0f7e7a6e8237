"""Logs, backups, reports and clocks that were broken on purpose: each is found, with its remedy."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from daihoi.doctor.findings import Finding, Level
from daihoi.doctor.installation import Installation
from tests.doctor.conftest import CAMPAIGN, DAY, NOW, RECORDED, Ask

Trouble = Callable[..., Finding]


def change(here: Installation, *statements: str) -> None:
    """Changes the log as a tool would that knows no guards."""
    assert here.log_file is not None
    with closing(sqlite3.connect(here.log_file, isolation_level=None)) as log:
        for statement in statements:
            log.execute(statement)


def report(here: Installation) -> Path:
    return here.out / CAMPAIGN / DAY.isoformat() / "bao-cao"


@pytest.mark.parametrize("days", [1, 30, 5000])
def test_a_clock_that_was_set_back(trouble: Trouble, days: int) -> None:
    told = trouble("clock", now=RECORDED - timedelta(days=days))
    assert "bản sao lưu daihoi-20200302-220000.db được làm lúc 22:00 ngày 02/03/2020" in told.what
    assert "timedatectl" in told.mend


def test_clocks_that_differ_a_little_are_no_trouble(ask: Ask) -> None:
    newest = RECORDED + timedelta(hours=10)
    assert [one.level for one in ask("clock", now=newest - timedelta(minutes=4))] == [Level.OK]


def test_a_clock_before_the_program_was_installed(trouble: Trouble, here: Installation) -> None:
    shutil.rmtree(here.data)
    shutil.rmtree(here.out)
    told = trouble("clock", now=RECORDED - timedelta(days=400))
    assert told.what == "máy chỉ 12:00 ngày 27/01/2019, mà chương trình được cài lúc 12:00 ngày 02/03/2020"


def test_a_log_that_is_no_database(trouble: Trouble, here: Installation) -> None:
    assert here.log_file is not None
    here.log_file.write_bytes(b"\0" * 8192)
    told = trouble("log")
    assert "daihoi db verify" in told.mend
    assert "daihoi db restore" in told.mend


def test_a_log_that_was_cut_in_the_middle(trouble: Trouble, here: Installation) -> None:
    assert here.log_file is not None
    here.log_file.write_bytes(here.log_file.read_bytes()[:5000])
    assert "daihoi db restore" in trouble("log").mend


def test_a_log_of_an_older_program(trouble: Trouble, here: Installation) -> None:
    change(here, "drop trigger if exists meta_no_update", "update meta set value = '1'")
    told = trouble("log")
    assert told.what == "phiên bản 1, chương trình này cần 2"
    assert told.mend == "Chạy daihoi db upgrade (tự sao lưu trước)."


def test_a_log_of_a_newer_program(trouble: Trouble, here: Installation) -> None:
    change(here, "drop trigger if exists meta_no_update", "update meta set value = '99'")
    assert "do bản chương trình mới hơn tạo ra (phiên bản 99" in trouble("log").what


def test_a_log_whose_last_event_was_cut_off(trouble: Trouble, here: Installation) -> None:
    change(
        here, "drop trigger event_no_delete", "pragma foreign_keys=off", "delete from activity_current",
        "delete from event",
    )  # fmt: skip
    assert "đầu chuỗi ghi số 1, sự kiện cuối mang số 0" in trouble("log").what


def test_a_log_without_its_guards(trouble: Trouble, here: Installation) -> None:
    change(here, "drop trigger event_no_update", "drop trigger event_no_delete")
    told = trouble("log")
    assert told.what == "mất 2 chốt bảo vệ (event_no_delete, event_no_update)"


def test_a_log_that_is_gone_while_its_reports_are_there(trouble: Trouble, here: Installation) -> None:
    assert here.log_file is not None
    here.log_file.unlink()
    told = trouble("log")
    assert "mà thư mục backups và out đã có tệp" in told.what
    assert "daihoi db restore" in told.mend


def test_no_backup_for_a_short_time_and_for_a_long_one(trouble: Trouble, here: Installation) -> None:
    shutil.rmtree(here.data / "backups")
    assert trouble("backups", Level.WARNING).what == "chưa có bản nào"
    late = trouble("backups", now=NOW + timedelta(days=30))
    assert late.what == "chưa có bản nào, sổ đã dùng 30 ngày"
    assert "daihoi db backup --keep 30" in late.mend


@pytest.mark.parametrize(("days", "level"), [(3, Level.WARNING), (40, Level.ERROR)])
def test_backups_that_have_stopped(trouble: Trouble, days: int, level: Level) -> None:
    told = trouble("backups", level, now=RECORDED + timedelta(days=days, hours=10))
    assert told.what == f"bản mới nhất làm lúc 22:00 ngày 02/03/2020, {days} ngày trước"


def test_a_backup_that_became_unreadable(trouble: Trouble, here: Installation) -> None:
    backup = next((here.data / "backups").glob("*.db"))
    backup.write_bytes(b"\xff" * 100)
    assert trouble("backups").what == f"{backup.name} không đọc được như một bản sao lưu"


def test_a_log_that_is_older_than_its_backup(trouble: Trouble, here: Installation) -> None:
    text = next((here.data / "backups").glob("*.txt"))
    text.write_text(text.read_text().replace("đến số 1 ·", "đến số 57 ·"))
    told = trouble("backups")
    assert "kết thúc ở sự kiện số 57, mà sổ ghi không có sự kiện ấy" in told.what
    assert "daihoi db anchor --check 57:" in told.mend


def test_a_report_that_was_deleted(trouble: Trouble, here: Installation) -> None:
    shutil.rmtree(here.out)
    told = trouble("reports", Level.WARNING)
    assert told.what.startswith(
        "cam_le_2020: chốt 02/03/2020, lập lúc 13:00 ngày 02/03/2020; không còn trong"
    )
    assert told.mend == "Làm lại (không mất gì): daihoi run cam_le_2020 --status-date 2020-03-02"


def test_a_report_whose_pointer_leads_nowhere(trouble: Trouble, here: Installation) -> None:
    shutil.rmtree(here.out / CAMPAIGN / ".editions")
    assert trouble("reports", Level.WARNING).what.endswith("trỏ vào chỗ trống")


def test_a_report_that_somebody_edited(trouble: Trouble, here: Installation) -> None:
    (report(here) / "so-lieu.json").write_text('{"121": 235}')
    assert trouble("reports", Level.WARNING).what.endswith("tệp bị sửa hoặc mất: so-lieu.json")


def test_a_report_with_a_damaged_manifest(trouble: Trouble, here: Installation) -> None:
    (report(here) / "manifest.json").write_text("{")
    assert trouble("reports", Level.WARNING).what.endswith("manifest.json hỏng")


def test_a_report_of_another_log(trouble: Trouble, here: Installation) -> None:
    manifest = report(here) / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"known_seq": 1', '"known_seq": 992'))
    assert trouble("reports", Level.WARNING).what.endswith("bản ấy dựa trên một sổ ghi khác (số 992)")


def test_daily_reports_that_have_stopped(trouble: Trouble) -> None:
    """Published on Monday the 2nd; by Monday the 9th, Tuesday to Friday have passed."""
    told = trouble("reports", Level.WARNING, now=RECORDED + timedelta(days=7))
    assert told.what.endswith(", 4 ngày làm việc trước")
    assert "daihoi run cam_le_2020" in told.mend


def test_a_weekend_without_a_report_is_no_trouble(ask: Ask) -> None:
    (told,) = ask("reports", now=RECORDED + timedelta(days=4))
    assert told.level is Level.OK


def test_a_campaign_that_is_over_needs_no_reports(ask: Ask) -> None:
    (told,) = ask("reports", now=RECORDED + timedelta(days=400))
    assert told.level is Level.OK


def test_a_campaign_with_events_that_was_never_published(trouble: Trouble, here: Installation) -> None:
    change(here, "drop trigger report_run_no_delete", "delete from report_run")
    assert "chưa công bố lần nào" in trouble("reports", Level.WARNING).what


def test_many_refusals(trouble: Trouble, here: Installation) -> None:
    line = "2020-03-02T23:00:00Z\tvp.kt\trun\tsign-in\n"
    (here.data / "refusals-2020-03.log").write_text(line * 60 + "một dòng dở dang\n")
    told = trouble("refusals", Level.WARNING)
    assert told.what == "60 lần trong 7 ngày (vp.kt 60 lần)"


def test_refusals_of_last_month_do_not_count(ask: Ask, here: Installation) -> None:
    (here.data / "refusals-2020-02.log").write_text("2020-02-02T23:00:00Z\tvp.kt\trun\tsign-in\n" * 60)
    assert [one.what for one in ask("refusals")] == ["0 lần trong 7 ngày"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator may give files away")
def test_files_that_a_command_of_the_administrator_left(trouble: Trouble, here: Installation) -> None:
    assert here.log_file is not None
    os.chown(here.log_file, 65534, 65534)
    told = trouble("owners")
    assert told.what.endswith("không cùng chủ với thư mục: daihoi.db")
    assert told.mend.startswith("Chạy: sudo chown -R")
