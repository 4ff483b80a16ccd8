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
INSERT INTO "datasets" VALUES('dba1663927b64bdea7d63cdd4440a2f0',1,'customers-train','6e79937f','local','{"uri": "data/train.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 60, "num_elements": 180}');
INSERT INTO "datasets" VALUES('596e569466a74e2681ac200bfde004d0',1,'customers-test','5f35a709','local','{"uri": "data/test.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 40, "num_elements": 120}');
INSERT INTO "datasets" VALUES('5ac3f8c0e6464716b1c462d5bd7c8fa2',1,'dataset','21926014','code','{"tags": {"mlflow.user": "analyst", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL", "mlflow.source.git.commit": "ac75900a9e8cd058455fd89a675dc89136c0257e", "mlflow.source.git.branch": "master", "mlflow.source.git.repoURL": "https://example.org/team/churn.git"}}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}]}','{"num_rows": 60, "num_elements": 120}');
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
INSERT INTO "experiments" VALUES(0,'Default','/home/analyst/churn/mlruns/0','active',1795667842126,1795667842126,'default');
INSERT INTO "experiments" VALUES(1,'churn','/home/analyst/churn/mlruns/1','active',1795667842143,1795667842143,'default');
INSERT INTO "experiments" VALUES(2,'Größen / forecast 2026','/home/analyst/churn/mlruns/2','active',1795667867284,1795667867284,'default');
INSERT INTO "experiments" VALUES(3,'gone','/home/analyst/churn/mlruns/3','deleted',1795667867486,1795667867611,'default');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('5539c6a6c1a14e3d8e1e1b3b12398ecb','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('82da43c8d5eb4bb0a499c38b2bca604b','mlflow.data.context','test');
INSERT INTO "input_tags" VALUES('ce93be8bdbef4002aba594cde24b2627','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('5539c6a6c1a14e3d8e1e1b3b12398ecb','DATASET','dba1663927b64bdea7d63cdd4440a2f0','RUN','330451f7fa2e4ca6a050d2f6cdf3584f',0);
INSERT INTO "inputs" VALUES('82da43c8d5eb4bb0a499c38b2bca604b','DATASET','596e569466a74e2681ac200bfde004d0','RUN','330451f7fa2e4ca6a050d2f6cdf3584f',0);
INSERT INTO "inputs" VALUES('9b36584438ef42a994c0cf3bcbfe387c','RUN_OUTPUT','330451f7fa2e4ca6a050d2f6cdf3584f','MODEL_OUTPUT','m-b5421ed52a6144d2b92869736af3d0fa',0);
INSERT INTO "inputs" VALUES('ce93be8bdbef4002aba594cde24b2627','DATASET','5ac3f8c0e6464716b1c462d5bd7c8fa2','RUN','2ea0d99c207c4b55985dc33effd03a1e',0);
INSERT INTO "inputs" VALUES('e4fd4f9f5d5b420eb38f14c087fe311d','RUN_OUTPUT','2ea0d99c207c4b55985dc33effd03a1e','MODEL_OUTPUT','m-d356a51d50d9486290519bfd414ebdf7',0);
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
INSERT INTO "latest_metrics" VALUES('loss',0.223333,1795667843286,30,0,'330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "latest_metrics" VALUES('val_auc',8.5409652076318742786e-01,1795667843482,0,0,'330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "latest_metrics" VALUES('test_auc',0.8975,1795667843540,0,0,'330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "latest_metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795667864462,0,0,'2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "latest_metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795667864462,0,0,'2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "latest_metrics" VALUES('training_f1_score',0.816923076923077,1795667864462,0,0,'2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "latest_metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795667864462,0,0,'2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "latest_metrics" VALUES('training_log_loss',0.401879076915257,1795667864462,0,0,'2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "latest_metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795667864462,0,0,'2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "latest_metrics" VALUES('training_score',8.16666666666666651863e-01,1795667865749,0,0,'2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.705,1795667866158,4,0,'d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.714,1795667866423,4,0,'9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "latest_metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795667866714,4,0,'09328521064f4564ab0b8097340eba07');
INSERT INTO "latest_metrics" VALUES('best_auc',0.804,1795667866774,0,0,'f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "latest_metrics" VALUES('loss',12.5,1795667866982,3,0,'e46092685d5e42bf9e60165b0687023e');
INSERT INTO "latest_metrics" VALUES('loss',0.9,1795667867078,1,0,'10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "latest_metrics" VALUES('auc',0.5,1795667867186,0,0,'68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "latest_metrics" VALUES('test/auc',0.75,1795667867421,0,0,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('Δ loss',-0.125,1795667867421,0,0,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('f1 score',0.5,1795667867421,0,0,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('p.value',1.0e-12,1795667867421,0,0,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('val/top-5',5.0,1795667867421,0,0,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('not a number',0.0,1795667867421,0,1,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('too much',1.79769313486231562234e+308,1795667867421,0,0,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('too little',-1.79769313486231562234e+308,1795667867421,0,0,'f518854c49c94e44823494400f7df89a');
INSERT INTO "latest_metrics" VALUES('auc',1.0,1795667867554,0,0,'bb8b965137654bd596d2984c3d0f9571');
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
INSERT INTO "logged_models" VALUES('m-b5421ed52a6144d2b92869736af3d0fa',1,'churn','/home/analyst/churn/mlruns/1/models/m-b5421ed52a6144d2b92869736af3d0fa/artifacts',1795667843719,1795667856799,2,'active',NULL,'330451f7fa2e4ca6a050d2f6cdf3584f',NULL);
INSERT INTO "logged_models" VALUES('m-d356a51d50d9486290519bfd414ebdf7',1,'model','/home/analyst/churn/mlruns/1/models/m-d356a51d50d9486290519bfd414ebdf7/artifacts',1795667857263,1795667864392,2,'active',NULL,'2ea0d99c207c4b55985dc33effd03a1e',NULL);
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
INSERT INTO "metrics" VALUES('loss',0.9,1795667842642,'330451f7fa2e4ca6a050d2f6cdf3584f',1,0);
INSERT INTO "metrics" VALUES('loss',0.55,1795667842674,'330451f7fa2e4ca6a050d2f6cdf3584f',2,0);
INSERT INTO "metrics" VALUES('loss',0.433333,1795667842710,'330451f7fa2e4ca6a050d2f6cdf3584f',3,0);
INSERT INTO "metrics" VALUES('loss',0.375,1795667842749,'330451f7fa2e4ca6a050d2f6cdf3584f',4,0);
INSERT INTO "metrics" VALUES('loss',0.34,1795667842782,'330451f7fa2e4ca6a050d2f6cdf3584f',5,0);
INSERT INTO "metrics" VALUES('loss',0.316667,1795667842802,'330451f7fa2e4ca6a050d2f6cdf3584f',6,0);
INSERT INTO "metrics" VALUES('loss',0.3,1795667842850,'330451f7fa2e4ca6a050d2f6cdf3584f',7,0);
INSERT INTO "metrics" VALUES('loss',0.2875,1795667842898,'330451f7fa2e4ca6a050d2f6cdf3584f',8,0);
INSERT INTO "metrics" VALUES('loss',0.277778,1795667842932,'330451f7fa2e4ca6a050d2f6cdf3584f',9,0);
INSERT INTO "metrics" VALUES('loss',0.27,1795667842956,'330451f7fa2e4ca6a050d2f6cdf3584f',10,0);
INSERT INTO "metrics" VALUES('loss',0.263636,1795667842986,'330451f7fa2e4ca6a050d2f6cdf3584f',11,0);
INSERT INTO "metrics" VALUES('loss',0.258333,1795667843008,'330451f7fa2e4ca6a050d2f6cdf3584f',12,0);
INSERT INTO "metrics" VALUES('loss',0.253846,1795667843038,'330451f7fa2e4ca6a050d2f6cdf3584f',13,0);
INSERT INTO "metrics" VALUES('loss',0.25,1795667843051,'330451f7fa2e4ca6a050d2f6cdf3584f',14,0);
INSERT INTO "metrics" VALUES('loss',0.246667,1795667843075,'330451f7fa2e4ca6a050d2f6cdf3584f',15,0);
INSERT INTO "metrics" VALUES('loss',0.24375,1795667843095,'330451f7fa2e4ca6a050d2f6cdf3584f',16,0);
INSERT INTO "metrics" VALUES('loss',0.241176,1795667843115,'330451f7fa2e4ca6a050d2f6cdf3584f',17,0);
INSERT INTO "metrics" VALUES('loss',0.238889,1795667843125,'330451f7fa2e4ca6a050d2f6cdf3584f',18,0);
INSERT INTO "metrics" VALUES('loss',0.236842,1795667843139,'330451f7fa2e4ca6a050d2f6cdf3584f',19,0);
INSERT INTO "metrics" VALUES('loss',0.235,1795667843151,'330451f7fa2e4ca6a050d2f6cdf3584f',20,0);
INSERT INTO "metrics" VALUES('loss',0.233333,1795667843162,'330451f7fa2e4ca6a050d2f6cdf3584f',21,0);
INSERT INTO "metrics" VALUES('loss',0.231818,1795667843179,'330451f7fa2e4ca6a050d2f6cdf3584f',22,0);
INSERT INTO "metrics" VALUES('loss',0.230435,1795667843196,'330451f7fa2e4ca6a050d2f6cdf3584f',23,0);
INSERT INTO "metrics" VALUES('loss',0.229167,1795667843223,'330451f7fa2e4ca6a050d2f6cdf3584f',24,0);
INSERT INTO "metrics" VALUES('loss',0.228,1795667843238,'330451f7fa2e4ca6a050d2f6cdf3584f',25,0);
INSERT INTO "metrics" VALUES('loss',0.226923,1795667843246,'330451f7fa2e4ca6a050d2f6cdf3584f',26,0);
INSERT INTO "metrics" VALUES('loss',0.225926,1795667843254,'330451f7fa2e4ca6a050d2f6cdf3584f',27,0);
INSERT INTO "metrics" VALUES('loss',0.225,1795667843262,'330451f7fa2e4ca6a050d2f6cdf3584f',28,0);
INSERT INTO "metrics" VALUES('loss',0.224138,1795667843271,'330451f7fa2e4ca6a050d2f6cdf3584f',29,0);
INSERT INTO "metrics" VALUES('loss',0.223333,1795667843286,'330451f7fa2e4ca6a050d2f6cdf3584f',30,0);
INSERT INTO "metrics" VALUES('val_auc',8.5409652076318742786e-01,1795667843482,'330451f7fa2e4ca6a050d2f6cdf3584f',0,0);
INSERT INTO "metrics" VALUES('test_auc',0.8975,1795667843540,'330451f7fa2e4ca6a050d2f6cdf3584f',0,0);
INSERT INTO "metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795667864462,'2ea0d99c207c4b55985dc33effd03a1e',0,0);
INSERT INTO "metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795667864462,'2ea0d99c207c4b55985dc33effd03a1e',0,0);
INSERT INTO "metrics" VALUES('training_f1_score',0.816923076923077,1795667864462,'2ea0d99c207c4b55985dc33effd03a1e',0,0);
INSERT INTO "metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795667864462,'2ea0d99c207c4b55985dc33effd03a1e',0,0);
INSERT INTO "metrics" VALUES('training_log_loss',0.401879076915257,1795667864462,'2ea0d99c207c4b55985dc33effd03a1e',0,0);
INSERT INTO "metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795667864462,'2ea0d99c207c4b55985dc33effd03a1e',0,0);
INSERT INTO "metrics" VALUES('training_score',8.16666666666666651863e-01,1795667865749,'2ea0d99c207c4b55985dc33effd03a1e',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.701,1795667866006,'d8a3e56b8ac045e1b54562727d6b125e',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.702,1795667866038,'d8a3e56b8ac045e1b54562727d6b125e',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.703,1795667866074,'d8a3e56b8ac045e1b54562727d6b125e',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.704,1795667866122,'d8a3e56b8ac045e1b54562727d6b125e',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.705,1795667866158,'d8a3e56b8ac045e1b54562727d6b125e',4,0);
INSERT INTO "metrics" VALUES('fold_auc',0.71,1795667866297,'9f009fbeeaa746f1b497c10c34864cdd',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.711,1795667866330,'9f009fbeeaa746f1b497c10c34864cdd',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.712,1795667866362,'9f009fbeeaa746f1b497c10c34864cdd',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.713,1795667866402,'9f009fbeeaa746f1b497c10c34864cdd',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.714,1795667866423,'9f009fbeeaa746f1b497c10c34864cdd',4,0);
INSERT INTO "metrics" VALUES('fold_auc',7.99999999999999933386e-01,1795667866547,'09328521064f4564ab0b8097340eba07',0,0);
INSERT INTO "metrics" VALUES('fold_auc',8.00999999999999934274e-01,1795667866590,'09328521064f4564ab0b8097340eba07',1,0);
INSERT INTO "metrics" VALUES('fold_auc',8.01999999999999935162e-01,1795667866634,'09328521064f4564ab0b8097340eba07',2,0);
INSERT INTO "metrics" VALUES('fold_auc',8.02999999999999936051e-01,1795667866678,'09328521064f4564ab0b8097340eba07',3,0);
INSERT INTO "metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795667866714,'09328521064f4564ab0b8097340eba07',4,0);
INSERT INTO "metrics" VALUES('best_auc',0.804,1795667866774,'f09aca46911744109f1418ac32c8fcb3',0,0);
INSERT INTO "metrics" VALUES('loss',12.5,1795667866982,'e46092685d5e42bf9e60165b0687023e',3,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795667867078,'10cb6fc3f0e84feaa678b1987fe50959',1,0);
INSERT INTO "metrics" VALUES('auc',0.5,1795667867186,'68eafbb671ea4fd1a0af9ae2a238e462',0,0);
INSERT INTO "metrics" VALUES('test/auc',0.75,1795667867421,'f518854c49c94e44823494400f7df89a',0,0);
INSERT INTO "metrics" VALUES('Δ loss',-0.125,1795667867421,'f518854c49c94e44823494400f7df89a',0,0);
INSERT INTO "metrics" VALUES('f1 score',0.5,1795667867421,'f518854c49c94e44823494400f7df89a',0,0);
INSERT INTO "metrics" VALUES('p.value',1.0e-12,1795667867421,'f518854c49c94e44823494400f7df89a',0,0);
INSERT INTO "metrics" VALUES('val/top-5',5.0,1795667867421,'f518854c49c94e44823494400f7df89a',0,0);
INSERT INTO "metrics" VALUES('not a number',0.0,1795667867421,'f518854c49c94e44823494400f7df89a',0,1);
INSERT INTO "metrics" VALUES('too much',1.79769313486231562234e+308,1795667867421,'f518854c49c94e44823494400f7df89a',0,0);
INSERT INTO "metrics" VALUES('too little',-1.79769313486231562234e+308,1795667867421,'f518854c49c94e44823494400f7df89a',0,0);
INSERT INTO "metrics" VALUES('auc',1.0,1795667867554,'bb8b965137654bd596d2984c3d0f9571',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('C','0.5','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('max_iter','200','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('fit_intercept','True','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('class_weight','None','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('solver','lbfgs','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('random_state','7','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('tol','1e-05','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('zip','01234','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('empty','','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('layers','[16, 8]','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "params" VALUES('bootstrap','True','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('ccp_alpha','0.0','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('class_weight','None','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('criterion','gini','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('max_depth','2','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('max_features','sqrt','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('max_leaf_nodes','None','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('max_samples','None','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('min_impurity_decrease','0.0','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('min_samples_leaf','1','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('min_samples_split','2','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('min_weight_fraction_leaf','0.0','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('monotonic_cst','None','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('n_estimators','4','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('n_jobs','None','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('oob_score','False','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('random_state','11','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('verbose','0','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('warm_start','False','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "params" VALUES('C','0.1','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "params" VALUES('C','1','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "params" VALUES('C','10','09328521064f4564ab0b8097340eba07');
INSERT INTO "params" VALUES('limit','0','63722688471d4c1abee6d0055398cd99');
INSERT INTO "params" VALUES('größe in µm','1,5','f518854c49c94e44823494400f7df89a');
INSERT INTO "params" VALUES('optimizer/lr','0.001','f518854c49c94e44823494400f7df89a');
INSERT INTO "params" VALUES('model.depth','3','f518854c49c94e44823494400f7df89a');
INSERT INTO "params" VALUES('a b','c: d # e','f518854c49c94e44823494400f7df89a');
INSERT INTO "params" VALUES('long','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','f518854c49c94e44823494400f7df89a');
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
INSERT INTO "runs" VALUES('330451f7fa2e4ca6a050d2f6cdf3584f','logistic baseline','UNKNOWN','','','analyst','FINISHED',1795667842352,1795667856842,'','active','/home/analyst/churn/mlruns/1/330451f7fa2e4ca6a050d2f6cdf3584f/artifacts',1,NULL);
INSERT INTO "runs" VALUES('2ea0d99c207c4b55985dc33effd03a1e','forest, autologged','UNKNOWN','','','analyst','FINISHED',1795667857063,1795667865866,'','active','/home/analyst/churn/mlruns/1/2ea0d99c207c4b55985dc33effd03a1e/artifacts',1,NULL);
INSERT INTO "runs" VALUES('f09aca46911744109f1418ac32c8fcb3','sweep over C','UNKNOWN','','','analyst','FINISHED',1795667865905,1795667866802,'','active','/home/analyst/churn/mlruns/1/f09aca46911744109f1418ac32c8fcb3/artifacts',1,NULL);
INSERT INTO "runs" VALUES('d8a3e56b8ac045e1b54562727d6b125e','C = 0.1','UNKNOWN','','','analyst','FINISHED',1795667865942,1795667866189,'','active','/home/analyst/churn/mlruns/1/d8a3e56b8ac045e1b54562727d6b125e/artifacts',1,NULL);
INSERT INTO "runs" VALUES('9f009fbeeaa746f1b497c10c34864cdd','C = 1','UNKNOWN','','','analyst','FINISHED',1795667866224,1795667866462,'','active','/home/analyst/churn/mlruns/1/9f009fbeeaa746f1b497c10c34864cdd/artifacts',1,NULL);
INSERT INTO "runs" VALUES('09328521064f4564ab0b8097340eba07','C = 10','UNKNOWN','','','analyst','FINISHED',1795667866490,1795667866746,'','active','/home/analyst/churn/mlruns/1/09328521064f4564ab0b8097340eba07/artifacts',1,NULL);
INSERT INTO "runs" VALUES('63722688471d4c1abee6d0055398cd99','no data left','UNKNOWN','','','analyst','FAILED',1795667866834,1795667866914,'','active','/home/analyst/churn/mlruns/1/63722688471d4c1abee6d0055398cd99/artifacts',1,NULL);
INSERT INTO "runs" VALUES('e46092685d5e42bf9e60165b0687023e','took too long','UNKNOWN','','','analyst','KILLED',1795667866942,1795667867018,'','active','/home/analyst/churn/mlruns/1/e46092685d5e42bf9e60165b0687023e/artifacts',1,NULL);
INSERT INTO "runs" VALUES('10cb6fc3f0e84feaa678b1987fe50959','still there','UNKNOWN','','','analyst','RUNNING',1795667867042,1795667867105,'','active','/home/analyst/churn/mlruns/1/10cb6fc3f0e84feaa678b1987fe50959/artifacts',1,NULL);
INSERT INTO "runs" VALUES('68eafbb671ea4fd1a0af9ae2a238e462','by mistake','UNKNOWN','','','analyst','FINISHED',1795667867142,1795667867218,'','deleted','/home/analyst/churn/mlruns/1/68eafbb671ea4fd1a0af9ae2a238e462/artifacts',1,1795667867252);
INSERT INTO "runs" VALUES('f518854c49c94e44823494400f7df89a','Größen: ''quoted'', "both" – ünïcode 数据','UNKNOWN','','','analyst','FINISHED',1795667867317,1795667867450,'','active','/home/analyst/churn/mlruns/2/f518854c49c94e44823494400f7df89a/artifacts',2,NULL);
INSERT INTO "runs" VALUES('bb8b965137654bd596d2984c3d0f9571','bouncy-frog-191','UNKNOWN','','','analyst','FINISHED',1795667867510,1795667867581,'','deleted','/home/analyst/churn/mlruns/3/bb8b965137654bd596d2984c3d0f9571/artifacts',3,1795667867618);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.user','analyst','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.runName','logistic baseline','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.note.content','Two columns only.

The *intercept* stays, see the mail of May.','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('kb.task','TASK-0001','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('team','churn','330451f7fa2e4ca6a050d2f6cdf3584f');
INSERT INTO "tags" VALUES('mlflow.user','analyst','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('mlflow.runName','forest, autologged','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('estimator_name','RandomForestClassifier','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('estimator_class','sklearn.ensemble._forest.RandomForestClassifier','2ea0d99c207c4b55985dc33effd03a1e');
INSERT INTO "tags" VALUES('mlflow.user','analyst','f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "tags" VALUES('mlflow.runName','sweep over C','f09aca46911744109f1418ac32c8fcb3');
INSERT INTO "tags" VALUES('mlflow.user','analyst','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.parentRunId','f09aca46911744109f1418ac32c8fcb3','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.runName','C = 0.1','d8a3e56b8ac045e1b54562727d6b125e');
INSERT INTO "tags" VALUES('mlflow.user','analyst','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.parentRunId','f09aca46911744109f1418ac32c8fcb3','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.runName','C = 1','9f009fbeeaa746f1b497c10c34864cdd');
INSERT INTO "tags" VALUES('mlflow.user','analyst','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.parentRunId','f09aca46911744109f1418ac32c8fcb3','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.runName','C = 10','09328521064f4564ab0b8097340eba07');
INSERT INTO "tags" VALUES('mlflow.user','analyst','63722688471d4c1abee6d0055398cd99');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','63722688471d4c1abee6d0055398cd99');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','63722688471d4c1abee6d0055398cd99');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','63722688471d4c1abee6d0055398cd99');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','63722688471d4c1abee6d0055398cd99');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','63722688471d4c1abee6d0055398cd99');
INSERT INTO "tags" VALUES('mlflow.runName','no data left','63722688471d4c1abee6d0055398cd99');
INSERT INTO "tags" VALUES('mlflow.user','analyst','e46092685d5e42bf9e60165b0687023e');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','e46092685d5e42bf9e60165b0687023e');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','e46092685d5e42bf9e60165b0687023e');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','e46092685d5e42bf9e60165b0687023e');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','e46092685d5e42bf9e60165b0687023e');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','e46092685d5e42bf9e60165b0687023e');
INSERT INTO "tags" VALUES('mlflow.runName','took too long','e46092685d5e42bf9e60165b0687023e');
INSERT INTO "tags" VALUES('mlflow.user','analyst','10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "tags" VALUES('mlflow.runName','still there','10cb6fc3f0e84feaa678b1987fe50959');
INSERT INTO "tags" VALUES('mlflow.user','analyst','68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "tags" VALUES('mlflow.runName','by mistake','68eafbb671ea4fd1a0af9ae2a238e462');
INSERT INTO "tags" VALUES('mlflow.user','analyst','f518854c49c94e44823494400f7df89a');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','f518854c49c94e44823494400f7df89a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','f518854c49c94e44823494400f7df89a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','f518854c49c94e44823494400f7df89a');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','f518854c49c94e44823494400f7df89a');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','f518854c49c94e44823494400f7df89a');
INSERT INTO "tags" VALUES('mlflow.runName','Größen: ''quoted'', "both" – ünïcode 数据','f518854c49c94e44823494400f7df89a');
INSERT INTO "tags" VALUES('mlflow.user','analyst','bb8b965137654bd596d2984c3d0f9571');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','bb8b965137654bd596d2984c3d0f9571');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','bb8b965137654bd596d2984c3d0f9571');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','bb8b965137654bd596d2984c3d0f9571');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','bb8b965137654bd596d2984c3d0f9571');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','bb8b965137654bd596d2984c3d0f9571');
INSERT INTO "tags" VALUES('mlflow.runName','bouncy-frog-191','bb8b965137654bd596d2984c3d0f9571');
CREATE INDEX index_metrics_run_uuid ON metrics (run_uuid);
CREATE INDEX index_latest_metrics_run_uuid ON latest_metrics (run_uuid);
CREATE INDEX index_inputs_destination_type_destination_id_source_type ON inputs (destination_type, destination_id, source_type);
CREATE INDEX index_inputs_input_uuid ON inputs (input_uuid);
CREATE INDEX index_params_run_uuid ON params (run_uuid);
CREATE INDEX index_tags_run_uuid ON tags (run_uuid);
CREATE INDEX index_datasets_dataset_uuid ON datasets (dataset_uuid);
CREATE INDEX index_datasets_experiment_id_dataset_source_type ON datasets (experiment_id, dataset_source_type);
CREATE INDEX idx_experiments_workspace ON experiments (workspace);
CREATE INDEX idx_experiments_workspace_creation_time ON experiments (workspace, creation_time);
CREATE INDEX index_metrics_run_uuid_key_step ON metrics (run_uuid, "key", step);
COMMIT;
