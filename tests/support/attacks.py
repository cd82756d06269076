"""What a stranger may write to have something run, to break a reader, or to keep it busy: short texts and grown ones.

The texts are generated where they are long, so that the shapes can be read here. ``CANARY`` is the file that appears
in the working folder if anything of them is ever run.
"""

from __future__ import annotations

import json
from pathlib import Path

CANARY = "pwned_canary"
_TOUCH = f"open('{CANARY}','w')"

RUNS = (
    _TOUCH,
    f"__import__('os').system('touch {CANARY}')",
    f"__import__('subprocess').run(['touch','{CANARY}'])",
    f'exec("{_TOUCH}")',
    f"eval(compile(\"{_TOUCH}\",'x','eval'))",
    f"[c for c in ().__class__.__base__.__subclasses__()][0] or {_TOUCH}",
    f"(lambda: {_TOUCH})()",
    f"[{_TOUCH} for _ in '1']",
    f"{{**{{{_TOUCH}: 1}}}}",
    f'f"{{{_TOUCH}}}"',
    f"'%s' % {_TOUCH}",
    f"'{{0.__class__}}'.format({_TOUCH})",
    f"x if {_TOUCH} else x",
    f"(y := {_TOUCH})",
    f"max(1, {_TOUCH})",
    f"abs(-1).__class__.__init__.__globals__['open']('{CANARY}','w')",
    f"sum.__self__.open('{CANARY}','w')",
    f"np.save('{CANARY}', 1)",
    f"np.lib.npyio.os.system('touch {CANARY}')",
    f"np.fromfile('{CANARY}')",
    f"numpy.ctypeslib.ctypes.CDLL(None).system(b'touch {CANARY}')",
    f"import os; os.system('touch {CANARY}')",
    f"from pathlib import Path; Path('{CANARY}').touch()",
    f"class A:\n    x = {_TOUCH}",
    f"@{_TOUCH}\ndef f(): pass",
    f"def f(x={_TOUCH}): pass",
    f"$(touch {CANARY})",
    f"`touch {CANARY}`",
    f"; touch {CANARY}",
    f"| touch {CANARY}",
    f"& touch {CANARY}",
    f"> {CANARY}",
    f"{{{{ {_TOUCH} }}}}",
    f"{{% {_TOUCH} %}}",
    f"<%= {_TOUCH} %>",
    f"#{{{_TOUCH}}}",
    f"${{{_TOUCH}}}",
    f"<script>fetch('{CANARY}')</script>",
    f'<img src=x onerror="{_TOUCH}">',
    f"<svg/onload={_TOUCH}>",
    f"[x](javascript:{_TOUCH})",
    f"![x](file:///{CANARY})",
    f'<iframe src="data:text/html,<script>{_TOUCH}</script>"></iframe>',
    f"=cmd|' /c type nul > {CANARY}'!A1",
    f'=HYPERLINK("file:///{CANARY}")',
    f"@SUM(1+1)*cmd|' /c {CANARY}'!A0",
    f"\\input{{{CANARY}}}",
    f"\\write18{{touch {CANARY}}}",
    f"\\immediate\\openout1={CANARY}",
    f"\\href{{javascript:{_TOUCH}}}{{x}}",
    f"'; ATTACH DATABASE '{CANARY}' AS x; --",
    f"\"; VACUUM INTO '{CANARY}'; --",
    f"../../../{CANARY}",
    f"!!python/object/apply:os.system ['touch {CANARY}']",
    f"cos\nsystem\n(S'touch {CANARY}'\ntR.",
    f'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///{CANARY}">]><x>&y;</x>',
    f"%PDF-1.4 /OpenAction << /S /Launch /F ({CANARY}) >>",
    f"\x1b]0;{CANARY}\x07",
    f"\x1bP$q{CANARY}\x1b\\",
)
"""Each would leave the canary, or something like it, in the hands of one interpreter or another."""

