"""A line of plain text -> its numbers, operators and equality signs; the arithmetic on either side of a sign.

Only what is arithmetic for certain is read: a date, a range, a ratio, a call or a word among the operators ends the
reading, and the side is None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen

MOST_TOKENS: Final = 40
"""A side with more numbers and operators than this is read by nobody."""

UNITS: Final = (
    r"(?:個|つ(?!ま)|回|枚|件|次元|倍|点|秒|本|通り|種類|ステップ|エポック|パラメータ|画素|ピクセル|ノード|ユニット|要素|"
    r"(?<=\d)px(?![a-z])|(?<=[\d)]\ )(?:images|samples|weights|biases|parameters|params|units|nodes|pixels|updates|"
    r"steps|epochs|batches|values|numbers|points)(?![a-z]))"
)
_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,15})?(?:e[-+]?\d{1,2}(?![\d.a-z]))?"
_TOKEN: Final = late(
    rf"""(?P<number>(?<![\w.]){_NUMBER}(?![\w.]*\.\d|[0-9]|,\d{{3}}(?!\d)))
    |(?P<absolute>\|\ ?-?\ ?{_NUMBER}\ ?\|)
    |(?P<times>[×*·⋅∙](?!\*)|(?<=[\d)])x(?=[\d(])|(?<=[\d)]\ )x(?=\ [\d(]))
    |(?P<power>\^|(?<!\*)\*\*(?!\*))|(?P<raised>⁻?[⁰¹²³⁴-⁹]{{1,3}})
    |(?P<over>[/÷](?!/))|(?P<plus>\+(?![+=]))|(?P<minus>-(?![->=]))|(?P<root>√|(?<![a-z])sqrt(?=\())
    |(?P<opens>[({{])|(?P<closes>[)}}])|(?P<percent>%)
    |(?P<equals>(?<![=<>!:+*/%-])=(?![=<>~]))|(?P<about>[≈≒≃≅])
    |(?P<unit>(?<=[\d)]){UNITS}|(?<=[\d)]\ ){UNITS})|(?P<space>\s+)|(?P<other>[^\W\d]+|\d[\w.]*|.)""",
    re.X | re.S | re.A | re.I,
)
_SIGNS: Final = frozenset({"equals", "about"})
_OPERATORS: Final = frozenset({"times", "over", "plus", "minus", "power"})
_ARITHMETIC: Final = _OPERATORS | {"number", "raised", "root", "opens", "closes", "percent", "unit"}
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_ROUGHLY: Final = late(r"\s*(?:約|およそ|おおよそ|ほぼ|(?:about|approximately|roughly|approx\.?)(?![a-z]))\s*", re.I)

_CLAUSE: Final = late(r"[,、。;:!→⇒←|`「」『』≈≒≃≅]|(?<![-+*/])=|[a-z]\.\s|\.[^\x00-\x7f]", re.I)
_HIDDEN_OPERATOR: Final = late(r"[+*/×÷·√^%]|\s-\s|-\d|\d-|\.\.|…|⋯|±|∑|Σ|∏|乗|割る|掛け|かける|足す|引く")
_SIZE: Final = late(r"(?<![\d.])\d{1,5}(?:\s?[×x]\s?\d{1,5}){1,2}(?=\s?[^\W\d])")
"""A size with its noun, 「3×3のフィルタ」, works nothing out."""
_BINDS_BEFORE: Final = late(
    r"(?:(?<![a-z])(?:times|by|over|plus|minus|than|per|to|log|exp|sin|cos|tan|tanh|max|min|root|square|squared|half|"
    r"twice|double|between|from)\s*|(?:\d|%|half|quarter|thirds?|square|cube|root|power|log\w*|exp\w*|multiple|inverse|reciprocal|"
    r"percent|out|remainder) of\s*|[\d%)]\s*の\s*|(?:個|回|枚|件|倍)の\s*|[~〜±:#$\\_.'\"\[\]{}<>@&]\s*|[\wα-ωΑ-Ω)])\Z",
    re.I | re.A,
)
"""What binds to the arithmetic behind it: more of it stands in front than was read."""
_RATIO: Final = late(r"\d\s*:(?!\s+\S)\Z|\d\s+:\s*\Z")
_ENDS: Final = late(
    r"(?:\s?(?:個|回|枚|件|次元))?\s*(?:\Z|[,、。;)\]」』|`→⇒!]|\.(?!\.|\d)|:(?!\s*\d)|-?\s?[「(]?(?=[ぁ-んァ-ヶ一-鿿])"
    r"(?:の(?=パラメータ|重み|バイアス|値|要素)|です|でし|である|であ|で(?!な|は)|となる|となり|とな|と(?!い[うえ]|か|思)|なので|なら|になる|になり|にな|を(?!超|越|下回|上回|切)|は|が|も|だ|より(?=[、,\d])|から|ので|ため)"
    r"|\((?=[ぁ-んァ-ヶ一-鿿]|[a-z]{2})|\s(?![a-z]\b)(?!(?:times|percent|million|thousand|billion|hundred|more|less|or|to|of|squared|cubed|"
    r"plus|minus|over|by|dozen|mod|remainder|rest|degrees|mins?|hours?|ms|kb|mb|gb|sec)\b)(?=[a-z]{2})|\s+(?=[\"'“”]))",
    re.I,
)
"""What may stand behind a number for it to be wholly read."""
_LARGE: Final = late(r"\s?(?:(?P<man>万)|(?P<oku>億)|(?P<thousand>thousand\b|k\b)|(?P<million>million\b|m\b))", re.I)
_TIMES: Final = {"man": 10_000, "oku": 100_000_000, "thousand": 1_000, "million": 1_000_000}


@frozen
class Token:
    """A number, an operator, a sign of equality or a word at a place of the line."""

    kind: str
    text: str
    start: int
    end: int


@frozen
class Side:
    """One side of a sign: its arithmetic, as it is written and where it stands.

    ``times`` is what the number is counted in (万), ``about`` tells that words make it a rounded one.
    """

    tokens: tuple[Token, ...]
    written: str
    start: int
    times: int = 1
    about: bool = False

    @property
    def computes(self) -> bool:
        """Whether there is anything to be worked out: an operator, a root or a power."""
        first = self.tokens[0].kind == "minus"
        return any(one.kind in _OPERATORS or one.kind in ("root", "raised") for one in self.tokens[first:])

    @property
    def decimals(self) -> bool:
        """Whether a decimal stands in it."""
        return any("." in one.text for one in self.tokens if one.kind == "number")


@frozen
class Link:
    """Two sides with a sign between them; ``about`` is that of ≈ or ≒."""

    left: Side
    right: Side
    about: bool


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a line, blanks left out.

    >>> [token.kind for token in tokens_of("3×4 = 12個")]
    ['number', 'times', 'number', 'equals', 'number', 'unit']
    """
    return [_token(found) for found in _TOKEN.finditer(text) if found.lastgroup != "space"]


