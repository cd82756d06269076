"""Kinds of answers beside the plain expression: equations, tuples, intervals, sets, matrices, labels, slices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Items
from fractions import Fraction
from typing import Final

from solvers.expression.calculus import names_in, walk
from solvers.expression.evaluation import Undefined, divided, value
from solvers.expression.identity import IDENTICAL, UNDECIDED, Decision, decide
from solvers.expression.nodes import (
    Call,
    Compound,
    Constant,
    Index,
    Label,
    Matrix,
    Negative,
    Node,
    Number,
    Product,
    Relation,
    Sequence,
    SetOf,
    Slice,
    Sum,
    Symbol,
)
from solvers.expression.reading import answer_of
from solvers.grading.subsets import is_subset, same_subset

DIFFERENT: Final = Decision(False, "exact")
_SET_OPERATIONS: Final = frozenset({"union", "intersection", "difference"})
_MIRRORED: Final = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "≠": "≠", "≈": "≈"}


def kind_of(node: Node) -> str:
    """Return the kind of answer: ``value``, ``relation``, ``sequence``, ``set``, ``matrix``, ``label`` or ``index``.

    >>> from solvers.expression import read
    >>> [kind_of(read(text).tree) for text in ("2x", "x < 1", "(1, 2)", "{1}")]
    ['value', 'relation', 'sequence', 'set']
    """
    if node.scalar:
        return "value"
    if isinstance(node, (Relation, Compound)):
        return "relation"
    if isinstance(node, Sequence):
        return "sequence"
    if isinstance(node, SetOf) or (isinstance(node, Call) and node.name in _SET_OPERATIONS):
        return "set"
    if isinstance(node, Matrix) or any(isinstance(part, Matrix) for part in walk(node)):
        return "matrix"
    if isinstance(node, Label):
        return "label"
    if isinstance(node, (Index, Slice)):
        return "index"
    return "value"


def same_kind(answer: Node, reference: Node) -> bool:
    """Return whether an answer can be compared with a reference; another kind is asked again, not marked wrong."""
    found, wanted = kind_of(answer), kind_of(reference)
    if found == wanted or wanted == "relation":
        return True
    if wanted == "value":
        if found == "label":
            return True
        if plus_minus(reference):
            return found in ("sequence", "set") or isinstance(answer, Compound)
        return found == "relation" and set(answer.data) <= {"=", "≈"}
    if wanted == "label":
        return True
    if {found, wanted} <= {"sequence", "set", "matrix", "relation"}:
        return True
    return found == "value" and plus_minus(answer)


def decide_answers(student: Node, reference: Node, assume: Mapping[str, str]) -> Decision:
    """Decide whether two answers of any kind are equal.

    >>> from solvers.expression import read
    >>> decide_answers(read("y = 2x").tree, read("2*x").tree, {}).equal
    True
    >>> decide_answers(read("-x > -1").tree, read("x < 1").tree, {}).equal
    True
    """
    if student == reference:
        return IDENTICAL
    if student.scalar and reference.scalar:
        return decide(student, reference, assume)
    if is_subset(student) or is_subset(reference):
        same = same_subset(student, reference, assume)
        if same is not None:
            return Decision(same, "exact")
        student, reference = _as_listed(student), _as_listed(reference)
    if isinstance(student, Relation) or isinstance(reference, Relation):
        return _relations(student, reference, assume)
    return _values(student, reference, assume)


def _as_listed(node: Node) -> Node:
    """Return statements joined by a word as a bare list, which may stand in any order."""
    return Sequence("", node.args, "") if isinstance(node, Compound) else node


def _values(left: Node, right: Node, assume: Mapping[str, str]) -> Decision:
    kinds = kind_of(left), kind_of(right)
    if plus_minus(left) or plus_minus(right):
        return _branches(left, right, assume)
    if kinds == ("value", "value"):
        return decide(left, right, assume)
    if "matrix" in kinds:
        return _matrices(left, right, assume)
    if kinds == ("sequence", "sequence"):
        assert isinstance(left, Sequence)
        assert isinstance(right, Sequence)
        return _sequences(left, right, assume)
    if "label" in kinds:
        return _labels(left, right)
    if "set" in kinds:
        return _sets(left, right, assume)
    if kinds == ("index", "index") and type(left) is type(right) and left.data == right.data:
        return _pairs(left.args, right.args, assume)
    return DIFFERENT


def _all(decisions: Iterable[Decision]) -> Decision:
    """Combine: one difference decides, then one doubt; the weakest method is reported."""
    strength = ("identical", "exact", "numeric")
    method, doubt = "identical", False
    for decision in decisions:
        if decision.equal is False:
            return decision
        if decision.equal is None:
            doubt = True
        elif strength.index(decision.method) > strength.index(method):
            method = decision.method
    return UNDECIDED if doubt else Decision(True, method)


def _pairs(left: Items[Node], right: Items[Node], assume: Mapping[str, str]) -> Decision:
    if len(left) != len(right):
        return DIFFERENT
    return _all(decide_answers(a, b, assume) for a, b in zip(left, right, strict=True))


def _matched(left: Items[Node], right: Items[Node], assume: Mapping[str, str]) -> Decision:
    """Match items in any order, each of one side to some of the other."""
    decisions: list[Decision] = []
    for items, others in ((left, right), (right, left)):
        for item in items:
            found = [decide_answers(item, other, assume) for other in others]
            equal = next((decision for decision in found if decision.equal), None)
            if equal is None:
                return UNDECIDED if any(decision.equal is None for decision in found) else DIFFERENT
            decisions.append(equal)
    return _all(decisions)


def _sequences(left: Sequence, right: Sequence, assume: Mapping[str, str]) -> Decision:
    bare = ("", "")
    if left.data == bare and right.data == bare:
        ordered = _pairs(left.args, right.args, assume)
        if ordered.equal is not False or len(left.args) != len(right.args) or not _any_order(left, right):
            return ordered
        return _matched(left.args, right.args, assume)
    left, right = _open_at_infinity(left), _open_at_infinity(right)
    if left.data != right.data and bare not in (left.data, right.data) and len(left.args) == len(right.args) == 2:
        return DIFFERENT
    return _pairs(left.args, right.args, assume)


def _open_at_infinity(node: Sequence) -> Sequence:
    """An interval's bracket at an infinity says nothing: both are read as open."""
    if len(node.args) != 2 or not node.data[0]:
        return node
    left = "(" if _is_infinity(node.args[0]) else node.data[0]
    return Sequence(left, node.args, ")" if _is_infinity(node.args[1]) else node.data[1])


