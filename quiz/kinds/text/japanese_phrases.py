"""The phrases of a Japanese sentence: where a noun phrase ends, and what a word may be where it stands."""

from __future__ import annotations

from quiz.kinds.text.lexicon import Word

_ARGUMENT = frozenset((
    "が", "を", "は", "も", "に", "へ", "で", "から", "では", "には", "にも", "でも", "って", ":", "への",
    "に対して", "に対する", "に対しても", "ばかり", "ばかりを", "ばかりが", "において", "における", "について",
    "に関して", "によって", "により",
    "による", "として", "としても", "としての", "のような", "のように", "さえ", "だけ", "しか", "などが", "などを",
    "まで", "に応じて", "と", "との", "での", "からも", "からの", "によらず", "に基づき", "に基づいて", "みたいな",
    "ほど",
))  # fmt: skip
_ENUMERATES = frozenset(("や", "と", "、", "・", "および", "及び", "も", "/", ",", "とか", "かつ", "&", "+"))
DOES = frozenset(("する", "し", "され", "さ", "せ"))
CAN = frozenset(("できる", "でき", "出来る", "出来"))
CASES = frozenset(("の", "場合", "とき", "時", "状態"))
_SIDES = frozenset(("ほう", "方"))
_WAYS = frozenset(("方向", "向き", "ほう", "方"))
_E_ROW = frozenset("えけげせてねべめれ")
_SUFFIXES = frozenset(("性", "化", "的な", "そのもの", "自体", "全体", "同士", "どうし", "間", "ら", "たち"))
_BEFORE_A_NOUN = frozenset("いなただるうくすつぬぶむぐ")
_ENDINGS = frozenset((
    "い", "な", "た", "る", "し", "した", "する", "れる", "られ", "せる", "の", "される", "され", "という", "さ",
    "でき", "できる",
))  # fmt: skip


