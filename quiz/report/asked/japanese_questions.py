"""Questions in Japanese -> where in their words the answer goes: 「割るのは何？」 with 「√h」 is 「割るのは√h」."""

from __future__ import annotations

from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen

_LEAD: Final = late(
    r"\A(?:(?:そもそも|結局のところ|結局|ちなみに|ところで|まず|次に|じゃあ|だったら|それなら|つまり|あと)[、,\s]*|"
    r"(?:では|で|なら)[、,\s]+)+"
)
_ASKS: Final = late(r"(?:なの|なん|の|ん)?(?:です|でしょう|だろう)?(?:か|かな|っけ)?[?。\s]*\Z")
_ASIDE: Final = late(r"\s*\((?P<aside>[^()]*[ぁ-んァ-ヶ一-龠][^()]*)\)")
_EVER: Final = r"(?!\w{0,3}も|でも)"
"""Behind a word that asks: 「何層も」「どうでも」 ask nothing."""
_COUNTED: Final = r"(?:個|層|回|枚|つ|次元|種類|倍|人|ピクセル|画素|パーセント|年)"
_THING: Final = (
    rf"(?:(?:何と何|何{_COUNTED}?|なに|どれ|どちら|どっち|どこ|いつ|誰|だれ|いくつ|いくら|いくら|"
    rf"どの?(?:くらい|ぐらい)|どれ(?:くらい|ぐらい|だけ)){_EVER})"
)
ASKING: Final = late(rf"{_THING}|(?:どう|どんな|どの|なぜ|なんで|どうして){_EVER}|理由|何のため")
_REASON: Final = late(rf"(?:なぜ|なんで|どうして){_EVER}|(?:理由|わけ|原因)(?:は|って|とは)?\Z")
_WHY: Final = late(
    rf"(?:(?:の|こと)は(?:なぜ|なんで|どうして){_EVER}(?:なの)?|(?:なぜ|なんで|どうして){_EVER}[、\s]*|(?:理由|わけ|原因)(?:は|って|とは)?)\Z|"
    rf"\A(?:なぜ|なんで|どうして){_EVER}[、\s]*|(?:なぜ|なんで|どうして){_EVER}[、\s]*"
)
_MUST_NOT: Final = late(
    r"(?:しては|するのは|すると|したら)(?:いけ|まず|駄目|だめ|ダメ|よくな|良くな)\S*\Z|(?P<kept>(?:と|ては|では|たら|のは))(?:いけ|まず|駄目|だめ|ダメ|よくな|良くな)\S*\Z"
)
_BECAUSE: Final = late(r"(?:だから|から|ため|ので)(?:です|である|だ)?\Z")
_ABOUT: Final = late(r"(?P<about>.{1,40}?)(?:は|が|を)(?=[^はがを]{0,12}\Z)")
_BY_METHOD: Final = late(r"(?P<method>[^はがをのにで、]{2,16})(?:で(?!は)|を使うと|を入れると)(?=[^は]+[がを])")
_AT: Final = late(r"に(?=[^に]*\Z)")
_DENIED: Final = late(r"ない|ません|ずに")
_USUALLY: Final = (
    r"(?:(?:普通|ふつう|通常|一般に|大体|だいたい|つまり|要するに|結局|実際|いったい|一体)(?:は|には)?[、\s]*)?"
)
_TOPIC: Final = late(
    rf"(?P<topic>.+?(?:って|とは|には|では|は))[\s、,]*{_USUALLY}"
    rf"(?:{_THING}|(?:何(?:の|という|をする)|どんな|どういう|どのような)[^、はがをにでとへ\s]{{1,12}}|何のため(?:のもの)?|どう(?:いうこと|いう意味))?"
    r"(?:です|である|だ|になる|になります|に)?"
)
_BETWEEN: Final = r"(?P<one>[^、,はがのを\s]{1,16})\s*(?:と|か|、|,)\s*(?P<other>[^、,はがのを\s]{1,16})\s*"
_CHOICE: Final = late(
    rf"(?P<topic>.*?(?:は|に|には|ときは|場合は|、)?)\s*{_BETWEEN}(?:のうち|の中|で|では|なら|の)*、?\s*(?:どちら|どっち|どれ)"
    r"(?P<rest>(?:が|を|に|の(?:ほう|方)が)\S.*)?"
)
_EACH: Final = late(r"(?:どちら|どっち|どれ)が(?:どちら|どっち|どれ)|それぞれ")
_CONSEQUENCE: Final = late(
    r"(?P<when>.+?(?:(?<=[るたいうくすつむぶぐだ])と|たら|だら|れば|けば|せば|なら|場合|とき|時)(?:は|には|に)?)[、\s]*"
)
_OF_SORT: Final = late(r"[\s、]*何の")
_WHEN_BEHIND: Final = late(r"(?P<topic>[^、]+は)[、\s]+(?P<when>[^、]+(?:とき|場合|なら|時))(?:は|には|に)?")
_CHANGES: Final = late(
    r"(?P<what>.+(?:は|が|って|と|たら|れば|なら|場合|とき|場合は|ときは|に))[、\s]*(?:どう(?:なる|なり|なって|変わる|変わり|変わって|変化|振る舞|ふるま|"
    r"動)\S{0,8}|何が(?:起きる|起こる|起き|起こり)\S{0,6}|何か(?:起きる|起こる))"
)
_IN_PLACE: Final = late(rf"(?P<before>.*?){_THING}(?P<particle>を|が|に|と|で|へ|から|まで|より|の)?(?P<after>.*)")
_ENDS_AS_SAID: Final = late(
    r"(?:[るたうくすつぬむぶぐ]|[^くさ]ない|くない|[まで]す|ません|(?<=[かさなしたよ])い|だった|である|られる|できる)\Z"
)
_POLITE: Final = late(r"(?:です|である|だ|でした|だよ|だね|ですね|かな)\Z")
_SIDE: Final = late(r"(?:の(?:ほう|方|側))\Z")


