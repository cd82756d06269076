"""The predicates of a Japanese sentence: what each is said of, whether it is denied, and what it leaves to the next.

It holds what has been read so far of a sentence; :mod:`quiz.kinds.text.japanese` reads the words and its nouns.
"""

from __future__ import annotations

from quiz.kinds.text.directions import CARRYING, DENYING, FROM_ELSEWHERE
from quiz.kinds.text.japanese_phrases import CAN, CASES, DOES, Phrases
from quiz.kinds.text.lexicon import Word
from quiz.kinds.text.stated import Reader, Statement

_STOPS = frozenset(("やめ", "辞め", "止め", "打ち切り", "打ち切る", "打ち切ら", "打ち切っ"))
_SUMS = frozenset(("総和", "合計", "累積", "蓄積", "積算"))
_LEAVING_OUT = frozenset(("無視", "軽視", "忘れ", "捨て", "切り捨て"))
_CONDITIONS = (
    "なら", "ならば", "ほうが", "方が", "ほう", "方", "と", "ば", "場合", "とき", "時", "だと", "では", "で", "状態",
)  # fmt: skip
BECOMES = frozenset(("なる", "なり", "なっ", "なれ", "なら"))
_HARD = frozenset(("にくい", "にくく", "にくさ", "づらい", "づらく", "づらさ", "がたい"))
IF = frozenset(("と", "だと", "ば", "たら", "なら", "とき", "時", "場合"))
_GROWS = frozenset(("more", "less", "better", "worse"))
_PACES = frozenset(("速度", "速さ", "スピード", "ペース"))
_PASSIVE = frozenset(("され", "れ", "られ"))
_NOT_HERE = frozenset(("ない", "なく", "なかっ", "なけれ", "無い", "無く", "なし", "無し", "ません", "ありません"))


