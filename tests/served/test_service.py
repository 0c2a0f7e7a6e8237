"""The service as a coordinator has it: triggers, turns, schedules, what follows from what."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.served.service import Run, Service, eventually

RUN_ID = re.compile(r"Số: ([0-9a-f-]{36})")
DISTRICT, PROGRESS, RECONCILE = "Đại hội cấp quận, huyện", "Tiến độ", "Phê duyệt và nhắc việc"
MAR_2 = ("--status-date", "02/03/2020")


def trigger(service: Service, *arguments: str) -> str:
    """Triggers a run; its number."""
    done = service.command("trigger", *arguments)
    assert done.returncode == 0, done.stderr
    found = RUN_ID.search(done.stdout)
    assert found, done.stdout
    return found[1]


def of_deployment(service: Service, title: str) -> list[Run]:
    return service.runs(deployment_id={"any_": [service.deployment(title)["id"]]})


def when(service: Service, run_id: str, name: str) -> list[str]:
    """When a run entered the states of this name."""
    return [state["timestamp"] for state in service.states(run_id) if state["name"] == name]


def test_a_level_that_is_triggered_is_published_and_progress_follows_once(
    service: Service, published: Path
) -> None:
    done = service.command("trigger", "quan", "cam_le_2020", *MAR_2, "--wait")
    assert done.returncode == 0, done.stderr
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0] == "Đã giao: Quận · Cẩm Lệ · chốt 02/03/2020"
    assert lines[2].startswith(f"Xem: http://127.0.0.1:{service.port}/runs/flow-run/")
    assert lines[-1] == "xong"
    assert (published / "viec-district" / "viec.csv").is_file()

    run = service.run(RUN_ID.search(done.stdout)[1])  # type: ignore[index]  # the line above has a number
    assert (run["name"], run["state_type"]) == ("Quận · Cẩm Lệ · chốt 02/03/2020", "COMPLETED")
    assert {"cam_le_2020", "district"} <= set(run["tags"])
    (progress,) = of_deployment(service, PROGRESS)
    assert progress["idempotency_key"].startswith("progress:cam_le_2020:2020-03-02:")
    assert service.finished(progress["id"])["state_type"] == "COMPLETED"
    assert (published / "bao-cao" / "index.html").is_file()

    again = trigger(service, "district", "cam_le_2020", *MAR_2)
    service.finished(again)
    assert len(of_deployment(service, PROGRESS)) == 1  # the same knowledge: progress is not run twice


def at_once(service: Service, day: int) -> Run:
    """Asks for progress the way a form does, without waiting for a command to start."""
    request = {"campaign": "cam_le_2020", "status_date": f"2020-02-{day}"}
    deployment = service.deployment(PROGRESS)["id"]
    asked = {"parameters": {"request": request}, "state": {"type": "SCHEDULED"}}
    made: Run = service.api.ask("POST", f"/deployments/{deployment}/create_flow_run", asked)
    return made


def met(service: Service) -> tuple[Run, Run]:
    """Two runs asked for at once that met; a busy machine may begin one when the other is over."""
    for days in ((24, 25), (26, 27), (20, 21)):
        runs = [service.finished(asked["id"]) for asked in [at_once(service, day) for day in days]]
        assert [run["state_type"] for run in runs] == ["COMPLETED", "COMPLETED"]
        first, second = sorted(runs, key=lambda run: str(run["end_time"]))
        if datetime.fromisoformat(second["start_time"]) < datetime.fromisoformat(first["end_time"]):
            break
    return first, second


def test_two_at_once_run_one_after_the_other_and_the_later_says_that_it_waits(service: Service) -> None:
    first, second = met(service)
    (waited,) = when(service, second["id"], "Chờ lượt")
    # What it is told is when the other's turn is over, which is before that run's last word to the server.
    running = when(service, second["id"], "Running")
    assert waited < running[-1]
    assert not when(service, first["id"], "Chờ lượt")
    published = [s["timestamp"] for s in service.states(first["id"]) if s["type"] == "COMPLETED"]
    assert datetime.fromisoformat(running[-1]) > datetime.fromisoformat(published[0]) - timedelta(seconds=15)
    (told,) = [s["message"] for s in service.states(second["id"]) if s["name"] == "Chờ lượt"]
    assert told == "Một lần chạy khác của cùng đợt đang làm việc; lần này chạy ngay sau đó."


def soon(service: Service, title: str, status_date: str) -> str:
    """Adds a schedule that fires three times, soon for the first time; the deployment's number."""
    deployment = str(service.deployment(title)["id"])
    at = datetime.now(UTC) + timedelta(seconds=15)  # noqa: TID251 – the server goes by the clock on the wall
    rule = f"DTSTART:{at:%Y%m%dT%H%M%S}\nRRULE:FREQ=SECONDLY;INTERVAL=45;COUNT=3"
    asked = {
        "schedule": {"rrule": rule, "timezone": "UTC"},
        "active": True,
        "slug": f"thu-{status_date}",
        "parameters": {"request": {"campaign": "cam_le_2020", "status_date": status_date}},
    }
    service.api.ask("POST", f"/deployments/{deployment}/schedules", [asked])
    return deployment


