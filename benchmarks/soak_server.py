"""``python -m benchmarks.soak_server SOCKET …``: the service's server, with a clock that is told the time."""

from __future__ import annotations

import sys

from benchmarks.soak_clock import follow


def main() -> None:
    """Follows the clock, then serves with the arguments that are left."""
    follow(int(sys.argv.pop(1)))
    from flows import served_server  # Prefect: only now, so that no moment of it was read before

    served_server.main()


if __name__ == "__main__":
    main()
