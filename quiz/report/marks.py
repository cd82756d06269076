"""The signs by which reports show where a question, an answer or an explanation begins, in Japanese and English.

All patterns are held against text in one spelling (`quiz.report.rows.plain`): full-width signs are already ASCII.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quiz.reading.late_patterns import late

_once = lru_cache(maxsize=4096)
"""What a line is, is asked several times: for its paragraph, its question, its options, its answer."""


def _any_of(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern of what one of some finds, the first one first; no case is told apart."""
    return late("|".join(f"(?:{each.pattern})" for each in patterns), re.I)


_BULLET = r"(?:[-*+•・●■□◆◇▶○◎※]\s*)?"
_OPEN, _CLOSE = r"[\[【「<(]?", r"[\]】」>):.、]"
_NUMBER = r"\s*(?:\(?\d{1,3}(?:-\d{1,2})?['’′]?)?\s*"

_BARE_Q = r"(?-i:Q)\s+(?!学習|値|関数|テーブル|ネット|[-+*/=×^_:<>])(?=[^=]{0,60}?(?:[?]|[ぁ-んァ-ヶ一-龥]{2}))"
"""The letter alone before what is asked in words; not that of Q-learning, or of a formula."""
_QUESTION = late(
    rf"(?:\d{{1,3}}[.)]\s+)?{_BULLET}{_OPEN}(?:(?:問題|設問|例題|練習|問い|問|question|exercise|q){_NUMBER}{_CLOSE}+|第\s{{0,2}}\d{{1,3}}\s{{0,2}}問{_CLOSE}*(?![^\s\d])|(?:お題|クイズ)\s*\(?\d{{1,2}}\)?{_CLOSE}*|(?:問題?|設問|例題)\s*\d{{1,3}}\s+|(?:問|練習)\s+(?=\S)|{_BARE_Q})\s*",
    re.I,
)
_TEACHERS = r"(?:講義|講師|先生|公式|スライド|動画|テキスト|教材)の\s*"
_ANSWER_NAMES = "模範解答|正答|解答例|回答例|解答欄|解答|回答|答え|答案|答|正解|answer|ans"
_OWNERS = r"(?:(?:自分|私|わたし|僕|ぼく|俺)(?:なり)?の?\s*|(?:あなた|生徒|学習者)の|my\s+)"
_OWN = f"(?:{_OWNERS}|{_TEACHERS})?"
_OWN_ANSWER = late(rf"{_BULLET}{_OPEN}(?:{_OWNERS}|自分\s?:)", re.I)
_OFFICIAL = late(
    rf"{_BULLET}{_OPEN}(?:正\s?:|正解|正答|模範解答|{_TEACHERS}(?:模範)?(?:解答|回答|答え|正解)|(?:the\s+)?(?:correct|right|model|official)\s+answer)",
    re.I,
)
_ANSWER = late(
    rf"{_BULLET}{_OPEN}(?:自分|正)\s?:\s*|{_BULLET}{_OPEN}{_OWN}(?:(?:{_ANSWER_NAMES})\s*(?:{_CLOSE}+|(?:→|⇒|⇨|➡|=>|->|⟶|=)+|\d{{1,3}}{_CLOSE}+(?!\d)|\(\d{{1,3}}\)\s*[:.、])|"
    rf"(?:解答例|解答|回答|答え|答|正解)(?:\s+|(?=[(\d-])))\s*|{_BULLET}[\[【<(]解[\]】>)]\s*",
    re.I,
)
# "A." answers a "Q."; "(a)" is a label, and so is "A." where a "B." follows, which only the caller can see.
_ANSWER_LETTER = late(
    rf"{_BULLET}(?:[\[【「<]?a\d{{0,2}}[\]】):.]+|(?-i:A)\s+(?!さん|くん|君|社|案|[^。]{{0,12}}\bB\b)(?=[ぁ-んァ-ヶ一-龥]|\S{{1,40}}[\[=]))\s*",
    re.I,
)
_ANSWER_ALONE = late(rf"{_BULLET}{_OPEN}{_OWN}(?:{_ANSWER_NAMES}){_NUMBER}{_CLOSE}*$", re.I)
# "My choice: a", "I choose (a)": what is chosen is a label; "I chose ReLU" tells of something else.
_CHOSEN = late(
    rf"{_BULLET}(?:(?:my\s+)?(?:choice|pick|selection)\s*(?:[:=]|->|=>|→|\b(?:is|was)\b)|選択\s*[:=→]|選んだ(?:もの|の|番号|選択肢)\s*[:は]|"
    r"i(?:'d|\s+would)?\s+(?:choose|chose|pick(?:ed)?|select(?:ed)?|go\s+(?:with|for)|went\s+(?:with|for)|say)"
    r"(?=\s+(?:(?:option|number|no\.?|answer)\s*)?(?:\([a-z0-9]\)|[a-dA-D1-9](?![\w.])(?!\s+(?!because\b|since\b|as\b)[a-z]{2}))))\s*",
    re.I,
)
_ANSWER_IS = late(
    rf"{_BULLET}(?:よって|したがって|従って|ゆえに|以上より|つまり|so|hence|thus|therefore)?[、,\s]*"
    r"(?:正解の値は|正解は|答えは|解答は|答は|(?:the|my) answer (?:is|was))\s*:?\s*",
    re.I,
)
_NAMED_ANSWER = _any_of(_ANSWER, _ANSWER_ALONE, _ANSWER_IS, _CHOSEN)
_ARROW = late(r"(?:→|⇒|⇨|➡|=>|->|⟶|(?:📝|✍|✏|🖊|🙋|💬|💭)\ufe0f?)\s*")
"""An arrow, or a little picture of somebody who writes or says something."""
_EXPLANATION = late(
    rf"{_BULLET}{_OPEN}(?:解説|説明|考察|補足|参考|ポイント|実装演習|演習結果|(?:間違えた|間違いの|誤答の)原因|explanation|notes?|remark)\s*(?:{_CLOSE}|$)",
    re.I,
)
_THOUGHT = late(rf"{_BULLET}{_OPEN}(?:考察|考えたこと|my\s+thoughts?)(?:\s*{_CLOSE}+\s*|\s+|$)", re.I)
# What somebody saw afterwards is the right answer, and not their own.
_AFTERWARDS = late(
    rf"{_BULLET}[(※…・.\s]*(?:(?:解説|模範解答|解答|正解|答え)(?:例)?(?:の?(?:動画|スライド|ページ))?(?:を|と|に)(?:見|みた|みる|確認|照ら|読|聞|比べ|見比べ)|"
    r"(?:答え合わせ|自己採点)(?:を|した|する|すると|では|で|:|後)|後から(?:見|確認|気づ|気付)|"
    r"(?:after|on) (?:checking|reading|watching|seeing) the (?:answers?|solutions?|explanation)|"
    r"(?:the )?(?:correct|right|official|model) answer (?:was|turned out))",
    re.I,
)
_TEST = (
    r"確認テスト|確認問題|例題(?:チャレンジ)?(?![ァ-ヶ一-龥の])|例題チャレンジの(?=解答|回答|答え)|演習チャレンジ|章末問題|練習問題|演習問題|小テスト|理解度テスト|"
    r"(?:confirmation|check|review|practice|course) (?:tests?|questions?)|example challenges?|quiz|self-?check"
)
EXAMPLE = "例題"
"""What the course calls the tests that ask for a line of a program."""
_TEST_IN_HEADING = late(rf"{_TEST}|^tests?\s*(?:\d{{1,2}}\s*)?(?:$|[:(](?!.*(?:accuracy|error|loss|data|set)))", re.I)
_NOTES = r"(?:ノート|メモ|講義|レポート|記録|\b(?:notes?|reports?|lectures?)\b)"
_AND = r"\s*(?:と|・|/|&|\+|,|、|および|及び|\band\b)\s*"
_BESIDE_NOTES = late(rf"{_NOTES}\w{{0,4}}{_AND}(?:{_TEST})|(?:{_TEST})\w{{0,4}}{_AND}\w{{0,8}}{_NOTES}", re.I)
"""A title over notes and tests alike: what stands below it is not a test's for that."""
_REFLECTION = late(
    r"要点|考察|解説|補足|感想|振り返り|ふりかえり|まとめ|結果|discussion|explanation|remark|reflection|summary", re.I
)
_PROVISO = late(
    r"\s*(?=.{0,120}[\d=])(?:(?:なお|ただし|但し)[^。]{0,120}(?:とする|とします|とせよ)|"
    r"(?:note that|assume)\b[^.]{0,120}(?:\bis\b|\bare\b|=)[^.]{0,40})[。.]?\s*$",
    re.I,
)
_ON_PAGE = r"\s*[(\[]\s*(?:p|page|slide|スライド|ページ)?\.?\s*\d{1,3}\s*(?:ページ|頁|枚目)?\s*[)\]]:?"
_TEST_LINE = late(
    rf"(?:\d{{1,3}}[.)]\s+)?{_BULLET}{_OPEN}(?:{_TEST})"
    rf"(?:(?:の(?:解答|回答|答え|答案))?(?:一覧|まとめ)?{_CLOSE}*$|{_ON_PAGE}|{_NUMBER}{_CLOSE}*)\s*",
    re.I,
)
_PAGE = late(r"(?:p|page|slide|スライド|ページ)\s*\.?\s*(\d{1,3})$|(\d{1,3})\s*(?:ページ|頁|枚目)$", re.I)
_MINUTES = late(r"[(\[]\s*\d{1,3}\s*(?:分|min(?:ute)?s?\.?)\s*[)\]]", re.I)

