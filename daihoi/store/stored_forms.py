"""The one form in which each column is stored. What means the same in another form was not written by us.

A date such as ``2020-W10-1`` reads as the same day, so no hash would notice it, yet it sorts differently and
would hide an event. One scan per table in the database itself; no row is parsed here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from daihoi.store.runs import Run

MAX_NAMED = 5
_DAY = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]"
_MOMENT = f"{_DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].{'[0-9]' * 6}+00:00"
_IN_FILE = {
    "int": "typeof({0}) = 'integer'",
    "int?": "typeof({0}) in ('integer', 'null')",
    "text": "typeof({0}) = 'text'",
    "words?": "({0} is null or (typeof({0}) = 'text' and {0} <> ''))",
    "day": f"(typeof({{0}}) = 'text' and {{0}} glob '{_DAY}')",
    "day?": f"({{0}} is null or (typeof({{0}}) = 'text' and {{0}} glob '{_DAY}'))",
    "moment": f"(typeof({{0}}) = 'text' and {{0}} glob '{_MOMENT}')",
    "hash": "(typeof({0}) = 'text' and length({0}) = 64 and {0} not glob '*[^0-9a-f]*')",
    "blob": "typeof({0}) = 'blob'",
}
# A server keeps types itself; what it takes for text has still to be in the one form.
_ON_SERVER = dict.fromkeys(_IN_FILE, "true") | {
    "words?": "({0} is null or {0} <> '')",
    "moment": f"({{0}} ~ '^{_MOMENT.replace('.', '[.]').replace('+', '[+]')}$')",
    "hash": "({0} ~ '^[0-9a-f]{{64}}$')",
}
_FORMS = {
    "event": {
        "seq": "int",
        "campaign_code": "text",
        "unit_code": "text",
        "activity": "text",
        "version": "int",
        "kind": "text",
        "effective_date": "day",
        "actual_start": "day?",
        "actual_finish": "day?",
        "percent": "int?",
        "document_number": "text",
        "reason": "text",
        "certainty": "text",
        "source": "text",
        "corrects": "int?",
        "batch": "int",
        "actor": "text",
        "recorded_at": "moment",
        "hash": "hash",
        "details": "words?",
    },
    "batch": {
        "number": "int",
        "campaign_code": "text",
        "source_name": "text",
        "file_sha256": "text",
        "content_sha256": "hash",
        "actor": "text",
        "recorded_at": "moment",
        "row_count": "int",
        "event_count": "int",
    },
    "baseline": {
        "number": "int",
        "name": "text",
        "name_key": "text",
        "status_date": "day?",
        "recorded_at": "moment",
        "dates": "blob",
    },
    "activity_current": {"seq": "int", "version": "int", "effective_date": "day"},
    "chain_head": {"id": "int", "seq": "int", "hash": "text"},
    "meta": {"name": "text", "value": "text"},
}
_NAMES = {
    "event": "Sự kiện số {0}",
    "batch": "Lần nhập số {0}",
    "baseline": "Bản chốt số {0}",
    "activity_current": "Bảng hiện trạng, dòng {0}",
    "chain_head": "Đầu chuỗi",
    "meta": "Bảng thông tin, dòng {0}",
}
_SEPARATOR = "'\n'"
_WORDS = (
    "campaign_code",
    "unit_code",
    "activity",
    "document_number",
    "reason",
    "source",
    "actor",
    "coalesce(details, '')",
)


def problems(run: Run) -> Iterator[str]:
    """Rows whose values are not in the form this program writes, at most five per table."""
    for table in _FORMS:
        yield from _misshapen(run, table)
    # With a separator between them, so that no accent can join the letter before it.
    for seq, words in run(f"select seq, {f' || {_SEPARATOR} || '.join(_WORDS)} from event order by seq"):
        if not unicodedata.is_normalized("NFC", str(words)):
            yield f"Sự kiện số {seq}: chữ có dấu không ở dạng đã ghi (Unicode dựng sẵn)."


def _misshapen(run: Run, table: str) -> Iterator[str]:
    forms, tests = _FORMS[table].items(), _ON_SERVER if run.is_server else _IN_FILE
    cases = " ".join(f"when not {tests[form].format(column)} then '{column}'" for column, form in forms)
    key = next(iter(_FORMS[table]))
    sql = f"""select {key}, wrong from (select {key}, case {cases} end as wrong from {table}) as looked_at
        where wrong is not null limit {MAX_NAMED}"""
    for found, column in run(sql, ()):
        yield f"{_NAMES[table].format(found)}: giá trị ở cột «{column}» không ở dạng chương trình ghi."
