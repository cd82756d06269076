"""A Japanese sentence -> its statements. The predicate ends its clause; what denies it follows it; a noun's particle
tells what it is to the predicate. Where that isn't found, the statement tells nothing.
"""

from __future__ import annotations

import re

from quiz.kinds.text.japanese_governors import leave_ungoverned
from quiz.kinds.text.japanese_phrases import CAN, DOES
from quiz.kinds.text.japanese_predicates import BECOMES, IF, Predicates, joins
from quiz.kinds.text.lexicon import Word, Words, shared_ja, words_ja
from quiz.kinds.text.notes import entry_by_entry
from quiz.kinds.text.plainer_japanese import plainer_ja
from quiz.kinds.text.stated import Reader, Statement
from quiz.kinds.text.word_lists import (
    IDIOMS_JA,
    INSTRUMENTS_JA,
    RELATIONAL_JA,
    TOPICS_JA,
)

_HOWEVER = re.compile(r"(?:^|(?<=[、。,]))しかし(?![なまて])")
_NOW_THIS_NOW_THAT = re.compile(
    r"(?<!行っ)たり[^、。]{1,8}たり(?:する|します|して)(?!の|こと|動き|問題|現象|恐れ|心配)"
)
"""「増えたり減ったりする」: neither of the two."""
_NOT_ALWAYS = re.compile(r"、(?=と(?:は|も)(?:限|言え|いえ|言い切))")
_TORN_PREFIX = re.compile(r"(?<=[不非無未])[ \u3000]+(?=[一-龠])")
"""「不 安定」 is one word."""
_EVEN = re.compile(r"(?<=\w)でも、")
_REGARDLESS = re.compile(r"に(?:は|も)?(?:かかわらず|関わらず|拘わらず|関係なく|関係無く)|を問わず")
_FAULTS = frozenset(("欠点", "弱点", "短所", "問題", "問題点", "課題"))
_OF_MANNER = frozenset(("で", "に", "には", "を", "だけ", "ずつ"))
_TROUBLES = frozenset(("問題", "問題点", "リスク", "危険", "現象", "恐れ", "おそれ", "可能性"))
_BEFORE_A_DEGREE = frozenset(("を", "が", "は", "に", "も", "、", ""))
_SUPPOSING = frozenset(("なら", "だったら"))
_THEREFORE = frozenset(("ので", "ため", "ために", "から、", "よって", "そのため", "従って", "したがって", "ゆえに"))
_A_ROW = ("わ", "か", "が", "さ", "た", "な", "ば", "ま", "ら")
_OBLIQUE = frozenset(("でも", "で", "では", "において", "における", "での"))
_BY_DOING = frozenset(("で", "により", "によって"))
_MODELS = frozenset(("モデル", "ネットワーク", "ケース", "場面"))
_GOES_WRONG = frozenset(("fails", "unstable", "breaks"))
_GOES_WELL = frozenset(("better", "proceeds"))


def statements_ja(sentence: str, own: Words, reader: Reader) -> list[Statement]:
    """Return the statements of one sentence, in order; the reader's subject goes on to the next."""
    sentence = _REGARDLESS.sub("によらず", _HOWEVER.sub("、", _TORN_PREFIX.sub("", sentence)))
    sentence = _EVEN.sub("でも 、", _NOT_ALWAYS.sub("", sentence))
    for idiom in IDIOMS_JA:
        if idiom in sentence:
            sentence = sentence.replace(idiom, "、" if idiom.startswith(("だけ", "のみ", "ばかり")) else "")
    if sentence.endswith("に") and not sentence.endswith(("々に", "次第に", "しだいに")):
        sentence += "なる"  # 「更新量がほぼゼロに」
    words = words_ja(plainer_ja(sentence), shared_ja(), own)
    if _NOW_THIS_NOW_THAT.search(sentence):
        return []
    return list(entry_by_entry(words, reader, lambda entry: _Clauses(entry, reader).statements()))


_WITH_MEANS = frozenset(("adapts", "uses"))
"""What is done by a means, which isn't used where this isn't done."""


