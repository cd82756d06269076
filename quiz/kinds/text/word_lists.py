"""The closed lists of words that bind a clause together, deny it, compare it or say nothing for or against it.

What is said of a thing stands in :mod:`quiz.kinds.text.directions`. No list here is open: a word that is in none of
them is unknown.
"""

from __future__ import annotations

# -- Japanese ----------------------------------------------------------------------------------------------------------

# Longer words in which a denial is only spelled; blanked before a sentence is read.
IDIOMS_JA = (
    "だけではなく", "だけでなく", "だけじゃなく", "のみならず", "ばかりか", "ばかりでなく", "ねばならない",
    "なければならない", "なければいけない", "かもしれない", "に違いない", "にちがいない", "間違いなく",
    "にすぎない", "に過ぎない", "にほかならない", "に他ならない", "少なくとも", "少なからず", "わけにはいかない",
    "ざるを得ない", "ざるをえない", "のはもちろん", "かかわらず", "関わらず", "問わず", "とは別に", "間もなく",
)  # fmt: skip
PARTICLES_JA = (
    "が", "を", "は", "も", "に", "へ", "で", "の", "と", "から", "まで", "や", "では", "には", "にも", "とは",
    "とも", "でも", "からも", "において", "における", "に対して", "に対する", "に対しても", "について", "に関して",
    "への", "での", "との", "からの", "として", "としても", "としての", "によって", "により", "による", "にかかる",
    "に要する", "までの", "によらず", "に応じて", "に基づき", "に基づいて", "のような", "のように", "みたいな",
    "どこでも", "何でも", "いつでも", "誰でも", "のみ", "だけ", "さえ", "なんて", "などが", "などを", "などの",
    "など", "といった", "という", "自体",
    "そのもの", "同士", "どうし", "間", "だと", "って", "のほうは", "の方は", "ってのは", "というのは",
    "っていうのは", "ばかり", "ばかりを",
    "ばかりが",
)  # fmt: skip
INSTRUMENTS_JA = frozenset((
    "で", "によって", "により", "による", "として", "としての", "のような", "のように", "に応じて", "に基づき",
    "に基づいて",
))  # fmt: skip
COMPARISONS_JA = (
    "より", "よりも", "に比べ", "に比べて", "と比べ", "と比べて", "と比較して", "と違って", "と違い", "とは違い",
    "とは違って", "とは異なり", "と異なり", "の代わりに", "のかわりに", "ではなく", "どころか", "のではなく",
    "のでなく",
    "でなく", "じゃなく", "ではなくて", "とは逆に", "と逆", "と反対", "に対し", "のに対し", "に比較して",
    "とは反対に",
)  # fmt: skip
BREAKS_JA = (
    "ため", "ために", "ためには", "ので", "のに", "けど", "けれど", "けれども", "ものの", "が、", "一方", "一方で",
    "ただし",
    "ただ、", "だが", "でも、", "また", "さらに", "そして", "から、", "し、", "つつ", "ながら", "反面", "逆に",
    "他方", "それで", "そのため", "よって", "ゆえに", "従って", "したがって", "結果", "その結果", "なぜなら",
    "つまり", "すなわち", "しかも", "おまけに", "加えて", "そのうえ", "その上", "->", "→", "⇒", "=>", "・", "および",
    "及び", "かつ", "、", ",", ";", ":", "/", "(",
    ")", "「", "」", "|", "+", "&",
    "結果として", "その結果として", "結果的に", "それによって", "それにより", "これにより", "これによって",
)  # fmt: skip
NEGATIONS_JA = (
    "ない", "なく", "なかっ", "なけれ", "ません", "ず", "ずに", "ぬ", "無い", "無く", "なし", "無し", "なしで",
    "まい", "らん", "しん", "ざる", "ねえ", "んで", "な、", "にくい", "にくく", "づらい", "づらく", "がたい",
    "難い", "難く", "辛い", "かね", "にくさ", "づらさ", "ありえ", "とは限らない", "とは限りません", "とも限らない",
    "とも限りません", "とは言えない", "とは言えません", "とはいえない",
)  # fmt: skip
# Words of a clause that say nothing for or against it.
NEUTRAL_JA = (
    "果た", "見込", "望め", "望ま", "望む", "実現", "図れ", "図る", "図ら", "達成", "つなが", "繋が", "寄与",
    "貢献", "挙げ", "目指", "言え", "知ら", "え", "む", "まれ", "する", "し", "され", "さ", "せ", "れる", "られ",
    "れ", "せる", "させ", "る", "た", "て", "だ", "です", "ます", "まし", "ましょ", "だろう", "でしょう", "である",
    "であり", "いる", "いく", "いけ", "くる", "しまう", "しまい", "しまっ", "なる", "なり", "なっ", "なれ", "なら",
    "こと", "もの", "の", "ん", "できる", "でき", "出来る", "出来", "可能", "やすい", "やすく", "やすさ", "すぎ",
    "過ぎ", "ちゃ", "てい", "ている", "よう", "ように", "そう", "はず", "たり", "より", "徐々に", "次第に", "左右に",
    "みたいに", "やつ", "わりと", "結構", "けっこう", "ちょっと", "がんばって", "頑張って", "単調に", "やがて",
    "いずれは", "そのうち",
    "しだいに", "だんだん", "どんどん", "少し", "少しずつ", "かなり", "とても", "非常に", "大きく", "やや",
    "ある程度", "比較的", "すべて", "全て", "全部", "みな", "皆", "常に", "必ず", "いつも", "ずっと", "まず",
    "ずつ", "わずか", "いずれ", "あまり", "ほとんど", "全く", "まったく", "それほど", "さほど", "そこまで", "特に",
    "一切", "決して", "おおよそ", "一般に", "主に", "よく", "もっと", "続け", "つづけ", "いっ", "きた", "期待",
    "化", "的", "的な", "的に", "性", "らしい", "そのもの", "さらに", "合う", "上", "下", "内", "へ", "たくさん",
    "ば", "ら", "め", "つまらな", "のでは", "ための", "たら", "考え", "言わ", "思わ", "おかげ", "うえ", "うえで",
    "同時に", "とき", "時", "場合", "際", "中", "後", "前", "次", "ほど", "ほう", "ほうが", "方が", "それ", "これ",
    "思い切って", "思いきって", "積極的に", "安心して", "気軽に", "自然に", "自然と", "効果的に", "著しく", "大幅に",
    "飛躍的に", "ぐんと", "ぐっと", "いつまでも", "いつまでたっても", "いつまで経っても", "一向に", "まるで", "結局",
    "やはり", "本当に", "実際に", "実質", "実質的に", "事実上", "見かけ上", "ほぼ", "だいたい", "おおむね", "概ね",
    "みんな", "全然", "手がかり", "だいたい",
    "っぱなし", "一つ", "ひとつ", "二つ", "1つ目", "2つ目", "一つ目", "二つ目", "多少", "若干", "幾分", "いくらか",
    "少々", "それなりに", "だいぶ", "ずいぶん", "相当", "大いに", "格段に", "一段と", "はるかに", "作る",
    "作れ", "作り", "作ら",
    "思", "思い", "思う", "思っ", "考える", "考えら", "感じ", "言う", "言っ", "述べ", "あげ",
    "急激に", "極端に", "極度に", "過度に", "過剰に", "いくら", "どれだけ", "どれほど", "いかに", "何個", "何度",
    "何回", "いくつ",
    "せっかく", "うまく", "上手く", "上手に", "いい加減", "細かく", "丁寧に", "いろいろ", "深い", "深く",
    "まとも", "まともに", "ちゃんと", "きちんと", "しっかり", "完全に", "十分な", "しか", "十分に", "十分", "充分に",
    "だったら",
    "×", "係数", "係数倍", "倍した",
    "たち", "見られ", "認められ", "意味のある", "有意義な", "ちゃんとした", "きちんとした",
)  # fmt: skip
# A thing's risk, a problem of it: what is said of these is said of the thing.
TRANSPARENT_JA = (
    "問題", "問題点", "リスク", "危険", "危険性", "可能性", "恐れ", "おそれ", "現象", "傾向", "程度", "度合い",
    "度合", "発生", "影響", "効果", "働き", "はたらき", "役割", "性質", "作用", "機能", "能力", "力", "点", "こと",
    "の", "特徴", "欠点", "弱点", "短所", "課題", "症状", "量", "大きさ", "値", "幅", "速度", "速さ", "スピード",
    "ペース", "進行", "進み", "進み方", "進み具合", "過程", "プロセス", "全体", "自体", "時", "中", "必要",
    "必要性", "余地", "ところ", "わけ", "側面", "意味", "恩恵", "利点", "メリット", "状態", "まま", "仕組み",
    "手法", "方法", "もの", "方式", "アルゴリズム", "回数", "部分", "一部", "概念", "考え方", "成分", "項", "要素",
    "情報", "向き", "頻度", "確率", "作業", "原因", "方向", "性能", "形", "形状", "事態", "範囲", "寄与", "比重",
    "影響力",
    "決め方", "選び方", "モデル", "ネットワーク", "ニューラルネットワーク",
    "心配", "懸念", "不安", "悩み", "弊害", "ふるまい", "振る舞い", "振舞い", "挙動", "動き方", "平方根", "ルート",
    "逆数",
    "上限", "天井", "出番", "出る幕", "何割か", "数割", "一部分", "一定割合",
)  # fmt: skip
PREFIXES_JA = (
    "各", "全", "総", "同", "諸", "毎", "両", "その", "この", "約", "計", "副", "強い", "弱い", "内部",
    "急激な", "極端な", "過度な", "過度の", "大幅な", "著しい", "際限ない", "急な", "余計な", "さらなる",
)  # fmt: skip
# What differs or changes belongs to somebody: "the difference between the classes" is nobody's of whom a rubric speaks.
RELATIONAL_JA = frozenset(("差", "違い", "差異", "値", "変化", "動き"))
# What stands for the things of a question where a rubric says which these are.
PRONOUNS = (
    "全部", "すべて", "全て", "どれも", "どれもこれも", "みんな", "皆", "全員", "いずれも", "互い", "お互い", "各々",
    "everybody", "everyone", "each one", "every one",
    "they", "many of them", "several of them", "more of them", "so many of them", "most of them", "the others",
    "the rest of them", "all of them", "each of them", "every one of them", "everything",
)  # fmt: skip
# What only points at what was said before.
ANAPHORS = frozenset(("これ", "それ", "この", "その", "this", "that", "it", "these", "those", "that's", "it's"))
TOPICS_JA = frozenset((
    "は", "が", "も", "では", "には", ":", "、", "とは", "でも", "だと", ",", "】", "]", "」", ")", "の場合",
    "の特徴", "によって", "により", "って", "のほうは", "の方は", "=", "だけ", "ってのは", "というのは",
    "っていうのは",
    "なら", "だったら",
))  # fmt: skip

