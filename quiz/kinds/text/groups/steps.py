"""How an optimizer moves, and what it remembers."""

from __future__ import annotations

from quiz.kinds.text.groups.group import Group

GROUPS = {
    "prev": Group(
        ja=(
            "前|前回|もと|元|直前|ひとつ前|一つ前|1つ前|1回前|一回前|前のステップ|前ステップ|これまで|それまで|今まで"
            "|いままで|過去|以前|さっき|前の一歩|一歩前|前時刻"
        ),
        en="previous|last|past|earlier|preceding|prior|old|former|accumulated|most recent|prev|yesterday's",
    ),
    "motion": Group(
        ja=(
            "向き|方向|量|勢い|速度|速さ|スピード|動き|更新|更新量|重み更新量|重みの更新量|重みの変化量"
            "|パラメータ更新量|更新の量|更新の向き|更新方向|更新の方向|移動"
            "|移動量|移動の向き|移動方向|変化|変化量|歩み|ステップ|一歩|一歩の勢い|進み方|勾配|勾配の向き|勾配の方向"
            "|ぶん|流れ|進行方向|傾き|移動ベクトル|更新ベクトル|速度ベクトル|ベクトル|修正量|修正|変位|変化分|更新分"
            "|移動分|更新幅|歩幅|重みの変化|重みの更新|進み|運動"
        ),
        en=(
            "update vector|step vector|step|push|shove|thrust|impulse|update|move|movement|motion|change|weight "
            "change|weight update|direction|velocity|speed|gradient"
            "|displacement|direction of travel|direction of movement|update direction|step direction|heading|course"
        ),
    ),
    "moved": Group(
        ja=(
            "動いた|進んだ|移動した|更新した|向かっていた|進んでいた|動いていた|向かった|下った|進んできた|動いてきた"
            "|向かってきた|移動してきた|やってきた|進んだ時の|動いた時の|行った"
        ),
    ),
    "swing": Group(
        ja="揺れ|振れ|ぶれ|ブレ|動き|往復|振動|ジグザグ|ジグザグ運動|ふらつき|行き来|ゆれ|ふれ|無駄な動き",
        en=(
            "oscillation|swing|wobble|movement|motion|zigzag|vibration|shaking|bouncing|swinging|wobbling|fluctuation"
            "|jumping|component|jitter|swaying|oscillating|zigzagging"
        ),
    ),
    "sideways": Group(
        ja=(
            "左右の|左右への|横の|横方向の|横方向への|谷の左右の|谷での|谷の両側の|谷の横方向の|横向きの|細かい"
            "|余計な|無駄な|更新の|経路の|上下の"
        ),
        en=(
            "sideways|side-to-side|lateral|back-and-forth|left-right|up-and-down|left-and-right|cross-valley|erratic"
            "|transverse|crosswise|useless"
        ),
    ),
    "path": Group(
        ja=(
            "経路|軌跡|軌道|道筋|進み方|動き|足取り|歩み|降り方|下り方|更新の経路|更新の軌跡|更新の方向|更新方向"
            "|更新の向き|進路|進行方向"
        ),
        en="path|trajectory|route|course|descent|update direction|direction|journey|walk|track",
    ),
    "long-ago": Group(
        ja=(
            "古い|昔の|過去の|以前の|遠い過去の|ずっと前の|だいぶ前の|かなり前の|遠い昔の|前のほうの|前の方の"
            "|はるか昔の|大昔の"
        ),
        en="old|older|past|earlier|ancient|stale|outdated|early|distant|long-past|previous|very old",
    ),
    "lately": Group(
        ja=(
            "最近の|直近の|新しい|最新の|現在の|今の|いまの|近い過去の|ごく最近の|ここ最近の|ここ数回の|直近数回の"
            "|近ごろの|近い|新しめの|このところの|目の前の"
        ),
        en=(
            "recent|latest|new|newer|newest|current|more recent|most recent|fresh|last few|present|today's"
            "|present-day|nearby"
        ),
    ),
    "record": Group(
        ja=(
            "勾配|情報|履歴|値|記憶|勾配の二乗|勾配の2乗|二乗勾配|勾配の影響|影響|もの|こと|データ|分|ぶん|勾配の情報"
            "|勾配の大きさ|二乗|2乗|勾配の履歴|傾き|傾向|記録|勾配の値|やつ|ところ|勾配の分|勾配情報|勾配の重み"
        ),
        en=(
            "gradient|squared gradient|one|information|history|value|square|gradient information|slope|gradient value"
            "|memory|data|contribution|entry|gradient square|squared slope|step|magnitude|gradient magnitude"
            "|gradient size|term"
        ),
    ),
    "average": Group(
        ja=(
            "移動平均|指数移動平均|指数平均|加重平均|重み付き平均|指数加重平均|加重移動平均|減衰平均|指数減衰平均"
            "|ならした値|均した値|移動加重平均|減衰つきの平均|減衰付きの平均|忘却つきの平均|忘れながらの平均"
            "|指数的な平均|指数的な移動平均|指数関数的な平均|減衰する平均|指数的に減衰する平均|忘れていく平均"
            "|減衰させた平均|減衰させながらの平均|減衰する和|指数的に重みをつけた平均|二乗平均|2乗平均|二乗平均平方根"
        ),
        en=(
            "moving average|exponential moving average|running average|decaying average|exponential average"
            "|rolling average|weighted average|exponentially weighted average|exponentially decaying average"
            "|leaky average|running mean|average that forgets|forgetting average|fading average"
            "|exponentially fading average|average with forgetting|exponentially decaying mean|leaky sum|decaying sum"
            "|decayed average|decayed mean|exponential weights|exponentially decaying weights|decaying weights"
            "|leaky accumulator|ema|average with decay|smoothed average|average that decays|average that fades"
            "|mean that decays|average that decays over time|average in which old ones fade|mean square"
            "|mean of squares|root mean square|rms|mean squared gradient|moving root mean square"
            "|running root mean square|moving rms|decaying mean|moving mean|exponential mean"
            "|exponentially weighted mean|exponentially weighted moving average|exponential averaging"
            "|moving averaging"
            "|running averaging|exponentially decaying averaging|exponentially weighted averaging"
            "|averaging with decay"
        ),
    ),
    "squared": Group(
        ja=(
            "勾配の二乗|勾配の2乗|二乗勾配|2乗勾配|勾配の自乗|二乗した勾配|2乗した勾配|傾きの二乗|傾きの2乗"
            "|勾配を二乗したもの|勾配を2乗したもの|勾配二乗|勾配2乗|二乗の勾配|これまでの勾配の二乗"
            "|これまでの勾配の2乗|過去の勾配の二乗|過去の勾配の2乗|各勾配の二乗|過去の二乗勾配|これまでの二乗勾配"
        ),
        en=(
            "squared gradient|squared grad|square of gradient|gradient square|squares|squared slope"
            "|squared derivative|past squared gradient|squared past gradient|previous squared gradient"
            "|square of past gradient|square of all gradient|all squared gradient|earlier squared gradient"
            "|gradient squared|grads squared|g2|g^2|g squared|squared g"
        ),
    ),
    "sum": Group(
        ja="和|総和|合計|累計|累積|累積和|総計|蓄積|積算|足し算|累積値|合計値",
        en="sum|total|running sum|running total|cumulative sum|accumulation|accumulated sum|tally|pile",
    ),
    "per-weight": Group(
        ja=(
            "パラメータごと|パラメータ毎|パラメータ別|パラメーターごと|パラメーター別|重みごと|重み毎|重み別|要素ごと"
            "|要素毎|要素別|変数ごと|次元ごと|成分ごと|各パラメータ|各重み|各要素|各変数|各次元|各成分"
            "|それぞれのパラメータ|それぞれの重み|個々のパラメータ|個々の重み|個別のパラメータ|一つ一つのパラメータ"
            "|一つ一つの重み|ひとつひとつの重み|1つ1つのパラメータ|1つ1つの重み|パラメータひとつひとつ"
            "|パラメータそれぞれ|重みそれぞれ|重み一つ一つ|重み一つずつ|パラメータ一つずつ|重み1つずつ"
            "|パラメータ1つずつ|パラメータ単位|重み単位|要素単位|方向ごと|座標ごと|軸ごと"
            "|重みひとつひとつ|重み一つひとつ|パラメータ一つひとつ|パラメータ一つ一つ|一つひとつの重み"
            "|一つひとつのパラメータ|重みの一つ一つ|重みの一つひとつ|パラメータによって|重みによって"
            "|パラメータに応じて|重みに応じて|要素によって|成分によって|次元によって|パラメータに合わせて"
            "|重みに合わせて"
        ),
        en=(
            "from parameter to parameter|from weight to weight|with the parameter|per parameter|per-parameter|each "
            "parameter|every parameter|per weight|per-weight|each weight"
            "|every weight|individual parameter|individual weight|each dimension|each coordinate|each direction"
            "|each variable|every single parameter|every single weight|each individual parameter"
            "|each individual weight|per coordinate|per-coordinate|parameter-wise|weight-wise|element-wise"
            "|elementwise|coordinate-wise|parameter by parameter|weight by weight|each one of parameters"
            "|each single weight|every dimension|every coordinate|per dimension"
        ),
    ),
    "rare": Group(
        ja=(
            "疎な|まれな|めったに出ない|めったに更新されない|あまり更新されない|ほとんど更新されない|更新の少ない"
            "|更新が少ない|更新頻度の低い|更新頻度が低い|頻度の低い|出現頻度の低い|出番の少ない|あまり動かない"
            "|あまり動いていない|勾配の小さい|勾配が小さい|あまり出てこない|たまにしか更新されない"
            "|あまり更新されていない|あまり変化しない|ほとんど変化しない|あまり変わらない|変化の少ない|変化の小さい"
            "|ほとんど更新されていない|更新回数の少ない|更新されにくい"
        ),
        en="rare|rarely updated|infrequent|infrequently updated|sparse|rarely used|seldom updated|rarely seen",
    ),
    "frequent": Group(
        ja=(
            "よく変化する|大きく変化した|変化の大きい|よく変わる|よく更新される|頻繁に更新される|何度も更新される"
            "|何度も更新された|大きく更新された|大きく動いた"
            "|たくさん動いた|たくさん更新された|よく動いた|よく動く|更新の多い|更新が多い|更新頻度の高い"
            "|更新頻度が高い|頻度の高い|勾配の大きい|勾配が大きい|勾配が大きかった|勾配の大きかった"
            "|すでに大きく動いた|これまで大きく動いた|これまで勾配が大きかった|何度も動いた|頻繁に動く|急な"
            "|傾きの大きい|傾きが大きい"
        ),
        en="frequent|frequently updated|often updated|much updated|common|busy|active|steep",
    ),
}
