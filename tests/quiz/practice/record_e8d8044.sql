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
INSERT INTO "attempts" VALUES(1,1,0,1,'conv-output-size',0,'5x5','wrong','wrong',0.0,'["padding-forgotten"]','5×5',0.0,0,'2026-11-26T04:51:27.432+00:00');
INSERT INTO "attempts" VALUES(2,2,0,1,'chain-rule-power-linear',0,'2t','incomplete','incomplete',0.5,'["not-substituted"]','2·t',0.0,0,'2026-11-26T04:51:29.021+00:00');
INSERT INTO "attempts" VALUES(3,3,0,1,'conv-output-size',0,'7x7','correct','correct',1.0,'[]','7×7',0.0,0,'2026-11-26T04:51:29.948+00:00');
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
INSERT INTO "sessions" VALUES(1,'day2',7,'[null, [[], [], [], ["conv-output-size"], true], false]','86bc3c7dab25f9d0e1857959fbcbbdf34a86e4741821b96ecbab3789268a49c3',0,3.0,'[["conv-output-size", 0]]','2026-11-26T04:51:27.406+00:00','2026-11-26T04:51:27.458+00:00',0.041390163001779,'day2');
INSERT INTO "sessions" VALUES(2,'day2',5,'[4, [[], [], [], [], false], false]','2b433ddad8e19ac6b80b3f681757068e428759ca7c2d980388806f91a4154c42',0,9.0,'[["chain-rule-power-linear", 0], ["sigmoid-derivative-max", 1180104171], ["zero-init-consequence", 0], ["zero-init-gradients", 455358985]]','2026-11-26T04:51:28.804+00:00',NULL,3.77698021999094635248e-01,'day2');
INSERT INTO "sessions" VALUES(3,'day2',9,'[null, [[], [], [], ["conv-output-size", "chain-rule-power-linear"], true], true]','61011975d1ca10d1065f8e91b6c2284bd77474ddffdeca8c69c5733108c8ad13',1,5.0,'[["conv-output-size", 0], ["chain-rule-power-linear", 0]]','2026-11-26T04:51:29.809+00:00',NULL,1.74620593999861739575e-01,'day2');
CREATE INDEX attempts_by_session ON attempts(session, place);
COMMIT;
PRAGMA user_version = 3;
