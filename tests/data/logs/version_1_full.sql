BEGIN TRANSACTION;
CREATE TABLE access_end (
	number INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	ended_number INTEGER NOT NULL, 
	ended_on DATE NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (kind, ended_number), 
	CHECK (kind in ('account', 'role_grant', 'access_token'))
);
INSERT INTO "access_end" VALUES(1,'role_grant',2,'2020-03-02','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "access_end" VALUES(2,'access_token',2,'2020-03-02','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "access_end" VALUES(3,'role_grant',3,'2020-03-02','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "access_end" VALUES(4,'access_token',3,'2020-03-02','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "access_end" VALUES(5,'account',3,'2020-03-02','quantri','2020-03-02T05:00:00.000000+00:00');
CREATE TABLE access_token (
	number INTEGER NOT NULL, 
	login VARCHAR(40) NOT NULL, 
	secret_hash VARCHAR(256) NOT NULL, 
	valid_to DATE NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (number), 
	FOREIGN KEY(login) REFERENCES account (login)
);
INSERT INTO "access_token" VALUES(1,'quantri','$argon2id$v=19$m=8,t=1,p=1$nItY3bv0LRTzfngHodzDjw$AnOHRmfIHQ+krfLMNn7zIPTpRugNJj9SEh6SCYqqBwU','2020-05-31','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "access_token" VALUES(2,'vp.a','$argon2id$v=19$m=8,t=1,p=1$3JjMtB1m8TdTjbrnzHkjIg$T9vuSQb538UZTZ5leqCwd2MavChppYLei14KmIJFCKI','2020-05-31','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "access_token" VALUES(3,'vp.b','$argon2id$v=19$m=8,t=1,p=1$nf5JA9zwPHQooDc6BC9sGg$W8gI59YnNHJya5wPvKIQh006Y0OffLiJU15090gsakk','2020-05-31','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "access_token" VALUES(4,'vp.a','$argon2id$v=19$m=8,t=1,p=1$e4so8ojHzfHnbHhwwKfN1w$adkSSwkUcCKWOV2CJ3F2zktcgwJ8B1fCBDcNwD5W6p4','2020-05-31','quantri','2020-03-02T05:00:00.000000+00:00');
CREATE TABLE account (
	number INTEGER NOT NULL, 
	login VARCHAR(40) NOT NULL, 
	login_key VARCHAR(40) NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (login), 
	UNIQUE (login_key)
);
INSERT INTO "account" VALUES(1,'quantri','quantri','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "account" VALUES(2,'vp.a','vp.a','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "account" VALUES(3,'vp.b','vp.b','quantri','2020-03-02T05:00:00.000000+00:00');
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
CREATE TABLE baseline (
	number INTEGER NOT NULL, 
	campaign_code VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	name_key TEXT NOT NULL, 
	status_date DATE, 
	known_seq INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	reason TEXT NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	activity_count INTEGER NOT NULL, 
	dates_sha256 VARCHAR(64) NOT NULL, 
	content_sha256 VARCHAR(64) NOT NULL, 
	dates BLOB NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (campaign_code, name_key), 
	CHECK (name <> ''), 
	CHECK (reason <> '')
);
INSERT INTO "baseline" VALUES(1,'c','Kế hoạch gốc','kế hoacḥ gôć','2020-03-02',7,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','Ban hành kế hoạch','van_phong','2020-03-02T05:00:00.000000+00:00',2,'72ca819a7cbbde15735e0d49fbc544d0d0ed271c30aa97293541972efb481a38','f2c1364ba7c1ed9fb039fddc33eebf863f12d17df5fea95ba124881dd8c5a56b',X'789C4B49CCCCC8CF54484A2C4ECDC9CC4B5530E4AA564A4C2EC92CCB2CC94C2D56B28A564ACECF4B2F4A2D2E56D2514AC92F2ECE4C2D528AD5512ACA2F07CA1AE92895E6659680D53902153829C5D67231000123030480E8C30EDC0CDC50362710030031A71C43');
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
CREATE TABLE role_grant (
	number INTEGER NOT NULL, 
	login VARCHAR(40) NOT NULL, 
	role VARCHAR(64) NOT NULL, 
	unit_code VARCHAR(64) NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE, 
	actor VARCHAR(64) NOT NULL, 
	recorded_at VARCHAR(32) NOT NULL, 
	PRIMARY KEY (number), 
	CHECK (valid_to >= valid_from), 
	FOREIGN KEY(login) REFERENCES account (login)
);
INSERT INTO "role_grant" VALUES(1,'quantri','administrator','*','2020-03-02',NULL,'quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "role_grant" VALUES(2,'vp.a','clerk','A','2020-03-02','2020-12-31','quantri','2020-03-02T05:00:00.000000+00:00');
INSERT INTO "role_grant" VALUES(3,'vp.b','clerk','B','2020-03-02','2020-12-31','quantri','2020-03-02T05:00:00.000000+00:00');
CREATE TABLE seal (number integer not null primary key, kind varchar(16) not null,
    row_number integer not null, hash varchar(64) not null unique, unique (kind, row_number));
INSERT INTO "seal" VALUES(1,'batch',1,'cf8893fddaef85912275bd26d253d60eabdabfbd28e1cf2680f1b62a824db668');
INSERT INTO "seal" VALUES(2,'batch',2,'178dd4a6ca45127e9b510729b66d9ee37cd81e17524c1c32f1d517bb0280f9b9');
INSERT INTO "seal" VALUES(3,'batch',3,'abab046ac7cc3963a09c682a66f434351fecd2614826e99233b0d869f4bc7cc1');
INSERT INTO "seal" VALUES(4,'batch',4,'de5d0450c2bec92ea6f098c57403eb853713bf8773653219cc3d9ffa5b93e031');
INSERT INTO "seal" VALUES(5,'batch',5,'ea64e9591a5e064480f718cbb4381ff21194a67f5b0c395d5c9271d6cc6fec99');
INSERT INTO "seal" VALUES(6,'batch',6,'3d8a61ca7c368e50d97b21419338678033133b332f99373e67f289c7223a8093');
INSERT INTO "seal" VALUES(7,'baseline',1,'7f90721b44b87e895651e366210a02bac20c6a19c3018e7d4a9da3abb89b0c07');
INSERT INTO "seal" VALUES(8,'account',1,'08ceb9d45126d89bde396369c3975399cf272d961d5d074d38c294c64ebe7ad4');
INSERT INTO "seal" VALUES(9,'role_grant',1,'5a7c37d5f2610ca9c04c76c36312217fcc44ca4b0290a9288acb673baa3cd0c1');
INSERT INTO "seal" VALUES(10,'access_token',1,'bac2487d7c6b68fde80d131a17a637fc040530022a442c36cf60123a778086b4');
INSERT INTO "seal" VALUES(11,'account',2,'de0fec321858e83f9d4e4f55edcb95eab88a1ca2b305739eb92f076bc6a34b36');
INSERT INTO "seal" VALUES(12,'access_token',2,'e9fbe24ef11846502f0fe68fbf71349152921709b365ea3e6e9040e5f40d5119');
INSERT INTO "seal" VALUES(13,'role_grant',2,'d97e58327d8cb112126531f9efea7977c09e98b429c6af61bc3fd48fe2a63059');
INSERT INTO "seal" VALUES(14,'account',3,'dccd164256392c189cb27b5d98763b78fe79baf97f44086f9b773c03aa1071f4');
INSERT INTO "seal" VALUES(15,'access_token',3,'767910e9dab88f2413cf6f13bee0fe56e4a4bbc0282d73551a0124d8bfc84b49');
INSERT INTO "seal" VALUES(16,'role_grant',3,'58443ff92cba1e0aaee53bc69dda4b856d190305c61db79c75eebfbdd6dd2d4a');
INSERT INTO "seal" VALUES(17,'access_end',1,'77e0db28982d79c1e079c36ed9de75fb9d2fba990006556064099677861eb836');
INSERT INTO "seal" VALUES(18,'access_token',4,'25d028d6ef0567326d2ff4980892611fbdb15110e412fc5bad0516aece1384ce');
INSERT INTO "seal" VALUES(19,'access_end',2,'a047e94d2785dac1e3a4d351ef21e8b49c72f21ad590864d80493f37dbe8aa5e');
INSERT INTO "seal" VALUES(20,'access_end',3,'e7cbcfa30dcbb13933494f4d30da8a762283868468771cab28e25d4c19654970');
INSERT INTO "seal" VALUES(21,'access_end',4,'a7f885779e1646612af5b6a20bb55145f1da4ef3828887463535a009a065a8d3');
INSERT INTO "seal" VALUES(22,'access_end',5,'acbab7ae5e4920976021a2ac6d04ef761360a8ba1c9f2bc9c28371a75dd24abe');
CREATE INDEX ix_batch_campaign_code ON batch (campaign_code);
CREATE INDEX event_recorded_at ON event (recorded_at);
CREATE TRIGGER event_no_update before update on event begin select raise(abort, 'append-only: event is never changed or deleted'); end;
CREATE TRIGGER event_no_delete before delete on event begin select raise(abort, 'append-only: event is never changed or deleted'); end;
CREATE TRIGGER event_next before insert on event
    when new.seq <> (select coalesce(max(seq), 0) + 1 from event)
        or exists (select 1 from event where hash = new.hash)
        or exists (select 1 from event where campaign_code = new.campaign_code
            and unit_code = new.unit_code and activity = new.activity and version = new.version)
    begin select raise(abort, 'append-only: not the next event'); end;
CREATE TRIGGER batch_no_update before update on batch begin select raise(abort, 'append-only: batch is never changed or deleted'); end;
CREATE TRIGGER batch_no_delete before delete on batch begin select raise(abort, 'append-only: batch is never changed or deleted'); end;
CREATE TRIGGER batch_next before insert on batch
    when new.number <> (select coalesce(max(number), 0) + 1 from batch)
        or exists (select 1 from batch where content_sha256 = new.content_sha256)
    begin select raise(abort, 'append-only: not the next batch'); end;
CREATE TRIGGER baseline_no_update before update on baseline begin select raise(abort, 'append-only: baseline is never changed or deleted'); end;
CREATE TRIGGER baseline_no_delete before delete on baseline begin select raise(abort, 'append-only: baseline is never changed or deleted'); end;
CREATE TRIGGER baseline_next before insert on baseline
    when new.number <> (select coalesce(max(number), 0) + 1 from baseline)
        or exists (select 1 from baseline where campaign_code = new.campaign_code and name_key = new.name_key)
    begin select raise(abort, 'append-only: not the next baseline'); end;
CREATE TRIGGER seal_no_update before update on seal
    begin select raise(abort, 'append-only: seal is never changed or deleted'); end;
CREATE TRIGGER seal_no_delete before delete on seal
    begin select raise(abort, 'append-only: seal is never changed or deleted'); end;
CREATE TRIGGER seal_next before insert on seal
    when new.number <> (select coalesce(max(number), 0) + 1 from seal)
        or exists (select 1 from seal where kind = new.kind and row_number = new.row_number)
    begin select raise(abort, 'append-only: not the next seal'); end;
CREATE TRIGGER account_no_update before update on account
    begin select raise(abort, 'append-only: account is never changed or deleted'); end;
CREATE TRIGGER account_no_delete before delete on account
    begin select raise(abort, 'append-only: account is never changed or deleted'); end;
CREATE TRIGGER account_next before insert on account
    when new.number <> (select coalesce(max(number), 0) + 1 from account) or exists (select 1 from account where login = new.login or login_key = new.login_key)
    begin select raise(abort, 'append-only: not the next account'); end;
CREATE TRIGGER role_grant_no_update before update on role_grant
    begin select raise(abort, 'append-only: role_grant is never changed or deleted'); end;
CREATE TRIGGER role_grant_no_delete before delete on role_grant
    begin select raise(abort, 'append-only: role_grant is never changed or deleted'); end;
CREATE TRIGGER role_grant_next before insert on role_grant
    when new.number <> (select coalesce(max(number), 0) + 1 from role_grant)
    begin select raise(abort, 'append-only: not the next role_grant'); end;
CREATE TRIGGER access_token_no_update before update on access_token
    begin select raise(abort, 'append-only: access_token is never changed or deleted'); end;
CREATE TRIGGER access_token_no_delete before delete on access_token
    begin select raise(abort, 'append-only: access_token is never changed or deleted'); end;
CREATE TRIGGER access_token_next before insert on access_token
    when new.number <> (select coalesce(max(number), 0) + 1 from access_token)
    begin select raise(abort, 'append-only: not the next access_token'); end;
CREATE TRIGGER access_end_no_update before update on access_end
    begin select raise(abort, 'append-only: access_end is never changed or deleted'); end;
CREATE TRIGGER access_end_no_delete before delete on access_end
    begin select raise(abort, 'append-only: access_end is never changed or deleted'); end;
CREATE TRIGGER access_end_next before insert on access_end
    when new.number <> (select coalesce(max(number), 0) + 1 from access_end) or exists (select 1 from access_end where kind = new.kind and ended_number = new.ended_number)
    begin select raise(abort, 'append-only: not the next access_end'); end;
COMMIT;
