"""What is looked at before anything is started, and what is told when it is not in order."""

from __future__ import annotations

import dataclasses
import importlib.util
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from daihoi.service import environments, systemd
from daihoi.service.errors import ServiceError
from daihoi.service.only_one import only_service
from daihoi.service.ports import holder
from daihoi.service.prefect_database import require_readable
from daihoi.service.processes import marked
from daihoi.service.sites import Site, make_way
from daihoi.service.sites import site as site_of
from daihoi.workspace import Workspace
from tests.service.conftest import AUTH, ROOT, until


@pytest.fixture
def listener(site: Site) -> Iterator[socket.socket]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", site.port))
        taken.listen()
        yield taken


def test_a_port_that_is_taken_is_told_with_the_program_that_has_it(
    site: Site, listener: socket.socket
) -> None:
    assert holder(site.port) == os.getpid()
    with pytest.raises(ServiceError) as refusal:
        make_way(site)
    told = str(refusal.value)
    assert f"Cổng {site.port} đang có chương trình khác dùng (tiến trình {os.getpid()}: " in told
    assert f"--port {site.port + 1}" in told


def test_a_port_that_is_only_used_by_a_client_is_free(site: Site) -> None:
    assert holder(site.port) is None
    assert make_way(site) == []


def test_a_service_never_listens_to_the_network(site: Site) -> None:
    program = environments.server(site.workspace, site.port, AUTH)
    words = list(program.command)
    assert words[words.index("--host") + 1] == "127.0.0.1"
    assert program.environment["PREFECT_SERVER_API_HOST"] == "127.0.0.1"
    assert program.environment["PREFECT_SERVER_API_AUTH_STRING"] == AUTH
    assert program.environment["PREFECT_SERVER_CSRF_PROTECTION_ENABLED"] == "true"
    assert program.environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert program.environment["PREFECT_SERVER_UI_V2_ENABLED"] == "false"


def test_an_address_left_in_the_shell_leads_nobody_astray(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "https://elsewhere/api")
    monkeypatch.setenv("PREFECT_HOME", "/elsewhere")
    monkeypatch.setenv("PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE", "70")
    told = environments.runner(site.workspace, site.port, AUTH).environment
    assert told["PREFECT_API_URL"] == f"http://127.0.0.1:{site.port}/api"
    assert told["PREFECT_HOME"] == str(site.workspace.prefect_home)
    assert told["PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE"] == "70"  # an administrator's own
    assert "PREFECT_SERVER_API_AUTH_STRING" not in told


def prefect_database(site: Site, revision: str) -> None:
    site.workspace.prefect_home.mkdir(exist_ok=True)
    with closing(sqlite3.connect(site.workspace.prefect_home / "prefect.db")) as database, database:
        database.execute("create table alembic_version (version_num text)")
        database.execute("insert into alembic_version values (?)", [revision])


def test_a_history_of_a_newer_prefect_is_told(site: Site) -> None:
    prefect_database(site, "ffffffffffff")
    with pytest.raises(ServiceError, match=r"do một bản Prefect mới hơn ghi .bản cài ở đây là 3"):
        make_way(site)


def test_a_history_of_this_prefect_is_read(site: Site) -> None:
    spec = importlib.util.find_spec("prefect")
    assert spec is not None
    changes = Path(str(spec.origin)).parent / "server/database/_migrations/versions/sqlite"
    newest = max(changes.glob("2*.py")).name  # 2026_09_15_000000_a3b9c7d2e5f1_what_it_does.py
    prefect_database(site, newest.split("_")[4])
    require_readable(site.workspace)


def test_a_history_before_its_first_table_is_read(site: Site) -> None:
    site.workspace.prefect_home.mkdir()
    (site.workspace.prefect_home / "prefect.db").touch()
    require_readable(site.workspace)
    assert (site.workspace.prefect_home / "prefect.db").read_bytes() == b""  # looked at, not changed


def test_a_history_that_is_no_database_is_told(site: Site) -> None:
    site.workspace.prefect_home.mkdir()
    (site.workspace.prefect_home / "prefect.db").write_bytes(b"not a database at all " * 100)
    with pytest.raises(ServiceError, match=r"Không mở được lịch sử chạy .* dời tệp ấy"):
        make_way(site)


