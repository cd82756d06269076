"""The signs of mathematics: what each LaTeX command looks like in Unicode and in ASCII, and powers and indices.

One table, used by the LaTeX parser (is the command known?), by the printer, and for plain text in ASCII mode.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Role(Enum):
    """What a sign does in a formula; it decides spacing and parentheses."""

    ORDINARY = "ordinary"  # a letter, a number, anything that can be a factor
    WORD = "word"  # text: never a factor
    BINARY = "binary"  # + - ·
    RELATION = "relation"  # = ≤ →
    FUNCTION = "function"  # log, max
    BIG = "big"  # ∑ ∏ ∫
    PREFIX = "prefix"  # ∂ ∇: sticks to what follows
    POSTFIX = "postfix"  # ! '
    PUNCTUATION = "punctuation"  # , ;
    OPEN = "open"
    CLOSE = "close"
    BAR = "bar"  # | and ‖, which open and close alike
    SPACE = "space"


class Sign(NamedTuple):
    """One sign: its Unicode and its ASCII form."""

    unicode: str
    ascii: str
    role: Role


def _greek() -> dict[str, Sign]:
    small = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon"
    small += " phi chi psi omega"
    capital = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
    letters = dict(zip(f"{small} {capital}".split(), "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True))
    variants = {"varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ϱ", "varsigma": "ς", "varpi": "ϖ"}
    named = {name: Sign(char, name, Role.ORDINARY) for name, char in letters.items()}
    return named | {name: Sign(char, name.removeprefix("var"), Role.ORDINARY) for name, char in variants.items()}


def _rows(role: Role, table: str) -> dict[str, Sign]:
    """Read rows `command unicode ascii`; several commands may share a row, joined by a slash."""
    signs = {}
    for line in table.strip().splitlines():
        names, char, plain = line.split()
        signs.update({name: Sign(char, plain, role) for name in names.split("/")})
    return signs


_FUNCTIONS = """
arccos arcsin arctan arg cos cosh cot coth csc deg det dim erf exp gcd hom inf ker lg ln log max min
Pr relu sec sigmoid sign sin sinh softmax sup tan tanh argmax argmin
"""

SIGNS: dict[str, Sign] = {
    **_greek(),
    **_rows(
        Role.BINARY,
        """
        cdot/cdotp · *
        times × *
        div ÷ /
        pm ± +/-
        mp ∓ -/+
        odot ⊙ (.)
        otimes ⊗ (x)
        oplus ⊕ (+)
        circ ∘ o
        ast/star * *
        cap ∩ intersect
        cup ∪ union
        setminus ∖ \\
        wedge/land ∧ and
        vee/lor ∨ or
        bmod mod mod
        """,
    ),
    **_rows(
        Role.RELATION,
        """
        le/leq/leqq/leqslant ≤ <=
        ge/geq/geqq/geqslant ≥ >=
        lt < <
        gt > >
        ll ≪ <<
        gg ≫ >>
        ne/neq ≠ !=
        approx/fallingdotseq ≈ ~=
        simeq/cong ≃ ~=
        sim ∼ ~
        equiv ≡ ==
        propto ∝ prop.to
        to/rightarrow/longrightarrow → ->
        gets/leftarrow/longleftarrow ← <-
        leftrightarrow ↔ <->
        Rightarrow/implies/Longrightarrow ⇒ =>
        Leftarrow ⇐ <=
        Leftrightarrow/iff ⇔ <=>
        mapsto ↦ |->
        in ∈ in
        notin ∉ not-in
        ni ∋ contains
        subset ⊂ subset
        subseteq ⊆ subset-or-equal
        supset ⊃ superset
        mid | |
        perp ⊥ perp
        parallel ∥ ||
        coloneqq ≔ :=
        """,
    ),
    **_rows(
        Role.BIG,
        """
        sum ∑ sum
        prod ∏ prod
        int ∫ int
        iint ∬ int
        oint ∮ int
        bigcup ⋃ union
        bigcap ⋂ intersect
        lim lim lim
        limsup limsup limsup
        liminf liminf liminf
        """,
    ),
    **_rows(Role.PREFIX, "partial ∂ d\nnabla ∇ grad\nneg/lnot ¬ not\nforall ∀ forall\nexists ∃ exists"),
    **_rows(
        Role.ORDINARY,
        """
        infty ∞ inf
        hbar ℏ hbar
        ell ℓ l
        Re Re Re
        Im Im Im
        emptyset/varnothing ∅ {}
        top ⊤ T
        bot ⊥ _|_
        angle ∠ angle
        dots/ldots/dotsc/dotso … ...
        cdots/dotsb ⋯ ...
        vdots ⋮ :
        ddots ⋱ ...
        prime ' '
        degree ° deg
        checkmark ✓ v
        % % %
        # # #
        $ $ $
        & & &
        _ _ _
        backslash \\ \\
        """,
    ),
    **{name: Sign(name, name, Role.FUNCTION) for name in _FUNCTIONS.split()},
    **_rows(
        Role.OPEN,
        "{/lbrace { {\nlfloor ⌊ floor(\nlceil ⌈ ceil(\nlangle ⟨ <\nlbrack [ [\nlparen ( (\nlvert | |\nlVert ‖ ||",
    ),
    **_rows(
        Role.CLOSE, "}/rbrace } }\nrfloor ⌋ )\nrceil ⌉ )\nrangle ⟩ >\nrbrack ] ]\nrparen ) )\nrvert | |\nrVert ‖ ||"
    ),
    **_rows(Role.BAR, "vert | |\n|/Vert ‖ ||"),
    **{name: Sign(" ", " ", Role.SPACE) for name in (",", ":", ";", " ", "thinspace", "enspace", "hspace", "hfill")},
    **{name: Sign("  ", "  ", Role.SPACE) for name in ("quad", "qquad")},
    **{name: Sign("", "", Role.SPACE) for name in ("!", "negthinspace")},
}

# A character typed in a formula is the same sign as its command; the first command of a row names it.
CHARS: dict[str, Sign] = {
    **{sign.unicode: sign for sign in reversed(SIGNS.values()) if len(sign.unicode) == 1 and sign.unicode > "~"},
    "‖": SIGNS["Vert"],
    **{char: Sign(char, char, Role.BINARY) for char in "+-*/"},
    **{char: Sign(char, char, Role.RELATION) for char in "=<>"},
    **{char: Sign(char, char, Role.PUNCTUATION) for char in ",;"},
    **{char: Sign(char, char, Role.OPEN) for char in "(["},
    **{char: Sign(char, char, Role.CLOSE) for char in ")]"},
    **{char: Sign(char, char, Role.POSTFIX) for char in "!'"},
    "|": SIGNS["vert"],
    "−": Sign("-", "-", Role.BINARY),
    "≦": SIGNS["le"],
    "≧": SIGNS["ge"],
    "≒": SIGNS["approx"],
    "⋅": SIGNS["cdot"],
    "・": SIGNS["cdot"],
    "Σ": SIGNS["Sigma"],
    "Π": SIGNS["Pi"],
    "：": Sign(":", ":", Role.RELATION),
    "（": Sign("（", "(", Role.OPEN),
    "）": Sign("）", ")", Role.CLOSE),
    "、": Sign("、", "、", Role.WORD),
}

# --- powers and indices --------------------------------------------------------------------------------------------

SUPERSCRIPTS = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤'",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ'",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_FROM_SUPERSCRIPT = {small: char for char, small in SUPERSCRIPTS.items() if char not in "⊤'"}
_FROM_SUBSCRIPT = {small: char for char, small in SUBSCRIPTS.items()}
ROOTS = {"2": "√", "3": "∛", "4": "∜"}

# --- marks over a letter -------------------------------------------------------------------------------------------

ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
    "check": "\u030c",
}
ACCENT_NAMES = {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}

# --- plain text in ASCII mode --------------------------------------------------------------------------------------

_PLAIN_SIGNS: dict[str, str] = {
    **{char: sign.ascii for char, sign in CHARS.items() if char > "~" and char not in "（）、：・"},
    "×": "x",
    "⋅": "*",
    "⊙": "(.)",
    "√": "sqrt ",
    "∛": "cbrt ",
    "∜": "4th-root ",
    "°": " deg",
    "µ": "mu",
    **dict.fromkeys("‐‑‒–―─━┄┅┈┉╌╍═•‣⁃", "-"),
    **dict.fromkeys("│┃║┆┇┊┋╎╏", "|"),
    **{chr(code): "+" for code in range(0x250C, 0x254C)},
    **{chr(code): "+" for code in range(0x2552, 0x256D)},
    **dict.fromkeys("█▉▊▋▌▓", "#"),
    **dict.fromkeys("░▒", "."),
    "—": "--",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "\u0302": "_hat",
    "\u0304": "_bar",
    "\u0303": "_tilde",
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "\u00a0": " ",
    "✓": "v",
    "✗": "x",
    "→": "->",
    "⏎": "Enter",
    **{chr(0x2460 + index): f"({index + 1})" for index in range(20)},
}
_PLAIN_CLASS = re.compile("[" + "".join(map(re.escape, _PLAIN_SIGNS)) + "]")
_SUPERSCRIPT_RUN = re.compile("[" + "".join(_FROM_SUPERSCRIPT) + "]+")
_SUBSCRIPT_RUN = re.compile("[" + "".join(_FROM_SUBSCRIPT) + "]+")


SET_SIGNS = {"-": "−", "*": "∗", "'": "′"}
"""What is set otherwise than a keyboard writes it, on a page and on paper."""

LIMITS = frozenset(("argmax", "argmin", "inf", "lim", "liminf", "limsup", "max", "min", "sup"))
"""Functions that have their index below them where there is room."""


@lru_cache(maxsize=1024)
def plain_ascii(text: str) -> str:
    """Replace math signs, bullets and boxes in running text by ASCII; Japanese stays.

    >>> plain_ascii("x² ≤ 28×28, σ は 1 つ")
    'x^2 <= 28x28, sigma は 1 つ'
    """
    if text.isascii():
        return text
    text = _SUPERSCRIPT_RUN.sub(lambda run: "^" + _bracketed(run[0], _FROM_SUPERSCRIPT), text)
    text = _SUBSCRIPT_RUN.sub(lambda run: "_" + _bracketed(run[0], _FROM_SUBSCRIPT), text)
    return _PLAIN_CLASS.sub(lambda sign: _PLAIN_SIGNS[sign[0]], text)


def _bracketed(run: str, table: dict[str, str]) -> str:
    plain = "".join(table[char] for char in run)
    return plain if plain.isalnum() or (plain.startswith("(") and plain.endswith(")")) else f"({plain})"
