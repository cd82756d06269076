"""Whether it goes on, comes to its end, is possible and needed."""

from __future__ import annotations

from quiz.kinds.text.directions.direction import Direction

DIRECTIONS = {
    "possible": Direction(
        "できる・使える / it is possible",
        (
            "学べる できる 出来る 使う 可能 許す 許容する 設定する 取る とる 行う 成功する 成り立つ 適用する 進む "
            "耐える 選ぶ 使用する 利用する 採用する 試す"
        ),
        verbs=(
            "allow enable permit use set support tolerate choose make_possible succeed afford can handle pick "
            "employ try get_away_with"
        ),
        adjectives=(
            "possible feasible usable available successful proper allowed permitted permissible admissible "
            "acceptable tolerable workable viable safe"
        ),
        nouns="possibility",
    ),
    "proceeds": Direction(
        "進む・行われる / it proceeds, is done",
        (
            "進む 進行する 進展する はかどる 捗る 行う おこなう 機能する うまくいく 上手くいく うまく行く "
            "成り立つ 成立する なされる 前進する 進歩する 回る 前に進む すすむ 進捗する 続行する 軌道に乗る "
            "軌道にのる 成功する 滑り出す"
        ),
        verbs=(
            "move_forward move_ahead move_on get_ahead proceed progress work succeed advance go_on get_anywhere "
            "take_place happen make_progress go_ahead "
            "get_on make_headway take_off get_off_the_ground get_going bear_fruit come_along go_well "
            "work_out run_smoothly go_smoothly get_under_way get_somewhere "
            "turn_out_well"
        ),
        adjectives="done carried_out performed achieved possible proper",
        nouns="progress success",
    ),
    "fails": Direction(
        "できない・進まない / it is impossible, stops",
        (
            "不可能 不能 失敗する 停滞する 止まる 停止する とまる 滞る 頓挫する 行き詰まる 破綻する 無理 困難 "
            "難しい ストップする 立ち往生する 足踏みする 空回りする 挫折する 座礁する 詰まる 凍りつく "
            "フリーズする 空転する 不調 不成立 宙に浮く 行き詰まりになる 不全 不発 徒労 ままならない "
            "おぼつかない お手上げ 行き止まり 手詰まり 立ち行かない "
            "頭打ちになる"
        ),
        verbs=(
            "bear_no_fruit yield_no_result yield_no_results achieve_nothing stumble go_nowhere get_nowhere "
            "make_no_progress fail stall stop stick break_down halt stagnate plateau "
            "get_stuck freeze run_aground come_to_a_standstill come_to_a_halt grind_to_a_halt make_no_headway "
            "make_little_progress make_hardly_any_progress make_no_advance make_little_headway refuse_to_learn "
            "flounder falter fall_flat come_to_nothing go_wrong hit_a_wall lead_nowhere spin_its_wheels "
            "dry_up come_up_short get_bogged_down get_hung_up run_dry seize_up "
            "never_get_anywhere never_take_off come_to_naught amount_to_nothing"
        ),
        adjectives=(
            "doomed futile hopeless in_vain impossible stuck useless ineffective infeasible unsuccessful "
            "fruitless unproductive bound_to_fail out_of_the_question"
        ),
        nouns="failure stagnation standstill deadlock stalemate dead_end",
    ),
    "finishes": Direction(
        "終わる・済む / it comes to its end",
        (
            "終わる 終える 済む 完了する 収束する 到達する 達する 足りる 仕上がる 片付く 完結する 終了する "
            "済ませる 切り上げる"
        ),
        verbs="finish complete conclude wrap_up",
    ),
    "reached": Direction(
        "到達する・なる / it is reached",
        (
            "到達する たどり着く 辿り着く 着く 収束する なる 得る 見つける 見つかる 見つけ出す 達する 求まる "
            "行き着く 求める 至る 導く 届く 手が届く 見いだす 見出す 手に入る 手に入れる 得られる"
        ),
        verbs="reach find converge attain arrive lead get hit settle discover end_up",
        adjectives="guaranteed",
    ),
    "escapes": Direction(
        "抜け出す / it gets out",
        (
            "抜け出す 脱出する 抜ける 脱する 逃れる 乗り越える 避ける 回避する 免れる 越える 超える 通り抜ける "
            "飛び越える 切り抜ける 脱却する くぐり抜ける 突破する 突き抜ける 乗り切る はい上がる 這い出る "
            " 逃げ出す"
        ),
        verbs=(
            "escape avoid leave overcome get_out_of roll_over jump_out_of pass skip cross get_past get_over "
            "roll_through roll_past coast_through coast_past coast_over go_past go_over carry_past carry_over "
            "carry_through carry_you_past carry_it_past carry_us_past carry_you_over carry_it_over carry_you_through "
            "carry_it_through push_past push_it_past push_you_past push_through push_it_through get_through "
            "pass_through break_out_of climb_out_of get_across power_through plow_through bring_it_past take_it_past "
            "get_it_past get_you_past get_it_over get_it_through help_it_past help_you_past help_over climb_over "
            "jump_over shoot_past sail_past sail_through sail_over glide_past glide_over glide_through "
            "fly_past fly_over "
            "slide_past slide_over slip_past slip_through swing_past swing_over swing_through burst_through "
            "punch_through "
            "barrel_through blast_through breeze_through breeze_past run_past run_through run_over "
            "rush_past rush_through "
            "overshoot bypass evade dodge elude clear traverse move_past move_through ride_over ride_through "
            "ride_out "
            "hop_over leap_over leap_out_of jump_out roll_out_of get_away_from break_free_from break_free_of "
            "break_away_from "
            "get_unstuck pull_out_of make_it_past make_it_over make_it_through"
        ),
        nouns="escape",
    ),
    "strong-at": Direction(
        "〜に強い・うまく進む / it does well on it",
        (
            "に強い につよい でも強い に対して強い には強い で強い にも強い 得意 有効 有利 向く 適す 適する "
            "近づく 近づける 進む 学習する 抜ける 有用 最適 到達する 適切 対応できる 太刀打ちできる 通用する "
            "こなす さばく 得意とする"
        ),
        verbs="suit handle cope approach help navigate traverse do_well work_well perform_well",
        adjectives="good suited effective strong well better useful suitable",
    ),
    "needless": Direction(
        "不要・少なくて済む / it is not needed",
        (
            "不要 不必要 無用 要らない いらない なしで済む 無しで済む 省く 省略する 省略 いらなくなる "
            "要らなくなる 必要なくなる 省ける 省略できる なくてもよい 無くてもよい なくて済む"
        ),
        verbs=(
            "replace omit do_without get_by_without make_do_without render_unnecessary make_unnecessary "
            "render_superfluous make_superfluous make_redundant forgo"
        ),
        adjectives=(
            "irrelevant immaterial inconsequential unnecessary needless superfluous obsolete dispensable redundant "
            "optional unneeded not_required inessential"
        ),
    ),
    "needed": Direction(
        "必要 / it is needed",
        "必要 要する 要る 使う 入れる 用いる",
        verbs="need require use",
        adjectives="necessary needed required",
        nouns="need necessity",
    ),
}
