"""The parts of a question that asks for several answers: ``[part.a]``, ``[part.b]`` … -> items of their own kinds.

A part has the keys of a question of its kind, but for what the whole question says once: drawn values, section, time.
Its texts stand in the body below ``## (a)``. The formulas of a part know the answers of the parts before it by their
names, which is how an answer is carried forward.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.bank.frontmatter import Table
from quiz.bank.kind_format import KindFormat, KindPart
from quiz.bank.misconception_tables import read_misconceptions
from quiz.language import Text
from quiz.model import Item, ItemPart, ReportCues

if TYPE_CHECKING:
    from quiz.bank.itemfile import ItemReader

FEWEST, MOST = 2, 12
MOST_POINTS = 100
MAX_LABEL = 4
PART_KEYS = frozenset({"kind", "label", "points", "follow", "from", "to", "separate", "misconception"})
"""The keys of a part that every kind has; the others are those of its kind."""


def read_parts(reader: ItemReader, whole: Item, values: frozenset[str]) -> tuple[ItemPart, ...]:
    """Return the parts below ``[part]``; faults are noted with their lines. ``whole`` is the question without them."""
    if not isinstance(reader.top.data.get("part", {}), dict):
        remedy = Text("小問ごとに [part.a]、[part.b] の表にします", "write a table for each: [part.a], [part.b]")
        reader.top.fault("part", "part が [part.名前] の表ではありません", "part should be tables [part.name]", remedy)
        return ()
    tables = reader.top.table("part")
    if not FEWEST <= len(tables.data) <= MOST:
        ja, en = f"小問は {FEWEST} 個から {MOST} 個です", f"there should be {FEWEST} to {MOST} parts"
        remedy = Text("[part.a] と [part.b] のように書きます", "write tables [part.a] and [part.b]")
        tables.fault(None, f"{ja}（{len(tables.data)} 個あります）", f"{en}, found {len(tables.data)}", remedy)
    found: list[ItemPart] = []
    earlier: dict[str, bool] = {}
    for name in tables.data:
        if not isinstance(tables.data[name], dict):
            remedy = Text(f"[part.{name}] の表にします", f"write a table [part.{name}]")
            tables.fault(name, f"part.{name} は表のはずです", f"part.{name} should be a table", remedy)
            continue
        table = tables.table(name)
        kind = _kind_of(reader, table)
        if not name.isascii():
            remedy = Text(f'[part.a] とし、label = "{name}" と書きます', f'write [part.a] with label = "{name}"')
            table.fault(None, f"{name} は式の中の名前にできません", f"{name} can't be a name in formulas", remedy)
        reader.declare(name, table)
        if kind is not None:
            part = _read_part(reader, table, name, kind, whole, values, found, earlier)
            _refuse_like(table, part, found)
            found.append(part)
        earlier[name] = kind is not None and kind.carries
    _refuse_numbers(reader, tables, found)
    return tuple(found)


def _refuse_numbers(reader: ItemReader, tables: Table, parts: list[ItemPart]) -> None:
    """Beside options that are numbered, (1) as the label of a part would be read as an answer, or an answer as it."""
    kinds = [reader.kinds.format_of(part.item.kind) for part in parts]
    if not any(kind is not None and kind.numbered for kind in kinds):
        return
    for part in parts:
        if part.label.isdigit():
            ja = f"選択肢にも ({part.label}) があるので、小問の記号にできません"
            en = f"an option may be called ({part.label}) as well: it can't be the label of a part"
            remedy = Text('label = "a" や "ア" のように書きます', 'write label = "a"')
            tables.table(part.name).fault("label", ja, en, remedy)


def _kind_of(reader: ItemReader, table: Table) -> KindFormat | None:
    """Return a part's kind; a kind that can't be part of a question is told, with the reason."""
    kinds = {name: reader.kinds.format_of(name) for name in reader.kinds.names()}
    fitting = [name for name, kind in kinds.items() if kind is not None and kind.may_be_part]
    named = table.data.get("kind")
    if isinstance(named, str) and named in kinds and named not in fitting:
        listed = ", ".join(fitting)
        ja, en = f"kind が {named} の小問は作れません", f"a part can't be of kind {named}"
        remedy = Text(
            f"1 つの問題にしてください。小問にできる kind: {listed}",
            f"make it a question of its own; parts are: {listed}",
        )
        table.fault("kind", ja, en, remedy)
        return None
    name = table.choice("kind", fitting)
    return None if name is None else kinds[name]


def _read_part(
    reader: ItemReader,
    table: Table,
    name: str,
    kind: KindFormat,
    whole: Item,
    values: frozenset[str],
    before: list[ItemPart],
    earlier: Mapping[str, bool],
) -> ItemPart:
    """Return one part, whose formulas know the values and what the parts before it are answered with."""
    reader.refuse_unknown(str(table.data["kind"]), kind, table, PART_KEYS)
    carried = frozenset(other for other, carries in earlier.items() if carries)
    known = values | carried
    part = KindPart(
        lambda section, names: reader.body_part(f"{name}.{section}", names), table, known, known | set(kind.measured)
    )
    part, misconceptions = read_misconceptions(part, kind)
    taken = {slip.name for other in before for slip in other.item.misconceptions}
    for slip in misconceptions:
        if slip.name in taken:
            remedy = Text("小問ごとに違う名前にします", "misconceptions of different parts have different names")
            table.table("misconception").fault(
                slip.name,
                f"misconception.{slip.name} が二度あります",
                f"misconception.{slip.name} stands twice",
                remedy,
            )
    after = part.after | {"key", name}
    prefix = f"part.{name}."
    lines = {key.removeprefix(prefix): line for key, line in whole.lines.items() if key.startswith(prefix)} | {
        key.removeprefix(f"{name}."): line for key, line in whole.lines.items() if key.startswith(f"{name}.")
    }
    item = replace(
        whole,
        id=f"{whole.id}.{name}",
        kind=str(table.data["kind"]),
        source="",
        references=(),
        stem=reader.body_part(f"{name}.stem", values),
        solution=reader.body_part(f"{name}.solution", after),
        hints=reader.hints(values, f"{name}."),
        separate=reader.separate(table, misconceptions),
        lets={**whole.lets, **{other.name: other.item.key for other in before if other.item.key is not None}},
        original=None,
        key=table.formula("key", known),
        check=table.formula("check", known),
        misconceptions=misconceptions,
        answer=kind.read_fields(part),
        report=ReportCues(),
        lines={"": table.line(), **lines},
    )
    reader.refuse_typed_keys(item, table)
    points = _points(table, "points", Fraction(1), above=True)
    return ItemPart(
        name=name,
        label=table.string("label") or name if "label" in table else name,
        points=points,
        follow=min(_points(table, "follow", points), points),
        item=item,
        low=table.formula("from", values),
        high=table.formula("to", values),
    )


def _points(table: Table, name: str, default: Fraction, *, above: bool = False) -> Fraction:
    """Return a number of points; ``above`` 0 where a part must count at all."""
    value = table.data.get(name, default)
    fits = not isinstance(value, bool) and isinstance(value, int | Fraction)
    if fits and (value > 0 if above else value >= 0) and value <= MOST_POINTS:
        return Fraction(value)
    low = Text("0 より大きく", "above 0") if above else Text("0 以上", "0 or more")
    ja = f"{table.called(name)} は {low.ja} {MOST_POINTS} 以下の数のはずです"
    table.fault(name, ja, f"{table.called(name)} should be a number, {low.en}, up to {MOST_POINTS}")
    return default


def _refuse_like(table: Table, part: ItemPart, before: list[ItemPart]) -> None:
    """A label is a letter, a number or a short word that no other part has."""
    if not part.label.isalnum() or len(part.label) > MAX_LABEL:
        remedy = Text('label = "1" や "ア" のように書きます', 'write label = "1" or "A"')
        ja, en = f"{part.label} は小問の記号になりません", f"{part.label} can't be the label of a part"
        table.fault("label" if "label" in table else None, f"{ja}（{MAX_LABEL} 文字まで）", en, remedy)
    if part.label.casefold() in [other.label.casefold() for other in before]:
        ja, en = f"({part.label}) が二度あります", f"({part.label}) stands twice"
        table.fault("label" if "label" in table else None, ja, en)