_SEVERAL: Final = 2
_VECTOR: Final = late(r"(?<![\w=] )(?<![\w=])[\[(]\s*-?\d[\d.,\s-]*,[\d.,\s-]*[\])](?=\s*の)")
_VALUE_OF: Final = late(
    r"(?P<name>[^\d\s、,はがを:=][^\s、,はがを:=]{0,11})\s*(?:が|は|:|=)?\s*(?P<value>[-+√(\[]?\d[^、]*?)(?:[、]\s*|,\s+|\Z)"
)
_QUANTITY: Final = late(r"[^、,はがをと]{1,16}?(?=\s*(?:と|、|,|は|が|\Z))")
_OF_EACH: Final = late(r"\s*が\s*(?=\S)")


@frozen
class Place:
    """Where an answer goes: what stands before it and behind it."""

    before: str
    after: str = ""
    given: str | None = None
    """The answer, where less of it is to be put there."""


def bare_question(asked: str) -> str:
    """A question without the words that lead to it and those that only ask; what stands in brackets comes first.

    >>> bare_question("じゃあ、tanhの最大値は(x=0のとき)?")
    'x=0のとき、tanhの最大値は'
    """
    text = asked.strip(' *_「」『』"')
    text = _LEAD.sub("", text.rstrip("」』* "))
    aside = _ASIDE.search(text)
    if aside is not None and aside.end() >= len(text) - 1:
        text = f"{aside['aside']}、{text[: aside.start()]}{text[aside.end() :]}"
    return _ASKS.sub("", text).strip(" 「『")


def says_something(given: str) -> bool:
    """Whether an answer ends as a sentence does, with a predicate of its own.

    >>> says_something("だんだん小さくなる"), says_something("h の平方根")
    (True, False)
    """
    return _ENDS_AS_SAID.search(given) is not None and _SIDE.search(given) is None