def _is_infinity(node: Node) -> bool:
    return (node.args[0] if isinstance(node, Negative) else node) == Constant("oo")


def _any_order(left: Sequence, right: Sequence) -> bool:
    """A bare list of equations or tuples lists solutions, in any order; one of plain values keeps its order."""
    return all(isinstance(item, (Relation, Sequence, Label)) for side in (left, right) for item in side.args)


# -- sets and intervals ----------------------------------------------------------------------------------------------


def _sets(left: Node, right: Node, assume: Mapping[str, str]) -> Decision:
    left, right = _simplified_set(left, assume), _simplified_set(right, assume)
    if isinstance(left, SetOf) and isinstance(right, SetOf):
        return _matched(left.args, right.args, assume) if left.args and right.args else _empty(left, right)
    if isinstance(left, Call) and isinstance(right, Call) and left.name == right.name:
        if left.name == "difference":
            return _pairs(left.args, right.args, assume)
        return _matched(_operands(left), _operands(right), assume)
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return _sequences(left, right, assume)
    return DIFFERENT


def _empty(left: SetOf, right: SetOf) -> Decision:
    return Decision(len(left.args) == len(right.args), "exact")


def _operands(node: Node) -> tuple[Node, ...]:
    name = node.data
    return tuple(
        part for arg in node.args for part in (_operands(arg) if isinstance(arg, Call) and arg.name == name else (arg,))
    )


def _simplified_set(node: Node, assume: Mapping[str, str]) -> Node:
    """Carry out unions, intersections and differences of finite sets."""
    if not (isinstance(node, Call) and node.name in _SET_OPERATIONS):
        return node
    args = [_simplified_set(arg, assume) for arg in node.args]
    if not all(isinstance(arg, SetOf) for arg in args):
        return Call(node.name, *args)
    if node.name == "union":
        return SetOf(*(item for arg in args for item in arg.args))
    first, others = args[0], args[1:]
    inside = node.name == "intersection"
    return SetOf(*(item for item in first.args if all(_member(item, other, assume) == inside for other in others)))


