"""``kill -9`` while editions are published, with a reader who looks all the time."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import random
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.fault_imports import killed_child
from benchmarks.fault_table import Outcome
from daihoi.publishing import MANIFEST, publish

NAMES = ("bao-cao.txt", "gantt.png", "gantt.pdf", "so-lieu.json", "viec.csv")
SIZE = 40_000
KEPT = 2


def edition(number: int) -> dict[str, bytes]:
    """Five files of which each names the edition in every line."""
    return {name: f"{number:08}\n".encode() * (SIZE // 9) for name in NAMES}


def put(pointer: Path, number: int) -> None:
    """Publishes an edition."""
    publish(pointer, edition(number), {"number": number})


def seen(pointer: Path) -> int:
    """The number of the edition that a reader finds; -1 for a mixture or something torn, 0 for none.

    Two editions are kept. Whoever is so slow that a third one comes meanwhile finds their folder gone, not
    changed, and opens the pointer again.
    """
    while pointer.is_symlink():
        folder = pointer.parent / pointer.readlink()
        try:
            return _number({name: (folder / name).read_bytes() for name in (*NAMES, MANIFEST)})
        except FileNotFoundError:
            if pointer.parent / pointer.readlink() == folder:
                return -1
    return 0


def _number(contents: Mapping[str, bytes]) -> int:
    try:
        facts = json.loads(contents[MANIFEST])
        hashes = {name: hashlib.sha256(contents[name]).hexdigest() for name in NAMES}
        number = int(facts["number"])
    except (ValueError, KeyError):
        return -1
    is_whole = hashes == facts["files"] and all(contents[n] == c for n, c in edition(number).items())
    return number if is_whole else -1


class Reader:
    """Somebody who opens what is published, again and again, in a process of their own."""

    def __init__(self, pointer: Path, over: Path) -> None:
        """Begins to look; ends when the file ``over`` is there."""
        self.over = over
        self._told, pipe = os.pipe()
        self._child = os.fork()
        if not self._child:
            looks = mixed = 0
            while not over.exists():
                mixed += seen(pointer) < 0
                looks += 1
                time.sleep(0.002)
            os.write(pipe, f"{looks} {mixed}".encode())
            os._exit(0)
        os.close(pipe)

    def end(self) -> tuple[int, int]:
        """How often it looked, and how often it saw a mixture."""
        self.over.touch()
        os.waitpid(self._child, 0)
        with os.fdopen(self._told) as told:
            looks, mixed = told.read().split()
        return int(looks), int(mixed)


def kill_publishing(kills: int, seed: int = 3) -> Outcome:
    """A program publishes one edition after the other and is killed at any moment; then another goes on."""
    began, chance = time.monotonic(), random.Random(seed)
    published = lost = mixed = last = 0
    with tempfile.TemporaryDirectory(prefix="daihoi-faults-") as folder:
        pointer = Path(folder) / "out" / "dot" / "2020-03-02" / "bao-cao"
        reader = Reader(pointer, Path(folder) / "over")
        for _ in range(kills):

            def child(pipe: int, first: int = last + 1) -> None:
                for number in itertools.count(first):
                    put(pointer, number)
                    os.write(pipe, f"{number}\n".encode())

            heard = killed_child(child, chance.uniform(0.002, 0.3))
            published += len(heard)
            last = heard[-1] if heard else last
            stands = seen(pointer)
            mixed += stands < 0
            lost += stands not in (last, last + 1, -1)
            put(pointer, last + 1)  # sent again
            last += 1
            lost += seen(pointer) != last
        looks, misread = reader.end()
        left = len(list((pointer.parent.parent / ".editions" / pointer.parent.name).iterdir()))
    tried = f"{kills} kills, {published} editions acknowledged, {looks} looks of a reader"
    found = f"{lost} lost, {mixed + misread} mixed or torn, {left} editions kept"
    is_good = not (lost or mixed or misread) and published > 0 and left <= KEPT
    return Outcome("kill -9: publish", "files", tried, found, is_good, time.monotonic() - began)
