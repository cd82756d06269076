"""The words of a question: what it prints may name its answer (更新回数は 469, E = 14.25), and nothing else may."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from quiz.reading.asked_clauses import (
    SENTENCE,
    asking_clause,
    asking_sentences,
    names_what_is_asked,
    title_head,
    without_members,
    word_for_what_is_asked,
)
from quiz.reading.late_patterns import late
from quiz.reading.part_labels import groups_within, skeleton, spread, synonyms
from quiz.reading.spelling import normalize
from quiz.reading.usual_symbols import usual_name, value_at_a_point
from solvers.expression.vocabulary import GREEK, SPELLINGS

if TYPE_CHECKING:
    from quiz.model import Variant

_LONGEST_NAME: Final = 40
_HAS_NOUN: Final = late(r"[ァ-ヶ一-龥A-Za-zα-ωΑ-Ωϑϕϱϵ∂]")
_CHANGES_THE_NUMBER: Final = late(
    r"半|倍|正し|間違|誤(?!差)|最[大小](?!値)|逆|負|未満|以上|以下|以外|超|割(?!合)|乗|ない|不|非|除|引|足|掛|余|未|無|千|百|万|億|平方|根|約|"
    r"\b(?:not|no|none|nor|never|nothing|neither|either|any|half|twice|double|minus|negative|root|times|less|least|more|most|"
    r"than|without|except|over|under|above|below|beyond|between|within|before|after|until|true|false|right|wrong|"
    r"correct|incorrect)\b",
    re.IGNORECASE,
)
"""A name with one of these may be no name: it can say another number than the one beside it."""
_ARTICLE: Final = late(r"\A(?:the|its|our)\s+", re.IGNORECASE)
_LATIN_WORDS: Final = late(r"[a-z]{2,}")
_POWER: Final = late(r"\^[0-9]+\Z")
_INDEXED_LETTER: Final = late(
    r"([a-zα-ω]\u0302?)(?:[1-9][0-9]{0,2}|\^?\((?:[1-9][0-9]{0,2}|t|t\+1)\)|\^?\[[1-9][0-9]{0,2}\])"
)
_DELTA: Final = late(r"δ\s*([a-zα-ω])")
_ASKS_FOR_A_CHANGE: Final = late(
    r"変化量|変化分|変わりますか|動く量|動きますか|更新量|更新幅|by how much|how far|the change (?:of|in)"
)
_CODE: Final = late(r"\n```[^\n]*\n.*?\n```(?=\n|\Z)", re.DOTALL)
"""What stands in a program names no answer, unless the words around it do."""
_FAULT: Final = late(
    r"(?:誤り|誤って|間違い|間違え|間違って|正しくない|等しくない|成り立たない|成立しない|不適切|バグ|おかしい)[^。\n]{0,24}(?:行|もの|箇所|ところ|どれ|何|番号|記号|選)"
    r"|\b(?:wrong|incorrect|mistaken|buggy)\b|\b(?:mistake|bug|error) (?:is|in|stands|first)\b",
    re.IGNORECASE,
)
_SIZES: Final = late(
    r"×|(?<!バッチ)(?:サイズ|の大きさ)|の形|縦|横|高さ|行列"
    r"|(?<!batch )(?<!batch-)\b(?:sizes?(?! of [a-z ]*(?:mini-?)?batch)|shape|height|width|matri(?:x|ces))\b",
    re.IGNORECASE,
)
_NOT_ASKING: Final = late(r"^[ \t]*[-*] [^?？\n]*$", re.MULTILINE)
"""A line of a list that tells what is given; one with a question mark tells what is asked for."""
_NO_NAMES: Final = late(
    r"(?<=[a-zα-ω0-9'])\([^()]*\)|(?<![a-z0-9α-ω∂])[a-zα-ω]\s*=\s*-?[0-9.]+"
    r"|\bl[12](?= ?(?:正則化|ノルム|regulari|penalty|norm))"
)
"""What names nothing that is asked for: what a function is of, w of E(w), what is given, the L of L2 regularization."""


class QuestionWords:
    """What a question says, in both languages; read only when an answer has a word that no list holds."""

    __slots__ = ("_asked", "_asking", "_skeleton", "_source", "_texts")

    def __init__(self, source: Callable[[], Sequence[str]]) -> None:
        self._source = source
        self._texts: tuple[str, ...] | None = None
        self._skeleton = ""
        self._asked = ""
        self._asking: list[str] | None = None

    def texts(self) -> tuple[str, ...]:
        """Return the texts of the question in one spelling."""
        if self._texts is None:
            self._texts = tuple(_CODE.sub("\n", normalize(text)) for text in self._source())
            self._skeleton = "\n".join(map(spread, self._texts))
            self._asked = "\n".join(spread(_last_sentence(text)) for text in self._texts)
        return self._texts

    def name(self, written: str) -> bool:
        """Return whether the question uses these words, so that they may stand as the name of its answer.

        >>> words = QuestionWords(lambda: ["$λ = 0.1$ とします。更新回数と E の値は？"])
        >>> [words.name(name) for name in ("更新回数", "E", "w", "ルート", "更新回数ではない")]
        [True, True, False, False, False]
        """
        written = _ARTICLE.sub("", written.strip())
        if not 0 < len(written) <= _LONGEST_NAME or _HAS_NOUN.search(written) is None:
            return False
        if _CHANGES_THE_NUMBER.search(written):
            return False
        self.texts()
        if (at_point := value_at_a_point(written, self._near())) is not None:
            return at_point
        bare = skeleton(written).replace("一辺", "1辺")
        if not bare or any(word in SPELLINGS for word in _LATIN_WORDS.findall(bare)):
            return False  # log 4 is a logarithm, though the question speaks of log
        is_word = not bare.isascii() and re.search(r"[ァ-ヶ一-龥]", bare) is not None
        if self._is_given(written if is_word else " ".join(spread(written).split())) or self._is_given(bare):
            return False
        if is_word:
            named = len(bare) > 1 and any(names_what_is_asked(bare, re.sub(r"\s+", "", text)) for text in self._near())
            return named or usual_name(bare, self._near(), self._skeleton)
        bare = bare if bare in GREEK else " ".join(spread(written).split())
        alone = re.compile(rf"(?<![a-z0-9α-ω∂]){re.escape(bare)}[0-9]?(?![a-z0-9α-ω\u0302])")
        if _POWER.search(bare):  # w² of E = w² is no name of w
            return alone.search(self._asked) is not None
        gradient = re.fullmatch(r"d([a-zα-ω]\w*)", bare)  # dx for ∂L/∂x, as code has it
        if bare.isascii() and bare.isalpha() and len(bare) > 2 and bare not in GREEK:
            called = any(word_for_what_is_asked(bare, text) for text in self._near())
        else:
            called = (
                alone.search("\n".join(self._near()) if "(" in bare or " " in bare else self._letters()) is not None
            )
        return (
            called
            or (gradient is not None and self._asks_for_gradient(gradient[1]))
            or self._with_index(bare)
            or self._change_of(bare)
            or self._usual_for_what_is_asked(skeleton(written))
            or usual_name(skeleton(written), self._near(), self._skeleton)
        )

    def speaks_of_sizes(self) -> bool:
        """Whether the question asks for a size, so that 3×6 may be two sides: 「縦と横」, "height", "shape".

        >>> [QuestionWords(lambda: [text]).speaks_of_sizes() for text in ("画像の縦と横は？", "確率と期待値は？")]
        [True, False]
        """
        self.texts()
        return any(
            _SIZES.search(text) for text in (*self.asking(), *(text.partition("\n")[0] for text in self._texts or ()))
        )

    def asking(self) -> Sequence[str]:
        """Return the sentences that ask.

        >>> list(QuestionWords(lambda: ["個数\\n$a$ があります。いくつですか。"]).asking())
        ['いくつですか。']
        """
        return [sentence for text in self.texts() for sentence in asking_sentences(_NOT_ASKING.sub("", _stem(text)))]

    def _near(self) -> list[str]:
        """The heads of the titles and the clauses that ask, spread: what is named there may be what is asked for."""
        if self._asking is None:
            heads = [title_head(text.partition("\n")[0]) for text in self.texts() if "\n" in text]
            asking = (asking_clause(part) for part in self.asking())
            self._asking = [spread(without_members(part)) for part in (*heads, *asking)]
        return self._asking

    def _letters(self) -> str:
        """What the clauses that ask have, without what functions are of; none that ask by how much a letter changes.

        A letter of the title is what a question is about rather than what it asks for.
        """
        asking = self._near()[len(self._near()) - len(self.asking()) :]
        return "\n".join(_NO_NAMES.sub("", part) for part in asking if not _ASKS_FOR_A_CHANGE.search(part))

    def asks_for_a_fault(self) -> bool:
        """Whether the question asks for what is wrong: 「4行目が正しい」 then says the opposite of 「4行目」.

        >>> QuestionWords(lambda: ["間違っている行はどれですか。"]).asks_for_a_fault()
        True
        """
        return any(_FAULT.search(text) for text in self.texts())

    def _is_given(self, name: str) -> bool:
        """Whether the question gives a value for what is so called, and neither its title nor what it asks has it.

        >>> words = QuestionWords(lambda: ["極限\\n$g = 2$、ストライド 1 とします。$v$ は？"])
        >>> [words.name(name) for name in ("v", "g", "ストライド")]
        [True, False, False]
        """
        called = rf"(?<![a-z0-9α-ω∂]){re.escape(name.lower())}(?![a-z0-9α-ω\u0302])"
        titles = "\n".join(spread(text.partition("\n")[0]) for text in self._texts or () if "\n" in text)
        if re.search(called, f"{self._asked}\n{titles}") is not None:
            return False
        value = rf"{called}\s*(?:[a-zα-ω]\s*(?==))?(?:[=:はがを]|of\b|is\b)?\s*-?[0-9]|[0-9]\s*の\s*{called}"
        return re.search(value, self._skeleton) is not None

    def _asks_for_gradient(self, letter: str) -> bool:
        """Whether the derivative in a letter is asked for: ∂L/∂x, or the gradient in the input where that is x."""
        near = "\n".join(self._near())
        if f"/∂{letter}" in near:
            return True
        in_input = re.search(
            r"入力(?:について|に関する|に対する)の勾配|gradient (?:with respect to|in|of) the input", near
        )
        return in_input is not None and re.search(rf"(?:入力|input) ?{letter}(?![a-z])", self._skeleton) is not None

    def _with_index(self, name: str) -> bool:
        """Whether a name is a letter of the question with an index of its own: w_3, w^(3) for the third w."""
        found = _INDEXED_LETTER.fullmatch(name)
        if found is None:
            return False
        letter = re.escape(found[1])
        printed = re.search(rf"(?<![a-z0-9α-ω∂]){letter}(?![a-z0-9α-ω\u0302(\[^])", self._letters())
        others = re.search(rf"(?<![a-z0-9α-ω∂]){letter}(?:\^?[(\[])?[0-9]", self._skeleton)
        return printed is not None and others is None

    def _change_of(self, name: str) -> bool:
        """Whether a name is Δ of a letter of the question, which asks for a change."""
        found = _DELTA.fullmatch(name)
        if found is None:
            return False
        letter = re.compile(rf"(?<![a-z0-9α-ω∂]){re.escape(found[1])}(?![a-z0-9α-ω\u0302])")
        sentences = (sentence for text in self._texts or () for sentence in SENTENCE.split(spread(text)) if sentence)
        return any(_ASKS_FOR_A_CHANGE.search(sentence) and letter.search(sentence) for sentence in sentences)

    def _usual_for_what_is_asked(self, name: str) -> bool:
        """Whether a name is a usual one of the only thing that the last sentence speaks of: σ for 標準偏差."""
        usual = synonyms(name)
        return bool(usual) and any(groups_within(asked) == [usual] for asked in self._asked.split("\n"))

    def order(self, names: Sequence[str]) -> tuple[int, ...] | None:
        """Return the place of each name among them, in the order in which the question's last sentence has them.

        None where it lacks one, or has two at one place.

        >>> QuestionWords(lambda: ["$m$ と $v$ を順に答えてください。"]).order(["v", "m"])
        (1, 0)
        """
        self.texts()
        for asked in self._asked.split("\n"):
            found = [_place(skeleton(name), asked) for name in names]
            if -1 not in found and len(set(found)) == len(found):
                ordered = sorted(found)
                return tuple(ordered.index(place) for place in found)
        return None


def _last_sentence(text: str) -> str:
    return next((piece for piece in reversed(SENTENCE.split(text)) if piece and piece.strip()), text)


def _stem(text: str) -> str:
    """Return a question without its title, which stands in the first of several lines."""
    return text.partition("\n")[2] or text


def _place(name: str, text: str) -> int:
    found = re.search(rf"(?<![a-z0-9α-ω∂]){re.escape(name)}(?![a-z0-9α-ω\u0302])", text)
    return -1 if found is None else found.start()


def words_of(variant: Variant) -> QuestionWords:
    """Return the words that the question of a variant prints, which are read only when they are needed."""

    def texts() -> tuple[str, ...]:
        title, stem = variant.item.title, variant.item.stem.fill(variant.values)
        return f"{title.ja}\n{stem.ja}", f"{title.en}\n{stem.en}"

    return QuestionWords(texts)
