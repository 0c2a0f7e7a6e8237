"""Machines and settings that were broken on purpose: each is found, with its remedy."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fontTools.ttLib import TTLibError

from daihoi.doctor import limits, room
from daihoi.doctor.findings import Finding, Level
from daihoi.doctor.installation import Installation
from daihoi.workspace import Workspace
from reports import fonts
from tests.doctor.conftest import MEMINFO, Ask

Trouble = Callable[..., Finding]
PLAIN_USER = pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")


def workspace(here: Installation, **changes: object) -> dict[str, Workspace]:
    return {"workspace": replace(here.workspace, **changes)}  # type: ignore[arg-type]


_LOCK = """# lines for other machines count for nothing
fastapi==0.149.2
prefect==3.8.8 ; python_full_version >= '3.11'
prefect==3.9.1 ; python_full_version < '3.11'
not-here==1
"""


def distribution(library: Path, name: str, version: str, *requires: str) -> None:
    """Something that is installed, as far as metadata tell."""
    folder = library / f"{name}-{version}.dist-info"
    folder.mkdir(parents=True)
    lines = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}"]
    (folder / "METADATA").write_text(
        "\n".join([*lines, *(f"Requires-Dist: {one}" for one in requires)]) + "\n"
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Libraries of which all are there."""
    folder = tmp_path / "library"
    wanted = ("prefect<3.10,>=3.8.8", "fastapi<0.151", "pytest>=9; extra == 'test'")
    distribution(folder, "daihoi", "0.1.0", *wanted)
    distribution(folder, "prefect", "3.8.8")
    distribution(folder, "fastapi", "0.150.0")
    return folder


def test_libraries_that_fit_are_no_trouble(ask: Ask, library: Path) -> None:
    (told,) = ask("packages", libraries=(str(library),))
    assert told.what == "đủ 2 thư viện, đúng khoảng phiên bản; Prefect 3.8.8"


def test_the_fastapi_that_breaks_prefect(trouble: Trouble, library: Path) -> None:
    shutil.rmtree(library / "fastapi-0.150.0.dist-info")
    distribution(library, "fastapi", "0.165.0")
    told = trouble("packages", libraries=(str(library),))
    assert told.what == "fastapi 0.165.0, cần <0.151"
    assert "min_items" in told.why
    assert "./install" in told.mend


def test_a_prefect_that_is_too_new(trouble: Trouble, library: Path) -> None:
    shutil.rmtree(library / "prefect-3.8.8.dist-info")
    distribution(library, "prefect", "4.0.1")
    assert trouble("packages", libraries=(str(library),)).what.startswith("prefect 4.0.1, cần ")


def test_a_library_that_is_missing(trouble: Trouble, library: Path) -> None:
    shutil.rmtree(library / "fastapi-0.150.0.dist-info")
    assert trouble("packages", libraries=(str(library),)).what == "thiếu fastapi<0.151"


def test_a_program_that_was_copied_instead_of_installed(trouble: Trouble, tmp_path: Path) -> None:
    assert "không thấy bản cài" in trouble("packages", Level.WARNING, libraries=(str(tmp_path),)).what


def test_versions_that_nobody_tried_together(trouble: Trouble, here: Installation, library: Path) -> None:
    (here.package / "_constraints.txt").write_text(_LOCK)
    told = trouble("lock", Level.WARNING, libraries=(str(library),))
    assert told.what == "1 thư viện khác bản khóa: fastapi 0.150.0 (khóa: 0.149.2)"


