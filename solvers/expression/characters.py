"""Characters before tokens: full width, Japanese and typographic signs become the ones that the tokenizer knows.

This runs instead of NFKC, which would turn ``²`` into ``2``, and lets nothing through that it does not know: an
allow-list, with the column of every character kept.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from solvers.expression.faults import Unreadable
from solvers.expression.vocabulary import GREEK, JAPANESE_WORDS

_SUPERSCRIPTS: Final = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸᵗᵀᵏᵐᵃᵇᶜᵈᵉᵖʳˢᵘᵛʷᶻᴸ", "0123456789+-=()nixytTkmabcdeprsuvwzL", strict=True)
)
_SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌ₐₑᵢⱼₖₗₘₙₒₚₛₜᵤᵥₓ", "0123456789+-=aeijklmnopstuvx", strict=True))
LABEL: Final = "\ue000"
"""Stands around the number of a circled digit; nobody can type it, since it is refused like every unknown character."""
OPEN_SUPERSCRIPT: Final = "⁽"
CLOSE_SUPERSCRIPT: Final = "⁾"

_SIGNS: Final[dict[str, str]] = {
    **dict.fromkeys("−─‐‑‒–—―﹣－ーｰ➖", "-"),
    **dict.fromkeys("＋➕", "+"),
    **dict.fromkeys("×✕✖⨯⋅·・･∙•∗＊⁎⨉", "*"),
    **dict.fromkeys("÷∕⁄／➗", "/"),
    **dict.fromkeys("≦≤⩽≲", "<="),
    **dict.fromkeys("≧≥⩾≳", ">="),
    **dict.fromkeys("≈≒≃≅", "≈"),
    **dict.fromkeys("、，", ","),
    **dict.fromkeys("（❨", "("),
    **dict.fromkeys("）❩", ")"),
    **dict.fromkeys("［〔", "["),
    **dict.fromkeys("］〕", "]"),
    **dict.fromkeys("｜∣❘", "|"),
    **dict.fromkeys("′’＇", "'"),
    **{sign: sign for sign in "∑∈∪∩∖∅±∓√∛∜∞∂∇≠⌊⌋⌈⌉°"},
    **dict.fromkeys("\u3000\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\t\r\n", " "),
    "％": "%",
    "µ": "μ",
    "∆": "Δ",
    "Ω": "Ω",
    "ℎ": "h",
    "″": "''",
    "‰": "%/10",
    "ℝ": "(-∞,∞)",
    "約": "≈",
    "∧": " and ",
    "∨": " or ",
}

_FRACTIONS: Final[dict[str, tuple[int, int]]] = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
    "⅙": (1, 6), "⅚": (5, 6), "⅐": (1, 7), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅑": (1, 9),
    "⅒": (1, 10),
}  # fmt: skip
_DIGITS_BEFORE: Final = 8
_FIRST_LETTERS: Final = frozenset(word[0] for word in JAPANESE_WORDS)
_LOOK_ALIKES: Final = dict(
    zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοасеорухіјАВЕКМНОРСТХ", "ABEZHIKMNOPTYXoaceopyxijABEKMHOPCTX", strict=True)
)
_KANA: Final = frozenset(chr(code) for code in range(0x30A2, 0x30F3 + 1)) | frozenset("あいうえお")


def column_of(columns: list[int] | None, position: int) -> int:
    """Return the column in the text as typed of a position in the plain text."""
    if columns is None:
        return position
    return columns[position] if position < len(columns) else (columns[-1] + 1 if columns else 0)


def plain(text: str) -> tuple[str, list[int] | None]:
    """Return the text in plain characters and, where a column has moved, the column of each of them.

    >>> plain("２×ｘ⁻¹")[0]
    '2*x⁽-1⁾'
    >>> plain("x+1")
    ('x+1', None)

    Raises:
        Unreadable: ``invisible``, ``look-alike`` or ``character``, at the character's column.
    """
    if text.isascii() and text.isprintable():
        return text, None
    result: list[str] = []
    columns: list[int] = []
    position, length = 0, len(text)
    while position < length:
        character = text[position]
        if " " <= character <= "~" and not "\u0300" <= text[position + 1 : position + 2] <= "\u036f":
            result.append(character)
            columns.append(position)
            position += 1
        else:
            position = _take(text, position, result, columns)
    return "".join(result), columns


def _take(text: str, position: int, result: list[str], columns: list[int]) -> int:
    """Append the plain form of the character (or run of raised or lowered ones) and return the next position."""
    character = text[position]
    if "\u0300" <= (text[position + 1] if position + 1 < len(text) else "") <= "\u036f":
        raise Unreadable("invisible", position + 1, text[position + 1])
    if character in _SUPERSCRIPTS:
        end = _run(text, position, _SUPERSCRIPTS)
        result.append(OPEN_SUPERSCRIPT)
        columns.append(position)
        for column in range(position, end):
            result.append(_SUPERSCRIPTS[text[column]])
            columns.append(column)
        result.append(CLOSE_SUPERSCRIPT)
        columns.append(end - 1)
        return end
    if character in _SUBSCRIPTS:
        end = _run(text, position, _SUBSCRIPTS)
        plain_text = "_{" + "".join(_SUBSCRIPTS[sign] for sign in text[position:end]) + "}"
    elif character in _FRACTIONS:
        end = position + 1
        mixed = "".join(result[-_DIGITS_BEFORE:]).rstrip(" ")[-1:].isdigit()
        plain_text = _fraction(character, result, columns) if mixed else "({}/{})".format(*_FRACTIONS[character])
    elif character in _FIRST_LETTERS and (word := _word(text, position)):
        end = position + len(word)
        plain_text = JAPANESE_WORDS[word]
    else:
        end = position + 1
        plain_text = _single(character, position)
    result.extend(plain_text)
    columns.extend([position] * len(plain_text))
    return end


def _word(text: str, position: int) -> str:
    """Return the word between answers that begins here, or ``""``."""
    return next((word for word in JAPANESE_WORDS if text.startswith(word, position)), "")


def _run(text: str, start: int, table: dict[str, str]) -> int:
    end = start
    while end < len(text) and text[end] in table:
        end += 1
    return end


def _fraction(character: str, result: list[str], columns: list[int]) -> str:
    """A mixed number ``2½``: take the digits before it back and write their sum."""
    while result[-1] == " ":  # 2 ½
        del result[-1], columns[-1]
    start = len(result)
    while start and result[start - 1].isdigit():
        start -= 1
    whole = "".join(result[start:])
    del result[start:]
    column = columns[start]
    del columns[start:]
    result.append("(")
    columns.append(column)
    result.extend(whole)
    columns.extend([column] * len(whole))
    return "+{}/{})".format(*_FRACTIONS[character])


def _single(character: str, position: int) -> str:
    if " " <= character <= "~":
        return character
    known = _SIGNS.get(character)
    if known is not None:
        return known
    if "！" <= character <= "～":
        return chr(ord(character) - 0xFEE0)
    if character in GREEK:
        return character
    code = ord(character)
    if 0x1D400 <= code <= 0x1D467 or 0x1D6A8 <= code <= 0x1D71B:
        folded = unicodedata.normalize("NFKC", character)
        return folded if folded not in _LOOK_ALIKES else _refuse(folded, position)
    if 0x2460 <= code <= 0x2473:
        return f"{LABEL}{code - 0x245F}{LABEL}"
    if "ｱ" <= character <= "ﾝ" or character in _KANA:
        return unicodedata.normalize("NFKC", character)
    return _refuse(character, position)


def _refuse(character: str, position: int) -> str:
    if character in _LOOK_ALIKES:
        raise Unreadable("look-alike", position, character, suggestion=_LOOK_ALIKES[character])
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Zl", "Zp", "Co", "Cn", "Cs"):
        raise Unreadable("invisible", position, character)
    raise Unreadable("character", position, character)
