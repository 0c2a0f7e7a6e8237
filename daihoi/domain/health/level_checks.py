"""Do the levels wait for each other: links up, links down, and links to what lies outside the campaign."""

from __future__ import annotations

import numpy as np

from daihoi.domain.health.findings import Found
from daihoi.domain.health.logic_checks import awaited_name
from daihoi.domain.health.picture import Picture
from daihoi.domain.links import Ints

BELOW = "đơn vị có cấp trên trong đợt"


def link_up(picture: Picture) -> Found:
    """Units whose congress, or what follows it, no activity above waits for on its way to its congress."""
    links, unit_of, parent = picture.expansion.network.links, picture.expansion.unit_of, _parents(picture)
    leads_up = picture.after_congress[links.predecessor] & picture.before_congress[links.successor]
    leads_up &= parent[unit_of[links.predecessor]] == unit_of[links.successor]
    return _without(
        picture,
        unit_of[links.predecessor[leads_up]],
        "không việc nào trước đại hội cấp trên chờ đại hội này",
        "thêm vào một việc của cấp trên: {after: …_congress, type: FF, scope: children}",
    )


def link_down(picture: Picture) -> Found:
    """Units that wait for nothing from above before their congress."""
    links, unit_of, parent = picture.expansion.network.links, picture.expansion.unit_of, _parents(picture)
    leads_down = picture.before_congress[links.successor].copy()
    leads_down &= parent[unit_of[links.successor]] == unit_of[links.predecessor]
    return _without(
        picture,
        unit_of[links.successor[leads_down]],
        "không chờ kế hoạch, dự thảo hay phân bổ nào của cấp trên",
        "thêm vào việc đầu tiên của cấp này: {after: …_organize, scope: parent}",
    )


def _without(picture: Picture, linked_places: Ints, what: str, remedy: str) -> Found:
    units = picture.assessment.campaign.tree.units
    linked = set(linked_places.tolist())
    lacking = [u for place, u in enumerate(units) if u.parent_code and place not in linked]
    congresses = [picture.congress_of(unit) for unit in lacking]
    total = sum(bool(unit.parent_code) for unit in units)
    return Found(BELOW, total, len(lacking), picture.per_template(congresses, what, remedy))


def _parents(picture: Picture) -> Ints:
    """Place of a unit in the tree → place of the unit above; −1 for the root."""
    tree = picture.assessment.campaign.tree
    return np.array([tree.index.get(unit.parent_code, -1) for unit in tree.units], np.int32)


def link_outside(picture: Picture) -> Found:
    """Links to a level above the campaign, where no decided or planned date stands in for what is outside."""
    expansion, campaign = picture.expansion, picture.assessment.campaign
    first = expansion.template(expansion.numbers(campaign.root.code)[0]).code
    dated = {(campaign.root.code, first)}  # the day on which the campaign starts is decided
    dated |= {(floor.unit_code, floor.activity) for floor in campaign.floors}
    dated |= {(fixed.unit_code, fixed.activity) for fixed in campaign.fixed_dates}
    if campaign.root.planned_congress_date:
        dated.add((campaign.root.code, campaign.structure.by_code[campaign.root.level].congress.code))
    loose = [
        picture.at(
            expansion.number(campaign.root.code, activity),
            f"phải chờ «{awaited_name(picture, link)}» của cấp trên ngoài đợt, mà không ngày nào ghi thay",
            "ghi ngày cấp trên dự kiến vào «floors» trong campaign.yaml",
        )
        for activity, link in expansion.external_links
        if (campaign.root.code, activity) not in dated
    ]
    if not expansion.external_links:
        return Found.nothing("không việc nào chờ cấp trên ngoài đợt")
    return Found("liên kết lên cấp ngoài đợt", len(expansion.external_links), len(loose), loose)
