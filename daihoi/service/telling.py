"""What a supervisor tells while it works: to whoever looks at the terminal, and to ``service.log``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from zoneinfo import ZoneInfo

from daihoi import clock
from daihoi.service import words
from daihoi.service.health import Health
from daihoi.service.log_files import LogFile
from daihoi.service.page import Page

VIETNAM = ZoneInfo(clock.TIME_ZONE)


class Listener(Protocol):
    """Someone who is told; every sentence is Vietnamese."""

    def waiting(self, sentence: str) -> None:
        """What is being waited for just now; told again and again, a little later each time."""

    def said(self, sentence: str) -> None:
        """Something that happened as it should."""

    def warned(self, sentence: str) -> None:
        """Something that should not have happened."""

    def is_up(self, page: Page) -> None:
        """The service can be used."""

    def looked(self, health: Health) -> None:
        """How the service is."""


class Logged:
    """Writes everything but the waiting to a log file, with the time."""

    def __init__(self, log: LogFile) -> None:
        self._log = log

    def waiting(self, sentence: str) -> None:
        """Is not kept."""

    def said(self, sentence: str) -> None:
        """Keeps the sentence."""
        self._log.write(f"{clock.now().astimezone(VIETNAM):%d/%m/%Y %H:%M:%S} {sentence}")

    def warned(self, sentence: str) -> None:
        """Keeps it, marked."""
        self.said(f"CHÚ Ý: {sentence}")

    def is_up(self, page: Page) -> None:
        """Keeps the address."""
        self.said(words.up(page))

    def looked(self, health: Health) -> None:
        """Keeps the line."""
        self.said(words.health(health))


class Told:
    """Tells several listeners."""

    def __init__(self, listeners: Sequence[Listener]) -> None:
        self._listeners = listeners

    def waiting(self, sentence: str) -> None:
        """Tells all."""
        for listener in self._listeners:
            listener.waiting(sentence)

    def said(self, sentence: str) -> None:
        """Tells all."""
        for listener in self._listeners:
            listener.said(sentence)

    def warned(self, sentence: str) -> None:
        """Tells all."""
        for listener in self._listeners:
            listener.warned(sentence)

    def is_up(self, page: Page) -> None:
        """Tells all."""
        for listener in self._listeners:
            listener.is_up(page)

    def looked(self, health: Health) -> None:
        """Tells all."""
        for listener in self._listeners:
            listener.looked(health)
