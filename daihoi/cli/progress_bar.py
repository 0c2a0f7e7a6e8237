"""A bar that shows how far long work has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")


def bar() -> Progress:
    """A bar on the error output; none when that is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def followed(items: Iterable[Item], what: str) -> Iterator[Item]:
    """The items one by one, with a bar.

    Args:
        items: what is worked through; its length is known.
        what: the work, in Vietnamese.
    """
    with bar() as shown:
        yield from shown.track(items, description=what)
