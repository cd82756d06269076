"""A formula's tree in one shape: sums and norms written out over three entries, no indices, states and gradients named.

What is left are names that only tell one quantity from another, so that two formulas can be compared up to renaming.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from solvers.expression import Call, Node, Number, Power, Product, Quotient, Relation, Sum, Symbol, Unreadable
from solvers.expression.calculus import functions_in, names_in, substitute, walk
from solvers.expression.evaluation import Undefined
from solvers.expression.nodes import Bound, Constant, Label, Negative
from solvers.expression.reading import read
from solvers.expression.vocabulary import DERIVATIVE

TOTAL: Final = "total"
"""``total(k, a)``: the sum of ``a`` over the entries that ``k`` counts."""
NORM: Final = "norm"
DOTS: Final = "Qdots"
GRADIENT: Final = "grad"
STATE: Final = "state"
MOST_NODES: Final = 150

_KNOWN: Final = ("E", "i", "I", GRADIENT, DOTS)
_FUNCTIONS: Final = (NORM, TOTAL)
_ENTRIES: Final = ((Fraction(1), Fraction(0)), (Fraction(5, 4), Fraction(1, 8)), (Fraction(3, 4), Fraction(1, 2)))
"""Three entries stand for any number of them: x, 5/4 x + 1/8, 3/4 x + 1/2."""
_COUNTERS: Final = late(r"[ijklmnt]{1,3}")
_STEP: Final = late(r"[tkn](?:[+-]\d)?")
_ENDS_IN_NUMBER: Final = late(r"\d+\Z")
_UPDATES: Final = frozenset({"new", "old", "next", "prev", "now", "after", "before"})
_ACCENTS: Final = frozenset({"hat", "bar", "tilde", "dash", "overline", "dot"})
_LETTERS_OF_GRADIENTS: Final = frozenset(
    {
        "g",
        "dW",
        "dw",
        "gradient",
        "gradients",
        "grads",
        "勾配",
        "誤差の勾配",
        "g_W",
        "g_w",
        "dx",
        "dtheta",
        "dparam",
        "dparams",
    }
)
_STD_WORDS: Final = late(r"std|stddev|標準偏差|standard_deviation|sd", re.IGNORECASE)
_VAR_WORDS: Final = late(r"var|variance|分散", re.IGNORECASE)
_DECIMAL: Final = "Q9"
_THE_SAME: Final = frozenset({"mu", "lambda", "x_bar", "n", "N"})
_HELPERS: Final = frozenset("abcdijkmnpqrstuvz")


class NotComparable(ValueError):
    """A tree that no formula of a course looks like."""


@frozen
class Equation:
    """One formula in its canonical shape.

    Attributes:
        kinds: what its left-hand side may be: ``state``, ``name``, ``slope``, ``std``, ``var``, ``norm``, ``start``;
            ``none`` where there is none.
        left: the left-hand side of a norm, else None.
        right: the right-hand side; the state is called ``state``.
        shown: how the writer calls each name.
        helper: whether the left-hand side is a letter as it is given to what is needed on the way (``u``, ``t``).
        sampled: whether decimals stand in it, as names: it is an example with numbers.
    """

    kinds: frozenset[str]
    left: Node | None
    right: Node
    shown: Mapping[str, str]
    helper: bool = False
    sampled: bool = False


def read_tree(text: str, words: Iterable[str] = ()) -> Node | None:
    """Return the tree of a spelt formula; None for what can't be read or is too large.

    >>> read_tree("w = w - a") == read_tree("w=w-a"), read_tree("w = = w")
    (True, None)
    """
    try:
        tree = read(text, known=(*_KNOWN, *words), functions=_FUNCTIONS).tree
    except (Unreadable, RecursionError):
        return None
    return tree if len(walk(tree)) <= MOST_NODES else None


def equation_of(
    members: tuple[Node, ...], words: Mapping[str, str], *, gradient_letter: bool = True
) -> Equation | None:
    """Return the canonical shape of ``left = right``, or of an expression alone; None where it has none.

    ``words`` are the names that the text spells with several letters; ``gradient_letter`` says whether ``g`` is the
    gradient.

    >>> found = equation_of(read_tree("w_i = w_i - a*g").args, {})
    >>> found.kinds, found.right
    (frozenset({'state'}), Sum(Symbol('state'), Negative(Product(Symbol('a'), Symbol('grad')))))
    """
    try:
        return _equation(members, words, gradient_letter)
    except (NotComparable, Undefined, ValueError, RecursionError, OverflowError):
        return None


def _equation(members: tuple[Node, ...], words: Mapping[str, str], gradient_letter: bool) -> Equation:
    left = members[0] if len(members) == 2 else None
    members = tuple(_stepless(member, left) for member in members)
    left, right = (members[0] if left is not None else None), members[-1]
    if not right.scalar:
        raise NotComparable
    kinds, name = _left_kinds(left, words)
    right = expanded(_with_named_decimals(_one_named(right)))
    names = _plain_names(names_in(right) | ({name} if name else set()), updated=name)
    shown: dict[str, str] = {}
    exchange: dict[str, Node | int] = {}
    for old in names_in(right):
        plain = names[old]
        word = _spoken(plain, words)
        if _is_gradient(old, plain, word, gradient_letter, name):
            plain, word = GRADIENT, "∇E"
        elif name and plain == names[name]:
            kinds, plain = frozenset({"state"}), STATE
        shown[plain] = word
        exchange[old] = Symbol(plain)
    right = substitute(right, exchange)
    if STATE in shown:
        assert name is not None
        shown[STATE] = _spoken(names[name], words)
    helper = name is not None and names[name] in _HELPERS and "state" not in kinds
    sampled = any(name.startswith(_DECIMAL) for name in names_in(right))
    return Equation(kinds, left if "norm" in kinds else None, right, shown, helper, sampled)


def may_have_gradient_letter(right: Node, words: Mapping[str, str]) -> bool:
    """Return whether a name of a right-hand side may be a letter for the gradient, so that there are two readings.

    >>> may_have_gradient_letter(read_tree("a*g_t"), {}), may_have_gradient_letter(read_tree("a*grad"), {})
    (True, False)
    """
    letters = (name.partition("_")[0] for name in names_in(right) | functions_in(right))
    return any(words.get(letter, letter).partition("_")[0] in _LETTERS_OF_GRADIENTS for letter in letters)


def _spoken(plain: str, words: Mapping[str, str]) -> str:
    base, _, rest = plain.partition("_")
    return words.get(base, base) + (f"_{rest}" if rest else "")


def _is_gradient(old: str, plain: str, word: str, letter: bool, updated: str | None) -> bool:
    """Whether a name is the gradient of the loss; by another one of the numbered weights than is updated it isn't."""
    if plain == GRADIENT or old.startswith("nabla_"):
        return True
    above, divided, below = old.partition("/")
    if divided:
        numbers = {found[0] for found in map(_ENDS_IN_NUMBER.search, (below, updated or "")) if found}
        return above[:2] in ("dE", "dL", "dJ", "dC") and len(numbers) <= 1
    return letter and word.partition("_")[0] in _LETTERS_OF_GRADIENTS


