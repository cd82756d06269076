"""Which things a text mentions, and which of them a statement is about.

A statement's subject is the thing of its kind that is mentioned last before its words end; what is only compared with
it (``AdaGradと違い``, ``unlike AdaGrad``) is not. If the clause names none, its surroundings do (``passages``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import add

from quiz.bank.claim_entries import Entity
from quiz.reading.late_patterns import late
from quiz.report.claims.canonical import Spelling, literal
from quiz.report.claims.cues import Sighting
from quiz.report.frozen import frozen

_COMPARED_AFTER = late(
    r"(?:関数|法|層|正則化|の値|の初期値|の手法|の方法|最適化)?(?:と(?:は)?(?:違|ちが|異な|比べ|比較|同じ|同様|似)|に(?:比べ|比し|対し|代わ|替わ|似)|より|のよう[にな]|"
    r"の(?:代わり|かわり|改良|拡張|発展|派生|前|後|直前|直後)|の(?:欠点|弱点|短所|課題|問題|特徴|利点|長所|メリット|デメリット)点?を|ではなく|でなく|以外|を(?:改良|改善|発展|拡張|応用|もと|基)|"
    r"の出力(?:に|を|から)|では[^,。]{1,14}(?:できなかった|なかった)|"
    r"[にとをで]?(?:は)?(?:初期化|設定|使用)?(?:せず|しなかった|しません|使わず|用いず|(?:し|使わ|用い)ない(?!と|場合|とき|まま))|"
    r"の[^,。はを:]{1,18}を[^,。はを:]{0,10}(?:抑|防|改善|解決|解消|克服|軽減|補|改良|緩和)|だけでなく| alone|"
    r"の(?:約|およそ)?[\d./√]{1,6}倍|で(?:見られ|見た|問題(?:に|だ|と)|起き|起こ|生じ)[ぁ-ん]{0,5}(?=[一-龥])|"
    r"(?:の?層)?を(?:外|抜|除|取り除|なく[すしせ]|やめ|止め)|(?:の?層)?を(?:し|使わ|用い|入れ|掛け|かけ)ない(?:ほう|方)|"
    r"(?:を|で)(?:使|用い|行|適用|実行|計算|採用|求め)[ぁ-ん]{1,4}(?:方法|手法|やり方|場合|とき|時|もの|の)?(?:に比べ|より|とは?(?:比べ|違|異な)))"
)
_COMPARED_BEFORE = late(
    r"(?a)\b(?:unlike|than|compared (?:to|with)|instead of|rather than|similar to|in contrast to|as opposed to|extends|"
    r"improves on|based on|variant of|replaces?|problem of|drawback of|before|after|like|as in|without|removing"
    r"|(?<=, )not)"
    r"(?: an?| the)? ?\Z"
)
_SUFFERS_AFTER = late("(?:関数|法|層|の初期値)?を(?:防|抑|避け|緩和|軽減|引き起|招|起こ|和らげ)")
_SUFFERS_BEFORE = late(
    r"(?a)\b(?:causes?|prevents?|suppresses|mitigates?|damps?|reduces?|stabilizes?)(?: an?| the)? ?\Z"
)
"""What stands beside these is what something is done to; only a problem is spoken of all the same."""
_TOPIC = late(
    r"(?:関数|法|層|正則化|回帰|の初期値|の場合|の値|最適化|アルゴリズム)?(?:\([^()]{0,30}\))?(?:で|に|と|から)?(?:は|も|では|って|なら|:|→)"
)
_TOPIC_OR_OF_IT = late(rf"{_TOPIC.pattern}|の(?!よう|代わり|かわり)[^,。は]{{1,16}}[はも]")
_ENGLISH_SUBJECT = late(
    r"(?a) ?(?:layers? |networks? |regularization |initialization )?"
    r"(?!times|plus|minus)(?:is|are|was|has|have|does|do|can|will|must|needs?|only|always|never|[a-z]{3,}(?<!s)s)\b"
    r"(?! of\b)"
)
"""Behind a mention at the beginning of an English clause: the verb of which it is the subject."""
_ALL_OF_THEM = late(r"(?:関数|法|層|正則化|回帰|の初期値)?でも,?")
"""Between two things: what is said holds of both, 「シグモイドでもソフトマックスでも」."""
_JOINED = late(
    r"(?:関数|法|層|正則化|回帰|の初期値)?"
    r"(?:や|と|でも,?|,|/|および|及び|または|, ?and | and | or | & |・|、| ?\+ ?)(?:the )?\Z"
)
BACKGROUND = frozenset({"problem", "parameter", "dataset", "channel", "general"})
"""The kinds of what is suffered or set: a text goes on about a method though these are mentioned in between."""
MAX_JOINED = 14
MAX_BEFORE_TOPIC = 4
"""How many characters may stand before a topic that begins a clause: 「また、」."""


@frozen
class Mention:
    """A word for an entity in a canonical text."""

    name: str
    kind: str
    start: int
    end: int


class Mentions:
    """Finds entities in canonical texts.

    >>> found = Mentions([Entity("relu", "activation", ("ReLU", "ランプ関数"))], Spelling({}))
    >>> [(mention.name, mention.start) for mention in found.of("活性化関数のrelu")]
    [('relu', 6)]
    """

    def __init__(self, entities: Sequence[Entity], spelling: Spelling) -> None:
        self.kinds = {entity.name: entity.kind for entity in entities}
        self.words = {entity.name: tuple(dict.fromkeys(spelling(word) for word in entity.words)) for entity in entities}
        self._names = {word: entity for entity, words in self.words.items() for word in words}
        beginning: dict[str, list[str]] = {}
        for word in sorted(self._names, key=len, reverse=True):
            beginning.setdefault(word[:2], []).append(word)
        self._beginning = beginning
        self._starts = frozenset(beginning)
        self._pattern = cache(self._pattern_of)
        self.of = lru_cache(maxsize=4096)(self._of)

    def set_side_by_side(self, clause: str) -> Iterator[str]:
        """Yield the parts of a clause that tell one thing each of several of a kind: 「XはA, YはB」.

        >>> found = Mentions([Entity(name, "letter", (name,)) for name in ("l1", "l2")], Spelling({}))
        >>> list(found.set_side_by_side("l1は疎,l2は小さい")), list(found.set_side_by_side("l1は疎で,速い"))
        (['l1は疎', 'l2は小さい'], ['l1は疎で,速い'])
        >>> list(found.set_side_by_side("疎なのがl1,小さいのがl2"))
        ['疎なのがl1', '小さいのがl2']
        """
        told = [mention for mention in self.of(clause) if _is_told_last(clause, mention)]
        if len(told) > 1 and len({mention.kind for mention in told}) == 1:
            ends = [_ENDS_THERE.match(clause, mention.end) for mention in told]
            # A question that asks which is which names them all.
            begun = max((found.end() for found in _APART.finditer(clause, 0, told[0].start)), default=0)
            cuts = [begun, *(end.end() for end in ends[:-1] if end is not None), len(clause)]
            yield from (clause[start:end].rstrip(",") for start, end in pairwise(cuts))
            return
        topics: set[str] = set()
        begun = 0
        for mention in self.of(clause):
            if not is_topic(clause, mention):
                continue
            before = clause[begun : mention.start].rstrip()
            if mention.kind in topics and before.endswith((",", "・")):
                yield before.rstrip(" ,・")
                begun = mention.start
            topics.add(mention.kind)
        yield clause[begun:]

    def _pattern_of(self, start: str) -> re.Pattern[str]:
        """The pattern of the words with the same beginning; a text has few of the beginnings that there are."""
        words = enumerate(self._beginning[start])
        return re.compile("|".join(f"(?P<w{place}>{_whole(word)})" for place, word in words))

    def _of(self, text: str) -> tuple[Mention, ...]:
        pairs = [*map(add, text, text[1:]), text[-1:]]
        if self._starts.isdisjoint(pairs):
            return ()
        found: list[Mention] = []
        reached = 0
        for place, start in [(place, pair) for place, pair in enumerate(pairs) if pair in self._beginning]:
            match = self._pattern(start).match(text, place) if place >= reached else None
            if match is not None:
                name = self._names[self._beginning[start][int(str(match.lastgroup)[1:])]]
                found.append(Mention(name, self.kinds[name], *match.span()))
                reached = match.end()
        return tuple(found)


def _whole(word: str) -> str:
    """The pattern of an entity's word; one in katakana is no end of a longer one (ルネット in ニューラルネット)."""
    return (r"(?<![ァ-ヺー])" if "ァ" <= word[:1] <= "ヺ" else "") + literal(word)


