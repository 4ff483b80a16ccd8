"""What DVC and DVCLive write, read without them: pipelines, their results, experiments in git."""
