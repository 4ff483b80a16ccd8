"""The pages of the manual that are written from the code: each module makes one of them, as file name → text."""
