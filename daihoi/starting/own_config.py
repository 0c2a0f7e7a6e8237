"""A configuration of one's own: what is shipped, without the sample campaigns."""

from __future__ import annotations

import shutil
from pathlib import Path

from daihoi.errors import DaihoiError, system_reason
from daihoi.loading.places import ConfigDir

SAMPLES = "campaigns"


def own_config(shipped: ConfigDir, folder: Path) -> ConfigDir:
    """Copies structures, rule sets, calendars and registers into a folder that is not there yet.

    Raises:
        DaihoiError: the folder is there already, or cannot be written.
    """
    beside = folder.with_name(f".{folder.name}.moi")
    try:
        if folder.exists():
            raise DaihoiError(
                f"«{folder}» đã có mà không phải thư mục cấu hình: dời nó đi, hoặc nêu --config."
            )
        shutil.rmtree(beside, ignore_errors=True)
        shutil.copytree(shipped.root, beside, ignore=shutil.ignore_patterns(SAMPLES, "__pycache__", ".*"))
        (beside / SAMPLES).mkdir()
        beside.rename(folder)
    except OSError as error:
        raise DaihoiError(f"Không ghi được «{folder}»: {system_reason(error)}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return ConfigDir(folder.resolve())
