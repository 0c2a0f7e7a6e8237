"""``python -m flows.served_server --host … --port …``: ``prefect server start``, with a scheduler that works.

Prefect 3.8 adds scheduled runs with one bulk insert whose rows also carry the state of each run, which is
stored afterwards. SQLAlchemy 2.0 passed over that entry; SQLAlchemy 2.1 wants to be told what to make of it
and refuses the whole insert, so that no schedule ever fires ("Can't evaluate bulk DML statement"). Here it is
told: nothing. Where Prefect says so itself, this changes nothing.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import MutableMapping
from typing import Any

from flows.run_history import make_history


def mend_scheduler() -> None:
    """Lets rows of runs carry their states in bulk inserts, as they could under SQLAlchemy 2.0."""
    from prefect.server.database.orm_models import FlowRun

    state: Any = vars(FlowRun).get("state")
    if getattr(state, "bulk_dml_setter", "") is None:  # "": SQLAlchemy 2.0, which knows no such thing
        state.bulk_dml_setter = _leave_alone


def _leave_alone(_: type[Any], mapping: MutableMapping[str, Any], value: Any) -> None:
    """The entry stays where it is: no column bears its name, and the caller reads it again."""


def main() -> None:
    """Runs ``prefect server start`` with the arguments that this program was given."""
    mend_scheduler()
    make_history()
    sys.argv[1:1] = ["server", "start"]
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
