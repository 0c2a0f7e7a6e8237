"""Whether an actor may run a command with the units that were typed: the matrix applied to parameters."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from daihoi.cli.users_display import grant_words
from daihoi.domain.access import INSTALLATION, About, Access, AccessError, AccessMatrix, Actor, CommandRule
from daihoi.domain.access_rows import WRITING
from daihoi.errors import ConfigErrors, UnknownCodeError
from daihoi.loading import find_config
from daihoi.workspace import Workspace

if TYPE_CHECKING:
    from daihoi.domain.campaign import Campaign


class Question:
    """May an actor run a command with these parameters today?"""

    def __init__(
        self, workspace: Workspace, matrix: AccessMatrix, actor: Actor, today: date, given: dict[str, Any]
    ) -> None:
        self.workspace, self.matrix, self.actor = workspace, matrix, actor
        self.today, self.given = today, given

    def refuse(self, rule: CommandRule) -> None:
        """Does nothing for what the matrix allows.

        Raises:
            AccessError: it does not allow this; the message names what the actor may do.
            UnknownCodeError: there is no such unit, told to those only who may do this to all of them.
            ConfigErrors: the campaign is not usable.
        """
        if rule.about is About.GRANT:
            self._refuse_grant(rule.action)
        elif rule.about is About.INSTALLATION:
            self._ask(Access(self.matrix), rule.action, INSTALLATION)
        elif rule.about in (About.ANYWHERE, About.DECISION):  # a decision asks for each of its units
            self._ask_somewhere({rule.action})
        elif rule.about is About.ROWS:
            self._ask_somewhere(WRITING)
        else:
            self._refuse_units(rule)

    def ask_unit(self, campaign: Campaign, action: str, unit_code: str) -> None:
        """Does nothing when the actor may do it to a unit.

        Raises:
            AccessError: the matrix does not allow it; the message names what the actor may do.
        """
        self._ask(Access(self.matrix, campaign.tree), action, unit_code)

    def _ask(self, access: Access, action: str, unit_code: str) -> None:
        if not access.can(self.actor, action, unit_code, self.today):
            whom = "toàn bản cài" if unit_code == INSTALLATION else f"đơn vị «{unit_code}»"
            raise AccessError(self._refusal(action, f" {whom}" if action == "read" else f" ({whom})"))

    def _ask_somewhere(self, actions: Collection[str]) -> None:
        if not Access(self.matrix).can_somewhere(self.actor, actions, self.today):
            raise AccessError(self._refusal(sorted(actions)[-1], ""))

    def _refuse_units(self, rule: CommandRule) -> None:
        from daihoi.loading import find_config, load_campaign
        from daihoi.recording import access_on

        campaign = load_campaign(find_config(self.workspace.config), self.given["campaign"])
        access, root = access_on(self.workspace, campaign, self.matrix, self.today), campaign.root.code
        there = access.tree.by_code if access.tree else {}
        for code in self._units(rule.about) or [root]:
            is_unknown = code not in there and code not in access.gone
            if is_unknown and access.can(self.actor, rule.action, root, self.today):
                raise UnknownCodeError("đơn vị", code, there)
            self._ask(access, rule.action, code)

    def _units(self, about: About) -> list[str]:
        """The units named in the command; none means the whole campaign."""
        if about is About.UNITS:
            return list(self.given["units"] or ())
        return [self.given["unit"]] if about is About.UNIT and self.given["unit"] else []

    def _refuse_grant(self, action: str) -> None:
        role = self.matrix.roles.get(self.given["role"])
        if self.given["login"].casefold() == self.actor.code.casefold():
            raise AccessError("Không ai tự cấp hoặc tự thu hồi quyền của mình: để người khác làm.")
        if role is not None and role.is_of_installation:
            self._ask(Access(self.matrix), "administer", INSTALLATION)
        elif self.given["unit"] in (None, INSTALLATION):
            self._ask(Access(self.matrix), action, INSTALLATION)
        else:
            for campaign in campaigns_with(self.workspace, self.given["unit"]):
                self._ask(Access(self.matrix, campaign.tree), action, self.given["unit"])

    def _refusal(self, action: str, whom: str) -> str:
        held = [grant_words(self.matrix, grant) for grant in self.actor.grants_on(self.today)]
        own = "; ".join(held) if held else "chưa có quyền nào hôm nay"
        return (
            f"Tài khoản «{self.actor.code}» không được {self.matrix.actions[action]}{whom}. "
            f"Quyền đang có: {own}. Cần thêm thì xin người điều phối hoặc người quản trị."
        )


def campaigns_with(workspace: Workspace, unit_code: str) -> list[Campaign]:
    """The campaigns that a unit takes part in; what is broken in others does not matter here.

    Raises:
        UnknownCodeError: none has it; the message offers the nearest codes.
    """
    found: list[Campaign] = []
    codes: set[str] = set()
    for campaign in _campaigns(workspace):
        codes.update(campaign.tree.by_code)
        if unit_code in campaign.tree.by_code:
            found.append(campaign)
    if not found:
        raise UnknownCodeError("đơn vị", unit_code, codes)
    return found


def _campaigns(workspace: Workspace) -> Iterator[Campaign]:
    from daihoi.assessing import open_campaign

    for code in find_config(workspace.config).campaign_codes():
        try:
            yield open_campaign(workspace, code)
        except ConfigErrors:
            continue