def _member(item: Node, items: Node, assume: Mapping[str, str]) -> bool:
    return any(decide_answers(item, other, assume).equal for other in items.args)


# -- plus or minus ----------------------------------------------------------------------------------------------------


def plus_minus(node: Node) -> bool:
    """Return whether a tree stands for two values."""
    return not node.scalar and any(isinstance(part, Call) and part.name in ("±", "∓") for part in walk(node))


def _branches(left: Node, right: Node, assume: Mapping[str, str]) -> Decision:
    sides = []
    for node in (left, right):
        if plus_minus(node):
            sides.append([_branch(node, 1), _branch(node, -1)])
        else:
            sides.append(list(node.args) if isinstance(node, (SetOf, Sequence)) else [node])
    return _matched(sides[0], sides[1], assume)


def _branch(node: Node, sign: int) -> Node:
    if isinstance(node, Call) and node.name in ("±", "∓"):
        inner = _branch(node.args[0], sign)
        return inner if (node.name == "±") == (sign > 0) else Negative(inner)
    return node.with_args(tuple(_branch(arg, sign) for arg in node.args)) if node.args else node


# -- matrices and labels ----------------------------------------------------------------------------------------------


def _matrices(left: Node, right: Node, assume: Mapping[str, str]) -> Decision:
    first, second = _matrix(left), _matrix(right)
    if first is None or second is None or first.data != second.data:
        return DIFFERENT
    return _pairs(first.args, second.args, assume)


def _matrix(node: Node) -> Matrix | None:
    """Carry out sums and products of matrices; a list of equally long lists is a matrix too."""
    if isinstance(node, Matrix):
        return node
    if isinstance(node, Sequence) and len(node.args) == 1:
        return _matrix(node.args[0])
    if isinstance(node, Sequence) and node.args and all(isinstance(row, Sequence) for row in node.args):
        width = len(node.args[0].args)
        if all(len(row.args) == width for row in node.args):
            return Matrix((len(node.args), width), tuple(entry for row in node.args for entry in row.args))
        return None
    if isinstance(node, Negative):
        inner = _matrix(node.args[0])
        return None if inner is None else Matrix(inner.data, tuple(-entry for entry in inner.args))
    if isinstance(node, (Sum, Product)):
        parts = [_matrix(arg) if kind_of(arg) in ("matrix", "sequence") else arg for arg in node.args]
        result = parts[0]
        for part in parts[1:]:
            result = _added(result, part) if isinstance(node, Sum) else _multiplied(result, part)
        return result if isinstance(result, Matrix) else None
    return None


def _added(left: Node | None, right: Node | None) -> Node | None:
    if not (isinstance(left, Matrix) and isinstance(right, Matrix) and left.data == right.data):
        return None
    return Matrix(left.data, tuple(a + b for a, b in zip(left.args, right.args, strict=True)))


def _multiplied(left: Node | None, right: Node | None) -> Node | None:
    if left is None or right is None:
        return None
    if not isinstance(left, Matrix):
        return Matrix(right.data, tuple(left * b for b in right.args)) if isinstance(right, Matrix) else left * right
    if not isinstance(right, Matrix):
        return Matrix(left.data, tuple(a * right for a in left.args))
    (rows, inner), (height, columns) = left.data, right.data
    if inner != height:
        return None
    entries = []
    for row in range(rows):
        for column in range(columns):
            terms = [left.args[row * inner + at] * right.args[at * columns + column] for at in range(inner)]
            entries.append(sum(terms[1:], terms[0]))
    return Matrix((rows, columns), tuple(entries))


def _labels(left: Node, right: Node) -> Decision:
    """Compare words and option labels: ``ア`` with ``ア``, ``odd`` with ``o·d·d``, ``①`` with 1."""
    return Decision(_letters(left) == _letters(right), "identical")


def _letters(node: Node) -> str | None:
    if isinstance(node, (Label, Symbol, Constant)):
        return str(node.data)
    if isinstance(node, Number) and isinstance(node.value, int):
        return str(node.value)
    if isinstance(node, Product):
        letters = [_letters(factor) for factor in node.args]
        return None if None in letters else "".join(letter or "" for letter in letters)
    return None


