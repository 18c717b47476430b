"""`python -m directory`: see `commands`."""

import sys

from directory.clock import stockholm_now
from directory.commands import Desk, main
from directory.settings import from_environment

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Desk(from_environment(), stockholm_now, sys.stdout)))
