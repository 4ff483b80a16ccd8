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
INSERT INTO "datasets" VALUES('a52461fc-6b80-40ff-81e0-a39228fb1a8d',703561792657848966,'customers-train','6e79937f','local','{"uri": "data/train.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 60, "num_elements": 180}');
INSERT INTO "datasets" VALUES('9ceb5460-dbc1-4fff-9940-d9ed86f304fb',703561792657848966,'dataset','21926014','code','{"tags": {"mlflow.user": "analyst", "mlflow.source.name": "train.py", "mlflow.source.type": "LOCAL", "mlflow.source.git.commit": "ac75900a9e8cd058455fd89a675dc89136c0257e", "mlflow.source.git.branch": "master", "mlflow.source.git.repoURL": "https://example.org/team/churn.git"}}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}]}','{"num_rows": 60, "num_elements": 120}');
INSERT INTO "datasets" VALUES('61c08c2c-9f5a-43d6-ac96-6bc6a5390c8d',703561792657848966,'customers-test','5f35a709','local','{"uri": "data/test.csv"}','{"mlflow_colspec": [{"type": "long", "name": "visits", "required": true}, {"type": "double", "name": "spent", "required": true}, {"type": "long", "name": "left", "required": true}]}','{"num_rows": 40, "num_elements": 120}');
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
INSERT INTO "experiments" VALUES(0,'Default','file:///home/analyst/churn/mlruns/0','active',1795667737808,1795667737808,'default');
INSERT INTO "experiments" VALUES(368204113933862016,'Größen / forecast 2026','file:///home/analyst/churn/mlruns/368204113933862016','active',1795667758884,1795667758884,'default');
INSERT INTO "experiments" VALUES(517799454837758787,'gone','file:///home/analyst/churn/mlruns/517799454837758787','deleted',1795667758907,1795667758926,'default');
INSERT INTO "experiments" VALUES(703561792657848966,'churn','file:///home/analyst/churn/mlruns/703561792657848966','active',1795667737838,1795667737838,'default');
CREATE TABLE input_tags (
	input_uuid VARCHAR(36) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	value VARCHAR(500) NOT NULL, 
	CONSTRAINT input_tags_pk PRIMARY KEY (input_uuid, name)
);
INSERT INTO "input_tags" VALUES('aae4ac68-3517-413d-8722-9f666861eaca','mlflow.data.context','train');
INSERT INTO "input_tags" VALUES('2bfd8ef9-dcbb-4d78-a35f-286446df45a1','mlflow.data.context','test');
INSERT INTO "input_tags" VALUES('895e7ccd-d422-4777-afc6-52c274e90644','mlflow.data.context','training');
CREATE TABLE inputs (
	input_uuid VARCHAR(36) NOT NULL, 
	source_type VARCHAR(36) NOT NULL, 
	source_id VARCHAR(36) NOT NULL, 
	destination_type VARCHAR(36) NOT NULL, 
	destination_id VARCHAR(36) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT inputs_pk PRIMARY KEY (source_type, source_id, destination_type, destination_id)
);
INSERT INTO "inputs" VALUES('aae4ac68-3517-413d-8722-9f666861eaca','DATASET','9ceb5460-dbc1-4fff-9940-d9ed86f304fb','RUN','8bb4dfe189e541d5aeed2383bc35bb18',0);
INSERT INTO "inputs" VALUES('2bfd8ef9-dcbb-4d78-a35f-286446df45a1','DATASET','61c08c2c-9f5a-43d6-ac96-6bc6a5390c8d','RUN','dd2c892de9b0490dbb90c9ad4732df1d',0);
INSERT INTO "inputs" VALUES('895e7ccd-d422-4777-afc6-52c274e90644','DATASET','a52461fc-6b80-40ff-81e0-a39228fb1a8d','RUN','dd2c892de9b0490dbb90c9ad4732df1d',0);
INSERT INTO "inputs" VALUES('a204b462-9fb4-4c15-8505-cb745d170db1','RUN_OUTPUT','8bb4dfe189e541d5aeed2383bc35bb18','MODEL_OUTPUT','m-2367c01eee614963a39ee76779042a2a',0);
INSERT INTO "inputs" VALUES('40ad14a7-41da-45df-8d7e-a7f37d3d2ac9','RUN_OUTPUT','dd2c892de9b0490dbb90c9ad4732df1d','MODEL_OUTPUT','m-631a77c10d08417698e756adef938b98',0);
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
INSERT INTO "latest_metrics" VALUES('Δ loss',-0.125,1795667758897,0,0,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('p.value',1.0e-12,1795667758897,0,0,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('too much',1.79769313486231562234e+308,1795667758897,0,0,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('not a number',0.0,1795667758897,0,1,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('too little',-1.79769313486231562234e+308,1795667758897,0,0,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('f1 score',0.5,1795667758897,0,0,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('test/auc',0.75,1795667758897,0,0,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('val/top-5',5.0,1795667758897,0,0,'4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.705,1795667758809,4,0,'01876b85327e44f0aba28250c04ece8d');
INSERT INTO "latest_metrics" VALUES('auc',0.5,1795667758878,0,0,'4d41b10419364fd1a105d8228512a594');
INSERT INTO "latest_metrics" VALUES('loss',12.5,1795667758856,3,0,'71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "latest_metrics" VALUES('fold_auc',0.714,1795667758819,4,0,'8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "latest_metrics" VALUES('training_log_loss',0.401879076915257,1795667757214,0,0,'8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "latest_metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795667757214,0,0,'8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "latest_metrics" VALUES('training_score',8.16666666666666651863e-01,1795667758764,0,0,'8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "latest_metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795667757214,0,0,'8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "latest_metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795667757214,0,0,'8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "latest_metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795667757214,0,0,'8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "latest_metrics" VALUES('training_f1_score',0.816923076923077,1795667757214,0,0,'8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "latest_metrics" VALUES('best_auc',0.804,1795667758830,0,0,'998abb7e0c224e25be52df768156e9bb');
INSERT INTO "latest_metrics" VALUES('loss',0.223333,1795667738026,30,0,'dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "latest_metrics" VALUES('val_auc',8.5409652076318742786e-01,1795667738540,0,0,'dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "latest_metrics" VALUES('test_auc',0.8975,1795667738599,0,0,'dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "latest_metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795667758828,4,0,'e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "latest_metrics" VALUES('loss',0.9,1795667758868,1,0,'eb89825572214e58b43d12bc77c15b24');
INSERT INTO "latest_metrics" VALUES('auc',1.0,1795667758919,0,0,'f5f1d15fcbad426cb1abae04de4516f9');
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
INSERT INTO "logged_models" VALUES('m-2367c01eee614963a39ee76779042a2a',703561792657848966,'model','file:///home/analyst/churn/mlruns/703561792657848966/models/m-2367c01eee614963a39ee76779042a2a/artifacts',1795667750114,1795667757139,2,'active',NULL,'8bb4dfe189e541d5aeed2383bc35bb18',NULL);
INSERT INTO "logged_models" VALUES('m-631a77c10d08417698e756adef938b98',703561792657848966,'churn','file:///home/analyst/churn/mlruns/703561792657848966/models/m-631a77c10d08417698e756adef938b98/artifacts',1795667738642,1795667749852,2,'active',NULL,'dd2c892de9b0490dbb90c9ad4732df1d',NULL);
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
INSERT INTO "metrics" VALUES('Δ loss',-0.125,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,0);
INSERT INTO "metrics" VALUES('p.value',1.0e-12,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,0);
INSERT INTO "metrics" VALUES('too much',1.79769313486231562234e+308,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,0);
INSERT INTO "metrics" VALUES('not a number',0.0,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,1);
INSERT INTO "metrics" VALUES('too little',-1.79769313486231562234e+308,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,0);
INSERT INTO "metrics" VALUES('f1 score',0.5,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,0);
INSERT INTO "metrics" VALUES('test/auc',0.75,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,0);
INSERT INTO "metrics" VALUES('val/top-5',5.0,1795667758897,'4b0f3f6e4b2848cb8554483a5642ff07',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.701,1795667758807,'01876b85327e44f0aba28250c04ece8d',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.702,1795667758808,'01876b85327e44f0aba28250c04ece8d',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.703,1795667758808,'01876b85327e44f0aba28250c04ece8d',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.704,1795667758808,'01876b85327e44f0aba28250c04ece8d',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.705,1795667758809,'01876b85327e44f0aba28250c04ece8d',4,0);
INSERT INTO "metrics" VALUES('auc',0.5,1795667758878,'4d41b10419364fd1a105d8228512a594',0,0);
INSERT INTO "metrics" VALUES('loss',12.5,1795667758856,'71259ef7b24f4859b7c1f58d20992234',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.71,1795667758817,'8497b397b1d5450b9143b3d285c05d53',0,0);
INSERT INTO "metrics" VALUES('fold_auc',0.711,1795667758818,'8497b397b1d5450b9143b3d285c05d53',1,0);
INSERT INTO "metrics" VALUES('fold_auc',0.712,1795667758818,'8497b397b1d5450b9143b3d285c05d53',2,0);
INSERT INTO "metrics" VALUES('fold_auc',0.713,1795667758818,'8497b397b1d5450b9143b3d285c05d53',3,0);
INSERT INTO "metrics" VALUES('fold_auc',0.714,1795667758819,'8497b397b1d5450b9143b3d285c05d53',4,0);
INSERT INTO "metrics" VALUES('training_log_loss',0.401879076915257,1795667757214,'8bb4dfe189e541d5aeed2383bc35bb18',0,0);
INSERT INTO "metrics" VALUES('training_accuracy_score',8.16666666666666651863e-01,1795667757214,'8bb4dfe189e541d5aeed2383bc35bb18',0,0);
INSERT INTO "metrics" VALUES('training_score',8.16666666666666651863e-01,1795667758764,'8bb4dfe189e541d5aeed2383bc35bb18',0,0);
INSERT INTO "metrics" VALUES('training_precision_score',8.17633928571428580944e-01,1795667757214,'8bb4dfe189e541d5aeed2383bc35bb18',0,0);
INSERT INTO "metrics" VALUES('training_recall_score',8.16666666666666651863e-01,1795667757214,'8bb4dfe189e541d5aeed2383bc35bb18',0,0);
INSERT INTO "metrics" VALUES('training_roc_auc',9.0909090909090906063e-01,1795667757214,'8bb4dfe189e541d5aeed2383bc35bb18',0,0);
INSERT INTO "metrics" VALUES('training_f1_score',0.816923076923077,1795667757214,'8bb4dfe189e541d5aeed2383bc35bb18',0,0);
INSERT INTO "metrics" VALUES('best_auc',0.804,1795667758830,'998abb7e0c224e25be52df768156e9bb',0,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795667737996,'dd2c892de9b0490dbb90c9ad4732df1d',1,0);
INSERT INTO "metrics" VALUES('loss',0.55,1795667737997,'dd2c892de9b0490dbb90c9ad4732df1d',2,0);
INSERT INTO "metrics" VALUES('loss',0.433333,1795667738002,'dd2c892de9b0490dbb90c9ad4732df1d',3,0);
INSERT INTO "metrics" VALUES('loss',0.375,1795667738002,'dd2c892de9b0490dbb90c9ad4732df1d',4,0);
INSERT INTO "metrics" VALUES('loss',0.34,1795667738003,'dd2c892de9b0490dbb90c9ad4732df1d',5,0);
INSERT INTO "metrics" VALUES('loss',0.316667,1795667738003,'dd2c892de9b0490dbb90c9ad4732df1d',6,0);
INSERT INTO "metrics" VALUES('loss',0.3,1795667738003,'dd2c892de9b0490dbb90c9ad4732df1d',7,0);
INSERT INTO "metrics" VALUES('loss',0.2875,1795667738004,'dd2c892de9b0490dbb90c9ad4732df1d',8,0);
INSERT INTO "metrics" VALUES('loss',0.277778,1795667738004,'dd2c892de9b0490dbb90c9ad4732df1d',9,0);
INSERT INTO "metrics" VALUES('loss',0.27,1795667738005,'dd2c892de9b0490dbb90c9ad4732df1d',10,0);
INSERT INTO "metrics" VALUES('loss',0.263636,1795667738009,'dd2c892de9b0490dbb90c9ad4732df1d',11,0);
INSERT INTO "metrics" VALUES('loss',0.258333,1795667738010,'dd2c892de9b0490dbb90c9ad4732df1d',12,0);
INSERT INTO "metrics" VALUES('loss',0.253846,1795667738010,'dd2c892de9b0490dbb90c9ad4732df1d',13,0);
INSERT INTO "metrics" VALUES('loss',0.25,1795667738011,'dd2c892de9b0490dbb90c9ad4732df1d',14,0);
INSERT INTO "metrics" VALUES('loss',0.246667,1795667738011,'dd2c892de9b0490dbb90c9ad4732df1d',15,0);
INSERT INTO "metrics" VALUES('loss',0.24375,1795667738012,'dd2c892de9b0490dbb90c9ad4732df1d',16,0);
INSERT INTO "metrics" VALUES('loss',0.241176,1795667738012,'dd2c892de9b0490dbb90c9ad4732df1d',17,0);
INSERT INTO "metrics" VALUES('loss',0.238889,1795667738013,'dd2c892de9b0490dbb90c9ad4732df1d',18,0);
INSERT INTO "metrics" VALUES('loss',0.236842,1795667738017,'dd2c892de9b0490dbb90c9ad4732df1d',19,0);
INSERT INTO "metrics" VALUES('loss',0.235,1795667738018,'dd2c892de9b0490dbb90c9ad4732df1d',20,0);
INSERT INTO "metrics" VALUES('loss',0.233333,1795667738018,'dd2c892de9b0490dbb90c9ad4732df1d',21,0);
INSERT INTO "metrics" VALUES('loss',0.231818,1795667738019,'dd2c892de9b0490dbb90c9ad4732df1d',22,0);
INSERT INTO "metrics" VALUES('loss',0.230435,1795667738019,'dd2c892de9b0490dbb90c9ad4732df1d',23,0);
INSERT INTO "metrics" VALUES('loss',0.229167,1795667738019,'dd2c892de9b0490dbb90c9ad4732df1d',24,0);
INSERT INTO "metrics" VALUES('loss',0.228,1795667738020,'dd2c892de9b0490dbb90c9ad4732df1d',25,0);
INSERT INTO "metrics" VALUES('loss',0.226923,1795667738020,'dd2c892de9b0490dbb90c9ad4732df1d',26,0);
INSERT INTO "metrics" VALUES('loss',0.225926,1795667738020,'dd2c892de9b0490dbb90c9ad4732df1d',27,0);
INSERT INTO "metrics" VALUES('loss',0.225,1795667738025,'dd2c892de9b0490dbb90c9ad4732df1d',28,0);
INSERT INTO "metrics" VALUES('loss',0.224138,1795667738026,'dd2c892de9b0490dbb90c9ad4732df1d',29,0);
INSERT INTO "metrics" VALUES('loss',0.223333,1795667738026,'dd2c892de9b0490dbb90c9ad4732df1d',30,0);
INSERT INTO "metrics" VALUES('val_auc',8.5409652076318742786e-01,1795667738540,'dd2c892de9b0490dbb90c9ad4732df1d',0,0);
INSERT INTO "metrics" VALUES('test_auc',0.8975,1795667738599,'dd2c892de9b0490dbb90c9ad4732df1d',0,0);
INSERT INTO "metrics" VALUES('fold_auc',7.99999999999999933386e-01,1795667758827,'e42781659d56429c91a5cb644f9e68cc',0,0);
INSERT INTO "metrics" VALUES('fold_auc',8.00999999999999934274e-01,1795667758827,'e42781659d56429c91a5cb644f9e68cc',1,0);
INSERT INTO "metrics" VALUES('fold_auc',8.01999999999999935162e-01,1795667758828,'e42781659d56429c91a5cb644f9e68cc',2,0);
INSERT INTO "metrics" VALUES('fold_auc',8.02999999999999936051e-01,1795667758828,'e42781659d56429c91a5cb644f9e68cc',3,0);
INSERT INTO "metrics" VALUES('fold_auc',8.03999999999999936939e-01,1795667758828,'e42781659d56429c91a5cb644f9e68cc',4,0);
INSERT INTO "metrics" VALUES('loss',0.9,1795667758868,'eb89825572214e58b43d12bc77c15b24',1,0);
INSERT INTO "metrics" VALUES('auc',1.0,1795667758919,'f5f1d15fcbad426cb1abae04de4516f9',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('a b','c: d # e','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "params" VALUES('long','xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "params" VALUES('größe in µm','1,5','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "params" VALUES('model.depth','3','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "params" VALUES('optimizer/lr','0.001','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "params" VALUES('C','0.1','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "params" VALUES('limit','0','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "params" VALUES('C','1','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "params" VALUES('verbose','0','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('oob_score','False','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('max_depth','2','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('monotonic_cst','None','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('min_samples_leaf','1','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('max_leaf_nodes','None','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('min_impurity_decrease','0.0','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('max_features','sqrt','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('criterion','gini','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('min_weight_fraction_leaf','0.0','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('min_samples_split','2','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('max_samples','None','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('random_state','11','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('class_weight','None','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('ccp_alpha','0.0','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('n_jobs','None','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('n_estimators','4','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('warm_start','False','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('bootstrap','True','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "params" VALUES('tol','1e-05','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('solver','lbfgs','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('layers','[16, 8]','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('empty','','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('fit_intercept','True','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('C','0.5','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('random_state','7','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('class_weight','None','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('max_iter','200','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('zip','01234','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "params" VALUES('C','10','e42781659d56429c91a5cb644f9e68cc');
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
INSERT INTO "runs" VALUES('4b0f3f6e4b2848cb8554483a5642ff07','Größen: ''quoted'', "both" – ünïcode 数据','LOCAL','','','analyst','FINISHED',1795667758886,1795667758901,'','active','file:///home/analyst/churn/mlruns/368204113933862016/4b0f3f6e4b2848cb8554483a5642ff07/artifacts',368204113933862016,NULL);
INSERT INTO "runs" VALUES('01876b85327e44f0aba28250c04ece8d','C = 0.1','LOCAL','','','analyst','FINISHED',1795667758800,1795667758809,'','active','file:///home/analyst/churn/mlruns/703561792657848966/01876b85327e44f0aba28250c04ece8d/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('065f3b6edde345eba6aeae6a27275453','no data left','LOCAL','','','analyst','FAILED',1795667758834,1795667758844,'','active','file:///home/analyst/churn/mlruns/703561792657848966/065f3b6edde345eba6aeae6a27275453/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('4d41b10419364fd1a105d8228512a594','by mistake','LOCAL','','','analyst','FINISHED',1795667758870,1795667758879,'','deleted','file:///home/analyst/churn/mlruns/703561792657848966/4d41b10419364fd1a105d8228512a594/artifacts',703561792657848966,1795667758880);
INSERT INTO "runs" VALUES('71259ef7b24f4859b7c1f58d20992234','took too long','LOCAL','','','analyst','KILLED',1795667758846,1795667758857,'','active','file:///home/analyst/churn/mlruns/703561792657848966/71259ef7b24f4859b7c1f58d20992234/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('8497b397b1d5450b9143b3d285c05d53','C = 1','LOCAL','','','analyst','FINISHED',1795667758810,1795667758819,'','active','file:///home/analyst/churn/mlruns/703561792657848966/8497b397b1d5450b9143b3d285c05d53/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('8bb4dfe189e541d5aeed2383bc35bb18','forest, autologged','LOCAL','','','analyst','FINISHED',1795667750007,1795667758789,'','active','file:///home/analyst/churn/mlruns/703561792657848966/8bb4dfe189e541d5aeed2383bc35bb18/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('998abb7e0c224e25be52df768156e9bb','sweep over C','LOCAL','','','analyst','FINISHED',1795667758793,1795667758831,'','active','file:///home/analyst/churn/mlruns/703561792657848966/998abb7e0c224e25be52df768156e9bb/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('dd2c892de9b0490dbb90c9ad4732df1d','logistic baseline','LOCAL','','','analyst','FINISHED',1795667737975,1795667749861,'','active','file:///home/analyst/churn/mlruns/703561792657848966/dd2c892de9b0490dbb90c9ad4732df1d/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('e42781659d56429c91a5cb644f9e68cc','C = 10','LOCAL','','','analyst','FINISHED',1795667758820,1795667758829,'','active','file:///home/analyst/churn/mlruns/703561792657848966/e42781659d56429c91a5cb644f9e68cc/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('eb89825572214e58b43d12bc77c15b24','still there','LOCAL','','','analyst','RUNNING',1795667758862,1795667758868,'','active','file:///home/analyst/churn/mlruns/703561792657848966/eb89825572214e58b43d12bc77c15b24/artifacts',703561792657848966,NULL);
INSERT INTO "runs" VALUES('f5f1d15fcbad426cb1abae04de4516f9','receptive-calf-572','LOCAL','','','analyst','FINISHED',1795667758908,1795667758919,'','deleted','file:///home/analyst/churn/mlruns/517799454837758787/f5f1d15fcbad426cb1abae04de4516f9/artifacts',517799454837758787,1795667758926);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "tags" VALUES('mlflow.runName','Größen: ''quoted'', "both" – ünïcode 数据','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "tags" VALUES('mlflow.user','analyst','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','4b0f3f6e4b2848cb8554483a5642ff07');
INSERT INTO "tags" VALUES('mlflow.parentRunId','998abb7e0c224e25be52df768156e9bb','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.runName','C = 0.1','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.user','analyst','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','01876b85327e44f0aba28250c04ece8d');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "tags" VALUES('mlflow.runName','no data left','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "tags" VALUES('mlflow.user','analyst','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','065f3b6edde345eba6aeae6a27275453');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','4d41b10419364fd1a105d8228512a594');
INSERT INTO "tags" VALUES('mlflow.runName','by mistake','4d41b10419364fd1a105d8228512a594');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','4d41b10419364fd1a105d8228512a594');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','4d41b10419364fd1a105d8228512a594');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','4d41b10419364fd1a105d8228512a594');
INSERT INTO "tags" VALUES('mlflow.user','analyst','4d41b10419364fd1a105d8228512a594');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','4d41b10419364fd1a105d8228512a594');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "tags" VALUES('mlflow.runName','took too long','71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "tags" VALUES('mlflow.user','analyst','71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','71259ef7b24f4859b7c1f58d20992234');
INSERT INTO "tags" VALUES('mlflow.parentRunId','998abb7e0c224e25be52df768156e9bb','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('mlflow.runName','C = 1','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('mlflow.user','analyst','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','8497b397b1d5450b9143b3d285c05d53');
INSERT INTO "tags" VALUES('estimator_class','sklearn.ensemble._forest.RandomForestClassifier','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.runName','forest, autologged','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('estimator_name','RandomForestClassifier','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.user','analyst','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','8bb4dfe189e541d5aeed2383bc35bb18');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','998abb7e0c224e25be52df768156e9bb');
INSERT INTO "tags" VALUES('mlflow.runName','sweep over C','998abb7e0c224e25be52df768156e9bb');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','998abb7e0c224e25be52df768156e9bb');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','998abb7e0c224e25be52df768156e9bb');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','998abb7e0c224e25be52df768156e9bb');
INSERT INTO "tags" VALUES('mlflow.user','analyst','998abb7e0c224e25be52df768156e9bb');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','998abb7e0c224e25be52df768156e9bb');
INSERT INTO "tags" VALUES('team','churn','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.note.content','Two columns only.

The *intercept* stays, see the mail of May.','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.runName','logistic baseline','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('kb.task','TASK-0001','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.user','analyst','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','dd2c892de9b0490dbb90c9ad4732df1d');
INSERT INTO "tags" VALUES('mlflow.parentRunId','998abb7e0c224e25be52df768156e9bb','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.runName','C = 10','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.user','analyst','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','e42781659d56429c91a5cb644f9e68cc');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','eb89825572214e58b43d12bc77c15b24');
INSERT INTO "tags" VALUES('mlflow.runName','still there','eb89825572214e58b43d12bc77c15b24');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','eb89825572214e58b43d12bc77c15b24');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','eb89825572214e58b43d12bc77c15b24');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','eb89825572214e58b43d12bc77c15b24');
INSERT INTO "tags" VALUES('mlflow.user','analyst','eb89825572214e58b43d12bc77c15b24');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','eb89825572214e58b43d12bc77c15b24');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','f5f1d15fcbad426cb1abae04de4516f9');
INSERT INTO "tags" VALUES('mlflow.runName','receptive-calf-572','f5f1d15fcbad426cb1abae04de4516f9');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','ac75900a9e8cd058455fd89a675dc89136c0257e','f5f1d15fcbad426cb1abae04de4516f9');
INSERT INTO "tags" VALUES('mlflow.source.git.repoURL','https://example.org/team/churn.git','f5f1d15fcbad426cb1abae04de4516f9');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','f5f1d15fcbad426cb1abae04de4516f9');
INSERT INTO "tags" VALUES('mlflow.user','analyst','f5f1d15fcbad426cb1abae04de4516f9');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','master','f5f1d15fcbad426cb1abae04de4516f9');
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