# -- English -----------------------------------------------------------------------------------------------------------

IDIOMS_EN = (
    "no matter how long", "no matter how often", "no matter how much", "however long", "however often",
    "not only", "not just", "not merely", "no longer only", "no matter", "no doubt", "nothing but",
    "needless to say", "without doubt",
    "on the other hand", "on the one hand", "by contrast", "in contrast,", "for its part", "for their part",
    "in return", "on the plus side", "on the bright side", "on top of that", "as a bonus", "as a side effect",
    "as a by-product", "by the way", "in a nutshell", "in short,", "in brief,", "put simply", "simply put",
    "update after update", "step after step", "time after time", "time and again", "without end", "so to speak",
    "in the long run", "in the short run", "by and large", "for a long time", "not to mention", "no wonder",
)  # fmt: skip
COMPOUNDS = (
    "learning rate", "training data", "training set", "training error", "training sample", "training example",
    "training loss", "learning material", "学習率", "学習係数", "学習データ", "訓練データ", "訓練誤差", "学習器",
    "学習済み", "訓練画像", "学習者", "勾配消失", "勾配法", "勾配降下法", "更新式", "初期値", "重み減衰",
    "training accuracy", "training score", "training performance", "train accuracy", "訓練精度", "学習精度",
    "訓練データの精度",
    "weight decay", "activation function", "活性化関数", "層の数", "層数", "入力の値", "入力値",
    "データの値", "ラベルの値",
    "output layer", "input layer", "出力層", "入力層", "活性化関数の形",
    "regularization term", "regularisation term", "正則化係数", "regularization strength",
    "regularization coefficient", "真似", "真似る", "input feature", "入力の特徴", "入力特徴",
)  # fmt: skip
NEGATIONS_EN = (
    "not", "never", "no", "cannot", "without", "hardly", "hardly ever",
    "scarcely ever", "barely ever", "barely", "scarcely", "neither", "nor", "none", "nothing",
    "fail to", "fails to", "failed to", "failing to", "failure to", "unable to", "no longer", "less", "least",
    "far from", "forget to", "forgets to", "forgot to",
    "nobody", "nowhere", "little", "rarely", "seldom", "impossible to", "hard to", "difficult to", "harder to",
    "harder for", "hard for", "difficult for", "impossible for", "more difficult to", "more difficult for",
    "no way for", "no way to", "no way",
    "no way that", "no chance for", "no chance to", "no reason for", "no reason to", "nothing to",
    "needn't", "lose the ability to", "loses the ability to", "loses its ability to", "lose their ability to",
    "lost its ability to", "lost the ability to", "not one", "not a single", "none of", "no easier to", "too slow to",
    "too weak to", "unlikely to",
    "less likely to", "not likely to", "isn't likely to", "aren't likely to", "hardly likely to", "hardly able to",
    "scarcely able to", "barely able to", "has difficulty", "have difficulty", "having difficulty", "has trouble",
    "have trouble", "having trouble", "has a hard time", "have a hard time", "not forced to",
    "no longer forced to", "aren't forced to", "less able to", "not able to",
    "no longer able to", "less capable of", "instead of",
    "rather than", "incapable of", "anything but", "can't", "don't", "doesn't", "won't", "isn't", "aren't",
    "didn't", "wasn't", "weren't", "wouldn't", "couldn't", "shouldn't", "hasn't", "haven't", "cant", "dont",
    "doesnt", "wont", "isnt", "arent", "unable", "no need to", "no need for",
    "cease to", "ceases to", "ceased to", "refuse to", "refuses to", "refused to", "struggle to", "struggles to",
    "nothing of",
)  # fmt: skip
NEUTRAL_EN = (
    "any longer", "necessarily", "forever", "for ever", "everywhere", "anymore", "any more",
    "afterwards", "permanently", "all along",
    "in the end", "at every step", "at each step", "step by step", "bit by bit", "little by little", "from the start",
    "in practice", "in effect", "in fact", "in turn", "overall", "anyway", "real", "true", "actual", "genuine",
    "meaningful", "single", "deep network", "deep networks", "deep net", "deep nets", "system", "classifier",
    "perceptron", "mlp", "dnn", "idea", "basically",
    "as training goes on", "as time goes on", "over time", "for good", "day after day", "later", "later on",
    "mean", "means", "mu times", "beta times", "result in", "results in", "thing", "things", "way", "manner",
    "fashion",
    "a little", "a few", "a bit", "a bit of", "a lot", "start", "starts", "start out", "starts out", "come", "comes",
    "end up", "ends up", "away", "down", "out", "off", "again", "on", "along", "back", "soon", "enough", "together",
    "entirely", "at all", "completely", "how", "have to", "has to", "need to", "needs to", "had to", "a", "an",
    "the", "its", "their", "his", "this", "these", "those", "such", "all", "every", "each", "any", "both", "some",
    "many", "most", "more", "much", "very", "quite", "rather", "so", "too", "also", "even", "just", "only",
    "really", "often", "usually", "always", "still", "is", "are", "was", "were", "be", "been", "being", "am",
    "will", "would", "can", "could", "may", "might", "must", "should", "shall", "do", "does", "did", "has", "had",
    "having", "become", "becomes", "becoming", "get", "gets", "getting", "make", "makes", "making", "made", "go",
    "goes", "going", "let", "lets", "keep", "keeps", "keeping", "tend", "tends", "seem", "seems", "lead", "leads",
    "leading", "lead to", "leads to", "to", "there", "gradually", "slowly", "steadily", "over", "time", "ever",
    "mild", "slight", "slightly", "certain", "own", "general", "better", "run", "runs", "lots of", "a lot of",
    "plenty of", "number of", "a number of", "large number of", "set of", "lots", "turn", "turns", "grow", "remain",
    "remains", "stay", "stays", "cause", "causes", "causing", "up", "somewhat", "further", "model", "network",
    "models", "networks", "net", "nets",
    "by itself", "one", "two", "whole", "entire", "need", "needs", "once", "new", "possible", "it", "they", "them",
    "we", "you", "one's", "batch", "proper", "properly", "effectively", "well", "kind of", "sort of", "and", "or",
    "as well", "no matter", "help", "helps", "helping", "helped", "hand", "hands", "pass", "passes", "send", "sends",
    "deliver", "delivers", "exactly", "precisely", "practically", "essentially", "perform", "performs", "performing",
    "each other", "one another",
    "optimizer", "optimiser", "gradient descent", "backprop", "backpropagation", "search", "mere", "sheer", "utter",
    "literal", "worthwhile", "interesting", "sensible", "healthy", "however long", "however often",
    "no matter how long", "no matter how often",
    "deep model", "deep models", "respond", "responds", "react", "reacts", "evolve", "evolves",
    "develop", "develops", "automatic", "automatically",
    "coefficient", "factor", "job", "repeat", "repeats", "march", "marches", "constant factor", "cautious",
    "altogether", "ahead", "anyhow", "aside", "already", "almost", "pretty", "far", "by far", "a good deal",
    "a great deal", "in total", "as a whole", "on the whole", "as a rule", "in general", "for example",
    "for instance", "e.g", "that is", "neighbor", "neighbors", "sibling", "siblings", "peers", "above all",
    "first of all", "first", "second", "third", "of course",
    "right from the beginning", "right from the start", "from the very beginning", "from the very start",
    "right away", "straight away", "from the outset", "from the beginning", "early on", "at once", "all the way",
    "all the time", "day by day", "one by one", "side by side", "hand in hand", "in the process", "along the way",
    "in the first place", "to some extent", "to a certain extent", "in many cases", "in most cases", "as usual",
    "on average", "even then", "alone", "untouched", "propagate", "propagates", "propagated", "propagating",
    "backpropagated", "flow", "flows", "travel", "travels", "arrive", "arrives", "forward", "backward",
    "us", "me", "him", "her", "your", "our", "sent", "handed", "passed", "fed",
    "manage", "manages", "managed", "managing", "able", "capable", "all sorts of", "all kinds of", "any kind of",
    "any sort of", "half", "aim", "aims", "aimed", "seek", "seeks", "known",
    "contribute", "contributes", "contributing", "purpose", "intended", "designed", "introduced", "invented",
    "another", "other", "the other", "main", "primary", "principal", "biggest", "first and foremost",
    "purpose is", "aim is", "goal", "helpful", "means that", "wants", "try", "tries", "trying",
)  # fmt: skip
PREPOSITIONS_EN = (
    "according to", "depending on", "based on", "by means of", "with respect to", "in terms of", "instead", "of",
    "to", "on",
    "in", "for", "with", "against", "from", "upon", "at", "about", "into", "through", "across", "over", "toward",
    "towards", "as", "by", "during", "between", "among", "per", "within", "despite", "besides", "after", "before",
    "throughout", "via",
)  # fmt: skip
COMPARISONS_EN = (
    "than", "unlike", "compared to", "compared with", "in contrast to", "contrary to", "as opposed to",
    "instead of", "rather than", "similar to", "like",
)  # fmt: skip
BREAKS_EN = (
    ",", ";", ":", ".", "(", ")", "but", "because", "while", "whereas", "although", "though", "since", "so that",
    "however", "when", "where", "which", "whose", "who", "that", "if", "thus", "hence", "therefore", "then", "->",
    "=>", "→", "⇒", "/", "|", "+", "&", "yet", "as a result", "due to", "as long as", "until", "unless",
    "thereby", "so", "otherwise", "and so", "because of", "thanks to", "-", "•", "*", "\"",
    "moreover", "furthermore", "in addition", "at the same time", "additionally", "in other words", "what is more",
    "at least",
)  # fmt: skip
TRANSPARENT_EN = (
    "method", "methods", "technique", "means of", "benefit", "advantage", "risk", "problem", "problems", "chance",
    "likelihood", "probability", "tendency", "amount", "degree", "effect", "effects", "issue", "issues", "danger",
    "impact", "occurrence", "phenomenon", "process", "speed", "size", "magnitude", "extent", "point", "sense",
    "value", "severity", "choice", "influence", "power", "rate", "use", "ability", "performance", "time", "phase",
    "dynamics", "procedure", "kind", "drawback", "part", "fraction", "share", "root", "square root", "sqrt", "rest",
    "portion", "form", "type", "onset", "direction", "term", "history", "sign", "signs", "trace", "traces",
    "side effect", "side-effect", "memory",
    "ceiling", "upper limit", "upper bound", "trouble", "troubles", "difficulty", "difficulties", "worry", "worries",
)  # fmt: skip
