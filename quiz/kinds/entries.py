"""Named entries of a question file: the lines to be put in order, the sides to be matched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quiz.bank.formula import Formula
from quiz.bank.frontmatter import Table
from quiz.bank.kind_format import KindPart
from quiz.bank.misconception_tables import ID
from quiz.bank.template import BilingualTemplate, Template
from quiz.kinds.instance import broken, decide, fill
from quiz.language import LANGUAGES, Text
from quiz.model import Item


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry: its name in the file, what it shows, its code if that is what it shows, and when it is shown."""

    name: str
    body: BilingualTemplate
    code: Template | None = None
    when: Formula | None = None


def read_entries(part: KindPart, key: str, fewest: int, most: int, *own: str) -> tuple[tuple[Table, Entry], ...]:
    """Return the entries ``[[key]]`` with their tables, in which keys among ``own`` are the caller's to read."""
    tables = part.top.tables(key)
    if not fewest <= len(tables) <= most:
        ja = f"[[{key}]] は {fewest} 個から {most} 個です（{len(tables)} 個あります）"
        remedy = Text(f"[[{key}]] の数を変えてください", f"write more or fewer [[{key}]]")
        en = f"there should be {fewest} to {most} [[{key}]] entries, found {len(tables)}"
        part.top.fault(key if tables else None, ja, en, remedy)
    found: list[tuple[Table, Entry]] = []
    for table in tables:
        table.refuse_unknown(("name", "ja", "en", "code", "when", *own))
        name = table.string("name") or "?"
        if not ID.match(name) or name in [entry.name for _, entry in found]:
            remedy = Text(
                "それぞれ違う、小文字・数字・ハイフンの名前にします", "each has a name of its own of a-z, 0-9 and -"
            )
            table.fault("name", f"{name} は [[{key}]] の名前に使えません", f"{name} can't be the name here", remedy)
        body, code = _body(table, part)
        found.append((table, Entry(name, body, code, table.condition("when", part.values))))
    return tuple(found)


def _body(table: Table, part: KindPart) -> tuple[BilingualTemplate, Template | None]:
    if "code" not in table:
        return table.bilingual(part.values), None
    source = table.string("code") or "?"
    shown = table.sheet.template(f"`{source}`", table.line("code"), part.values)
    return BilingualTemplate(shown, shown), table.sheet.template(source, table.line("code"), part.values)


def shown_entries(item: Item, key: str, entries: tuple[Entry, ...], values: Mapping[str, Any]) -> dict[str, Text]:
    """Return the texts of the entries that these values show, by name, in the file's order.

    Raises :class:`quiz.errors.Unanswerable` where two of them read alike: nobody could tell which one was meant.
    """
    shown = {
        entry.name: fill(item, f"{key}.{place}", entry.body, values)
        for place, entry in enumerate(entries)
        if entry.when is None or decide(item, f"{key}.{place}.when", entry.when, values)
    }
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for name, text in shown.items():
            other = seen.setdefault(text.in_(language), name)
            if other != name:
                place = next(place for place, entry in enumerate(entries) if entry.name == name)
                ja, en = f"{other} と {name} が同じ文です", f"{other} and {name} read alike"
                raise broken(item, f"{key}.{place}", Text(ja, en))
    return shown