# Imperatives that hardly occur but in a question; and endings that only suggest one.
_STRONG = late(
    r"(?:求め|答え|述べ|挙げ|あげ|上げ|比べ|まとめ|定め|記せ|埋め)よ|(?:説明|選択|計算|記述|証明|比較|導出|図示|定義|列挙|回答|解答)せよ|"
    r"選べ|示せ|書け(?!ば|る|な|ま|て|た)|導け|抜き出せ|探せ|(?:答え|求め|選び|述べ|書き|示し|挙げ|(?:説明|選択|計算|記述|証明|比較|導出|図示|定義|列挙|回答|解答)し)"
    r"(?:なさい|てください|て下さい)|"
    r"(?:どれ|いくつ|どちら|何)(?:か|でしょうか|ですか)[。.?]?$"
)
_STRONG_SIGNS = ("よ", "せ", "べ", "け", "さい", "か")
"""Of these one stands in whatever demands something in Japanese."""
_STRONG_ENGLISH = late(
    r"(?:(?:with|for|given|if|let|using|when|by)\b(?=[^.?!]*[=\d])[^.?!]{1,120},\s+)?(?:find|choose|select|pick|explain|compute|calculate|determine|derive|describe|give|name|list|state"
    r"|show that|solve|work out|prove|fill in|characteri[sz]e"
    r"|(?:use|apply) .{1,60}? to (?:find|compute|calculate|get))\b.*[.:?]?$",
    re.I,
)
_WEAK = late(r"(?:か[。.]?|[?]|(?:もの|の|値|こと|名称|理由)(?:は|を|とは)?[。.:]?)$")
_WEAK_ENDS = frozenset("か。.?の値と称由はを:")
"""With what such an ending ends."""
_WEAK_ENGLISH = late(r"(?:what|which|why|how)\b", re.I)

