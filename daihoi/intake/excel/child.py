"""What runs in the child process: sets its own limits, does one thing with one workbook, answers in JSON.

The order comes on standard input: eight bytes with the length of a JSON object, the object, the workbook.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import Any

from daihoi.intake.excel.faults import WorkbookFault

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 30
MAX_FILE_BYTES = 200_000_000
"""The writer of workbooks keeps one sheet at a time in a temporary file."""
EXIT_MEMORY = 3


def main() -> None:
    """Answers ``{"done": …}`` or ``{"fault": …}`` on standard output; dies when it meets its limits."""
    _limit(MAX_FILE_BYTES)
    order = sys.stdin.buffer.read()
    size = int.from_bytes(order[:8], "big")
    given, content = json.loads(order[8 : 8 + size]), order[8 + size :]
    try:
        answer = {"done": _do(given, content)}
    except WorkbookFault as fault:
        answer = {"fault": fault.as_data()}
    except MemoryError:
        sys.exit(EXIT_MEMORY)
    sys.stdout.write(json.dumps(answer))


def _do(given: dict[str, Any], content: bytes) -> Any:
    if given["do"] == "read":
        from daihoi.intake.excel.reading import read_workbook

        return read_workbook(content)
    from daihoi.intake.excel.marking import mark_workbook

    return base64.b64encode(mark_workbook(content, given["notes"])).decode()


def _limit(file_bytes: int) -> None:
    if sys.platform == "win32":  # no such limits there: the time limit of the parent still holds
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))


if __name__ == "__main__":
    main()
