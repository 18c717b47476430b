"""The services as they were read last; of what has changed since, only that is read again, and at once."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from directory import models
from directory.catalogue import Catalogue
from directory.database import reading
from directory.editions import Edition, changed_since, edition
from directory.reading import by_id
from directory.records import Service

_MANY = 2_000
"""So many changed services are not read by their ids: all at once is as fast."""


class Shelf:
    """One for each process; threads may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._edition: Edition | None = None
        self._services: dict[str, Service] = {}
        self._catalogue = Catalogue(())

    def load(self) -> Catalogue:
        """All services as they are now. Raises DirectoryUnavailable."""
        with self._lock, reading(self._engine) as session:
            now = edition(session)
            if now != self._edition:
                services = self._read(session, now)
                catalogue = Catalogue(sorted(services.values(), key=lambda service: service.code))
                self._services, self._catalogue, self._edition = services, catalogue, now
            return self._catalogue

    def _read(self, session: Session, now: Edition) -> dict[str, Service]:
        """Every service by id; most of them, as a rule, are those that we have."""
        changed = changed_since(session, self._edition, now) if self._edition else None
        if changed is None or len(changed) > _MANY:
            return by_id(session)
        kept = {key: service for key, service in self._services.items() if key not in changed}
        services = kept | by_id(session, changed)
        there = session.scalar(select(func.count()).select_from(models.Service))
        return services if there == len(services) else by_id(session)