_OPTION = late(
    r"(?:[-*+•・]\s*)?\(?\s*(?P<name>\d{1,2}|[a-z]|[ア-オカ-コあ-おか-こ])\s*[).:、]\s*(?P<text>\S.*)$", re.I
)
_KANA = "アイウエオカキクケコ"


@_once
def after_question(text: str) -> int | None:
    """Return where the question begins behind its mark (``問）``, ``Q1.``, ``【問題】``); None without a mark."""
    found = _QUESTION.match(text)
    return found.end() if found else None


@_once
def after_answer(text: str) -> int | None:
    """Return where the answer begins behind its mark (``答）``, ``A.``, ``【解答】``, ``正解は``); None without a mark.

    >>> after_answer("答)(2)0.25"), after_answer("答え (2)"), after_answer("【解答】"), after_answer("答え方")
    (2, 3, 4, None)
    >>> after_answer("答え 2) です"), after_answer("答え 2) 0.25")
    (3, 6)
    """
    found = _named_answer(text) or _ANSWER_LETTER.match(text)
    if found is None:
        return None
    chosen = _CHOSEN_NUMBER.search(found[0])
    return found.end() if chosen is None or not _SAYS_NO_MORE.fullmatch(text[found.end() :]) else chosen.start()


_CHOSEN_NUMBER = late(r"(?<=\s)\(?\d{1,2}\)\s*\Z")
_SAYS_NO_MORE = late(r"\s*(?:です|だ|である|と思います|だと思います|と思う|だと思う|かな)\s*[。.!]?\s*")
"""What follows an answer's number, which then is the option that is chosen, and no number of a question."""


