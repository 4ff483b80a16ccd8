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
INSERT INTO "datasets" VALUES('240520d6-1ddf-4115-9d33-a263fdd48202',145193353660230059,'customers-train','6e79937f','local','{"uri": "data/train.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 60, "num_elements": 180}');
INSERT INTO "datasets" VALUES('386c9705-6840-4e06-845d-661b2c5ba79a',145193353660230059,'dataset','21926014','code','{"tags": {"mlflow.user": "analyst", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL", "mlflow.source.git.commit": "4d8be149af337e08c8c52c84294c61d05430dbd7", "mlflow.source.git.branch": "master", "mlflow.source.git.repoURL": "https://example.org/team/churn.git"}}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}]}','{"num_rows": 60, "num_elements": 120}');
INSERT INTO "datasets" VALUES('cf15e1cd-cf9c-4cc0-9433-55afc83e57a3',145193353660230059,'customers-test','5f35a709','local','{"uri": "data/test.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 40, "num_elements": 120}');
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
INSERT INTO "experiments" VALUES(0,'Default','file:///home/analyst/churn/mlruns/0','active',1795665787829,1795665787829,'default');
INSERT INTO "experiments" VALUES(128248149713167718,'gone','file:///home/analyst/churn/mlruns/128248149713167718','deleted',1795665800478,1795665800487,'default');
INSERT INTO "experiments" VALUES(145193353660230059,'churn','file:///home/analyst/churn/mlruns/145193353660230059','active',1795665787836,1795665787836,'default');
INSERT INTO "experiments" VALUES(901296822818979575,'Größen / forecast 2026','file:///home/analyst/churn/mlruns/901296822818979575','active',1795665800466,1795665800466,'default');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('cf2e51fa-a680-496a-9d63-b3530f35da7c','mlflow.data.context','train');
INSERT INTO "input_tags" VALUES('f8116635-e17b-4ec7-b883-3f04b86cc121','mlflow.data.context','test');
INSERT INTO "input_tags" VALUES('5443c0cf-8313-436f-929f-36fce395007d','mlflow.data.context','training');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('cf2e51fa-a680-496a-9d63-b3530f35da7c','DATASET','386c9705-6840-4e06-845d-661b2c5ba79a','RUN','376f7980d65b40008fcaa77fd5450e8f',0);
INSERT INTO "inputs" VALUES('f8116635-e17b-4ec7-b883-3f04b86cc121','DATASET','cf15e1cd-cf9c-4cc0-9433-55afc83e57a3','RUN','7445868f62ce410fa75524895b2aad3a',0);
INSERT INTO "inputs" VALUES('5443c0cf-8313-436f-929f-36fce395007d','DATASET','240520d6-1ddf-4115-9d33-a263fdd48202','RUN','7445868f62ce410fa75524895b2aad3a',0);
INSERT INTO "inputs" VALUES('cf1eddb9-75a8-4e50-a2d8-17e8c6f9b3b6','RUN_OUTPUT','376f7980d65b40008fcaa77fd5450e8f','MODEL_OUTPUT','m-42da9433f1be4356940427535c98d245',0);
INSERT INTO "inputs" VALUES('6aa68607-6b15-4f5e-b665-b0afa158081e','RUN_OUTPUT','7445868f62ce410fa75524895b2aad3a','MODEL_OUTPUT','m-c71479ea0eb64d569bd7f4c367e31aea',0);
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
INSERT INTO "latest_metrics" VALUES('auc',0.5,1795665800460,0,0,'0ef92380ecbd44f295666b01c8679115');
INSERT INTO "latest_metrics" VALUES('loss',12.5,1795665800446,3,0,'1ea06d702b8b480985ee7232402537b2');
INSERT INTO "latest_metrics" VALUES('training_log_loss',0.401879076915257,1795665799357,0,0,'376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "latest_metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795665799357,0,0,'376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "latest_metrics" VALUES('training_score',8.16666666666666651863e-01,1795665800372,0,0,'376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "latest_metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795665799357,0,0,'376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "latest_metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795665799357,0,0,'376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "latest_metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795665799357,0,0,'376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "latest_metrics" VALUES('training_f1_score',0.816923076923077,1795665799357,0,0,'376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "latest_metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795665800429,4,0,'4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "latest_metrics" VALUES('best_auc',0.804,1795665800431,0,0,'5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "latest_metrics" VALUES('loss',0.223333,1795665787972,30,0,'7445868f62ce410fa75524895b2aad3a');
INSERT INTO "latest_metrics" VALUES('val_auc',8.5409652076318742786e-01,1795665788065,0,0,'7445868f62ce410fa75524895b2aad3a');
INSERT INTO "latest_metrics" VALUES('test_auc',0.8975,1795665788079,0,0,'7445868f62ce410fa75524895b2aad3a');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.714,1795665800419,4,0,'b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.705,1795665800409,4,0,'d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "latest_metrics" VALUES('loss',0.9,1795665800453,1,0,'f663983b01b346d3ab4827955e94a21f');
INSERT INTO "latest_metrics" VALUES('Δ loss',-0.125,1795665800474,0,0,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('p.value',1.0e-12,1795665800474,0,0,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('too much',1.79769313486231562234e+308,1795665800474,0,0,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('not a number',0.0,1795665800474,0,1,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('too little',-1.79769313486231562234e+308,1795665800474,0,0,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('f1 score',0.5,1795665800474,0,0,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('test/auc',0.75,1795665800474,0,0,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('val/top-5',5.0,1795665800474,0,0,'38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "latest_metrics" VALUES('auc',1.0,1795665800485,0,0,'e4401ba59d7746b8a32873954d2e0bb6');
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
INSERT INTO "logged_models" VALUES('m-42da9433f1be4356940427535c98d245',145193353660230059,'model','file:///home/analyst/churn/mlruns/145193353660230059/models/m-42da9433f1be4356940427535c98d245/artifacts',1795665795132,1795665799305,2,'active',NULL,'376f7980d65b40008fcaa77fd5450e8f',NULL);
INSERT INTO "logged_models" VALUES('m-c71479ea0eb64d569bd7f4c367e31aea',145193353660230059,'churn','file:///home/analyst/churn/mlruns/145193353660230059/models/m-c71479ea0eb64d569bd7f4c367e31aea/artifacts',1795665788116,1795665795023,2,'active',NULL,'7445868f62ce410fa75524895b2aad3a',NULL);
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
INSERT INTO "metrics" VALUES('auc',0.5,1795665800460,'0ef92380ecbd44f295666b01c8679115',0,0);
INSERT INTO "metrics" VALUES('loss',12.5,1795665800446,'1ea06d702b8b480985ee7232402537b2',3,0);
INSERT INTO "metrics" VALUES('training_log_loss',0.401879076915257,1795665799357,'376f7980d65b40008fcaa77fd5450e8f',0,0);
INSERT INTO "metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795665799357,'376f7980d65b40008fcaa77fd5450e8f',0,0);
INSERT INTO "metrics" VALUES('training_score',8.16666666666666651863e-01,1795665800372,'376f7980d65b40008fcaa77fd5450e8f',0,0);
INSERT INTO "metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795665799357,'376f7980d65b40008fcaa77fd5450e8f',0,0);
INSERT INTO "metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795665799357,'376f7980d65b40008fcaa77fd5450e8f',0,0);
INSERT INTO "metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795665799357,'376f7980d65b40008fcaa77fd5450e8f',0,0);
INSERT INTO "metrics" VALUES('training_f1_score',0.816923076923077,1795665799357,'376f7980d65b40008fcaa77fd5450e8f',0,0);
INSERT INTO "metrics" VALUES('fold_auc',7.99999999999999933386e-01,1795665800428,'4ae1bedcea574e79a96e9c185bd1e83a',0,0);
INSERT INTO "metrics" VALUES('fold_auc',8.00999999999999934274e-01,1795665800428,'4ae1bedcea574e79a96e9c185bd1e83a',1,0);
INSERT INTO "metrics" VALUES('fold_auc',8.01999999999999935162e-01,1795665800429,'4ae1bedcea574e79a96e9c185bd1e83a',2,0);
INSERT INTO "metrics" VALUES('fold_auc',8.02999999999999936051e-01,1795665800429,'4ae1bedcea574e79a96e9c185bd1e83a',3,0);
INSERT INTO "metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795665800429,'4ae1bedcea574e79a96e9c185bd1e83a',4,0);
INSERT INTO "metrics" VALUES('best_auc',0.804,1795665800431,'5d8d3c1a0b6a40f2bbdde5eb614f008b',0,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795665787956,'7445868f62ce410fa75524895b2aad3a',1,0);
INSERT INTO "metrics" VALUES('loss',0.55,1795665787957,'7445868f62ce410fa75524895b2aad3a',2,0);
INSERT INTO "metrics" VALUES('loss',0.433333,1795665787958,'7445868f62ce410fa75524895b2aad3a',3,0);
INSERT INTO "metrics" VALUES('loss',0.375,1795665787958,'7445868f62ce410fa75524895b2aad3a',4,0);
INSERT INTO "metrics" VALUES('loss',0.34,1795665787959,'7445868f62ce410fa75524895b2aad3a',5,0);
INSERT INTO "metrics" VALUES('loss',0.316667,1795665787959,'7445868f62ce410fa75524895b2aad3a',6,0);
INSERT INTO "metrics" VALUES('loss',0.3,1795665787959,'7445868f62ce410fa75524895b2aad3a',7,0);
INSERT INTO "metrics" VALUES('loss',0.2875,1795665787960,'7445868f62ce410fa75524895b2aad3a',8,0);
INSERT INTO "metrics" VALUES('loss',0.277778,1795665787960,'7445868f62ce410fa75524895b2aad3a',9,0);
INSERT INTO "metrics" VALUES('loss',0.27,1795665787961,'7445868f62ce410fa75524895b2aad3a',10,0);
INSERT INTO "metrics" VALUES('loss',0.263636,1795665787961,'7445868f62ce410fa75524895b2aad3a',11,0);
INSERT INTO "metrics" VALUES('loss',0.258333,1795665787962,'7445868f62ce410fa75524895b2aad3a',12,0);
INSERT INTO "metrics" VALUES('loss',0.253846,1795665787962,'7445868f62ce410fa75524895b2aad3a',13,0);
INSERT INTO "metrics" VALUES('loss',0.25,1795665787963,'7445868f62ce410fa75524895b2aad3a',14,0);
INSERT INTO "metrics" VALUES('loss',0.246667,1795665787963,'7445868f62ce410fa75524895b2aad3a',15,0);
INSERT INTO "metrics" VALUES('loss',0.24375,1795665787963,'7445868f62ce410fa75524895b2aad3a',16,0);
INSERT INTO "metrics" VALUES('loss',0.241176,1795665787964,'7445868f62ce410fa75524895b2aad3a',17,0);
INSERT INTO "metrics" VALUES('loss',0.238889,1795665787964,'7445868f62ce410fa75524895b2aad3a',18,0);
INSERT INTO "metrics" VALUES('loss',0.236842,1795665787965,'7445868f62ce410fa75524895b2aad3a',19,0);
INSERT INTO "metrics" VALUES('loss',0.235,1795665787967,'7445868f62ce410fa75524895b2aad3a',20,0);
INSERT INTO "metrics" VALUES('loss',0.233333,1795665787968,'7445868f62ce410fa75524895b2aad3a',21,0);
INSERT INTO "metrics" VALUES('loss',0.231818,1795665787968,'7445868f62ce410fa75524895b2aad3a',22,0);
INSERT INTO "metrics" VALUES('loss',0.230435,1795665787969,'7445868f62ce410fa75524895b2aad3a',23,0);
INSERT INTO "metrics" VALUES('loss',0.229167,1795665787969,'7445868f62ce410fa75524895b2aad3a',24,0);
INSERT INTO "metrics" VALUES('loss',0.228,1795665787970,'7445868f62ce410fa75524895b2aad3a',25,0);
INSERT INTO "metrics" VALUES('loss',0.226923,1795665787970,'7445868f62ce410fa75524895b2aad3a',26,0);
INSERT INTO "metrics" VALUES('loss',0.225926,1795665787970,'7445868f62ce410fa75524895b2aad3a',27,0);
INSERT INTO "metrics" VALUES('loss',0.225,1795665787971,'7445868f62ce410fa75524895b2aad3a',28,0);
INSERT INTO "metrics" VALUES('loss',0.224138,1795665787971,'7445868f62ce410fa75524895b2aad3a',29,0);
INSERT INTO "metrics" VALUES('loss',0.223333,1795665787972,'7445868f62ce410fa75524895b2aad3a',30,0);
INSERT INTO "metrics" VALUES('val_auc',8.5409652076318742786e-01,1795665788065,'7445868f62ce410fa75524895b2aad3a',0,0);
INSERT INTO "metrics" VALUES('test_auc',0.8975,1795665788079,'7445868f62ce410fa75524895b2aad3a',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.71,1795665800417,'b36cdb91962d44d5bdbf0c9ecdf4ab13',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.711,1795665800418,'b36cdb91962d44d5bdbf0c9ecdf4ab13',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.712,1795665800418,'b36cdb91962d44d5bdbf0c9ecdf4ab13',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.713,1795665800419,'b36cdb91962d44d5bdbf0c9ecdf4ab13',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.714,1795665800419,'b36cdb91962d44d5bdbf0c9ecdf4ab13',4,0);
INSERT INTO "metrics" VALUES('fold_auc',0.701,1795665800407,'d60b605f4e8e4b5699e871ccd8d3cd5b',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.702,1795665800408,'d60b605f4e8e4b5699e871ccd8d3cd5b',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.703,1795665800408,'d60b605f4e8e4b5699e871ccd8d3cd5b',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.704,1795665800409,'d60b605f4e8e4b5699e871ccd8d3cd5b',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.705,1795665800409,'d60b605f4e8e4b5699e871ccd8d3cd5b',4,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795665800453,'f663983b01b346d3ab4827955e94a21f',1,0);
INSERT INTO "metrics" VALUES('Δ loss',-0.125,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,0);
INSERT INTO "metrics" VALUES('p.value',1.0e-12,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,0);
INSERT INTO "metrics" VALUES('too much',1.79769313486231562234e+308,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,0);
INSERT INTO "metrics" VALUES('not a number',0.0,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,1);
INSERT INTO "metrics" VALUES('too little',-1.79769313486231562234e+308,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,0);
INSERT INTO "metrics" VALUES('f1 score',0.5,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,0);
INSERT INTO "metrics" VALUES('test/auc',0.75,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,0);
INSERT INTO "metrics" VALUES('val/top-5',5.0,1795665800474,'38bd630f042443ff9bb7e16dcd27d5ea',0,0);
INSERT INTO "metrics" VALUES('auc',1.0,1795665800485,'e4401ba59d7746b8a32873954d2e0bb6',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('limit','0','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "params" VALUES('verbose','0','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('oob_score','False','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('max_depth','2','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('monotonic_cst','None','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('min_samples_leaf','1','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('max_leaf_nodes','None','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('min_impurity_decrease','0.0','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('max_features','sqrt','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('criterion','gini','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('min_weight_fraction_leaf','0.0','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('min_samples_split','2','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('max_samples','None','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('random_state','11','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('class_weight','None','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('ccp_alpha','0.0','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('n_jobs','None','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('n_estimators','4','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('warm_start','False','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('bootstrap','True','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "params" VALUES('C','10','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "params" VALUES('tol','1e-05','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('solver','lbfgs','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('layers','[16, 8]','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('empty','','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('fit_intercept','True','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('C','0.5','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('random_state','7','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('class_weight','None','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('max_iter','200','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('zip','01234','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "params" VALUES('C','1','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "params" VALUES('C','0.1','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "params" VALUES('a b','c: d # e','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "params" VALUES('long','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "params" VALUES('größe in µm','1,5','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "params" VALUES('model.depth','3','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "params" VALUES('optimizer/lr','0.001','38bd630f042443ff9bb7e16dcd27d5ea');
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
INSERT INTO "runs" VALUES('0ef92380ecbd44f295666b01c8679115','by mistake','LOCAL','','','analyst','FINISHED',1795665800455,1795665800461,'','deleted','file:///home/analyst/churn/mlruns/145193353660230059/0ef92380ecbd44f295666b01c8679115/artifacts',145193353660230059,1795665800462);
INSERT INTO "runs" VALUES('1ea06d702b8b480985ee7232402537b2','took too long','LOCAL','','','analyst','KILLED',1795665800440,1795665800446,'','active','file:///home/analyst/churn/mlruns/145193353660230059/1ea06d702b8b480985ee7232402537b2/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('25ceddd58e554604a91b80efdf7fefc9','no data left','LOCAL','','','analyst','FAILED',1795665800433,1795665800439,'','active','file:///home/analyst/churn/mlruns/145193353660230059/25ceddd58e554604a91b80efdf7fefc9/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('376f7980d65b40008fcaa77fd5450e8f','forest, autologged','LOCAL','','','analyst','FINISHED',1795665795102,1795665800389,'','active','file:///home/analyst/churn/mlruns/145193353660230059/376f7980d65b40008fcaa77fd5450e8f/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('4ae1bedcea574e79a96e9c185bd1e83a','C = 10','LOCAL','','','analyst','FINISHED',1795665800421,1795665800430,'','active','file:///home/analyst/churn/mlruns/145193353660230059/4ae1bedcea574e79a96e9c185bd1e83a/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('5d8d3c1a0b6a40f2bbdde5eb614f008b','sweep over C','LOCAL','','','analyst','FINISHED',1795665800395,1795665800432,'','active','file:///home/analyst/churn/mlruns/145193353660230059/5d8d3c1a0b6a40f2bbdde5eb614f008b/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('7445868f62ce410fa75524895b2aad3a','logistic baseline','LOCAL','','','analyst','FINISHED',1795665787930,1795665795037,'','active','file:///home/analyst/churn/mlruns/145193353660230059/7445868f62ce410fa75524895b2aad3a/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('b36cdb91962d44d5bdbf0c9ecdf4ab13','C = 1','LOCAL','','','analyst','FINISHED',1795665800411,1795665800420,'','active','file:///home/analyst/churn/mlruns/145193353660230059/b36cdb91962d44d5bdbf0c9ecdf4ab13/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('d60b605f4e8e4b5699e871ccd8d3cd5b','C = 0.1','LOCAL','','','analyst','FINISHED',1795665800401,1795665800409,'','active','file:///home/analyst/churn/mlruns/145193353660230059/d60b605f4e8e4b5699e871ccd8d3cd5b/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('f663983b01b346d3ab4827955e94a21f','still there','LOCAL','','','analyst','RUNNING',1795665800448,1795665800454,'','active','file:///home/analyst/churn/mlruns/145193353660230059/f663983b01b346d3ab4827955e94a21f/artifacts',145193353660230059,NULL);
INSERT INTO "runs" VALUES('38bd630f042443ff9bb7e16dcd27d5ea','Größen: ''quoted'', "both" – ünïcode 数据','LOCAL','','','analyst','FINISHED',1795665800467,1795665800476,'','active','file:///home/analyst/churn/mlruns/901296822818979575/38bd630f042443ff9bb7e16dcd27d5ea/artifacts',901296822818979575,NULL);
INSERT INTO "runs" VALUES('e4401ba59d7746b8a32873954d2e0bb6','enthused-deer-784','LOCAL','','','analyst','FINISHED',1795665800479,1795665800486,'','deleted','file:///home/analyst/churn/mlruns/128248149713167718/e4401ba59d7746b8a32873954d2e0bb6/artifacts',128248149713167718,1795665800487);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','0ef92380ecbd44f295666b01c8679115');
INSERT INTO "tags" VALUES('mlflow.runName','by mistake','0ef92380ecbd44f295666b01c8679115');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','0ef92380ecbd44f295666b01c8679115');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','0ef92380ecbd44f295666b01c8679115');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','0ef92380ecbd44f295666b01c8679115');
INSERT INTO "tags" VALUES('mlflow.user','analyst','0ef92380ecbd44f295666b01c8679115');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','0ef92380ecbd44f295666b01c8679115');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','1ea06d702b8b480985ee7232402537b2');
INSERT INTO "tags" VALUES('mlflow.runName','took too long','1ea06d702b8b480985ee7232402537b2');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','1ea06d702b8b480985ee7232402537b2');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','1ea06d702b8b480985ee7232402537b2');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','1ea06d702b8b480985ee7232402537b2');
INSERT INTO "tags" VALUES('mlflow.user','analyst','1ea06d702b8b480985ee7232402537b2');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','1ea06d702b8b480985ee7232402537b2');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "tags" VALUES('mlflow.runName','no data left','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "tags" VALUES('mlflow.user','analyst','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','25ceddd58e554604a91b80efdf7fefc9');
INSERT INTO "tags" VALUES('estimator_class','sklearn.ensemble._forest.RandomForestClassifier','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.runName','forest, autologged','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('estimator_name','RandomForestClassifier','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.user','analyst','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','376f7980d65b40008fcaa77fd5450e8f');
INSERT INTO "tags" VALUES('mlflow.parentRunId','5d8d3c1a0b6a40f2bbdde5eb614f008b','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.runName','C = 10','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.user','analyst','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','4ae1bedcea574e79a96e9c185bd1e83a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "tags" VALUES('mlflow.runName','sweep over C','5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "tags" VALUES('mlflow.user','analyst','5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','5d8d3c1a0b6a40f2bbdde5eb614f008b');
INSERT INTO "tags" VALUES('mlflow.note.content','Two columns only.

The *intercept* stays, see the mail of May.','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.runName','logistic baseline','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('kb.id','EXP-0001','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.user','analyst','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','7445868f62ce410fa75524895b2aad3a');
INSERT INTO "tags" VALUES('mlflow.parentRunId','5d8d3c1a0b6a40f2bbdde5eb614f008b','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.runName','C = 1','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.user','analyst','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','b36cdb91962d44d5bdbf0c9ecdf4ab13');
INSERT INTO "tags" VALUES('mlflow.parentRunId','5d8d3c1a0b6a40f2bbdde5eb614f008b','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.runName','C = 0.1','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.user','analyst','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','d60b605f4e8e4b5699e871ccd8d3cd5b');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','f663983b01b346d3ab4827955e94a21f');
INSERT INTO "tags" VALUES('mlflow.runName','still there','f663983b01b346d3ab4827955e94a21f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','f663983b01b346d3ab4827955e94a21f');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','f663983b01b346d3ab4827955e94a21f');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','f663983b01b346d3ab4827955e94a21f');
INSERT INTO "tags" VALUES('mlflow.user','analyst','f663983b01b346d3ab4827955e94a21f');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','f663983b01b346d3ab4827955e94a21f');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "tags" VALUES('mlflow.runName','Größen: ''quoted'', "both" – ünïcode 数据','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "tags" VALUES('mlflow.user','analyst','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','38bd630f042443ff9bb7e16dcd27d5ea');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','e4401ba59d7746b8a32873954d2e0bb6');
INSERT INTO "tags" VALUES('mlflow.runName','enthused-deer-784','e4401ba59d7746b8a32873954d2e0bb6');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','4d8be149af337e08c8c52c84294c61d05430dbd7','e4401ba59d7746b8a32873954d2e0bb6');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','e4401ba59d7746b8a32873954d2e0bb6');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','e4401ba59d7746b8a32873954d2e0bb6');
INSERT INTO "tags" VALUES('mlflow.user','analyst','e4401ba59d7746b8a32873954d2e0bb6');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','e4401ba59d7746b8a32873954d2e0bb6');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
COMMIT;
