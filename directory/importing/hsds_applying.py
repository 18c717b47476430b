"""Step two of bringing in an HSDS package: the previewed rows into the directory. Never deletes anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from directory.changes import Proposed, pending, propose, timeless
from directory.critical import ANSWERED, any_critical, class_of, needs_second_person
from directory.exporting.hsds_rows import MODELS, TABLE_OF, row_of
from directory.exporting.hsds_tables import tables
from directory.history import RecordedSession
from directory.importing.applying import HIDDEN, Applied, PreviewHasFaults
from directory.importing.contact_rows import e164
from directory.importing.faults import Fault
from directory.importing.hsds_matching import Matching
from directory.importing.hsds_previewing import HsdsPreview
from directory.models import Address, ImportBatch, Model, Phone, Service, Taxonomy, Translation, Url
from directory.values import build, filled, from_text, put, texts_of
from directory.verification import ReviewClass, review_class

_FACTS = frozenset({"number", "url", "address_1", "postal_code", "city"})
_PARENTS = ("parent_organization_id", "parent_id")
"""Columns that point into their own table: set when every row of it is there."""


class HsdsConflicts(PreviewHasFaults):
    """The package and the directory contradict each other; nothing was changed."""

    def __init__(self, faults: Collection[Fault]) -> None:
        super().__init__(f"{len(faults)} rows belong to something else here")
        self.faults = tuple(faults)


def apply_hsds(
    session: RecordedSession, preview: HsdsPreview, batch: ImportBatch, keep: Collection[str] = ()
) -> Applied:
    """Creates and changes what the package holds; services with an id in `keep` are left as they are.

    All or nothing, as `importing.apply`: what is changed counts as unverified, critical facts of class A
    become proposals, a new service of class A waits hidden. Raises PreviewHasFaults and HsdsConflicts.
    """
    if preview.errors:
        raise PreviewHasFaults(f"{len(preview.errors)} faults: mend the package first")
    matching = Matching(session, preview)
    if matching.conflicts:
        raise HsdsConflicts(matching.conflicts)
    return _Intake(session, preview, matching, keep).run(batch)


class _Intake:
    """One package on its way in."""

    def __init__(
        self, session: RecordedSession, preview: HsdsPreview, matching: Matching, keep: Collection[str]
    ) -> None:
        self.session, self.preview, self.matching, self.keep = session, preview, matching, keep
        self.services = {matching.ids["service", key]: key for key in preview.rows["service"]}
        self.new = self.services.keys() - matching.known["service"].keys()
        self.classes = {service_id: self._class(service_id, key) for service_id, key in self.services.items()}
        self.at = self._services_at_places()
        self.changed: set[str] = set()
        self.proposed: dict[str, list[Proposed]] = defaultdict(list)

    def run(self, batch: ImportBatch) -> Applied:
        """Table by table, those that others point to first."""
        for table in MODELS:
            for key in self.preview.rows[table]:
                self._take(table, key)
            self.session.flush()
            self._set_parents(table)
        for service_id in self.changed - self.new:
            self.session.get_one(Service, service_id).assured_date = None
        self.session.flush()
        done = self._told()
        batch.rows, batch.created, batch.changed = len(self.services), len(done.created), len(done.changed)
        self.session.flush()
        return done

    def _take(self, table: str, key: str) -> None:
        """One row of the package."""
        texts = {name: text for name, text in self.matching.texts[table, key].items() if name not in _PARENTS}
        owners = self._owners(table, key, texts)
        if owners and owners <= set(self.keep):
            return
        if table == "location":
            texts |= self._accessibility(key)
        here = self.matching.row(table, key)
        if here is None:
            self._create(table, key, texts, owners)
        elif table not in ("taxonomy", "taxonomy_term"):  # the vocabulary is changed by hand
            self._change(table, here, self._differences(table, key, here, texts), owners)

    def _create(self, table: str, key: str, texts: dict[str, str], owners: set[str]) -> None:
        """A row that is not here yet."""
        _complete(table, texts)
        kind, row_id = MODELS[table].__tablename__, self.matching.ids[table, key]
        hidden = table == "service" and self._is_a({row_id}) and texts.get("status", "active") != HIDDEN
        if hidden:
            change = Proposed(
                "update", kind, row_id, row_id, {"status": HIDDEN}, {"status": texts.get("status", "active")}
            )
            self.proposed[row_id].append(change)
            texts["status"] = HIDDEN
        row = _built(table, row_id, texts)
        settled = (owners or self._of_organization(texts)) - self.new
        critical = any_critical(ReviewClass.A, kind, filled(texts_of(row)))
        if table != "service" and settled and critical and self._is_a(settled):
            owner = min(settled)
            self.proposed[owner].append(Proposed("create", kind, row_id, owner, {}, filled(texts_of(row))))
            return
        self.session.add(row)
        self.matching.known[table][row_id] = row
        self.changed |= owners

    def _change(self, table: str, row: Model, texts: dict[str, str], owners: set[str]) -> None:
        """A row that is here: what needs a second person is proposed, the rest is put in."""
        kind, concerned = MODELS[table].__tablename__, owners or self._of_organization(texts_of(row))
        of_class = ReviewClass.A if self._is_a(concerned) else ReviewClass.B
        second = _critical(of_class, kind, row, texts)
        if second:
            before = {name: text for name, text in texts_of(row).items() if name in second}
            owner = min(concerned)
            self.proposed[owner].append(Proposed("update", kind, row.id, owner, before, second))
        at_once = {name: text for name, text in texts.items() if name not in second}
        if at_once:
            put(row, at_once)
            self.changed |= owners
            if isinstance(row, Phone | Url | Address) and not _FACTS.isdisjoint(at_once):
                row.verified_on = None  # what staff once checked is not what stands here now

    def _differences(self, table: str, key: str, row: Model, texts: Mapping[str, str]) -> dict[str, str]:
        """The columns where the package says something else than stands here, both as they are exported."""
        told, here = self.preview.rows[table][key], row_of(row)
        fields = {field.column: name for name, field in tables()[table].fields.items()}
        same = {
            column for column, name in fields.items() if name in told and told[name] == here.get(name, "")
        }
        held = texts_of(row)
        found = {
            name: text
            for name, text in texts.items()
            if name not in same and from_text(type(row), name, text) != from_text(type(row), name, held[name])
        }
        if table == "phone" and "number" in found:
            found["e164"] = texts.get("e164") or e164(found["number"]) or ""
        if table == "x_translation" and "value" not in found:
            found.pop("source_last_modified", None)
        return found

    def _set_parents(self, table: str) -> None:
        """Rows that point into their own table."""
        for key in self.preview.rows[table]:
            row, texts = self.matching.row(table, key), self.matching.texts[table, key]
            for name in _PARENTS:
                if row is not None and name in texts and getattr(row, name) != texts[name]:
                    put(row, {name: texts[name]})
        self.session.flush()

    def _owners(self, table: str, key: str, texts: Mapping[str, str]) -> set[str]:
        """The services here that a row belongs to."""
        if table == "service":
            return {self.matching.ids[table, key]}
        if table == "location":
            return self.at[self.matching.ids[table, key]]
        if table == "address":
            return self.at[texts["location_id"]]
        found = texts.get("link_id" if table == "attribute" else "service_id")
        found = found or (self._translated_service(texts) if table == "x_translation" else "")
        return {found} if found else set()

    def _translated_service(self, texts: Mapping[str, str]) -> str:
        """The service whose words are translated, also when the package does not say."""
        table, row_id = TABLE_OF.get(texts["resource_type"], ""), texts["resource_id"]
        row = self.matching.known.get(table, {}).get(row_id)
        return row_id if table == "service" else str(getattr(row, "service_id", None) or "")

    def _of_organization(self, texts: Mapping[str, str]) -> set[str]:
        """The services of the organisation that a number belongs to: it stands on their cards."""
        owner = texts.get("organization_id")
        services = self.matching.known["service"].values()
        return {row.id for row in services if owner and getattr(row, "organization_id", "") == owner}

    def _services_at_places(self) -> dict[str, set[str]]:
        """Place -> services, of the package and of the directory."""
        at: dict[str, set[str]] = defaultdict(set)
        for key in self.preview.rows["service_at_location"]:
            texts = self.matching.texts["service_at_location", key]
            at[texts["location_id"]].add(texts["service_id"])
        for row in self.matching.known["service_at_location"].values():
            at[getattr(row, "location_id", "")].add(getattr(row, "service_id", ""))
        return at

    def _accessibility(self, key: str) -> dict[str, str]:
        """HSDS's rows on a place's accessibility as our one text."""
        rows = self.preview.rows["accessibility"].values()
        told = [
            str(row["description"]) for row in rows if row.get("location_id") == key and "description" in row
        ]
        return {"accessibility": "\n".join(told)} if told else {}

    def _class(self, service_id: str, key: str) -> ReviewClass:
        """A when the service is of class A here, or would be after the package. The seed is nobody's word."""
        if self.session.author.origin == "seed":
            return ReviewClass.B
        known = self.matching.known["service"].get(service_id)
        if isinstance(known, Service) and class_of(known) is ReviewClass.A:
            return ReviewClass.A
        codes: dict[str, set[str]] = defaultdict(set)
        for row in self.preview.rows["attribute"].values():
            if row["link_id"] == key:
                codes[str(row["link_type"])].add(self._code(str(row["taxonomy_term_id"])))
        return review_class(codes["need"] | codes["last_resort"], codes["category"])

    def _code(self, key: str) -> str:
        """The code of a term as it stands here, whatever the package calls it."""
        here = self.matching.row("taxonomy_term", key)
        return str(getattr(here, "code", "") or self.preview.rows["taxonomy_term"][key]["code"])

    def _is_a(self, services: Collection[str]) -> bool:
        return any(self.classes.get(one) is ReviewClass.A or self._is_a_here(one) for one in services)

    def _is_a_here(self, service_id: str) -> bool:
        """Of services that the package does not hold: they share a place with one that it does."""
        known = self.matching.known["service"].get(service_id)
        if service_id in self.classes or not isinstance(known, Service):
            return False
        return class_of(known) is ReviewClass.A

    def _told(self) -> Applied:
        """What became of the services, by code."""
        known = {row.id: str(getattr(row, "code", "")) for row in self.matching.known["service"].values()}
        done = Applied(missing=sorted(known[one] for one in known.keys() - self.services.keys()))
        for service_id in self.services:
            kept = service_id in self.keep
            lists = (done.kept, done.created, done.changed, done.unchanged)
            which = 0 if kept else 1 if service_id in self.new else 2 if service_id in self.changed else 3
            lists[which].append(known[service_id])
        done.waiting.extend(known[one] for one in self._propose())
        return done

    def _propose(self) -> list[str]:
        """Files what needs a second person, except what waits already."""
        for service_id, wanted in self.proposed.items():
            waiting = {
                (one.action, one.resource_id, *timeless(one.after))
                for one in pending(self.session, service_id)
            }
            for one in wanted:
                if (one.action, one.resource_id, *timeless(one.after)) not in waiting:
                    propose(self.session, one)
        return list(self.proposed)


