"""``python -m inequality``: the same as the command ``inequality``."""

import sys

from wealth_inequality import main

if __name__ == "__main__":
    sys.exit(main())
