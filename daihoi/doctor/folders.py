"""The folders: to be written, on a disk that can do what is asked of it, with room for a year."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from daihoi.doctor.findings import Finding, broken, fine, warning
from daihoi.doctor.installation import Installation, nearest

TOPIC, KIND = "Thư mục", "Loại ổ đĩa"
NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "afs",
    "ceph",
    "fuse.sshfs",
    "fuse.glusterfs",
    "ncpfs",
}
VOLATILE = {"tmpfs", "ramfs"}
WITHOUT_LINKS = {"vfat", "exfat", "msdos"}
_ESCAPED = re.compile(r"\\([0-7]{3})")
_NAMES = {"data": "dữ liệu", "out": "công bố"}


def writable(here: Installation) -> Iterator[Finding]:
    """Whether whoever runs this may write where the program writes; tried by asking, not by writing."""
    troubles = [
        told for name, folder in _folders(here).items() if (told := _trouble(name, folder)) is not None
    ]
    yield from troubles
    if not troubles:
        yield fine(TOPIC, f"ghi được: {here.data.resolve()}, {here.out.resolve()}")


def file_system(here: Installation) -> Iterator[Finding]:
    """Whether the disks keep what is written to them, lock files, and know symbolic links."""
    mounts = list(_mounts(here.proc))
    if not mounts:
        yield fine(KIND, "hệ thống không cho biết")
        return
    kinds = {name: _kind(mounts, nearest(folder)) for name, folder in _folders(here).items()}
    troubles = [*_log_troubles(here, kinds["data"]), *_out_troubles(kinds["out"])]
    yield from troubles
    if not troubles:
        yield fine(KIND, ", ".join(f"{_NAMES[name]} trên {kind}" for name, kind in kinds.items()))


def _folders(here: Installation) -> dict[str, Path]:
    return {"data": here.data, "out": here.out}


def _trouble(name: str, folder: Path) -> Finding | None:
    if folder.exists() and not folder.is_dir():
        return broken(
            TOPIC,
            f"{folder} là tệp, không phải thư mục {_NAMES[name]}",
            "Không ghi được gì vào đó.",
            f"Đổi tên tệp ấy, hoặc chọn thư mục khác bằng --{name}.",
        )
    place = nearest(folder)
    if os.access(place, os.W_OK | os.X_OK):
        return None
    return broken(
        TOPIC,
        f"không có quyền ghi vào thư mục {_NAMES[name]} {place}",
        "Mọi lệnh nhập, tính, công bố đều dừng.",
        f"Chạy bằng đúng tài khoản của máy, hoặc: sudo chown -R $USER {place}",
    )


def _log_troubles(here: Installation, kind: str) -> Iterator[Finding]:
    if kind in NETWORK and here.log_file is not None:
        yield broken(
            KIND,
            f"sổ ghi nằm trên ổ đĩa mạng ({kind})",
            "Ổ đĩa mạng không khóa tệp chắc chắn: hai máy cùng ghi sẽ làm hỏng sổ.",
            "Chuyển thư mục dữ liệu về ổ đĩa trong máy; nhiều máy cùng dùng thì đặt sổ trên PostgreSQL.",
        )
    elif kind in VOLATILE:
        yield broken(
            KIND,
            f"thư mục dữ liệu nằm trong bộ nhớ ({kind})",
            "Tắt máy là mất sổ ghi.",
            "Chọn thư mục trên ổ đĩa bằng --data hoặc DAIHOI_DATA.",
        )


def _out_troubles(kind: str) -> Iterator[Finding]:
    if kind in WITHOUT_LINKS:
        yield broken(
            KIND,
            f"thư mục công bố nằm trên ổ {kind}, không có liên kết",
            "Không công bố được: mỗi bản công bố được trỏ đến bằng một liên kết.",
            "Chọn thư mục trên ổ đĩa của máy bằng --out; chép ra ổ rời sau khi công bố.",
        )
    elif kind in VOLATILE:
        yield warning(
            KIND,
            f"thư mục công bố nằm trong bộ nhớ ({kind})",
            "Tắt máy là mất các bản đã công bố (làm lại được).",
            "Chọn thư mục trên ổ đĩa bằng --out hoặc DAIHOI_OUT.",
        )


def _mounts(proc: Path) -> Iterator[tuple[Path, str]]:
    """Mount point and kind of file system, in the order of mounting."""
    try:
        lines = (proc / "mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        words = line.split(" ")
        if len(words) > 2:
            yield Path(_ESCAPED.sub(lambda found: chr(int(found[1], 8)), words[1])), words[2]


def _kind(mounts: list[tuple[Path, str]], folder: Path) -> str:
    """The kind of the deepest mount that holds a folder; of two on one point the later one is seen."""
    holding = [
        (len(point.parts), order, kind)
        for order, (point, kind) in enumerate(mounts)
        if folder.is_relative_to(point)
    ]
    return max(holding)[2] if holding else "không rõ"
