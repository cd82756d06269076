"""The tables ``[misconception.name]`` of a question or of one of its parts, and what a kind is then told of them."""

from __future__ import annotations

import re
from dataclasses import replace

from quiz.bank.kind_format import KindFormat, KindPart
from quiz.language import Text
from quiz.model import Misconception

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def read_misconceptions(part: KindPart, kind: KindFormat) -> tuple[KindPart, tuple[Misconception, ...]]:
    """Return the misconceptions below ``part.top``, and the part that knows their names; it has its key, or a fault."""
    found = []
    whole = part.top.table("misconception")
    for name in whole.data:
        if not isinstance(whole.data[name], dict) or not ID.match(name):
            remedy = Text("[misconception.短い名前] の表にします", "write a table [misconception.short-name]")
            whole.fault(name, f"misconception.{name} が読めません", f"can't read misconception.{name}", remedy)
            continue
        table = whole.table(name)
        table.refuse_unknown(("value", "when", "idea", "ja", "en", *kind.slip_keys))
        found.append(
            Misconception(
                name=name,
                message=table.bilingual({*part.after, "key"}),
                value=table.formula("value", part.values | kind.slip_names),
                when=table.condition("when", {*part.values, "key"}),
                line=table.line(),
                own=kind.read_slip(part, name),
                idea=table.string("idea", required=False) or "",
            )
        )
    if kind.key_rule == "required":
        part.require_key()
    named = replace(
        part,
        slips=frozenset(slip.name for slip in found),
        valued_slips=frozenset(slip.name for slip in found if slip.value is not None),
    )
    return named, tuple(found)
