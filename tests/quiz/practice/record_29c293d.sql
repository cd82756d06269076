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
INSERT INTO "attempts" VALUES(1,1,0,1,'conv-output-size',0,'5x5','wrong','wrong',0.0,'["padding-forgotten"]','5×5',0.0,0,'2026-11-26T10:33:19.208+00:00');
INSERT INTO "attempts" VALUES(2,2,0,1,'chain-rule-power-linear',0,'2t','incomplete','incomplete',0.5,'["not-substituted"]','2·t',0.0,0,'2026-11-26T10:33:20.060+00:00');
INSERT INTO "attempts" VALUES(3,3,0,1,'conv-output-size',0,'7x7','correct','correct',1.0,'[]','7×7',0.0,0,'2026-11-26T10:33:20.609+00:00');
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
    , used_s REAL NOT NULL DEFAULT 0, course TEXT NOT NULL DEFAULT 'day2');
INSERT INTO "sessions" VALUES(1,'day2',1,'[null, [[], [], [], ["conv-output-size"], true], false]','e7dc10e831f181e32d9a54af7e0b9104b3567d08a7c1e00683da171a98867db5',0,3.0,'[["conv-output-size", 0]]','2026-11-26T10:33:19.192+00:00','2026-11-26T10:33:19.236+00:00',4.01091430030646733939e-02,'day2');
INSERT INTO "sessions" VALUES(2,'day2',5,'[null, [[], [], [], [], false], false]','cd1c29a4c0b38299fe4cf46462709a6633a1eebb53ec239b9f61e14b07de9269',0,33.0,'[["chain-rule-power-linear", 0], ["sigmoid-derivative-max", 1180104171], ["zero-init-consequence", 0], ["zero-init-gradients", 455358985], ["bn-effects", 0], ["optimizer-traits", 0], ["l2-gradient-code", 2569110090], ["l1-gradient-code", 3674406448], ["ridge-trait-choice", 0], ["lasso-graph-choice", 2117487839], ["conv-output-size", 0], ["conv-output-floor", 2371384895], ["minibatch-slice-choice", 0], ["minibatch-slice-indices", 2906288377]]','2026-11-26T10:33:19.946+00:00',NULL,1.75412019998475443571e-01,'day2');
INSERT INTO "sessions" VALUES(3,'day2',2,'[null, [[], [], [], ["conv-output-size"], true], true]','e7dc10e831f181e32d9a54af7e0b9104b3567d08a7c1e00683da171a98867db5',1,3.0,'[["conv-output-size", 0]]','2026-11-26T10:33:20.547+00:00','2026-11-26T10:33:20.613+00:00',7.5723861998994834721e-02,'day2');
CREATE TABLE set_aside (
        id INTEGER PRIMARY KEY,
        from_table TEXT NOT NULL,
        from_id INTEGER NOT NULL,
        damaged TEXT NOT NULL,
        content TEXT NOT NULL,
        set_aside_at TEXT NOT NULL
    );
INSERT INTO "set_aside" VALUES(1,'attempts',9,'["score"]','{"id": 9, "score": "x"}','2026-11-26T10:33:19.208+00:00');
CREATE INDEX attempts_by_session ON attempts(session, place);
CREATE UNIQUE INDEX attempts_counted_once ON attempts(session, place) WHERE counted;
COMMIT;
PRAGMA user_version = 4;
PRAGMA application_id = 1903520122;