def _named_answer(text: str) -> re.Match[str] | None:
    return _NAMED_ANSWER.match(text)


@_once
def names_answer(text: str) -> bool:
    """True for a line with an answer's mark that is more than the letter A.

    >>> names_answer("自分の答え→ 3"), names_answer("My choice: a"), names_answer("I chose ReLU."), names_answer("A. 3")
    (True, True, False, False)
    """
    return _named_answer(text) is not None


_NAMES_ANSWERS = late(r"解答|回答|答え|答案|\banswers?\b", re.I)


def names_answers(text: str) -> bool:
    """True for a heading over the answers to what was asked above.

    >>> names_answers("第3部 解答"), names_answers("解説")
    (True, False)
    """
    return len(text) <= 60 and bool(_NAMES_ANSWERS.search(text))


def is_own_answer(text: str) -> bool:
    """True for an answer's mark that says that it is the learner's own.

    >>> is_own_answer("自分の解答: 0.35"), is_own_answer("解答: 0.35")
    (True, False)
    """
    return names_answer(text) and _OWN_ANSWER.match(text) is not None


def is_official_answer(text: str) -> bool:
    """True for a mark of the right answer, which a learner may print beside their own.

    >>> is_official_answer("正解: 0.25"), is_official_answer("解答: 0.25")
    (True, False)
    """
    return _OFFICIAL.match(text) is not None


_OFFICIAL_MARK = late(
    rf"{_BULLET}{_OPEN}(?:正|正解|正答|模範解答|(?:the\s+)?(?:correct|right|model|official)\s+answer)\s*[:)】\]]",
    re.I,
)


def is_official_mark(text: str) -> bool:
    """True for a mark of the right answer that concludes nothing: 「正解: 」, not 「正解は」.

    >>> is_official_mark("正答: 7×7"), is_official_mark("正解は 7×7"), is_official_mark("解答: 7×7")
    (True, False, False)
    """
    return _OFFICIAL_MARK.match(text) is not None


_OF_THE_TEACHER = late(rf"{_BULLET}{_OPEN}{_TEACHERS}(?:模範)?(?:解答|回答|答え|正解)")


def is_teachers_answer(text: str) -> bool:
    """True for the mark of an answer that is never the learner's own: 「講義の解答」.

    >>> is_teachers_answer("- 講義の解答: 0.25"), is_teachers_answer("正解: 0.25")
    (True, False)
    """
    return _OF_THE_TEACHER.match(text) is not None


@_once
def is_letter_mark(text: str) -> bool:
    """True for a line whose answer's mark is no more than the letter A, which may be an option's label instead.

    >>> is_letter_mark("A. (2)"), is_letter_mark("a) 0.25"), is_letter_mark("Answer: 2"), is_letter_mark("(a) 0.25")
    (True, True, False, False)
    """
    return _named_answer(text) is None and _ANSWER_LETTER.match(text) is not None


def after_arrow(text: str) -> int | None:
    """Return where the text behind a leading arrow begins."""
    found = _ARROW.match(text)
    return found.end() if found else None


@_once
def is_explanation(text: str) -> bool:
    """True for a line that begins an explanation, or tells what was seen in one: the answer has ended.

    >>> is_explanation("解説: 両側に足す"), is_explanation("解説を見たら 7×7 だった"), is_explanation("解説図の左")
    (True, True, False)
    """
    return bool(_EXPLANATION.match(text) or _AFTERWARDS.match(text))


