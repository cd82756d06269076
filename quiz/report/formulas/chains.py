"""Chains of equalities, checked link by link: ``dy/dx = dy/du · du/dx = ... = y(1 - y)``, over several lines.

What letters stand for is taken from the definitions above (``u = 1 + e^{-x}``), and so are the derivatives. A link is
called wrong only where both sides are known, have the same letters, and certainly differ; everything else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Final, Literal

from quiz.language import Text
from quiz.report.formulas.canonical import DOTS, NORM, TOTAL, read_tree
from quiz.report.formulas.notation import spelled
from quiz.report.formulas.places import Piece, Written, formulas_of
from quiz.report.rows import Row
from solvers.expression import Node, Undefined, to_text, value
from solvers.expression.calculus import carried_out, derivative, functions_in, names_in, substitute, walk
from solvers.expression.evaluation import exact_value
from solvers.expression.identity import decide
from solvers.expression.nodes import Call, Number, Power, Product, Relation, Symbol
from solvers.expression.tidy import tidy
from solvers.expression.vocabulary import DERIVATIVE, FUNCTIONS
from solvers.grading.chains import false_link

MOST_LINKS: Final = 1_500
"""More links than this are in no report; what comes after them is not checked."""
_MOST_MEMBERS: Final = 24
_MOST_NODES: Final = 300
_ROWS_BACK: Final = 60
_DEEPEST: Final = 6

_SIGN: Final = re.compile(
    r"\\(?:approx|simeq|fallingdotseq|leqq?|geqq?|le|ge|lt|gt|neq?|to|rightarrow|Rightarrow|Leftrightarrow|longrightarrow"
    r"|propto|sim|equiv|iff|implies|in|leftarrow)(?![A-Za-z])|[=＝≈≃≒≅<>＜＞≤≥≦≧≠→⇒⇔∝≡]+"
)
_PLAIN_SIGNS: Final = frozenset("=＝")
_GLUED: Final = re.compile(r"(?<![A-Za-z\\_{])[A-Za-z][0-9]+(?![0-9]*[.)])")
_APPLIED: Final = re.compile(
    r"(?:(?<![A-Za-z\\])[A-Z]|\\[Pp]hi|\\[Pp]si|[ΦφΨψ])\s*(?:\\left)?\s*\("
    r"|(?<![A-Za-z\\])[a-eijk-z]\s*(?:\\left)?\s*\(\s*-?\s*\\?\w+\s*(?:\\right)?\s*\)"
)
"""A letter with a bracket that may be a function as well as a product, ``Φ(-z)``, ``p(x)``; ``y(1 - y)`` is none."""
_CAPITAL: Final = re.compile(r"[A-Z](?:_\w+)?")
_MATRIX: Final = re.compile(r"matrix|array|\\top|\^\s*\{?\s*T(?![a-z])|\^\s*\{?\\mathrm|⊗|\\otimes|\\odot|⊙")
_SAME_SECTION: Final = re.compile(
    r"解答|回答|答え?|解説|解法|計算|導出|証明|式|微分|連鎖|ステップ|手順|準備|answer|solution|deriv|calculat|proof|step|chain",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(r"誤|間違|ではない|ではなく|成り立たない|正しくない|wrong|incorrect|mistake|not equal", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ChainFinding:
    """What was found about one chain, or about one wrong link of it; ``row`` is where the link's right side begins."""

    row: Row
    column: int
    given: str
    verdict: Literal["right", "wrong"]
    message: Text
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of a chain: its tree (None where it can't be read), its text, and where it stands."""

    tree: Node | None
    text: str
    piece: Piece
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Definition:
    """What a name was said to be; ``tree`` is None where it can't be known."""

    tree: Node | None
    place: int
    parameter: str = ""


@dataclass(slots=True)
class _Meanings:
    """What names and functions stand for at one place of a report."""

    rows: Sequence[Row]
    known: dict[str, _Definition] = field(default_factory=dict)

    def at(self, place: int) -> Mapping[str, _Definition]:
        """Return the definitions that hold at a row: those of the last rows, up to where another subject begins."""
        first = max(place - _ROWS_BACK, 0)
        level = 7
        for above in range(place, first, -1):
            row = self.rows[above]
            if row.kind == "heading":
                if not _SAME_SECTION.search(row.plain) and row.level <= level:
                    first = above
                    break
                level = min(level, row.level) if not _SAME_SECTION.search(row.plain) else level
        return {name: found for name, found in self.known.items() if found.place >= first}


def judge_chains(rows: Sequence[Row]) -> list[ChainFinding]:
    """Return the findings about the chains of equalities of a report, in the order of its rows."""
    meanings = _Meanings(rows)
    findings: list[ChainFinding] = []
    links = 0
    for written in formulas_of(rows):
        signs, members = _members(written)
        if not signs:
            continue
        links += len(signs)
        if links > MOST_LINKS:
            break
        findings += _judged(written, signs, members, meanings.at(written.place))
        _define(written, signs, members, meanings)
    return findings


# -- reading -----------------------------------------------------------------------------------------------------------


def _members(written: Written) -> tuple[list[str], list[_Member]]:
    """Return the signs of a chain and its members; nothing for an expression alone."""
    signs: list[str] = []
    texts: list[tuple[str, Piece]] = []
    for piece in written.pieces:
        parts = list(_parted(piece.text))
        for at, (sign, text) in enumerate(parts):
            if sign or texts:
                signs.append(sign or "?")
            if at == 0 and not sign and not texts:
                texts.append((text, piece))
            elif at == 0 and sign and not texts:
                texts.append(("", piece))
                texts.append((text, piece))
            else:
                texts.append((text, piece))
    if not signs or len(texts) > _MOST_MEMBERS:
        return [], []
    return signs, [_member(text, piece) for text, piece in texts]


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield each member of a line with the sign before it; a first member without one has none."""
    depth, start, sign = 0, 0, ""
    at = 0
    while at < len(text):
        found = _SIGN.match(text, at) if depth == 0 else None
        if found is not None:
            if text[start:at].strip() or sign:
                yield sign, text[start:at].strip()
            sign, start = found[0], found.end()
            at = found.end()
            continue
        depth = max(depth + (text[at] in "({[（｛") - (text[at] in ")}]）｝"), 0)
        at += 1
    yield sign, text[start:].strip()


def _member(text: str, piece: Piece) -> _Member:
    spelt = spelled(text) if text else None
    tree = None if spelt is None else read_tree(spelt.text, spelt.words)
    if tree is not None and spelt is not None and spelt.words:
        tree = substitute(tree, {name: Symbol(word) for name, word in spelt.words.items()})
    doubtful = bool(_GLUED.search(text) or _MATRIX.search(text) or _APPLIED.search(text))
    return _Member(tree if tree is not None and _is_plain(tree) else None, text, piece, doubtful)


def _is_plain(tree: Node) -> bool:
    """Return whether a tree is an expression of numbers: no sums over entries, no matrices, nothing left out."""
    if not tree.scalar:
        return False
    for part in walk(tree):
        if isinstance(part, Call) and part.name in ("sum", TOTAL, NORM):
            return False
        if isinstance(part, Symbol) and (part.name == DOTS or part.name.startswith("nabla")):
            return False
        if isinstance(part, Product) and sum(_is_capital(factor) for factor in part.args) > 1:
            return False
        if isinstance(part, Power) and _is_index(part):
            return False
    return True


def _is_capital(node: Node) -> bool:
    return isinstance(node, Symbol) and _CAPITAL.fullmatch(node.name) is not None


def _is_index(power: Node) -> bool:
    """Return whether what is raised may count steps or layers, or turn a matrix over."""
    base, exponent = power.args
    if not isinstance(base, Symbol):
        return False
    if _is_capital(base) and not (isinstance(exponent, Number) and exponent.value > 0):
        return True
    return bool(names_in(exponent) & {"t", "l", "L", "T", "k", "z"})


# -- definitions -------------------------------------------------------------------------------------------------------


def _define(written: Written, signs: Sequence[str], members: Sequence[_Member], meanings: _Meanings) -> None:
    """Note what a chain says of its first member, where that only names something."""
    for at, member in enumerate(members[:-1]):
        named = _defined(member.tree)
        if named is None or signs[at] not in _PLAIN_SIGNS:
            return
        name, parameter = named
        said = members[at + 1]
        for sign, other in zip(signs[at + 1 :], members[at + 2 :], strict=True):  # y = f(x) = x^2 says what both are
            if sign not in _PLAIN_SIGNS or _defined(said.tree) is None:
                break
            said = other
        tree = said.tree
        doubtful = tree is None or member.doubtful or said.doubtful
        if tree is not None and (name in names_in(tree) or name in functions_in(tree)):
            doubtful = True  # an update: nothing is known of the name from here on
        meanings.known[name] = _Definition(None if doubtful else tree, written.place, parameter)


def _defined(tree: Node | None) -> tuple[str, str] | None:
    """Return the name that a left-hand side defines, and the parameter of a function."""
    if isinstance(tree, Symbol) and not tree.name.endswith("'"):
        return tree.name, ""
    if isinstance(tree, Call) and tree.name not in FUNCTIONS and len(tree.args) == 1 and tree.name != DERIVATIVE:
        argument = tree.args[0]
        if isinstance(argument, Symbol) and not tree.name.endswith("'"):
            return tree.name, argument.name
    return None


class _Unknown(ValueError):
    """What a name stands for is not known."""


def _known_value(node: Node, known: Mapping[str, _Definition], keep: frozenset[str] = frozenset(), depth: int = 0) -> Node:
    """Put in what names stand for, and carry derivatives out; raise :class:`_Unknown` where a meaning is in doubt."""
    if depth > _DEEPEST or len(walk(node)) > _MOST_NODES:
        raise _Unknown
    if isinstance(node, Symbol):
        return _value_of_name(node, known, keep, depth)
    if isinstance(node, Call):
        if node.name == DERIVATIVE:
            inner, variable = node.args[0], node.args[1]
            if not isinstance(variable, Symbol):
                raise _Unknown
            kept = keep | {variable.name}
            return derivative(_known_value(inner, known, kept, depth + 1), variable.name)
        bare = node.name.rstrip("'")
        if bare in known and bare not in FUNCTIONS:
            return _value_of_call(node, bare, known, keep, depth)
        if bare not in FUNCTIONS:
            raise _Unknown
    if not node.args:
        return node
    return carried_out(node.with_args(tuple(_known_value(arg, known, keep, depth) for arg in node.args)))


def _value_of_name(node: Symbol, known: Mapping[str, _Definition], keep: frozenset[str], depth: int) -> Node:
    if node.name in keep:
        return node
    above, divided, below = node.name.partition("/")
    if divided and above[:1] == below[:1] == "d":
        definition = known.get(above[1:])
        if definition is None or definition.tree is None or definition.parameter:
            raise _Unknown
        variable = below[1:]
        inner = _known_value(definition.tree, known, keep | {variable}, depth + 1)
        if variable not in names_in(inner):
            raise _Unknown
        outcome = derivative(inner, variable)
        return _known_value(outcome, {name: found for name, found in known.items() if name != above[1:]}, keep, depth + 1)
    definition = known.get(node.name)
    if definition is None or definition.parameter:
        if "/" in node.name or node.name.endswith("'"):
            raise _Unknown
        return node
    if definition.tree is None:
        raise _Unknown
    return _known_value(definition.tree, known, keep, depth + 1)


def _value_of_call(
    node: Call, bare: str, known: Mapping[str, _Definition], keep: frozenset[str], depth: int
) -> Node:
    definition = known[bare]
    if definition.tree is None or not definition.parameter or len(node.args) != 1:
        raise _Unknown
    body = _known_value(definition.tree, known, keep | {definition.parameter}, depth + 1)
    for _ in range(len(node.name) - len(bare)):
        body = derivative(body, definition.parameter)
    return substitute(body, {definition.parameter: _known_value(node.args[0], known, keep, depth + 1)})


# -- judging -----------------------------------------------------------------------------------------------------------


def _judged(
    written: Written, signs: Sequence[str], members: Sequence[_Member], known: Mapping[str, _Definition]
) -> Iterator[ChainFinding]:
    """Yield a finding for each wrong link, or one for a chain that is right all through."""
    right = judged = wrong = 0
    for at, sign in enumerate(signs):
        left, other = members[at], members[at + 1]
        if at == 0 and _defined(left.tree) is not None and not _is_known_derivative(left.tree, known):
            continue
        judged += 1
        holds = _holds(left, other, known) if sign in _PLAIN_SIGNS else None
        if holds is True:
            right += 1
        elif holds is False and not _is_denied(written):
            wrong += 1
            yield _wrong(left, other, known)
    if judged and right == judged and not wrong and not all(_is_trivial(member) for member in members):
        piece = members[0].piece
        ja = f"等号はすべて成り立ちます（{judged} か所）。"
        en = "The equality holds." if judged == 1 else f"All {judged} equalities hold."
        yield ChainFinding(piece.row, piece.column, written.text, "right", Text(ja, en))


def _is_known_derivative(tree: Node | None, known: Mapping[str, _Definition]) -> bool:
    if not (isinstance(tree, Symbol) and "/" in tree.name):
        return False
    definition = known.get(tree.name.partition("/")[0][1:])
    return definition is not None and definition.tree is not None


def _is_trivial(member: _Member) -> bool:
    return isinstance(member.tree, (Symbol, Number))


def _is_denied(written: Written) -> bool:
    row = written.pieces[0].row
    return row.quoted or _DENIED.search(row.plain) is not None or _DENIED.search(written.before) is not None


def _holds(left: _Member, right: _Member, known: Mapping[str, _Definition]) -> bool | None:
    """Return whether a link holds; None where it can't be decided, or is better left alone."""
    if left.tree is None or right.tree is None:
        return None
    try:
        holds = _compared(left.tree, right.tree, known)
        if holds is not False:
            return holds
        if left.doubtful or right.doubtful or _is_instruction(left.tree, right.tree):
            return None
        # A number that a letter had some rows above may be that of another example.
        letters = {name: found for name, found in known.items() if found.tree is None or names_in(found.tree)}
        return False if _compared(left.tree, right.tree, letters) is False else None
    except (_Unknown, Undefined, ValueError, ArithmeticError, RecursionError):
        return None


def _compared(left: Node, right: Node, known: Mapping[str, _Definition]) -> bool | None:
    """Compare two members with what is known put in; None where letters are only on one side."""
    first, second = _known_value(left, known), _known_value(right, known)
    names = names_in(first), names_in(second)
    assume = dict.fromkeys(names[0] | names[1], "positive")
    if not names[0] and not names[1]:
        return _equal_numbers(first, second, computed=isinstance(left, Call) or _is_known_derivative(left, known))
    decision = decide(first, second, assume)
    if decision.equal is not False:
        return decision.equal
    if names[0] != names[1]:
        return None
    found = false_link(Relation(("=",), (first, second)), assume=assume, variables=names[0])
    return False if found is not None else None


def _is_instruction(*trees: Node) -> bool:
    """Return whether a derivative is only asked for, whose operand may be read too short (``d/dx x + y``)."""
    return any(isinstance(part, Call) and part.name == DERIVATIVE for tree in trees for part in walk(tree))


def _equal_numbers(first: Node, second: Node, *, computed: bool) -> bool | None:
    """Compare numbers, one at least ``computed`` from more than was written or written as a calculation: rounded decimals, results rounded to a whole number and sizes (``112×112``) are no errors."""
    if false_link(Relation(("=",), (first, second))) is None:
        return True
    if any(isinstance(part, Call) and part.name in ("percent", "degree", "floor", "ceil") for n in (first, second) for part in walk(n)):
        return None
    a, b = value(first), value(second)
    if isinstance(a, complex) or isinstance(b, complex) or not (computed or first.args or second.args):
        return None
    for one, other in ((a, b), (b, a)):
        if isinstance(one, (int, Fraction)) and one in (floor(other), ceil(other)):
            return None
    for node, other in ((first, b), (second, a)):
        if isinstance(node, Product) and node.args[0] == Number(Fraction(other) if isinstance(other, int) else 0):
            return None
    return False


def _wrong(left: _Member, right: _Member, known: Mapping[str, _Definition]) -> ChainFinding:
    assert left.tree is not None and right.tree is not None
    first, second = tidy(_known_value(left.tree, known)), tidy(_known_value(right.tree, known))
    ja, en = _difference(first, second)
    shown = f"{to_text(left.tree)} = {to_text(right.tree)}"
    expected = _shown_value(first)
    message = Text(
        f"この等号は成り立ちません: {shown}。{ja}。左辺を計算すると {expected} です。",
        f"This equality does not hold: {shown}. {en}. The left-hand side is {expected}.",
    )
    return ChainFinding(right.piece.row, right.piece.column, shown, "wrong", message, expected)


def _shown_value(node: Node) -> str:
    """Show what a side is: a number as one, anything else as it stands."""
    if names_in(node):
        return to_text(node)
    exact = exact_value(node)
    if exact is not None:
        return to_text(Number(exact)) if exact.denominator == 1 or exact.denominator > 1000 else str(float(exact))
    found = value(node)
    return f"{found:.6g}" if isinstance(found, float) else to_text(node)


def _difference(first: Node, second: Node) -> tuple[str, str]:
    """Name how two sides differ: by the sign, a factor, a term, upside down."""
    assume = dict.fromkeys(names_in(first) | names_in(second), "positive")
    if decide(first, -second, assume).equal:
        return "符号が逆です", "The sign is flipped"
    points = [{name: 0.7 + 0.31 * at + 0.57 * row for at, name in enumerate(sorted(assume))} for row in range(3)]
    try:
        values = [(value(first, point), value(second, point)) for point in points]
        factors = {_simple(a / b) for a, b in values if not isinstance(a, complex) and not isinstance(b, complex)}  # type: ignore[operator]
        gaps = {_simple(b - a) for a, b in values if not isinstance(a, complex) and not isinstance(b, complex)}  # type: ignore[operator]
    except (Undefined, ArithmeticError, TypeError):
        return "両辺の値が違います", "The two sides have different values"
    if names_in(first) and len(factors) == 1 and None not in factors:
        factor = next(iter(factors))
        return f"右辺を {factor} 倍すると等しくなります", f"The right-hand side would have to be multiplied by {factor}"
    if names_in(first) and len(gaps) == 1 and None not in gaps:
        gap = next(iter(gaps))
        return f"右辺は {gap} だけ違います", f"The right-hand side is off by {gap}"
    if decide(first, 1 / second, assume).equal:
        return "逆数になっています", "It is upside down"
    return "両辺の値が違います", "The two sides have different values"


def _simple(number: float | Fraction) -> Fraction | None:
    """Return a fraction of small numbers that a float stands for, or None."""
    found = Fraction(number).limit_denominator(24)
    return found if abs(float(found) - float(number)) < 1e-9 * max(1.0, abs(float(number))) else None


