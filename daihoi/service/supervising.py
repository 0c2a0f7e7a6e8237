"""Keeps server and runner running until asked to stop.

One look after the other, in the main thread: bury what died, start what is due, see whether it answers. The
runner is started beside the server and let in once the server answers and what earlier runs left is closed.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
import time

from daihoi import clock
from daihoi.service import connection, words
from daihoi.service.api import Api
from daihoi.service.connection import Connection
from daihoi.service.credentials import key_path
from daihoi.service.errors import ServiceError
from daihoi.service.health import Health, free_bytes, usage
from daihoi.service.keeping import Kept, Runner, Server, told_tidied
from daihoi.service.log_files import FOLDER
from daihoi.service.page import Offer, Page
from daihoi.service.processes import born, marked, send
from daihoi.service.signals import Signals
from daihoi.service.sites import Site
from daihoi.service.telling import Listener
from daihoi.service.tidying import close_interrupted, tidy

LOOK_SECONDS, STARTING_LOOK_SECONDS = 1.0, 0.2
RUNNER_SHARE = 0.7
"""Part of the time to stop that the runner and its runs may take; the rest is the server's."""
_STRAY_SECONDS = 3.0
_LAST_WORDS_SECONDS = 1.0
_POLL_SECONDS = 0.05


class Supervisor:
    """Runs one service.

    Args:
        site: what to run, and where.
        signals: how it is asked to stop.
        listener: who is told what happens.
    """

    def __init__(self, site: Site, signals: Signals, listener: Listener) -> None:
        self.site, self.signals, self.listener = site, signals, listener
        self.server, self.runner = Server(site, listener), Runner(site, listener)
        self._began = time.monotonic()
        self._next_health = math.inf  # nothing to tell before the service is up
        self._last_cpu: tuple[float, float] | None = None

    def run(self) -> None:
        """Works until asked to stop; then, or when it cannot go on, ends everything that it started.

        Raises:
            ServiceError: a process does not start, or dies again and again.
        """
        try:
            while not self.signals.is_stop_asked:
                self.look()
                is_quiet = self.server.is_up and self.runner.is_up
                self.signals.wait(LOOK_SECONDS if is_quiet else STARTING_LOOK_SECONDS)
        finally:
            self.stop()

    def look(self) -> None:
        """Does what is to be done just now."""
        self.server.bury()
        if self.runner.bury():
            self._end_strays()
        if self.server.child.is_due:
            self.server.start()
        if self.server.look():
            self._write_connection()
        if self.runner.child.is_due:
            self.runner.start()  # imports take seconds: it waits for the server by itself
        if self.server.is_up and self.runner.child.pid and not self.runner.is_let_in:
            self._let_runner_in()
        if self.server.is_up:
            self._await_runner()
        self._watch()

    def _write_connection(self) -> None:
        process = os.getpid()
        there = connection.written(self.site.workspace)
        if there and there.pid == process:  # the server was started again, at the same address
            return
        told = Connection(self.site.url, self.site.auth, clock.now().isoformat(), process, born(process))
        connection.write(self.site.workspace, told)

    def _let_runner_in(self) -> None:
        """Closes what earlier runs left open, now that none is alive; then new ones may start."""
        try:
            told_tidied(tidy(self.site.api, clock.now()), self.listener)
        except ServiceError as error:  # a record that cannot be tidied is no reason not to work
            self.listener.warned(str(error))
        self.runner.let_in()

    def _await_runner(self) -> None:
        try:
            found = self.runner.look()
        except ServiceError as error:
            if self.runner.child.starts == 1 and self.server.child.starts == 1:
                raise
            self.listener.warned(str(error))
            return
        if found is not None:
            self.listener.is_up(self._page(found))
            self._next_health = time.monotonic()

    def _page(self, found: tuple[Offer, ...]) -> Page:
        folder = self.site.workspace
        ui_url = self.site.url.removesuffix("/api")
        seconds = time.monotonic() - self._began
        return Page(ui_url, key_path(folder), found, folder.data / FOLDER, os.getpid(), seconds)

    def _watch(self) -> None:
        """Looks at the health now and then, and starts a server again that hangs."""
        if time.monotonic() < self._next_health or not self.server.is_up:
            return
        self._next_health = time.monotonic() + self.site.settings.supervision.health_seconds
        self.server.end_if_silent()
        self.listener.looked(self._health())
        self.server.probe.ask()

    def _health(self) -> Health:
        now, used = time.monotonic(), usage([os.getpid(), *marked(self.site.mark)])
        before, self._last_cpu = self._last_cpu, (now, used.cpu_seconds)
        cpu_pct = None
        if before and now > before[0] and used.cpu_seconds >= before[1]:
            cpu_pct = (used.cpu_seconds - before[1]) / (now - before[0]) * 100
        starts = max(self.server.child.starts - 1, 0) + max(self.runner.child.starts - 1, 0)
        free = free_bytes(self.site.workspace.data)
        return Health(self.server.probe.answer_seconds, self.runner.is_up, used, cpu_pct, free, starts)

    def _end_strays(self, patience_seconds: float = _STRAY_SECONDS) -> None:
        """Ends flow runs whose runner is gone: asked kindly, they report that they were interrupted."""
        send(signal.SIGTERM, self._strays())
        give_up = time.monotonic() + patience_seconds
        while self._strays() and time.monotonic() < give_up:
            time.sleep(_POLL_SECONDS)
        send(signal.SIGKILL, self._strays())

    def _strays(self) -> list[int]:
        known = {self.server.child.pid, self.runner.child.pid}
        return [process for process in marked(self.site.mark) if process not in known]

    def stop(self) -> None:
        """Ends the runner, its flow runs, then the server; each is killed when its time is over.

        The server goes last, so that runs can report that they were interrupted. The runner is sent SIGINT:
        Prefect 3.8 forgets to end its runs on SIGTERM.
        """
        asked = self.signals.asked_at or time.monotonic()
        limit = self.site.settings.supervision.stop_seconds
        self.listener.said(words.STOPPING)
        connection.remove(self.site.workspace, os.getpid())
        self._end(self.runner, signal.SIGINT, asked + limit * RUNNER_SHARE)
        self._end_strays(max(0.0, asked + limit * RUNNER_SHARE - time.monotonic()))
        self._close_interrupted()
        self._end(self.server, signal.SIGTERM, asked + limit)
        send(signal.SIGKILL, marked(self.site.mark))
        for kept in (self.runner, self.server):
            kept.log.close()
        self.listener.said(words.stopped(time.monotonic() - asked))

    def _close_interrupted(self) -> None:
        """Says of runs that were ended just now that they were; what fails here is done at the next start."""
        if self.server.is_up and self.runner.child.starts:
            with contextlib.suppress(ServiceError):
                close_interrupted(Api(self.site.url, self.site.auth, _LAST_WORDS_SECONDS, tries=1))

    def _end(self, kept: Kept, number: signal.Signals, until: float) -> None:
        kept.child.ask_to_end(number)
        kept.child.wait(until)
        kept.child.kill()
