"""A configuration of one's own: what is shipped, without the sample campaigns."""

from __future__ import annotations

import shutil
import tempfile
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

    Made in a folder that nobody else has: of two at once one is first, and the other is refused.

    Raises:
        DaihoiError: the folder is there already, or cannot be written.
    """
    try:
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise DaihoiError(f"Không ghi được «{folder}»: {system_reason(error)}.") from error
    try:
        if folder.exists():
            raise DaihoiError(
                f"«{folder}» đã có mà không phải thư mục cấu hình: dời nó đi, hoặc nêu --config."
            )
        made = beside / folder.name
        shutil.copytree(shipped.root, made, ignore=shutil.ignore_patterns(SAMPLES, "__pycache__", ".*"))
        (made / SAMPLES).mkdir()
        made.rename(folder)
    except OSError as error:
        raise DaihoiError(f"Không ghi được «{folder}»: {system_reason(error)}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return ConfigDir(folder.resolve())
