"""Reads what MLflow 2 and 3 keep, without MLflow: its SQLite database, its folders of files, and its server."""
