"""``python -m flows.server_process FD``: the Prefect server of one run, on a socket that it is given."""

from __future__ import annotations

import gc
import socket
import sys


def main() -> None:
    """Serves until it is told to end."""
    gc.disable()  # looking for garbage takes a sixth of the time, and what is loaded here is none
    import uvicorn
    from prefect.server.api.server import create_app

    app = create_app()
    gc.freeze()
    gc.enable()
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    server.run(sockets=[socket.socket(fileno=int(sys.argv[1]))])
    sys.exit(0 if server.started else 3)


if __name__ == "__main__":
    main()
