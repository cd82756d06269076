"""Inflected forms by rule, so that a rubric and the shared vocabulary list dictionary forms only."""

from __future__ import annotations

import re

# How a godan verb's last sign changes: before ない, ます, ば and る, う, て.
_GODAN = {
    "う": "わいえおっ", "く": "かきけこい", "ぐ": "がぎげごい", "す": "さしせそ", "つ": "たちてとっ",
    "ぬ": "なにねのん", "ぶ": "ばびべぼん", "む": "まみめもん", "る": "らりれろっ",
}  # fmt: skip
_LONG = 3
_OF_VERBS = 3
_SURE = 4
"""So many signs and more: no ending changes the first two."""
_E_AND_I_ROWS = frozenset("いきぎしじちにひびみりえけげせぜてでねへべめれ")
_ICHIDAN = frozenset(("見る", "得る", "出る", "経る", "似る"))

_ONE_SYLLABLE = re.compile(r"(?:^|[ -])[^aeiou -]+ing$")
"""A swing is a noun of its own, training is not."""

_IRREGULAR = {
    "break": ("broke", "broken"), "build": ("built",), "fall": ("fell", "fallen"), "forget": ("forgot", "forgotten"),
    "get": ("got",), "grow": ("grew", "grown"), "hold": ("held",), "keep": ("kept",), "lose": ("lost",),
    "make": ("made",), "rise": ("rose", "risen"), "shrink": ("shrank", "shrunk"), "speed": ("sped",),
    "take": ("took", "taken"), "give": ("gave", "given"), "think": ("thought",), "go": ("went", "gone"),
    "become": ("became",), "find": ("found",), "bring": ("brought",), "leave": ("left",), "overcome": ("overcame",),
    "good": ("better", "best"), "bad": ("worse", "worst"), "fight": ("fought",), "choose": ("chose", "chosen"),
    "see": ("saw", "seen"), "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "write": ("wrote", "written"),
    "bear": ("bore", "borne"), "tell": ("told",), "sink": ("sank", "sunk"), "come": ("came",),
    "have": ("has", "had"), "begin": ("began", "begun"), "spend": ("spent",), "throw": ("threw", "thrown"),
    "upset": ("upset",), "stick": ("stuck",),
}  # fmt: skip


def forms_ja(word: str) -> tuple[str, ...]:
    """Return the beginnings that the forms of a Japanese dictionary form have; a noun has one.

    >>> forms_ja("減る"), forms_ja("下げる"), forms_ja("抑制する")
    (('減る', '減ら', '減り', '減れ', '減ろ', '減っ'), ('下げ',), ('抑制',))
    >>> forms_ja("大きい")
    ('大きい', '大きく', '大きか', '大きけ', '大きさ', '大きめ', '大きな')
    """
    if word.endswith("する") and len(word) > 2:
        return (word[:-2],)
    if word == "同じく":
        return (word,)
    last = word[-1]
    if last == "る" and len(word) > 1 and (word[-2] in _E_AND_I_ROWS or word in _ICHIDAN):
        return (word[:-1],)
    if last in _GODAN and len(word) > 1:
        return (word, *(word[:-1] + sign for sign in _GODAN[last]))
    if last == "い" and len(word) > 1:
        return tuple(word[:-1] + sign for sign in ("い", "く", "か", "け", "さ", "め", "な"))
    return (word,)


def forms_en(words: str) -> tuple[str, ...]:
    """Return the forms of an English word, or of words that belong together, of which one may be inflected.

    >>> forms_en("stop")
    ('stop', 'stops', 'stopped', 'stopping', 'stopper', 'stoppest', 'stoped', 'stoping', 'stoper')
    >>> "speeds up" in forms_en("speed up"), "learning rates" in forms_en("learning rate")
    (True, True)
    """
    parts = words.split()
    if len(parts) == 1:
        return tuple(dict.fromkeys((words, *_endings(words))))
    found = [words]
    verbs = (parts[0], *_endings(parts[0])[:_OF_VERBS])
    last = plural(parts[-1])
    several = (" ".join((form, *parts[1:-1], last)) for form in verbs)  # "needs fewer updates"
    if len(parts) > _LONG:  # a whole phrase: its verb stands first
        return tuple(dict.fromkeys((*(" ".join((form, *parts[1:])) for form in verbs), *several)))
    found += several
    for place in (0, len(parts) - 1):
        found += [" ".join((*parts[:place], form, *parts[place + 1 :])) for form in _endings(parts[place])]
    return tuple(dict.fromkeys(found))


def begins_en(words: str) -> tuple[str, ...]:
    """Return with which two signs a form of an English word, or of words that belong together, may begin.

    >>> begins_en("learning rate"), begins_en("go up"), begins_en("tie")
    (('le',), ('go', 'we'), ('ti', 'ty'))
    """
    first = words.partition(" ")[0]
    if len(first) >= _SURE and first not in _IRREGULAR:
        return (first[:2],)
    return tuple(dict.fromkeys(form[:2] for form in (first, *_endings(first), plural(first), adverb(first))))


def adverb(adjective: str) -> str:
    """Return the adverb of an English adjective; "hardly" is none of "hard".

    >>> adverb("quick"), adverb("easy"), adverb("stable"), adverb("hard")
    ('quickly', 'easily', 'stably', 'hard')
    """
    if adjective in ("hard", "fast"):
        return adjective
    if adjective.endswith("le"):
        return adjective[:-1] + "y"
    return adjective[:-1] + "ily" if adjective.endswith("y") else adjective + "ly"


def plural(words: str) -> str:
    """Return the plural of an English noun; "training" and "speed" have none.

    >>> plural("learning rate"), plural("property")
    ('learning rates', 'properties')
    """
    if words.endswith("speed") or (words.endswith("ing") and not _ONE_SYLLABLE.search(words)):
        return words
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return words[:-1] + "ies"
    return words + _s(words)


def _s(word: str) -> str:
    return "es" if word.endswith(("s", "x", "z", "ch", "sh", "go", "do")) and not word.endswith("och") else "s"


def _endings(word: str) -> tuple[str, ...]:
    irregular = _IRREGULAR.get(word, ())
    if word.endswith("ie"):
        return (word + "s", word + "d", word[:-2] + "ying", word + "r", *irregular)
    if word.endswith("e"):
        stem = word[:-1]
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies", word[:-1] + "ied", word + "ing", word[:-1] + "ier", word[:-1] + "iest", *irregular)
    elif len(word) < 7 and word[-1:] not in "aeiouwxy" and word[-2:-1] in "aeiou" and word[-3:-2] not in "aeiou":
        doubled = word + word[-1]  # "stopped", and "altered": where the stress lies is not known here
        irregular = (*irregular, word + "ed", word + "ing", word + "er")
        stem = doubled
    else:
        stem = word
    return (word + _s(word), stem + "ed", stem + "ing", stem + "er", stem + "est", *irregular)
