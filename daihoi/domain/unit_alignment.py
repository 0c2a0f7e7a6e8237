"""The activities that two pictures of a campaign have in common, though units may have changed between."""

from __future__ import annotations

import numpy as np

from daihoi.domain.expansion import Expansion
from daihoi.domain.links import Ints


def common_activities(then: Expansion, now: Expansion) -> tuple[Ints, Ints]:
    """The numbers of the activities of the units that are in both, in two networks of one structure.

    Args:
        then: one network.
        now: the other.

    Returns:
        Two int32 columns of equal length: number in ``then``, number in ``now``.
    """
    if then.campaign.tree.units == now.campaign.tree.units:
        numbers: Ints = np.arange(len(then.network), dtype=np.int32)
        return numbers, numbers
    shared = [code for code in now.campaign.tree.by_code if code in then.campaign.tree.by_code]
    return _numbers(then, shared), _numbers(now, shared)


def _numbers(expansion: Expansion, codes: list[str]) -> Ints:
    tree, first = expansion.campaign.tree, expansion.first_of_unit
    width = {code: block.width for code, block in expansion.blocks.items()}
    parts = [
        np.arange(width[unit.level], dtype=np.int32) + first[tree.index[unit.code]]
        for unit in (tree.by_code[code] for code in codes)
    ]
    numbers: Ints = np.concatenate(parts).astype(np.int32) if parts else np.zeros(0, np.int32)
    return numbers