_LIKENED = late("と(?:同じ|同様|等し|変わら)")
"""Behind a thing: it only serves to tell what another is like."""


def is_compared(text: str, mention: Mention) -> bool:
    """Whether a mention only serves a comparison, and is what nothing is said of."""
    before = text[max(0, mention.start - 24) : mention.start]
    english = before[-1:].isascii()
    if _COMPARED_AFTER.match(text, mention.end) or (english and _COMPARED_BEFORE.search(before)):
        return True
    if mention.kind == "problem":
        return False
    return bool(_SUFFERS_AFTER.match(text, mention.end) or (english and _SUFFERS_BEFORE.search(before)))


def is_topic(text: str, mention: Mention) -> bool:
    """Whether a particle makes a mention what its clause is about."""
    return bool(_TOPIC.match(text, mention.end))


_APART = late("(?:違い|差|区別|使い分け)(?:は|とは|:)|:")
_ENDS_THERE = late(r"(?:関数|法|層|正則化|回帰|の初期値)?(?:で(?:す|あり|ある)?|だ)?(?:,|[。.]?\Z)")


def _is_told_last(text: str, mention: Mention) -> bool:
    """Whether what stands before a mention tells what it is: 「疎になるのがL1,」."""
    return text[: mention.start].rstrip().endswith(("のが", "のは")) and bool(_ENDS_THERE.match(text, mention.end))


