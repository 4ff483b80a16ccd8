BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('dc11669786a5');
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES(0,'Default','','active',1795665697704,1795665697704,'default');
INSERT INTO "experiments" VALUES(1,'churn','','active',1795665697741,1795665697741,'default');
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES('test_roc_auc',0.8191,1795665698175,0,0,'8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "latest_metrics" VALUES('test_roc_auc',0.832,1795665708227,0,0,'a0562e6f4df6461389f2e7da83cb6296');
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES('test_roc_auc',0.8191,1795665698175,'8cfc60ad99eb45b7b7a2faa6a5a2c0cd',0,0);
INSERT INTO "metrics" VALUES('test_roc_auc',0.832,1795665708227,'a0562e6f4df6461389f2e7da83cb6296',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('features','[''recency_days'', ''orders'']','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "params" VALUES('rate','0.01','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "params" VALUES('l2','0.001','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "params" VALUES('epochs','20','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "params" VALUES('seed','7','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "params" VALUES('features','[''recency_days'', ''orders'', ''returns'']','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "params" VALUES('rate','0.01','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "params" VALUES('l2','0.001','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "params" VALUES('epochs','20','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "params" VALUES('seed','7','a0562e6f4df6461389f2e7da83cb6296');
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('8cfc60ad99eb45b7b7a2faa6a5a2c0cd','recency and orders','UNKNOWN','','','analyst','FINISHED',1795665697970,1795665698276,'','active','',1,NULL);
INSERT INTO "runs" VALUES('a0562e6f4df6461389f2e7da83cb6296','with returns','UNKNOWN','','','analyst','FINISHED',1795665708079,1795665708263,'','active','',1,NULL);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','1e629b2631ecd07fb8ac0d15c761df4b47987893','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','main','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "tags" VALUES('mlflow.runName','recency and orders','8cfc60ad99eb45b7b7a2faa6a5a2c0cd');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4403b8c968fb5a8696f1019de72fd2e3dc2af97d','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','main','a0562e6f4df6461389f2e7da83cb6296');
INSERT INTO "tags" VALUES('mlflow.runName','with returns','a0562e6f4df6461389f2e7da83cb6296');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
COMMIT;
