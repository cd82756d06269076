"""JSON whose text can be seen: what can't be stands as an escape of JSON, so that a program reads what was there."""

from __future__ import annotations

import json
from typing import Any

from quiz.outlet.visible import visible, with_hidden


def json_text(value: Any, *, indent: int | None = None, exact: bool = False) -> str:
    r"""Return a value as JSON.

    Half of a surrogate pair, which UTF-8 can't hold and many readers refuse, is written out as it is on screens; where
    the value has to come back as it was (``exact``), as an escape of JSON as well.

    >>> print(json_text({"title": "a\u202eb\x1b", "勾配": "\ud800"}))
    {"title": "a\u202eb\u001b", "勾配": "\\ud800"}
    """
    return with_hidden(json.dumps(value, ensure_ascii=False, indent=indent), _escaped if exact else _told)


def _told(sign: str) -> str:
    return "\\" + visible(sign) if "\ud800" <= sign <= "\udfff" else _escaped(sign)


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))
