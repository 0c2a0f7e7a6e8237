"""A sender as a process of its own, to be killed: ``python -m tests.notifying.sender PLACE PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

from daihoi.log_place import LogPlace, ServerAddress
from daihoi.notifying.sending import send_waiting
from tests.notifying.told import MORNING, RETRY, delivery


def main(place: str, port: str) -> None:
    """Sends what waits of the campaign «thu» by the mail server on a port."""
    log: LogPlace = ServerAddress(place) if "://" in place else Path(place)
    send_waiting(log, "thu", delivery(int(port), D_A="vanphong@khuetrung.vn"), lambda: MORNING, RETRY)


if __name__ == "__main__":
    main(*sys.argv[1:])
