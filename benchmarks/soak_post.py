"""The office that notices are sent to: a receiver of webhooks that is out of order at times."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRET = "soak-" * 8
MESSAGE = "X-Daihoi-Message"


class Post:
    """What was received.

    Attributes:
        is_open: whether messages are taken; else they are refused.
        taken: message → how often it was taken.
        refused: attempts that were refused.
    """

    def __init__(self) -> None:
        self.is_open = True
        self.taken: Counter[str] = Counter()
        self.refused = 0
        self.address = ""

    @property
    def repeated(self) -> int:
        """Messages that were taken more than once."""
        return sum(times > 1 for times in self.taken.values())


@contextmanager
def receiving() -> Iterator[Post]:
    """A receiver on a free port of this machine."""
    post = Post()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if post.is_open:
                post.taken[str(self.headers[MESSAGE])] += 1
            else:
                post.refused += 1
            self.send_response(HTTPStatus.NO_CONTENT if post.is_open else HTTPStatus.SERVICE_UNAVAILABLE)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        post.address = f"http://127.0.0.1:{server.server_address[1]}/"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
