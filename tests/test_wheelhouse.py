"""The bundle for machines without a network: what is in it, and that a damaged one is not installed.

A small program stands in for ours, so that nothing is downloaded; ``.ci/run`` does it with ours.
"""

from __future__ import annotations

import hashlib
import importlib.machinery
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
PROGRAM = """import os
def main():
    print("daihoi 9.9.9", os.environ.get("DAIHOI_DATA"))
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bundle is for Linux")
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def wheelhouse() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("wheelhouse", str(SCRIPTS / "wheelhouse"))
    spec = importlib.util.spec_from_loader("wheelhouse", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def wheel(folder: Path, version: str) -> Path:
    """A program with the name of ours, as a wheel made by hand."""
    path = folder / f"daihoi-{version}-py3-none-any.whl"
    info = f"daihoi-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("daihoi_small.py", PROGRAM.replace("9.9.9", version))
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: daihoi\nVersion: {version}\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/entry_points.txt", "[console_scripts]\ndaihoi = daihoi_small:main\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


def made(wheelhouse: ModuleType, folder: Path, version: str = "9.9.9") -> Path:
    """An unpacked bundle of the small program."""
    source, wheels = folder / f"source-{version}", folder / f"wheels-{version}"
    (source / "docs").mkdir(parents=True)
    (source / "config" / "campaigns").mkdir(parents=True)
    for name in (
        "README.md",
        "CHANGELOG.md",
        "constraints.txt",
        "docs/operations.md",
        "config/campaigns/a.yaml",
    ):
        (source / name).write_text(f"{name} {version}\n")
    wheels.mkdir()
    wheel(wheels, version)
    scratch = folder / f"scratch-{version}"
    scratch.mkdir()
    target = folder / f"{version}.tar"
    wheelhouse._packed(wheelhouse._laid_out(source, wheels, scratch), target)
    with tarfile.open(target) as archive:
        archive.extractall(folder / version, filter="data")
    return next((folder / version).iterdir())


@pytest.fixture(scope="module")
def bundles(wheelhouse: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two versions of the bundle."""
    folder = tmp_path_factory.mktemp("bundles")
    return made(wheelhouse, folder), made(wheelhouse, folder, "10.0.0")


