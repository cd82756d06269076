"""How well and how fast it goes, and how steadily."""

from __future__ import annotations

from quiz.kinds.text.directions.direction import Direction

DIRECTIONS = {
    "better": Direction(
        "良くなる / it becomes better",
        (
            "良い よい 良好 改善する 向上する 優れる すぐれる 良くなる よくなる うまくいく 上手くいく 高まる "
            "効率的 効率化する しやすい 容易 簡単 楽 進む 進める はかどる 捗る 促す 促進する 有利 円滑 スムーズ "
            "滑らか なめらか 順調 効率よく 効率良く 好転する 上達する 良くする よくする 高品質 快適 快調 好調 "
            "軽快 円滑化する 容易化する 後押しする 助ける 手助けする 支える 助けになる 押し上げる 引き上げる "
            "底上げする 好ましい 優秀"
        ),
        verbs=(
            "improve help benefit facilitate aid enhance optimize_better sharpen upgrade enrich polish optimise "
            "perfect streamline simplify assist favour favor foster promote thrive flourish excel "
            "ease_up lubricate smooth_the_way strengthen"
        ),
        adjectives=(
            "good better easy easier smooth smoother efficient well effective simpler simple best superior "
            "improved enhanced favourable favorable excellent nice fine healthy effortless painless manageable "
            "tractable trouble-free hassle-free well-behaved well-conditioned orderly accurate"
        ),
        nouns="improvement benefit boost efficiency upgrade enhancement",
    ),
    "worse": Direction(
        "悪くなる / it becomes worse",
        (
            "悪い 悪化する 劣化する 低下する 不利 非効率 困難 難しい 遅延する 厳しい きつい 苦しい 苦労する 苦手 "
            "手間取る 手こずる 煩雑 面倒 大変 支障をきたす"
        ),
        verbs="worsen deteriorate degrade suffer",
        adjectives=(
            "bad worse difficult hard harder poor inefficient inferior awful terrible lousy unsatisfactory "
            "unfavourable unfavorable tricky tough troublesome cumbersome painful"
        ),
        nouns="deterioration",
    ),
    "fast": Direction(
        "速い / it is fast",
        (
            "速い 早い はやい 速まる 速める 早まる 早める 高速 高速化する 加速する スピードアップする "
            "<fewer><epochs>で スピードup 迅速 速やか 早々 早い段階 素早い すばやい 速度up 急ぐ 短時間 短期間 "
            "手早い 早期 はやめ スピーディー スピーディ 手っ取り早い てきぱき スピードが出る 時間を節約する "
            "時間の節約 節約する 早急 急速 急ピッチ あっという間 "
            "ハイペース ハイスピード 加速化する 時短 時短になる すぐさま たちまち とんとん拍子 短い時間で "
            "短時間で 短期間で"
        ),
        verbs=(
            "accelerate speed speed_up hasten quicken pick_up_pace pick_up_speed gather_speed gather_pace "
            "expedite hasten_up catalyze catalyse hurry hurry_up rush race zip sprint race_ahead shorten_the_time"
        ),
        adjectives=(
            "fast quick quickly rapid rapidly speedy sooner early earlier accelerated swift in_less_time "
            "in_a_shorter_time in_shorter_time in_half_the_time in_half_the_epochs in_half_the_iterations "
            "in_half_the_steps in_<fewer>_<epochs> with_<fewer>_<epochs> "
            "after_<fewer>_<epochs> within_<fewer>_<epochs> using_<fewer>_<epochs> in_a_fraction_of_the_time "
            "in_record_time in_short_order brisk at_a_brisk_pace at_a_good_pace at_a_higher_speed at_higher_speed "
            "with_half_as_many_<epochs> after_half_as_many_<epochs> in_half_as_many_<epochs> speedier prompt "
            "high-speed in_no_time within_a_short_time in_a_short_time in_short_time at_a_faster_rate "
            "at_a_faster_pace at_a_quicker_pace at_high_speed time-saving time-efficient"
        ),
        nouns="acceleration speedup speed-up speed-ups speed_boost speed_gain",
    ),
    "slow": Direction(
        "遅い / it is slow",
        (
            "遅い おそい 遅れる 遅らせる 減速する 鈍い 低速 低速化する 時間がかかる のろい のろのろ 緩慢 長引く "
            "時間を要する 時間を食う もたつく"
        ),
        verbs=(
            "slow slow_down decelerate delay crawl drag drag_on lag take_ages take_forever take_longer "
            "take_a_long_time take_long"
        ),
        adjectives="slow slowly sluggish lengthy tedious time-consuming",
        nouns="slowdown deceleration",
    ),
    "stable": Direction(
        "安定する / it is stable",
        (
            "安定する 安定化する 安定的 落ち着く 滑らか なめらか スムーズ 落ち着かせる 堅実 着実 平穏 穏やか "
            "おだやか 整う 手堅い 安定感"
        ),
        verbs=(
            "stabilize stabilise steady settle_down calm_down settle balance stay_on_course stay_on_track "
            "keep_on_track keep_on_course anchor"
        ),
        adjectives=(
            "stable stabler steady steadier steadily stably smooth smoother reliable calm consistent well-behaved "
            "balanced controlled regular solid firm secure on_track on_course well-controlled predictable "
            "dependable"
        ),
        nouns="stability stabilization stabilisation",
    ),
    "unstable": Direction(
        "不安定・発散する / it is unstable, diverges",
        (
            "不安定 不安定化する 発散する 爆発する 乱れる 暴れる ぶれる 荒れる 揺れ動く ふらつく がたつく 揺らぐ "
            "ゆらぐ 揺れる ゆれる 振れる 振動する ぐらつく 暴走する 乱高下する 波打つ ガタガタする ギザギザする "
            "破綻する 迷走する 荒ぶる 跳ねる 右往左往する 大崩れする ぐらぐらする"
        ),
        verbs=(
            "destabilize destabilise diverge explode oscillate blow_up fluctuate wobble thrash jump_around "
            "bounce_around go_off_the_rails fall_apart spin_out_of_control run_wild get_out_of_hand go_haywire "
            "derail crash jump_about swing sway rock jitter shake bounce flutter waver vibrate go_wild "
            "spiral_out_of_control wiggle go_astray veer_off lurch overshoot fly_off fly_apart go_off "
            "jump_wildly spike skyrocket bounce_off"
        ),
        adjectives=(
            "unstable jumpy jittery erratic shaky bumpy volatile wobbly noisy chaotic jagged choppy rocky ragged "
            "irregular unpredictable unsteady uneven rough wild unruly turbulent nervous fragile brittle "
            "precarious out_of_control all_over_the_place haphazard"
        ),
        nouns="instability divergence explosion",
    ),
    "diverges": Direction(
        "発散する / it diverges",
        "発散する 爆発する",
        verbs="diverge explode blow_up",
        adjectives="divergent",
        nouns="divergence explosion blow-up",
    ),
}