NUMBERS = (
    "1e999999999", "-1e999999999", "1e-999999999", "1E+0999999999", "0.1e1000000", "1_000_000e9_999_999", "1e400",
    "1e401", "1e308*1e308", "10**10**10", "10^10^10", "9**9**9**9", "9^9^9^9", "((9**64)**64)**64", "((9^64)^64)^64",
    "(((((2^64)^64)^64)^64)^64)^64", "2**4096", "2^4097", "2^-4097", "(1/3)^4000", "(-2)^(2^60)", "0^0", "0^-1",
    "1/0", "0/0", "1%0", "(1/0)*0", "999999999!", "300!", "301!", "((3!)!)!", "(((3!)!)!)!", "C(1000000, 500000)",
    "1000000C500000", "sum_{i=1}^{999999999} i", "\\sum_{i=1}^{10^{9}} i^{i}", "Σ_(i=1)^(1000000) i!",
    "gcd(10^400, 10^399)", "nan", "inf", "-inf", "∞-∞", "NaN", "0x" + "f" * 2000, "1/" + "9" * 4301, "9" * 199,
    "9" * 201, "9" * 4299, "9" * 4300, "9" * 4301, "-" + "9" * 4301, "9" * 9999, "0." + "0" * 5000 + "1",
    "0." + "3" * 9000, "0.(" + "9" * 2000 + ")", "1" * 2000 + "." + "1" * 2000, "9" * 4301 + "×7", "７" * 4301,
    "１e９９９９９９９９", "九" * 500, "千" * 500, "億" * 900, "万" * 4301, "一億" * 300, "1億" * 1000, "½" * 900,
    "²" * 900, "x" + "²" * 900, "²³¹" * 500, "9" * 4301 + "%", "9" * 4301 + "/" + "7" * 4301, "1,000," * 900 + "000",
    "1 " * 3000, "1.2.3." * 900, "1e" * 1500, "e" * 900, "1e1e1e1", "--5", "+-" * 200 + "1", "0" * 9999,
    "0" * 9998 + "7", "1/" * 2000 + "1", "sqrt(" * 40 + "2" + ")" * 40, "sqrt(2)^(1/3)^(1/5)^(1/7)^(1/9)",
    "(sqrt(2)+sqrt(3)+sqrt(5)+sqrt(7))^64", "(1+x)^400", "(x+y+z)^200", "(x+1)^(y+1)^(z+1)^300",
    "exp(exp(exp(exp(exp(9)))))", "log(log(log(0)))", "sinh(1e400)", "tan(pi/2)", "arcsin(2)^arcsin(2)",
    "sigmoid(-1e400)", "softmax(1e400, 1)", "W" * 900, "d/dx " * 60 + "x^400", "x" + "'" * 900,
)  # fmt: skip
"""Numbers that grow when somebody computes them, or are as long as a text can be."""

