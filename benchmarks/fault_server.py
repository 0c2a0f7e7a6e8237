"""The whole server killed under load: the postmaster and its children, as a power cut would."""

from __future__ import annotations

import itertools
import os
import random
import select
import signal
import time

from benchmarks.fault_places import Ground
from benchmarks.fault_power import CAMPAIGN, NOON, ROWS, rows
from benchmarks.fault_table import Outcome
from daihoi.errors import StoreError
from daihoi.log_place import LogPlace
from daihoi.store.log import EventLog

WRITERS = 3
STRIDE = 1_000_000
LONGEST_SECONDS = 30


def write(place: LogPlace, first: int, pipe: int) -> None:
    """Imports until the server is gone; writes the number of each import that was acknowledged."""
    with EventLog.open(place) as log:
        for number in itertools.count(first):
            log.append(CAMPAIGN, rows(number), "vp", f"{number}", "00", NOON)
            os.write(pipe, f"{number}\n".encode())


def kill_server(ground: Ground, kills: int, seed: int = 5) -> Outcome:
    """Kills a server that waits for the disk, starts it again, and looks for what was acknowledged."""
    assert ground.server is not None
    began, chance, place = time.monotonic(), random.Random(seed), ground.fresh()
    EventLog.open(place).close()
    acknowledged: set[int] = set()
    lost = half = broken = 0
    for kill in range(kills):
        starts = [(writer + 1) * STRIDE + kill * 1000 for writer in range(WRITERS)]
        children = [_forked(place, start) for start in starts]
        select.select([told for _, told in children], [], [], LONGEST_SECONDS)  # the load is there
        time.sleep(chance.uniform(0.0, 0.8))
        ground.server.kill()
        for child, told in children:
            with os.fdopen(told) as lines:
                acknowledged |= {int(line) for line in lines.read().split("\n")[:-1]}
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        ground.server.start()
        with EventLog.open_existing(place) as log:
            batches = log.batches(CAMPAIGN)
            broken += bool(log.verify())
        lost += len(acknowledged - {int(batch.source_name) for batch in batches})
        half += sum(not batch.new_events == batch.rows == ROWS for batch in batches)
    tried = f"{kills} kills, {WRITERS} writers, {len(acknowledged)} imports of {ROWS} rows acknowledged"
    found = f"{lost} lost, {half} half, {broken} broken chains"
    is_good = not (lost or half or broken) and len(acknowledged) >= kills
    return Outcome("kill -9: the whole server", ground.name, tried, found, is_good, time.monotonic() - began)


def _forked(place: LogPlace, first: int) -> tuple[int, int]:
    """A writer, and where to read what it wrote to its pipe."""
    reading, pipe = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            write(place, first, pipe)
        except StoreError:
            os._exit(2)  # the server is gone
        finally:
            os._exit(1)
    os.close(pipe)
    return child, reading
