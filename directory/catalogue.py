"""All services at hand, and of them those that a need may lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from directory.emergency_lines import lines
from directory.records import Service


class Catalogue(Collection[Service]):
    """Services by code; `leading_to` leaves out what `match.find` would pass over for a need."""

    def __init__(self, services: Iterable[Service]) -> None:
        self._by_code = {service.code: service for service in services}
        self._by_need: dict[str, list[Service]] = defaultdict(list)
        for service in self._by_code.values():
            for need in {*service.needs, *service.last_resort_for}:
                self._by_need[need].append(service)

    def leading_to(self, need: str) -> tuple[Service, ...]:
        """The services that are offered or a last resort for a need, and always the emergency lines."""
        found = {service.code: service for service in self._by_need.get(need, ())}
        found |= {code: self._by_code[code] for code in lines() if code in self._by_code}
        return tuple(found.values())

    def get(self, code: str) -> Service | None:
        """One service."""
        return self._by_code.get(code)

    def __iter__(self) -> Iterator[Service]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, service: object) -> bool:
        return isinstance(service, Service) and self._by_code.get(service.code) == service
