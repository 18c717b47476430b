"""The API does what its own description says: schemathesis asks whatever the description allows, and more."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from starlette.applications import Starlette

from staff.hsds_api.openapi import openapi


@pytest.fixture
def api_schema(app: Starlette) -> schemathesis.BaseSchema:
    """The API as it describes itself."""
    return schemathesis.openapi.from_asgi("/hsds/openapi.json", app)


schema = schemathesis.pytest.from_fixture("api_schema")


@schema.parametrize()
@settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case[Any]) -> None:
    """All of schemathesis' checks: status, content type, body, refused nonsense, no crash."""
    case.call_and_validate()


def test_the_schemas_in_it_are_schemas() -> None:
    """Valid JSON Schema, and every reference leads somewhere."""
    told = openapi("/hsds")
    for part in told["components"]["schemas"].values():
        Draft202012Validator.check_schema(part)
