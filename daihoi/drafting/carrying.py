"""The next draft of a document that people have worked on: their file, with the next number on it."""

from __future__ import annotations

import io

from daihoi.drafting.skeleton import draft_mark


def carried_on(previous: bytes, number: int) -> bytes | None:
    """Draft ``number`` made of the file of the draft before it.

    Args:
        previous: a Word file.
        number: the draft to make, from 2.

    Returns:
        The same file with its mark changed; None when it is no Word file or bears no such mark.
    """
    from zipfile import BadZipFile

    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml.ns import qn

    from reports.office.zipped import same_bytes

    before, after = draft_mark(number - 1), draft_mark(number)
    try:
        file = docx.Document(io.BytesIO(previous))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError):  # the last: broken XML
        return None
    marks = [text for text in file.element.body.iter(qn("w:t")) if (text.text or "").strip() == before]
    for text in marks:
        text.text = text.text.replace(before, after)
    if not marks:
        return None
    content = io.BytesIO()
    file.save(content)
    return same_bytes(content.getvalue())
