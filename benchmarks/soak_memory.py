"""Memory of a process that lives through many days, without what the C library keeps of freed memory.

The charts of a day are set and painted by threads that each take and free tens of MiB. glibc keeps such
memory in one arena for each thread, torn by the few small things that stay, and raises by itself the size
from which it asks the system for memory that can be given back whole. A process for every run, which is what
the service has, never notices; a process that draws 550 times would seem to grow for weeks although it uses
no more. So here the sizes stay where they were, there are two arenas, and what is free is given back at the
end of a day: what is then left is in use, and that is what has to stay level.
"""

from __future__ import annotations

import ctypes
import gc
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of ``mallopt``, as ``malloc.h`` of glibc has them."""
WHOLE_BYTES = 128 * 1024
"""What is at least so big is asked of the system by itself; the value with which glibc starts."""
ARENAS = 2


def _c_library() -> ctypes.CDLL | None:
    """The C library of this process when it is glibc; others have no such arenas."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "gnu_get_libc_version") else None


def keep_level() -> None:
    """Lets the C library give back what is freed; to be called before there are threads."""
    library = _c_library()
    if library is not None:
        for name, value in (
            (_ARENA_MAX, ARENAS),
            (_MMAP_THRESHOLD, WHOLE_BYTES),
            (_TRIM_THRESHOLD, WHOLE_BYTES),
        ):
            library.mallopt(name, value)


def give_back() -> None:
    """Gives back to the system what is free."""
    gc.collect()
    library = _c_library()
    if library is not None:
        library.malloc_trim(0)
