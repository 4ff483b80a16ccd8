BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('dc11669786a5');
CREATE TABLE "datasets" (
	dataset_uuid VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	digest VARCHAR(36) NOT NULL, 
	dataset_source_type VARCHAR(36) NOT NULL, 
	dataset_source TEXT NOT NULL, 
	dataset_schema TEXT, 
	dataset_profile TEXT, 
	CONSTRAINT dataset_pk PRIMARY KEY (experiment_id, name, digest), 
	CONSTRAINT fk_datasets_experiment_id_experiments FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "datasets" VALUES('4c9b799c-54ac-41ff-bf10-281a9991bab8',702549105854116203,'customers-train','6e79937f','local','{"uri": "data/train.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 60, "num_elements": 180}');
INSERT INTO "datasets" VALUES('71e613de-1016-46f5-a07e-949ca17f3311',702549105854116203,'dataset','21926014','code','{"tags": {"mlflow.user": "analyst", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL", "mlflow.source.git.commit": "0cd9f025c2ce89d1d89055eca686642d800b0486", "mlflow.source.git.branch": "master", "mlflow.source.git.repoURL": "https://example.org/team/churn.git"}}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}]}','{"num_rows": 60, "num_elements": 120}');
INSERT INTO "datasets" VALUES('2c6281c5-d331-414d-a083-4160d8304597',702549105854116203,'customers-test','5f35a709','local','{"uri": "data/test.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 40, "num_elements": 120}');
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
INSERT INTO "experiments" VALUES(0,'Default','file:///home/analyst/churn/mlruns/0','active',1795668875835,1795668875835,'default');
INSERT INTO "experiments" VALUES(309197774420136449,'gone','file:///home/analyst/churn/mlruns/309197774420136449','deleted',1795668909274,1795668909302,'default');
INSERT INTO "experiments" VALUES(554525255861718347,'Größen / forecast 2026','file:///home/analyst/churn/mlruns/554525255861718347','active',1795668909228,1795668909228,'default');
INSERT INTO "experiments" VALUES(702549105854116203,'churn','file:///home/analyst/churn/mlruns/702549105854116203','active',1795668875867,1795668875867,'default');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('a26e7dbe-73b5-4a09-a7a0-9589a7484bac','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('04f02fb0-0485-4700-b651-7a7d0c44b664','mlflow.data.context','test');
INSERT INTO "input_tags" VALUES('776b5dc8-48a1-4daa-954d-ec11cc8f5e89','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('a26e7dbe-73b5-4a09-a7a0-9589a7484bac','DATASET','4c9b799c-54ac-41ff-bf10-281a9991bab8','RUN','0f88fbb0606c4c1a91c15d635c9508cb',0);
INSERT INTO "inputs" VALUES('04f02fb0-0485-4700-b651-7a7d0c44b664','DATASET','2c6281c5-d331-414d-a083-4160d8304597','RUN','0f88fbb0606c4c1a91c15d635c9508cb',0);
INSERT INTO "inputs" VALUES('776b5dc8-48a1-4daa-954d-ec11cc8f5e89','DATASET','71e613de-1016-46f5-a07e-949ca17f3311','RUN','aee5a2b7275d4799944ef67b21d26f34',0);
INSERT INTO "inputs" VALUES('6df6368e-2659-4380-bb78-6394bd176914','RUN_OUTPUT','0f88fbb0606c4c1a91c15d635c9508cb','MODEL_OUTPUT','m-e7f58048a20d46fea621926859944a60',0);
INSERT INTO "inputs" VALUES('ebc0d989-a6f6-4a90-9223-6480441cfa21','RUN_OUTPUT','aee5a2b7275d4799944ef67b21d26f34','MODEL_OUTPUT','m-ea707e98b57146898757f560919aef9d',0);
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
INSERT INTO "latest_metrics" VALUES('Δ loss',-0.125,1795668909251,0,0,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('p.value',1.0e-12,1795668909251,0,0,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('too much',1.79769313486231562234e+308,1795668909251,0,0,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('not a number',0.0,1795668909251,0,1,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('too little',-1.79769313486231562234e+308,1795668909251,0,0,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('f1 score',0.5,1795668909251,0,0,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('test/auc',0.75,1795668909251,0,0,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('val/top-5',5.0,1795668909251,0,0,'14e8468f31c94517b6792f1249a9532c');
INSERT INTO "latest_metrics" VALUES('loss',0.223333,1795668876212,30,0,'0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "latest_metrics" VALUES('val_auc',8.5409652076318742786e-01,1795668877051,0,0,'0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "latest_metrics" VALUES('test_auc',0.8975,1795668877096,0,0,'0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "latest_metrics" VALUES('auc',0.5,1795668909218,0,0,'193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.705,1795668909068,4,0,'3e85126c33f3443a841adbb0085d565a');
INSERT INTO "latest_metrics" VALUES('best_auc',0.804,1795668909133,0,0,'83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "latest_metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795668909131,4,0,'a93201158a444f63a41940d1af578c2a');
INSERT INTO "latest_metrics" VALUES('training_log_loss',0.401879076915257,1795668906307,0,0,'aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "latest_metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795668906307,0,0,'aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "latest_metrics" VALUES('training_score',8.16666666666666651863e-01,1795668908974,0,0,'aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "latest_metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795668906307,0,0,'aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "latest_metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795668906307,0,0,'aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "latest_metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795668906307,0,0,'aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "latest_metrics" VALUES('training_f1_score',0.816923076923077,1795668906307,0,0,'aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "latest_metrics" VALUES('loss',0.9,1795668909199,1,0,'af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.714,1795668909102,4,0,'e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "latest_metrics" VALUES('loss',12.5,1795668909175,3,0,'e6483d55678b48f186f45c509a7ab059');
INSERT INTO "latest_metrics" VALUES('auc',1.0,1795668909294,0,0,'ce2347c71d8d4b57af7fe55eda3efdb0');
CREATE TABLE logged_models (
	model_id VARCHAR(36) NOT NULL, 
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(500) NOT NULL, 
	artifact_location VARCHAR(1000) NOT NULL, 
	creation_timestamp_ms BIGINT NOT NULL, 
	last_updated_timestamp_ms BIGINT NOT NULL, 
	status INTEGER NOT NULL, 
	lifecycle_stage VARCHAR(32), 
	model_type VARCHAR(500), 
	source_run_id VARCHAR(32), 
	status_message VARCHAR(1000), 
	CONSTRAINT logged_models_pk PRIMARY KEY (model_id), 
	CONSTRAINT logged_models_lifecycle_stage_check CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT fk_logged_models_experiment_id FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id) ON DELETE CASCADE
);
INSERT INTO "logged_models" VALUES('m-e7f58048a20d46fea621926859944a60',702549105854116203,'churn','file:///home/analyst/churn/mlruns/702549105854116203/models/m-e7f58048a20d46fea621926859944a60/artifacts',1795668877231,1795668896808,2,'active',NULL,'0f88fbb0606c4c1a91c15d635c9508cb',NULL);
INSERT INTO "logged_models" VALUES('m-ea707e98b57146898757f560919aef9d',702549105854116203,'model','file:///home/analyst/churn/mlruns/702549105854116203/models/m-ea707e98b57146898757f560919aef9d/artifacts',1795668897122,1795668906208,2,'active',NULL,'aee5a2b7275d4799944ef67b21d26f34',NULL);
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
INSERT INTO "metrics" VALUES('Δ loss',-0.125,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,0);
INSERT INTO "metrics" VALUES('p.value',1.0e-12,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,0);
INSERT INTO "metrics" VALUES('too much',1.79769313486231562234e+308,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,0);
INSERT INTO "metrics" VALUES('not a number',0.0,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,1);
INSERT INTO "metrics" VALUES('too little',-1.79769313486231562234e+308,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,0);
INSERT INTO "metrics" VALUES('f1 score',0.5,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,0);
INSERT INTO "metrics" VALUES('test/auc',0.75,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,0);
INSERT INTO "metrics" VALUES('val/top-5',5.0,1795668909251,'14e8468f31c94517b6792f1249a9532c',0,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795668876137,'0f88fbb0606c4c1a91c15d635c9508cb',1,0);
INSERT INTO "metrics" VALUES('loss',0.55,1795668876150,'0f88fbb0606c4c1a91c15d635c9508cb',2,0);
INSERT INTO "metrics" VALUES('loss',0.433333,1795668876152,'0f88fbb0606c4c1a91c15d635c9508cb',3,0);
INSERT INTO "metrics" VALUES('loss',0.375,1795668876152,'0f88fbb0606c4c1a91c15d635c9508cb',4,0);
INSERT INTO "metrics" VALUES('loss',0.34,1795668876153,'0f88fbb0606c4c1a91c15d635c9508cb',5,0);
INSERT INTO "metrics" VALUES('loss',0.316667,1795668876158,'0f88fbb0606c4c1a91c15d635c9508cb',6,0);
INSERT INTO "metrics" VALUES('loss',0.3,1795668876158,'0f88fbb0606c4c1a91c15d635c9508cb',7,0);
INSERT INTO "metrics" VALUES('loss',0.2875,1795668876175,'0f88fbb0606c4c1a91c15d635c9508cb',8,0);
INSERT INTO "metrics" VALUES('loss',0.277778,1795668876176,'0f88fbb0606c4c1a91c15d635c9508cb',9,0);
INSERT INTO "metrics" VALUES('loss',0.27,1795668876176,'0f88fbb0606c4c1a91c15d635c9508cb',10,0);
INSERT INTO "metrics" VALUES('loss',0.263636,1795668876177,'0f88fbb0606c4c1a91c15d635c9508cb',11,0);
INSERT INTO "metrics" VALUES('loss',0.258333,1795668876179,'0f88fbb0606c4c1a91c15d635c9508cb',12,0);
INSERT INTO "metrics" VALUES('loss',0.253846,1795668876179,'0f88fbb0606c4c1a91c15d635c9508cb',13,0);
INSERT INTO "metrics" VALUES('loss',0.25,1795668876180,'0f88fbb0606c4c1a91c15d635c9508cb',14,0);
INSERT INTO "metrics" VALUES('loss',0.246667,1795668876180,'0f88fbb0606c4c1a91c15d635c9508cb',15,0);
INSERT INTO "metrics" VALUES('loss',0.24375,1795668876189,'0f88fbb0606c4c1a91c15d635c9508cb',16,0);
INSERT INTO "metrics" VALUES('loss',0.241176,1795668876190,'0f88fbb0606c4c1a91c15d635c9508cb',17,0);
INSERT INTO "metrics" VALUES('loss',0.238889,1795668876190,'0f88fbb0606c4c1a91c15d635c9508cb',18,0);
INSERT INTO "metrics" VALUES('loss',0.236842,1795668876191,'0f88fbb0606c4c1a91c15d635c9508cb',19,0);
INSERT INTO "metrics" VALUES('loss',0.235,1795668876191,'0f88fbb0606c4c1a91c15d635c9508cb',20,0);
INSERT INTO "metrics" VALUES('loss',0.233333,1795668876192,'0f88fbb0606c4c1a91c15d635c9508cb',21,0);
INSERT INTO "metrics" VALUES('loss',0.231818,1795668876192,'0f88fbb0606c4c1a91c15d635c9508cb',22,0);
INSERT INTO "metrics" VALUES('loss',0.230435,1795668876193,'0f88fbb0606c4c1a91c15d635c9508cb',23,0);
INSERT INTO "metrics" VALUES('loss',0.229167,1795668876200,'0f88fbb0606c4c1a91c15d635c9508cb',24,0);
INSERT INTO "metrics" VALUES('loss',0.228,1795668876201,'0f88fbb0606c4c1a91c15d635c9508cb',25,0);
INSERT INTO "metrics" VALUES('loss',0.226923,1795668876210,'0f88fbb0606c4c1a91c15d635c9508cb',26,0);
INSERT INTO "metrics" VALUES('loss',0.225926,1795668876210,'0f88fbb0606c4c1a91c15d635c9508cb',27,0);
INSERT INTO "metrics" VALUES('loss',0.225,1795668876211,'0f88fbb0606c4c1a91c15d635c9508cb',28,0);
INSERT INTO "metrics" VALUES('loss',0.224138,1795668876211,'0f88fbb0606c4c1a91c15d635c9508cb',29,0);
INSERT INTO "metrics" VALUES('loss',0.223333,1795668876212,'0f88fbb0606c4c1a91c15d635c9508cb',30,0);
INSERT INTO "metrics" VALUES('val_auc',8.5409652076318742786e-01,1795668877051,'0f88fbb0606c4c1a91c15d635c9508cb',0,0);
INSERT INTO "metrics" VALUES('test_auc',0.8975,1795668877096,'0f88fbb0606c4c1a91c15d635c9508cb',0,0);
INSERT INTO "metrics" VALUES('auc',0.5,1795668909218,'193cf6f7c6a9419e9f50eda7b0f23f77',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.701,1795668909067,'3e85126c33f3443a841adbb0085d565a',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.702,1795668909067,'3e85126c33f3443a841adbb0085d565a',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.703,1795668909067,'3e85126c33f3443a841adbb0085d565a',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.704,1795668909068,'3e85126c33f3443a841adbb0085d565a',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.705,1795668909068,'3e85126c33f3443a841adbb0085d565a',4,0);
INSERT INTO "metrics" VALUES('best_auc',0.804,1795668909133,'83bdaa595b964110ac59b376dff6ac2a',0,0);
INSERT INTO "metrics" VALUES('fold_auc',7.99999999999999933386e-01,1795668909127,'a93201158a444f63a41940d1af578c2a',0,0);
INSERT INTO "metrics" VALUES('fold_auc',8.00999999999999934274e-01,1795668909128,'a93201158a444f63a41940d1af578c2a',1,0);
INSERT INTO "metrics" VALUES('fold_auc',8.01999999999999935162e-01,1795668909128,'a93201158a444f63a41940d1af578c2a',2,0);
INSERT INTO "metrics" VALUES('fold_auc',8.02999999999999936051e-01,1795668909129,'a93201158a444f63a41940d1af578c2a',3,0);
INSERT INTO "metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795668909131,'a93201158a444f63a41940d1af578c2a',4,0);
INSERT INTO "metrics" VALUES('training_log_loss',0.401879076915257,1795668906307,'aee5a2b7275d4799944ef67b21d26f34',0,0);
INSERT INTO "metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795668906307,'aee5a2b7275d4799944ef67b21d26f34',0,0);
INSERT INTO "metrics" VALUES('training_score',8.16666666666666651863e-01,1795668908974,'aee5a2b7275d4799944ef67b21d26f34',0,0);
INSERT INTO "metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795668906307,'aee5a2b7275d4799944ef67b21d26f34',0,0);
INSERT INTO "metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795668906307,'aee5a2b7275d4799944ef67b21d26f34',0,0);
INSERT INTO "metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795668906307,'aee5a2b7275d4799944ef67b21d26f34',0,0);
INSERT INTO "metrics" VALUES('training_f1_score',0.816923076923077,1795668906307,'aee5a2b7275d4799944ef67b21d26f34',0,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795668909199,'af2281b0b96f4c899195bcac6ab16614',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.71,1795668909096,'e2d239f6312946efa4a7b4f22799fada',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.711,1795668909096,'e2d239f6312946efa4a7b4f22799fada',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.712,1795668909097,'e2d239f6312946efa4a7b4f22799fada',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.713,1795668909101,'e2d239f6312946efa4a7b4f22799fada',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.714,1795668909102,'e2d239f6312946efa4a7b4f22799fada',4,0);
INSERT INTO "metrics" VALUES('loss',12.5,1795668909175,'e6483d55678b48f186f45c509a7ab059',3,0);
INSERT INTO "metrics" VALUES('auc',1.0,1795668909294,'ce2347c71d8d4b57af7fe55eda3efdb0',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('a b','c: d # e','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "params" VALUES('long','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "params" VALUES('größe in µm','1,5','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "params" VALUES('model.depth','3','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "params" VALUES('optimizer/lr','0.001','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "params" VALUES('tol','1e-05','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('solver','lbfgs','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('layers','[16, 8]','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('empty','','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('fit_intercept','True','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('C','0.5','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('random_state','7','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('class_weight','None','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('max_iter','200','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('zip','01234','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "params" VALUES('C','0.1','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "params" VALUES('limit','0','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "params" VALUES('C','10','a93201158a444f63a41940d1af578c2a');
INSERT INTO "params" VALUES('verbose','0','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('oob_score','False','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('max_depth','2','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('monotonic_cst','None','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('min_samples_leaf','1','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('max_leaf_nodes','None','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('min_impurity_decrease','0.0','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('max_features','sqrt','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('criterion','gini','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('min_weight_fraction_leaf','0.0','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('min_samples_split','2','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('max_samples','None','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('random_state','11','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('class_weight','None','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('ccp_alpha','0.0','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('n_jobs','None','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('n_estimators','4','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('warm_start','False','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('bootstrap','True','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "params" VALUES('C','1','e2d239f6312946efa4a7b4f22799fada');
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
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('14e8468f31c94517b6792f1249a9532c','Größen: ''quoted'', "both" – ünïcode 数据','LOCAL','','','analyst','FINISHED',1795668909239,1795668909265,'','active','file:///home/analyst/churn/mlruns/554525255861718347/14e8468f31c94517b6792f1249a9532c/artifacts',554525255861718347,NULL);
INSERT INTO "runs" VALUES('0f88fbb0606c4c1a91c15d635c9508cb','logistic baseline','LOCAL','','','analyst','FINISHED',1795668876081,1795668896822,'','active','file:///home/analyst/churn/mlruns/702549105854116203/0f88fbb0606c4c1a91c15d635c9508cb/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('193cf6f7c6a9419e9f50eda7b0f23f77','by mistake','LOCAL','','','analyst','FINISHED',1795668909206,1795668909218,'','deleted','file:///home/analyst/churn/mlruns/702549105854116203/193cf6f7c6a9419e9f50eda7b0f23f77/artifacts',702549105854116203,1795668909222);
INSERT INTO "runs" VALUES('3e85126c33f3443a841adbb0085d565a','C = 0.1','LOCAL','','','analyst','FINISHED',1795668909048,1795668909069,'','active','file:///home/analyst/churn/mlruns/702549105854116203/3e85126c33f3443a841adbb0085d565a/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('76f3ff4749624c9ebf258b7ab82fc76e','no data left','LOCAL','','','analyst','FAILED',1795668909138,1795668909154,'','active','file:///home/analyst/churn/mlruns/702549105854116203/76f3ff4749624c9ebf258b7ab82fc76e/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('83bdaa595b964110ac59b376dff6ac2a','sweep over C','LOCAL','','','analyst','FINISHED',1795668909034,1795668909134,'','active','file:///home/analyst/churn/mlruns/702549105854116203/83bdaa595b964110ac59b376dff6ac2a/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('a93201158a444f63a41940d1af578c2a','C = 10','LOCAL','','','analyst','FINISHED',1795668909113,1795668909131,'','active','file:///home/analyst/churn/mlruns/702549105854116203/a93201158a444f63a41940d1af578c2a/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('aee5a2b7275d4799944ef67b21d26f34','forest, autologged','LOCAL','','','analyst','FINISHED',1795668897012,1795668909022,'','active','file:///home/analyst/churn/mlruns/702549105854116203/aee5a2b7275d4799944ef67b21d26f34/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('af2281b0b96f4c899195bcac6ab16614','still there','LOCAL','','','analyst','RUNNING',1795668909186,1795668909199,'','active','file:///home/analyst/churn/mlruns/702549105854116203/af2281b0b96f4c899195bcac6ab16614/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('e2d239f6312946efa4a7b4f22799fada','C = 1','LOCAL','','','analyst','FINISHED',1795668909082,1795668909102,'','active','file:///home/analyst/churn/mlruns/702549105854116203/e2d239f6312946efa4a7b4f22799fada/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('e6483d55678b48f186f45c509a7ab059','took too long','LOCAL','','','analyst','KILLED',1795668909162,1795668909175,'','active','file:///home/analyst/churn/mlruns/702549105854116203/e6483d55678b48f186f45c509a7ab059/artifacts',702549105854116203,NULL);
INSERT INTO "runs" VALUES('ce2347c71d8d4b57af7fe55eda3efdb0','worried-rat-19','LOCAL','','','analyst','FINISHED',1795668909275,1795668909295,'','deleted','file:///home/analyst/churn/mlruns/309197774420136449/ce2347c71d8d4b57af7fe55eda3efdb0/artifacts',309197774420136449,1795668909302);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "tags" VALUES('mlflow.runName','Größen: ''quoted'', "both" – ünïcode 数据','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "tags" VALUES('mlflow.user','analyst','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','14e8468f31c94517b6792f1249a9532c');
INSERT INTO "tags" VALUES('team','churn','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.note.content','Two columns only.

The *intercept* stays, see the mail of May.','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.runName','logistic baseline','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.user','analyst','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','0f88fbb0606c4c1a91c15d635c9508cb');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "tags" VALUES('mlflow.runName','by mistake','193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "tags" VALUES('mlflow.user','analyst','193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','193cf6f7c6a9419e9f50eda7b0f23f77');
INSERT INTO "tags" VALUES('mlflow.parentRunId','83bdaa595b964110ac59b376dff6ac2a','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.runName','C = 0.1','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.user','analyst','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','3e85126c33f3443a841adbb0085d565a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "tags" VALUES('mlflow.runName','no data left','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "tags" VALUES('mlflow.user','analyst','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','76f3ff4749624c9ebf258b7ab82fc76e');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "tags" VALUES('mlflow.runName','sweep over C','83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "tags" VALUES('mlflow.user','analyst','83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','83bdaa595b964110ac59b376dff6ac2a');
INSERT INTO "tags" VALUES('mlflow.parentRunId','83bdaa595b964110ac59b376dff6ac2a','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('mlflow.runName','C = 10','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('mlflow.user','analyst','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','a93201158a444f63a41940d1af578c2a');
INSERT INTO "tags" VALUES('estimator_class','sklearn.ensemble._forest.RandomForestClassifier','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.runName','forest, autologged','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('estimator_name','RandomForestClassifier','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.user','analyst','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','aee5a2b7275d4799944ef67b21d26f34');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "tags" VALUES('mlflow.runName','still there','af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "tags" VALUES('mlflow.user','analyst','af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','af2281b0b96f4c899195bcac6ab16614');
INSERT INTO "tags" VALUES('mlflow.parentRunId','83bdaa595b964110ac59b376dff6ac2a','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.runName','C = 1','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.user','analyst','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','e2d239f6312946efa4a7b4f22799fada');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','e6483d55678b48f186f45c509a7ab059');
INSERT INTO "tags" VALUES('mlflow.runName','took too long','e6483d55678b48f186f45c509a7ab059');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','e6483d55678b48f186f45c509a7ab059');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','e6483d55678b48f186f45c509a7ab059');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','e6483d55678b48f186f45c509a7ab059');
INSERT INTO "tags" VALUES('mlflow.user','analyst','e6483d55678b48f186f45c509a7ab059');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','e6483d55678b48f186f45c509a7ab059');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','ce2347c71d8d4b57af7fe55eda3efdb0');
INSERT INTO "tags" VALUES('mlflow.runName','worried-rat-19','ce2347c71d8d4b57af7fe55eda3efdb0');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','ce2347c71d8d4b57af7fe55eda3efdb0');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','ce2347c71d8d4b57af7fe55eda3efdb0');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','ce2347c71d8d4b57af7fe55eda3efdb0');
INSERT INTO "tags" VALUES('mlflow.user','analyst','ce2347c71d8d4b57af7fe55eda3efdb0');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','ce2347c71d8d4b57af7fe55eda3efdb0');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
COMMIT;
