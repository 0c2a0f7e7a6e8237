"""Commands of the program, typed in this process: a thousand of them do not start Python a thousand times."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

REFUSED = 2
_CELL = re.compile(r"^  \S+:(\d+) \[[^\]!]+!([A-Z]+\d+)\]", re.MULTILINE)
_COPY = re.compile(r"^Bản đánh dấu (?:từng ô sai|các dòng đã cũ): (\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What a command said: its exit code and all that it printed."""

    code: int
    text: str

    @property
    def cells(self) -> Sequence[str]:
        """Addresses of the cells that were refused."""
        return [address for _, address in _CELL.findall(self.text)]

    @property
    def copy(self) -> str:
        """The annotated copy; empty when there is none."""
        found = _COPY.search(self.text)
        return found[1] if found else ""


class TypedError(Exception):
    """A command ended as nobody expected."""


def typed(*words: str, may_refuse: bool = False) -> Answer:
    """Runs ``daihoi WORDS``.

    Raises:
        TypedError: it ended with another exit code than 0, or 2 where it may refuse.
    """
    from daihoi.cli.main import main

    printed = io.StringIO()
    with _as_a_process(["daihoi", *words]):
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    answer = Answer(code, printed.getvalue())
    if code and not (may_refuse and code == REFUSED):
        raise TypedError(f"daihoi {' '.join(words)}: {code}\n{answer.text}")
    return answer


@contextlib.contextmanager
def _as_a_process(words: Sequence[str]) -> Iterator[None]:
    """Arguments and environment of one command, taken back at its end."""
    before, environment = sys.argv, dict(os.environ)
    sys.argv = list(words)
    try:
        yield
    finally:
        sys.argv = before
        os.environ.clear()
        os.environ.update(environment)