_UNITS = (
    "(", ")", "[", "{", "()", "([{", "(1,", "[1,", "{1,", "|", "||", "|x|", "-", "+", "*", "/", "^", "**", "=", "<",
    ">", "<=", "!", "'", "_", "_{", "^{", ",", ", ", ";", ":", ".", "...", "%", "&", "\\", "\\\\", "\\frac",
    "\\frac{", "\\frac{1}{", "\\sqrt{", "\\left(", "\\begin{matrix}", "\\text{", "$", "$$", "`", "```\n", "~~~\n",
    "#", "# a\n", "> ", ">", "- ", "-\n", "1. ", "*a", "_a", "**a", "a*", "[a](", "![", "![](", "<", "<a", "<a ",
    "<p>", "</p>", "<!--", "<img src=\"", "&amp;", "&#0;", "&", "<table><tr><td>", "1+", "1-", "x+", "x*", "2^", "x^",
    "-(", "1/(", "sin ", "sin(", "log(", "f(", "not ", "1 if 1 else ", "a and ", "a<", "x=", "1=", "1,2,", "(1)",
    "(1) ", "1)", "①", "ア", "ア,", "あ→", "→", "->", "a→", "A-1,", "a:b,", "1:2\n", "(a)(b)", "答え", "答)", "答え:",
    "正解は", "問)", "Q. ", "Q1. ", "よって", "ゆえに 1、", "ので、", "求めよ。", "確認テスト\n", "か。", "ない",
    "ではない", "ないことはない", "not not ", "and ", "または", "とても", "7×", "7x7", "7x7, ", "幅7", "幅7、高さ",
    "高さは", "width 7 ", "7px ", "80パーセント", "百", "1億", "0.1(6)", "1/2 ", "あ", "亜", "ア", "ｱﾞ", "が", "A",
    "a ", "a\n", "\n", "\n\n", " ", "\t", "\r\n", "　", "\u200b", "\u202e", "\u0301", "e\u0301\u0302", "👩‍👩‍👧",
    "\ud800", "\x00", "\x1b[31m", "\x07", "ﷺ", "𝟗", "ß", "İ", "ſ", "ⅷ", "㌔", "㍿", "勾配が消える。",
    "重みが更新されない、", "The gradient vanishes. ", "because ", "it doesn't not ", "過学習を抑える。学習が速い。",
    "def f():\n    ", "if x:\n ", "x=[", "[]*9", "a=a+a\n", "np.", "(lambda:", "'''", '"', '"""', "{'a':",
    "[[0]*9]*9", "9**", "~", "not(", "f'{", "\\N{DIGIT ONE}", "@", "0o7", "1j", "__", "*a,", "x:=", "\f", "await ",
    "...,",
)  # fmt: skip


_AMID = (
    "1)~!", "0番~!", "約~!", "not ~!", "7×~!",
    "# x~!", "- x~!", "x~!", "> x~!", "$x~!$", "`x~!`", "答え: 0~!", "| a | x~! |\n|---|---|\n| b | 0~! |",
    "```python\nconv = nn.Conv2d(3, 16, 3)  # x~!\n```", "```\nx = [~!]\n```",
    "## 確認テスト\n入力サイズ6x6の画像を、サイズ2x2のフィルタで畳み込んだ時の出力サイズを答えよ~\n答え x~!",
    "## 確認テスト\nシグモイド関数の微分の最大値として正しいものを選べ。\n(1) 0.15\n(2) 0.25\n\n答え x~!",
)  # fmt: skip
"""Where a run of one sign may stand in an answer or a report, with what is looked for there before it."""

_RUNS_AMID = (" ", "　", "\t", "\n", "same ", "$a$", "$", "`", "-", "- ", "(", "[", "#", "*", "1 ", "、", "は", "。")


def grown(unit: str, size: int) -> str:
    """Return a text of about ``size`` characters that is nothing but ``unit``, again and again."""
    return unit * max(1, size // len(unit))


def short_attacks() -> list[str]:
    """Return the texts that are as they are."""
    return [*RUNS, *NUMBERS]


def long_attacks(size: int = 9_900) -> list[str]:
    """Return the texts that have been grown; the default is about as long as an answer may be."""
    return [grown(unit, size) for unit in dict.fromkeys(_UNITS)]


def attacks_amid(size: int = 4_000) -> list[str]:
    """Return answers and lines of reports in which a run of one sign stands, in the middle of what is read."""
    return [line.replace("~", grown(unit, size)) for line in _AMID for unit in _RUNS_AMID]


def corpus() -> list[str]:
    """Return the answers of the corpus of this repository that mean no good."""
    path = Path(__file__).resolve().parent.parent / "corpora" / "hostile.jsonl"
    return [json.loads(line)["student"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def attacks() -> list[str]:
    """Return all of them once: the corpus, the short ones, and the grown ones."""
    return list(dict.fromkeys([*corpus(), *short_attacks(), *long_attacks(), *attacks_amid()]))