class Predicates(Phrases):
    """What a sentence says so far, and its predicates."""

    def __init__(self, words: list[Word], reader: Reader) -> None:
        super().__init__(words)
        self.reader = reader
        self.made: list[Statement] = []
        self.last: Statement | None = None
        self.things: set[str] = set()
        self.around: set[str] = set()
        self.instruments: set[str] = set()
        self.manner: list[Statement] = []
        self.upon: Statement | None = None
        """What the last predicate is said of where that is a predicate itself: 「安定させるには使えない」."""
        self.recent: frozenset[str] = frozenset()
        self.object: set[str] = set()
        self.oblique: set[str] = set()
        """What only says where: 「どの重みでも」."""
        self.unknown_subject = False
        self.companion: set[str] = set()
        """What 「…と」 just named: 「1個と同じ」 says that of the one, not of all the others."""
        self.named_by: Statement | None = None
        """The phrase ("a large rate") that names what the last predicate is said of."""
        self.blocked = False
        self.despite: set[str] = set()
        """What 「…ても」 just named: what comes next holds whatever becomes of that."""
        self.any: set[str] = set()
        """What 「どんな…でも」 just named."""
        self.gapped: list[tuple[str | None, frozenset[str]]] = []
        """「Aは慣性、Bは移動平均を使う」: whose predicate is yet to come."""
        self.echoes: list[tuple[Statement, Statement]] = []
        """Statements that are affirmed or denied as another one is."""
        self.means: list[tuple[Statement, Statement]] = []
        """Statements of how something is done, and what is done: 「移動平均で学習率を調整する」."""
        self.how: list[Statement] = []
        """「安定して」, 「早期に」: said of what the next predicate is said of."""
        self.becomes: frozenset[str] = frozenset()
        """What 「…に」 just named: with 「なる」 it is what something turns into."""
        self.named = False
        self.topics_in_a_row = 0
        self.doubtful = False

    def predicate(self, place: int) -> int:
        """Read a predicate: only how something is done, part of a compound, or what is said of the things before it."""
        word = self.at(place)
        before, following = self.at(place - 1), self.at(place + 1)
        if before.text == "を" and self.at(place - 2).text in _PACES and self.at(place - 3).text != "の":
            self.blocked = self.blocked or not self.things  # 「揺れを小さくしながらスピードを上げる」
        if word.text in _SUMS and following.text == "を" and not self.things:
            self.blocked = True
            return place + 1  # 「総和を使う」: what is used isn't what was spoken of before
        if before.text in ("不", "非", "未", "無", "反", "再", "脱", "過"):
            self.blocked = True
            return place + 1
        if not following.known and following.text and joins(word.text, following.text) and not following.spaced:
            return place + 1  # part of an unknown compound
        alone = not self.things and _cut(before) and _cut(following) and not "ぁ" <= word.text[-1] <= "ゖ"
        alone = alone and "の" not in word.text
        if alone:
            return place + 1  # a key word in a list
        free = not self.things and not self.blocked
        if free and (word.is_("neutral") or word.is_("of")) and self.last is not None and not before.is_("break"):
            needed = self.nominal and following.text not in ("が", "は", "も", "の", "性")
            there = following.text in ("が", "も") and "acts" in self.at(place + 2).directions
            if word.text == "必要" and (needed or there):
                self.last.sign = None  # 「過学習の対策が必要になる」, 「正則化を加える必要がある」
                self.left_out = there
            return place + 1
        degree = word.text.endswith("く") and word.directions & {"more", "less", "withstands", "strong-at"}
        if degree and following.directions and not following.directions & {"possible"} and not following.is_("neutral"):
            self.weakly = "less" in word.directions and "uses" in following.directions
            return place + 1  # "strongly": how much, not what
        if (
            word.text.endswith("く")
            and not word.directions & {"fast", "slow"}
            and following.directions & {"more", "less", "better", "worse"}
            and not (word.directions & following.directions)
        ):
            return place + 1  # "much", "quickly": how, not what
        if "zero" in word.directions and (
            following.text in ("で", "から", "の", "を", "が")
            or (following.text == "に" and self.at(place + 2).text not in BECOMES | {"近"})
        ):
            return place + 1
        directions = word.directions
        if directions >= {"changes", "different"}:  # "is no different from", or "doesn't change"
            directions -= {"changes"} if before.text == "と" else {"different"}
        if before.text == "と" and directions & {"same", "different"} and self.companion:
            self.things = self.companion
        elif before.text == "と" and directions & {"same", "different", "changes"} and self.at(place - 2).text in CASES:
            self.things = set(self.recent)  # 「ユニットが1個しかないのと同じ」
        if self.things <= self.oblique and (self.leads_on(place) or self.prenominal(place)):
            self.things = set()  # 「深い層でも安定して学習が…」
        if self.things - self.manner_noun:
            self.manner = []
        if word.text.startswith("しやす") and before.terms:
            if self.last is not None and self.last.attributive and self.last.things & self.things:
                self.last.sign = None
            self.things = set(before.terms)  # 「大きな学習率では発散しやすい」: easily it diverges
        alone = self.prenominal(place)
        by_whom = bool(self.at(place + 1).text in _PASSIVE and self.becomes & self.reader.subjects.keys())
        before_it = self.at(place - 2 if self.at(place - 1).text == "に" else place - 1)
        how = self.last if before_it.directions else None
        self.verb = word.text
        own = bool(self.things)
        self.made_of(directions, alone=alone)
        if self.weakly and self.last is not None:
            self.last.deny()  # 「最近の勾配ほど小さく反映する」
        self.weakly = False
        if self.stopped and directions & {"fast"} and not self.clause_over and self.last is not None:
            self.last.sign = None  # 「学習をやめるのが早い」: when, not how fast it goes
        self.stopped = "fails" in directions or word.text in _STOPS
        overdone = self.at(place + 1 + (self.at(place + 1).text in ("なり", "し"))).text in ("すぎ", "過ぎ")
        if overdone and not own and self.last is not None:
            self.last.sign = None  # 「…で累積するので減衰しすぎない」: of what, isn't said
        if self.too_much(place) and directions & (FROM_ELSEWHERE | {"more"}) and self.last is not None:
            self.last.sign = None  # 「速すぎる」, 「正則化が強くなりすぎて」
        if self.stopped and how is not None and how.directions & {"fast"}:
            how.sign = None  # 「早く止まる」
        if by_whom and self.last is not None:
            self.last.sign = None  # 「AdaGradに改良された」
        if word.text in _LEAVING_OUT and self.at(place + 1 + (self.at(place + 1).text == "し")).text == "て":
            self.left_out = True  # 「前回の更新を無視して進む」
        if directions & DENYING and self.tells_which_way(place):
            self.left_out = True  # 「前回の更新を打ち消すように進む」
        if word.text.endswith("さ") and following.text == "を" and self.last is not None:
            said = bool(self.at(place + 2).directions & (CARRYING | _GROWS))
            self.last.sign = self.last.sign if said else None  # 「正則化の強さを学習する」: not that it is strong
        if alone and self.last is not None and self.before_a_name(place):
            self.last.subject = ""  # 「…を改良したAdam」
        if self.last is not None and (following.text == "に" or word.text.endswith("く")):
            end = place + (2 if following.text == "に" else 1)
            becomes = self.at(end).text in BECOMES
            if not becomes and (self.at(end).directions or self.at(end + 1).text in DOES | CAN):
                self.manner = [self.last]
        return place + 1

    def made_of(self, directions: frozenset[str], *, alone: bool = False) -> None:
        """Make a statement of the things before; what the predicate before it said may hang on it."""
        last, self.named_by, self.upon = self.last, None, None
        things, blocked = frozenset(self.things), self.blocked
        things = things - self.instruments or things  # by means of what, unless it is said of nothing else
        if self.unknown_subject:
            things -= self.oblique  # something unknown is what this is said of
            if "occurs" in directions:
                things -= self.becomes
        if self.unknown_object:
            things -= {term for term in self.becomes if term.endswith(("ごと", "毎"))}  # 「…ごとに初期値を変える」
        self.becomes, self.unknown_object = frozenset(), False
        self.oblique, self.unknown_subject = set(), False
        statement = Statement(
            things, frozenset(self.around), directions, self.reader.subject, blocked=blocked, place=self.place
        )
        same = last is not None and last.subject == self.reader.subject
        if last is not None and not things and not blocked and not alone and not self.left_out and same:
            if last.attributive or not self.clause_over:
                if "more" in directions and self.nominal and not self.clause_over:
                    statement.directions -= {"more"}  # 「頑健性が増す」: more of what the predicate before says
                mends = "improves" in directions and last.denying  # 「学習率の低下を改善する」
                own = {name for name in directions if name.startswith("=") and "occurs" not in last.directions}
                if (statement.denying or mends) and self.nominal and not self.clause_over:
                    last.deny()
                    for manner in self.manner:
                        manner.deny()
                        last.sign = None
                    statement.directions -= DENYING | {"escapes"} | own  # it is said of what the predicate before says
                elif last.attributive and not directions & CARRYING:
                    last.sign = None
            if self.by_doing:
                statement.directions -= DENYING  # 「…を取り入れることで解決した」: not that what was taken in is less
            unsaid = self.caused and bool(directions & FROM_ELSEWHERE)
            statement.things, statement.blocked = (frozenset() if unsaid else last.things), last.blocked
            if self.nominal and not self.clause_over:
                self.upon = last
                if "occurs" in directions:
                    statement.things = frozenset()  # that it happens is said of what the predicate before says
                if directions & {"withstands", "worse", "slow", "unstable"}:
                    last.sign = None
        elif last is not None and last.attributive and (things | self.instruments) & last.things:
            self.named_by = last
            last.around |= statement.around
            if not directions & CARRYING:
                last.sign = None
        if self.doubtful:
            statement.sign = None
        for thing in sorted(self.instruments):
            extra = Statement(
                frozenset((thing,)), statement.around, frozenset(("uses",)), statement.subject, place=self.place
            )
            extra.sign = statement.sign
            self.made.append(extra)
            self.means.append((extra, statement))
        self.instruments = set()
        if self.how and things:
            for manner in self.how:
                stops = "fails" in directions or self.verb in _STOPS
                if stops and "fast" in manner.directions:
                    manner.sign = None  # 「少ない回数で学習が止まる」
                    continue
                manner.things = things
                self.echoes.append((manner, statement))
            self.how = []
        for word, despite in (("despite", self.despite), ("any", self.any)):
            if despite:
                said = frozenset(f"{word} {name}" for name in statement.directions)
                self.echo(statement, frozenset(despite), said, statement.subject, self.despite_beside)
        self.despite, self.any, self.despite_beside = set(), set(), frozenset()
        for subject, theirs in self.gapped if things else ():
            self.echo(statement, theirs, statement.directions, subject)
        self.gapped = [] if things else self.gapped
        self.made.append(statement)
        self.last = statement
        self.left_out = self.caused = self.by_doing = False
        self.things, self.blocked = set(), False
        self.topics_in_a_row = 0
        self.clause_over = False
        self.nominal = False

    def echo(
        self,
        main: Statement,
        things: frozenset[str],
        said: frozenset[str],
        subject: str | None,
        beside: frozenset[str] = frozenset(),
    ) -> None:
        """State something that holds if and only if another statement does."""
        echo = Statement(things, things | beside, said, subject)
        self.made.append(echo)
        self.echoes.append((echo, main))

    place = -1
    """Of the word that is read."""
    despite_beside: frozenset[str] = frozenset()
    """What stood beside what 「…ても」 named: 「更新」 in 「重みを更新しても」."""
    caused = False
    """The clause tells what follows from the one before: 「勾配が小さくなるので安定する」."""
    verb = ""
    """The predicate that is read."""
    stopped = False
    """The last predicate says that something comes to a stop."""
    unknown_object = False
    topical: frozenset[str] = frozenset()
    foreign_topic = False
    manner_noun: frozenset[str] = frozenset()
    degree: frozenset[str] = frozenset()
    """「新しい勾配ほど」: bound to the predicate of its own clause only."""
    nominal = False
    """What the last predicate says has become a noun: 「…の低下を」, 「…する効果は」."""
    clause_over = False
    weakly = False
    """「小さく」 stands before the predicate to come: it is done the less."""
    by_doing = False
    """「…ことで」 stands before: what comes next is brought about by that."""
    left_out = False
    """「受けずに」, 「使わないで」: what the next predicate says is said without that."""
    only = False

    def existence(self, terms: frozenset[str]) -> None:
        """Something is not there."""
        self.things |= terms
        self.made_of(frozenset(("occurs",)))
        assert self.last is not None
        self.last.deny()

    def denial(self, place: int) -> int:
        """A denial turns the predicate before it; after a noun with its particle it says that the noun isn't there."""
        word, following = self.at(place), self.at(place + 1)
        gone = word.text in ("なく", "無く") and following.text in BECOMES
        if self.at(place - 1).text in ("が", "は", "も", "を") and word.text in _NOT_HERE and self.things:
            self.things = set(self.recent)
            self.existence(frozenset())
        elif word.text in ("ず", "ずに") and self.things and self.at(place - 1).is_("neutral"):
            self.things = set()  # 「前回のことは考えずに」: without it
        elif word.text in _HARD and self.things and self.at(place - 1).text in DOES:
            self.existence(frozenset())  # 「過学習もしにくい」
        elif self.only:
            self.only = False  # "only one": no denial
        elif self.last is not None and not self.clause_over:
            self.last.deny()
            self.last.hardly = word.text in _HARD
            if self.upon is not None and "occurs" in self.last.directions:
                self.upon.deny()  # 「…する問題が起こりにくい」
            for named in (self.named_by, self.upon if "occurs" not in self.last.directions else None):
                if named is not None:
                    named.sign = None
            for manner in self.manner:
                manner.deny()
                if not manner.directions & {"better", "proceeds", "strong-at"}:
                    self.last.sign = None  # "isn't updated alike": how, or at all?
        self.left_out = word.text in ("ずに", "んで") or (
            word.text in ("ない", "ず") and following.text in ("で", "に")
        )
        if self.at(place + 1).text in _CONDITIONS or word.text == "なけれ" or word.text == "なしで":
            self.doubtful = not (self.at(place + 1).text == "状態" and self.at(place + 2).text == "と")
            if self.last is not None and (word.text == "なけれ" or self.at(place + 1).text in IF):
                for statement in (self.last, *self.manner):
                    statement.sign = None  # the condition itself claims nothing either
        return place + (2 if gone else 1)


def _cut(word: Word) -> bool:
    """Whether a clause is cut here: nothing stands there, or a mark does that binds nothing."""
    return not word.text or (word.is_("break") and word.text != ":")


def joins(left: str, right: str) -> bool:
    """Whether two words without a particle between them make one compound: kanji, katakana or letters on both sides."""
    return (
        not ("ぁ" <= left[-1] <= "ゖ") and not ("ぁ" <= right[0] <= "ゖ") and left[-1].isalnum() and right[0].isalnum()
    )
