"""``daihoi db`` as an operator has it; the figures are those of Cẩm Lệ: 121 congresses in five files."""

from __future__ import annotations

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import daihoi.cli.database  # noqa: F401 # adds its commands
from tests.cli.conftest import ROOT
from tests.cli.in_process import Done, run
from tests.store.old_logs import old_log

REPORTS = sorted((ROOT / "config/campaigns/cam_le_2020/reports").glob("*_chi_bo.csv"))
EVENTS = 121
LIBC = ctypes.CDLL(None)
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2
PROGRAM = (
    "import sys, resource\n"
    "limit = int(sys.argv.pop(1))\n"
    "if limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))\n"
    "import daihoi.cli.database\n"
    "from daihoi.cli.main import main\n"
    "main()"
)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose log holds the reports on the branches, but the last week's."""
    folder = tmp_path_factory.mktemp("recorded")
    done = run(folder, "import", "cam_le_2020", *map(str, REPORTS))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(recorded: Path, tmp_path: Path) -> Path:
    shutil.copytree(recorded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def spoken(done: Done, code: int = 0) -> str:
    """What was printed, on one line."""
    assert (done.returncode, done.stderr) == (code, "")
    return " ".join(done.stdout.split())


def refused(done: Done) -> str:
    assert (done.returncode, done.stdout) == (2, ""), done
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def behind_the_back(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "data/daihoi.db")) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the locks."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def backup_in(folder: Path) -> Path:
    assert run(folder, "db", "backup", "kept.db").returncode == 0
    return folder / "kept.db"


def test_a_whole_log_is_called_whole_with_what_was_looked_at(folder: Path) -> None:
    before = contents(folder)
    shown = spoken(run(folder, "db", "verify"))
    assert shown.startswith("✓ Sổ ghi data/daihoi.db nguyên vẹn.")
    assert "121 sự kiện của 1 đợt trong 5 lần nhập; 121 dòng hiện trạng; 0 bản chốt" in shown
    assert "Sổ ghi đến số 121 ·" in shown
    assert contents(folder) == before


def test_a_changed_log_is_called_changed_with_what_to_do(folder: Path) -> None:
    behind_the_back(
        folder,
        "drop trigger batch_no_update",
        "update batch set event_count = 7 where number = 1",
        "update activity_current set version = 3 where seq = 1",
    )
    shown = spoken(run(folder, "db", "verify"), 1)
    assert shown.startswith("✗ Sổ ghi data/daihoi.db KHÔNG nguyên vẹn: ")
    assert "Lần nhập số 1 ghi 7 sự kiện, sổ ghi có 4." in shown
    assert "«CL.KT.01», việc «branch_congress» mang phiên bản 3, phải là 1." in shown
    assert "Mất chốt bảo vệ «batch_no_update»" in shown
    assert "→ Hỏi người quản trị" in shown
    assert "daihoi db restore TỆP" in shown


def test_a_file_cut_short_is_not_whole(folder: Path) -> None:
    log = folder / "data/daihoi.db"
    log.write_bytes(log.read_bytes()[: 8 * 4096 + 11])
    shown = spoken(run(folder, "db", "verify"), 1)
    assert "KHÔNG nguyên vẹn" in shown
    assert "khôi phục từ bản sao lưu" in shown


