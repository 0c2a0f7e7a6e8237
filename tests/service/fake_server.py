"""A server for tests, which answers what the supervisor asks: ``python fake_server.py PORT``.

``FAKE_SERVER`` says how it misbehaves: ``dies`` at once, ``silent`` never answers, ``stubborn`` hears no
request to end.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

HABIT = os.environ.get("FAKE_SERVER", "")
ANSWERS = {
    "/api/health": True,
    "/api/csrf-token": {"token": "t"},
    "/api/flows/filter": [{"id": "f", "name": "sample"}],
    "/api/deployments/filter": [
        {"id": "d", "name": "daily", "flow_id": "f", "description": "Chạy thử", "paused": False,
         "schedules": [{"active": True, "schedule": {"cron": "0 6 * * *", "timezone": "Asia/Ho_Chi_Minh"}}]}
    ],
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name it has in http.server
        body = json.dumps(ANSWERS.get(urlsplit(self.path).path, [])).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:  # the same
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def main() -> None:
    print("máy chủ thử đang lên", flush=True)  # noqa: T201 # what a log file should hold
    if HABIT == "dies":
        sys.exit(7)
    if HABIT == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    while HABIT == "silent":
        time.sleep(0.1)
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()


if __name__ == "__main__":
    main()
