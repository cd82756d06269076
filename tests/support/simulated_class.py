"""A class whose truth is known: abilities, slips of one's own, one question whose key is wrong, two copied papers."""

from __future__ import annotations

import csv
import io
import math
import random
from dataclasses import dataclass, field
from fractions import Fraction

from quiz import draw, load_bank
from quiz.exchange.classroom.class_folder import Classroom
from quiz.kinds import kind_of
from quiz.model import Variant

SURNAMES = "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤".split()


def roster(count: int) -> str:
    rows = [f"s{number:03},{SURNAMES[number % 10]} {number}" for number in range(1, count + 1)]
    return "id,name\n" + "\n".join(rows) + "\n"


@dataclass
class Truth:
    """What each student typed, and how many of the answers are the key's; of a slip with named parts the right ones."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    right: dict[str, float] = field(default_factory=dict)


def simulate(
    room: Classroom, seed: int, *, wrong_key: str = "", copies: dict[str, str] | None = None, guess: float = 0.0
) -> Truth:
    """Return answers of the whole class; those who know better answer the first slip where the key is wrong.

    ``copies`` maps a copying student to the one that is copied, question by question, whatever the numbers.
    """
    rng = random.Random(seed)
    bank = load_bank()
    hard = {item: rng.gauss(0, 1) for item in room.items}
    habits = {item: rng.random() for item in room.items}
    typed: dict[str, dict[str, str]] = {}
    known: dict[str, dict[str, float]] = {}
    truth = Truth()
    for member in room.members:
        able = rng.gauss(0.3, 1)
        mine: dict[str, str] = {}
        right: dict[str, float] = {}
        for place in room.form_of(member).form.places:
            variant = draw(bank.item(place.item), place.seed)
            slips = list(kind_of(variant.item).slips(variant))
            knows = rng.random() < guess + (1 - guess) / (1 + math.exp(hard[place.item] - able))
            if place.item == wrong_key:
                knows = not knows or not slips
                mine[place.item] = _typed(variant, variant.key if knows else slips[0].value)
            elif knows or not slips:
                mine[place.item] = _typed(variant, variant.key) if knows else "12345"
            else:
                chosen = 0 if rng.random() < 0.4 + 0.3 * habits[place.item] else rng.randrange(len(slips))
                mine[place.item] = _typed(variant, slips[chosen].value)
                right[place.item] = _share(variant, slips[chosen].value)
            right.setdefault(place.item, float(knows))
        typed[member.student.id], known[member.student.id] = mine, right
    for copying, copied in (copies or {}).items():
        typed[copying] = dict(typed[copied])
    for member in room.members:
        places = room.form_of(member).form.places
        truth.answers[member.student.id] = [typed[member.student.id][place.item] for place in places]
        if member.student.id not in (copies or {}):
            truth.right[member.student.id] = sum(known[member.student.id].values())
    return truth


def _share(variant: Variant, value: object) -> float:
    """How much of a number's key a slip has: a part of a pair may be right by itself."""
    key = variant.key
    if not (isinstance(key, tuple) and isinstance(value, tuple) and getattr(variant.item.answer, "parts", ())):
        return 0.0
    return sum(math.isclose(mine, right, rel_tol=1e-4) for mine, right in zip(value, key, strict=True)) / len(key)


def _typed(variant: Variant, value: object) -> str:
    if isinstance(value, Fraction) and value.denominator != 1:
        return str(float(value)) if _is_decimal(value) else str(value)
    return kind_of(variant.item).typed(variant, value)


def _is_decimal(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def table(room: Classroom, truth: Truth, *, timed: bool = False) -> str:
    """Return the table that a teacher would get; ``timed`` papers took about what is planned for them."""
    rng = random.Random(room.seed)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["id", "name", *range(1, room.most + 1), *(["Time taken"] if timed else [])])
    for member in room.members:
        took = rng.lognormvariate(math.log(room.form_of(member).form.minutes), 0.35)
        told = [f"{int(took)} mins {int(60 * took) % 60} secs"] if timed else []
        writer.writerow([member.student.id, member.student.name, *truth.answers[member.student.id], *told])
    return file.getvalue()