def place_of(asked: str, given: str) -> Place | None:
    """Return where an answer goes in a question; None for a question that says nothing of it, or asks for no thing.

    >>> place_of("勾配を割るのは何?", "√h")
    Place(before='勾配を割るのは', after='', given='√h')
    >>> place_of("Adam の β1 は何に掛かる?", "1次モーメントのほう")
    Place(before='Adam の β1 は', after='に掛かる', given='1次モーメント')
    """
    text = bare_question(asked)
    thing = _SIDE.sub("", _POLITE.sub("", given))
    if _EACH.search(text):
        return Place("", given=_OF_EACH.sub("は", given))
    chosen = _CHOICE.fullmatch(text)
    if chosen is not None:
        named = any(each in given for each in (chosen["one"].strip(), chosen["other"].strip()))
        return Place(chosen["topic"], chosen["rest"] or "", thing) if named else None
    if _REASON.search(text):
        return _of_reason(text, given)
    several = _one_by_one(text, given)
    if several is not None:
        return _of_vector(several)
    changes = _CHANGES.fullmatch(text)
    if changes is not None:
        what = changes["what"]
        return Place(f"{what[:-2]}では" if what.endswith("って") else _set_off(what), given=given)
    topic = _TOPIC.fullmatch(text)
    if topic is not None:
        what = topic["topic"]
        said = given if says_something(thing) else thing
        if what.endswith(("って", "とは")):  # 「n って何の数？」 asks of what sort it is, 「n って何？」 what it means
            what = f"{what[:-2]}{'は' if _OF_SORT.match(text, topic.end('topic')) else 'とは、'}"
        return _of_vector(Place(what, given=said))
    behind = _WHEN_BEHIND.fullmatch(text)
    if behind is not None:
        return Place(f"{behind['when']}、{behind['topic']}", given=thing)
    consequence = _CONSEQUENCE.fullmatch(text)
    if consequence is not None:
        return Place(f"{consequence['when']}、", given=given)
    asking = _IN_PLACE.fullmatch(text)
    if asking is None:
        return None
    if says_something(given):
        return Place(asking["before"], given=given) if asking["before"] else None
    particle, after = asking["particle"] or "", asking["after"]
    if particle == "の" and given.endswith(after.strip() or "\0"):
        return Place(asking["before"], given=thing)
    return Place(asking["before"], particle + after, thing)


def _of_reason(text: str, given: str) -> Place | None:
    """A reason, said of what it is the reason for: 「…してはいけないのはなぜ」 with 「…から」 is 「…すると、…」."""
    because = _BECAUSE.search(given)
    reason = given[: because.start()] if because is not None else given
    why = _WHY.sub("", text, count=1).strip(" 、")
    forbidden = _MUST_NOT.search(why)
    if forbidden is not None:
        return Place(f"{why[: forbidden.start()]}{forbidden['kept'] or 'すると'}、", given=reason)
    method = _BY_METHOD.match(why)
    if method is not None:
        return Place(f"{method['method']}では、", given=reason)
    about = _ABOUT.match(why)
    if about is None or _DENIED.search(why):
        return None
    return Place(f"{_AT.sub('の', about['about'])}は、", given=reason)


def _one_by_one(text: str, given: str) -> Place | None:
    """Each value beside the quantity that it is of, where a question asks for several: 「L1 が 7、L2 が 5」."""
    values = list(_VALUE_OF.finditer(given))
    if len(values) < _SEVERAL or "".join(one[0] for one in values) != given:
        return None
    names = []
    for one in values:
        at = text.find(one["name"].strip())
        if at < 0:
            return None
        whole = _QUANTITY.match(text, at)
        names.append((at, whole[0].strip() if whole is not None else one["name"].strip()))
    said = "、".join(f"{name}は {one['value'].strip()}" for (_, name), one in zip(names, values, strict=True))
    return Place(text[: min(at for at, _ in names)], given=said)


def _of_vector(place: Place) -> Place:
    """A vector that has no name is given one: what is said of it is then seen to be said of it."""
    return Place(_VECTOR.sub(r"x = \g<0>", place.before, count=1), place.after, place.given)


def _set_off(what: str) -> str:
    return what if what.endswith(("は", "が")) else f"{what}、"
