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
INSERT INTO "datasets" VALUES('9700ae56931f401495bf3693f09e86bc',1,'customers-train','6e79937f','local','{"uri": "data/train.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 60, "num_elements": 180}');
INSERT INTO "datasets" VALUES('0ad947989f30463caa3dc2a84abd44ea',1,'customers-test','5f35a709','local','{"uri": "data/test.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 40, "num_elements": 120}');
INSERT INTO "datasets" VALUES('cdf1d3273ee44983b2d215511c6d5318',1,'dataset','21926014','code','{"tags": {"mlflow.user": "analyst", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL", "mlflow.source.git.commit": "4d8be149af337e08c8c52c84294c61d05430dbd7", "mlflow.source.git.branch": "master", "mlflow.source.git.repoURL": "https://example.org/team/churn.git"}}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}]}','{"num_rows": 60, "num_elements": 120}');
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
INSERT INTO "experiments" VALUES(0,'Default','/home/analyst/churn/mlruns/0','active',1795665834048,1795665834048,'default');
INSERT INTO "experiments" VALUES(1,'churn','/home/analyst/churn/mlruns/1','active',1795665834069,1795665834069,'default');
INSERT INTO "experiments" VALUES(2,'Größen / forecast 2026','/home/analyst/churn/mlruns/2','active',1795665846464,1795665846464,'default');
INSERT INTO "experiments" VALUES(3,'gone','/home/analyst/churn/mlruns/3','deleted',1795665846606,1795665846691,'default');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('fcbb78fa50244feaa426d8593fa57085','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('4cc312bbb3d4491494b58cd3e560b338','mlflow.data.context','test');
INSERT INTO "input_tags" VALUES('c95f4c44aaaa47b0ba1953d1716516b5','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('fcbb78fa50244feaa426d8593fa57085','DATASET','9700ae56931f401495bf3693f09e86bc','RUN','e327beb84ee143fa89e2fff33d2c747f',0);
INSERT INTO "inputs" VALUES('4cc312bbb3d4491494b58cd3e560b338','DATASET','0ad947989f30463caa3dc2a84abd44ea','RUN','e327beb84ee143fa89e2fff33d2c747f',0);
INSERT INTO "inputs" VALUES('84e2d22cb4e04490a95ad0b0fa43a497','RUN_OUTPUT','e327beb84ee143fa89e2fff33d2c747f','MODEL_OUTPUT','m-6841b376759f459eb84e245d7d66fdf5',0);
INSERT INTO "inputs" VALUES('c95f4c44aaaa47b0ba1953d1716516b5','DATASET','cdf1d3273ee44983b2d215511c6d5318','RUN','ddea6d0b61324448bc05fc24fcb4ed3d',0);
INSERT INTO "inputs" VALUES('5dacddb37d2a4138a97adb06fb6a7601','RUN_OUTPUT','ddea6d0b61324448bc05fc24fcb4ed3d','MODEL_OUTPUT','m-ddb8d60b6b5d437b8d2978fbbd32fcd2',0);
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
INSERT INTO "latest_metrics" VALUES('loss',0.223333,1795665834756,30,0,'e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "latest_metrics" VALUES('val_auc',8.5409652076318742786e-01,1795665834806,0,0,'e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "latest_metrics" VALUES('test_auc',0.8975,1795665834835,0,0,'e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "latest_metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795665844437,0,0,'ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "latest_metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795665844437,0,0,'ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "latest_metrics" VALUES('training_f1_score',0.816923076923077,1795665844437,0,0,'ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "latest_metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795665844437,0,0,'ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "latest_metrics" VALUES('training_log_loss',0.401879076915257,1795665844437,0,0,'ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "latest_metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795665844437,0,0,'ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "latest_metrics" VALUES('training_score',8.16666666666666651863e-01,1795665845433,0,0,'ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.705,1795665845702,4,0,'13fc27880e994c3abd253db32e5e021d');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.714,1795665845878,4,0,'87775883bcc84649a416f9927446f0b2');
INSERT INTO "latest_metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795665846057,4,0,'6abf3921f850465598f2bc185e5789d8');
INSERT INTO "latest_metrics" VALUES('best_auc',0.804,1795665846110,0,0,'1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "latest_metrics" VALUES('loss',12.5,1795665846262,3,0,'980e2373521a4e7795d31e9e9568e167');
INSERT INTO "latest_metrics" VALUES('loss',0.9,1795665846329,1,0,'ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "latest_metrics" VALUES('auc',0.5,1795665846390,0,0,'180cb283a4114da3939917ee2a613c43');
INSERT INTO "latest_metrics" VALUES('test/auc',0.75,1795665846561,0,0,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('Δ loss',-0.125,1795665846561,0,0,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('f1 score',0.5,1795665846561,0,0,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('p.value',1.0e-12,1795665846561,0,0,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('val/top-5',5.0,1795665846561,0,0,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('not a number',0.0,1795665846561,0,1,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('too much',1.79769313486231562234e+308,1795665846561,0,0,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('too little',-1.79769313486231562234e+308,1795665846561,0,0,'639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "latest_metrics" VALUES('auc',1.0,1795665846649,0,0,'84872886edb74902af0014a552a4e037');
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
INSERT INTO "logged_models" VALUES('m-6841b376759f459eb84e245d7d66fdf5',1,'churn','/home/analyst/churn/mlruns/1/models/m-6841b376759f459eb84e245d7d66fdf5/artifacts',1795665834908,1795665840698,2,'active',NULL,'e327beb84ee143fa89e2fff33d2c747f',NULL);
INSERT INTO "logged_models" VALUES('m-ddb8d60b6b5d437b8d2978fbbd32fcd2',1,'model','/home/analyst/churn/mlruns/1/models/m-ddb8d60b6b5d437b8d2978fbbd32fcd2/artifacts',1795665840930,1795665844365,2,'active',NULL,'ddea6d0b61324448bc05fc24fcb4ed3d',NULL);
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
INSERT INTO "metrics" VALUES('loss',0.9,1795665834302,'e327beb84ee143fa89e2fff33d2c747f',1,0);
INSERT INTO "metrics" VALUES('loss',0.55,1795665834325,'e327beb84ee143fa89e2fff33d2c747f',2,0);
INSERT INTO "metrics" VALUES('loss',0.433333,1795665834345,'e327beb84ee143fa89e2fff33d2c747f',3,0);
INSERT INTO "metrics" VALUES('loss',0.375,1795665834365,'e327beb84ee143fa89e2fff33d2c747f',4,0);
INSERT INTO "metrics" VALUES('loss',0.34,1795665834388,'e327beb84ee143fa89e2fff33d2c747f',5,0);
INSERT INTO "metrics" VALUES('loss',0.316667,1795665834410,'e327beb84ee143fa89e2fff33d2c747f',6,0);
INSERT INTO "metrics" VALUES('loss',0.3,1795665834434,'e327beb84ee143fa89e2fff33d2c747f',7,0);
INSERT INTO "metrics" VALUES('loss',0.2875,1795665834441,'e327beb84ee143fa89e2fff33d2c747f',8,0);
INSERT INTO "metrics" VALUES('loss',0.277778,1795665834451,'e327beb84ee143fa89e2fff33d2c747f',9,0);
INSERT INTO "metrics" VALUES('loss',0.27,1795665834460,'e327beb84ee143fa89e2fff33d2c747f',10,0);
INSERT INTO "metrics" VALUES('loss',0.263636,1795665834474,'e327beb84ee143fa89e2fff33d2c747f',11,0);
INSERT INTO "metrics" VALUES('loss',0.258333,1795665834493,'e327beb84ee143fa89e2fff33d2c747f',12,0);
INSERT INTO "metrics" VALUES('loss',0.253846,1795665834518,'e327beb84ee143fa89e2fff33d2c747f',13,0);
INSERT INTO "metrics" VALUES('loss',0.25,1795665834541,'e327beb84ee143fa89e2fff33d2c747f',14,0);
INSERT INTO "metrics" VALUES('loss',0.246667,1795665834564,'e327beb84ee143fa89e2fff33d2c747f',15,0);
INSERT INTO "metrics" VALUES('loss',0.24375,1795665834579,'e327beb84ee143fa89e2fff33d2c747f',16,0);
INSERT INTO "metrics" VALUES('loss',0.241176,1795665834605,'e327beb84ee143fa89e2fff33d2c747f',17,0);
INSERT INTO "metrics" VALUES('loss',0.238889,1795665834629,'e327beb84ee143fa89e2fff33d2c747f',18,0);
INSERT INTO "metrics" VALUES('loss',0.236842,1795665834653,'e327beb84ee143fa89e2fff33d2c747f',19,0);
INSERT INTO "metrics" VALUES('loss',0.235,1795665834670,'e327beb84ee143fa89e2fff33d2c747f',20,0);
INSERT INTO "metrics" VALUES('loss',0.233333,1795665834676,'e327beb84ee143fa89e2fff33d2c747f',21,0);
INSERT INTO "metrics" VALUES('loss',0.231818,1795665834685,'e327beb84ee143fa89e2fff33d2c747f',22,0);
INSERT INTO "metrics" VALUES('loss',0.230435,1795665834698,'e327beb84ee143fa89e2fff33d2c747f',23,0);
INSERT INTO "metrics" VALUES('loss',0.229167,1795665834707,'e327beb84ee143fa89e2fff33d2c747f',24,0);
INSERT INTO "metrics" VALUES('loss',0.228,1795665834715,'e327beb84ee143fa89e2fff33d2c747f',25,0);
INSERT INTO "metrics" VALUES('loss',0.226923,1795665834722,'e327beb84ee143fa89e2fff33d2c747f',26,0);
INSERT INTO "metrics" VALUES('loss',0.225926,1795665834730,'e327beb84ee143fa89e2fff33d2c747f',27,0);
INSERT INTO "metrics" VALUES('loss',0.225,1795665834742,'e327beb84ee143fa89e2fff33d2c747f',28,0);
INSERT INTO "metrics" VALUES('loss',0.224138,1795665834746,'e327beb84ee143fa89e2fff33d2c747f',29,0);
INSERT INTO "metrics" VALUES('loss',0.223333,1795665834756,'e327beb84ee143fa89e2fff33d2c747f',30,0);
INSERT INTO "metrics" VALUES('val_auc',8.5409652076318742786e-01,1795665834806,'e327beb84ee143fa89e2fff33d2c747f',0,0);
INSERT INTO "metrics" VALUES('test_auc',0.8975,1795665834835,'e327beb84ee143fa89e2fff33d2c747f',0,0);
INSERT INTO "metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795665844437,'ddea6d0b61324448bc05fc24fcb4ed3d',0,0);
INSERT INTO "metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795665844437,'ddea6d0b61324448bc05fc24fcb4ed3d',0,0);
INSERT INTO "metrics" VALUES('training_f1_score',0.816923076923077,1795665844437,'ddea6d0b61324448bc05fc24fcb4ed3d',0,0);
INSERT INTO "metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795665844437,'ddea6d0b61324448bc05fc24fcb4ed3d',0,0);
INSERT INTO "metrics" VALUES('training_log_loss',0.401879076915257,1795665844437,'ddea6d0b61324448bc05fc24fcb4ed3d',0,0);
INSERT INTO "metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795665844437,'ddea6d0b61324448bc05fc24fcb4ed3d',0,0);
INSERT INTO "metrics" VALUES('training_score',8.16666666666666651863e-01,1795665845433,'ddea6d0b61324448bc05fc24fcb4ed3d',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.701,1795665845610,'13fc27880e994c3abd253db32e5e021d',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.702,1795665845634,'13fc27880e994c3abd253db32e5e021d',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.703,1795665845657,'13fc27880e994c3abd253db32e5e021d',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.704,1795665845681,'13fc27880e994c3abd253db32e5e021d',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.705,1795665845702,'13fc27880e994c3abd253db32e5e021d',4,0);
INSERT INTO "metrics" VALUES('fold_auc',0.71,1795665845792,'87775883bcc84649a416f9927446f0b2',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.711,1795665845813,'87775883bcc84649a416f9927446f0b2',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.712,1795665845833,'87775883bcc84649a416f9927446f0b2',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.713,1795665845854,'87775883bcc84649a416f9927446f0b2',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.714,1795665845878,'87775883bcc84649a416f9927446f0b2',4,0);
INSERT INTO "metrics" VALUES('fold_auc',7.99999999999999933386e-01,1795665845970,'6abf3921f850465598f2bc185e5789d8',0,0);
INSERT INTO "metrics" VALUES('fold_auc',8.00999999999999934274e-01,1795665845992,'6abf3921f850465598f2bc185e5789d8',1,0);
INSERT INTO "metrics" VALUES('fold_auc',8.01999999999999935162e-01,1795665846013,'6abf3921f850465598f2bc185e5789d8',2,0);
INSERT INTO "metrics" VALUES('fold_auc',8.02999999999999936051e-01,1795665846037,'6abf3921f850465598f2bc185e5789d8',3,0);
INSERT INTO "metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795665846057,'6abf3921f850465598f2bc185e5789d8',4,0);
INSERT INTO "metrics" VALUES('best_auc',0.804,1795665846110,'1c4e2cbf290442d08e8440e3f2ecde49',0,0);
INSERT INTO "metrics" VALUES('loss',12.5,1795665846262,'980e2373521a4e7795d31e9e9568e167',3,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795665846329,'ee2922b07d254838a18f776b3e0322d8',1,0);
INSERT INTO "metrics" VALUES('auc',0.5,1795665846390,'180cb283a4114da3939917ee2a613c43',0,0);
INSERT INTO "metrics" VALUES('test/auc',0.75,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,0);
INSERT INTO "metrics" VALUES('Δ loss',-0.125,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,0);
INSERT INTO "metrics" VALUES('f1 score',0.5,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,0);
INSERT INTO "metrics" VALUES('p.value',1.0e-12,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,0);
INSERT INTO "metrics" VALUES('val/top-5',5.0,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,0);
INSERT INTO "metrics" VALUES('not a number',0.0,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,1);
INSERT INTO "metrics" VALUES('too much',1.79769313486231562234e+308,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,0);
INSERT INTO "metrics" VALUES('too little',-1.79769313486231562234e+308,1795665846561,'639ca0c6f1214eb68502dd00143d6c73',0,0);
INSERT INTO "metrics" VALUES('auc',1.0,1795665846649,'84872886edb74902af0014a552a4e037',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('C','0.5','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('max_iter','200','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('fit_intercept','True','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('class_weight','None','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('solver','lbfgs','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('random_state','7','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('tol','1e-05','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('zip','01234','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('empty','','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('layers','[16, 8]','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "params" VALUES('bootstrap','True','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('ccp_alpha','0.0','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('class_weight','None','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('criterion','gini','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('max_depth','2','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('max_features','sqrt','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('max_leaf_nodes','None','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('max_samples','None','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('min_impurity_decrease','0.0','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('min_samples_leaf','1','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('min_samples_split','2','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('min_weight_fraction_leaf','0.0','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('monotonic_cst','None','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('n_estimators','4','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('n_jobs','None','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('oob_score','False','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('random_state','11','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('verbose','0','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('warm_start','False','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "params" VALUES('C','0.1','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "params" VALUES('C','1','87775883bcc84649a416f9927446f0b2');
INSERT INTO "params" VALUES('C','10','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "params" VALUES('limit','0','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "params" VALUES('größe in µm','1,5','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "params" VALUES('optimizer/lr','0.001','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "params" VALUES('model.depth','3','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "params" VALUES('a b','c: d # e','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "params" VALUES('long','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','639ca0c6f1214eb68502dd00143d6c73');
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
INSERT INTO "runs" VALUES('e327beb84ee143fa89e2fff33d2c747f','logistic baseline','UNKNOWN','','','analyst','FINISHED',1795665834165,1795665840730,'','active','/home/analyst/churn/mlruns/1/e327beb84ee143fa89e2fff33d2c747f/artifacts',1,NULL);
INSERT INTO "runs" VALUES('ddea6d0b61324448bc05fc24fcb4ed3d','forest, autologged','UNKNOWN','','','analyst','FINISHED',1795665840850,1795665845502,'','active','/home/analyst/churn/mlruns/1/ddea6d0b61324448bc05fc24fcb4ed3d/artifacts',1,NULL);
INSERT INTO "runs" VALUES('1c4e2cbf290442d08e8440e3f2ecde49','sweep over C','UNKNOWN','','','analyst','FINISHED',1795665845530,1795665846130,'','active','/home/analyst/churn/mlruns/1/1c4e2cbf290442d08e8440e3f2ecde49/artifacts',1,NULL);
INSERT INTO "runs" VALUES('13fc27880e994c3abd253db32e5e021d','C = 0.1','UNKNOWN','','','analyst','FINISHED',1795665845546,1795665845725,'','active','/home/analyst/churn/mlruns/1/13fc27880e994c3abd253db32e5e021d/artifacts',1,NULL);
INSERT INTO "runs" VALUES('87775883bcc84649a416f9927446f0b2','C = 1','UNKNOWN','','','analyst','FINISHED',1795665845746,1795665845901,'','active','/home/analyst/churn/mlruns/1/87775883bcc84649a416f9927446f0b2/artifacts',1,NULL);
INSERT INTO "runs" VALUES('6abf3921f850465598f2bc185e5789d8','C = 10','UNKNOWN','','','analyst','FINISHED',1795665845926,1795665846082,'','active','/home/analyst/churn/mlruns/1/6abf3921f850465598f2bc185e5789d8/artifacts',1,NULL);
INSERT INTO "runs" VALUES('885ba1dd82e140dcb184d876e4595200','no data left','UNKNOWN','','','analyst','FAILED',1795665846158,1795665846209,'','active','/home/analyst/churn/mlruns/1/885ba1dd82e140dcb184d876e4595200/artifacts',1,NULL);
INSERT INTO "runs" VALUES('980e2373521a4e7795d31e9e9568e167','took too long','UNKNOWN','','','analyst','KILLED',1795665846230,1795665846281,'','active','/home/analyst/churn/mlruns/1/980e2373521a4e7795d31e9e9568e167/artifacts',1,NULL);
INSERT INTO "runs" VALUES('ee2922b07d254838a18f776b3e0322d8','still there','UNKNOWN','','','analyst','RUNNING',1795665846306,1795665846345,'','active','/home/analyst/churn/mlruns/1/ee2922b07d254838a18f776b3e0322d8/artifacts',1,NULL);
INSERT INTO "runs" VALUES('180cb283a4114da3939917ee2a613c43','by mistake','UNKNOWN','','','analyst','FINISHED',1795665846370,1795665846413,'','deleted','/home/analyst/churn/mlruns/1/180cb283a4114da3939917ee2a613c43/artifacts',1,1795665846440);
INSERT INTO "runs" VALUES('639ca0c6f1214eb68502dd00143d6c73','Größen: ''quoted'', "both" – ünïcode 数据','UNKNOWN','','','analyst','FINISHED',1795665846487,1795665846584,'','active','/home/analyst/churn/mlruns/2/639ca0c6f1214eb68502dd00143d6c73/artifacts',2,NULL);
INSERT INTO "runs" VALUES('84872886edb74902af0014a552a4e037','efficient-ant-120','UNKNOWN','','','analyst','FINISHED',1795665846626,1795665846666,'','deleted','/home/analyst/churn/mlruns/3/84872886edb74902af0014a552a4e037/artifacts',3,1795665846693);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.user','analyst','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.runName','logistic baseline','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.note.content','Two columns only.

The *intercept* stays, see the mail of May.','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('kb.id','EXP-0001','e327beb84ee143fa89e2fff33d2c747f');
INSERT INTO "tags" VALUES('mlflow.user','analyst','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('mlflow.runName','forest, autologged','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('estimator_name','RandomForestClassifier','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('estimator_class','sklearn.ensemble._forest.RandomForestClassifier','ddea6d0b61324448bc05fc24fcb4ed3d');
INSERT INTO "tags" VALUES('mlflow.user','analyst','1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "tags" VALUES('mlflow.runName','sweep over C','1c4e2cbf290442d08e8440e3f2ecde49');
INSERT INTO "tags" VALUES('mlflow.user','analyst','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.parentRunId','1c4e2cbf290442d08e8440e3f2ecde49','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.runName','C = 0.1','13fc27880e994c3abd253db32e5e021d');
INSERT INTO "tags" VALUES('mlflow.user','analyst','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.parentRunId','1c4e2cbf290442d08e8440e3f2ecde49','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.runName','C = 1','87775883bcc84649a416f9927446f0b2');
INSERT INTO "tags" VALUES('mlflow.user','analyst','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.parentRunId','1c4e2cbf290442d08e8440e3f2ecde49','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.runName','C = 10','6abf3921f850465598f2bc185e5789d8');
INSERT INTO "tags" VALUES('mlflow.user','analyst','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "tags" VALUES('mlflow.runName','no data left','885ba1dd82e140dcb184d876e4595200');
INSERT INTO "tags" VALUES('mlflow.user','analyst','980e2373521a4e7795d31e9e9568e167');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','980e2373521a4e7795d31e9e9568e167');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','980e2373521a4e7795d31e9e9568e167');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','980e2373521a4e7795d31e9e9568e167');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','980e2373521a4e7795d31e9e9568e167');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','980e2373521a4e7795d31e9e9568e167');
INSERT INTO "tags" VALUES('mlflow.runName','took too long','980e2373521a4e7795d31e9e9568e167');
INSERT INTO "tags" VALUES('mlflow.user','analyst','ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "tags" VALUES('mlflow.runName','still there','ee2922b07d254838a18f776b3e0322d8');
INSERT INTO "tags" VALUES('mlflow.user','analyst','180cb283a4114da3939917ee2a613c43');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','180cb283a4114da3939917ee2a613c43');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','180cb283a4114da3939917ee2a613c43');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','180cb283a4114da3939917ee2a613c43');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','180cb283a4114da3939917ee2a613c43');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','180cb283a4114da3939917ee2a613c43');
INSERT INTO "tags" VALUES('mlflow.runName','by mistake','180cb283a4114da3939917ee2a613c43');
INSERT INTO "tags" VALUES('mlflow.user','analyst','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "tags" VALUES('mlflow.runName','Größen: ''quoted'', "both" – ünïcode 数据','639ca0c6f1214eb68502dd00143d6c73');
INSERT INTO "tags" VALUES('mlflow.user','analyst','84872886edb74902af0014a552a4e037');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','84872886edb74902af0014a552a4e037');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','84872886edb74902af0014a552a4e037');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','84872886edb74902af0014a552a4e037');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','84872886edb74902af0014a552a4e037');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','84872886edb74902af0014a552a4e037');
INSERT INTO "tags" VALUES('mlflow.runName','efficient-ant-120','84872886edb74902af0014a552a4e037');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
COMMIT;
