"""One meaning, many wordings: groups of words that rubrics share, and templates that are made of them.

``"<lately> <record>"`` stands for everything that its groups can say: 最近の勾配, 直近の情報, "recent gradients" ...
All of it counts as one thing, so a word that is added to a group helps every rubric and every point that names it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from quiz.kinds.text.groups import GROUPS

MAX_WORDINGS = 6_000
_PIECE = re.compile(r"<([a-z-]+)>|\(([^()|]*\|[^()]*)\)|([^<(]+|[<(])")
_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
_LATIN = re.compile(r"[A-Za-z]")


class WordingFault(ValueError):
    """A template names a group that there isn't, or stands for too many wordings; the text says which."""


@cache
def wordings(template: str) -> tuple[str, ...]:
    """Return all that a template stands for, in both languages; a plain word stands for itself.

    ``<name>`` is one of :data:`quiz.kinds.text.groups.GROUPS`, ``(a|b|)`` a choice. Japanese is written without spaces.

    >>> wordings("learning rate"), wordings("勾配(の値|)")
    (('learning rate',), ('勾配の値', '勾配'))
    >>> "recent gradient" in wordings("<lately> <record>"), "最近の勾配" in wordings("<lately> <record>")
    (True, True)
    """
    if "<" not in template and "(" not in template:
        return (template,)
    plain = re.sub(r"<[a-z-]+>", "", template)
    languages = ("ja",) if _JAPANESE.search(plain) else ("en",) if _LATIN.search(plain) else ("ja", "en")
    found = [wording for language in languages for wording in _expanded(template, language)]
    if not found:
        raise WordingFault(template)
    return tuple(dict.fromkeys(found))


def _expanded(template: str, language: str) -> list[str]:
    choices: list[list[str]] = []
    count = 1
    for name, choice, literal in (found.groups() for found in _PIECE.finditer(template)):
        if name:
            group = GROUPS.get(name)
            if group is None:
                raise WordingFault(f"<{name}>")
            words = group.ja if language == "ja" else group.en
            choices.append([word.strip() for word in words.split("|")] if words else [])
        elif choice is not None and "<" in choice:
            raise WordingFault(f"({choice})")
        else:
            choices.append((choice if choice is not None else literal).split("|"))
        count *= len(choices[-1])
    if count > MAX_WORDINGS:
        raise WordingFault(f"{template} ({count:,} > {MAX_WORDINGS:,})")
    joined = ("".join(parts) for parts in product(*choices))
    return [text.replace(" ", "") if language == "ja" else " ".join(text.split()) for text in joined]