# -- relations --------------------------------------------------------------------------------------------------------


def _relations(left: Node, right: Node, assume: Mapping[str, str]) -> Decision:
    left, right = _membership(left), _membership(right)
    if isinstance(left, Relation) and isinstance(right, Relation):
        return _both_relations(left, right, assume)
    relation, other = (left, right) if isinstance(left, Relation) else (right, left)
    if not isinstance(relation, Relation):
        return decide_answers(left, right, assume)
    answer = answer_of(relation)
    if answer is not relation:
        return _values(answer, other, assume) if left is relation else _values(other, answer, assume)
    interval = _interval(relation)
    if interval is not None and isinstance(other, Sequence):
        return _sequences(interval, other, assume)
    return DIFFERENT


def _membership(node: Node) -> Node:
    """``x ∈ S`` answers with S."""
    return node.args[1] if isinstance(node, Relation) and node.signs == ("∈",) else node


def _interval(relation: Relation) -> Sequence | None:
    """Return ``a < x <= b`` as an interval."""
    if len(relation.signs) != 2 or not set(relation.signs) <= {"<", "<="}:
        return None
    low, _, high = relation.args
    left = "(" if relation.signs[0] == "<" else "["
    return Sequence(left, (low, high), ")" if relation.signs[1] == "<" else "]")


def _both_relations(left: Relation, right: Relation, assume: Mapping[str, str]) -> Decision:
    answers = answer_of(left), answer_of(right)
    if answers[0] is not left and answers[1] is not right:
        named = decide_answers(left.args[0], right.args[0], assume)
        same = decide_answers(answers[0], answers[1], assume)
        if named.equal and same.equal is not False:
            return same
        if named.equal:
            return same
    if left.signs == right.signs == ("=",) or (len(left.signs) == len(right.signs) == 1):
        return _one_link(left, right, assume)
    if len(left.signs) != len(right.signs):
        return DIFFERENT
    mirrored = Relation(tuple(_MIRRORED.get(sign, sign) for sign in reversed(right.signs)), tuple(reversed(right.args)))
    for other in (right, mirrored):
        if left.signs == other.signs:
            decision = _pairs(left.args, other.args, assume)
            if decision.equal:
                return decision
    return DIFFERENT


def _one_link(left: Relation, right: Relation, assume: Mapping[str, str]) -> Decision:
    """Two single relations are the same when the differences of their sides are proportional, with the right sign."""
    first, second = left.args[0] - left.args[1], right.args[0] - right.args[1]
    for sign, difference in ((right.signs[0], second), (_MIRRORED.get(right.signs[0], ""), -second)):
        if sign == left.signs[0]:
            decision = _proportional(first, difference, sign in ("=", "≠", "≈"), assume)
            if decision.equal is not False:
                return decision
    return DIFFERENT


def _proportional(first: Node, second: Node, any_sign: bool, assume: Mapping[str, str]) -> Decision:
    """Decide whether ``first / second`` is a constant (a positive one where the sign counts)."""
    plain = decide(first, second, assume)
    if plain.equal or not names_in(second):
        return plain
    for values in _TRIALS:
        constants = {
            name: values[at % len(values)] + at for at, name in enumerate(sorted(names_in(first) | names_in(second)))
        }
        ratio = _ratio(first, second, constants)
        if ratio is None:
            continue
        if ratio == 0 or (ratio < 0 and not any_sign):
            return DIFFERENT
        return decide(first, second * ratio, assume)
    return DIFFERENT if plain.equal is False else UNDECIDED


_TRIALS: Final = ((2, 3, 5, 7), (3, 7, 2, 11), (5, 2, 9, 4))


def _ratio(first: Node, second: Node, values: Mapping[str, int]) -> int | Fraction | None:
    """Return ``first / second`` at a point, as the simple fraction that it may be; that is decided afterwards."""
    try:
        below = value(second, values)
        found = divided(value(first, values), below)
    except (Undefined, ZeroDivisionError, OverflowError):
        return None
    if isinstance(found, (int, Fraction)):
        return found
    if isinstance(found, complex) or not -1e9 < found < 1e9:
        return None
    return Fraction(found).limit_denominator(10000)
