"""Whether a clause affirms or denies what a cue found in it, and which ways it says that things go.

A claim's own sentences show how it is said: affirmed ("it saturates") or denied ("it doesn't saturate"), with which
directions ("larger", "slower"). A right claim is credited only where a report says it in one of these ways; what says
the opposite with the same words, or denies it in a way that isn't understood, is credited to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from quiz.reading.late_patterns import late
from quiz.report.claims.altering import Alterations, alterations_of
from quiz.report.claims.cues import Sighting
from quiz.report.claims.directions import directions, opposed, opposite_of
from quiz.report.claims.guards import MUST, without_words
from quiz.report.claims.told_apart import is_of_a_time_unknown, is_of_two_times, is_only_supposed, is_resized
from quiz.report.cued import Cued, latin

_END = late(
    "→|;|の(?<!もの)で(?!は|も|な|あ|す|,別)|た(?<=[るいたな]た)め(?!の|で|と|だ|は|。|\\Z)|か(?<=[るいただす]か)ら(?!で)"
)
"""Behind it another predicate follows."""
_DENIAL = late(
    "ない|なかっ|なく|なけれ|なし|ません|にく[いく]|づら[いく]|難し|困難|不可能|無理|は限ら|がた[いく]|失敗|のを(?:やめ|止め)|ず(?:に|,|。|\\Z)"
    "|疑わし|嘘|苦手|(?:と|のと)は(?:異な|違|逆|反対|別)"
)
_NO_DENIAL = late(
    rf"少な[いく]|{MUST}|"
    "しか[ぁ-ん一-龥]{0,4}な[いく]|に過ぎな|にすぎな|だけでな[くい]|だけじゃな|のみなら"
    "|のみでな|ま(?<![進読込済生組休悩望]ま)(?<!膨らま)ず|必ず|わずか|問わず|思わず|はず|問題な[いく]|に他ならな|にほかならな|かもしれな"
    "|ないよう|かかわらず|関わらず|拘らず|よらず|によらな|違いな|欠かせな|危な|足りな|いらな|思わぬ"
    "|せずに済|な(?<=[がはもどにと]な)(?<!防がな)くな[るっり]"
    "|限りなく|にくい(?=[一-龥ァ-ヺ])|づらい(?=[一-龥ァ-ヺ])|なし(?=と同じ)|なしで(?:も|は)"
    "|no matter|not only|no more than|nothing but|without any"
)
"""What only looks like a denial."""
_OTHERWISE = late("[^,]{0,4}(?:と|のと)(?:異な|違う|違って|逆|反対|別)")
"""Right behind a statement: it is something else that holds."""
_ADVERBS = (
    *("not", "never", "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "wont", "wouldnt"),
    *("no longer", "no more", "hardly", "rarely", "barely", "scarcely", "seldom", "fail(?:s|ed|ing)? to", "unable"),
    *("stops?", "quits?", "ceases?", "far from", "anything but", "by no means", "refuses? to"),
)
_OTHERS = (
    *("no", "without", "neither", "nor", "nothing", "nobody", "none", "lacks?", "ignores?", "loses?", "forgets?"),
    "the opposite of",
)
_ENGLISH = late(rf"(?a)\b(?:{'|'.join((*_ADVERBS, *_OTHERS))})\b")
_ENGLISH_BEHIND = late(rf"(?a)\b(?:{'|'.join(_ADVERBS)})\b")
_SEGMENT = late(
    r"(?a)[:;] |,? \b(?:because|since|so|(?<!by )(?<!in )(?<!of )which|while|although|as|and (?:it|they|so|then))\b"
    r"|, but\b"
    r"|, (?=(?:it|they|the|this|we|each|every|all)\b)"
)
"""Where another part of an English sentence begins, which has a verb of its own."""
_DENIED_VERB = late(r"(?a) (?:(?:be|ever|to|a|the) )*([a-z]{4,5})")
_LONGER = late(r"(?a)(?<=with)out\b")
"""Behind a word of the cue: another word, which says the opposite."""
_NEGATIVE = ("非", "不")
"""Before a word of the cue: its opposite (非対称)."""
_SET_ASIDE = Cued(
    late("(?:(?<!も)の)?(?:では|で|じゃ)なく(?!な|て(?:も|は))|の?代わりに|のかわりに|どころか"),
    *("なく", "代わりに", "かわりに", "どころか"),
)
_VERBAL = late("[るうくすつむぐぶただい]の?\\Z")
"""Before these words the whole clause is set aside, and behind a noun that a clause tells more of; else the noun is."""
_MODIFIED = late(
    "[るうくすつむぐぶただいな](?:もの|こと|ため|[一-龥ァ-ヺーa-z0-9]{1,10})\\Z|(?:の[がは]|が)[^,。はが]{1,20}\\Z"
)
_NOUN = late("(?:\\d,|[^,。はがもを:])*\\Z")
_ENGLISH_ASIDE = Cued(
    late(
        r"(?a)\b(?:instead of|rather than|as opposed to)\b[^,;]*|, not [^,;]*"
        r"|, unlike [^,;]*(?:, (?:which|whose) [^,;]*)?"
    ),
    *("instead of", "rather than", "as opposed to", ", not ", ", unlike "),
)
_OWN_PREDICATE = late("[ぁ-ん　]{0,6}?(?:[,(]|(?:なり|って|て)(?=[一-龥ァ-ヺ]))")
"""Behind the cue's words: its predicate ends here."""
_DENIED = late(
    "(?:([一-龥ァ-ヺー々a-z0-9]{1,8})[がはをにもで][ぁ-ん]{0,6})?([一-龥ァ-ヺー々]{1,6})[ぁ-ん]{0,9}"
    "(?:という)?(?:こと[はがも](?:でき)?|効果[はがも])?\\Z"
)
"""What is denied behind it: its verb, and what stands before that."""


