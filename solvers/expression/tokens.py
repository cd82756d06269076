"""Text in plain characters -> tokens, for ordinary notation and LaTeX alike.

A token is ``(kind, text, position)``; the kinds are ``number``, ``name``, ``sign``, ``command`` (LaTeX with arguments),
``text`` (words inside ``\\text{}``), ``label`` (a kana, a circled number) and ``end``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from solvers import budget
from solvers.expression.characters import LABEL
from solvers.expression.faults import Unreadable
from solvers.expression.vocabulary import (
    GREEK,
    GREEK_LETTER,
    LATEX_BINOMIALS,
    LATEX_FRACTIONS,
    LATEX_SILENT,
    LATEX_SYMBOLS,
    LATEX_TEXT,
    LATEX_VARIANTS,
    LATEX_WORDS,
    LATEX_WRAPPERS,
    SEPARATING_WORDS,
    SPELLINGS,
)

Token = tuple[str, str, int]

_GREEK: Final = "".join(GREEK)
_SUBSCRIPT: Final = r"(?:_(?:\{[A-Za-z0-9+,\-]{1,24}\}|[0-9]+|[A-Za-z][A-Za-z0-9]*))*"
_REPEATING: Final = r"[0-9]+\.[0-9]*\([0-9]+\)(?![0-9.(^!])|"
_ONLY_REPEATING: Final = r"[0-9]+\.\([0-9]+\)(?![0-9.(^!])|"
"""A repeating decimal, ``0.1(6)``, and one that cannot be a product: ``0.(3)``."""
_LATEX_SUBSCRIPT: Final = r"(?:_(?:\{[ ]?[A-Za-z0-9+,\-]{1,24}[ ]?\}|[A-Za-z0-9]))*"


_RARE: Final = r"""
      | (?P<choices>(?:\{\})?\ ?_\{?\ ?(?:[0-9]+|[a-z])\ ?\}?\ ?[CP]_\{?\ ?(?:[0-9]+|[a-z])\ ?\}?
                  |(?:[0-9]+|[a-z])[CP](?:[0-9]+|[a-z])(?![A-Za-z0-9_(]))
      | (?P<sum>(?:[∑Σ]|\\sum(?:\\limits)?)\ *_\ *[{(]?\ *[A-Za-z]\ *=)
"""
"""Choices, ``5C2``, and the head of a sum over a range: looked for only where one of their signs is in the text."""
_SIGNS_OF_RARE: Final = re.compile(r"[CP∑Σ]|\\sum")


@cache
def _pattern(subscript: str, repeating: str, rare: str) -> re.Pattern[str]:
    """The tokens of a notation. Compiled when first needed: showing a question reads no answer yet."""
    return re.compile(
        rf"""
        (?P<space>\ +){rare}
      | (?P<number>{repeating}(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<name>(?:Interval\.[A-Z]?open|[A-Za-z][A-Za-z0-9]*|[{_GREEK}][0-9]*){subscript})
      | (?P<foreign>\*\*\*|===?|!==?|//|<<|>>|=>|:=|->|<>|\+\+|&&|\|\|=)
      | (?P<sign>\*\*|<=|>=|\+/-|-/\+|[-+*/^()\[\]{{}}|,;:=<>≠≈∈∪∩∖∅±∓√∛∜∞∂∇⌊⌋⌈⌉°%!'⁽⁾&])
      | (?P<command>\\(?:[A-Za-z]+|.))
      | (?P<label>{LABEL}[0-9]{{1,2}}{LABEL}|[ア-ンあいうえお])
        """,
        re.VERBOSE,
    )


_AFTER_GREEK: Final = re.compile(_LATEX_SUBSCRIPT)
_BRACED: Final = re.compile(r" *\{([^{}]*)\}| *([A-Za-z0-9])")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SAME_SIGN: Final = {"**": "^", "+/-": "±", "-/+": "∓"}
_NORM: Final = re.compile(r" *([A-Za-z]) *\\\|(?:_(?:\{ *[A-Za-z0-9]+ *\}|[A-Za-z0-9]))?")
_FACTORIAL_OF: Final = frozenset("0123456789)")
_ACCENTS: Final = frozenset({"hat", "bar", "tilde", "vec", "overline"})


@cache
def _known_command() -> re.Pattern[str]:
    return re.compile(
        r"(?:"
        + "|".join(
            sorted(
                name
                for name in {*LATEX_SYMBOLS, *LATEX_FRACTIONS, *LATEX_TEXT, *LATEX_WRAPPERS, *GREEK_LETTER, *SPELLINGS}
                | {"sqrt", "left", "right", "begin", "end", "boxed", "quad"}
                if name.isalpha() and len(name) > 1
            )
        )
        + r")(?![A-Za-z])"
    )


def is_latex(text: str) -> bool:
    """Return whether the text is to be read as LaTeX, where braces group and a subscript is one character."""
    return "\\" in text


def tokenize(text: str, latex: bool | None = None, offset: int = 0, *, likely: bool = True) -> list[Token]:
    """Return the tokens of a text in plain characters, with an ``end`` token at the end.

    Args:
        text: the text, after ``characters.plain``.
        latex: whether it is LaTeX; found out where it is ``None``.
        offset: what is added to every position.
        likely: whether ``0.1(6)`` is the repeating decimal that it most likely is, or the product that it may be.

    >>> [token[:2] for token in tokenize("2x^10")]
    [('number', '2'), ('name', 'x'), ('sign', '^'), ('number', '10'), ('end', '')]

    Raises:
        Unreadable: ``character``, ``operator``, ``command``, ``too-many-tokens``, with positions in this text.
    """
    try:
        tokens = _tokens(text, is_latex(text) if latex is None else latex, likely)
    except Unreadable as fault:
        fault.column += offset
        raise
    return [(kind, word, position + offset) for kind, word, position in tokens] if offset else tokens


def _tokens(text: str, latex: bool, likely: bool) -> list[Token]:
    repeating = "" if "." not in text else _REPEATING if likely else _ONLY_REPEATING
    rare = _RARE if _SIGNS_OF_RARE.search(text) else ""
    match = _pattern(_LATEX_SUBSCRIPT if latex else _SUBSCRIPT, repeating, rare).match
    tokens: list[Token] = []
    append = tokens.append
    position, length = 0, len(text)
    while position < length:
        found = match(text, position)
        if found is None:
            raise Unreadable("character", position, text[position])
        kind = found.lastgroup
        word = found.group()
        if word == "in" and tokens:
            append(("sign", "∈", position))
        elif kind == "number" or kind == "name":
            append((kind, word, position))
        elif kind == "sign":
            append(("sign", _SAME_SIGN.get(word, word), position))
        elif kind == "command":
            position = _command(text, word[1:], position, found.end(), tokens)
            continue
        elif kind == "choices" or kind == "sum":
            append((kind, word, position))
        elif kind == "label":
            append(("label", word.strip(LABEL), position))
        elif word == "!=" and tokens and tokens[-1][1][-1:] in _FACTORIAL_OF and text[position - 1] != " ":
            tokens += [("sign", "!", position), ("sign", "=", position + 1)]  # 5!=120
        elif kind == "foreign":
            raise Unreadable("operator", position, word)
        position = found.end()
        if len(tokens) > budget.TOKENS:
            raise Unreadable("too-many-tokens", tokens[-1][2], limit=budget.TOKENS)
    append(("end", "", length))
    return _with_raised_primes(tokens) if latex else tokens


def _with_raised_primes(tokens: list[Token]) -> list[Token]:
    """Return LaTeX's tokens with ``^{\\prime}`` as a prime and ``^{\\circ}`` as a degree sign."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at][1] == "^":
            braced = tokens[at + 1][1] == "{"
            end = at + 1 + braced
            while tokens[end][1] == "'" or (tokens[end][1] == "°" and end == at + 1 + braced):
                end += 1
            if end > at + 1 + braced and (not braced or tokens[end][1] == "}"):
                kept += tokens[at + 1 + braced : end]
                at = end + braced
                continue
        kept.append(tokens[at])
        at += 1
    return kept


def _command(text: str, name: str, start: int, end: int, tokens: list[Token]) -> int:
    """Append the token of a LaTeX command and return where to go on."""
    if name == "\\":  # a doubled backslash before a command is an escape that was not undone
        doubled = _known_command().match(text, end)
        if doubled is not None:
            return _command(text, doubled.group(), start, doubled.end(), tokens)
    if name in LATEX_SILENT:
        if name in ("left", "right") and text[end : end + 1] == ".":
            return end + 1
        return end
    norm = _NORM.match(text, end) if name == "|" else None
    if norm is not None:  # the norm of one name is a name: it can be asked for, and not be computed with
        tokens.append(("name", norm.group(1) + "_norm", start))
        return norm.end()
    sign = LATEX_SYMBOLS.get(name)
    if sign is not None:
        tokens.append(("sign", sign, start))
        return end
    if name in LATEX_WORDS:
        tokens.append(("name", LATEX_WORDS[name], start))
        return end
    name = LATEX_VARIANTS.get(name, name)
    if name == "top":  # W^{\\top}
        tokens.append(("name", "T", start))
        return end
    letter = GREEK_LETTER.get(name)
    if letter is not None:
        after = _AFTER_GREEK.match(text, end)
        end = after.end() if after else end
        tokens.append(("name", letter + (after.group() if after else ""), start))
        return end
    if name.lower() in SPELLINGS and name not in ("sqrt", *LATEX_BINOMIALS):
        after = _AFTER_GREEK.match(text, end) if name == "log" else None
        tokens.append(("name", name + (after.group() if after else ""), start))
        return after.end() if after else end
    if name in LATEX_TEXT or name in LATEX_WRAPPERS:
        return _wrapped(text, name, start, end, tokens)
    if name in LATEX_FRACTIONS:
        tokens.append(("command", "frac", start))
    elif name in LATEX_BINOMIALS:
        tokens.append(("command", "binom", start))
    elif name in ("sqrt", "boxed", "begin", "end", "\\"):
        tokens.append(("command", name, start))
    elif name.startswith("quad"):  # \quadx, with the space forgotten
        return start + len("\\quad")
    else:
        raise Unreadable("command", start, "\\" + name)
    if name in ("begin", "end"):
        return _environment(text, start, end, tokens)
    return end


def _wrapped(text: str, name: str, start: int, end: int, tokens: list[Token]) -> int:
    found = _BRACED.match(text, end)
    if found is None:
        if name in LATEX_TEXT:
            raise Unreadable("missing-argument", start, "\\" + name, "{")
        return end
    content = (found.group(1) if found.group(1) is not None else found.group(2)).strip()
    before = tokens[-1] if tokens else ("", "", 0)
    if name == "overline" and content.isdigit() and before[0] == "number" and _opens_period(before[1]):
        tokens[-1] = ("number", f"{before[1]}({content})", before[2])  # 0.1\overline{6}
    elif name == "mathbb" and content == "R":
        tokens.extend(("sign", sign, start) for sign in "(-∞,∞)")
    elif name == "dot" and content.isdigit() and _dotted(content, tokens):
        pass
    elif name in LATEX_TEXT and content in SEPARATING_WORDS:
        tokens.append(("name", content, start))
    elif _WORD.fullmatch(content) and (name not in LATEX_TEXT or content.lower() in SPELLINGS or len(content) == 1):
        after = _AFTER_GREEK.match(text, found.end())
        accent = "_" + name if name in _ACCENTS else ""
        tokens.append(("name", content + accent + (after.group() if after else ""), start))
        return after.end() if after else found.end()
    elif name in LATEX_TEXT:
        tokens.append(("text", content, start))
    else:
        return end
    return found.end()


def _opens_period(text: str) -> bool:
    """Return whether the digits of a repeating decimal may follow: a plain decimal, ``0.1`` or ``0.``."""
    return "." in text and text.replace(".", "", 1).isdigit()


def _dotted(digit: str, tokens: list[Token]) -> bool:
    """Put a dotted digit to the decimal before it: ``0.1\\dot{6}``; ``0.\\dot{1}2\\dot{3}`` repeats from dot to dot."""
    if tokens and tokens[-1][0] == "number":
        kind, text, start = tokens[-1]
        if _opens_period(text):
            tokens[-1] = (kind, f"{text}({digit})", start)
            return True
        between = text if text.isdigit() else ""
        first = tokens[-2] if len(tokens) > 1 and between else tokens[-1]
        if first[0] == "number" and first[1].endswith(")"):
            del tokens[-2 if between else -1 :]
            tokens.append((kind, f"{first[1][:-1]}{between}{digit})", first[2]))
            return True
    return False


def _environment(text: str, start: int, end: int, tokens: list[Token]) -> int:
    found = _BRACED.match(text, end)
    if found is None or found.group(1) is None:
        raise Unreadable("missing-argument", start, tokens[-1][1], "{")
    kind = tokens.pop()[1]
    tokens.append(("command", f"{kind} {found.group(1).strip()}", start))
    return found.end()