def _critical(of_class: ReviewClass, kind: str, row: Model, texts: Mapping[str, str]) -> dict[str, str]:
    """The fields that need a second person; of a link also when it becomes one at which somebody answers."""
    if isinstance(row, Translation):
        return dict(texts) if any_critical(of_class, kind, texts_of(row)) else {}
    kinds = (getattr(row, "kind", "chat"), texts.get("kind", ""))
    shape = next((kind for kind in ANSWERED if kind in kinds), kinds[0])
    return {n: t for n, t in texts.items() if needs_second_person(of_class, kind, n, kind=shape)}


def _built(table: str, row_id: str, texts: Mapping[str, str]) -> Model:
    """A new row. Taxonomies keep no history, so `values` does not know them."""
    return (
        Taxonomy(id=row_id, **texts)
        if table == "taxonomy"
        else build(MODELS[table].__tablename__, row_id, texts)
    )


def _complete(table: str, texts: dict[str, str]) -> None:
    """What our tables need and a foreign package does not say."""
    if table == "phone" and "e164" not in texts:
        texts["e164"] = e164(texts["number"]) or ""
    elif table == "url" and "kind" not in texts:
        texts["kind"] = "email" if texts["url"].startswith("mailto:") else "web"
    elif table == "x_what_happens" or table == "service":
        texts.setdefault(
            "status" if table == "service" else "kind", "active" if table == "service" else "what"
        )
