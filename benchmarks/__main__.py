"""`python -m benchmarks`, and so `python3 dev.py bench`: prints the table of figures."""

import sys

from benchmarks.run import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