def _token(found: re.Match[str]) -> Token:
    if found.lastgroup == "absolute":  # |-4| is the number 4
        return Token("number", found[0].strip("|- "), found.start(), found.end())
    return Token(found.lastgroup or "other", found[0], found.start(), found.end())


def links_of(text: str, original: str | None = None) -> list[Link]:
    """Return the links of a line whose both sides are arithmetic, in order.

    A hyphen without blanks between whole numbers is a minus only if it is none in the ``original``, where 80−8 has a
    sign of its own.

    >>> [(link.left.written, link.right.written) for link in links_of("幅は (9-3)/2 + 1 = 3 + 1 = 4 である")]
    [('(9-3)/2 + 1', '3 + 1'), ('3 + 1', '4')]
    >>> links_of("x = 3"), links_of("2·x + 3 = 9"), links_of("2:4 = 1/2")
    ([], [], [])
    """
    tokens = tokens_of(text)
    found = []
    for at, token in enumerate(tokens):
        if token.kind not in _SIGNS:
            continue
        left = _before(text, tokens, at, original)
        right = _behind(text, tokens, at, original) if left is not None else None
        if left is not None and right is not None:
            about = token.kind == "about" or right.about
            if about or left.computes or right.computes:
                found.append(Link(left, right, about))
    return found


def _before(text: str, tokens: Sequence[Token], sign: int, original: str | None) -> Side | None:
    """The arithmetic that ends at a sign."""
    first = sign
    while first and tokens[first - 1].kind in _ARITHMETIC and sign - first <= MOST_TOKENS:
        first -= 1
    run = list(tokens[first:sign])
    depth = 0
    for at in range(len(run) - 1, -1, -1):  # an opening bracket that is not closed is around the whole equation
        depth += (run[at].kind == "closes") - (run[at].kind == "opens")
        if depth < 0:
            run = run[at + 1 :]
            return _side(text, run, original)
    if len(run) > 1 and run[0].kind == "minus" and _is_dash(text, run):
        return None
    if not run or _goes_on_before(text, run[0].start, bare=len(run) == 1):
        return None
    return _side(text, run, original)


def _is_dash(text: str, run: Sequence[Token]) -> bool:
    """Whether a minus at the beginning is rather a dash: with a blank behind it, and something in front."""
    return run[1].start > run[0].end and bool(text[: run[0].start].strip())


def _goes_on_before(text: str, start: int, *, bare: bool) -> bool:
    before = text[max(start - 60, 0) : start]
    cut = 0
    for found in _CLAUSE.finditer(before):
        cut = found.end()
    if _RATIO.search(before) and bare:
        return True
    clause = before[cut:]
    return _HIDDEN_OPERATOR.search(_SIZE.sub(" ", clause)) is not None or _BINDS_BEFORE.search(clause) is not None