class _Clauses(Predicates):
    """The words of one sentence, read from left to right."""

    def statements(self) -> list[Statement]:
        place = 0
        while place < len(self.words):
            self.place = place
            place = self.read(place)
        leave_ungoverned(self, self.made)
        for echo, main in self.echoes:
            echo.sign = main.sign
        for means, deed in self.means:
            if deed.sign is False and deed.directions & _WITH_MEANS:
                means.sign = None  # 「移動平均で学習率を調整しない」: nor is the average used
        for echo, main in self.echoes:
            goes_well = bool(main.directions & (_GOES_WELL if main.sign else _GOES_WRONG)) and main.sign is not None
            if goes_well and any(name.startswith(("despite ", "any ")) for name in echo.directions):
                main.sign = None  # 「どんな初期値でも学習が進む」: said of the initial values
        return self.made

    def read(self, place: int) -> int:
        """Read the word at a place and return the place after it."""
        word = self.at(place)
        if word.text == "より" and self.at(place - 1).text in _BEFORE_A_DEGREE:
            return place + 1  # 「新しい勾配をより重視する」: how much, not than what
        if word.is_("compare"):
            if (
                word.text in ("より", "よりも")
                and self.last is not None
                and (self.at(place - 1).directions or self.after_predicate(place - 1))
            ):
                self.last.sign = None  # 「速さより安定を」, 「速い方法より」
            self.things.clear()
            self.blocked = False
            if (
                word.text in ("どころか", "ではなく", "のではなく", "のでなく", "でなく", "じゃなく", "ではなくて")
                and self.last is not None
            ):
                self.last.deny()
                for statement in self.made[self.clause_from : -1] if word.text == "どころか" else ():
                    statement.sign = None  # 「同じ値になるどころか」: nor are they the same
            return place + 1
        if word.text == "前" and self.at(place + 1).text == "に" and self.last and self.after_predicate(place):
            for statement in self.made[self.clause_from :]:
                statement.sign = None  # 「届く前に消える」
        if (
            word.text == "ほど"
            and self.last is not None
            and not self.clause_over
            and (self.at(place - 1).directions or self.after_predicate(place - 1))
        ):
            self.last.sign = None  # 「学習が速いモデルほど」: for whom it is so
        if word.text in _MODELS and self.last is not None and self.after_predicate(place) and self.is_place(place):
            self.last.sign = None  # 「初期値の影響が小さいネットワークでは」: where it is so already
        if word.text == "まま" and self.last is not None and self.after_predicate(place):
            self.end_clause()  # 「同じまま抜け出せない」: same it is
            return place + 1
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
        named = word.terms & self.reader.subjects.keys()
        if self.last is not None and not word.directions and not named and self.is_focus(place):
            self.last.sign = None  # 「抑えるのはXである」: said of X
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
        elif word.text == "ば" and self.last is not None and self.condition(place):
            self.last.sign, self.things = None, set()  # 「同じ値にしておけば」
        elif word.text in IF and self.last is not None and not self.things and self.condition(place):
            self.last.sign = None  # a condition claims nothing
            if self.named_by is not None:
                self.named_by.sign = None  # 「大きな学習率を使うと壊れる」
        elif word.text == "には" and self.last is not None and self.after_predicate(place) and not self.serves(place):
            self.last.sign = None  # 「下げるには…を使う」: what one does for it, not what happens
        elif word.text == "ためには" and self.last is not None:
            self.last.sign = None  # 「抑えるためには…が必要」: what for, not what happens
        if word.is_("break"):
            if word.text not in ("・", "/", "+", "「", "」", "(", ")", ":"):
                self.end_clause()
            if word.text in _THEREFORE:
                self.things -= self.object  # 「同じ更新をされるので、…が損なわれる」: the object of its own clause
            self.caused = word.text in _THEREFORE or (self.caused and word.text == "、")
            return place + 1
        if word.text == "こと" and self.at(place + 1).text in _BY_DOING and self.last is not None:
            begins = self.clause_from
            self.end_clause()
            self.clause_from, self.by_doing = begins, True
            return place + 2  # 「古いものを忘れることで…」
        binds = word.text in ("が", "を", "は", "も", "には", "では", "にも", "とは", "ための") or word.is_("of")
        if binds and self.at(place - 1).text != "て":
            self.nominal = True
        if not word.known:
            self.unknown(place)
        return place + 1

    def is_place(self, place: int) -> bool:
        """Whether this tells where: 「…モデルでは」, and not what comes about: 「…モデルになる」."""
        after = self.at(place + 1).text
        return after in ("で", "では", "には") or (after == "に" and self.at(place + 2).text not in BECOMES)

    def serves(self, place: int) -> bool:
        """Whether what stands here is good for what was said before: 「抑えるには有効だ」."""
        return any(
            self.at(place + step).directions & {"strong-at", "acts", "better", "withstands"} for step in (1, 2, 3)
        )

    def end_clause(self) -> None:
        if self.blocked and self.at(self.place - 1).text in ("で", "て", "り", "し", "き", "い"):
            self.things = set()  # 「前回の方向に重みを寄せることで、…」: they belong to an unknown verb
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
        if word.is_("pronoun") and (self.things or self.blocked):
            return place + 1  # 「入力がすべて同じになる」: how many
        if not before.known and before.text and not word.spaced and joins(before.text, word.text):
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
            return after + (mark.text in _SUPPOSING)
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
            if mark.text == "され" and self.unknown_subject:
                return after + 1  # 「バイアスが学習されない」
            self.things |= word.terms
            how = self.last if self.last is not None and self.after_predicate(place) else None
            became = self.at(place - 1).text == "て" and self.at(place - 2).text in BECOMES
            how = None if became or self.continues(place) else how  # 「不安定になって収束しない」: two things happen
            if attributive is not None:
                attributive.things |= word.terms
                attributive.attributive = False
            elif how is not None:
                self.made.append(Statement(word.terms, how.around, how.directions, how.subject, how.sign, place=place))
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
            self.despite_beside = frozenset(self.around)
            self.things, self.blocked = set(), False
        elif self.last is not None and not (self.clause_over and self.caused):
            self.last.sign = None
            if "same" in self.last.directions:
                return  # 「重みが均一でも」: not however many
            self.despite |= self.last.things - self.topical
            self.despite_beside = frozenset(self.around)

    def of_another(self, place: int) -> bool:
        """Whether this belongs to somebody else than the clause speaks of: 「RMSPropはAdaGradの学習率が…」."""
        owners = self.at(place - 2).terms & self.reader.subjects.keys() if self.at(place - 1).text == "の" else None
        return bool(owners) and self.reader.subjects[min(owners or ())] != self.reader.subject

    def attributive(self, place: int) -> Statement | None:
        """The predicate that stands directly before this noun, with nothing else to be said of."""
        last = self.last
        return None if last is None or last.things or last.blocked or not self.after_predicate(place) else last

    def subject(self, word: Word, mark: Word, place: int) -> bool:
        """Note whom the clause speaks of; True if this word only names it."""
        named = {self.reader.subjects[term] for term in word.terms if term in self.reader.subjects}
        if not named:
            return False
        name = min(named)
        if self.last is not None and self.after_predicate(place):
            if self.named and self.reader.subject != name and mark.text in ("", "です", "だ", "である"):
                return True  # 「RMSPropは…を直したAdaGradだ」: said of the first
            fault = self.at(place + 1).text == "の" and self.at(place + 2).text in _FAULTS
            for statement in self.made[self.clause_from :]:
                statement.subject = "" if fault else name
            self.last.subject = "" if fault else name  # 「移動平均を使うRMSProp」, 「…を使うAdaGradの欠点」
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
        others = any(self.reader.subjects.get(term) not in (None, name) for word in self.words for term in word.terms)
        for statement in self.made[self.clause_from :] if others else self.made:
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
                if self.at(place - 1).text in ("に", "へ") and (
                    self.at(place - 2).directions or self.at(place - 3).text == "を"
                ):
                    self.things -= self.object  # 「速度をゼロに戻す」
                self.unknown_object = self.unknown_object or self.at(place + 1).text == "を"
                self.unknown_subject = self.unknown_subject or self.at(place + 1).text in ("が", "は")
