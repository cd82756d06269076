"""What a clause tells apart: two times need two, and what is short behind a supposition adds nothing to it."""

from __future__ import annotations

from quiz.report.claims.cues import Sighting
from quiz.report.claims.guards import unread_values
from quiz.report.claims.told_apart import SHORT_REST, is_of_two_times, is_only_supposed


def test_one_time_tells_nothing_apart() -> None:
    words = Sighting(((0, 2), (9, 12)), ({},))
    assert not is_of_two_times("平均は,学習時はバッチのものを使う", words)
    assert is_of_two_times("平均は,学習時はバッチのものを,推論時は移動平均を使う", words)


def test_what_is_short_behind_a_supposition_adds_nothing() -> None:
    words = Sighting(((0, 3), (4, 5)), ({},))
    assert not is_only_supposed("初期値を0とすればよい。", words)
    assert is_only_supposed(f"初期値を0とすれば{'良' * (SHORT_REST + 1)}", words)


def test_the_values_of_a_call_belong_to_its_name() -> None:
    assert unread_values("dropout(p=0.5)で半分を消す", []) == ()
    assert unread_values("割合0.5で半分を消す", []) == ("0.5",)