def test_a_typeface_that_is_missing(trouble: Trouble, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> Path:
        raise fonts.FontError("Không vẽ được biểu đồ: thiếu phông chữ «X». Cài lại bằng: pip install font-x")

    monkeypatch.setattr(fonts, "checked_file", missing)
    told = trouble("fonts")
    assert told.what == "Không vẽ được biểu đồ: thiếu phông chữ «X»."
    assert told.mend == "Cài lại bằng: pip install font-x"


def test_a_typeface_that_is_damaged(trouble: Trouble, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(_: str) -> Path:
        raise TTLibError("Not a TrueType or OpenType font (bad sfntVersion)")

    monkeypatch.setattr(fonts, "checked_file", damaged)
    told = trouble("fonts")
    assert told.what == "tệp phông «SourceSansPro-Regular.ttf» hỏng (TTLibError)"
    assert told.mend.endswith("pip install --force-reinstall --no-deps font-source-sans-pro")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1258", "", "no-such-code"])
def test_a_terminal_without_vietnamese(trouble: Trouble, encoding: str) -> None:
    assert "LANG=C.UTF-8" in trouble("terminal", output_encoding=encoding).mend


def test_a_machine_without_memory(trouble: Trouble, here: Installation) -> None:
    (here.proc / "meminfo").write_text(MEMINFO.replace("6000000", "300000"))
    assert trouble("memory").what == "còn 293 MB trên 7,6 GB"
    (here.proc / "meminfo").write_text(MEMINFO.replace("6000000", "900000"))
    assert trouble("memory", Level.WARNING).what == "còn 879 MB trên 7,6 GB"


def test_a_machine_that_tells_nothing_of_its_memory(ask: Ask, tmp_path: Path) -> None:
    assert [one.level for one in ask("memory", proc=tmp_path)] == [Level.OK]


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_log_on_a_network_drive(trouble: Trouble, here: Installation, kind: str) -> None:
    (here.proc / "mounts").write_text(f"/dev/sda1 / ext4 rw 0 0\nsrv:/x {here.data} {kind} rw 0 0\n")
    told = trouble("file-system")
    assert told.what == f"sổ ghi nằm trên ổ đĩa mạng ({kind})"
    assert "PostgreSQL" in told.mend


def test_folders_in_memory(ask: Ask, here: Installation) -> None:
    (here.proc / "mounts").write_text(f"/dev/sda1 / ext4 rw 0 0\ntmpfs {here.data.parent} tmpfs rw 0 0\n")
    assert [one.level for one in ask("file-system")] == [Level.ERROR, Level.WARNING]


def test_a_stick_without_links(trouble: Trouble, here: Installation) -> None:
    r"""The system writes a blank in a path as ``\\040``."""
    stick = here.data.parent / "USB của tôi"
    stick.mkdir()
    (here.proc / "mounts").write_text(
        f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {str(stick).replace(' ', chr(92) + '040')} exfat rw 0 0\n"
    )
    told = trouble("file-system", **workspace(here, out=stick / "out"))
    assert told.what == "thư mục công bố nằm trên ổ exfat, không có liên kết"


def test_a_file_where_the_folder_should_be(trouble: Trouble, here: Installation, tmp_path: Path) -> None:
    (tmp_path / "tep").touch()
    told = trouble("folders", **workspace(here, out=tmp_path / "tep"))
    assert "là tệp, không phải thư mục công bố" in told.what


@PLAIN_USER
def test_a_folder_that_may_not_be_written(trouble: Trouble, here: Installation) -> None:
    here.out.chmod(0o555)
    assert "không có quyền ghi vào thư mục công bố" in trouble("folders").what


@pytest.mark.parametrize(
    ("free", "level"), [(100 * limits.MEGABYTE, Level.ERROR), (3 * limits.GIGABYTE, Level.WARNING)]
)
def test_a_disk_that_is_nearly_full(
    trouble: Trouble, monkeypatch: pytest.MonkeyPatch, free: int, level: Level
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**12, 10**12 - free, free))
    told = trouble("room", level)
    assert "một năm cần khoảng 4,0 GB (ước lượng" in told.what


def test_what_a_year_needs_is_measured_once_there_is_a_history(here: Installation) -> None:
    """A log of S bytes that grew for 73 days grows 5 S in a year."""
    assert here.log_file is not None
    later = replace(here, now=here.now + timedelta(days=73))
    growth = room.year(later)
    size = here.log_file.stat().st_size
    assert growth.is_measured
    assert growth.data > 5 * size
    assert growth.out > 0


def test_secrets_that_others_can_read(ask: Ask, here: Installation) -> None:
    for name in ("service.key", "service.json", "notices.yaml"):
        (here.data / name).write_text("x")
        (here.data / name).chmod(0o644)
    told = ask("permissions")
    assert [one.level for one in told] == [Level.ERROR] * 3
    assert {one.mend.split(";")[0] for one in told} == {
        f"Chạy: chmod 600 {here.data / name}" for name in ("service.key", "service.json", "notices.yaml")
    }


def test_a_token_file_that_others_can_read(trouble: Trouble, tmp_path: Path) -> None:
    token = tmp_path / "the"
    token.write_text("dh1_x")
    token.chmod(0o640)
    told = trouble("permissions", environment={"DAIHOI_TOKEN_FILE": str(token)})
    assert told.what == f"người khác đọc được {token}"


def test_a_log_that_anybody_can_write(trouble: Trouble, here: Installation) -> None:
    assert here.log_file is not None
    here.log_file.chmod(0o666)
    assert trouble("permissions").mend == f"Chạy: chmod o-w {here.log_file}"


def test_no_configuration(trouble: Trouble, here: Installation, tmp_path: Path) -> None:
    told = trouble("configuration", **workspace(here, config=tmp_path / "khong-co"))
    assert "--config" in told.mend


def test_a_campaign_with_a_mistake(trouble: Trouble, here: Installation) -> None:
    path = here.data.parent / "config/campaigns/cam_le_2020/campaign.yaml"
    path.write_text(path.read_text() + "\nkhoa_la: 1\n")
    told = trouble("configuration")
    assert "khoa_la" in told.what
    assert "daihoi validate cam_le_2020" in told.mend


def test_rights_that_cannot_be_read(trouble: Trouble, here: Installation) -> None:
    (here.data.parent / "config/access.yaml").write_text("roles: [")
    assert trouble("configuration").mend.endswith("access.yaml ở các dòng đã nêu.")


def test_a_campaign_of_the_log_that_is_not_configured(trouble: Trouble, here: Installation) -> None:
    shutil.rmtree(here.data.parent / "config/campaigns/cam_le_2020")
    assert trouble("configuration", Level.WARNING).what.startswith("sổ ghi có số liệu của đợt cam_le_2020")


def test_a_configuration_that_an_upgrade_would_replace(trouble: Trouble, here: Installation) -> None:
    inside = here.package / "_config"
    shutil.copytree(here.data.parent / "config", inside)
    told = trouble("configuration", Level.WARNING, **workspace(here, config=inside))
    assert "Nâng cấp chương trình sẽ thay" in told.why


def prefect_database(here: Installation, revision: str) -> Path:
    path = here.workspace.prefect_home / "prefect.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("create table alembic_version (version_num text)")
        database.execute("insert into alembic_version values (?)", (revision,))
    return path


def test_a_run_history_of_a_newer_prefect(trouble: Trouble, here: Installation, library: Path) -> None:
    versions = library / "prefect/server/database/_migrations/versions/sqlite"
    versions.mkdir(parents=True)
    (versions / "2026_a.py").write_text('revision = "a3b9c7d2e5f1"\n')
    prefect_database(here, "27d8f4e1a6c9")
    told = trouble("prefect-home", libraries=(str(library),))
    assert "mới hơn tạo ra (dấu 27d8f4e1a6c9)" in told.what
    assert "constraints.txt" in told.mend


def test_a_run_history_of_the_installed_prefect(ask: Ask, here: Installation, library: Path) -> None:
    versions = library / "prefect/server/database/_migrations/versions/sqlite"
    versions.mkdir(parents=True)
    (versions / "2026_b.py").write_text("revision: str = '27d8f4e1a6c9'\n")
    prefect_database(here, "27d8f4e1a6c9")
    assert [one.level for one in ask("prefect-home", libraries=(str(library),))] == [Level.OK]


def test_a_run_history_that_is_damaged(trouble: Trouble, here: Installation) -> None:
    path = here.workspace.prefect_home / "prefect.db"
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    told = trouble("prefect-home")
    assert "không mất số liệu" in told.mend


def test_settings_that_would_tell_the_outside(trouble: Trouble) -> None:
    told = trouble(
        "prefect-settings", Level.WARNING, environment={"PREFECT_SERVER_ANALYTICS_ENABLED": "true"}
    )
    assert "unset PREFECT_SERVER_ANALYTICS_ENABLED" in told.mend


def test_an_address_that_was_left_in_the_environment(trouble: Trouble) -> None:
    told = trouble(
        "prefect-settings", Level.WARNING, environment={"PREFECT_API_URL": "http://127.0.0.1:1/api"}
    )
    assert "unset PREFECT_API_URL" in told.mend
