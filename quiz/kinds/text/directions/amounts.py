"""How much of a thing there is: more, less, none."""

from __future__ import annotations

from quiz.kinds.text.directions.direction import Direction

DIRECTIONS = {
    "more": Direction(
        "増える・大きい / it grows, is large",
        (
            "増える 増やす 増大する 増加する 増す 上がる 上げる 上昇する 高い 高める 高まる 大きい 大きめ "
            "拡大する 多い 強い 強まる 強める 強化する 伸びる 伸ばす 広がる 広げる 膨らむ 長い 長引く up アップ "
            "肥大化する 助長する 招く 引き起こす もたらす 激しい ひどい 酷い 増幅する 増進する 増強する "
            "跳ね上がる 膨れ上がる 急増する 倍増する 深刻 深刻化する 顕著 過大 強力 強烈"
        ),
        verbs=(
            "increase grow rise raise enlarge amplify strengthen heighten boost enhance "
            "intensify expand go_up crank_up turn_up cause induce encourage climb escalate swell bump_up push_up "
            "scale_up step_up jack_up ramp_up multiply mount soar surge skyrocket widen deepen lengthen augment "
            "magnify inflate balloon elevate shoot_up lift double triple add_to drive_up"
        ),
        adjectives=(
            "daring brave large high big great long strong huge vast considerable substantial aggressive sizeable "
            "heavy "
            "enormous massive excessive extreme severe serious pronounced bold generous ambitious wide broad "
            "ample elevated heightened"
        ),
        nouns="increase growth rise amplification",
    ),
    "less": Direction(
        "減る・小さい・抑えられる・無くなる / it shrinks, is prevented, is gone",
        (
            "減る 減らす 減少する 減衰する 軽減する 低減する 削減する 縮小する 縮む 縮める 縮まる 短縮する 短い "
            "下がる 下げる 低い 低下する 低める 小さい 小さめ 少ない 抑える おさえる 押さえる 抑制する 抑止する "
            "防ぐ 防止する 防げる 予防する 避ける 回避する 緩和する 和らげる 和らぐ 弱い 弱まる 弱める 弱化する "
            "消す 消える 消失する 消滅する 解消する 解決する 克服する 取り除く 除く 除去する 失う 失せる 損なう "
            "損ねる 喪失する 奪う 落ちる 落とす 乏しい 乏しくなる 貧弱 制限する 制約する 限る 限定する 妨げる "
            "妨害する 阻害する 阻む 止める 食い止める 狭い 狭まる 狭める 無くす なくす 無くなる なくなる 無くせる "
            "なくせる 無意味 皆無 down ダウン 鈍る 鈍化する 衰える 劣化する 劣る 対策 予防策 収まる おさまる "
            "おさめる 欠ける 欠如する 免れる 薄れる 薄い 薄まる 絞る 減退する 激減する 半減する 崩壊する 台無し "
            "やめる 辞める 廃止する 鎮める 静める 払拭する 打ち消す 相殺する 遠ざける 断つ 封じる 封じ込める "
            "抑え込む 押さえ込む 削ぐ そぐ しぼむ 目減りする ちぢむ へった へって へらす ふせぐ 低め 弱め 短め "
            "少なめ "
            "頭打ち 不足する 貧しい ブレーキをかける ブレーキがかかる 歯止めをかける 歯止めがかかる "
            "待ったをかける ブレーキになる 半分 割り引く 割引く 弱体化する 薄らぐ 遠のく 影を潜める 鳴りを潜める "
            "控えめ 控える 緩める 緩む 断ち切る 途絶える 途切れる 尽きる 消え失せる 消え去る 消し去る 帳消し "
            "セーブする カットする 削る 下火 沈静化する 沈静 抑え目 和らげられる 小幅 微小 微弱 希薄 やせる "
            "痩せる 防御"
        ),
        verbs=(
            "get_rid_of lack decrease reduce lessen lower shrink fall drop decay decline diminish dwindle cut "
            "prevent avoid suppress mitigate alleviate ease limit curb counter counteract combat restrict weaken "
            "lose hurt harm degrade hamper hinder impair impede destroy remove eliminate disappear vanish "
            "eradicate go_down keep_down keep_in_check keep_at_bay hold_down die die_off die_out die_down fight "
            "inhibit restrain relieve help_with help_against deal_with deteriorate collapse waste protect_against "
            "guard_against tackle shorten slash minimize minimise damp dampen smooth_out soften nullify negate "
            "rob deprive erase stop remedy resolve solve control wipe_out go_away work_against cure cripple "
            "narrow sink subside wane taper_off tail_off tone_down calm tame quell subdue contain defuse offset "
            "block thwart forestall ward_off fend_off stave_off head_off rule_out sidestep circumvent throw_away "
            "forfeit squander erode undermine hold_back blunt fade come_down get_smaller disturb disrupt spoil "
            "hold_in_check hold_at_bay scale_down turn_down bring_down wind_down dial_down dial_back throttle "
            "rein_in trim leak_away leak_out drain_away abate attenuate dilute wither plummet plunge dip slump "
            "ebb recede evaporate dissolve melt_away peter_out fizzle_out wear_off die_away dry_up starve choke "
            "stifle smother muffle mute quash crush squash squeeze compress contract constrict depress deaden "
            "dull tamp_down clamp_down_on crack_down_on put_a_damper_on put_a_lid_on keep_a_lid_on "
            "keep_under_control bring_under_control get_under_control hold_off keep_off shut_out preclude obviate "
            "avert deter discourage foil safeguard_against insure_against shield_from shield_against protect_from "
            "soothe temper moderate hamstring rein_back pull_back dial_down_on mellow shave pare_down "
            "whittle_down chip_away_at cut_down_on cut_back cut_back_on "
            "cut_down scale_back ease_off let_up slacken even_out iron_out clear_up clear_away do_away_with "
            "dispose_of dispense_with weed_out root_out stamp_out rub_out cancel cancel_out neutralize neutralise "
            "counterbalance balance_out make_less_likely make_rarer make_rare devastate wreck "
            "sap take_away collapse_to shrink_to act_against do_something_against keep_a_check_on "
            "cut_into keep_under_check keep_within_bounds keep_within_limits hold_within_bounds keep_away "
            ""
            "keep_small keep_low make_smaller make_less_of_a_problem make_less_of_an_issue counterbalance_for "
            "weigh_against "
            "put_an_end_to put_a_stop_to put_a_brake_on put_the_brakes_on bring_to_a_halt"
        ),
        adjectives=(
            "small low little less fewer lower unlikely rare rarer short poor weak limited absent gone impaired "
            "minor tiny negligible lost less_common less_likely less_severe pointless meaningless wasted narrow "
            "slim scarce minimal thrown_away less_of_a_problem less_of_an_issue less_of_a_concern less_of_a_worry "
            "less_of_a_risk no_longer_a_problem no_longer_an_issue unused faint feeble modest reduced diminished "
            "lessened lowered scant meagre meager infrequent uncommon improbable nonexistent under_control "
            "in_check at_bay less_frequent less_pronounced less_serious a_thing_of_the_past harmless toned_down "
            "mitigated damaged"
        ),
        nouns=(
            "reduction decrease loss decay decline suppression prevention mitigation avoidance drop lack absence "
            "elimination removal limitation alleviation destruction degradation collapse shrinkage cutback relief "
            "antidote protection safeguard damping dampening attenuation fading weakening lowering lessening"
        ),
    ),
    "occurs": Direction(
        "起こる・ある / it happens, exists",
        (
            "起こる おこる 起きる おきる 起こす 生じる 生ずる 生む 生まれる 発生する 出る 現れる なる 生起する "
            "存在する 成立する つく 陥る おちいる"
        ),
        verbs="occur happen arise appear emerge exist take_place",
        adjectives="likely common frequent present prone susceptible inclined liable",
        nouns="occurrence",
    ),
    "zero": Direction(
        "0 である / it is zero",
        "0 ゼロ 零 0のまま ゼロのまま",
        verbs="vanish disappear",
        adjectives="zero 0",
    ),
}
