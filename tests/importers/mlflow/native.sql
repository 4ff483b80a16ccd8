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
INSERT INTO "datasets" VALUES('32dda8f87e3e45e08b045b7bf7c2af86',1,'customers-train','6e79937f','local','{"uri": "data/train.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 60, "num_elements": 180}');
INSERT INTO "datasets" VALUES('3345e87a847a4f53bc215c2cc38f2f67',1,'customers-test','5f35a709','local','{"uri": "data/test.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 40, "num_elements": 120}');
INSERT INTO "datasets" VALUES('86a8bcdb0fa841448fbe9c0b243c5569',1,'dataset','21926014','code','{"tags": {"mlflow.user": "analyst", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL", "mlflow.source.git.commit": "0cd9f025c2ce89d1d89055eca686642d800b0486", "mlflow.source.git.branch": "master", "mlflow.source.git.repoURL": "https://example.org/team/churn.git"}}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}]}','{"num_rows": 60, "num_elements": 120}');
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
INSERT INTO "experiments" VALUES(0,'Default','/home/analyst/churn/mlruns/0','active',1795669008364,1795669008364,'default');
INSERT INTO "experiments" VALUES(1,'churn','/home/analyst/churn/mlruns/1','active',1795669008372,1795669008372,'default');
INSERT INTO "experiments" VALUES(2,'Größen / forecast 2026','/home/analyst/churn/mlruns/2','active',1795669023577,1795669023577,'default');
INSERT INTO "experiments" VALUES(3,'gone','/home/analyst/churn/mlruns/3','deleted',1795669023766,1795669023860,'default');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('df1d9078891b478f8354a28f3076e619','mlflow.data.context','training');
INSERT INTO "input_tags" VALUES('20721544a049470388f6b1726acb7e29','mlflow.data.context','test');
INSERT INTO "input_tags" VALUES('5f2e3dc0f49c495f8fc45ef3316cdaab','mlflow.data.context','train');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('df1d9078891b478f8354a28f3076e619','DATASET','32dda8f87e3e45e08b045b7bf7c2af86','RUN','c364fe28dfbc499b8e7ad5ecc0cbafdd',0);
INSERT INTO "inputs" VALUES('20721544a049470388f6b1726acb7e29','DATASET','3345e87a847a4f53bc215c2cc38f2f67','RUN','c364fe28dfbc499b8e7ad5ecc0cbafdd',0);
INSERT INTO "inputs" VALUES('e8ff9b86515b46cd80ff37d63ba4cacd','RUN_OUTPUT','c364fe28dfbc499b8e7ad5ecc0cbafdd','MODEL_OUTPUT','m-c3c7c0c657e64092899d2e6f9922d446',0);
INSERT INTO "inputs" VALUES('6bc513174e694edb99d2922b97601700','RUN_OUTPUT','0f9ea6577618431cb364a2d72604431c','MODEL_OUTPUT','m-d63228dc3f50471583333e8de5e26420',0);
INSERT INTO "inputs" VALUES('5f2e3dc0f49c495f8fc45ef3316cdaab','DATASET','86a8bcdb0fa841448fbe9c0b243c5569','RUN','0f9ea6577618431cb364a2d72604431c',0);
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
INSERT INTO "latest_metrics" VALUES('loss',0.223333,1795669008833,30,0,'c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "latest_metrics" VALUES('val_auc',8.5409652076318742786e-01,1795669009072,0,0,'c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "latest_metrics" VALUES('test_auc',0.8975,1795669009109,0,0,'c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "latest_metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795669021143,0,0,'0f9ea6577618431cb364a2d72604431c');
INSERT INTO "latest_metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795669021143,0,0,'0f9ea6577618431cb364a2d72604431c');
INSERT INTO "latest_metrics" VALUES('training_f1_score',0.816923076923077,1795669021143,0,0,'0f9ea6577618431cb364a2d72604431c');
INSERT INTO "latest_metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795669021143,0,0,'0f9ea6577618431cb364a2d72604431c');
INSERT INTO "latest_metrics" VALUES('training_log_loss',0.401879076915257,1795669021143,0,0,'0f9ea6577618431cb364a2d72604431c');
INSERT INTO "latest_metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795669021143,0,0,'0f9ea6577618431cb364a2d72604431c');
INSERT INTO "latest_metrics" VALUES('training_score',8.16666666666666651863e-01,1795669022514,0,0,'0f9ea6577618431cb364a2d72604431c');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.705,1795669022852,4,0,'26811b78543e4994a28bfd813794609d');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.714,1795669023002,4,0,'f269bd0def8c47aab3031bd342bba873');
INSERT INTO "latest_metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795669023177,4,0,'98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "latest_metrics" VALUES('best_auc',0.804,1795669023246,0,0,'5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "latest_metrics" VALUES('loss',12.5,1795669023405,3,0,'905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "latest_metrics" VALUES('loss',0.9,1795669023473,1,0,'adc7b800f6c74245a0af0d811857b476');
INSERT INTO "latest_metrics" VALUES('auc',0.5,1795669023524,0,0,'1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "latest_metrics" VALUES('test/auc',0.75,1795669023697,0,0,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('Δ loss',-0.125,1795669023697,0,0,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('f1 score',0.5,1795669023697,0,0,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('p.value',1.0e-12,1795669023697,0,0,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('val/top-5',5.0,1795669023697,0,0,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('not a number',0.0,1795669023697,0,1,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('too much',1.79769313486231562234e+308,1795669023697,0,0,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('too little',-1.79769313486231562234e+308,1795669023697,0,0,'320b6459237e471c83be7c336d6a49b9');
INSERT INTO "latest_metrics" VALUES('auc',1.0,1795669023814,0,0,'c6ddaa257e6b4e95a44aea862797ccf3');
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
INSERT INTO "logged_models" VALUES('m-c3c7c0c657e64092899d2e6f9922d446',1,'churn','/home/analyst/churn/mlruns/1/models/m-c3c7c0c657e64092899d2e6f9922d446/artifacts',1795669009239,1795669016087,2,'active',NULL,'c364fe28dfbc499b8e7ad5ecc0cbafdd',NULL);
INSERT INTO "logged_models" VALUES('m-d63228dc3f50471583333e8de5e26420',1,'model','/home/analyst/churn/mlruns/1/models/m-d63228dc3f50471583333e8de5e26420/artifacts',1795669016365,1795669021056,2,'active',NULL,'0f9ea6577618431cb364a2d72604431c',NULL);
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
INSERT INTO "metrics" VALUES('loss',0.9,1795669008537,'c364fe28dfbc499b8e7ad5ecc0cbafdd',1,0);
INSERT INTO "metrics" VALUES('loss',0.55,1795669008549,'c364fe28dfbc499b8e7ad5ecc0cbafdd',2,0);
INSERT INTO "metrics" VALUES('loss',0.433333,1795669008560,'c364fe28dfbc499b8e7ad5ecc0cbafdd',3,0);
INSERT INTO "metrics" VALUES('loss',0.375,1795669008568,'c364fe28dfbc499b8e7ad5ecc0cbafdd',4,0);
INSERT INTO "metrics" VALUES('loss',0.34,1795669008577,'c364fe28dfbc499b8e7ad5ecc0cbafdd',5,0);
INSERT INTO "metrics" VALUES('loss',0.316667,1795669008586,'c364fe28dfbc499b8e7ad5ecc0cbafdd',6,0);
INSERT INTO "metrics" VALUES('loss',0.3,1795669008597,'c364fe28dfbc499b8e7ad5ecc0cbafdd',7,0);
INSERT INTO "metrics" VALUES('loss',0.2875,1795669008609,'c364fe28dfbc499b8e7ad5ecc0cbafdd',8,0);
INSERT INTO "metrics" VALUES('loss',0.277778,1795669008613,'c364fe28dfbc499b8e7ad5ecc0cbafdd',9,0);
INSERT INTO "metrics" VALUES('loss',0.27,1795669008626,'c364fe28dfbc499b8e7ad5ecc0cbafdd',10,0);
INSERT INTO "metrics" VALUES('loss',0.263636,1795669008637,'c364fe28dfbc499b8e7ad5ecc0cbafdd',11,0);
INSERT INTO "metrics" VALUES('loss',0.258333,1795669008644,'c364fe28dfbc499b8e7ad5ecc0cbafdd',12,0);
INSERT INTO "metrics" VALUES('loss',0.253846,1795669008649,'c364fe28dfbc499b8e7ad5ecc0cbafdd',13,0);
INSERT INTO "metrics" VALUES('loss',0.25,1795669008665,'c364fe28dfbc499b8e7ad5ecc0cbafdd',14,0);
INSERT INTO "metrics" VALUES('loss',0.246667,1795669008676,'c364fe28dfbc499b8e7ad5ecc0cbafdd',15,0);
INSERT INTO "metrics" VALUES('loss',0.24375,1795669008687,'c364fe28dfbc499b8e7ad5ecc0cbafdd',16,0);
INSERT INTO "metrics" VALUES('loss',0.241176,1795669008704,'c364fe28dfbc499b8e7ad5ecc0cbafdd',17,0);
INSERT INTO "metrics" VALUES('loss',0.238889,1795669008709,'c364fe28dfbc499b8e7ad5ecc0cbafdd',18,0);
INSERT INTO "metrics" VALUES('loss',0.236842,1795669008719,'c364fe28dfbc499b8e7ad5ecc0cbafdd',19,0);
INSERT INTO "metrics" VALUES('loss',0.235,1795669008733,'c364fe28dfbc499b8e7ad5ecc0cbafdd',20,0);
INSERT INTO "metrics" VALUES('loss',0.233333,1795669008741,'c364fe28dfbc499b8e7ad5ecc0cbafdd',21,0);
INSERT INTO "metrics" VALUES('loss',0.231818,1795669008746,'c364fe28dfbc499b8e7ad5ecc0cbafdd',22,0);
INSERT INTO "metrics" VALUES('loss',0.230435,1795669008757,'c364fe28dfbc499b8e7ad5ecc0cbafdd',23,0);
INSERT INTO "metrics" VALUES('loss',0.229167,1795669008773,'c364fe28dfbc499b8e7ad5ecc0cbafdd',24,0);
INSERT INTO "metrics" VALUES('loss',0.228,1795669008784,'c364fe28dfbc499b8e7ad5ecc0cbafdd',25,0);
INSERT INTO "metrics" VALUES('loss',0.226923,1795669008793,'c364fe28dfbc499b8e7ad5ecc0cbafdd',26,0);
INSERT INTO "metrics" VALUES('loss',0.225926,1795669008802,'c364fe28dfbc499b8e7ad5ecc0cbafdd',27,0);
INSERT INTO "metrics" VALUES('loss',0.225,1795669008813,'c364fe28dfbc499b8e7ad5ecc0cbafdd',28,0);
INSERT INTO "metrics" VALUES('loss',0.224138,1795669008822,'c364fe28dfbc499b8e7ad5ecc0cbafdd',29,0);
INSERT INTO "metrics" VALUES('loss',0.223333,1795669008833,'c364fe28dfbc499b8e7ad5ecc0cbafdd',30,0);
INSERT INTO "metrics" VALUES('val_auc',8.5409652076318742786e-01,1795669009072,'c364fe28dfbc499b8e7ad5ecc0cbafdd',0,0);
INSERT INTO "metrics" VALUES('test_auc',0.8975,1795669009109,'c364fe28dfbc499b8e7ad5ecc0cbafdd',0,0);
INSERT INTO "metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795669021143,'0f9ea6577618431cb364a2d72604431c',0,0);
INSERT INTO "metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795669021143,'0f9ea6577618431cb364a2d72604431c',0,0);
INSERT INTO "metrics" VALUES('training_f1_score',0.816923076923077,1795669021143,'0f9ea6577618431cb364a2d72604431c',0,0);
INSERT INTO "metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795669021143,'0f9ea6577618431cb364a2d72604431c',0,0);
INSERT INTO "metrics" VALUES('training_log_loss',0.401879076915257,1795669021143,'0f9ea6577618431cb364a2d72604431c',0,0);
INSERT INTO "metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795669021143,'0f9ea6577618431cb364a2d72604431c',0,0);
INSERT INTO "metrics" VALUES('training_score',8.16666666666666651863e-01,1795669022514,'0f9ea6577618431cb364a2d72604431c',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.701,1795669022749,'26811b78543e4994a28bfd813794609d',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.702,1795669022774,'26811b78543e4994a28bfd813794609d',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.703,1795669022799,'26811b78543e4994a28bfd813794609d',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.704,1795669022830,'26811b78543e4994a28bfd813794609d',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.705,1795669022852,'26811b78543e4994a28bfd813794609d',4,0);
INSERT INTO "metrics" VALUES('fold_auc',0.71,1795669022927,'f269bd0def8c47aab3031bd342bba873',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.711,1795669022945,'f269bd0def8c47aab3031bd342bba873',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.712,1795669022959,'f269bd0def8c47aab3031bd342bba873',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.713,1795669022977,'f269bd0def8c47aab3031bd342bba873',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.714,1795669023002,'f269bd0def8c47aab3031bd342bba873',4,0);
INSERT INTO "metrics" VALUES('fold_auc',7.99999999999999933386e-01,1795669023086,'98c31809818f4a06ba8fbdf8b7b5a175',0,0);
INSERT INTO "metrics" VALUES('fold_auc',8.00999999999999934274e-01,1795669023105,'98c31809818f4a06ba8fbdf8b7b5a175',1,0);
INSERT INTO "metrics" VALUES('fold_auc',8.01999999999999935162e-01,1795669023127,'98c31809818f4a06ba8fbdf8b7b5a175',2,0);
INSERT INTO "metrics" VALUES('fold_auc',8.02999999999999936051e-01,1795669023153,'98c31809818f4a06ba8fbdf8b7b5a175',3,0);
INSERT INTO "metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795669023177,'98c31809818f4a06ba8fbdf8b7b5a175',4,0);
INSERT INTO "metrics" VALUES('best_auc',0.804,1795669023246,'5c09038f51ff4dd6a250d031f0fb6874',0,0);
INSERT INTO "metrics" VALUES('loss',12.5,1795669023405,'905a1a5bb595466f811e56bb6f9994f4',3,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795669023473,'adc7b800f6c74245a0af0d811857b476',1,0);
INSERT INTO "metrics" VALUES('auc',0.5,1795669023524,'1bf7b70292b84fa3a932932b676ed7c5',0,0);
INSERT INTO "metrics" VALUES('test/auc',0.75,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,0);
INSERT INTO "metrics" VALUES('Δ loss',-0.125,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,0);
INSERT INTO "metrics" VALUES('f1 score',0.5,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,0);
INSERT INTO "metrics" VALUES('p.value',1.0e-12,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,0);
INSERT INTO "metrics" VALUES('val/top-5',5.0,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,0);
INSERT INTO "metrics" VALUES('not a number',0.0,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,1);
INSERT INTO "metrics" VALUES('too much',1.79769313486231562234e+308,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,0);
INSERT INTO "metrics" VALUES('too little',-1.79769313486231562234e+308,1795669023697,'320b6459237e471c83be7c336d6a49b9',0,0);
INSERT INTO "metrics" VALUES('auc',1.0,1795669023814,'c6ddaa257e6b4e95a44aea862797ccf3',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('C','0.5','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('max_iter','200','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('fit_intercept','True','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('class_weight','None','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('solver','lbfgs','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('random_state','7','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('tol','1e-05','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('zip','01234','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('empty','','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('layers','[16, 8]','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "params" VALUES('bootstrap','True','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('ccp_alpha','0.0','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('class_weight','None','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('criterion','gini','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('max_depth','2','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('max_features','sqrt','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('max_leaf_nodes','None','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('max_samples','None','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('min_impurity_decrease','0.0','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('min_samples_leaf','1','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('min_samples_split','2','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('min_weight_fraction_leaf','0.0','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('monotonic_cst','None','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('n_estimators','4','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('n_jobs','None','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('oob_score','False','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('random_state','11','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('verbose','0','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('warm_start','False','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "params" VALUES('C','0.1','26811b78543e4994a28bfd813794609d');
INSERT INTO "params" VALUES('C','1','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "params" VALUES('C','10','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "params" VALUES('limit','0','f288d4418797485395ff818e64cc579a');
INSERT INTO "params" VALUES('größe in µm','1,5','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "params" VALUES('optimizer/lr','0.001','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "params" VALUES('model.depth','3','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "params" VALUES('a b','c: d # e','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "params" VALUES('long','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','320b6459237e471c83be7c336d6a49b9');
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
INSERT INTO "runs" VALUES('c364fe28dfbc499b8e7ad5ecc0cbafdd','logistic baseline','UNKNOWN','','','analyst','FINISHED',1795669008449,1795669016102,'','active','/home/analyst/churn/mlruns/1/c364fe28dfbc499b8e7ad5ecc0cbafdd/artifacts',1,NULL);
INSERT INTO "runs" VALUES('0f9ea6577618431cb364a2d72604431c','forest, autologged','UNKNOWN','','','analyst','FINISHED',1795669016233,1795669022633,'','active','/home/analyst/churn/mlruns/1/0f9ea6577618431cb364a2d72604431c/artifacts',1,NULL);
INSERT INTO "runs" VALUES('5c09038f51ff4dd6a250d031f0fb6874','sweep over C','UNKNOWN','','','analyst','FINISHED',1795669022667,1795669023282,'','active','/home/analyst/churn/mlruns/1/5c09038f51ff4dd6a250d031f0fb6874/artifacts',1,NULL);
INSERT INTO "runs" VALUES('26811b78543e4994a28bfd813794609d','C = 0.1','UNKNOWN','','','analyst','FINISHED',1795669022701,1795669022876,'','active','/home/analyst/churn/mlruns/1/26811b78543e4994a28bfd813794609d/artifacts',1,NULL);
INSERT INTO "runs" VALUES('f269bd0def8c47aab3031bd342bba873','C = 1','UNKNOWN','','','analyst','FINISHED',1795669022887,1795669023023,'','active','/home/analyst/churn/mlruns/1/f269bd0def8c47aab3031bd342bba873/artifacts',1,NULL);
INSERT INTO "runs" VALUES('98c31809818f4a06ba8fbdf8b7b5a175','C = 10','UNKNOWN','','','analyst','FINISHED',1795669023038,1795669023214,'','active','/home/analyst/churn/mlruns/1/98c31809818f4a06ba8fbdf8b7b5a175/artifacts',1,NULL);
INSERT INTO "runs" VALUES('f288d4418797485395ff818e64cc579a','no data left','UNKNOWN','','','analyst','FAILED',1795669023306,1795669023362,'','active','/home/analyst/churn/mlruns/1/f288d4418797485395ff818e64cc579a/artifacts',1,NULL);
INSERT INTO "runs" VALUES('905a1a5bb595466f811e56bb6f9994f4','took too long','UNKNOWN','','','analyst','KILLED',1795669023379,1795669023430,'','active','/home/analyst/churn/mlruns/1/905a1a5bb595466f811e56bb6f9994f4/artifacts',1,NULL);
INSERT INTO "runs" VALUES('adc7b800f6c74245a0af0d811857b476','still there','UNKNOWN','','','analyst','RUNNING',1795669023454,1795669023489,'','active','/home/analyst/churn/mlruns/1/adc7b800f6c74245a0af0d811857b476/artifacts',1,NULL);
INSERT INTO "runs" VALUES('1bf7b70292b84fa3a932932b676ed7c5','by mistake','UNKNOWN','','','analyst','FINISHED',1795669023511,1795669023541,'','deleted','/home/analyst/churn/mlruns/1/1bf7b70292b84fa3a932932b676ed7c5/artifacts',1,1795669023558);
INSERT INTO "runs" VALUES('320b6459237e471c83be7c336d6a49b9','Größen: ''quoted'', "both" – ünïcode 数据','UNKNOWN','','','analyst','FINISHED',1795669023604,1795669023738,'','active','/home/analyst/churn/mlruns/2/320b6459237e471c83be7c336d6a49b9/artifacts',2,NULL);
INSERT INTO "runs" VALUES('c6ddaa257e6b4e95a44aea862797ccf3','casual-shrimp-7','UNKNOWN','','','analyst','FINISHED',1795669023787,1795669023833,'','deleted','/home/analyst/churn/mlruns/3/c6ddaa257e6b4e95a44aea862797ccf3/artifacts',3,1795669023866);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.user','analyst','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.runName','logistic baseline','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.note.content','Two columns only.

The *intercept* stays, see the mail of May.','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('team','churn','c364fe28dfbc499b8e7ad5ecc0cbafdd');
INSERT INTO "tags" VALUES('mlflow.user','analyst','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('mlflow.runName','forest, autologged','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('estimator_name','RandomForestClassifier','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('estimator_class','sklearn.ensemble._forest.RandomForestClassifier','0f9ea6577618431cb364a2d72604431c');
INSERT INTO "tags" VALUES('mlflow.user','analyst','5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "tags" VALUES('mlflow.runName','sweep over C','5c09038f51ff4dd6a250d031f0fb6874');
INSERT INTO "tags" VALUES('mlflow.user','analyst','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.parentRunId','5c09038f51ff4dd6a250d031f0fb6874','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.runName','C = 0.1','26811b78543e4994a28bfd813794609d');
INSERT INTO "tags" VALUES('mlflow.user','analyst','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.parentRunId','5c09038f51ff4dd6a250d031f0fb6874','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.runName','C = 1','f269bd0def8c47aab3031bd342bba873');
INSERT INTO "tags" VALUES('mlflow.user','analyst','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.parentRunId','5c09038f51ff4dd6a250d031f0fb6874','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.runName','C = 10','98c31809818f4a06ba8fbdf8b7b5a175');
INSERT INTO "tags" VALUES('mlflow.user','analyst','f288d4418797485395ff818e64cc579a');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','f288d4418797485395ff818e64cc579a');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','f288d4418797485395ff818e64cc579a');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','f288d4418797485395ff818e64cc579a');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','f288d4418797485395ff818e64cc579a');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','f288d4418797485395ff818e64cc579a');
INSERT INTO "tags" VALUES('mlflow.runName','no data left','f288d4418797485395ff818e64cc579a');
INSERT INTO "tags" VALUES('mlflow.user','analyst','905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "tags" VALUES('mlflow.runName','took too long','905a1a5bb595466f811e56bb6f9994f4');
INSERT INTO "tags" VALUES('mlflow.user','analyst','adc7b800f6c74245a0af0d811857b476');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','adc7b800f6c74245a0af0d811857b476');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','adc7b800f6c74245a0af0d811857b476');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','adc7b800f6c74245a0af0d811857b476');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','adc7b800f6c74245a0af0d811857b476');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','adc7b800f6c74245a0af0d811857b476');
INSERT INTO "tags" VALUES('mlflow.runName','still there','adc7b800f6c74245a0af0d811857b476');
INSERT INTO "tags" VALUES('mlflow.user','analyst','1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "tags" VALUES('mlflow.runName','by mistake','1bf7b70292b84fa3a932932b676ed7c5');
INSERT INTO "tags" VALUES('mlflow.user','analyst','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "tags" VALUES('mlflow.runName','Größen: ''quoted'', "both" – ünïcode 数据','320b6459237e471c83be7c336d6a49b9');
INSERT INTO "tags" VALUES('mlflow.user','analyst','c6ddaa257e6b4e95a44aea862797ccf3');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','c6ddaa257e6b4e95a44aea862797ccf3');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','c6ddaa257e6b4e95a44aea862797ccf3');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0cd9f025c2ce89d1d89055eca686642d800b0486','c6ddaa257e6b4e95a44aea862797ccf3');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','c6ddaa257e6b4e95a44aea862797ccf3');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','c6ddaa257e6b4e95a44aea862797ccf3');
INSERT INTO "tags" VALUES('mlflow.runName','casual-shrimp-7','c6ddaa257e6b4e95a44aea862797ccf3');
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
