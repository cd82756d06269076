"""Chains of equalities, checked link by link: ``dy/dx = dy/du · du/dx = ... = y(1 - y)``, over several lines.

What letters stand for is taken from the definitions above (``u = 1 + e^{-x}``), and so are the derivatives. A link is
called wrong only where both sides are known, have the same letters, and certainly differ; all else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.arithmetic.number_chains import IN_THOUSANDS, is_stated
from quiz.report.arithmetic.sum_tokens import links_of
from quiz.report.arithmetic.sum_values import holds
from quiz.report.claims.guards import claims_nothing
from quiz.report.formulas.equations import DOTS, NORM, TOTAL, read_tree
from quiz.report.formulas.joined_derivatives import is_chain_rule
from quiz.report.formulas.link_sides import compared, is_slip, leaves_out_what_is_small, said_of, told, used_names
from quiz.report.formulas.meanings import (
    Definition,
    Meanings,
    defined,
    is_known_derivative,
)
from quiz.report.formulas.notation import spelled
from quiz.report.formulas.places import Piece, Written, formulas_of
from quiz.report.rows import Row
from solvers.expression import Node, to_text
from solvers.expression.calculus import functions_in, names_in, substitute, walk
from solvers.expression.nodes import Call, Number, Power, Product, Symbol
from solvers.expression.vocabulary import DERIVATIVE

MOST_LINKS: Final = 1_500
"""More links than this are in no report; what comes after them is not checked."""
_MOST_MEMBERS: Final = 24
_CLOSE_ROWS: Final = 15

_SIGN: Final = late(
    r"\\(?:approx|simeq|fallingdotseq|leqq?|geqq?|le|ge|lt|gt|neq?|to|rightarrow|Rightarrow|Leftrightarrow|longrightarrow"
    r"|propto|sim|equiv|iff|implies|in|leftarrow)(?![A-Za-z])|[=＝≈≃≒≅<>＜＞≤≥≦≧≠→⇒⇔∝≡]+"
)
_SIGN_OR_BRACKET: Final = late(rf"(?P<opens>[({{\[（｛])|(?P<closes>[)}}\]）｝])|(?P<sign>{_SIGN.pattern})")
_PLAIN_SIGNS: Final = frozenset("=＝")
_ABOUT_SIGNS: Final = frozenset({"≈", "≃", "≒", "≅", "\\approx", "\\simeq", "\\fallingdotseq"})
_NEAR: Final = 0.02
_FAR: Final = 0.25
"""How far a rounded value may be from the value, and how far no rounded one is, as parts of it."""
_ROUND: Final = 0.1
_POWER_OF_TEN: Final = late(r"10\s*\^\s*(?:\{\s*-?\d{1,3}\s*\}|-?\d{1,3})")
_GLUED: Final = late(r"(?<![A-Za-z\\_{])[A-Za-z][0-9]+(?![0-9]*[.)])")
_APPLIED: Final = late(
    r"(?:(?<![A-Za-z\\])[A-Z]|\\[Pp]hi|\\[Pp]si|[ΦφΨψ])\s*(?:\\left)?\s*\("
    r"|(?<![A-Za-z\\])[a-eijk-z]\s*(?:\\left)?\s*\(\s*-?\s*\\?\w+\s*(?:\\right)?\s*\)"
)
"""A letter with a bracket that may be a function as well as a product, ``Φ(-z)``, ``p(x)``; ``y(1 - y)`` is none."""
_DECIMAL: Final = late(r"-?\d*\.(\d{1,12})")
_CAPITAL: Final = late(r"[A-Z](?:_\w+)?")
_MATRIX: Final = late(r"matrix|array|\\top|\^\s*\{?\s*T(?![a-z])|\^\s*\{?\\mathrm|⊗|\\otimes|\\odot|⊙")
_DENIED: Final = late(
    r"誤(?!差)|間違|ではない|ではなく|成り立たない|正しくない|wrong|incorrect|mistake|not equal", re.IGNORECASE
)
_PRINTED: Final = late(r"(?:(?<!\w)[A-Za-z_]\w+ ?= ?[-+]?[\d.]+(?:e[-+]?\d+)?[\s,]+)+[A-Za-z_]\w+ ?= ?[-+]?\.?\d")
"""What a program prints of a step, and no product: ``iter=10 weight=.28 cost=74.65``."""
_WORD: Final = late(r"[^\W\d_]{2}")
_LATEX_WORD: Final = late(r"\\[A-Za-z]+")


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


def judge_chains(rows: Sequence[Row], formulas: Iterable[Written] | None = None) -> list[ChainFinding]:
    """Return the findings about the chains of equalities of a report, in the order of its rows.

    ``formulas`` are those of the rows, where they have been found already.
    """
    meanings = Meanings(rows)
    findings: list[ChainFinding] = []
    links = 0
    for written in formulas_of(rows) if formulas is None else formulas:
        signs, members = _members(written)
        if not signs or IN_THOUSANDS.search(written.text + written.after[:12]) or _PRINTED.search(written.text):
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
    for found in _SIGN_OR_BRACKET.finditer(text):
        if found.lastgroup != "sign":
            depth = depth + 1 if found.lastgroup == "opens" else max(depth - 1, 0)
        elif depth == 0:
            if (before := text[start : found.start()].strip()) or sign:
                yield sign, before
            sign, start = found[0], found.end()
    yield sign, text[start:].strip()


def _member(text: str, piece: Piece) -> _Member:
    tree, doubtful = _read(text)
    return _Member(tree, text, piece, doubtful)


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[Node | None, bool]:
    """Return a member's tree and whether it is doubtful; the steps of a derivation repeat much of each other."""
    doubtful = bool(_GLUED.search(text) or _MATRIX.search(text) or _APPLIED.search(text))
    return _plain_tree(text), doubtful


