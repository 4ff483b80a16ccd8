"""What one run leaves to the next: never needed for a right answer, never the cause of a wrong one."""