@_once
def after_thought(text: str) -> int | None:
    """Return where what a learner thought of a question begins behind ``考察``; None for any other line.

    >>> after_thought("考察 微分すると 2t"), after_thought("考察:右の図"), after_thought("考察した結果")
    (3, 3, None)
    """
    found = _THOUGHT.match(text)
    return found.end() if found else None


_BRACKETED_TEST = late(
    rf"{_BULLET}[一-龥ァ-ヶー]{{0,8}}?(?:{_TEST})\s*\((?P<name>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*:?\s*$", re.I
)


@_once
def bracketed_test(text: str) -> tuple[int, int] | None:
    """Return where the name of a test stands that a line has in brackets and nothing else; None for another line.

    >>> line = "* 確認テスト(リッジ)"
    >>> line[slice(*bracketed_test(line))], bracketed_test("確認テスト(リッジ)は難しい")
    ('リッジ', None)
    """
    found = _BRACKETED_TEST.match(text)
    return found.span("name") if found else None


def is_test_heading(text: str) -> bool:
    """True for a heading over confirmation tests, and over nothing else.

    >>> is_test_heading("Day2 確認テスト"), is_test_heading("講義ノートと確認テスト")
    (True, False)
    """
    return len(text) <= 60 and bool(_TEST_IN_HEADING.search(text)) and not _BESIDE_NOTES.search(text)


@_once
def after_test_title(text: str) -> int | None:
    """Return where a line goes on behind ``確認テスト`` at its beginning; None for any other line."""
    found = _TEST_LINE.match(text)
    if not found:
        return None
    if text[found.end() : found.end() + 1] == "(" and bracketed_test(text) is None:
        return found.end()  # its name in brackets, and then what is asked
    return found.end() if found.end() == len(text) or text[found.end() - 1] in " :)】]>」" else None


_BARE_QUESTION = late(rf"{_BULLET}(?:q\s?\d{{1,3}}\s+|test\s?\d{{1,2}}[a-z]?\s?[:.)]\s*)(?=\S)", re.I)


@_once
def after_bare_question(text: str) -> int | None:
    """Return where a question begins behind ``Q3`` and no other sign, which only counts under a test's heading.

    >>> after_bare_question("Q3 重みの初期値"), after_bare_question("Q3の売上"), after_question("Q3 重みの初期値")
    (3, None, None)
    """
    found = _BARE_QUESTION.match(text)
    return found.end() if found else None


_MARKED = _any_of(
    _QUESTION, _NAMED_ANSWER, _ANSWER_LETTER, _EXPLANATION, _AFTERWARDS, _THOUGHT, _TEST_LINE, _PAGE, _BARE_QUESTION
)


def may_be_marked(text: str) -> bool:
    """Whether a line may begin with the sign of a question, an answer, a test, a page or an explanation: most don't."""
    return _MARKED.match(text) is not None


@_once
def name_of_test(text: str) -> str:
    """Return what a test is called beside the words that make it one: 「連鎖律」 of 「確認テスト 2(連鎖律)」.

    >>> [name_of_test(text) for text in ("✅確認テスト(連鎖律)", "確認テスト 6 リッジ回帰", "連鎖律の確認テスト")]
    ['連鎖律', 'リッジ回帰', '連鎖律']
    """
    found = _TEST_IN_HEADING.search(text)
    if found is None:
        return text.strip()
    behind = _NUMBER_AND_SIGNS.sub("", _OF_ANSWERS.sub("", text[found.end() :]))
    name = behind or text[: found.start()].strip().removesuffix("の")
    return name[1:-1].strip() if _WHOLLY_BRACKETED.fullmatch(name) else name.strip()


_NUMBER_AND_SIGNS = late(r"^\s*(?:no\.?\s*)?(?:\(?\d{1,3}(?:-\d{1,2})?\)?)?[\s:.、)\]】*-]*", re.I)
_OF_ANSWERS = late(r"\s*の?(?:解答|回答|答え|答案)(?:一覧)?\s*$")
_WHOLLY_BRACKETED = late(r"[(\[【「][^()\[\]【】「」]*[)\]】」]")