@pytest.mark.parametrize("command", [("db", "verify"), ("db", "backup"), ("db", "anchor")])
def test_without_a_log_it_says_what_makes_one(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "Chưa có sổ ghi ở data/daihoi.db. Nhập báo cáo" in refused(run(tmp_path, *command))
    assert list(tmp_path.iterdir()) == []


def test_the_anchor_is_that_of_the_footer_and_holds(folder: Path) -> None:
    footer = spoken(run(folder, "status", "cam_le_2020", "--status-date", "2020-03-02"))
    mark = footer[footer.index("Sổ ghi đến số 121 ·") :]
    assert mark.split(",")[0] in spoken(run(folder, "db", "anchor"))
    for told in (mark, mark.removeprefix("Sổ ghi đến số ").replace(" · ", ":")):
        checked = spoken(run(folder, "db", "anchor", "--check", told))
        assert "mọi sự kiện từ số 1 đến số 121 còn nguyên; đó là sự kiện cuối." in checked


def test_an_anchor_is_found_in_whatever_was_kept(folder: Path) -> None:
    backup_in(folder)
    (folder / "ket-luan.txt").write_text(run(folder, "db", "anchor").stdout, encoding="utf-8")
    for name in ("kept.db", "kept.db.txt", "ket-luan.txt"):
        assert "✓ Khớp mốc 121" in spoken(run(folder, "db", "anchor", "--check", name))


def test_a_published_report_holds_its_anchor(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data/daihoi.db")) as raw:
        digest = raw.execute("select hash from event where seq = 100").fetchone()[0]
    (folder / "manifest.json").write_text(f'{{"known_seq": 100, "head": "{digest}"}}')
    shown = spoken(run(folder, "db", "anchor", "--check", "manifest.json"))
    assert "từ số 1 đến số 100 còn nguyên; sau đó có thêm 21 sự kiện" in shown


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("121:000000000000", "không phải 000000000000: sổ ghi đã bị viết lại trước chỗ đó, hoặc là sổ khác."),
        ("130:000000000000", "Sổ ghi chỉ còn đến số 121: 9 sự kiện cuối đã bị cắt bỏ."),
    ],
)
def test_an_anchor_that_does_not_hold_is_told(folder: Path, told: str, said: str) -> None:
    shown = spoken(run(folder, "db", "anchor", "--check", told), 1)
    assert shown.startswith("✗ KHÔNG khớp mốc")
    assert said in shown


@pytest.mark.parametrize("told", ["121", "121:abc", "121:xyzxyzxyzxyz", "không có tệp này", ""])
def test_what_is_no_anchor_is_refused(folder: Path, told: str) -> None:
    assert "không phải mốc, cũng không phải tệp" in refused(run(folder, "db", "anchor", "--check", told))


def test_a_file_without_an_anchor_is_refused(folder: Path) -> None:
    (folder / "x.txt").write_text("không có gì 12:34", encoding="utf-8")
    assert "không có mốc nào" in refused(run(folder, "db", "anchor", "--check", "x.txt"))


