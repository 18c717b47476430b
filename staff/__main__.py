"""`python -m staff`: serves the staff pages on loopback, without an access log."""

from __future__ import annotations

import uvicorn

from directory.database import reading, reading_engine
from directory.reading import services
from directory.records import Service
from staff.app import create_app
from staff.settings import from_environment


def main() -> None:
    """Serve until stopped."""
    settings = from_environment()
    engine = reading_engine(settings.directory.database_url)

    def load() -> tuple[Service, ...]:
        with reading(engine) as session:
            return services(session)

    uvicorn.run(
        create_app(load),
        host=settings.host,
        port=settings.port,
        access_log=False,
        log_level="error",
        server_header=False,
        ws="none",
    )


if __name__ == "__main__":
    main()