_ANY = late(
    "な[いかくけし]|ません|にく|づら|難|困難|無理|限ら|がた|失敗|やめ|止め|ず|疑わし|嘘|苦手|異な|違|逆|反対|別|代わり|かわり|どころか|非|不|"
    + "|".join(latin(*_ADVERBS, *_OTHERS, "instead of", "rather than", "as opposed to", "unlike"))
)
"""Where none of this stands, nothing is denied."""
MOST = 3
"""Who denies so often is not understood, and need not be counted on."""
NEAR = 40
"""How far before its denial a verb stands at most."""


@lru_cache(maxsize=64)
def _may_deny(clause: str) -> bool:
    """Whether a clause has any word that denies: it is asked for each claim that it may make."""
    return _ANY.search(clause) is not None


def _blank(found: re.Match[str]) -> str:
    return "　" * len(found[0])


def denials(clause: str, sighting: Sighting, known: str = "") -> int:
    """Return how often a clause denies what a cue found in it; words of the cue itself deny nothing.

    Behind the predicate that the cue's words end in, another one is denied, which is none of this claim's business
    unless it is among the words that are ``known`` of it.

    >>> denials("勾配消失を防がない", Sighting(((0, 4), (5, 6)), ({},)))
    1
    >>> denials("和ではなく平均を使う", Sighting(((5, 7), (8, 9)), ({},)))
    0
    """
    if not _may_deny(clause):
        return 0
    bare = without_words(_NO_DENIAL.sub(_blank, clause), sighting)
    count = 0
    for found in _SET_ASIDE.finditer(bare):
        place = found.start()
        if _VERBAL.search(clause, 0, place) or _MODIFIED.search(clause, 0, place):
            count += sighting.spans[-1][0] < place
        else:
            count += sighting.covers(_noun_before(clause, place), place)
    bare = _SET_ASIDE.sub(_blank, bare)
    count += sum(sighting.covers(*found.span()) for found in _ENGLISH_ASIDE.finditer(bare))
    bare = _ENGLISH_ASIDE.sub(_blank, bare)
    for word in sighting.words(clause) if known else ():  # in a gap of the cue
        count += sum(adverb not in known for adverb in _ENGLISH_BEHIND.findall(word))
    count += sum(
        _LONGER.match(clause, end) is not None or clause[max(0, start - 1) : start] in _NEGATIVE
        for start, end in sighting.spans
    )
    count += _OTHERWISE.match(bare, sighting.end) is not None
    return count + _japanese(clause, bare, sighting, known) + _english(bare, sighting, known)


