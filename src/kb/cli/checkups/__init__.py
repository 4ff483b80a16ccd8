"""What `kb doctor` looks at: one file for each part, with one checkup in it."""
