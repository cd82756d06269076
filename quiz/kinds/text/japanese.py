"""A Japanese sentence -> its statements. The predicate ends its clause; what denies it follows it; a noun's particle
tells what it is to the predicate. Where that isn't found, the statement tells nothing.
"""

from __future__ import annotations

import re

from quiz.kinds.text.japanese_phrases import CAN, CASES, DOES, Phrases
from quiz.kinds.text.lexicon import Word, Words, only_names, shared_ja, words_ja
from quiz.kinds.text.stated import Reader, Statement
from quiz.kinds.text.word_lists import (
    CARRYING,
    DENYING,
    FALSEHOODS_JA,
    IDIOMS_JA,
    INSTRUMENTS_JA,
    RELATIONAL_JA,
    TOPICS_JA,
)

_HOWEVER = re.compile(r"(?:^|(?<=[、。,]))しかし(?![なまて])")
_REGARDLESS = re.compile(r"に(?:は|も)?(?:かかわらず|関わらず|拘わらず|関係なく|関係無く)|を問わず")
_FAULTS = frozenset(("欠点", "弱点", "短所", "問題", "問題点", "課題"))
_OF_MANNER = frozenset(("で", "に", "には", "を", "だけ", "ずつ"))
_TROUBLES = frozenset(("問題", "問題点", "リスク", "危険", "現象", "恐れ", "おそれ", "可能性"))
_LEAVING_OUT = frozenset(("無視", "軽視", "忘れ", "捨て", "切り捨て"))
_BEFORE_A_DEGREE = frozenset(("を", "が", "は", "に", "も", "、", ""))
_UNKNOWING = re.compile(r"(?:わか|分か)らないまま|のかわり")
"""Who does something without knowing states it all the same: どれが大事かわからないまま、すべて同じ更新になる。"""
_CONDITIONS = (
    "なら", "ならば", "ほうが", "方が", "ほう", "方", "と", "ば", "場合", "とき", "時", "だと", "では", "で", "状態",
)  # fmt: skip
_BECOMES = frozenset(("なる", "なり", "なっ", "なれ", "なら"))
_HARD = frozenset(("にくい", "にくく", "にくさ", "づらい", "づらく", "づらさ", "がたい"))
_IF = frozenset(("と", "だと", "ば", "たら", "なら", "とき", "時", "場合"))
_PASSIVE = frozenset(("され", "れ", "られ"))
_A_ROW = ("わ", "か", "が", "さ", "た", "な", "ば", "ま", "ら")
_OBLIQUE = frozenset(("でも", "で", "では", "において", "における", "での"))
_GOES_WELL = frozenset(("better", "proceeds"))
_NOT_HERE = frozenset(("ない", "なく", "なかっ", "なけれ", "無い", "無く", "なし", "無し", "ません", "ありません"))


def statements_ja(sentence: str, own: Words, reader: Reader) -> list[Statement]:
    """Return the statements of one sentence, in order; the reader's subject goes on to the next."""
    sentence = _REGARDLESS.sub("によらず", _HOWEVER.sub("、", sentence))
    for idiom in IDIOMS_JA:
        if idiom in sentence:
            sentence = sentence.replace(idiom, "、" if idiom.startswith(("だけ", "のみ", "ばかり")) else "")
    words = words_ja(sentence, shared_ja(), own)
    found = [] if only_names(words, reader.subjects) else _Clauses(words, reader).statements()
    if sentence.endswith(("?", "か", "か。", "だろうか。")) or any(
        word in _UNKNOWING.sub("", sentence) for word in FALSEHOODS_JA
    ):
        for statement in found:
            statement.sign = None
    return found


