"""The words of the language: functions with their spellings, constants, Greek letters, and what each is printed as."""

from __future__ import annotations

from typing import Final, NamedTuple


class Function(NamedTuple):
    """A function that the language knows: how many arguments it takes, and how it is printed."""

    least: int
    most: int
    text: str
    latex: str


def _one(text: str, latex: str) -> Function:
    return Function(1, 1, text, latex)


FUNCTIONS: Final[dict[str, Function]] = {
    "sin": _one("sin", r"\sin"),
    "cos": _one("cos", r"\cos"),
    "tan": _one("tan", r"\tan"),
    "cot": _one("cot", r"\cot"),
    "sec": _one("sec", r"\sec"),
    "csc": _one("csc", r"\csc"),
    "asin": _one("arcsin", r"\arcsin"),
    "acos": _one("arccos", r"\arccos"),
    "atan": _one("arctan", r"\arctan"),
    "acot": _one("arccot", r"\operatorname{arccot}"),
    "asec": _one("arcsec", r"\operatorname{arcsec}"),
    "acsc": _one("arccsc", r"\operatorname{arccsc}"),
    "sinh": _one("sinh", r"\sinh"),
    "cosh": _one("cosh", r"\cosh"),
    "tanh": _one("tanh", r"\tanh"),
    "coth": _one("coth", r"\coth"),
    "sech": _one("sech", r"\operatorname{sech}"),
    "csch": _one("csch", r"\operatorname{csch}"),
    "asinh": _one("arsinh", r"\operatorname{arsinh}"),
    "acosh": _one("arcosh", r"\operatorname{arcosh}"),
    "atanh": _one("artanh", r"\operatorname{artanh}"),
    "acoth": _one("arcoth", r"\operatorname{arcoth}"),
    "asech": _one("arsech", r"\operatorname{arsech}"),
    "acsch": _one("arcsch", r"\operatorname{arcsch}"),
    "atan2": Function(2, 2, "atan2", r"\operatorname{atan2}"),
    "exp": _one("exp", r"\exp"),
    "log": Function(1, 2, "log", r"\log"),
    "sqrt": _one("√", r"\sqrt"),
    "root": Function(2, 2, "root", r"\sqrt"),
    "abs": _one("abs", r"\left|"),
    "sign": _one("sign", r"\operatorname{sign}"),
    "floor": _one("floor", r"\lfloor"),
    "ceil": _one("ceil", r"\lceil"),
    "max": Function(1, 16, "max", r"\max"),
    "min": Function(1, 16, "min", r"\min"),
    "factorial": _one("factorial", r"\operatorname{factorial}"),
    "gamma": _one("gamma", r"\Gamma"),
    "binomial": Function(2, 2, "binomial", r"\binom"),
    "permutations": Function(2, 2, "permutations", r"\operatorname{permutations}"),
    "sum": Function(4, 4, "sum", r"\sum"),
    "erf": _one("erf", r"\operatorname{erf}"),
    "re": _one("re", r"\operatorname{re}"),
    "im": _one("im", r"\operatorname{im}"),
    "conjugate": _one("conjugate", r"\operatorname{conjugate}"),
    "sigmoid": _one("σ", r"\sigma"),
    "relu": _one("ReLU", r"\operatorname{ReLU}"),
    "leaky_relu": Function(1, 2, "leaky_relu", r"\operatorname{leakyrelu}"),
    "elu": _one("ELU", r"\operatorname{ELU}"),
    "softplus": _one("softplus", r"\operatorname{softplus}"),
    "softsign": _one("softsign", r"\operatorname{softsign}"),
    "swish": _one("swish", r"\operatorname{swish}"),
    "step": _one("step", r"\operatorname{step}"),
    "softmax": Function(1, 64, "softmax", r"\operatorname{softmax}"),
    "percent": _one("%", r"\%"),
    "degree": _one("°", r"^{\circ}"),
    "±": _one("±", r"\pm"),
    "∓": _one("∓", r"\mp"),
    "union": Function(1, 16, "union", r"\cup"),
    "intersection": Function(1, 16, "intersection", r"\cap"),
    "difference": Function(2, 2, "difference", r"\setminus"),
}

SPELLINGS: Final[dict[str, str]] = {
    **{"arc" + name[1:]: name for name in FUNCTIONS if name[0] == "a" and name[1:] in FUNCTIONS},
    **{name: name for name in FUNCTIONS if name.isascii() and name not in ("percent", "re", "im")},
    "arsinh": "asinh",
    "arcosh": "acosh",
    "artanh": "atanh",
    "arcoth": "acoth",
    "arsech": "asech",
    "arcsch": "acsch",
    "arctan2": "atan2",
    "cosec": "csc",
    "ln": "log",
    "cbrt": "cbrt",
    "lg": "log10",
    "log10": "log10",
    "log2": "log2",
    "sgn": "sign",
    "signum": "sign",
    "ceiling": "ceil",
    "logistic": "sigmoid",
    "sigm": "sigmoid",
    "heaviside": "step",
    "silu": "swish",
    "leakyrelu": "leaky_relu",
    "conj": "conjugate",
    "binom": "binomial",
    "comb": "binomial",
    "choose": "binomial",
    "perm": "permutations",
    "square": "square",
    "clip": "clip",
    "clamp": "clip",
}
"""Spelling in lower case -> canonical name (``log2``, ``log10`` and ``cbrt`` are rewritten by the reader)."""

DERIVATIVE: Final = "derivative"
"""The function that stands for ``d/dx``, applied to what is to be differentiated and the name."""
INVERSES: Final[dict[str, str]] = {
    name: "a" + name
    for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch")
}

