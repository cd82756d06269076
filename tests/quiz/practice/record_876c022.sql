BEGIN TRANSACTION;
CREATE TABLE attempts (
        id INTEGER PRIMARY KEY,
        session INTEGER NOT NULL REFERENCES sessions(id),
        place INTEGER NOT NULL,
        counted INTEGER NOT NULL,
        item TEXT NOT NULL,
        seed INTEGER NOT NULL,
        response TEXT NOT NULL,
        verdict TEXT NOT NULL,
        machine_verdict TEXT,
        score REAL NOT NULL,
        diagnoses TEXT NOT NULL,
        understood_as TEXT NOT NULL,
        elapsed_s REAL NOT NULL,
        hints_used INTEGER NOT NULL,
        answered_at TEXT NOT NULL
    );
INSERT INTO "attempts" VALUES(1,1,0,1,'chain-rule-power-linear',0,'2(x+y)','correct','correct',1.0,'[]','2·(x + y)',0.0,0,'2026-11-25T21:00:49.765+00:00');
INSERT INTO "attempts" VALUES(2,1,1,1,'sigmoid-derivative-max',1180104171,'(2)','wrong','wrong',0.0,'["chain-factor-forgotten"]','(2)',0.0,0,'2026-11-25T21:00:49.779+00:00');
INSERT INTO "attempts" VALUES(3,2,0,1,'conv-output-size',0,'7x7','correct','correct',1.0,'[]','7×7',0.0,0,'2026-11-25T21:00:50.003+00:00');
INSERT INTO "attempts" VALUES(4,3,0,1,'alexnet-facts',2314516090,'1','correct','correct',1.0,'[]','(1)',0.0,0,'2026-11-25T21:00:50.155+00:00');
INSERT INTO "attempts" VALUES(5,4,0,1,'ridge',824351255,'1','wrong','wrong',0.0,'[]','(1)',0.0,0,'2026-11-25T21:00:50.333+00:00');
CREATE TABLE sessions (
        id INTEGER PRIMARY KEY,
        set_name TEXT NOT NULL,
        seed INTEGER NOT NULL,
        options TEXT NOT NULL,
        digest TEXT NOT NULL,
        exam INTEGER NOT NULL,
        minutes REAL NOT NULL,
        places TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT
    , used_s REAL NOT NULL DEFAULT 0);
INSERT INTO "sessions" VALUES(1,'day2',5,'[null, [[], [], [], [], false], false]','e3effe1108039aa06c6b3ed0a71937b2390716518db12526ea218a917c9e1888',0,33.0,'[["chain-rule-power-linear", 0], ["sigmoid-derivative-max", 1180104171], ["zero-init-consequence", 0], ["zero-init-gradients", 455358985], ["bn-effects", 0], ["optimizer-traits", 0], ["l2-gradient-code", 2569110090], ["l1-gradient-code", 3674406448], ["ridge-trait-choice", 0], ["lasso-graph-choice", 2117487839], ["conv-output-size", 0], ["conv-output-floor", 2371384895], ["minibatch-slice-choice", 0], ["minibatch-slice-indices", 2906288377]]','2026-11-25T21:00:49.753+00:00',NULL,8.59255170000210455327e-02);
INSERT INTO "sessions" VALUES(2,'day2',12247875,'[null, [[], [], [], ["conv-output-size"], true], false]','e3effe1108039aa06c6b3ed0a71937b2390716518db12526ea218a917c9e1888',0,3.0,'[["conv-output-size", 0]]','2026-11-25T21:00:49.973+00:00','2026-11-25T21:00:50.011+00:00',3.64856079999640314781e-02);
INSERT INTO "sessions" VALUES(3,'cnn',3,'[null, [[], [], [], [], false], true]','e3effe1108039aa06c6b3ed0a71937b2390716518db12526ea218a917c9e1888',1,91.0,'[["alexnet-facts", 2314516090], ["alexnet-structure-counts", 1956610049], ["alexnet-conv1-size", 115069436], ["alexnet-shape-chain", 888580173], ["alexnet-layer-params", 488666785], ["alexnet-total-params", 920639260], ["conv-same-padding", 1808199817], ["pool-values", 1562880165], ["conv-multichannel-values", 3493625190], ["conv-output-floor", 0], ["conv-output-size", 0], ["conv-param-count", 3005960135], ["conv-vs-fc-params", 297241200], ["conv2d-values", 560228510], ["gap-vs-flatten-params", 2279912698], ["im2col-shape", 3790420758], ["stacked-vs-single-kernel", 1289330352], ["valid-conv-max-depth", 799228287], ["zero-padding-border", 2799005030], ["cnn-shape-chain", 687911130], ["conv-as-matrix", 491578525], ["conv-locality-count", 4271908173], ["conv-macs", 3425343067], ["conv-solve-parameter", 3928009532], ["depthwise-separable-cost", 105138467], ["dilated-conv-size", 3338281189], ["grouped-conv-params", 3797203282], ["im2col-code", 506914871], ["im2col-row", 2593602043], ["maxpool-backward", 3554242196], ["receptive-field", 1169658220], ["transposed-conv-size", 3164991224], ["conv-backward-dw", 600014815], ["init-fan-in-conv", 2697467676], ["impl-conv-im2col", 3774068520]]','2026-11-25T21:00:50.146+00:00',NULL,3.17066999999724430381e-02);
INSERT INTO "sessions" VALUES(4,'/home/learner/mybank',4,'[null, [[], [], [], [], false], false]','c029b29c58a7a21049e36e3138a38b9d389b564dc8ac7ef7f4d25bb897bada58',0,17.0,'[["ridge", 824351255], ["size-even", 0], ["size-rounded", 4109887373], ["slices", 0], ["slope", 0], ["steepest", 0], ["zero", 3840667637]]','2026-11-25T21:00:50.329+00:00',NULL,1.96693660000164527446e-02);
CREATE INDEX attempts_by_session ON attempts(session, place);
COMMIT;
PRAGMA user_version = 2;
