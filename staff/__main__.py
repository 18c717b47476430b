"""`python -m staff`: see `commands`."""

import sys

from staff.commands import main
from staff.settings import from_environment

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], from_environment(), sys.stdout))
