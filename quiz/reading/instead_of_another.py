"""Two answers of which one is denied or taken back: 3ではなく5, "not 3 but 5", 3 → 訂正: 5, 最初は3だと思ったが5.

Only where the two stand is found here. Whoever asks reads both, and the latter counts only where both are understood.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from quiz.reading.late_patterns import late

_LONGEST: Final = 400
_STOPS: Final = "[。．.、,，…:：;；]"
_OTHER: Final = rf"(?P<other>.{{1,{_LONGEST}}}?)"
_MEANT: Final = rf"(?![.．])(?P<meant>.{{1,{_LONGEST}}})"
_MEANT_FIRST: Final = rf"(?P<meant>.{{1,{_LONGEST}}}?)"
_IT_IS: Final = r"(?:it is|it['’]s|the (?:right |correct )?(?:answer|value) is)"
_IN_TRUTH: Final = (
    r"(?:(?:正しくは|正解は|正しい(?:の|値|答え)は|やはり|やっぱり|実際は|実際には|実は|本当は)[、,，]?\s?)?"
)
_DENIED: Final = (
    rf"{_OTHER}\s?(?:では|じゃ|で)なくて?[、,，]?\s?{_MEANT}",
    rf"{_OTHER}\s?(?:では|じゃ)(?:ないです|ない|ありません)(?:[。．、,，]|\.\s|(?:ので|で(?!す))[、,，]?)\s?{_MEANT}",
    rf"(?:{_IT_IS} )?not {_OTHER}\s?,? but (?:rather )?{_MEANT}",
    rf"{_IT_IS} not {_OTHER}\s?[,;.] (?:but )?{_IT_IS} {_MEANT}",
    rf"{_MEANT_FIRST}(?:, (?:and )?not|,? rather than|,? instead of) {_OTHER}",
    rf"{_MEANT_FIRST}\s?[(（]\s?not {_OTHER}\s?[)）]",
    rf"{_MEANT_FIRST}\s?[(（]\s?{_OTHER}\s?(?:では|じゃ)ない\s?[)）]",
)
_TAKEN_BACK: Final = (
    rf"{_OTHER}\s?{_STOPS}{{0,6}}\s?(?:→|⇒|->|=>)?\s?(?:訂正|修正|correction)(?:[:：、,，]|すると|して)?\s?{_MEANT}",
    rf"{_OTHER}\s?{_STOPS}{{0,6}}\s?(?:いや|いえ|おっと|失礼(?:しました)?|間違え(?:た|ました)|すみません|違いました)"
    rf"(?:{_STOPS}{{1,6}}|\s)\s?{_MEANT}",
    rf"{_OTHER}\s?{_STOPS}{{1,6}}\s?(?:no|sorry|oops|wait|i mean|or rather|actually)(?:{_STOPS}{{1,6}}|\s)\s?{_MEANT}",
    rf"(?:最初は|はじめは|初めは|始めは|当初は|一度は)[、,，]?\s?{_OTHER}だ?と(?:思った|思いました|思っていた|思っていました"
    rf"|考えた|考えました|考えていた|考えていました)(?:が|けれども|けれど|けど|のですが|んですが|ものの)[、,，]?\s?{_IN_TRUTH}{_MEANT}",
    rf"(?:at first,? i|i (?:first|initially|originally)) (?:thought|said|wrote|had|got) (?:it was |of )?{_OTHER}"
    rf",? but (?:actually |now )?(?:{_IT_IS} |it should be |i get )?{_MEANT}",
)
_FORMS: Final = tuple(late(form, re.IGNORECASE | re.DOTALL) for form in (*_DENIED, *_TAKEN_BACK))
_SPACES: Final = late(r"[^\S\n]+")
_LINES: Final = late(r"\s*\n\s*")


class Instead(NamedTuple):
    """What an answer denies or takes back, and what it says instead."""

    other: str
    meant: str


def instead_of_another(text: str) -> tuple[Instead, ...]:
    """Return the ways in which a text sets one answer against another; none where it does no such thing.

    >>> instead_of_another("3ではなく5"), instead_of_another("not 3 but 5")
    ((Instead(other='3', meant='5'),), (Instead(other='3', meant='5'),))
    >>> instead_of_another("3 → 訂正: 5")
    (Instead(other='3', meant='5'),)
    >>> instead_of_another("5ではない"), instead_of_another("not 5"), instead_of_another("0ではない、.010")
    ((), (), ())
    """
    written = _LINES.sub("\n", _SPACES.sub(" ", text)).strip(" \n。.")
    if len(written) > 2 * _LONGEST:
        return ()
    matches = (form.fullmatch(written) for form in _FORMS)
    return tuple(Instead(found["other"].strip(), found["meant"].strip()) for found in matches if found is not None)
