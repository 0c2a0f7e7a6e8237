"""Where the configuration lies."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from daihoi.errors import DaihoiError, UnknownCodeError


class NoConfigError(DaihoiError):
    """No configuration folder was found; the message lists the places that were tried."""


@dataclass(frozen=True)
class ConfigDir:
    """A folder with ``structures/ rulesets/ calendars/ campaigns/``."""

    root: Path

    def campaign_codes(self) -> list[str]:
        """Folder names of all campaigns, sorted."""
        return sorted(p.parent.name for p in self.root.glob("campaigns/*/campaign.yaml"))

    def campaign_folder(self, code: str) -> Path:
        """The folder of a campaign.

        Raises:
            UnknownCodeError: there is no such campaign; the message offers the nearest.
        """
        if code not in self.campaign_codes():
            raise UnknownCodeError("đợt đại hội", code, self.campaign_codes())
        return self.root / "campaigns" / code

    def place(self, path: Path) -> str:
        """A file as messages name it: relative to the folder above ``config``."""
        return path.relative_to(self.root).as_posix()


def find_config(given: Path | None = None) -> ConfigDir:
    """The configuration folder: as given, else ``$DAIHOI_CONFIG``, ``./config``, the installed copy.

    Raises:
        NoConfigError: none of them holds campaigns.
    """
    package = Path(__file__).resolve().parents[1]
    named = given or (Path(os.environ["DAIHOI_CONFIG"]) if os.environ.get("DAIHOI_CONFIG") else None)
    tried = [named] if named else [Path("config"), package / "_config", package.parent / "config"]
    for folder in tried:
        if (folder / "campaigns").is_dir():
            return ConfigDir(folder.resolve())
    names = ", ".join(str(folder) for folder in tried)
    raise NoConfigError(
        f"Không thấy thư mục cấu hình (có thư mục con «campaigns»). Đã tìm: {names}. "
        "Chỉ rõ bằng --config THƯ_MỤC."
    )


def fingerprint(files: list[Path]) -> str:
    """SHA-256 over the contents of files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda p: p.name):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