def test_a_disk_that_is_full_is_told(site: Site) -> None:
    full = dataclasses.replace(site.settings, least_free_bytes=10**18)
    with pytest.raises(ServiceError, match="cần ít nhất 1000000000000 MB"):
        make_way(dataclasses.replace(site, settings=full))


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("một tệp", "utf-8")
    workspace = Workspace(ROOT / "config", tmp_path / "data", tmp_path / "out")
    with pytest.raises(ServiceError, match="vướng một tệp"), only_service(workspace):
        pass
    with pytest.raises(ServiceError, match="vướng một tệp"):
        site_of(workspace)


def test_the_lock_is_given_back(workspace: Workspace) -> None:
    with only_service(workspace), pytest.raises(ServiceError, match="đã chạy"), only_service(workspace):
        pass
    with only_service(workspace):
        pass


def test_what_an_earlier_service_left_is_ended_and_nothing_else(site: Site) -> None:
    wait = [sys.executable, "-c", "import time; time.sleep(60)"]
    other = subprocess.Popen(wait, env=os.environ | {"DAIHOI_SERVICE": "another"})
    left = subprocess.Popen(wait, env=os.environ | {"DAIHOI_SERVICE": site.mark})
    try:
        until(lambda: marked(site.mark) == [left.pid])
        assert make_way(site) == [left.pid]
        assert left.wait() != 0
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


UNIT_NAMES = ["daihoi.service", "daihoi-server.service", "daihoi-runner.service", "daihoi-worker@.service"]


def test_units_name_this_installation(workspace: Workspace, tmp_path: Path) -> None:
    units = {unit.name: unit.text for unit in systemd.units(workspace, 4300, tmp_path)}
    assert list(units) == UNIT_NAMES
    lines = units["daihoi.service"].splitlines()
    for expected in (
        f"WorkingDirectory={tmp_path}",
        f"Environment=DAIHOI_DATA={workspace.data}",
        f"ReadWritePaths={workspace.data} {workspace.out}",
        "KillSignal=SIGINT",
        "Restart=always",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
    ):
        assert expected in lines, expected
    (start,) = (line for line in lines if line.startswith("ExecStart="))
    assert start.endswith(" serve --port 4300")
    assert "User=root" not in lines
    assert "--host 127.0.0.1" in units["daihoi-server.service"]


def test_units_hold_no_password(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported = ("DAIHOI_TOKEN", "DAIHOI_DATABASE_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL", "PREFECT_X")
    for name in exported:
        monkeypatch.setenv(name, "exported-secret")
    secrets = ("exported-secret", site_of(workspace).auth.partition(":")[2])
    texts = [unit.text for unit in systemd.units(workspace, 4200, tmp_path)]
    assert not any(secret in text for secret in secrets for text in texts)
    parts = [unit for unit in systemd.units(workspace, 4200, tmp_path) if unit.name != "daihoi.service"]
    assert all("EnvironmentFile=/etc/daihoi/daihoi.env" in unit.text for unit in parts)


def test_a_runner_of_its_own_waits_for_no_supervisor(workspace: Workspace, tmp_path: Path) -> None:
    assert not any("_READY=" in unit.text for unit in systemd.units(workspace, 4200, tmp_path))


def test_odd_folder_names_are_written_as_systemd_reads_them(tmp_path: Path) -> None:
    odd = tmp_path / "thư mục 100%"
    odd.mkdir()
    workspace = Workspace(ROOT / "config", odd, tmp_path / "out")
    text = systemd.units(workspace, 4200, tmp_path)[0].text
    assert f'Environment="DAIHOI_DATA={tmp_path}/thư mục 100%%"' in text
    assert f'ReadWritePaths="{tmp_path}/thư mục 100%%" {tmp_path}/out' in text


def test_systemd_itself_finds_nothing_wrong(
    workspace: Workspace, tmp_path: Path, find_program: Callable[[str], str]
) -> None:
    analyze = find_program("systemd-analyze")
    workspace.out.mkdir()
    paths = []
    for unit in systemd.units(workspace, 4200, tmp_path):
        name = unit.name.replace("@", "@1")
        paths.append(tmp_path / name)
        paths[-1].write_text(unit.text, "utf-8")
    done = subprocess.run([analyze, "verify", "--man=no", *map(str, paths)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
