"""Whether a clause tells of one run of its author's own: its numbers are measured or chosen, and are no claim."""

from __future__ import annotations

from quiz.reading.late_patterns import late


def tells_what_came_out(clause: str) -> bool:
    """Whether a clause tells what somebody set or measured: its numbers are those of one run, of no thing in general.

    >>> tells_what_came_out("分散は0.31だった"), tells_what_came_out("分散は1である")
    (True, False)
    """
    return _CAME_OUT.search(clause) is not None


def ends_in_the_past(clause: str) -> bool:
    """Whether a clause ends with how something turned out: with what somebody saw, not with what holds.

    >>> ends_in_the_past("小さすぎると不安定だった。"), ends_in_the_past("小さすぎると不安定だと分かった。")
    (True, False)
    """
    return _TURNED_OUT.search(clause) is not None


def is_of_own_run(clause: str) -> bool:
    """Whether a clause says that it is about an experiment of the author's own.

    >>> is_of_own_run("今回の実験では微分の最大値は0.2"), is_of_own_run("微分の最大値は0.25")
    (True, False)
    >>> is_of_own_run("前回の更新量を今回の勾配から引く")
    False
    """
    return _OWN_RUN.search(clause) is not None


_TURNED_OUT = late("(?:だった|でした|なった|なりました|がった|がりました|(?<![わ分])かった)[。.]?\\Z")
_OWN_RUN = late(
    "今回(?!の(?:勾配|傾き|更新量|更新分)[をにかと])|(?:この|本|手元の|自分の|私の|うちの)(?:実験|設定|環境|モデル|データ|ネットワーク|学習)|実験では|手元で|"
    r"(?a:\b(?:my|our|this) (?:own )?"
    r"(?:runs?|experiments?|networks?|models?|case|settings?|notebook|data|tests?|plots?)\b)"
)
_CAME_OUT = late(
    "だった|でした|なった|なりました|がった|がりました|(?:に|と|で|設定|変更)した|しました|試し|使った|用いた|変えた|変えて|得られた|"
    r"(?a:\b(?:was|were|had|went|took|got|reached|used|tried|changed|i|we|my|our)\b)"
)
