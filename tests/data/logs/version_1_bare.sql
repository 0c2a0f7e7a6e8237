BEGIN TRANSACTION;
CREATE TABLE activity_current (
	campaign_code VARCHAR(64) NOT NULL, 
	unit_code VARCHAR(64) NOT NULL, 
	activity VARCHAR(64) NOT NULL, 
	seq INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	effective_date DATE NOT NULL, 
	PRIMARY KEY (campaign_code, unit_code, activity), 
	FOREIGN KEY(seq) REFERENCES event (seq)
);
INSERT INTO "activity_current" VALUES('c','A','congress',5,3,'2020-02-24');
INSERT INTO "activity_current" VALUES('c','B','congress',2,1,'2020-02-20');
INSERT INTO "activity_current" VALUES('c','C','dossier',4,1,'2020-02-24');
INSERT INTO "activity_current" VALUES('c','C','approval',7,2,'2020-02-28');
CREATE TABLE batch (
	number INTEGER NOT NULL, 
	campaign_code VARCHAR(64) NOT NULL, 
	source_name TEXT NOT NULL, 
	file_sha256 VARCHAR(64) NOT NULL, 
	content_sha256 VARCHAR(64) NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	row_count INTEGER NOT NULL, 
	event_count INTEGER NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (content_sha256)
);
INSERT INTO "batch" VALUES(1,'c','bao-cao.csv','0000000000000000000000000000000000000000000000000000000000000000','8ab177bc67ffd279c64f92d25336f471c447f61764316acedb5bec9581a4aa37','van_phong','2020-03-02T05:00:00.000000+00:00',2,2);
INSERT INTO "batch" VALUES(2,'c','bao-cao.csv','0101010101010101010101010101010101010101010101010101010101010101','8f8565422e24027db44e8a6884d2ea0d577ba96f9f22fddd5d13bf41b763556f','van_phong','2020-03-02T06:00:00.000000+00:00',2,2);
INSERT INTO "batch" VALUES(3,'c','đính chính.csv','0202020202020202020202020202020202020202020202020202020202020202','4cf58a5d24c590cdf3e5195d2b710ff9833ba5caf083b78ce5dc4c344ff122a5','van_phong','2020-03-02T07:00:00.000000+00:00',1,1);
INSERT INTO "batch" VALUES(4,'c','trả hồ sơ.csv','0303030303030303030303030303030303030303030303030303030303030303','1ea340a5d9d0ad0ef24522f2f7082e53a31e2346dd065b5869ed7f0d082c3483','van_phong','2020-03-02T08:00:00.000000+00:00',1,1);
INSERT INTO "batch" VALUES(5,'c','bao-cao.csv','0404040404040404040404040404040404040404040404040404040404040404','59c8153d2bc77eac718593fc3e7dfcf66ed7dccb0de375ea0ed6a1d770978ec2','van_phong','2020-03-02T09:00:00.000000+00:00',1,1);
INSERT INTO "batch" VALUES(6,'c','bao-cao.csv','0505050505050505050505050505050505050505050505050505050505050505','6987184a2063c3dc3d6e2f224660550fcb34528144cfcdf66dc001954253520c','van_phong','2020-03-02T10:00:00.000000+00:00',1,0);
CREATE TABLE chain_head (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id), 
	CHECK (id = 1)
);
INSERT INTO "chain_head" VALUES(1,7,'ebf3d594ed8053006ed7960c80d691080c544e53bb7ba98393d4b0977f66c977');
CREATE TABLE event (
	seq INTEGER NOT NULL, 
	campaign_code VARCHAR(64) NOT NULL, 
	unit_code VARCHAR(64) NOT NULL, 
	activity VARCHAR(64) NOT NULL, 
	version INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	effective_date DATE NOT NULL, 
	actual_start DATE, 
	actual_finish DATE, 
	percent INTEGER, 
	document_number TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	certainty VARCHAR(16) NOT NULL, 
	source TEXT NOT NULL, 
	corrects INTEGER, 
	batch INTEGER NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (campaign_code, unit_code, activity, version), 
	CHECK (kind in ('report', 'correct', 'approve', 'reject')), 
	CHECK ((kind = 'correct') = (corrects is not null)), 
	CHECK (kind <> 'correct' or reason <> ''), 
	CHECK (kind not in ('approve', 'reject') or document_number <> ''), 
	CHECK (percent between 0 and 100), 
	CHECK ((coalesce(percent, 0) = 100) = (actual_finish is not null)), 
	CHECK (actual_finish >= actual_start), 
	CHECK (effective_date >= actual_finish), 
	CHECK (effective_date >= actual_start), 
	FOREIGN KEY(corrects) REFERENCES event (seq), 
	FOREIGN KEY(batch) REFERENCES batch (number), 
	UNIQUE (hash)
);
INSERT INTO "event" VALUES(1,'c','A','congress',1,'report','2020-02-20','2020-02-18',NULL,50,'','','stated','',NULL,1,'van_phong','2020-03-02T05:00:00.000000+00:00','d3469337b516f3b99d8b075c4071c7abd01b37561cd653401a5b43068e143cd6');
INSERT INTO "event" VALUES(2,'c','B','congress',1,'report','2020-02-20',NULL,'2020-02-20',100,'','','stated','Báo cáo số 12-BC/ĐU',NULL,1,'van_phong','2020-03-02T05:00:00.000000+00:00','e15689bedf4fcc92551f7604d0cd60b30753fb33030133e7f74e8274cd3c57a5');
INSERT INTO "event" VALUES(3,'c','A','congress',2,'report','2020-02-24','2020-02-18','2020-02-24',100,'','','stated','',NULL,2,'van_phong','2020-03-02T06:00:00.000000+00:00','f8337781fdb955cb963afb87a0e03f2fbd2003a0c2c6b4a116389aed06aaa4ec');
INSERT INTO "event" VALUES(4,'c','C','dossier',1,'report','2020-02-24',NULL,'2020-02-21',100,'','','stated','',NULL,2,'van_phong','2020-03-02T06:00:00.000000+00:00','dc612552e117e857f1f8f22d111896e43a01fbfa375412abfc5340801679136c');
INSERT INTO "event" VALUES(5,'c','A','congress',3,'correct','2020-02-24','2020-02-18','2020-02-23',100,'','Nhầm ngày bế mạc','stated','',3,3,'van_phong','2020-03-02T07:00:00.000000+00:00','03ad871560194eecb7d5c7797d5c0cecd577bebf0c240968bae0cf1231939dc9');
INSERT INTO "event" VALUES(6,'c','C','approval',1,'reject','2020-02-26',NULL,NULL,NULL,'31-TB/HU','','stated','',NULL,4,'van_phong','2020-03-02T08:00:00.000000+00:00','4154240765956e24427f87f620a64d3777bdc3d0cb0dac13a5882cb818efe9d7');
INSERT INTO "event" VALUES(7,'c','C','approval',2,'approve','2020-02-28',NULL,'2020-02-28',100,'45-QĐ/HU','','stated','',NULL,5,'van_phong','2020-03-02T09:00:00.000000+00:00','ebf3d594ed8053006ed7960c80d691080c544e53bb7ba98393d4b0977f66c977');
CREATE TABLE meta (
	name VARCHAR(32) NOT NULL, 
	value VARCHAR(64) NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema_version','1');
CREATE INDEX ix_batch_campaign_code ON batch (campaign_code);
CREATE INDEX event_recorded_at ON event (recorded_at);
CREATE TRIGGER event_no_update before update on event begin select raise(abort, 'append-only: event is never changed or deleted'); end;
CREATE TRIGGER event_no_delete before delete on event begin select raise(abort, 'append-only: event is never changed or deleted'); end;
CREATE TRIGGER batch_no_update before update on batch begin select raise(abort, 'append-only: batch is never changed or deleted'); end;
CREATE TRIGGER batch_no_delete before delete on batch begin select raise(abort, 'append-only: batch is never changed or deleted'); end;
CREATE TRIGGER event_next before insert on event
    when new.seq <> (select coalesce(max(seq), 0) + 1 from event)
        or exists (select 1 from event where hash = new.hash)
        or exists (select 1 from event where campaign_code = new.campaign_code
            and unit_code = new.unit_code and activity = new.activity and version = new.version)
    begin select raise(abort, 'append-only: not the next event'); end;
CREATE TRIGGER batch_next before insert on batch
    when new.number <> (select coalesce(max(number), 0) + 1 from batch)
        or exists (select 1 from batch where content_sha256 = new.content_sha256)
    begin select raise(abort, 'append-only: not the next batch'); end;
COMMIT;