# -- the left-hand side ------------------------------------------------------------------------------------------------


def _left_kinds(left: Node | None, words: Mapping[str, str]) -> tuple[frozenset[str], str | None]:
    """Return what a left-hand side may be, and its name where it has one."""
    if left is None:
        return frozenset({"none"}), None
    if isinstance(left, Label):
        return frozenset({"name"}), None
    if isinstance(left, Symbol):
        return _named(left.name, words)
    if isinstance(left, Constant) and left.name in ("e", "i"):
        return frozenset({"name"}), None
    if isinstance(left, Call):
        if left.name == NORM:
            return frozenset({"norm"}), None
        if left.name == DERIVATIVE or left.name.endswith("'"):
            return frozenset({"slope"}), None
        if all(not arg.args for arg in left.args):
            return frozenset({"name"}), None
    if isinstance(left, Power) and left.args[1] == Number(2):
        base = left.args[0]
        if isinstance(base, Symbol) and base.name.partition("_")[0] in ("sigma", "s", "S"):
            return frozenset({"var"}), None
        if isinstance(base, Call) and base.name == NORM:
            return frozenset({"norm"}), None
    if isinstance(left, Product) and len(left.args) == 2 and all(isinstance(arg, Symbol) for arg in left.args):
        first = left.args[0]
        assert isinstance(first, Symbol)
        if first.name in words or first.name in ("V", "y", "z", "a", "u", "E", "L", "J"):  # Var(W), y(x)
            return _named(first.name, words)
    raise NotComparable