class _Clauses(Phrases):
    """The words of one sentence, read from left to right."""

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
        self.how: list[Statement] = []
        """「安定して」, 「早期に」: said of what the next predicate is said of."""
        self.becomes: frozenset[str] = frozenset()
        """What 「…に」 just named: with 「なる」 it is what something turns into."""
        self.named = False
        self.topics_in_a_row = 0
        self.doubtful = False

    def statements(self) -> list[Statement]:
        place = 0
        while place < len(self.words):
            place = self.read(place)
        for echo, main in self.echoes:
            echo.sign = main.sign
        for echo, main in self.echoes:
            if (
                main.sign
                and main.directions & _GOES_WELL
                and any(name.startswith(("despite ", "any ")) for name in echo.directions)
            ):
                main.sign = None  # 「どんな初期値でも学習が進む」: said of the initial values
        return self.made

    def read(self, place: int) -> int:
        """Read the word at a place and return the place after it."""
        word = self.at(place)
        if word.text == "より" and self.at(place - 1).text in _BEFORE_A_DEGREE:
            return place + 1  # 「新しい勾配をより重視する」: how much, not than what
        if word.is_("compare"):
            if word.text in ("より", "よりも") and self.last is not None and self.at(place - 1).directions:
                self.last.sign = None  # 「速さより安定を」
            self.things.clear()
            self.blocked = False
            if (
                word.text in ("どころか", "ではなく", "のではなく", "のでなく", "でなく", "じゃなく", "ではなくて")
                and self.last is not None
            ):
                self.last.deny()
            return place + 1
        if word.text == "前" and self.at(place + 1).text == "に" and self.last and self.at(place - 1).directions:
            self.last.sign = None  # 「届く前に消える」
        if word.text in ("しまい", "しまっ"):
            self.manner = []
        if word.text == "しか":
            self.only = True
            return place + 1
        if (
            word.is_("not")
            or (word.text == "ん" and self.at(place - 1).text[-1:] in _A_ROW)
            or (word.text[:2] in ("なく", "無く") and word.directions and self.bound_to_predicate(place))
        ):
            return self.denial(place)
        if self.last is not None and not word.directions and self.is_focus(place):
            self.last.sign = None  # 「抑えるのはXである」: said of X, whom a subject may name
        if word.terms:
            return self.thing(place)
        supposed = word.text == "なら" and bool(self.at(place - 1).directions) and not self.at(place + 1).is_("not")
        if supposed and self.last is not None:
            self.last.sign = None  # 「同じなら」
            return place + 1
        if word.directions:
            return self.predicate(place)
        if self.concedes(place):
            self.concede(place)
        elif word.text in _IF and self.last is not None and not self.things and self.condition(place):
            self.last.sign = None  # a condition claims nothing
        elif word.text == "ためには" and self.last is not None:
            self.last.sign = None  # 「抑えるためには…が必要」: what for, not what happens
        if word.is_("break"):
            if word.text not in ("・", "/", "+", "「", "」", "(", ")", ":"):
                self.end_clause()
            return place + 1
        binds = word.text in ("が", "を", "は", "も", "には", "では", "にも", "とは", "ための") or word.is_("of")
        if binds and self.at(place - 1).text != "て":
            self.nominal = True
        if not word.known:
            self.unknown(place)
        return place + 1

    def end_clause(self) -> None:
        self.around = set()
        self.things -= self.degree
        self.topical = frozenset()
        self.how = []
        self.manner = []
        self.clause_from = len(self.made)
        self.instruments = set()
        if self.last is not None and self.last.attributive and self.last.sign is not None and not self.last.blocked:
            self.last.attributive = False
        self.last = None if self.last is None else self.last
        self.clause_over = True

    # -- nouns ---------------------------------------------------------------------------------------------------------

    def thing(self, place: int) -> int:
        """A term of the rubric: an argument of the predicate to come if its particle says so."""
        word = self.at(place)
        before = self.at(place - 1)
        if not before.known and before.text and not word.spaced and _joins(before.text, word.text):
            self.blocked = True  # a compound with an unknown word is something else
            return place + 1
        after, known = self.head(place)
        mark = self.at(after)
        if self.of_another(place) or (word.text in RELATIONAL_JA and self.of_a_stranger(place)):
            self.blocked = True
            return after
        if word.text in _TROUBLES and self.last is not None and self.after_predicate(place):
            self.nominal = True  # 「学習が進まないという問題が…」 speaks of what was said
            return after
        if self.subject(word, mark, place):
            self.around |= word.terms
            return after
        if mark.is_("compare"):
            return after
        self.around |= word.terms
        if not known:
            self.blocked = True
            return place + 1
        if mark.text == "、" and self.named and self.opens_a_parallel(after + 1):
            self.gapped.append((self.reader.subject, word.terms))
            self.topics_in_a_row = 0
            return after
        if self.last is not None and not self.last.things and not self.last.blocked and self.adverbial(place):
            self.how = [self.last]
        attributive = self.attributive(place)
        if mark.text in DOES or mark.text in CAN:
            self.things |= word.terms
            how = self.last if self.last is not None and self.after_predicate(place) else None
            how = None if self.continues(place) else how
            if attributive is not None:
                attributive.things |= word.terms
                attributive.attributive = False
            elif how is not None:
                self.made.append(Statement(word.terms, how.around, how.directions, how.subject, how.sign))
                self.manner = [self.made[-1]]
            if all(name.startswith("=") for name in word.directions):
                self.things = set(word.terms)  # 「活性化関数が飽和する」: nothing happens to the function
            told = frozenset(name for name in word.directions if not name.startswith("="))
            if mark.text in DOES and told and self.things - word.terms:
                self.things -= word.terms  # 「学習率を調整する」 tells what is done, not that the rate is there
                self.made_of(word.directions)
            else:
                self.made_of(word.directions | {"possible" if mark.text in CAN else "occurs"})
            return after + 1
        if self.last is not None and mark.text in _OF_MANNER and self.after_predicate(place):
            self.manner, self.manner_noun = [self.last], word.terms
        if attributive is not None:
            attributive.things |= word.terms
            attributive.attributive = True
        if mark.text in ("ない", "なし", "無し", "無い") and not mark.spaced:
            self.existence(word.terms)
            return after + 1
        if mark.text == "によらず":
            self.any |= word.terms
        elif self.is_argument(after, place):
            self.things |= word.terms
            self.recent = word.terms
            self.oblique |= word.terms if mark.text in _OBLIQUE else set()
            self.companion = set(word.terms) if mark.text == "と" else set()
            self.becomes = word.terms if mark.text == "に" else frozenset()
            self.object = set(word.terms) if mark.text == "を" else set()
            if mark.text == "は":
                self.topical |= word.terms
            if mark.text == "ほど":
                self.degree = word.terms
            if mark.text in INSTRUMENTS_JA:
                self.instruments |= word.terms
        elif word.directions and attributive is None:
            return self.predicate(place)
        return after

    def opens_a_parallel(self, place: int) -> bool:
        """Whether another subject follows as a topic: 「(Aは慣性、)Bは…」."""
        named = self.at(place).terms & self.reader.subjects.keys()
        return bool(named) and self.at(self.head(place)[0]).text in ("は", "では", "が")

    def concede(self, place: int) -> None:
        """「…ても」, 「どんな…でも」: what follows holds all the same, and this claims nothing."""
        self.manner = []
        if self.at(place - 1).terms and self.at(place).text == "でも":
            self.any |= self.recent
            if self.last is not None and self.after_predicate(place - 1):
                self.last.sign = None
        elif self.things:
            self.despite |= self.things  # 「初期値が適当でも」
            self.things, self.blocked = set(), False
        elif self.last is not None:
            self.last.sign = None
            self.despite |= self.last.things - self.topical

    def of_another(self, place: int) -> bool:
        """Whether this belongs to somebody else than the clause speaks of: 「RMSPropはAdaGradの学習率が…」."""
        owners = self.at(place - 2).terms & self.reader.subjects.keys() if self.at(place - 1).text == "の" else None
        return bool(owners) and self.reader.subjects[next(iter(owners or ()))] != self.reader.subject

    def attributive(self, place: int) -> Statement | None:
        """The predicate that stands directly before this noun, with nothing else to be said of."""
        last = self.last
        return None if last is None or last.things or last.blocked or not self.after_predicate(place) else last

    def subject(self, word: Word, mark: Word, place: int) -> bool:
        """Note whom the clause speaks of; True if this word only names it."""
        named = {self.reader.subjects[term] for term in word.terms if term in self.reader.subjects}
        if not named:
            return False
        name = next(iter(named))
        if self.last is not None and self.after_predicate(place):
            self.last.subject = name  # 「移動平均を使うRMSProp」
        if mark.is_("compare"):
            return True
        ends = mark.text in ("", "で", "です", "である", "だ") and self.at(place - 1).text in ("が", "は")
        heading = mark.spaced and place == 0
        if mark.is_("break") and self.at(place - 1).text == "が" and self.at(place - 2).text == "の":
            return self.cleft(name, certain=True)  # 「…で割るのがAdaGrad、…」
        topic = not ends and (heading or mark.text in TOPICS_JA or not mark.text or mark.is_("break"))
        listed = mark.text in ("と", "や", "も", "、", ",", "・", "/") and bool(
            self.at(self.index_of(mark, place) + 1).terms & self.reader.subjects.keys()
        )
        if listed and not topic and self.foreign_topic:
            return True  # 「AdamはAとBを…」
        if topic or listed:
            several = self.topics_in_a_row and self.reader.subject != name
            self.reader.subject = "" if several else name
            self.topics_in_a_row += 1
            self.named = True
            return True
        fault = self.at(place + 2).text in _FAULTS  # 「BはAの欠点である…を」 names A, and speaks of B
        if mark.text in ("です", "である", "で", "だ", "") and self.at(place - 1).text in ("が", "は") and not fault:
            return self.cleft(name, certain=self.at(place - 2).text == "の" or self.at(place - 1).text == "が")
        using = mark.text == "を" and "uses" in self.at(self.index_of(mark, place) + 1).directions
        if (mark.text == "の" or using) and not self.named:
            self.reader.subject = name
            self.named = True
            return True
        return False

    def cleft(self, name: str, *, certain: bool) -> bool:
        """「…のがSである」: what was said in this clause was said of S."""
        for statement in self.made[self.clause_from :]:
            statement.subject = name if certain else ""
        self.reader.subject = name
        self.named = True
        return True

    clause_from = 0

    def unknown(self, place: int) -> None:
        word = self.at(place)
        foreign = word.text.isalnum() and not "ぁ" <= word.text[0] <= "ゖ"
        bound = self.nominal or self.at(place - 1).text in ("に", "へ")
        if foreign and bound and self.last is not None and not self.things and not self.clause_over:
            self.last.sign = None  # 「高速化に逆行する」: nobody knows what that does to it
        if self.at(place + 1).text == ":":
            return  # a heading: 「理由:」
        if self.reader.subjects and word.text.isascii() and word.text.isalpha() and self.at(place + 1).text == "は":
            self.reader.subject, self.foreign_topic = "", True  # somebody whom the rubric doesn't know
        if word.text and not "ぁ" <= word.text[0] <= "ゖ" and word.text[0].isalnum():
            if self.at(place - 1).text == "を" and not (
                self.at(place + 1).is_("particle") or self.at(place + 1).text in ("的", "的な", "的に", "化", "性")
            ):
                self.things -= self.object  # an unknown verb has taken its object
            else:
                self.blocked = True
                self.unknown_object = self.unknown_object or self.at(place + 1).text == "を"
                self.unknown_subject = self.unknown_subject or self.at(place + 1).text in ("が", "は")

    # -- predicates ----------------------------------------------------------------------------------------------------

    def predicate(self, place: int) -> int:
        word = self.at(place)
        before, following = self.at(place - 1), self.at(place + 1)
        if before.text in ("不", "非", "未", "無", "反", "再", "脱", "過") and not word.spaced:
            self.blocked = True
            return place + 1
        if not following.known and following.text and _joins(word.text, following.text) and not following.spaced:
            return place + 1  # part of an unknown compound
        alone = not self.things and _cut(before) and _cut(following) and not "ぁ" <= word.text[-1] <= "ゖ"
        alone = alone and "の" not in word.text
        if alone:
            return place + 1  # a key word in a list
        free = not self.things and not self.blocked
        if free and (word.is_("neutral") or word.is_("of")) and self.last is not None and not before.is_("break"):
            needed = self.nominal and following.text not in ("が", "は", "も", "の", "性")
            there = following.text in ("が", "も") and "acts" in self.at(place + 2).directions
            if word.text == "必要" and (needed or (there and not self.at(place + 3).is_("not"))):
                self.last.sign = None  # 「過学習の対策が必要になる」, 「正則化を加える必要がある」
                self.left_out = there
            return place + 1
        degree = word.text.endswith("く") and word.directions & {"more", "less", "withstands", "strong-at"}
        if degree and following.directions and not following.directions & {"possible"} and not following.is_("neutral"):
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
            or (following.text == "に" and self.at(place + 2).text not in _BECOMES | {"近"})
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
        alone = self.prenominal(place)
        by_whom = bool(self.at(place + 1).text in _PASSIVE and self.becomes & self.reader.subjects.keys())
        self.made_of(directions, alone=alone)
        if by_whom and self.last is not None:
            self.last.sign = None  # 「AdaGradに改良された」
        if word.text in _LEAVING_OUT and self.at(place + 1 + (self.at(place + 1).text == "し")).text == "て":
            self.left_out = True  # 「前回の更新を無視して進む」
        if directions & DENYING and "ように" in (self.at(place + 1).text, self.at(place + 2).text):
            self.left_out = True  # 「前回の更新を打ち消すように進む」
        if alone and self.last is not None and self.before_a_name(place):
            self.last.subject = ""  # 「…を改良したAdam」
        if self.last is not None and (following.text == "に" or word.text.endswith("く")):
            end = place + (2 if following.text == "に" else 1)
            becomes = self.at(end).text in _BECOMES
            if not becomes and (self.at(end).directions or self.at(end + 1).text in DOES | CAN):
                self.manner = [self.last]
        return place + 1

    def made_of(self, directions: frozenset[str], *, alone: bool = False) -> None:
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
        statement = Statement(things, frozenset(self.around), directions, self.reader.subject, blocked=blocked)
        same = last is not None and last.subject == self.reader.subject
        if last is not None and not things and not blocked and not alone and not self.left_out and same:
            if last.attributive or not self.clause_over:
                if "more" in directions and self.nominal and not self.clause_over:
                    statement.directions -= {"more"}  # 「頑健性が増す」: more of what the predicate before says
                mends = "improves" in directions and last.denying  # 「学習率の低下を改善する」
                if (statement.denying or mends) and self.nominal and not self.clause_over:
                    last.deny()
                    for manner in self.manner:
                        manner.deny()
                        last.sign = None
                    statement.directions -= DENYING  # it is said of what the predicate before says
                elif last.attributive and not directions & CARRYING:
                    last.sign = None
            statement.things, statement.blocked = last.things, last.blocked
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
        for thing in self.instruments:
            extra = Statement(frozenset((thing,)), statement.around, frozenset(("uses",)), statement.subject)
            extra.sign = statement.sign
            self.made.append(extra)
        self.instruments = set()
        if self.how and things:
            for manner in self.how:
                manner.things = things
                self.echoes.append((manner, statement))
            self.how = []
        for word, despite in (("despite", self.despite), ("any", self.any)):
            if despite:
                said = frozenset(f"{word} {name}" for name in statement.directions)
                self.echo(statement, frozenset(despite), said, statement.subject)
        self.despite, self.any = set(), set()
        for subject, theirs in self.gapped if things else ():
            self.echo(statement, theirs, statement.directions, subject)
        self.gapped = [] if things else self.gapped
        self.made.append(statement)
        self.last = statement
        self.left_out = False
        self.things, self.blocked = set(), False
        self.topics_in_a_row = 0
        self.clause_over = False
        self.nominal = False

    def echo(self, main: Statement, things: frozenset[str], said: frozenset[str], subject: str | None) -> None:
        """State something that holds if and only if another statement does."""
        echo = Statement(things, things, said, subject)
        self.made.append(echo)
        self.echoes.append((echo, main))

    unknown_object = False
    topical: frozenset[str] = frozenset()
    foreign_topic = False
    manner_noun: frozenset[str] = frozenset()
    degree: frozenset[str] = frozenset()
    """「新しい勾配ほど」: bound to the predicate of its own clause only."""
    nominal = False
    """What the last predicate says has become a noun: 「…の低下を」, 「…する効果は」."""
    clause_over = False
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
        gone = word.text in ("なく", "無く") and following.text in _BECOMES
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
            if self.last is not None and (word.text == "なけれ" or self.at(place + 1).text in _IF):
                for statement in (self.last, *self.manner):
                    statement.sign = None  # the condition itself claims nothing either
        return place + (2 if gone else 1)


def _cut(word: Word) -> bool:
    """Whether a clause is cut here: nothing stands there, or a mark does that binds nothing."""
    return not word.text or (word.is_("break") and word.text != ":")


def _joins(left: str, right: str) -> bool:
    """Whether two words without a particle between them make one compound: kanji, katakana or letters on both sides."""
    return (
        not ("ぁ" <= left[-1] <= "ゖ") and not ("ぁ" <= right[0] <= "ゖ") and left[-1].isalnum() and right[0].isalnum()
    )