@pytest.fixture
def bundle(bundles: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the first, free to be damaged."""
    return Path(shutil.copytree(bundles[0], tmp_path / "bundle"))


def install(bundle: Path, *arguments: str | Path, **environment: str) -> Done:
    command = [str(bundle / "install"), "--python", sys.executable, *map(str, arguments)]
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        cwd=bundle.parent,
    )


def refused(done: Done) -> str:
    assert done.returncode == 2, done
    return done.stderr


def test_every_file_is_in_the_manifest_with_its_hash(bundle: Path) -> None:
    lines = (bundle / "MANIFEST.sha256").read_text().splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    found = {
        str(p.relative_to(bundle)): p
        for p in bundle.rglob("*")
        if p.is_file() and p.name != "MANIFEST.sha256"
    }
    assert set(told) == set(found)
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == told[name] for name, path in found.items())


def test_pip_may_take_these_wheels_and_no_others(bundle: Path) -> None:
    (line,) = (bundle / "requirements.txt").read_text().splitlines()
    assert re.fullmatch(r"daihoi==9\.9\.9 --hash=sha256:[0-9a-f]{64}", line)


def test_the_same_files_give_the_same_archive(wheelhouse: ModuleType, bundle: Path, tmp_path: Path) -> None:
    digests = []
    for name in ("a.tar", "b.tar"):
        os.utime(bundle / "README.md", (len(digests), 7))
        wheelhouse._packed(bundle, tmp_path / name)
        digests.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert digests[0] == digests[1]


def test_installing_and_upgrading(bundles: tuple[Path, Path], tmp_path: Path) -> None:
    """The longest of these tests: it makes two real environments."""
    first, second = bundles
    target = tmp_path / "noi-cai"
    manifest = hashlib.sha256((first / "MANIFEST.sha256").read_bytes()).hexdigest()
    broken_off = target / "versions" / f"9.9.9-{manifest[:8]}"
    (broken_off / "lib").mkdir(parents=True)  # as if the power had failed while it was being installed
    (broken_off / "lib" / "dở dang").touch()
    done = install(first, target)
    assert done.returncode == 0, done.stderr
    assert not (broken_off / "lib" / "dở dang").exists()
    assert "Xong: daihoi 9.9.9" in done.stdout
    said = subprocess.run(
        [target / "daihoi"], check=True, capture_output=True, text=True, env={"PATH": "/bin"}
    )
    assert said.stdout == f"daihoi 9.9.9 {target}/data\n"
    assert (target / "data").stat().st_mode & 0o777 == 0o700

    (target / "config/campaigns/a.yaml").write_text("sửa ở cơ quan\n")
    (target / "data/daihoi.db").write_text("sổ")
    again = install(first, target)
    assert "đã cài từ trước" in again.stdout
    done = install(second, target)
    assert done.returncode == 0, done.stderr
    assert "Giữ nguyên config/ của bạn; bản đi kèm ở config-10.0.0/" in done.stdout
    assert "daihoi db upgrade" in done.stdout
    assert (target / "config/campaigns/a.yaml").read_text() == "sửa ở cơ quan\n"
    assert (target / "config-10.0.0/campaigns/a.yaml").read_text() == "config/campaigns/a.yaml 10.0.0\n"
    assert (target / "data/daihoi.db").read_text() == "sổ"
    assert (target / "docs/operations.md").read_text() == "docs/operations.md 10.0.0\n"
    assert "10.0.0" in subprocess.run([target / "daihoi"], check=True, capture_output=True, text=True).stdout
    assert len(list((target / "versions").iterdir())) == 2


def test_looking_writes_nothing(bundle: Path, tmp_path: Path) -> None:
    done = install(bundle, "--check", tmp_path / "noi-cai")
    assert done.returncode == 0, done.stderr
    assert "Đủ 1 thư viện cho máy này." in done.stdout
    assert not (tmp_path / "noi-cai").exists()


@pytest.mark.parametrize(
    "name", ["wheels/daihoi-9.9.9-py3-none-any.whl", "requirements.txt", "install", "docs/operations.md"]
)
def test_a_file_that_was_changed(bundle: Path, name: str) -> None:
    with (bundle / name).open("ab") as file:
        file.write(b"\n")
    assert "bộ cài không nguyên vẹn" in refused(install(bundle, "--check"))


def test_a_file_that_is_missing(bundle: Path) -> None:
    (bundle / "constraints.txt").unlink()
    assert "bộ cài không nguyên vẹn" in refused(install(bundle, "--check"))


def test_a_wheel_that_was_slipped_in(bundle: Path) -> None:
    wheel(bundle / "wheels", "9.9.10")
    assert "có tệp lạ" in refused(install(bundle, "--check"))


def test_a_bundle_without_its_manifest(bundle: Path) -> None:
    (bundle / "MANIFEST.sha256").unlink()
    assert "giải nén lại" in refused(install(bundle, "--check"))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("PYTHON=", "PYTHON=2.7 #", "không phải Python 2.7"),
        (f"MACHINE={platform.machine()}", "MACHINE=sparc", "bộ này cho Linux sparc"),
    ],
)
def test_another_kind_of_machine(bundle: Path, before: str, after: str, told: str) -> None:
    facts, manifest = bundle / "bundle.env", bundle / "MANIFEST.sha256"
    old = hashlib.sha256(facts.read_bytes()).hexdigest()
    facts.write_text(facts.read_text().replace(before, after).replace(" #", "\nOLD="))
    manifest.write_text(manifest.read_text().replace(old, hashlib.sha256(facts.read_bytes()).hexdigest()))
    assert told in refused(install(bundle, "--check"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--fast"], "không có tùy chọn --fast"),
        (["a", "b"], "thừa «b»"),
        (["có dấu cách"], "có dấu cách"),
        (["it's"], "dấu nháy"),
        (["--python"], "cần tên một lệnh"),
        (["--python", "no-such-python"], "không phải Python"),
    ],
)
def test_wrong_words(bundle: Path, arguments: list[str], told: str) -> None:
    assert told in refused(install(bundle, *arguments))
    assert not (bundle.parent / "a").exists()


def test_the_network_can_be_taken_away() -> None:
    """What ``.ci/run`` uses to prove that nothing is downloaded."""
    probe = (
        "import socket; here = socket.create_server(('127.0.0.1', 0)); "
        "socket.create_connection(here.getsockname()); socket.create_connection(('192.0.2.1', 9), 3)"
    )
    done = subprocess.run(
        [SCRIPTS / "without-network", sys.executable, "-c", probe],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode == 69:
        pytest.skip("this system allows no network namespaces")
    assert "Network is unreachable" in done.stderr