def _named(name: str, words: Mapping[str, str]) -> tuple[frozenset[str], str | None]:
    if "/" in name:
        return frozenset({"slope"}), None
    if name.endswith("'"):  # y' = y(1 - y), or the next value of x
        return frozenset({"slope", "name"}), name
    base = name.partition("_")[0]
    word = words.get(base, "")
    if _STD_WORDS.fullmatch(word):
        return frozenset({"std"}), name
    if _VAR_WORDS.fullmatch(word):
        return frozenset({"var"}), name
    kinds = {"name"}
    if base == "sigma":
        kinds.add("std")
    if re.fullmatch(r"[A-Za-z]0|[A-Za-z]_0", name):
        kinds = {"start"}
    return frozenset(kinds), name


def _stepless(node: Node, left: Node | None) -> Node:
    """Drop raised steps (``w^t``) where the left-hand side has one; ``beta^t`` stays a power."""
    if not (isinstance(left, Power) and isinstance(left.args[0], Symbol) and _is_step(left.args[1])):
        return node

    def dropped(part: Node) -> Node:
        if isinstance(part, Power) and _is_step(part.args[1]):
            base = part.args[0]
            if isinstance(base, Symbol) and (len(base.name.partition("_")[0]) == 1 or base == left.args[0]):
                return base
        return part.with_args(tuple(map(dropped, part.args))) if part.args else part

    return dropped(node)


def _is_step(node: Node) -> bool:
    if isinstance(node, Sum):
        return _is_step(node.args[0]) and all(
            isinstance(term, Number) or (isinstance(term, Negative) and isinstance(term.args[0], Number))
            for term in node.args[1:]
        )
    return isinstance(node, Symbol) and node.name in ("t", "k", "n", "T")


def _one_named(node: Node) -> Node:
    """Make a name of each function that is always applied to the same thing, as in ``f(x)(1 - f(x))``."""
    arguments: dict[str, set[tuple[Node, ...]]] = {}
    for part in walk(node):
        if isinstance(part, Call) and part.name.isalpha() and len(part.name) == 1:
            arguments.setdefault(part.name, set()).add(part.args)
    if any(len(found) > 1 for found in arguments.values()):
        raise NotComparable

    def named(part: Node) -> Node:
        if isinstance(part, Call) and part.name in arguments:
            return Symbol(part.name)
        return part.with_args(tuple(map(named, part.args))) if part.args else part

    return named(node) if arguments else node


def _with_named_decimals(node: Node) -> Node:
    """Make a name of a typical value, 0.9 or 1e-8; one that makes up 1 with it is written so."""
    exchange: dict[Node, Node] = {}
    for part in walk(node):
        if isinstance(part, Number) and part.value.denominator not in (1, 2, 3, 4) and part not in exchange:
            rest = next((name for known, name in exchange.items() if known == Number(1 - part.value)), None)
            exchange[part] = Symbol(f"{_DECIMAL}{len(exchange)}") if rest is None else 1 - rest

    def named(part: Node) -> Node:
        if isinstance(part, Number):
            return exchange.get(part, part)
        return part.with_args(tuple(map(named, part.args))) if part.args else part

    return named(node) if exchange else node


# -- sums and norms ----------------------------------------------------------------------------------------------------


def expanded(node: Node) -> Node:
    """Return a tree with its sums over entries and its norms written out over three entries.

    Raises :class:`NotComparable` for a sum whose terms use the number that it counts with.

    >>> from solvers.expression import to_text
    >>> to_text(expanded(read_tree("total(k, x_k)")))
    'x + (5·x/4 + 1/8) + (3·x/4 + 1/2)'
    """
    if not node.args:
        if isinstance(node, Bound) or (isinstance(node, Symbol) and node.name == DOTS):
            raise NotComparable
        return node
    if isinstance(node, Call) and node.name == "sum":
        return _total(expanded(node.args[0]), str(node.args[1].data))
    if isinstance(node, Call) and node.name == TOTAL:
        counter = node.args[0]
        return _total(expanded(node.args[1]), str(counter.data))
    if isinstance(node, Call) and node.name == NORM:
        return _norm(expanded(node.args[0]), node.args[1])
    if isinstance(node, Sum) and any(_is_dots(term) for term in node.args):
        return _listed(node)
    return node.with_args(tuple(map(expanded, node.args)))


