"""A run history made here is the one that Prefect would have made; one that is there is left alone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

BY_PREFECT = "import asyncio; from prefect.server.database import provide_database_interface as given; "
BY_PREFECT += "asyncio.run(given().create_db())"
BY_DAIHOI = "from flows.run_history import make_history; make_history()"

Shape = set[tuple[object, ...]]


def run(program: str, url: str) -> str:
    """Runs a line of Python with a database of Prefect; what it said."""
    told = os.environ | {"PREFECT_API_DATABASE_CONNECTION_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", program], env=told, capture_output=True, text=True, check=True
    )
    return done.stderr


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def shape(path: Path) -> Shape:
    """Columns, links, indexes and triggers, and the last change; the order of constraints is chance."""
    found: Shape = set()
    with closing(sqlite3.connect(path)) as database:
        for kind, name, sql in database.execute("select type, name, sql from sqlite_master").fetchall():
            found.add((kind, name, sql if kind != "table" else ""))
            if kind == "table":
                links = database.execute(f"pragma foreign_key_list('{name}')")
                found |= {(name, "link", *row[2:]) for row in links}
                found |= {(name, "column", *row) for row in database.execute(f"pragma table_info('{name}')")}
                ((rows,),) = database.execute(f"select count(*) from '{name}'")
                found.add((name, rows))
        found |= set(database.execute("select version_num from alembic_version"))
    return found


def test_it_is_what_prefect_makes(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    run(BY_PREFECT, url_of(tmp_path / "theirs" / "prefect.db"))
    run(BY_DAIHOI, url_of(tmp_path / "ours" / "prefect.db"))
    ours = shape(tmp_path / "ours" / "prefect.db")
    assert len(ours) > 500
    assert ours == shape(tmp_path / "theirs" / "prefect.db")
    assert [one.name for one in (tmp_path / "ours").iterdir()] == ["prefect.db"]


def test_one_that_is_there_is_left_to_prefect(tmp_path: Path) -> None:
    there = tmp_path / "prefect.db"
    there.write_bytes(b"not a database")
    assert run(BY_DAIHOI, url_of(there)) == ""
    assert there.read_bytes() == b"not a database"


@pytest.mark.parametrize(
    "url", ["sqlite+aiosqlite:///:memory:", "postgresql+asyncpg://nobody@localhost/none"]
)
def test_other_databases_are_none_of_its_business(tmp_path: Path, url: str) -> None:
    run(BY_DAIHOI, url)
    assert not list(tmp_path.iterdir())


def test_where_it_cannot_be_made_prefect_is_left_to_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "left to Prefect" in run(BY_DAIHOI, url_of(tmp_path / "file" / "prefect.db"))