@lru_cache(maxsize=1024)
def without_set_aside(clause: str) -> str:
    """Return a clause with what it sets aside blanked: what it says to hold is something else.

    >>> without_set_aside("和ではなく平均を使う").strip("　"), without_set_aside("a mean instead of a sum").rstrip("　")
    ('平均を使う', 'a mean ')
    """
    if not _may_deny(clause):
        return clause
    for found in _SET_ASIDE.finditer(clause):
        place = found.start()
        whole = _VERBAL.search(clause, 0, place) or _MODIFIED.search(clause, 0, place)
        start = 0 if whole else _noun_before(clause, place)
        clause = f"{clause[:start]}{'　' * (found.end() - start)}{clause[found.end() :]}"
    return _ENGLISH_ASIDE.sub(_blank, clause)


_PLAINLY = late("[ぁ-ん]{0,4}(?:解|値|もの|わけ|件数|数)?[ぁ-ん]{0,6}?(?:ない|ません|なく)(?!ても|なる|なっ|ければ)")
_PLAINLY_BEFORE = late(
    r"(?a)(?:\b(?:not|never|cannot|isnt|arent|doesnt|dont|no longer|neither [a-z]+ nor)\b"
    r"(?: (?:a|an|the|to|be|any|suited|suitable|used|made|meant|intended|good|appropriate))*) ?\Z"
)


def is_plainly_denied(clause: str, sighting: Sighting) -> bool:
    """Whether nothing but a denial stands beside what was found: behind its last word, or in English before one.

    >>> sparse = Sighting(((0, 3),), ({},))
    >>> is_plainly_denied("疎にならない", sparse), is_plainly_denied("疎になり,悪くない", sparse)
    (True, False)
    """
    if not _may_deny(clause):
        return False
    bare = _NO_DENIAL.sub(_blank, clause)
    if _PLAINLY.match(bare, sighting.end) and denials(clause, sighting) <= 1:
        return True
    before = without_words(bare, sighting)  # "not used" is not denied by its own "not"
    return (
        any(_PLAINLY_BEFORE.search(before, 0, start) for start, _ in sighting.spans)
        and denials(bare.replace("neither", "not").replace(" nor ", " and "), sighting) <= 1
    )


def _japanese(clause: str, bare: str, sighting: Sighting, known: str) -> int:
    """How many of the words that deny in Japanese concern what was found."""
    own = _OWN_PREDICATE.match(bare, sighting.end) or _END.search(bare, sighting.end)
    far = len(bare) if own is None else own.end()
    count = 0
    for found in _DENIAL.finditer(bare, sighting.start):
        if count > MOST:
            break
        if found.start() < sighting.spans[-1][0] and found[0].startswith("ず") and _ends_denied(clause, sighting):
            continue  # both are said not to be: 「更新されず,学習が進まない」
        if found.start() < far:
            # Something else is done without: 「たどり着かずに発散する」.
            beside = found[0] == "ずに" and not any(0 <= found.start() - end <= 2 for _, end in sighting.spans)
            count += not beside
        elif (word := _DENIED.search(clause, max(sighting.end, found.start() - NEAR), found.start())) is not None:
            count += _is_known(word, found[0][0], known)
    return count


