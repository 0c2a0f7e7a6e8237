"""``daihoi run`` beside a running service: its runs stand in that record, and no other server starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.served.service import Run, Service, environment_of

NAME = "Quận · Cẩm Lệ · chốt 24/02/2020"


def beside(service: Service, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs ``daihoi run`` on the folders of the service, with a Prefect home of its own that nobody needs."""
    return subprocess.run(
        [sys.executable, "-m", "daihoi", "run", "cam_le_2020", *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=service.workspace.data,
        env={**environment_of(service.workspace), "PREFECT_HOME": str(home)},
    )


def recorded(service: Service) -> list[Run]:
    """The runs of that name which nobody asked the service for."""
    return [run for run in service.runs(name={"any_": [NAME]}) if run["deployment_id"] is None]


def test_a_run_beside_the_service_stands_in_its_record(service: Service, tmp_path: Path) -> None:
    done = beside(service, tmp_path, "--status-date", "24/02/2020", "--level", "district")
    assert done.returncode == 0, done.stderr
    (run,) = recorded(service)
    assert run["state_type"] == "COMPLETED"
    steps = service.api.ask("POST", "/task_runs/count", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    assert steps == 13
    assert not (tmp_path / "prefect.db").exists()
    assert (service.workspace.out / "cam_le_2020" / "2020-02-24" / "viec-district" / "viec.csv").is_file()
    assert service.api.is_healthy()


def test_what_is_refused_is_refused_before_the_service_is_asked(service: Service, tmp_path: Path) -> None:
    before = len(recorded(service))
    done = beside(service, tmp_path, "--status-date", "24/02/2020", "--level", "tỉnh")
    assert done.returncode == 2
    assert "tỉnh" in done.stderr
    assert len(recorded(service)) == before