class Phrases:
    """The words of one sentence."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def at(self, place: int) -> Word:
        """The word at a place; an empty one beside the sentence."""
        return self.words[place] if 0 <= place < len(self.words) else Word("")

    def head(self, place: int) -> tuple[int, bool]:
        """Return the place of the particle after the noun phrase that begins here, and whether its head is known."""
        place += 1
        while True:
            word = self.at(place)
            if word.spaced and word.text not in ("の",):
                return place, True
            if word.text == "の" and self.at(place + 1).text in (CASES | _SIDES) - {"の"}:
                place += 2
                continue
            thing_of = word.is_("of") and not word.directions and word.text not in ("の", "こと")
            before = self.at(place - 1)
            thing_of |= word.text in ("の", "こと") and bool(before.terms) and before.text[-1] in "るくむ"
            if word.text in _SUFFIXES or thing_of:
                place += 1
            elif (
                word.text in ("の", "までの", "にかかる", "に要する")
                and self.at(place + 1).is_("of")
                and not self.at(place + 1).directions
            ):
                place += 2
            elif word.text in ("「", "」", "(", ")"):
                return place, True
            else:
                return place, word.known or not word.text or word.text[0] < "a" or "ぁ" <= word.text[0] <= "ゖ"

    def is_focus(self, place: int) -> bool:
        """Whether this is the X of 「…のはXである」."""
        before = self.at(place - 2).text + self.at(place - 1).text
        return before == "のは" and self.at(place + 1).text in ("で", "です", "だ", "である", "であり", "")

    def condition(self, place: int) -> bool:
        """Whether this is the "if" of what was just said, and not the "that" of 「…と考えられる」."""
        before, following = self.at(place - 1), self.at(place + 1)
        if self.at(place).text in ("場合", "とき", "時") and following.text in ("が", "も", "を"):
            return False  # 「…な場合が少ない」
        spoken = following.text[:1] in ("考", "期", "言", "い", "思", "さ", "見", "知", "な", "も", "は", "の")
        said = (
            bool(before.directions)
            or before.text in _ENDINGS
            or before.text in ("なる", "なれ", "けれ", "なっ", "し", "なら")
        )
        if self.at(place).text == "ば" and before.text[-1:] in _E_ROW and self.at(place - 2).text not in ("例", "たと"):
            return True  # 「同じ値にしておけば」
        said = said and ("ぁ" <= before.text[-1] <= "ゖ" or self.at(place).text == "だと")
        return said and not (self.at(place).text in ("と", "だと") and spoken)

    def concedes(self, place: int) -> bool:
        """Whether this is the 「も」 of 「…ても」 or a 「でも」; 「…てもよい」 is something else."""
        word, before = self.at(place), self.at(place - 1)
        if word.text == "も" and before.text == "て":
            denied = self.at(place - 2).is_("not")
        elif word.text == "でも":
            denied = before.is_("not")
        else:
            return False
        return not denied and self.at(place + 1).text[:1] not in ("よ", "良", "い", "済", "構", "か")

    def adverbial(self, place: int) -> bool:
        """Whether what stands before tells how: 「早期に」, 「安定して」, 「速く」, 「速いペースで」."""
        back = place - 1
        if self.at(back).text in ("に", "て", "で", "ように"):
            back -= 1
        elif not (self.at(back).directions and self.at(back).text.endswith(("く", "で"))):
            return False
        while self.at(back).text in ("し", "て") or (self.at(back).is_("of") and not self.at(back).directions):
            back -= 1
        return bool(self.at(back).directions)

    def leads_on(self, place: int) -> bool:
        """Whether this predicate tells how something is done that is named after it: 「安定して学習が」."""
        place += 1
        while self.at(place).text in ("し", "て", "に"):
            place += 1
        return self.at(place - 1).text in ("て", "に") and bool(self.at(place).terms)

    def of_a_stranger(self, place: int) -> bool:
        """Whether a noun belongs to somebody unknown: 「クラス間の差」, 「テスト誤差の差」."""
        if self.at(place - 1).text != "の":
            return False
        owner = place - 2
        while self.at(owner).text in _SUFFIXES:
            owner -= 1
        word, before = self.at(owner), self.at(owner - 1)
        if not word.text or "ぁ" <= word.text[0] <= "ゖ":
            return False
        return not word.known or (not before.known and bool(before.text) and before.text[-1].isalnum())

    def continues(self, place: int) -> bool:
        """Whether a verb stands before in the form that only joins clauses: 「0に近づき更新は…」."""
        before = self.at(place - 1)
        return bool(before.directions) and before.text[-1] in "きぎちびみりいえけげせてねべめれ"

    def before_a_name(self, place: int) -> bool:
        """Whether the noun after a predicate is an unknown name in Latin letters with something said of it."""
        place += 1
        while self.at(place).text in _ENDINGS:
            place += 1
        name, after = self.at(place), self.at(place + 1)
        return (
            not name.known and name.text.isascii() and name.text.isalpha() and after.text not in ("", "です", "である")
        )

    def is_argument(self, after: int, place: int) -> bool:
        """Whether what follows a noun phrase binds it to a predicate: a particle, or the predicate itself."""
        mark = self.at(after)
        if mark.text in _ARGUMENT:
            return True
        if mark.text == "の":
            following = self.at(after + 1)
            return bool(following.directions) or following.is_("prefix")
        if mark.text in _ENUMERATES and self.at(after + 1).terms:
            end, known = self.head(after + 1)
            return known and end > place and self.is_argument(end, after + 1)
        return bool(mark.directions) and not mark.spaced

    def after_predicate(self, place: int) -> bool:
        """Whether a predicate stands directly before this noun."""
        back = place - 1
        while self.at(back).is_("neutral") or self.at(back).text in _ENDINGS or self.at(back).is_("not"):
            if self.at(back).directions:
                return True
            back -= 1
        return bool(self.at(back).directions)

    def prenominal(self, place: int) -> bool:
        """Whether a predicate stands directly before a noun: then it is said of that noun and of no other."""
        place += 1
        while self.at(place).text in _ENDINGS or (self.at(place).is_("not") and not self.at(place).is_("break")):
            place += 1
        before, word = self.at(place - 1), self.at(place)
        noun = bool(word.terms) or (not word.known and word.text[:1].isalnum() and not "ぁ" <= word.text[0] <= "ゖ")
        return noun and not word.spaced and before.text[-1:] in _BEFORE_A_NOUN

    def bound_to_predicate(self, place: int) -> bool:
        """「できなくなる」 denies what stands before it; 「意味がなくなる」 says that a thing is gone."""
        before = self.at(place - 1)
        return (
            bool(before.directions)
            or before.text in DOES | CAN
            or before.text in ("れ", "られ", "では", "じゃ", "せ", "でき")
        )

    def tells_which_way(self, place: int) -> bool:
        """Whether this predicate only tells which way the next one goes: 「打ち消すように」, 「打ち消す方向に」."""
        after = [self.at(place + step) for step in (1, 2, 3)]
        if "ように" in (after[0].text, after[1].text):
            return True
        return any(way.text in _WAYS and mark.text in ("に", "へ") for way, mark in zip(after, after[1:], strict=False))

    def too_much(self, place: int) -> bool:
        """Whether this predicate is overdone: 「速すぎる」, 「大きくなりすぎて」; 「大きくなりすぎない」 isn't."""
        place += 1 + (self.at(place + 1).text in ("なり", "し"))
        return self.at(place).text in ("すぎ", "過ぎ") and not self.at(place + 1).is_("not")

    def index_of(self, mark: Word, place: int) -> int:
        """The place of the particle after the name that stands here."""
        while place < len(self.words) and self.words[place] is not mark:
            place += 1
        return place