def _plain_tree(text: str) -> Node | None:
    """Return the tree of a member, if it is plain."""
    spelt = spelled(text) if text else None
    tree = None if spelt is None else read_tree(spelt.text, spelt.words)
    if tree is not None and spelt is not None and spelt.words:
        tree = substitute(tree, {name: Symbol(word) for name, word in spelt.words.items()})
    return tree if tree is not None and _is_plain(tree) else None


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


def _define(written: Written, signs: Sequence[str], members: Sequence[_Member], meanings: Meanings) -> None:
    """Note what a chain says of its first member, where that only names something."""
    for at, member in enumerate(members[:-1]):
        named = defined(member.tree)
        if named is None or signs[at] not in _PLAIN_SIGNS:
            return
        name, parameter = named
        said = members[at + 1]
        for sign, other in zip(signs[at + 1 :], members[at + 2 :], strict=True):  # y = f(x) = x^2 says what both are
            if sign not in _PLAIN_SIGNS or defined(said.tree) is None:
                break
            said = other
        tree = said.tree
        doubtful = tree is None or member.doubtful or said.doubtful
        if tree is not None and (name in names_in(tree) or name in functions_in(tree)):
            doubtful = True  # an update: nothing is known of the name from here on
        meanings.known[name] = Definition(None if doubtful else tree, written.place, parameter)


# -- judging -----------------------------------------------------------------------------------------------------------


def _judged(
    written: Written, signs: Sequence[str], members: Sequence[_Member], known: Mapping[str, Definition]
) -> Iterator[ChainFinding]:
    """Yield a finding for each wrong link, or one for a chain that is right all through."""
    right = judged = wrong = 0
    naming = True
    for at, sign in enumerate(signs):
        left, other = members[at], members[at + 1]
        naming = naming and defined(left.tree) is not None and not is_known_derivative(left.tree, known)
        by_rule = sign in _PLAIN_SIGNS and _is_chain_rule(left, other) and not _is_denied(written)
        if naming and not by_rule:
            continue
        judged += 1
        holds = True if by_rule else _holds(left, other, known, written.place) if sign in _PLAIN_SIGNS else None
        if sign in _ABOUT_SIGNS:
            holds = _is_about(left, other)
        if holds is True:
            right += 1
        elif holds is False and not (
            _is_denied(written) or _is_anothers(written, left, other) or _is_order_of_magnitude(left, other)
        ):
            wrong += 1
            yield _wrong(left, other, known)
    decides = not all(_is_trivial(member) for member in members) and not _is_sum_in_words(members)
    piece = members[0].piece
    if judged and right == judged and not wrong and decides and not claims_nothing(normalize(piece.row.plain)):
        ja = f"等号はすべて成り立ちます（{judged} か所）。"
        en = "The equality holds." if judged == 1 else f"All {judged} equalities hold."
        yield ChainFinding(piece.row, piece.column, written.text, "right", Text(ja, en))


def _is_trivial(member: _Member) -> bool:
    return isinstance(member.tree, (Symbol, Number))


def _is_sum_in_words(members: Sequence[_Member]) -> bool:
    """Return whether words say what mere numbers are worked out for: 「平らにした長さは 24 × 8 = 192」.

    Such a sum may be worked out right and be the wrong one, which is for who reads the words to say.
    """
    if any(member.tree is not None and names_in(member.tree) for member in members):
        return False
    piece = members[0].piece
    return _WORD.search(_LATEX_WORD.sub("", piece.row.text.replace(piece.text, ""))) is not None