def _ends_denied(clause: str, sighting: Sighting) -> bool:
    """Whether the last of the words that were found is itself denied by what the claim says."""
    return clause[: sighting.spans[-1][1]].endswith("な") and clause[sighting.spans[-1][1] :].startswith(
        ("い", "く", "か")
    )


def _is_known(verb: re.Match[str], denial: str, known: str) -> bool:
    """Whether a verb that is denied is one of a claim's own, which doesn't deny it."""
    before, stem = verb[1], verb[2]
    if stem not in known or f"{_from_stem(verb)}{denial}" in known:
        return False
    # One character is too little to tell a verb by.
    return len(stem) > 1 or before is None or any(f"{before}{particle}{stem}" in known for particle in "がはをにもで")


def _from_stem(verb: re.Match[str]) -> str:
    return verb.string[verb.start(2) : verb.end()]


def _english(bare: str, sighting: Sighting, known: str) -> int:
    """How many of the words that deny in English concern what was found."""
    begins = max((found.end() for found in _SEGMENT.finditer(bare, 0, sighting.start)), default=0)
    count = sum(1 for _ in _ENGLISH.finditer(bare, begins, sighting.end))
    ends = _SEGMENT.search(bare, sighting.end)
    far = len(bare) if ends is None else ends.start()
    for found in _ENGLISH_BEHIND.finditer(bare, sighting.end):
        verb = _DENIED_VERB.match(bare, found.end())
        count += found.start() < far or (
            verb is not None and f" {verb[1]}" in known and f"{found[0]}{verb[0]}" not in known
        )
    return count


def _noun_before(clause: str, end: int) -> int:
    found = _NOUN.search(clause, 0, end)
    return end if found is None else found.start()


