"""The quick form of ``python -m benchmarks.fuzz_intake``."""

from __future__ import annotations

from benchmarks.fuzz_intake import fuzz


def test_damaged_files_are_read_or_refused_and_nothing_else() -> None:
    tally = fuzz(60, seed=7, extra=[], most=15)
    assert tally.failures == []
    assert sum(tally.outcomes.values()) == 15
    assert tally.outcomes["refused"] > 3
