"""Text that strangers might write to harm whoever reads it, and what of it must never be left."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

PIECES = [
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://e.example\x1b\\link\x1b]8;;\x1b\\", "\x9b2J",
    "\x1bP+q\x1b\\", "\x07", "\x08\x08", "\x7f", "\r", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\u2029",
    "\u202eabc\u202c", "\u2066x\u2069", "\u200f", "\u061c", "\u200b", "\u200d", "\ufeff", "\u2060",
    "\u00ad", "\u3164", "\u115f", "\u2800", "\u034f", "\ufe0f", "\U000e0041", "\U000e0100", "\ue000",
    "\ufdd0", "\ud800", "\udc00", "\udcff", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<!--", "]]>", "</pre>", "</style>", "&lt;b&gt;", "&#27;", '" onclick="x', "javascript:x",
    "[a](javascript:x)", "![a](http://e.example/p.png)", "[a]: http://e.example", "<http://e.example>",
    "`", "```", "~~~", "``` x", "    ", "$", "$$", "$a<b$", "\\", "|", "- ", "1. ", "# ", "> ", "===",
    "---", "|-|-|", "*", "**", "_", "__", "=1+1", "@sum", "+1", "-2", "＝1", "=HYPERLINK()", ",", ";", '"',
    "'", "\n", "\n\n", "\t", " ", "  \n", "../", "..", "/etc/passwd", "C:\\x", "NUL", "con.md", "x.", "~",
    "-rf", "値", "σ", "①", "👩‍🔬", "⚠️", "葛\U000e0100", "e\u0301", "a", "x1",
]  # fmt: skip
"""Escape sequences, what can't be seen, markup of every medium, names that lead elsewhere; and what is fine."""

hostile_texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=()), max_size=6)), max_size=12
).map("".join)
"""Any text at all, lone surrogates among it, with such pieces in it."""

_WITHOUT_SHAPE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0"
_BELONGS = "\ufe00\ufe01\ufe02\ufe0e\ufe0f\u200d"


def unseen(text: str) -> list[str]:
    """Return the characters of a text that nobody can see, by the tables of the running Python.

    A joiner, and a selector of a variant, are no fault by themselves: they may belong to a sign.
    """
    return [
        sign
        for sign in text
        if sign not in "\n\t"
        and sign not in _BELONGS
        and (unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or sign in _WITHOUT_SHAPE)
    ]
