"""``python -m streams.cli``: the command without its script."""

import sys

from streams.cli import main

if __name__ == "__main__":
    sys.exit(main())