def scheduled(service: Service, deployment: str, status_date: str) -> Run:
    """The run that the schedule made, once it is over."""

    def made() -> Run | None:
        runs = service.runs(deployment_id={"any_": [deployment]})
        of_day = [run for run in runs if run["parameters"]["request"].get("status_date") == status_date]
        return next((run for run in of_day if run["auto_scheduled"]), None)

    return service.finished(eventually(made, "the schedule fires")["id"])


def test_the_schedule_fires_and_rests_on_days_off(service: Service) -> None:
    """2 March 2020 is a Monday, the day before it a Sunday."""
    reconcile = soon(service, RECONCILE, "2020-03-02")
    progress = soon(service, PROGRESS, "2020-03-01")
    run = scheduled(service, reconcile, "2020-03-02")
    assert (run["state_name"], run["name"]) == ("Completed", "Phê duyệt · Cẩm Lệ · chốt 02/03/2020")
    out = service.workspace.out / "cam_le_2020"
    assert (out / "2020-03-02" / "phe-duyet" / "nhac-viec.csv").is_file()
    rested = scheduled(service, progress, "2020-03-01")
    assert (rested["state_type"], rested["state_name"]) == ("COMPLETED", "Ngày nghỉ")
    assert not (out / "2020-03-01").exists()


def test_a_run_that_fails_says_why_and_the_command_ends_with_1(service: Service) -> None:
    """On 1 December 2026 nothing of 2020 can be scheduled any more: the calendar ends."""
    done = service.command("trigger", "tien-do", "cam_le_2020", "--status-date", "2026-12-01", "--wait")
    assert done.returncode == 1
    assert "hỏng: CalendarRangeError: Ngày chốt 01/12/2026" in done.stdout


def test_an_import_that_brings_news_asks_for_approvals_once(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "sua.csv"
    file.write_text(
        "Mã đơn vị,Việc,Loại,Bắt đầu,Kết thúc,Tỷ lệ (%),Lý do\n"
        "CL.QS.01,branch_congress,sửa,03/03/2020,03/03/2020,100,báo nhầm ngày\n",
        "utf-8",
    )
    first = service.command("import", "cam_le_2020", str(file))
    assert first.returncode == 0, first.stderr
    assert "Phê duyệt · Cẩm Lệ" in first.stdout
    again = service.command("import", "cam_le_2020", str(file))
    assert "Phê duyệt" not in again.stdout
    keys = [str(run["idempotency_key"]) for run in of_deployment(service, RECONCILE)]
    assert len([key for key in keys if key.startswith("reconcile:cam_le_2020:")]) == 1


def test_parameters_logs_and_artifacts_hold_no_path_and_no_name_of_a_person(service: Service) -> None:
    """Reports of Cẩm Lệ were recorded by «reports»; folders of the machine are of no use to anyone."""
    home = str(service.workspace.data.parent)
    for run in service.runs():
        assert set(run["parameters"].get("request", {})) <= {
            "campaign", "status_date", "known_at", "upto", "units", "unit", "products", "forms",
        }  # fmt: skip
    logs = service.api.ask("POST", "/logs/filter", {"limit": 200, "sort": "TIMESTAMP_DESC"})
    found = service.api.ask("POST", "/artifacts/filter", {"limit": 200})
    # Those without a key are Prefect's own notes of where it keeps the error of a run that failed.
    artifacts = [one for one in found if one["key"]]
    kept = service.workspace.prefect_home / "storage"
    for path in kept.iterdir() if kept.is_dir() else ():  # and keeps nothing but why a run failed
        why = path.read_text("utf-8")
        assert ("__exc_type__" in why, home in why) == (True, False), why
    assert len(artifacts) >= 4
    for told in (*(log["message"] for log in logs), *(str(one["data"]) for one in artifacts)):
        assert home not in told
