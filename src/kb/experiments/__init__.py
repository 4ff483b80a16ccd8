"""Runs the commands of experiments: writes down what a run was, and repeats it to see whether the same comes out."""
