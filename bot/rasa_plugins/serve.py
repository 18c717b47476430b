"""`python -m bot.rasa_plugins.serve ...`: `rasa ...` with its log hushed before anything else is imported."""

from __future__ import annotations

import sys

from bot.rasa_plugins import hush


def main() -> None:
    """Run Rasa's command line."""
    hush.install()
    from rasa.__main__ import main as rasa

    sys.argv[0] = "rasa"
    rasa()


if __name__ == "__main__":
    main()
