"""``python -m flows.server_process FD``: the Prefect server of one run, on a socket that it is given."""

from __future__ import annotations

import gc
import socket
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUSY = 503
"""What the server answers when its database was being written by another request."""
RETRY_AFTER = (b"retry-after", b"0.1")


class SoonAgain:
    """Tells a client that met a busy database to ask again at once; unasked, Prefect's waits two seconds."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on, and adds the header to such answers."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == BUSY:
                message["headers"] = [*message.get("headers", ()), RETRY_AFTER]
            await send(message)

        await self.app(scope, receive, told)


def main() -> None:
    """Serves until it is told to end."""
    gc.disable()  # looking for garbage takes a sixth of the time, and what is loaded here is none
    import uvicorn
    from prefect.server.api.server import create_app

    from flows.run_history import make_history

    make_history()
    app: Any = SoonAgain(create_app())
    gc.freeze()
    gc.enable()
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    server.run(sockets=[socket.socket(fileno=int(sys.argv[1]))])
    sys.exit(0 if server.started else 3)


if __name__ == "__main__":
    main()
