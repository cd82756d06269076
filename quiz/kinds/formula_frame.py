"""What frames the formula of an answer: a name with its argument left of it, a definition behind it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

_SIGNS = " \t\r\n\u3000,、，.。"

if TYPE_CHECKING:
    from solvers.expression import Node


def called_at_left(text: str) -> tuple[str, str] | None:
    """Return the name and the argument of what is called left of the first equals sign; None where nothing is.

    >>> called_at_left("f'(x) = 2x"), called_at_left("w（t+1）＝w-g"), called_at_left("2(x+1) = 2x+2")
    (("f'", 'x'), ('w', 't+1'), None)
    """
    found = _called().match(text)
    return None if found is None else (found[1].replace("’", "'").replace("′", "'"), found[2].strip())


def name_and_step(writing: str) -> tuple[str, str]:
    """Return the name in a writing of a quantity, and its step, index or argument.

    >>> [name_and_step(writing) for writing in ("w^{(t+1)}", "w_{t+1}", "f'(x)", "z'")]
    [('w', 't+1'), ('w', 't+1'), ("f'", 'x'), ("z'", '')]
    """
    name = re.split(r"[\^_({ ]", writing, maxsplit=1)[0]
    return name, writing[len(name) :].strip("^_({ })")


def told_with_name(tree: Node, called: tuple[str, str]) -> str:
    """Write what was read; a name that is called at its left is no factor: "f'(x) = 2x", not "f'·x = 2x"."""
    from solvers.expression import Relation, to_text

    if not isinstance(tree, Relation) or tree.signs[0] != "=":
        return to_text(tree)
    rest = tree.args[1] if len(tree.args) == 2 else Relation(tree.signs[1:], tree.args[1:])
    return f"{called[0]}({called[1]}) = {to_text(rest)}"


def definition_behind(text: str) -> tuple[str, str, str] | None:
    """Return a formula, and the name and the value that the words behind it give: "18t^2 where t = 3x+1".

    >>> definition_behind("18t^2 where t = 3x+1"), definition_behind("18t^2（ただし、t=3x+1とする）")
    (('18t^2', 't', '3x+1'), ('18t^2', 't', '3x+1'))
    >>> definition_behind("18t^2, t = 3x+1")
    """
    word = next(_says_what_is_meant().finditer(text), None)
    if word is None:
        return None
    formula, behind = text[: word.start()].rstrip(_SIGNS), text[word.end() :].strip(_SIGNS)
    if formula.endswith(("(", "（")):
        if not behind.endswith((")", "）")):
            return None
        formula, behind = formula[:-1].rstrip(_SIGNS), behind[:-1].rstrip(_SIGNS)
    found = _definition().fullmatch(behind)
    if found is None or not formula:
        return None
    return formula, found[1], _said_of_it().sub("", found[2]).strip()


def with_round_brackets(text: str) -> str:
    """Return a formula with brackets that group alike, 2[x+y] and 2{x+y} as 2(x+y), at its full length.

    What stands behind a letter or a sign of typesetting, E[x] and x^{2}, is no group; nor is a list.

    >>> with_round_brackets("2[x+y]"), with_round_brackets("x^{2} + E[x]"), with_round_brackets("2｛x｝")
    ('2(x+y)', 'x^{2} + E[x]', '2(x)')
    """
    return _group().sub(lambda found: f"({found[1]})", text)


def with_long_bar(text: str) -> str | None:
    """Return a formula with the bar of its last root over all that follows, √4x+1 as √(4x+1); None where none can be.

    >>> with_long_bar("2/√4x+1"), with_long_bar("√(x)+1"), with_long_bar("√x")
    ('2/√(4x+1)', None, None)
    """
    found = _short_bar().fullmatch(text.rstrip())
    return None if found is None else f"{found[1]}√({found[2]})"


@cache
def _group() -> re.Pattern[str]:
    inside = r"[^()\[\]{}（）［］｛｝〔〕,、;=\n]{1,80}"
    return re.compile(rf"(?<![^\W0-9])(?<![_^\\)\]}}）])[\[{{［｛〔]({inside})[\]}}］｝〕]")


@cache
def _short_bar() -> re.Pattern[str]:
    return re.compile(r"(.*)(?:√|ルート)\s*([0-9A-Za-zα-ω][^()√=,]*[-+−＋][^()√=,]+)", re.DOTALL)


@cache
def _called() -> re.Pattern[str]:
    return re.compile(r"\s*([A-Za-zα-ωΑ-Ω](?:_[A-Za-z0-9])?['’′]{0,2})\s*[(（]([\w\s,，+-]{1,20})[)）]\s*[=＝](?!=)")


@cache
def _says_what_is_meant() -> re.Pattern[str]:
    return re.compile(r"(?<![A-Za-z])(?:where|with)(?![A-Za-z])|ただし|但し|ここで")


@cache
def _definition() -> re.Pattern[str]:
    return re.compile(r"([A-Za-z])\s*[=＝は]([^=＝≈≒]+)")


@cache
def _said_of_it() -> re.Pattern[str]:
    return re.compile(r"(?:とする|とおく|とした|です)\Z")
