"""Taking in what clerks hand in, and seeing that each file becomes what it has to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.generate import CAMPAIGN

if TYPE_CHECKING:
    from benchmarks.soak_clerks import Handed
    from daihoi.workspace import Workspace


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    Attributes:
        what: ``taken``, ``again`` (nothing new) or ``refused``.
        events: that it added to the log.
        fault: why that is not what had to become of it; empty when it is.
    """

    what: str
    events: int
    fault: str


def take(workspace: Workspace, handed: Handed) -> Taken:
    """Imports a file as ``daihoi import`` does.

    Args:
        workspace: the installation.
        handed: the file.
    """
    from daihoi.errors import InputErrors
    from daihoi.loading import find_config, load_campaign
    from daihoi.recording import import_file

    inbox, before = workspace.data.parent / "inbox", last_seq(workspace)
    inbox.mkdir(exist_ok=True)
    path = inbox / handed.name
    path.write_text(handed.text, "utf-8")
    refusal = ""
    try:
        import_file(workspace, load_campaign(find_config(workspace.config), CAMPAIGN), path, actor="clerk")
    except InputErrors as error:
        refusal = str(error)
    finally:
        path.unlink()
    events = last_seq(workspace) - before
    what = "refused" if refusal else "taken" if events else "again"
    return Taken(what, events, _fault(handed, refusal, events))


def _fault(handed: Handed, refusal: str, events: int) -> str:
    if refusal and (not handed.refusal or handed.refusal not in refusal):
        return f"refused: {refusal}"
    if handed.refusal and not refusal:
        return f"taken, though {handed.refusal}"
    return "" if events == handed.adds else f"{events} events, not {handed.adds}"


def last_seq(workspace: Workspace) -> int:
    """Number of the last event of the log; 0 when there is none."""
    from daihoi.store.database import has_log
    from daihoi.store.log import EventLog

    if not has_log(workspace.log_place):
        return 0
    with EventLog.open_existing(workspace.log_place) as log:
        return log.head()[0]
