"""A configuration of one's own: what is shipped, without the sample campaigns."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daihoi.errors import DaihoiError, system_reason
from daihoi.loading.places import ConfigDir

SAMPLES = "campaigns"


@contextmanager
def trying_own_config(shipped: ConfigDir, folder: Path) -> Iterator[ConfigDir]:
    """The same as ``own_config``; what was made goes away again when what is done with it is refused.

    Raises:
        DaihoiError: the folder is there already, or cannot be written.
    """
    made = own_config(shipped, folder)
    try:
        yield made
    except BaseException:
        shutil.rmtree(made.root, ignore_errors=True)
        raise


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