@_once
def page_number(text: str) -> int | None:
    """Return the number of the slide or page that a line names and nothing else.

    >>> page_number("P10"), page_number("p. 3"), page_number("P10 の図")
    (10, 3, None)
    """
    found = _PAGE.match(text)
    return int(found[1] or found[2]) if found else None


_POINTED = late(
    r"\s*#?\s*(?:←|⇐|⬅|<-+|<=+)\s*(?:"
    r"(?:(?:自分|私|わたし|僕)の)?(?:答え|解答|回答|選択|予想)|これ(?:が答え|を選択|を選んだ|だと思う)?|コレ|"
    r"を?選(?:択|んだ|びました)|(?:this(?: is)? )?my (?:own )?(?:answer|guess|choice|pick)|this(?: one)?|"
    r"i (?:chose|picked|choose) this)\s*[。.!]?\s*\Z",
    re.I,
)


def pointed_at(text: str) -> int | None:
    """Return where a line ends that its writer points at as the answer; None for any other line.

    >>> line = "x = np.sign(param)  ← これ"
    >>> line[: pointed_at(line)], pointed_at("(b) 0.25 ← 正解"), pointed_at("x = 0  # <- my guess")
    ('x = np.sign(param)', None, 5)
    """
    found = _POINTED.search(text)
    return None if found is None or not found.start() else found.start()


def is_within_brackets(text: str, place: int) -> bool:
    """Whether a place of a line stands in round brackets that have been opened before it.

    >>> is_within_brackets("どちらか(左:円)", 7), is_within_brackets("(1) 左:円", 6)
    (True, False)
    """
    return text.count("(", 0, place) > text.count(")", 0, place)


def without_minutes(text: str) -> str:
    """Return a line without the time allowed, ``(2分)``."""
    return (_MINUTES.sub("", text) if "(" in text or "[" in text else text).strip()


@_once
def asks(text: str) -> bool:
    """True for a sentence that demands something: 求めよ, 選べ, どれか, "Find ...".

    >>> asks("どちらか(左:円、右:ひし形)"), asks("出力は7×7(ストライド1)")
    (True, False)
    >>> asks("With z = t² and t = x + y, find dz/dx."), asks("When a model overfits, choose a simpler one.")
    (True, False)
    """
    return any(_demands(part) for part in _parts(text))


_BLANK_IN_CODE = late(r"(?<![\w.])[(（][ \t]{0,4}(?:[?？]|[ア-コあ-こ])?[ \t]{0,4}[)）]|_{3,}|■|＿{2,}|[?？]{2,}")
_NAMED_BLANK = late(r"[(（] ?[ア-コあ-こ] ?[)）]|_{3,}|＿{2,}")


def has_blank(code: str) -> bool:
    """True for a line of a program with a place to fill in, which makes it a question's.

    >>> [has_blank(line) for line in ("x = (き)", "x = ____", "update()", "x = f(?)")]
    [True, True, False, False]
    """
    return _BLANK_IN_CODE.search(code) is not None


def names_blank(text: str) -> bool:
    """True for a line, of a program or of words, with a blank that has a name, or that is drawn.

    >>> [names_blank(text) for text in ("x = (き)", "(お)に入るもの", "x = ____", "x = 3 * ( )", "y = 1  # (あ)")]
    [True, True, True, False, False]
    """
    return _NAMED_BLANK.search(text.partition("#")[0]) is not None


@_once
def may_ask(text: str) -> bool:
    """True for a sentence that may be a question by its ending."""
    return any((part[-1] in _WEAK_ENDS and _WEAK.search(part)) or _WEAK_ENGLISH.match(part) for part in _parts(text))


_FILLED = late(
    r"(?:[-*+•・]\s*)?[(（]?[あ-こア-コ][)）]\s*(?:に(?:は|入るのは)|は|が|=|:|：)\s*(?=[A-Za-z`])(?!.*(?:か[。?]|[?？]))"
)


def after_blank(text: str) -> int | None:
    """Return where the code begins that fills the blank which a line begins with; None for any other line.

    >>> line = "(き) は data_x[i:i_end]"
    >>> line[after_blank(line) :], after_blank("(き) に入るのは何か。"), after_blank("(き) は x か?")
    ('data_x[i:i_end]', None, None)
    """
    found = _FILLED.match(text)
    return None if found is None else found.end()


