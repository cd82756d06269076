"""What an expression's answer may be written in, and the name of what is asked for that may stand at its left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from quiz.bank.formula import Formula
from quiz.bank.frontmatter import Table
from quiz.kinds.formula_frame import called_at_left, name_and_step
from quiz.language import Text
from solvers.expression import Node

if TYPE_CHECKING:
    from solvers.expression.faults import Unreadable as Fault


@dataclass(frozen=True, slots=True)
class ExpressionFields:
    """What an answer may be written in: the ``[answer]`` table.

    ``intermediate`` gives names of quantities on the way, which a finished answer no longer holds; ``domain`` is a
    word of ``solvers.expression.identity.DOMAINS`` for a variable that isn't any real number; ``asked`` are the
    writings of what is asked for (``dz/dx``), one of which may stand left of an equals sign. Without them any name may.
    """

    variables: tuple[str, ...]
    intermediate: Mapping[str, Formula] = field(default_factory=dict)
    domain: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None
    asked: tuple[str, ...] = ()


def asked_writings(table: Table) -> tuple[str, ...]:
    """Read the writings of what is asked for; each must be the name of a quantity."""
    from solvers.expression import Unreadable as Fault
    from solvers.expression import read
    from solvers.expression.reading import names_quantity

    if "asked" not in table:
        return ()
    writings = table.strings("asked")
    for writing in writings:
        try:
            named = names_quantity(read(writing).tree)
        except Fault:
            named = False
        if not named:
            remedy = Text('asked = ["dz/dx"] のように書きます', 'write it like asked = ["dz/dx"]')
            ja, en = f"{writing} は求める量の名前として読めません", f"{writing} is no name of a quantity"
            table.fault("asked", ja, en, remedy)
    return writings


@lru_cache(maxsize=64)
def asked_trees(policy_asked: tuple[str, ...], names: tuple[str, ...]) -> tuple[Node, ...]:
    """The names of what is asked for, read as a learner's left-hand side is."""
    from solvers.expression import Relation, read

    trees = (read(f"{writing} = 0", names=names).tree for writing in policy_asked)
    return tuple(tree.args[0] for tree in trees if isinstance(tree, Relation))


def without_label(chain: Node, policy: ExpressionFields, text: str) -> Node:
    """Return a chain without the name of what is asked for at its left.

    Raises:
        solvers.expression.Unreadable: ``asked-name``, where another quantity is named.
    """
    from solvers.expression import Relation, Symbol
    from solvers.expression.reading import names_quantity

    label = chain.args[0]
    called = called_at_left(text)
    if not policy.asked or not (names_quantity(label) or called):
        return chain
    asked = label in asked_trees(policy.asked, (*policy.variables, *policy.intermediate))
    if asked or (called is not None and is_asked(called, policy)):
        return Relation(chain.data[1:], chain.args[1:]) if len(chain.args) > 2 else chain.args[1]
    if called is not None and is_factor(called, policy) and not names_quantity(label):
        return chain
    if isinstance(label, Symbol) and label.name in (*policy.variables, *policy.intermediate):
        return chain  # it stands for a value, and the link is looked at like any other
    raise other_quantity(policy, text)


def is_asked(called: tuple[str, str], policy: ExpressionFields) -> bool:
    """Whether a name with an argument is what is asked for: w(t+1) where w^{(t+1)} is, z'(x) where z' is."""
    name, argument = called
    asked = {name_and_step(writing) for writing in policy.asked}
    primed = name.endswith("'") and (name, "") in asked and argument in policy.variables
    return primed or (name, argument.replace(" ", "")) in asked


def is_factor(called: tuple[str, str], policy: ExpressionFields) -> bool:
    """Whether both the name and what stands in the brackets hold the question's own letters: x(x + 1), a product."""
    own = {*policy.variables, *policy.intermediate}
    return called[0] in own and own.issuperset(re.findall("[A-Za-z]+", called[1]))


def other_quantity(policy: ExpressionFields, text: str) -> Fault:
    """Return the fault of an equation that names another quantity than the one asked for, as it was typed."""
    from solvers.expression import Unreadable as Fault

    named = re.split("[=＝≈≒]", text, maxsplit=1)[0]
    return Fault("asked-name", len(named) - len(named.lstrip()), named.strip(), policy.asked[0], text=text)
