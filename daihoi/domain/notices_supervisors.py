"""Who oversees which units, as the register of supervision has it: the one place where it is told."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from daihoi.domain.entries import Entries, Entry
from daihoi.domain.notices_rules import Supervisor
from daihoi.domain.structure import Basis, Certainty

REGISTER, IN_CHARGE = "supervision", "in_charge"


def supervisors_of(entries: Entries) -> tuple[Supervisor, ...]:
    """The posts and bodies in charge of units, by name; those that only help are told of nothing."""
    charged: dict[str, list[Entry]] = {}
    for one in entries.of(REGISTER):
        if one.text("role") == IN_CHARGE:
            charged.setdefault(supervisor_code(one.text("post")), []).append(one)
    return tuple(_supervisor(code, charged[code], entries.called(REGISTER)) for code in sorted(charged))


def _supervisor(code: str, told: Sequence[Entry], book: str) -> Supervisor:
    is_stated = all(one.certainty is Certainty.STATED for one in told)
    source = "; ".join(dict.fromkeys(one.source for one in told if one.source))
    basis = Basis(Certainty.STATED if is_stated else Certainty.ASSUMED, source or book)
    return Supervisor(code, told[0].text("post"), tuple(one.text("unit") for one in told), basis)


def supervisor_code(name: str) -> str:
    """The code of a post: its name in small letters without marks, ``to_chi_dao_so_1`` for «Tổ chỉ đạo số 1».

    Spellings that differ in marks, capitals or signs meet; a code is its own code.
    """
    decomposed = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    letters = (sign if sign.isascii() and sign.isalnum() else _blank(sign) for sign in decomposed)
    return "_".join("".join(letters).split())


def _blank(sign: str) -> str:
    """Marks vanish; every other sign parts words."""
    return "" if unicodedata.combining(sign) else " "
