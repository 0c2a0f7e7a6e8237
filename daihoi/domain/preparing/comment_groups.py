"""Comments that say nearly the same, grouped: what an office answers once instead of a hundred times.

Two comments are alike when they share at least ``ALIKE_PCT`` percent of their words (shared words over all
words of both) and nothing that turns a comment round. A comment joins the first earlier one that it is
most like; it never joins through a third, so that a chain of small changes does not end in another comment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from daihoi.domain.preparing.comment_groups_words import Gist, gist

ALIKE_PCT = 80
"""Measured on made-up rewordings (benchmarks/feedback.py): of the pairs that stand together 99.6 % mean the
same, and 89 % of those that mean the same stand together; at 70 one pair in ten is a strange one. An answer
may be given for a whole group, so that a comment too few in it does less harm than a strange one."""


def alike_groups(texts: Sequence[str], alike_pct: int = ALIKE_PCT) -> list[list[int]]:
    """Groups of texts that say nearly the same.

    Args:
        texts: in the order of their giving; the first of a group stands for it.
        alike_pct: share of words from which two texts are the same, 1–100.

    Returns:
        Places in ``texts``, each in exactly one group; groups and places in ascending order.
    """
    gists = [gist(text) for text in texts]
    counts = Counter(word for one in gists for word in one.words)
    finder = _Finder(alike_pct, counts)
    groups: dict[int, list[int]] = {}
    same: dict[Gist, int] = {}
    for place, one in enumerate(gists):
        leader = same.get(one)
        if leader is None:
            leader = finder.nearest(one)
            if leader is None:
                finder.add(place, one)
                leader = place
            same[one] = leader
        groups.setdefault(leader, []).append(place)
    return list(groups.values())


@dataclass
class _Finder:
    """Finds the leader that a text is most like.

    Texts that are alike share one of their rarest words: with a share of ``t``, one among the first
    ``n − ceil(t·n) + 1`` of ``n``. Leaders are looked up by those words only.
    """

    alike_pct: int
    counts: Counter[str]
    leaders: dict[int, Gist] = field(default_factory=dict)
    by_word: dict[str, list[int]] = field(default_factory=dict)

    def add(self, place: int, one: Gist) -> None:
        self.leaders[place] = one
        for word in self._rarest(one):
            self.by_word.setdefault(word, []).append(place)

    def nearest(self, one: Gist) -> int | None:
        best, found = 0.0, None
        for place in sorted({place for word in self._rarest(one) for place in self.by_word.get(word, ())}):
            share = self._share(one, self.leaders[place])
            if share > best:
                best, found = share, place
        return found

    def _share(self, one: Gist, other: Gist) -> float:
        """Shared words over all words; 0 when the two are not alike."""
        if (one.turns, one.numbers) != (other.turns, other.numbers):
            return 0.0
        shared = len(one.words & other.words)
        whole = len(one.words) + len(other.words) - shared
        return shared / whole if shared * 100 >= self.alike_pct * whole else 0.0

    def _rarest(self, one: Gist) -> Iterator[str]:
        wanted = len(one.words) - -(-self.alike_pct * len(one.words) // 100) + 1
        ordered = sorted(one.words, key=lambda word: (self.counts[word], word))
        yield from ordered[:wanted]
