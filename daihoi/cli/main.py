"""Entry point: errors as people should see them."""

from __future__ import annotations

import sys

import rich_click as click

from daihoi.cli import (  # each adds its commands to the group
    allocating,  # noqa: F401
    approvals,  # noqa: F401
    baselines,  # noqa: F401
    books,  # noqa: F401
    checking,  # noqa: F401
    database,  # noqa: F401
    deciding,  # noqa: F401
    deciding_moves,  # noqa: F401
    doctor,  # noqa: F401
    drafting,  # noqa: F401
    exchanging,  # noqa: F401
    explaining,  # noqa: F401
    forms,  # noqa: F401
    importing,  # noqa: F401
    interactive,  # noqa: F401
    notices,  # noqa: F401
    owing,  # noqa: F401
    planning,  # noqa: F401
    proofs,  # noqa: F401
    register_forms,  # noqa: F401
    registers,  # noqa: F401
    reporting,  # noqa: F401
    restating,  # noqa: F401
    rules,  # noqa: F401
    serving,  # noqa: F401
    starting,  # noqa: F401
    triggering,  # noqa: F401
    unexpected,
    unit_carrying,  # noqa: F401
    unit_changing,  # noqa: F401
    unit_merging,  # noqa: F401
    units,  # noqa: F401
    users,  # noqa: F401
    working,  # noqa: F401
)
from daihoi.cli.commands import cli
from daihoi.cli.vietnamese import usage_error
from daihoi.errors import DaihoiError
from daihoi.workspace import Workspace

EXIT_UNEXPECTED, EXIT_INPUT, EXIT_INTERRUPTED = 1, 2, 130


def main() -> None:
    """Runs a command and exits: 0 done, 1 unexpected error, 2 wrong input, 130 interrupted.

    ``check``, ``feasible``, ``db verify``, ``db anchor --check`` and ``notices send`` also exit with 1 when
    what they look at is not in order.
    """
    try:
        sys.exit(cli.main(prog_name="daihoi", standalone_mode=False) or 0)
    except click.ClickException as error:
        _fail(usage_error(error), EXIT_INPUT)
    except DaihoiError as error:
        _fail(str(error), EXIT_INPUT)
    except (KeyboardInterrupt, click.Abort):
        _fail("đã dừng. Những gì công bố trước đó còn nguyên; chạy lại lúc nào cũng được.", EXIT_INTERRUPTED)
    except Exception as error:
        _fail(unexpected.told(error, Workspace.from_environment().data), EXIT_UNEXPECTED)


def _fail(message: str, code: int) -> None:
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, soft_wrap=True, markup=False, highlight=False, emoji=False).print(
        Text.assemble(("Lỗi: ", "bold red"), message)
    )
    sys.exit(code)