def test_a_backup_says_where_it_lies_and_what_it_holds(folder: Path) -> None:
    shown = spoken(run(folder, "db", "backup", "--keep", "2"))
    (made,) = (folder / "data/backups").glob("daihoi-*.db")
    assert f"✓ Đã sao lưu data/backups/{made.name}" in shown
    assert "121 sự kiện trong 5 lần nhập, đã kiểm tra lại. Mốc: Sổ ghi đến số 121 ·" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("backup", "x.db", "--keep", "3"), "--keep chỉ dùng cho thư mục mặc định"),
        (("backup", "--keep", "0"), "nằm ngoài khoảng 1"),
        (("backup", "none/x.db"), "Không có thư mục none"),
        (("backup", "data/daihoi.db"), "không ghi đè"),
        (("restore",), "thiếu «TỆP»"),
        (("restore", "none.db"), "Không có tệp none.db. Các bản sao lưu mặc định nằm ở data/backups"),
        (("restore", "data/daihoi.db"), "chính là sổ ghi đang dùng"),
    ],
)
def test_wrong_words_are_refused(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    before = contents(folder)
    assert said in refused(run(folder, "db", *arguments))
    assert contents(folder) == before


def test_a_restore_is_refused_then_forced_then_undone(folder: Path) -> None:
    backup_in(folder)
    extra = next((ROOT / "config/campaigns/cam_le_2020/reports").glob("*_quan.csv"))
    assert run(folder, "import", "cam_le_2020", str(extra)).returncode == 0
    said = refused(run(folder, "db", "restore", "kept.db"))
    assert "sổ ghi hiện tại có 8 sự kiện mà bản sao lưu không có, từ số 122" in said
    shown = spoken(run(folder, "db", "restore", "kept.db", "--force"))
    assert "8 sự kiện đến sau bản sao lưu không còn trong sổ: nhập lại" in shown
    assert "Sổ ghi đến số 121 ·" in spoken(run(folder, "db", "anchor"))
    (kept,) = (folder / "data").glob("daihoi.db.truoc-khoi-phuc-*")
    assert kept.name in shown
    undone = spoken(run(folder, "db", "restore", str(kept)))
    assert "Lấy lại 8 sự kiện mà sổ trước đó không có." in undone
    assert "Sổ ghi đến số 129 ·" in spoken(run(folder, "db", "anchor"))
    again = spoken(run(folder, "import", "cam_le_2020", str(extra)))
    assert "đã nhập ở lần nhập số 6" in again


# Of another version


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with a log that an earlier release made: seven events."""
    old_log("bare", tmp_path / "data/daihoi.db")
    return tmp_path


def test_an_old_log_is_upgraded_when_asked(old: Path) -> None:
    for command in (("status", "cam_le_2020"), ("db", "verify"), ("db", "backup")):
        said = refused(run(old, *command))
        assert "do bản chương trình cũ tạo ra (phiên bản 1; bản này cần 2). Chạy daihoi db upgrade" in said
    shown = spoken(run(old, "db", "upgrade"))
    (kept,) = (old / "data/backups").glob("*-truoc-nang-cap.db")
    assert shown.startswith("✓ Đã nâng cấp sổ ghi data/daihoi.db từ phiên bản 1 lên 2.")
    assert f"Sổ trước khi nâng cấp giữ ở data/backups/{kept.name}" in shown
    assert "7 sự kiện của 1 đợt trong 6 lần nhập" in spoken(run(old, "db", "verify"))
    assert "đã ở phiên bản 2: không cần nâng cấp" in spoken(run(old, "db", "upgrade"))
    shown = spoken(run(old, "db", "restore", str(kept)))
    assert "Bản sao thuộc phiên bản 1: đã nâng cấp khi khôi phục." in shown
    assert "✓ Khớp mốc 7 · ebf3d594ed80" in spoken(run(old, "db", "anchor", "--check", "7:ebf3d594ed80"))


def test_an_old_log_that_was_changed_is_left_as_it_is(old: Path) -> None:
    behind_the_back(old, "update activity_current set seq = 1 where unit_code = 'A'")
    before = contents(old)
    said = refused(run(old, "db", "upgrade"))
    assert "Chưa nâng cấp: sổ ghi data/daihoi.db vẫn ở phiên bản 1, còn nguyên như trước." in said
    assert "Bảng hiện trạng không khớp sổ ghi: c, «A», việc «congress»." in said
    after = contents(old)
    assert {name: after[name] for name in before} == before


def test_there_is_nothing_to_upgrade_without_a_log(tmp_path: Path) -> None:
    assert "không có gì để nâng cấp" in refused(run(tmp_path, "db", "upgrade"))
    assert list(tmp_path.iterdir()) == []


# On a server


def test_an_office_moves_from_a_file_to_a_server_and_back(folder: Path, postgresql_url: str) -> None:
    backup_in(folder)

    def on_server(*arguments: str) -> Done:
        return run(folder, *arguments, DAIHOI_DATABASE_URL=postgresql_url)

    assert "Chưa có sổ ghi ở postgresql://daihoi@127.0.0.1" in refused(on_server("db", "backup"))
    shown = spoken(on_server("db", "restore", "kept.db"))
    assert f"✓ Đã khôi phục {postgresql_url} từ kept.db Sổ ghi đến số 121 ·" in shown
    shown = spoken(on_server("db", "verify"))
    assert f"Sổ ghi {postgresql_url} nguyên vẹn. Cơ sở dữ liệu: " in shown
    extra = next((ROOT / "config/campaigns/cam_le_2020/reports").glob("*_quan.csv"))
    assert on_server("import", "cam_le_2020", str(extra)).returncode == 0
    assert "có 8 sự kiện mà bản sao lưu không có, từ số 122" in refused(on_server("db", "restore", "kept.db"))
    shown = spoken(on_server("db", "backup", "--keep", "3"))
    (made,) = (folder / "data/backups").glob("daihoi-*.db")
    assert f"✓ Đã sao lưu data/backups/{made.name}" in shown
    shown = spoken(on_server("db", "restore", "kept.db", "--force"))
    assert "8 sự kiện đến sau bản sao lưu không còn trong sổ" in shown
    assert "Sổ trước đó giữ ở lược đồ daihoi_truoc_khoi_phuc_" in shown
    assert "Lấy lại 8 sự kiện" in spoken(run(folder, "db", "restore", str(made)))
    assert "129 sự kiện" in spoken(run(folder, "db", "verify"))


def test_a_server_that_does_not_answer_is_told(folder: Path) -> None:
    for command in (("verify",), ("backup",), ("restore", "data/daihoi.db"), ("upgrade",), ("anchor",)):
        said = refused(
            run(folder, "db", *command, DAIHOI_DATABASE_URL="postgresql://a:mat-khau@127.0.0.1:1/b")
        )
        assert "Kiểm tra DAIHOI_DATABASE_URL (máy, cổng, tên, mật khẩu)" in said
        assert "a:mat-khau" not in said


# What the system refuses


def _forgo_overrule() -> None:
    """Takes the administrator's right to write what is write-protected from the process that follows."""
    for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        LIBC.prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


def process(
    folder: Path, *arguments: str, limit: int = 0, program: str = PROGRAM
) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, with a limit to the size of files.

    It has no right to overrule the rights of files, whoever runs the tests.
    """
    given = {"PYTHONPATH": str(ROOT), "DAIHOI_CONFIG": str(ROOT / "config"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", program, str(limit), *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **given},
        preexec_fn=_forgo_overrule,
    )


def full(folder: Path, *arguments: str) -> str:
    done = process(folder, *arguments, limit=64 * 1024)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def test_no_space_for_a_backup_leaves_no_backup(folder: Path) -> None:
    before = contents(folder)
    said = full(folder, "db", "backup")
    assert "Không sao lưu được vào data/backups: không đọc hoặc không ghi được đĩa" in said
    assert "Giải phóng chỗ trên đĩa" in said
    assert contents(folder) == before


def test_no_space_for_a_restore_leaves_the_log_as_it_was(folder: Path) -> None:
    backup_in(folder)
    before = contents(folder)
    said = full(folder, "db", "restore", "kept.db", "--force")
    assert "Không khôi phục được data/daihoi.db từ kept.db" in said
    assert "Giải phóng chỗ trên đĩa" in said
    assert contents(folder) == before


def test_no_space_for_an_import_leaves_the_log_as_it_was(folder: Path) -> None:
    big = next((ROOT / "config/campaigns/cam_le_2020/reports").glob("*_chuan_bi.csv"))
    said = full(folder, "import", "cam_le_2020", str(big))
    assert "Không dùng được sổ ghi data/daihoi.db: " in said
    assert "giải phóng chỗ rồi chạy lại; chưa có gì được ghi." in said
    assert "121 sự kiện" in spoken(run(folder, "db", "verify"))


@pytest.fixture
def fenced(recorded: Path) -> Iterator[Path]:
    """A folder that another user can enter and read, but in which nothing can be written."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        shutil.copytree(recorded, place, dirs_exist_ok=True)
        shutil.copy(place / "data/daihoi.db", place / "kept.db")
        folders = (place, place / "data")
        for path in place.rglob("*"):
            if path.is_file():
                path.chmod(0o444)
        for path in folders:
            path.chmod(0o555)
        yield place
        for path in folders:
            path.chmod(0o755)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("db", "backup"), "Không sao lưu được vào data/backups: không có quyền ghi. Kiểm tra quyền"),
        (("db", "backup", "x.db"), "Không sao lưu được vào .: không có quyền ghi. Kiểm tra quyền"),
        (("db", "restore", "kept.db"), "Không khôi phục được data/daihoi.db từ kept.db: không có quyền ghi"),
        (
            ("import", "cam_le_2020", str(REPORTS[0])),
            "Không dùng được sổ ghi data/daihoi.db: không có quyền ghi. Xin quyền ghi vào thư mục",
        ),
    ],
)
def test_a_folder_that_must_not_be_written_is_named(
    fenced: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = contents(fenced)
    done = process(fenced, *arguments)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert contents(fenced) == before


def test_looking_needs_no_right_to_write(fenced: Path) -> None:
    before = contents(fenced)
    status = ("status", "cam_le_2020", "--status-date", "2020-03-02")
    for command in (("db", "verify"), ("db", "anchor"), status):
        done = process(fenced, *command)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Sổ ghi đến số 121 ·" in " ".join(done.stdout.split())
    assert contents(fenced) == before


def test_looking_after_the_log_loads_neither_prefect_nor_sqlalchemy(folder: Path) -> None:
    every = [("verify",), ("backup", "k.db"), ("restore", "k.db"), ("anchor",)]
    program = PROGRAM.replace("\nmain()", "") + (
        f"\nfor command in {every}:\n    sys.argv[1:] = ('db', *command)\n    try:\n        main()\n"
        "    except SystemExit as ended:\n        assert ended.code == 0, command\n"
        "assert not {'prefect', 'sqlalchemy', 'matplotlib'} & set(sys.modules)"
    )
    done = process(folder, program=program)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("✓") == 3
