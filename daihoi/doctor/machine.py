"""The machine: Python, memory, and what letters can be shown."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator

from daihoi.doctor import limits
from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation
from reports.tokens import number

TERMINAL, MEMORY, PYTHON = "Chữ Việt", "Bộ nhớ", "Python"
LEAST_PYTHON = (3, 11)


def python(_: Installation) -> Iterator[Finding]:
    """The version of Python that runs this, and whether it runs in an environment of its own."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < LEAST_PYTHON:
        yield broken(
            PYTHON,
            f"Python {version}",
            "Chương trình cần Python 3.11 trở lên.",
            "Debian 12: apt install python3.11 python3.11-venv, rồi cài lại chương trình.",
        )
    elif sys.prefix == sys.base_prefix:
        yield warning(
            PYTHON,
            f"Python {version} của hệ thống, không phải môi trường riêng",
            "Nâng cấp hệ điều hành có thể đổi thư viện của chương trình.",
            "Cài vào môi trường riêng: python3.11 -m venv .venv (xem docs/operations.md).",
        )
    else:
        yield fine(PYTHON, f"Python {version}, môi trường {sys.prefix}")


def memory(here: Installation) -> Iterator[Finding]:
    """Memory that is free now, against what a run and the service need."""
    told = here.memory_kb()
    if "MemAvailable" not in told:
        yield fine(MEMORY, "hệ thống không cho biết")
        return
    free, swap = told["MemAvailable"] * 1024, told.get("SwapFree", 0) * 1024
    what = f"còn {size(free)} trên {size(told.get('MemTotal', 0) * 1024)}"
    if free + swap < limits.RUN_MEMORY:
        yield broken(
            MEMORY,
            what,
            f"Một lần chạy cần khoảng {size(limits.RUN_MEMORY)}: hệ thống sẽ dừng chương trình giữa chừng.",
            "Đóng bớt chương trình khác (xem: free -h, top), hoặc thêm bộ nhớ.",
        )
    elif free < limits.SERVICE_MEMORY:
        yield warning(
            MEMORY,
            what,
            f"Dịch vụ và một lần chạy cần khoảng {size(limits.SERVICE_MEMORY)}: máy sẽ chậm hẳn.",
            "Đóng bớt chương trình khác (xem: free -h, top), hoặc thêm bộ nhớ.",
        )
    else:
        yield fine(MEMORY, what)


def terminal(here: Installation) -> Iterator[Finding]:
    """Whether what is printed can hold Vietnamese letters."""
    name = here.output_encoding
    try:
        is_utf8 = codecs.lookup(name).name == "utf-8"
    except LookupError:
        is_utf8 = False
    if is_utf8:
        yield fine(TERMINAL, "màn hình và tệp nhật ký dùng UTF-8")
        return
    yield broken(
        TERMINAL,
        f"màn hình dùng «{name or 'không rõ'}», không phải UTF-8",
        "Chữ Việt in ra sẽ sai, và có lệnh dừng giữa chừng vì không in được.",
        "Đặt LANG=C.UTF-8 (hoặc vi_VN.UTF-8) rồi mở lại màn hình lệnh; systemd: Environment=LANG=C.UTF-8.",
    )


def size(size_bytes: float) -> str:
    """``812 MB`` or ``1,3 GB``."""
    if size_bytes < limits.GIGABYTE:
        return f"{number(size_bytes / limits.MEGABYTE)} MB"
    return f"{number(size_bytes / limits.GIGABYTE, 1)} GB"
