"""`python -m actions PORT`: the action server on loopback, with a log that cannot hold a conversation."""

from __future__ import annotations

import logging
import sys
import warnings

HOST = "127.0.0.1"


def main() -> None:
    """Serve until stopped. rasa_sdk's own start would listen on every address and log requests."""
    logging.disable(logging.CRITICAL)
    # A library of rasa_sdk's deprecates another one while it is imported; nobody here can mend that.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from rasa_sdk.endpoint import create_app

    from actions._reading_room import open_early

    open_early()
    app = create_app("actions", cors_origins=[])
    app.run(HOST, int(sys.argv[1]), access_log=False, motd=False)


if __name__ == "__main__":
    main()