def _is_denied(written: Written) -> bool:
    row = written.pieces[0].row
    return row.quoted or _DENIED.search(row.plain) is not None or _DENIED.search(written.before) is not None


def _is_anothers(written: Written, left: _Member, right: _Member) -> bool:
    """Whether an equality of mere numbers is quoted, told as an error that was made once, or means something else.

    In plain text a number may be a share of something (3/4 = 45枚), which the words around it tell.
    """
    if any(member.tree is None or names_in(member.tree) for member in (left, right)):
        return False
    before, after = written.before.rpartition("。")[2], written.after.partition("。")[0]
    sentence = normalize(f"{before}{written.text}{after}")
    if not is_stated(sentence):
        return True
    return not written.marked and all(holds(link) is not False for link in links_of(sentence, sentence))


def _holds(left: _Member, right: _Member, known: Mapping[str, Definition], place: int) -> bool | None:
    """Return whether a link holds; None where it can't be decided, or is better left alone."""
    if left.tree is None or right.tree is None:
        return None
    said = said_of(known, left.tree, right.tree)
    holds = compared(left.tree, right.tree, said)
    if holds is not False:
        return holds
    if left.doubtful or right.doubtful or _is_instruction(left.tree, right.tree):
        return None
    if leaves_out_what_is_small(left.tree, right.tree):
        return None
    # A number that a letter had some rows above may be that of another example.
    letters = tuple(one for one in said if one.tree is None or names_in(one.tree))
    if compared(left.tree, right.tree, letters) is not False:
        return None
    # So may be what a letter was, unless it was said close by, or the sides are so alike that it surely is meant.
    used = [known[name] for name in used_names(left.tree, right.tree) if name in known]
    if all(place - found.place <= _CLOSE_ROWS for found in used):
        return False
    return False if is_slip(left.tree, right.tree, said) else None


def _is_chain_rule(left: _Member, right: _Member) -> bool:
    return left.tree is not None and right.tree is not None and is_chain_rule(left.tree, right.tree)


def _numbers(left: _Member, right: _Member) -> tuple[float, float] | None:
    """Return the values of two expressions of numbers that are neither 0 nor without bounds; None of all else."""
    from solvers.expression.evaluation import Undefined, value

    if left.tree is None or right.tree is None or names_in(left.tree) or names_in(right.tree):
        return None
    try:
        first, second = value(left.tree), value(right.tree)
        if isinstance(first, complex) or isinstance(second, complex):
            return None
        numbers = float(first), float(second)
    except (Undefined, OverflowError):
        return None
    return numbers if all(isfinite(number) and number for number in numbers) else None


def _is_order_of_magnitude(left: _Member, right: _Member) -> bool:
    """Whether a mere power of ten tells how large a number is, in round figures: 2·10^9·16·32 = 10^12."""
    numbers = _numbers(left, right) if _POWER_OF_TEN.fullmatch(right.text.strip()) else None
    return numbers is not None and abs(numbers[0] / numbers[1] - 1) <= _ROUND


def _is_about(left: _Member, right: _Member) -> bool | None:
    """Return whether a number is about the value of an expression of numbers; None for what lies between."""
    numbers = _numbers(left, right)
    if numbers is None:
        return None
    true, said = numbers
    decimals = _DECIMAL.fullmatch(right.text.strip())
    if decimals is not None and abs(true - said) <= 0.5 * 10.0 ** -float(len(decimals[1])) * 1.000001:
        return True
    off = abs(said / true - 1)
    if off <= _NEAR or off >= _FAR:
        return off <= _NEAR
    # As of sums in plain text, the digits that are shown tell how far a rounded value may be off.
    assert left.tree is not None
    written = f"{to_text(left.tree)} ≈ {right.text.strip()}"
    links = links_of(written, written) if decimals is not None else []
    return False if len(links) == 1 and holds(links[0]) is False else None


def _is_instruction(*trees: Node) -> bool:
    """Return whether a derivative is only asked for, whose operand may be read too short (``d/dx x + y``)."""
    return any(isinstance(part, Call) and part.name == DERIVATIVE for tree in trees for part in walk(tree))


def _wrong(left: _Member, right: _Member, known: Mapping[str, Definition]) -> ChainFinding:
    assert left.tree is not None
    assert right.tree is not None
    shown, expected, message = told(left.tree, right.tree, said_of(known, left.tree, right.tree))
    return ChainFinding(right.piece.row, right.piece.column, shown, "wrong", message, expected)