def begins_topic(text: str, mention: Mention) -> bool:
    """Whether a clause begins with a mention and makes it, or something of it, what it is about.

    >>> xavier = Mention("xavier", "init", 0, 6)
    >>> begins_topic("xavierの分散は1/n", xavier), begins_topic("xavierの√2倍", xavier)
    (True, False)
    >>> begins_topic("xavier divides by √n", xavier), begins_topic("xavier times √2", xavier)
    (True, False)
    """
    begins = mention.start <= MAX_BEFORE_TOPIC
    return begins and bool(_TOPIC_OR_OF_IT.match(text, mention.end) or _ENGLISH_SUBJECT.match(text, mention.end))


def is_topic_of_part(text: str, mention: Mention) -> bool:
    """Whether a mention is what a clause is about, at its beginning or behind a comma.

    >>> is_topic_of_part("更新のとき,poolのパラメータも", Mention("pool", "layer", 6, 10))
    True
    """
    behind = text[mention.start - 1 : mention.start] == ","
    return begins_topic(text, mention) or (behind and bool(_TOPIC_OR_OF_IT.match(text, mention.end)))


def _joined(text: str, mentions: Sequence[Mention], chosen: Mention) -> set[str]:
    """The names that a text lists together with one of them: 「ReLUやtanhは」."""
    group = {chosen.name}
    place = mentions.index(chosen)
    for step in (-1, 1):
        here = chosen
        for other in mentions[place + step :: step] if place + step >= 0 else ():
            left, right = (other, here) if step < 0 else (here, other)
            between = text[left.end : right.start]
            if len(between) > MAX_JOINED or not _JOINED.fullmatch(between):
                break
            group.add(other.name)
            here = other
    return group


def _begins_with_another(
    names: Collection[str], kinds: Collection[str], text: str, mentions: Sequence[Mention]
) -> bool:
    """Whether a text begins with another thing of the kind as its topic, and names one of ``names`` only besides.

    「RMSPropはモメンタムとAdamを組み合わせた」 is said of RMSProp.
    """
    named = [mention for mention in mentions if mention.name in names]
    if not named or any(is_topic(text, mention) for mention in named):
        return False
    return any(
        each.kind in kinds and each.name not in names and begins_topic(text, each)
        for each in mentions
        if each.start < named[0].start
    )


def is_said_of(
    names: Collection[str],
    kinds: Collection[str],
    text: str,
    mentions: Sequence[Mention],
    sighting: Sighting,
    around: Iterable[Sequence[Mention]],
    *,
    strict: bool,
) -> bool:
    """Whether what a cue says is said of one of ``names``, whose kinds are ``kinds``.

    ``around`` are the mentions of the surroundings, nearest first. With ``strict``, as before a statement is called
    anything but right, no rival may be in sight.
    """
    if not strict and _begins_with_another(names, kinds, text, mentions):
        return False
    inside = [mention for mention in mentions if sighting.covers(mention.start, mention.end)]
    own = [mention for mention in inside if mention.name in names]
    if own:  # the cue itself names it, if only to say that another of its kind is like it
        likened = all(_LIKENED.match(text, mention.end) for mention in own)
        others = [each for each in mentions if each not in inside and each.kind in kinds and each.start < own[0].start]
        return not (likened and others)
    free = [mention for mention in mentions if mention not in inside and not is_compared(text, mention)]
    same = [mention for mention in free if mention.kind in kinds]
    topics = [mention for mention in free if mention.start < sighting.end and is_topic(text, mention)]
    if same:
        before = [mention for mention in same if mention.start < sighting.end]
        chosen = before[-1] if before else same[0]
        group = _joined(text, same, chosen)
        rivals = {each.name for each in same if each.kind == chosen.kind or each.name not in names}
        if strict and rivals - group:
            return False
        if any(
            mention.kind not in kinds and chosen.start < mention.start and text[chosen.end : mention.start] != "の"
            for mention in topics
        ):
            return False
        if any(_ALL_OF_THEM.fullmatch(text, one.end, other.start) for one, other in pairwise(same)):
            return group <= set(names)
        return bool(group & set(names))
    if topics:
        return False
    compared = {mention.name for mention in mentions if mention not in inside and mention.kind in kinds}
    if compared & set(names):
        return False
    for level in around:
        found = {mention.name for mention in level if mention.kind in kinds}
        if found:
            return found <= set(names)
    return False