def _total(body: Node, counter: str) -> Node:
    counted = {name: _uncounted(name, counter) for name in names_in(body) if counter in _counters(name)}
    if not counted:  # without indices, what is the same for all entries is known by its usual letter
        names = names_in(body)
        return _over_entries(body, {name for name in names if name not in _THE_SAME and name[0] != "Q"} or names)
    bare = substitute(body, {name: Symbol(other) for name, other in counted.items()})
    return _over_entries(bare, set(counted.values()))


def _uncounted(name: str, counter: str) -> str:
    """Return a name without the letter that a sum counts with: ``x_ni`` -> ``x_n``."""
    base, rest = _parts(name)
    kept = [part.replace(counter, "", 1) if _COUNTERS.fullmatch(part) and part != "in" else part for part in rest]
    return "_".join([base, *filter(None, kept)])


def _over_entries(body: Node, counted: Iterable[str]) -> Node:
    if len(walk(body)) > 3 * MOST_NODES:
        raise NotComparable
    names = sorted(counted)
    terms = []
    for factor, shift in _ENTRIES:
        terms.append(substitute(body, {name: factor * Symbol(name) + shift for name in names}))
    return Sum(*terms)


def _norm(inside: Node, order: Node) -> Node:
    if order == Number(2):
        return Power(_over_entries(Power(inside, Number(2)), names_in(inside)), Number(Fraction(1, 2)))
    absolute: Node = Call("abs", inside)
    if order == Number(1):
        return _over_entries(absolute, names_in(inside))
    if not isinstance(order, Symbol):
        raise NotComparable
    return Power(_over_entries(Power(absolute, order), names_in(inside)), Quotient(Number(1), order))


def _is_dots(term: Node) -> bool:
    return isinstance(term, Symbol) and term.name == DOTS


def _listed(node: Node) -> Node:
    """Read ``x_1 + x_2 + ... + x_n`` as the sum over the entries of x."""
    terms = [term for term in node.args if not _is_dots(term)]
    if len(terms) != len(node.args) - 1 or len(terms) < 2 or not _is_dots(node.args[-2]):
        raise NotComparable
    counted: set[str] = set()
    bare = []
    for term in terms:
        exchange: dict[str, Node | int] = {}
        for name in names_in(term):
            base = _without_number(name)
            if base != name:
                counted.add(base)
                exchange[name] = Symbol(base)
        bare.append(substitute(term, exchange))
    if len(set(bare)) != 1 or not counted:
        raise NotComparable
    return _over_entries(expanded(bare[0]), counted)


def _without_number(name: str) -> str:
    """``x1``, ``x_n`` -> ``x``."""
    base, _, rest = name.partition("_")
    if rest and _COUNTERS.fullmatch(rest):
        return base
    return base.rstrip("0123456789") if not base.startswith("Q") and not rest else name


# -- names -------------------------------------------------------------------------------------------------------------


def _parts(name: str) -> tuple[str, list[str]]:
    base, *rest = name.split("_")
    while rest and rest[0] in _ACCENTS:
        base = f"{base}_{rest.pop(0)}"
    return base, [part for part in rest if part != "vec"]


def _counters(name: str) -> str:
    """The letters that count entries in a name's index: ``x_ni`` -> ``ni``."""
    return "".join(part for part in _parts(name)[1] if _COUNTERS.fullmatch(part) and part != "in")


def _plain_names(names: Iterable[str], updated: str | None) -> dict[str, str]:
    """Return each name without its index; where one letter has two of them (``n_in``, ``n_out``), they stay."""
    found: dict[str, tuple[str, str]] = {}
    indices: dict[str, set[str]] = {}
    updated_base = _parts(updated)[0] if updated else None
    for name in names:
        base, rest = _parts(name)
        kept = []
        for part in rest:
            if part in ("old", "new", "prev", "next", "now") and base == updated_base:
                continue
            if part in _UPDATES and base == updated_base:
                continue
            if not (_STEP.fullmatch(part) or (_COUNTERS.fullmatch(part) and part != "in" and base == updated_base)):
                kept.append(part)
        index = "_".join(kept)
        found[name] = base, index
        if index:
            indices.setdefault(base, set()).add(index)
    return {
        name: f"{base}_{index}" if index and len(indices[base]) > 1 else base for name, (base, index) in found.items()
    }


def members_of(tree: Node) -> tuple[Node, ...] | None:
    """Return the members that ``=`` joins, one for an expression; None where another sign is among them."""
    if isinstance(tree, Relation):
        return tree.args if set(tree.signs) == {"="} else None
    return (tree,)