GREEK: Final[dict[str, str]] = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ϵ": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ϑ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "ϱ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "ϕ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "Γ": "Gamma",
    "Δ": "Delta",
    "Θ": "Theta",
    "Λ": "Lambda",
    "Ξ": "Xi",
    "Π": "Pi",
    "Σ": "Sigma",
    "Υ": "Upsilon",
    "Φ": "Phi",
    "Ψ": "Psi",
    "Ω": "Omega",
}
"""Greek letter -> its name, which is the symbol's canonical name."""

GREEK_LETTER: Final[dict[str, str]] = {name: letter for letter, name in reversed(GREEK.items())}
LATEX_VARIANTS: Final[dict[str, str]] = {
    "varepsilon": "epsilon",
    "vartheta": "theta",
    "varrho": "rho",
    "varsigma": "sigma",
    "varphi": "phi",
}

CONSTANTS: Final[dict[str, str]] = {
    "e": "e",
    "E": "e",
    "i": "i",
    "I": "i",
    "pi": "pi",
    "oo": "oo",
    "inf": "oo",
    "infty": "oo",
    "infinity": "oo",
}
"""Spelling -> constant; a name that the item declares wins over it."""

CONSTANT_TEXT: Final = {"pi": "π", "e": "e", "i": "i", "oo": "∞"}
CONSTANT_LATEX: Final = {"pi": r"\pi", "e": "e", "i": "i", "oo": r"\infty"}

POSTFIX_WORDS: Final = frozenset({"percent", "percentage"})
RESERVED: Final = frozenset(
    (
        "and as def del elif else eval exec False for from if import in is lambda None nonlocal not or pass "
        "raise return True try while with yield nan NaN NAN"
    ).split()
) - {"lambda"}
"""Words of programming that are never a product of letters."""
SEPARATING_WORDS: Final = frozenset({"and", "or"})
"""Words between answers, in the spelling of ``characters.plain``."""
JAPANESE_WORDS: Final[dict[str, str]] = {
    "または": " or ",
    "又は": " or ",
    "もしくは": " or ",
    "あるいは": " or ",
    "かつ": " and ",
    "および": " and ",
    "及び": " and ",
    "ならびに": " and ",
    "と": " and ",
}
"""A word between answers -> how the tokenizer is given it."""

SET_WORDS: Final = frozenset(
    {"Interval", "Interval.open", "Interval.Lopen", "Interval.Ropen", "FiniteSet", "Union", "Intersection"}
)
"""SymPy's words for sets, read in an author's text only."""

RELATIONS: Final[dict[str, str]] = {
    "=": "=",
    "<": r"<",
    ">": ">",
    "<=": r"\le",
    ">=": r"\ge",
    "≠": r"\ne",
    "≈": r"\approx",
    "∈": r"\in",
}
RELATION_TEXT: Final[dict[str, str]] = {"<=": "≤", ">=": "≥"}
RELATION_ASCII: Final[dict[str, str]] = {"≠": "<>", "≈": "~=", "∈": "in"}

LATEX_SYMBOLS: Final[dict[str, str]] = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "bullet": "*",
    "odot": "*",
    "div": "/",
    "slash": "/",
    "pm": "±",
    "mp": "∓",
    "le": "<=",
    "leq": "<=",
    "leqslant": "<=",
    "leqq": "<=",
    "lt": "<",
    "ge": ">=",
    "geq": ">=",
    "geqslant": ">=",
    "geqq": ">=",
    "gt": ">",
    "ne": "≠",
    "neq": "≠",
    "approx": "≈",
    "simeq": "≈",
    "fallingdotseq": "≈",
    "in": "∈",
    "infty": "∞",
    "partial": "∂",
    "nabla": "∇",
    "lvert": "|",
    "rvert": "|",
    "vert": "|",
    "mid": "|",
    "lfloor": "⌊",
    "rfloor": "⌋",
    "lceil": "⌈",
    "rceil": "⌉",
    "cup": "∪",
    "cap": "∩",
    "setminus": "∖",
    "emptyset": "∅",
    "varnothing": "∅",
    "lbrace": "\\{",
    "rbrace": "\\}",
    "lbrack": "[",
    "rbrack": "]",
    "langle": "(",
    "rangle": ")",
    "prime": "'",
    "colon": ":",
    "degree": "°",
    "circ": "°",
    "{": "\\{",
    "}": "\\}",
    "|": "|",
    "%": "%",
    "&": ",",
}
"""LaTeX command -> the sign that it stands for."""

LATEX_WORDS: Final[dict[str, str]] = {"land": "and", "wedge": "and", "lor": "or", "vee": "or"}
"""LaTeX command -> the word that it stands for."""
LATEX_SILENT: Final = frozenset(
    (
        "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr middle displaystyle textstyle limits , "
        "; : ! quad qquad thinspace medspace space ~ $ hline nonumber notag"
    ).split()
) | {" ", "\n"}
"""LaTeX commands that only space or size."""
LATEX_WRAPPERS: Final = frozenset(
    "mathrm mathbf mathit mathsf boldsymbol bm mathbb vec hat bar tilde overline underline dot".split()
)
LATEX_TEXT: Final = frozenset(["text", "textbf", "textit", "textrm", "textnormal", "mbox", "operatorname", "mathop"])
LATEX_FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
LATEX_BINOMIALS: Final = frozenset({"binom", "dbinom", "tbinom"})
LATEX_MATRICES: Final = frozenset({"matrix", "pmatrix", "bmatrix", "vmatrix", "smallmatrix"})
LATEX_ROWS: Final = frozenset(
    {
        "aligned",
        "align",
        "align*",
        "alignedat",
        "gather",
        "gather*",
        "gathered",
        "split",
        "equation",
        "equation*",
        "eqnarray",
        "eqnarray*",
    }
)
