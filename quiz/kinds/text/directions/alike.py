"""Whether things are alike, and whether they stay as they are."""

from __future__ import annotations

from quiz.kinds.text.directions.direction import Direction

DIRECTIONS = {
    "same": Direction(
        "同じ・変わらない / they are equal",
        (
            "シンクロする 同程度 同レベル 同水準 同じ おなじ 等しい ひとしい 同一 均一 均等 一様 一緒 いっしょ 揃う "
            "そろう 等価 同等 一致する 共通 "
            "同様 横並び 同値 同質 一律 同じく 相当する 重複する 足並み 均質 似る 似通う 瓜二つ コピー 複製 "
            "クローン 双子 足並みをそろえる 足並みを揃える そっくり 横一線 対称的 対称な 画一的 同然 "
            "似たり寄ったり 同期する 同調する 連動する 歩調を合わせる 歩調をそろえる 共有する 代わり映えしない "
            "変わり映えしない うり二つ 金太郎飴 ワンパターン 画一化する 同質化する 均質化する 均一化する "
            "見分けがつかない 区別がつかない 区別できない"
        ),
        verbs=(
            "keep_step keep_pace march_in_step agree coincide match no_better_than no_more_than no_more_powerful_than"
            " no_more_expressive_than "
            "no_different_from no_more_power_than worth_no_more_than same_as equal_to equivalent_to amount_to "
            "boil_down_to behave_like act_like work_like behave_as act_as behave_as_if act_as_if reduce_to "
            "collapse_to shrink_to no_stronger_than move_together no_more_useful_than indistinguishable_from "
            "identical_to work_as function_like function_as no_more_capable_than as_good_as as_powerful_as "
            "as_expressive_as worth_just worth_only worth can't_be_told_apart cannot_be_told_apart mirror "
            "as_if_there_were as_if_there_was as_if_it_had like_having as_weak_as collapse_into resemble equal "
            "duplicate replicate do_the_same do_the_work_of do_the_job_of have_the_power_of have_the_strength_of "
            "count_as"
        ),
        adjectives=(
            "same identical identically equal equally uniform uniformly alike equivalent indistinguishable "
            "homogeneous interchangeable clones tied in_lockstep in_step in_unison symmetric shared aligned "
            "synchronized synchronised in_sync congruent common matching parallel undifferentiated exactly_alike "
            "carbon_copies in_parallel in_concert in_tandem synchronous replicated mirror_images in_lock-step "
            "lockstep in_formation identical_twins one_and_the_same"
        ),
        nouns=(
            "equality exact_copy exact_copies perfect_copy perfect_copies clone copy copies duplicate duplicates twin"
            " twins sameness uniformity carbon_copy replica "
            "replicas"
        ),
    ),
    "different": Direction(
        "違う・分かれる / they differ",
        (
            "違う ちがう 異なる ことなる 別々 ばらばら バラバラ 多様 分かれる ばらける 分化する 区別する 区別 "
            "見分ける 差別化する 変わる 異質 多様化する 分離する 分岐する 枝分かれする 散らばる ばらつく "
            "個別化する 住み分ける 別個 別物 違ってくる "
        ),
        verbs=(
            "differ diversify differentiate diverge_from distinguish specialize specialise separate drift_apart "
            "vary depart depart_from grow_apart go_separate_ways go_their_own_way go_different_ways "
            "take_different_roles take_on_different_roles deviate branch_out part_ways drift_away "
            "split_up"
        ),
        adjectives=(
            "different distinct diverse distinguishable varied differently unequal dissimilar unique distinctive "
            "heterogeneous"
        ),
        nouns="difference distinction diversity",
    ),
    "breaks": Direction(
        "崩れる・破れる / it breaks",
        "崩れる 崩す くずれる くずす 破れる 破る 壊れる 壊す やぶれる やぶる 崩壊する 破壊する",
        verbs="break destroy",
        adjectives="broken",
        nouns="breaking breakage",
    ),
    "keeps": Direction(
        "保たれる・残る / it stays",
        (
            "保つ たもつ 残る のこる 残す 維持する 保持する 続く つづく 持続する 存続する 継続する 守る "
            "キープする 継承する 居座る 据え置く"
        ),
        verbs=(
            "live_on linger_on keep remain stay persist preserve maintain survive retain stay_put endure last linger "
            "uphold "
            "conserve sustain stay_in_place stay_alive remain_in_place"
        ),
        adjectives="unbroken intact preserved unchanged",
        nouns="persistence preservation",
    ),
    "changes": Direction(
        "変わる・動く・更新される / it changes, moves",
        "変わる 変える 変化する 変更する 動く 動かす 更新する 移動する 離れる 抜け出す",
        verbs="change move update alter leave budge shift flip",
        adjectives="updated",
        nouns="update change movement",
    ),
}
