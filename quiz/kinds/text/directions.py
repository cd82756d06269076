"""What may be said of a thing, in closed lists that every rubric shares, and what a denied direction comes to.

A rubric names directions ("less", "not less", "same" ...); their words stand here once, in dictionary form, and
:mod:`quiz.kinds.text.inflection` makes the forms. A word that is in no list is unknown, and never taken for another.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Direction:
    """What may be said of a thing: its Japanese words, its English verbs, adjectives and nouns ("_" for a space)."""

    meaning: str
    ja: str
    verbs: str = ""
    adjectives: str = ""
    nouns: str = ""


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
            "increase grow rise raise enlarge amplify strengthen heighten boost enhance worsen aggravate "
            "intensify expand go_up crank_up turn_up cause induce encourage climb escalate swell bump_up push_up "
            "scale_up step_up jack_up ramp_up multiply mount soar surge skyrocket widen deepen lengthen augment "
            "magnify inflate balloon elevate shoot_up lift double triple add_to drive_up"
        ),
        adjectives=(
            "large high big great long strong huge vast considerable substantial aggressive sizeable heavy "
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
            "抑え込む 押さえ込む 削ぐ そぐ しぼむ 目減りする ちぢむ へった へって へらす ふせぐ 低め 弱め 短め 少なめ "
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
            "soothe temper moderate shave pare_down whittle_down chip_away_at cut_down_on cut_back cut_back_on "
            "cut_down scale_back ease_off let_up slacken even_out iron_out clear_up clear_away do_away_with "
            "dispose_of dispense_with weed_out root_out stamp_out rub_out cancel cancel_out neutralize neutralise "
            "counterbalance balance_out make_less_likely make_rarer make_rare devastate wreck "
            "sap take_away collapse_to shrink_to act_against do_something_against keep_a_check_on cut_into"
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
            "perfect streamline simplify assist favour favor foster promote thrive flourish excel"
        ),
        adjectives=(
            "good better easy easier smooth smoother efficient well effective simpler simple best superior "
            "improved enhanced favourable favorable excellent nice fine healthy effortless painless manageable "
            "tractable trouble-free hassle-free well-behaved well-conditioned orderly accurate precise"
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
            "手早い 早期 はやめ スピーディー スピーディ 手っ取り早い てきぱき 早急 急速 急ピッチ あっという間 "
            "ハイペース ハイスピード 加速化する 時短 時短になる すぐさま たちまち とんとん拍子 短い時間で "
            "短時間で 短期間で"
        ),
        verbs=(
            "accelerate speed speed_up hasten quicken pick_up_pace pick_up_speed gather_speed gather_pace "
            "expedite hurry hurry_up rush race fly zip sprint race_ahead"
        ),
        adjectives=(
            "fast quick quickly rapid rapidly speedy sooner early earlier accelerated swift in_less_time "
            "in_a_shorter_time in_shorter_time in_half_the_time in_<fewer>_<epochs> with_<fewer>_<epochs> "
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
            "spiral_out_of_control go_astray veer_off lurch overshoot"
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
    "same": Direction(
        "同じ・変わらない / they are equal",
        (
            "同じ おなじ 等しい ひとしい 同一 均一 均等 一様 一緒 いっしょ 揃う そろう 等価 同等 一致する 共通 "
            "同様 横並び 同値 同質 一律 同じく 相当する 重複する 足並み 均質 似る 似通う 瓜二つ コピー 複製 "
            "クローン 双子 足並みをそろえる 足並みを揃える そっくり 横一線 対称的 対称な 画一的 同然 "
            "似たり寄ったり 同期する 同調する 連動する 歩調を合わせる 歩調をそろえる 共有する 代わり映えしない "
            "変わり映えしない うり二つ 金太郎飴 ワンパターン 画一化する 同質化する 均質化する 均一化する "
            "見分けがつかない 区別がつかない 区別できない"
        ),
        verbs=(
            "coincide match no_better_than no_more_than no_more_powerful_than no_more_expressive_than "
            "no_different_from no_more_power_than worth_no_more_than same_as equal_to equivalent_to amount_to "
            "boil_down_to behave_like act_like work_like behave_as act_as behave_as_if act_as_if reduce_to "
            "collapse_to shrink_to no_stronger_than move_together no_more_useful_than indistinguishable_from "
            "identical_to work_as function_like function_as no_more_capable_than as_good_as as_powerful_as "
            "as_expressive_as worth_just worth_only worth can't_be_told_apart cannot_be_told_apart mirror "
            "as_if_there_were as_if_there_was as_if_it_had like_having as_weak_as collapse_into resemble equal "
            "duplicate replicate do_the_same do_the_work_of do_the_job_of have_the_power_of have_the_strength_of count_as"
        ),
        adjectives=(
            "same identical identically equal equally uniform uniformly alike equivalent indistinguishable "
            "homogeneous interchangeable clones tied in_lockstep in_step in_unison symmetric shared aligned "
            "synchronized synchronised in_sync congruent common matching parallel undifferentiated exactly_alike "
            "carbon_copies in_parallel in_concert in_tandem synchronous replicated mirror_images"
        ),
        nouns=(
            "equality clone copy copies duplicate duplicates twin twins sameness uniformity carbon_copy replica "
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
            "vary grow_apart go_separate_ways deviate branch_out part_ways drift_away split_up"
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
            "keep remain stay persist preserve maintain survive retain stay_put endure last linger uphold "
            "conserve sustain"
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
    "uses": Direction(
        "使う・加える・持つ / it uses, adds, has",
        (
            "使う つかう 用いる もちいる 利用する 使用する 活用する 加える くわえる 加算する 足す たす "
            "足し合わせる 足し込む 加味する 考慮する 取り入れる とりいれる 導入する 付ける つける つく 付く 持つ "
            "もつ 持たせる 反映する 引き継ぐ 受け継ぐ 累積する 蓄積する 貯める 溜める 積算する 合計する 記憶する "
            "覚える 保持する 計算する 求める とる 取る 基づく もとづく 応じる 重視する 参照する 混ぜる 設定する "
            "応用する 採用する 割る 除する 総和する 頼る 与える 働く 利く 効く 乗せる のせる 込める 表す 引きずる "
            "再利用する 流用する 上乗せする 持ち越す 繰り越す 混ぜ合わせる ブレンドする 織り込む 盛り込む 生かす "
            "活かす ためこむ ため込む 追加する 付け加える 付け足す 蓄える 入れる 組み込む 取り込む 足しこむ "
            "参考にする 当てにする もとにする 元にする 手がかりにする 頼りにする 上積みする 積む 積み重ねる "
            "積み上げる ストックする 記録する 保存する 覚えておく 抱える 備える 携える 含む 含める 組み合わせる "
            "合成する 混合する 融合する 掛け合わせる"
        ),
        verbs=(
            "use utilize utilise plus add employ have take keep accumulate apply include carry incorporate sum "
            "sum_up add_up remember store exploit build_up gain introduce consider track maintain rely_on divide "
            "compute gather pay_attention_to pay_more_attention_to focus_on concentrate_on look_at move_with "
            "move_by work_with retain average base weight emphasize emphasise collect get calculate give "
            "give_weight_to do_that_with do_so_with do_this_with rest_on scale_by normalize normalise divide_by depend_on adopt mimic imitate simulate "
            "follow reuse recycle blend mix combine fold_in carry_forward carry_over hold_on_to hang_on_to borrow "
            "draw_on factor_in inherit roll_on_with reflect put_emphasis_on place_emphasis_on "
            "attach_importance_to give_importance_to put_weight_on put_more_weight_on give_more_weight_to "
            "take_into_account take_account_of place_more_weight_on lay_weight_on place_weight_on weigh assign "
            "harness make_use_of take_advantage_of fall_back_on build_upon bring_in throw_in mix_in draw_upon "
            "count_on lean_on bank_on resort_to possess contain involve take_over pass_on keep_track_of "
            "keep_a_record_of keep_in_mind bear_in_mind recall log record tally total_up count_up pile_up "
            "stack_up amass aggregate integrate fuse merge average_over hand transfer pass_along hand_on "
            "hand_down"
        ),
        adjectives="based",
        nouns="use usage accumulation addition blend mix",
    ),
    "acts": Direction(
        "働く・効果がある / it works (as such)",
        (
            "働く はたらく 効果 働き はたらき 役割 作用する 作用 機能する 機能 役立つ 役目 性質 なる 持つ ある "
            "効く 効能 兼ねる かかる 似る 与える 発揮する 果たす 担う もたらす 生み出す 及ぼす 奏功する 効き目"
        ),
        verbs=(
            "receive produce yield obtain experience undergo show share achieve ensure deliver promote act_like "
            "act_as work_as work_like serve_as function_as function_like behave_like act work serve function have "
            "provide give add bring offer introduce behave impose regularize exert play exhibit display enjoy see "
            "feature demonstrate witness"
        ),
        nouns="effect role action function benefit",
    ),
    "depends": Direction(
        "左右される・依存する / it depends",
        (
            "依存する 左右する 影響する 影響 敏感 受ける 影響を受ける 神経質 シビア 気にする 気を使う 気を遣う "
            "注意する 慎重 に弱い こだわる 悩む 工夫する 重要 選ぶ 調整する 頼る 敏感さ 依存性 依存度 感度 必要 "
            "配慮する 縛る とらわれる 囚われる 振り回す 響く 神経を使う 気をつかう 過敏 決める 振り回される "
            "影響される 引っ張られる 神経をとがらせる 頭を悩ませる 悩ませる 吟味する 厳選する 気遣う 大事 肝心 "
            "決め手 ナーバス デリケート ピーキー"
        ),
        verbs=(
            "choose pick select depend rely matter affect influence worry_about care_about tune hinge "
            "bother_about care fuss rely_on worry bother mind hinge_on dictate determine play_a_role play_a_part "
            "make_a_difference react_to"
        ),
        adjectives=(
            "sensitive dependent important critical careful crucial reliant picky influential touchy delicate "
            "fussy choosy finicky vulnerable decisive vital essential "
            "at_the_mercy_of hostage_to tied_to bound_to"
        ),
        nouns="dependence dependency sensitivity reliance influence importance need fuss",
    ),
    "withstands": Direction(
        "左右されない・強い / it withstands",
        (
            "頑健 頑強 ロバスト に強い につよい に対して強い に対しても強い でも強い には強い に対し強い にも強い "
            "鈍感 耐性 不変 独立 堅牢 耐える 無関係 自由 寛容 平気 大丈夫 鈍い ものともしない 意に介さない "
            "動じない びくともしない へこたれない 打たれ強い タフ 丈夫 無頓着 無関心 しぶとい 挽回する 持ち直す "
            "立ち直る"
        ),
        verbs=(
            "withstand tolerate handle forgive cope_with survive absorb shrug_off put_up_with resist stomach "
            "recover_from recover"
        ),
        adjectives=(
            "robust insensitive independent tolerant resistant immune resilient forgiving invariant careless "
            "carefree unaffected impervious unfazed indifferent sturdy hardy"
        ),
        nouns="robustness independence insensitivity tolerance",
    ),
    "possible": Direction(
        "できる・使える / it is possible",
        (
            "できる 出来る 使う 可能 許す 許容する 設定する 取る とる 行う 成功する 成り立つ 適用する 進む "
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
            "proceed progress work succeed advance go_on get_anywhere take_place happen make_progress go_ahead "
            "get_on make_headway take_off get_off_the_ground get_going bear_fruit come_along go_well work_out turn_out_well"
        ),
        adjectives="done carried_out performed achieved possible proper",
        nouns="progress success",
    ),
    "fails": Direction(
        "できない・進まない / it is impossible, stops",
        (
            "不可能 不能 失敗する 停滞する 止まる 停止する とまる 滞る 頓挫する 行き詰まる 破綻する 無理 困難 "
            "難しい ストップする 立ち往生する 足踏みする 空回りする 挫折する 座礁する 詰まる 凍りつく "
            "フリーズする 空転する 徒労 ままならない おぼつかない お手上げ 行き止まり 手詰まり 立ち行かない "
            "頭打ちになる"
        ),
        verbs=(
            "go_nowhere get_nowhere make_no_progress fail stall stop stick break_down halt stagnate plateau "
            "get_stuck freeze run_aground come_to_a_standstill come_to_a_halt grind_to_a_halt make_no_headway "
            "make_little_progress make_hardly_any_progress make_no_advance make_little_headway refuse_to_learn "
            "flounder falter fall_flat come_to_nothing go_wrong hit_a_wall lead_nowhere spin_its_wheels"
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
    "adapts": Direction(
        "それぞれに調整する / it is adapted",
        (
            "調整する 調節する 変える 適応する 適応的 変化する 自動調整する 最適化する 個別 別々 異なる 合わせる "
            "最適 変わる 適する 適した ふさわしい 固有 専用 割り当てる 使い分ける 変動させる 可変 "
            "カスタマイズする チューニングする 割り振る 振り分ける 配分する 加減する 出し分ける 変化させる "
            "切り替える 増減する 伸縮する"
        ),
        verbs=(
            "adapt adjust scale tune change vary customize customise rescale normalize tailor regulate fine-tune "
            "personalize individualize modulate calibrate allot allocate set_individually"
        ),
        adjectives="adaptive own different individual separate individually separately",
        nouns="adaptation adjustment scaling tuning",
    ),
    "forgets": Direction(
        "忘れる / it is forgotten",
        (
            "忘れる 忘却する 捨てる 減衰する 薄れる 薄める 軽視する 無視する 弱まる 弱める 小さい 手放す 消える "
            "忘れ去る 捨て去る 切り捨てる 置き去りにする 切り離す 消去する 薄らぐ 風化する 色あせる 洗い流す "
            "割り引く 目減りする リセットする 効かなくなる"
        ),
        verbs=(
            "forget discard discount fade decay drop downweight down-weight ignore phase_out leave_behind "
            "let_go_of wash_out throw_out shed disregard fade_out give_less_weight_to give_a_smaller_weight_to "
            "put_less_weight_on leak leak_away drain_away let_fade let_slip lose_track_of lose_sight_of erase "
            "delete drop_off fall_away age_out expire dismiss neglect jettison dump unlearn throw_away"
        ),
        adjectives="forgotten",
        nouns="forgetting",
    ),
    "improves": Direction(
        "改良する・直す / it is improved, mended",
        (
            "改良する 改善する 発展する 改める 克服する 解決する 解消する 修正する 対処する 補う 直す 拡張する "
            "改良版 発展形 改良型 改善版 改訂する 進化する 進化形 発展させる ベース 派生する 是正する 対策する "
            "発展版 改良形 修正版 進化版 手直しする 改修する 見直す カバーする 補完する 乗り越える 打開する "
            "対応する アップデートする アップデート アップグレード 後継 改造する"
        ),
        verbs=(
            "improve fix solve remedy overcome extend refine mend cure address modify correct repair enhance "
            "resolve build_on rectify iron_out do_away_with get_around work_around supersede make_up_for "
            "compensate_for compensate get_rid_of heal amend revise rework sort_out patch patch_up"
        ),
        adjectives="improved",
        nouns=(
            "improvement extension refinement variant modification fix remedy successor version cure patch "
            "upgrade correction"
        ),
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
            "jump_over"
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
        verbs=("replace omit do_without get_by_without make_do_without render_unnecessary make_unnecessary"),
        adjectives=("unnecessary needless superfluous obsolete dispensable redundant optional unneeded"),
    ),
    "needed": Direction(
        "必要 / it is needed",
        "必要 要する 要る 使う 入れる 用いる",
        verbs="need require use",
        adjectives="necessary needed required",
        nouns="need necessity",
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
    "zero": Direction(
        "0 である / it is zero",
        "0 ゼロ 零 0のまま ゼロのまま",
        verbs="vanish disappear",
        adjectives="zero 0",
    ),
}

# What a denied direction comes to where it comes to another one: what does not happen is prevented.
DENIED = {
    "occurs": "less", "breaks": "keeps", "keeps": "breaks", "proceeds": "fails", "fails": "proceeds",
    "possible": "fails", "stable": "unstable", "unstable": "stable", "diverges": "stable",
    "depends": "withstands", "withstands": "depends", "needed": "needless", "needless": "needed",
}  # fmt: skip

# What speaks against a direction where it is said of the same thing.
OPPOSED = {
    "more": frozenset(("less",)), "less": frozenset(("more",)), "better": frozenset(("worse",)),
    "worse": frozenset(("better",)), "fast": frozenset(("slow",)), "slow": frozenset(("fast",)),
    "stable": frozenset(("unstable",)), "unstable": frozenset(("stable",)), "same": frozenset(("different",)),
    "different": frozenset(("same",)), "breaks": frozenset(("keeps",)), "keeps": frozenset(("breaks",)),
    "proceeds": frozenset(("fails",)), "fails": frozenset(("proceeds",)), "not occurs": frozenset(("more",)),
}  # fmt: skip

# A predicate of one of these, said of what another predicate says, denies that: "the risk falls", "prevents it".
DENYING = frozenset(("less", "fails"))
# A phrase such as "a large learning rate" claims something only if the clause says that it is there or can be used.
CARRYING = frozenset(("needed", "uses", "possible", "occurs", "keeps", "acts", "better", "adapts", "finishes"))

# What a claim denies of a thing in so many words: said of it, one of these is the contrary of that claim.
DECISIVE = frozenset(("more", "less", "zero", "better", "worse", "diverges", "unstable", "same", "different", "breaks"))

# Said after "so" without a subject of its own, one of these isn't said of the cause.
FROM_ELSEWHERE = frozenset(("stable", "fast", "better"))
