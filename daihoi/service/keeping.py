"""The two processes that are kept running: the server, which answers; the runner, which says it is ready."""

from __future__ import annotations

import time

from daihoi.service import environments, words
from daihoi.service.children import Child, Program
from daihoi.service.errors import ServiceError
from daihoi.service.health import Probe
from daihoi.service.log_files import LogFile, log_path
from daihoi.service.page import Offer, offers
from daihoi.service.readiness import is_ready, ready_file, server_file
from daihoi.service.sites import Site
from daihoi.service.telling import Listener
from daihoi.service.tidying import Tidied

SILENCES = 3
"""Looks at its health that a server may leave unanswered in a row before it is started again."""
EXIT_WRONG_INPUT = 2
"""How this program ends when its configuration is wrong: starting it again is no help."""


class GivenUpError(ServiceError):
    """A process died again and again; the message ends with its last lines."""


class Kept:
    """What server and runner have in common.

    Attributes:
        child: the process.
        is_up: whether it does its work.
    """

    def __init__(self, site: Site, program: Program, name: str, listener: Listener) -> None:
        self.site, self.listener = site, listener
        settings = site.settings
        self.log = LogFile(log_path(site.workspace, name), settings.log_bytes, settings.log_files)
        self.child = Child(program, self.log, settings.supervision)
        self.is_up = False
        self.started = 0.0

    @property
    def title(self) -> str:
        """As people read it."""
        return self.child.program.title

    def start(self) -> None:
        """Starts the process."""
        self.is_up, self.started = False, time.monotonic()
        self.child.start()

    def bury(self) -> bool:
        """Whether it died since the last look; says so.

        Raises:
            GivenUpError: it did so too often.
        """
        code = self.child.death()
        if code is None:
            return False
        self.is_up = False
        told = words.death(self.title, code)
        if self.child.is_given_up or (code == EXIT_WRONG_INPUT and self.child.starts == 1):
            raise GivenUpError(words.given_up(told, self.child.quick_deaths, self.log.path, self.log.last))
        self.listener.warned(words.again(told, self.child.pause_seconds, self.log.path))
        return True

    def require_in_time(self) -> None:
        """Ends a process that does not come up; it is then buried like one that died.

        Raises:
            GivenUpError: it has never been up.
        """
        seconds = time.monotonic() - self.started
        if seconds < self.site.settings.supervision.start_seconds:
            self.listener.waiting(words.starting(self.title, seconds))
            return
        if self.child.starts == 1:
            raise GivenUpError(words.too_slow(self.title, seconds, self.log.path, self.log.last))
        self.child.ask_to_end()


class Server(Kept):
    """The Prefect server."""

    def __init__(self, site: Site, listener: Listener) -> None:
        program = environments.server(site.workspace, site.port, site.auth, site.server)
        super().__init__(site, program, "server", listener)
        self.probe = Probe(site.api)

    def start(self) -> None:
        """Starts the server; what an earlier one answered no longer counts."""
        self.probe = Probe(self.site.api)
        super().start()

    def look(self) -> bool:
        """Whether it answers for the first time since it was started."""
        if self.is_up or not self.child.pid:
            return False
        self.probe.ask()
        if self.probe.answer_seconds is None:
            self.require_in_time()
            return False
        self.is_up = True
        return True

    def end_if_silent(self) -> None:
        """Ends a server that runs but has not answered for a while."""
        if self.is_up and self.probe.silent >= SILENCES:
            self.listener.warned(words.silent(self.title, self.probe.silent))
            self.child.kill()
            self.is_up = False


class Runner(Kept):
    """The process that starts flow runs."""

    def __init__(self, site: Site, listener: Listener) -> None:
        program = environments.runner(site.workspace, site.port, site.auth, site.runner)
        super().__init__(site, program, "runner", listener)

        self.is_let_in = False

    def start(self) -> None:
        """Starts the runner, which waits to be let in; the word of an earlier one no longer counts."""
        for path in (ready_file(self.site.workspace), server_file(self.site.workspace)):
            path.unlink(missing_ok=True)
        self.is_let_in = False
        super().start()

    def let_in(self) -> None:
        """Tells the runner that it may go to the server; its time to become ready begins."""
        server_file(self.site.workspace).touch()
        self.is_let_in, self.started = True, time.monotonic()

    def look(self) -> tuple[Offer, ...] | None:
        """What it offers, when it is ready for the first time; None before, and after."""
        if self.is_up or not self.child.pid or not self.is_let_in:
            return None
        if not is_ready(self.site.workspace, self.child.pid):
            self.require_in_time()
            return None
        found = offers(self.site.api)
        self.is_up = True
        return found


def told_tidied(found: Tidied, listener: Listener) -> None:
    """Says what was left over, if anything was."""
    if found.interrupted or found.missed:
        listener.said(words.tidied(found.interrupted, found.missed))