_ENDS = late(r"(?<=[。?])|(?<=[a-z\d)]{2}\.)\s+(?=[A-Z][a-z])")
_MUSING = late(
    r"(?:^もし|だったら|(?:た|だ|する|ある|ない)としたら|とすれば)[^。?]*(?:だろうか|でしょうか|のか)[。?]?$|"
    r"^(?:what|how)\b[^?]*\bif\b[^?]*\?$",
    re.I,
)


def muses(text: str) -> bool:
    """True for what a learner asks of themselves: "もし…だったら、…のだろうか". Nobody is to answer it.

    >>> muses("もし学習率が10倍だったら、発散するのだろうか。"), muses("微分の最大値はいくつか。")
    (True, False)
    """
    return any(_MUSING.search(part) for part in _parts(text))


_ASIDE = late(r"\s*\([^()]{1,80}\)[。.?]?\Z")
"""What a question adds in brackets behind its own end: 「どちらか（左：円、右：ひし形）」."""


def _demands(part: str) -> bool:
    part = _ASIDE.sub("", part) if ")" in part[-2:] else part
    for sign in _STRONG_SIGNS:
        if sign in part:
            return bool(_STRONG.search(part) or _STRONG_ENGLISH.match(part))
    return _STRONG_ENGLISH.match(part) is not None


@_once
def _parts(text: str) -> tuple[str, ...]:
    text = without_minutes(text)
    parts = _ENDS.split(text) if "。" in text or "?" in text or ". " in text else (text,)
    return tuple(bare for part in parts if (bare := part.strip()))


@_once
def option_at(text: str) -> tuple[str, int, str] | None:
    """Return (style, 0-based index, text) of a line that is written as an option.

    >>> option_at("- (2) 0.25"), option_at("ウ. 0.35"), option_at("0.25")
    (('number', 1, '0.25'), ('kana', 2, '0.35'), None)
    """
    found = _OPTION.match(text)
    if not found:
        return None
    style, index = label_place(found["name"])
    # "0.25" is a number, not the text 25 behind the label 0; a label "1." wants something apart from a digit after it
    if style == "number" and "." in found[0][: found.start("text")] and found["text"][0].isdigit():
        separated = found[0][: found.start("text")].endswith((" ", "\t"))
        return (style, index, found["text"].strip()) if separated else None
    return style, index, found["text"].strip()


def label_place(name: str) -> tuple[str, int]:
    """Return the style of an option's label, and its 0-based place in a series of that style.

    >>> label_place("2"), label_place("b"), label_place("イ"), label_place("い")
    (('number', 1), ('letter', 1), ('kana', 1), ('kana', 1))
    """
    if name.isdigit():
        return "number", int(name) - 1
    if name.isascii():
        return "letter", ord(name.lower()) - ord("a")
    katakana = name if name >= "ァ" else chr(ord(name) + 0x60)
    return "kana", _KANA.find(katakana)


_SIGNED_TITLE = late(r"[■◆▼]\s{0,4}(?:\d{1,2}|[IVX]{1,4})\s{0,4}[.)、:]?\s{0,4}(?=[^\d\s])[^。=]{1,40}(?<![ぁ-ん\s])$")


@_once
def is_signed_title(text: str) -> bool:
    """True for a title of a part of plain text, with a sign and a number before it.

    >>> is_signed_title("■4.Day2の要点"), is_signed_title("■学習が速くなる。"), is_signed_title("1. はじめに")
    (True, False, False)
    """
    return _SIGNED_TITLE.match(text) is not None


def is_proviso(text: str) -> bool:
    """True for a sentence that adds a condition to the question above it.

    >>> is_proviso("なおストライドとパディングは1とする。"), is_proviso("なお、これは7×7である。")
    (True, False)
    """
    return bool(_PROVISO.match(text))


def reflects(text: str) -> bool:
    """True for a heading over what somebody thinks about a test, which asks and answers nothing any more.

    >>> reflects("確認テスト 2 についての考察"), reflects("確認テスト 2")
    (True, False)
    """
    return bool(_REFLECTION.search(text))
