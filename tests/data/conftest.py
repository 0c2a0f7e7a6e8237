"""Pictures of the articles' campaigns, each computed once."""

from __future__ import annotations

from datetime import date

import pytest

from daihoi.assessing import open_assessment
from daihoi.domain.assessment import Assessment
from daihoi.workspace import Workspace
from tests.data.articles import Picture, recorded


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    """A campaign at the end of a day, with everything that its files report."""
    workspaces: dict[str, Workspace] = {}
    seen: dict[tuple[str, date], Assessment] = {}

    def at(code: str, day: date) -> Assessment:
        if code not in workspaces:
            workspaces[code] = recorded(tmp_path_factory.mktemp(code), code)
        if (code, day) not in seen:
            seen[code, day] = open_assessment(workspaces[code], code, day)
        return seen[code, day]

    return at
