"""Every calculation that a question prints comes out as printed.

A false equals sign is a defect, and so is a last digit that the printed numbers don't give: whoever follows a worked
solution with a calculator must arrive at its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt, solution
from quiz.kinds import kind_of
from quiz.kinds.kind import diagnose
from quiz.language import Text
from quiz.model import Variant
from solvers.expression import Undefined, Unreadable, read, value

BANK = built_in_bank()
SEEDS = range(1, 21)

_MATH = re.compile(r"\$\$?([^$]+)\$\$?")
_SIGN = re.compile(r"(=|\\approx(?![a-zA-Z]))")
_OTHER = re.compile(r"[^-+0-9.(){}^ ]")
_COMMAND = re.compile(r"\\(?:times|cdot|div|frac|sqrt|left|right)(?![a-zA-Z])")
_ROUNDED = re.compile(r"-?\d+(?:\.(\d+))?(?:\s*\\times\s*10\^\{?(-?\d+)\}?)?")


def worth(side: str) -> float | None:
    """Return the value of what stands on one side of a sign; None where it isn't made of numbers alone."""
    if not re.search(r"\d", side) or _OTHER.search(_COMMAND.sub("", side)):
        return None
    try:
        found = value(read(side, thousands=False).tree)
    except (Unreadable, Undefined):
        return None
    return None if isinstance(found, complex) else float(found)


def last_place(side: str) -> float | None:
    """Return the worth of a number's last digit; None for a calculation."""
    match = _ROUNDED.fullmatch(side.strip())
    return 10.0 ** (int(match[2] or 0) - len(match[1] or "")) if match else None


def untrue(text: str) -> Iterator[str]:
    """Yield the chains of numbers in a text's formulas that don't hold as they are printed."""
    for formula in _MATH.findall(text):
        first, *rest = _SIGN.split(formula)
        before = worth(first)
        for sign, side in zip(rest[::2], rest[1::2], strict=True):
            here, unit = worth(side), last_place(side)
            if before is not None and here is not None:
                near = 1e-9 * max(1.0, abs(before))
                if sign != "=" and unit is not None:
                    near += unit / 2
                if (sign == "=" or unit is not None) and abs(here - before) > near:
                    yield formula.strip()
            before = here


def texts(variant: Variant) -> Iterator[Text]:
    """Yield what is printed of a variant: its hints, its worked solution, and what is told of each slip."""
    yield from prompt(variant).hints
    if not kind_of(variant.item).runs_after_answer:
        yield solution(variant)
    for slip in variant.distractors:
        for told in diagnose(variant, slip.misconceptions):
            yield told.message


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (r"From $4\div3\approx1.333$ follows $\frac{1}{3}\times3=1$.", True),
        (r"$4\div4.5773\approx0.874$", True),
        (r"$x=2\times0.5=1$ and $1.5^{2}\approx2.3$", True),
        (r"$1.2\times10^{-4}=0.00012\approx1\times10^{-4}$", True),
        (r"$1\div1.0565\approx0.946$", False),
        (r"$153.3219\div2.3219=66.03$", False),
        (r"$0.13^{5}=3.71\times10^{-5}$", False),
        (r"$y=\sqrt{18.667}\approx4.320$", False),
    ],
)
def test_what_holds_as_printed(text: str, holds: bool) -> None:
    assert (list(untrue(text)) == []) == holds


@pytest.mark.thorough
@pytest.mark.parametrize("identifier", sorted(BANK.paths))
def test_what_a_question_computes_comes_out_as_printed(identifier: str) -> None:
    item = BANK.item(identifier)
    found = {
        f"seed {seed}: {formula}"
        for seed in SEEDS
        for text in texts(draw(item, seed))
        for language in item.languages
        for formula in untrue(text.in_(language))
    }
    assert sorted(found) == []