def _behind(text: str, tokens: Sequence[Token], sign: int, original: str | None) -> Side | None:
    """The arithmetic that begins behind a sign."""
    roughly = _ROUGHLY.match(text, tokens[sign].end)
    first = sign + 1
    if roughly is not None:
        while first < len(tokens) and tokens[first].start < roughly.end():
            first += 1
    end = first
    while end < len(tokens) and tokens[end].kind in _ARITHMETIC and end - first <= MOST_TOKENS:
        end += 1
    run = list(tokens[first:end])
    depth = 0
    for at, token in enumerate(run):  # a bracket that was not opened here closes the whole equation
        depth += (token.kind == "opens") - (token.kind == "closes")
        if depth < 0:
            run = run[:at]
            break
    if depth > 0 and len(run) > 1 and run[-1].kind == "opens":
        run = run[:-1]  # 12 (個)
    if not run:
        return None
    last = run[-1].end
    follows = tokens[end] if end < len(tokens) else None
    large = _LARGE.match(text, last) if len(run) == 1 else None
    if large is not None and re.match(r"\d", text[large.end() :]):
        return None
    stop = large.end() if large is not None else last
    in_sign = follows is not None and follows.kind in _SIGNS and follows.start >= stop
    if not (_ENDS.match(text, stop) or (in_sign and not text[stop : follows.start].strip() if follows else False)):
        return None
    times = _TIMES[large.lastgroup or ""] if large is not None else 1
    side = _side(text, run, original, times, about=roughly is not None)
    return replace(side, written=text[side.start : stop]) if side is not None and times > 1 else side


def _side(text: str, run: list[Token], original: str | None, times: int = 1, *, about: bool = False) -> Side | None:
    last = run[-1].end if run else 0
    while run and run[-1].kind == "unit":
        run.pop()
    if not run or len(run) > MOST_TOKENS or not _is_well_formed(run):
        return None
    if _may_be_a_range(run) and (original is None or text[run[0].start : run[-1].end] in original.replace("–", "-")):
        return None
    return Side(tuple(run), text[run[0].start : last], run[0].start, times, about)


def _is_well_formed(run: Sequence[Token]) -> bool:
    """Whether operands and operators take turns, and brackets match."""
    depth, wants, before = 0, True, ""
    for token in run:
        kind = token.kind
        if kind == "unit":
            if wants:
                return False
            continue
        if wants:
            if kind == "minus":
                if before in ("plus", "minus", "sign"):
                    return False
                before = "sign"
                continue
            if kind not in ("number", "opens", "root"):
                return False
            depth += kind == "opens"
            wants = kind != "number"
        elif kind in _OPERATORS:
            wants = True
        elif kind == "closes":
            depth -= 1
            if depth < 0:
                return False
        elif kind == "root" and before == "number":
            wants = True  # 2√3
        elif kind not in ("raised", "percent"):
            return False
        before = kind
    return not wants and depth == 0


def _may_be_a_range(run: Sequence[Token]) -> bool:
    """Whether whole numbers stand with nothing but hyphens between them, as in 3-5 and 784-50-10."""
    kinds = [token.kind for token in run]
    if kinds[0] == "minus" or set(kinds) != {"number", "minus"}:
        return False
    glued = all(one.end == other.start for one, other in zip(run, run[1:], strict=False))
    return glued and not any("." in token.text for token in run)


def canonical(tokens: Sequence[Token], *, greedy: bool = False) -> str:
    """Return a side in the spelling of the reader of expressions.

    With ``greedy`` a slash divides by the whole product behind it, and a root without brackets is of the whole sum:
    what a hasty writer may have meant.

    >>> canonical(tokens_of("√25 + 2³")), canonical(tokens_of("1/2×3"), greedy=True)
    ('sqrt(25)+2^(3)', '1/(2*3)')
    """
    out: list[str] = []
    closing: list[tuple[int, str]] = []  # what was opened here by itself: at which depth, and what ends it
    depth = 0
    rooted = False
    for at, token in enumerate(tokens):
        kind, text = token.kind, token.text
        if kind == "unit":
            continue
        if closing and closing[-1] == (depth, "product") and kind in ("plus", "minus", "closes"):
            out.append(")")
            closing.pop()
        if kind == "number":
            out.append(_number(text, tokens[at - 1].kind if at else ""))
            if rooted and not greedy:
                out.append(")")
            rooted = False
            if at + 1 < len(tokens) and tokens[at + 1].kind == "root":
                out.append("*")
        elif kind == "root":
            bare = at + 1 < len(tokens) and tokens[at + 1].kind == "number"
            out.append("sqrt(" if bare else "sqrt")
            if bare and greedy:
                closing.append((depth, "root"))
            rooted = bare
        elif kind == "over" and greedy and not (closing and closing[-1] == (depth, "product")):
            out.append("/(")
            closing.append((depth, "product"))
        elif kind in ("opens", "closes"):
            while kind == "closes" and closing and closing[-1][0] == depth:
                out.append(")")
                closing.pop()
            depth += 1 if kind == "opens" else -1
            out.append("(" if kind == "opens" else ")")
        elif kind == "raised":
            out.append(f"^({text.translate(_RAISED)})")
        else:
            out.append({"times": "*", "over": "/", "plus": "+", "minus": "-", "power": "^", "percent": "/100"}[kind])
    return "".join(out) + ")" * len(closing)


def _number(text: str, before: str) -> str:
    mantissa, _, exponent = text.replace(",", "").lower().partition("e")
    if exponent:
        return f"({mantissa}*10^({exponent.lstrip('+')}))"
    return mantissa
