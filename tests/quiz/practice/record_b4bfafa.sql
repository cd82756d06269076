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
INSERT INTO "attempts" VALUES(1,1,0,1,'conv-output-size',0,'5x5','wrong','wrong',0.0,'["padding-forgotten"]','5×5',0.0,0,'2026-11-26T04:51:56.585+00:00');
INSERT INTO "attempts" VALUES(2,2,0,1,'chain-rule-power-linear',0,'2t','incomplete','incomplete',0.5,'["not-substituted"]','2·t',0.0,0,'2026-11-26T04:51:56.968+00:00');
INSERT INTO "attempts" VALUES(3,3,0,1,'conv-output-size',0,'7x7','correct','correct',1.0,'[]','7×7',0.0,0,'2026-11-26T04:51:57.408+00:00');
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
    );
INSERT INTO "sessions" VALUES(1,'day2',7,'[null, [[], [], [], ["conv-output-size"], true], false]','c71f5fd7117919c574ff89a7c91358bb6266f5000dec76d3547b9e197c7681f8',0,3.0,'[["conv-output-size", 0]]','2026-11-26T04:51:56.550+00:00','2026-11-26T04:51:56.604+00:00');
INSERT INTO "sessions" VALUES(2,'day2',5,'[4, [[], [], [], [], false], false]','c71f5fd7117919c574ff89a7c91358bb6266f5000dec76d3547b9e197c7681f8',0,9.0,'[["chain-rule-power-linear", 0], ["sigmoid-derivative-max", 1180104171], ["zero-init-consequence", 0], ["zero-init-gradients", 455358985]]','2026-11-26T04:51:56.875+00:00',NULL);
INSERT INTO "sessions" VALUES(3,'day2',9,'[null, [[], [], [], ["conv-output-size", "chain-rule-power-linear"], true], true]','c71f5fd7117919c574ff89a7c91358bb6266f5000dec76d3547b9e197c7681f8',1,5.0,'[["conv-output-size", 0], ["chain-rule-power-linear", 0]]','2026-11-26T04:51:57.273+00:00',NULL);
CREATE INDEX attempts_by_session ON attempts(session, place);
COMMIT;
PRAGMA user_version = 1;
