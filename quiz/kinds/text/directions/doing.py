"""What a method does: it uses, adapts, forgets, improves, and what that depends on."""

from __future__ import annotations

from quiz.kinds.text.directions.direction import Direction

DIRECTIONS = {
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
            "持ち込む 含まれる 加わる 組み込まれる 乗る 載る 取り込まれる 織り込まれる 上乗せされる "
            "重く見る 重く扱う 重んじる 重点を置く 優先する 主に見る 注目する 合成する 混合する 融合する 掛け合わせる"
        ),
        verbs=(
            "go_on_with move_on_with run_on_with give_priority_to give_preference_to give_precedence_to go_for use "
            "utilize utilise plus add employ have take keep accumulate apply include carry incorporate sum "
            "sum_up add_up remember store exploit build_up gain introduce consider track maintain rely_on divide "
            "compute gather pay_attention_to pay_more_attention_to focus_on concentrate_on look_at move_with "
            "move_by work_with retain average base weight emphasize emphasise collect get calculate give "
            "give_weight_to spend do_that_with do_so_with do_this_with rest_on scale_by normalize normalise "
            "divide_by depend_on adopt mimic imitate simulate "
            "follow reuse recycle blend mix combine fold_in carry_forward carry_over hold_on_to hang_on_to borrow "
            "draw_on factor_in inherit roll_on_with reflect put_emphasis_on place_emphasis_on "
            "attach_importance_to give_importance_to put_weight_on put_more_weight_on give_more_weight_to "
            "take_into_account take_account_of place_more_weight_on lay_weight_on place_weight_on weigh assign "
            "harness make_use_of take_advantage_of fall_back_on build_upon bring_in throw_in mix_in draw_upon "
            "count_on lean_on bank_on resort_to possess contain involve take_over pass_on keep_track_of "
            "keep_a_record_of keep_in_mind bear_in_mind recall log record tally total_up count_up pile_up "
            "stack_up amass aggregate integrate fuse merge average_over hand transfer pass_along hand_on "
            "hand_down look_to look_mainly_at look_mostly_at look_chiefly_at look_primarily_at focus_mainly_on "
            "focus_mostly_on rely_mainly_on rely_mostly_on pay_most_attention_to put_into take_on_board "
            "work_on_the_basis_of"
        ),
        adjectives="based",
        nouns="use usage accumulation addition blend mix",
    ),
    "acts": Direction(
        "働く・効果がある / it works (as such)",
        (
            "流れ込む 流れる 伝わる 返る 返ってくる 戻る 戻ってくる 渡る 渡される 入ってくる 回ってくる 行き渡る "
            "働く はたらく 効果 働き はたらき 役割 作用する 作用 機能する 機能 役立つ 役目 性質 なる 持つ ある "
            "効く 効能 兼ねる かかる 似る 与える 発揮する 果たす 担う もたらす 生み出す 及ぼす 奏功する 効き目"
        ),
        verbs=(
            "stand_in_for take_the_place_of substitute_for fill_in_for pass_for double_as receive produce yield "
            "obtain experience undergo show share achieve ensure deliver promote act_like "
            "act_as work_as work_like serve_as function_as function_like behave_like act work serve function have "
            "provide give add bring offer introduce behave impose regularize exert play exhibit display enjoy see "
            "feature demonstrate witness entail create generate bring_about bring_with_it come_with"
        ),
        nouns="effect role action function benefit",
    ),
    "depends": Direction(
        "左右される・依存する / it depends",
        (
            "依存する 左右する 影響する 影響 敏感 受ける 影響を受ける 神経質 シビア 気にする 気を使う 気を遣う "
            "注意する 慎重 に弱い こだわる 悩む 工夫する 重要 選ぶ 調整する 頼る 敏感さ 依存性 依存度 感度 必要 "
            "配慮する 縛る とらわれる 囚われる 振り回す 響く 神経を使う 気をつかう 過敏 決める 振り回される "
            "影響される 気を配る 気をもむ 心を砕く 引っ張られる 神経をとがらせる 頭を悩ませる 悩ませる 吟味する "
            "厳選する 気遣う 大事 肝心 "
            "決め手 頑張る がんばる 凝る 苦心する 手間をかける 気を張る 神経を尖らせる 目を光らせる "
            "ナーバス デリケート ピーキー"
        ),
        verbs=(
            "depend_on choose pick select depend rely matter affect influence worry_about care_about tune hinge "
            "bother_about care fuss rely_on worry bother mind hinge_on dictate determine play_a_role play_a_part "
            "make_a_difference react_to throw_off upset faze trip_up"
        ),
        adjectives=(
            "sensitive dependent important critical careful crucial reliant picky influential touchy delicate "
            "fussy choosy finicky oversensitive over-sensitive vulnerable decisive vital essential "
            "at_the_mercy_of thrown_off hostage_to tied_to bound_to"
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
            "薄まる 忘れる 忘却する 捨てる 減衰する 薄れる 薄める 軽視する 無視する 弱まる 弱める 小さい 手放す 消える "
            "忘れ去る 捨て去る 切り捨てる 置き去りにする 切り離す 消去する 薄らぐ 風化する 色あせる 洗い流す "
            "割り引く 目減りする リセットする 効かなくなる"
        ),
        verbs=(
            "thin_out forget discard discount fade decay drop downweight down-weight ignore phase_out leave_behind "
            "let_go_of wash_out throw_out shed disregard fade_out give_less_weight_to give_a_smaller_weight_to "
            "put_less_weight_on leak leak_away drain_away let_fade let_slip lose_track_of lose_sight_of erase "
            "delete drop_off fall_away age_out expire dismiss neglect jettison dump unlearn throw_away "
            "let_go wear_off wear_away wane die_away fall_off slip_away lose_memory_of"
        ),
        adjectives="forgotten",
        nouns="forgetting",
    ),
    "improves": Direction(
        "改良する・直す / it is improved, mended",
        (
            "対抗する 立ち向かう 変種 亜種 バリエーション 改良する 改善する 発展する 改める 克服する 解決する "
            "解消する 修正する 対処する 補う 直す 拡張する "
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
}
