"""Who really receives what: each addressee's own address, or that of the next body above that has one.

Most branches have no mail of their own; their ward's office passes on what concerns them. Nobody outside the
line of a unit's superiors is ever taken instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from daihoi.domain.notices_addressees import Addressee
from daihoi.domain.notices_rules import Role
from daihoi.domain.units import Unit, UnitTree
from daihoi.loading.notice_posts import Post, mailbox_name


@dataclass(frozen=True)
class Mailbox:
    """Where messages are collected.

    Attributes:
        name: ``unit:CL.KT``, ``supervisor:to_1``, ``coordinator:CL`` or ``above:CL``.
        title: Vietnamese name of the body.
        home: the unit whose office it is; None for the others.
    """

    name: str
    title: str
    home: Unit | None = None


def mailbox_of(addressee: Addressee, tree: UnitTree, posts: Mapping[str, Post]) -> Mailbox | None:
    """The mailbox that an addressee's notices go to; None where nobody who may be told has an address."""
    if addressee.role is Role.SUPERVISOR:
        own = Mailbox(mailbox_name("supervisor", addressee.code), addressee.name)
        return own if own.name in posts else None
    if addressee.role is Role.COORDINATOR:
        own = Mailbox(mailbox_name("coordinator", addressee.code), addressee.name)
        return own if own.name in posts else _office(addressee.code, tree, posts)
    if addressee.code:
        return _office(addressee.code, tree, posts)
    above = Mailbox(mailbox_name("above", tree.root.code), addressee.name)
    return above if above.name in posts else None


def _office(code: str, tree: UnitTree, posts: Mapping[str, Post]) -> Mailbox | None:
    """The office of a unit, else of the nearest unit above that has an address."""
    while code:
        unit = tree.by_code[code]
        if (name := mailbox_name("unit", code)) in posts:
            return Mailbox(name, unit.name, unit)
        code = unit.parent_code
    return None
