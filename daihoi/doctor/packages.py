"""The libraries: what the program asks for, against the metadata of what is installed."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation

TOPIC, LOCK, LOADING = "Thư viện", "Bản khóa", "Nạp thư viện"
NATIVE = ("numpy", "PIL", "typst", "python_calamine", "argon2", "yaml")
"""Libraries with a part that was compiled for one kind of machine: loading shows whether it is this one."""

_REINSTALL = (
    "Cài lại từ bộ cài: ./install (không cần mạng), hoặc pip install -c constraints.txt -e . (có mạng)."
)
_FASTAPI = (
    "Prefect 3.8.8 gọi một hàm mà FastAPI từ bản 0.151 đã đổi: mọi lần chạy dừng với lỗi "
    "«Body() got an unexpected keyword argument 'min_items'»."
)


def requirements(here: Installation) -> Iterator[Finding]:
    """Every library that the program asks for is there, in a version that it can use."""
    there = _installed(here)
    own = there.get("daihoi")
    if own is None:
        yield warning(
            TOPIC,
            "không thấy bản cài của daihoi",
            "Không biết chương trình cần những thư viện nào.",
            _REINSTALL,
        )
        return
    wanted = list(_wanted(own))
    troubles = [told for one in wanted if (told := _trouble(one, there))]
    yield from troubles
    if not troubles:
        prefect = there["prefect"].version if "prefect" in there else "không có"
        yield fine(TOPIC, f"đủ {len(wanted)} thư viện, đúng khoảng phiên bản; Prefect {prefect}")


def lock(here: Installation) -> Iterator[Finding]:
    """Whether what is installed is what was tried together; reports differ in bytes otherwise."""
    path = _lock_file(here.package)
    if path is None:
        yield fine(LOCK, "không có constraints.txt cạnh chương trình: không so được")
        return
    there = _installed(here)
    other = [
        f"{name} {there[name].version} (khóa: {version})"
        for name, version in _locked(path)
        if name in there and there[name].version != version
    ]
    if not other:
        yield fine(LOCK, "mọi thư viện đúng phiên bản đã thử cùng nhau (constraints.txt)")
        return
    yield warning(
        LOCK,
        f"{len(other)} thư viện khác bản khóa: {_few(other)}",
        "Chưa ai thử các phiên bản này cùng nhau; báo cáo lập lại có thể khác bản đã công bố từng byte.",
        _REINSTALL,
    )


def loading(_: Installation) -> Iterator[Finding]:
    """The compiled libraries fit this machine. Those that take long to load are left out: a run tells."""
    troubles = []
    for name in NATIVE:
        try:
            importlib.import_module(name)
        except Exception as error:  # a library for another kind of machine fails in many ways
            troubles.append(f"{name}: {type(error).__name__}: {error}")
    if troubles:
        yield broken(
            LOADING,
            _few(troubles),
            "Chương trình dừng khi dùng đến: thư viện hỏng, hoặc cài cho loại máy khác.",
            _REINSTALL,
        )
    else:
        yield fine(LOADING, f"{', '.join(NATIVE)} nạp được")


def _installed(here: Installation) -> dict[str, Distribution]:
    return _found_in(here.libraries)


@lru_cache(maxsize=2)
def _found_in(libraries: tuple[str, ...]) -> dict[str, Distribution]:
    """Name → what is installed under it; of two copies the one that Python would load."""
    found: dict[str, Distribution] = {}
    for one in distributions(path=list(libraries)):
        name = one.metadata["Name"]
        if name:
            found.setdefault(canonicalize_name(name), one)
    return found


def _wanted(own: Distribution) -> Iterator[Requirement]:
    for text in own.requires or ():
        for requirement in _read(text):
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                yield requirement


def _trouble(wanted: Requirement, there: dict[str, Distribution]) -> Finding | None:
    name = canonicalize_name(wanted.name)
    if name not in there:
        return broken(TOPIC, f"thiếu {name}{wanted.specifier}", "Chương trình dừng khi dùng đến.", _REINSTALL)
    version = there[name].version
    if wanted.specifier.contains(version, prereleases=True):
        return None
    why = _FASTAPI if name == "fastapi" else "Chương trình chưa được thử với phiên bản này và có thể hỏng."
    return broken(TOPIC, f"{name} {version}, cần {wanted.specifier}", why, _REINSTALL)


def _lock_file(package: Path) -> Path | None:
    """In a wheel the file lies inside the package, in a working copy beside it."""
    places = (package / "_constraints.txt", package.parent / "constraints.txt")
    return next((path for path in places if path.is_file()), None)


def _locked(path: Path) -> Iterator[tuple[str, str]]:
    """Name and version of every line that is meant for this Python and this kind of machine."""
    for line in path.read_text(encoding="utf-8").splitlines():
        for wanted in _read(line.partition("#")[0].strip()):
            pinned = [one.version for one in wanted.specifier if one.operator == "=="]
            if pinned and (wanted.marker is None or wanted.marker.evaluate()):
                yield canonicalize_name(wanted.name), pinned[0]


def _read(text: str) -> Iterator[Requirement]:
    """A requirement; nothing for a line that is none."""
    with suppress(InvalidRequirement):
        yield Requirement(text)


def _few(texts: list[str], most: int = 5) -> str:
    return "; ".join(texts[:most]) + (f"; và {len(texts) - most} thư viện nữa" if len(texts) > most else "")