Terms = tuple[tuple[str, ...], tuple[str, ...]]
"""Two terms of a cue, each as its alternatives: the second follows from the first."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """How a claim's own sentences say it: by the words found, how often they are denied.

    ``opposed`` are the words for the ways in which it says that things go, with those for the opposite ways.
    ``altered`` is what would make another statement of it; ``apart`` is said of what tells two times or cases apart,
    ``aside`` with what is set aside: "the mean rather than the sum"; ``presupposed`` is what a sentence only goes on
    from: 「…するのは、…だからである」.
    """

    denied: Mapping[tuple[str, ...], frozenset[int]]
    opposed: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    known: str
    follows: frozenset[Terms]
    altered: Alterations
    apart: bool
    aside: bool
    presupposed: bool

    def allows(self, clause: str, sighting: Sighting) -> bool:
        """Whether a clause says what a cue found in it in a way in which the claim is said, and not the opposite."""
        if denials(clause, sighting, self.known) not in self.denied.get(sighting.words(clause), _AFFIRMED):
            return False
        if _in_an_aside(clause, sighting) and not self.aside:
            return False
        if self.follows and any(
            pair not in self.follows and pair[::-1] in self.follows for pair in consequences(clause, sighting)
        ):
            return False
        bare = without_words(clause, sighting)
        kept = without_set_aside(clause)
        if self.altered.alter(kept, bare if kept is clause else without_words(kept, sighting)):
            return False
        if not self.apart and (is_of_two_times(clause, sighting) or is_only_supposed(clause, sighting)):
            return False
        if is_resized(bare) or is_of_a_time_unknown(clause, self.known):
            return False
        if turns_elsewhere(clause, sighting) or crosses_halves(clause, sighting):
            return False
        if not self.presupposed and is_presupposed(clause, sighting):
            return False
        return not any(other.search(bare) and not own.search(clause) for own, other in self.opposed)


def turns_elsewhere(clause: str, sighting: Sighting) -> bool:
    """Whether a way that was found is said of something else, and beside the rest of what was found the opposite.

    「hが小さくなるので,更新量は大きくなる」 makes no step smaller: between commas the way stands alone.

    >>> turns_elsewhere("hが小さくなるので,更新量は大きくなる", Sighting(((2, 6), (10, 13)), ({},)))
    True
    >>> turns_elsewhere("hが大きくなるので,更新量は小さくなる", Sighting(((10, 13), (14, 18)), ({},)))
    False
    """
    if "," not in clause:
        return False
    parts = [part.span() for part in _PART.finditer(clause)]
    places = [next(at for at, part in enumerate(parts) if start < part[1]) for start, _ in sighting.spans]
    alone = [at for at, place in enumerate(places) if places.count(place) == 1]
    if len(set(places)) < 2 or not alone:
        return False
    bare = without_words(clause, sighting)
    return any(
        other.search(bare, *parts[place])
        for at in alone
        for other in opposite_of(sighting.words(clause)[at])
        for place in set(places) - {places[at]}
    )


_PART = late("[^,]+,?|,")


def crosses_halves(clause: str, sighting: Sighting) -> bool:
    """Whether of two halves that each have a condition, one's predicate is taken with the other's condition.

    >>> crosses_halves("0以下ならそのまま出力し,0より大きいなら0を返す", Sighting(((5, 9), (13, 18)), ({},)))
    True
    >>> crosses_halves("0以下ならそのまま出力し,0より大きいなら0を返す", Sighting(((0, 3), (21, 25)), ({},)))
    True
    >>> crosses_halves("0以下なら0を返し,0より大きいならそのまま出力する", Sighting(((9, 14), (17, 21)), ({},)))
    False
    """
    if "," not in clause:
        return False
    for cut in _HALVES.finditer(clause):
        before = [span for span in sighting.spans if span[1] <= cut.start() + 1]
        behind = [span for span in sighting.spans if span[0] >= cut.end()]
        if not before or not behind:
            continue
        predicate = _UP_TO_THE_CUT.fullmatch(clause, before[-1][1], cut.end()) is not None
        of_second = _IS_CONDITION.match(clause, behind[0][1]) is not None and len(behind) == 1
        of_first = _IS_CONDITION.match(clause, before[-1][1]) is not None and not predicate
        if (predicate and of_second) or (of_first and _HAS_CONDITION.search(clause, cut.end(), behind[0][0])):
            return True
    return False


_HALVES = late("(?:[しちりみびいぎてで]|(?<!と)き)(?<!により)(?<!おいて)(?<!として)(?<!ついて)(?<!対して)(?<!よって),")
"""Where the second half of a sentence begins that goes on side by side: 「…し、」."""
_UP_TO_THE_CUT = late("[ぁ-ん]{0,3}(?:出力|通過|伝播)?[ぁ-ん]{0,3},")
_CONDITIONAL = "(?:なら|れば|たら|とき|時|場合|箇所|部分|ところ|領域|側(?!面)|では(?!な))"
_IS_CONDITION = late(f"[いたるなのっだ]{{0,3}}{_CONDITIONAL}")
_HAS_CONDITION = late(f"[いたるなのだ]{_CONDITIONAL}")


def goes_on_about_another(clause: str, sighting: Sighting) -> bool:
    """Whether between words that were found another half begins, side by side, with a subject of its own.

    >>> goes_on_about_another("古い勾配ほど薄れていき,最近の勾配が重くなる", Sighting(((0, 6), (18, 20)), ({},)))
    True
    >>> goes_on_about_another("古い勾配ほど,影響が重くなる", Sighting(((0, 6), (10, 12)), ({},)))
    False
    """
    if "," not in clause:
        return False
    ordered = sorted(sighting.spans)
    return any(
        _OTHER_HALF.search(clause, end, start) is not None
        for (_, end), (start, _) in zip(ordered, ordered[1:], strict=False)
    )


_OTHER_HALF = late(
    "(?<=[^とばらはもにでのめがをほ]),(?<!ら,)(?<!ほど,)(?<!場合,)(?<!とき,)(?<!時,)(?<!により,)(?<!おり,)(?<!際,)(?<!結果,)(?!それ|その|これ|この)(?=[^,]{1,14}[がはも](?!な))"
)


def is_presupposed(clause: str, sighting: Sighting) -> bool:
    """Whether all that was found stands where a sentence only says of what it tells: 「…するのは、…だからである」.

    >>> is_presupposed("重みを0にしないのは,学習率が0になるためである", Sighting(((0, 2), (3, 4)), ({},)))
    True
    >>> is_presupposed("重みを0にしないのは,学習率が0になるためである", Sighting(((11, 14), (15, 16)), ({},)))
    False
    """
    if "のは" not in clause:
        return False
    topic = _TOPIC.search(clause)
    return topic is not None and sighting.end <= topic.end()


_TOPIC = late("(?<=[るうくすつむぐぶぬたいな])のは,?(?=[^,。]{4})")


def consequences(clause: str, sighting: Sighting) -> Iterator[Terms]:
    """Yield which terms a clause makes the condition of which: of two the one that the other follows from first."""
    for found in _CONDITION.finditer(without_words(clause, sighting)):
        yield from _across(clause, sighting, found.end())
    if (word := _ENGLISH_CONDITION.search(clause)) is not None:
        if word[0] == "if" and not word.start():
            comma = clause.find(",")
            yield from _across(clause, sighting, comma)
        else:
            yield from ((first, then) for then, first in _across(clause, sighting, word.start()))


def _across(clause: str, sighting: Sighting, place: int) -> Iterator[Terms]:
    """Yield each term that stands before a place with each that stands behind it, unless their words are the same."""
    placed = list(zip(sighting.terms, sighting.spans, sighting.words(clause), strict=True))
    before = [(term, word) for term, (_, end), word in placed if end <= place]
    behind = [(term, word) for term, (start, _), word in placed if start >= place]
    yield from ((first, then) for (first, one), (then, other) in product(before, behind) if one != other)


_CONDITION = late(
    "[るうくすつむぐぶたい　]と,?(?![のいしす思考違])|れば,?|たら,?|ほど,?|(?<=[るい　])(?:ので|ため),?(?!に)"
)
_ENGLISH_CONDITION = late(r"(?a)\b(?:because|if)\b")
_AFFIRMED = frozenset({0})


def polarity_of(said: Iterable[tuple[str, Sighting]], words: Iterable[str], *, exact: bool = False) -> Polarity:
    """Return the polarity that a claim's own sentences show, each with what a cue found in it; and the cues' words.

    ``exact`` is what is a matter of a number.
    """
    said, words = list(said), list(words)
    shown = [directions(clause) for clause, _ in said]
    known = "\n".join((*(clause for clause, _ in said), *words))
    denied: dict[tuple[str, ...], frozenset[int]] = {}
    for clause, sighting in said:
        found = sighting.words(clause)
        denied[found] = denied.get(found, frozenset()) | {denials(clause, sighting, known), denials(clause, sighting)}
    follows = frozenset(pair for clause, sighting in said for pair in consequences(clause, sighting))
    apart = any(is_of_two_times(clause, found) or is_only_supposed(clause, found) for clause, found in said)
    altered = alterations_of(known, exact=exact)
    aside = any(_in_an_aside(clause, found) for clause, found in said)
    presupposed = any(is_presupposed(clause, found) for clause, found in said)
    return Polarity(denied, opposed(frozenset().union(*shown)), known, follows, altered, apart, aside, presupposed)


def _in_an_aside(clause: str, sighting: Sighting) -> bool:
    """Whether one of the words found is what is set aside in English, and "rather than" no part of it."""
    if not _may_deny(clause):
        return False
    return any(
        found.start() < start < found.end() for found in _ENGLISH_ASIDE.finditer(clause) for start, _ in sighting.spans
    )
