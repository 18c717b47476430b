"""The API's description of itself, from the same tables that it answers from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from directory.exporting.hsds_tables import HSDS_VERSION, Field, tables
from staff.hsds_api.answers import LISTS
from staff.hsds_api.parameters import PARAMETERS

PROBLEM = "application/problem+json"
TABLES = {
    "services": "service",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "service_at_locations": "service_at_location",
}
_KINDS = {"number": "number", "integer": "integer", "boolean": "boolean"}
_FORMATS = {"uuid": "uuid", "email": "email", "uri": "uri", "date": "date", "datetime": "date-time"}


def openapi(base: str) -> dict[str, Any]:
    """The document; `base` is where the API lives, e.g. "/hsds"."""
    paths: dict[str, Any] = {"/": {"get": _operation("about", {"$ref": "#/components/schemas/about"}, [])}}
    for name, (_, parameters) in LISTS.items():
        table = TABLES[name]
        paths[f"/{name}"] = {"get": _operation(f"list_{name}", _page(table), _asked(parameters), wrong="400")}
        detail = _operation(f"get_{table}", {"$ref": f"#/components/schemas/{table}"}, [_ID], wrong="404")
        paths[f"/{name}/{{id}}"] = {"get": detail}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Lotsen", "version": HSDS_VERSION, "summary": "HSDS, read only"},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


_ID = {"in": "path", "name": "id", "required": True, "schema": {"type": "string", "format": "uuid"}}


def _asked(names: Sequence[str]) -> list[dict[str, Any]]:
    """The parameters of a list."""
    return [{"in": "query", "name": name, "required": False, "schema": PARAMETERS[name]} for name in names]


def _operation(name: str, schema: dict[str, Any], parameters: list[Any], wrong: str = "") -> dict[str, Any]:
    """One path: what it answers, and how it says no."""
    fault = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/problem"}}}}
    told = {"401": "not signed in", "503": "the directory does not answer"} | {
        code: words
        for code, words in (("400", "a parameter is unknown or wrong"), ("404", "there is none"))
        if code == wrong
    }
    responses = {code: {"description": words, **fault} for code, words in told.items()}
    found = {"description": "found", "content": {"application/json": {"schema": schema}}}
    return {"operationId": name, "parameters": parameters, "responses": {"200": found, **responses}}


def _page(table: str) -> dict[str, Any]:
    """HSDS's envelope around one table. With `minimal` a service is an id and a date."""
    kind = {"type": "integer", "minimum": 0}
    counts = dict.fromkeys(("total_items", "total_pages", "page_number", "size"), kind)
    flags = {name: {"type": "boolean"} for name in ("first_page", "last_page", "empty")}
    whole = {"$ref": f"#/components/schemas/{table}"}
    minimal = {"$ref": "#/components/schemas/minimal"}
    items = {"anyOf": [whole, minimal]} if table == "service" else whole
    properties = {**counts, **flags, "contents": {"type": "array", "items": items}}
    return {"type": "object", "required": list(properties), "properties": properties}


def _schemas() -> dict[str, Any]:
    """The parts: a schema a table, and the few that no table has."""
    text = {"type": "string"}
    fault = {"type": text, "title": text, "status": {"type": "integer"}, "detail": text, "parameter": text}
    minimal = {"id": {"type": "string", "format": "uuid"}, "last_modified": text}
    about = dict.fromkeys(("version", "profile", "openapi_url", "description"), text)
    return {
        "problem": {"type": "object", "required": ["title", "status"], "properties": fault},
        "minimal": _closed(minimal),
        "about": _closed(about),
        **{table: _schema(table) for table in TABLES.values()},
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    required = list(properties)
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def _schema(table: str) -> dict[str, Any]:
    """One table; what is nested in it is described by HSDS's own schemas."""
    fields = tables()[table].fields
    required = [name for name, field in fields.items() if field.required]
    return {
        "type": "object",
        "required": required,
        "properties": {name: _property(field) for name, field in fields.items()},
    }


def _property(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"type": _KINDS.get(field.kind, "string")}
    if field.kind in _FORMATS:
        told["format"] = _FORMATS[field.kind]
    if field.words:
        told["enum"] = list(field.words)
    return told
