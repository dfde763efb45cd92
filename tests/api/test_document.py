"""Any request the OpenAPI document allows, and many it does not: no 5xx, and no answer that it does not describe."""

import uuid

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.hubs import DemoHub

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = {"manager": 6, "kiosk": 2, "staff": 2, "evaluator": 2}
"""Requests of each kind: who may do the most asks the most, who may do little is mostly refused."""
SLOW = ("/api/v1/sessions",)


@pytest.fixture(scope="module")
def schema(hub: DemoHub) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{hub.base_url}/api/v1/openapi.json")


@pytest.mark.parametrize("role", EXAMPLES)
def test_every_answer_is_a_described_one(hub: DemoHub, schema: schemathesis.BaseSchema, role: str) -> None:
    token = {"kiosk": hub.kiosk, "staff": lambda: hub.staff("1"), "manager": hub.manager}.get(
        role, lambda: hub.evaluator("1")
    )().token
    examples = EXAMPLES[role] if hub.async_mode == "eventlet" else 1
    checked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path in SLOW:
            continue

        @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def ask(case: Case) -> None:
            case.headers["Authorization"] = f"Bearer {token}"
            case.headers["Idempotency-Key"] = str(uuid.uuid4())
            try:
                case.call_and_validate(checks=CHECKS, timeout=20)
            except Failure as failure:
                raise AssertionError(f"{case.method} {case.path}: {failure}") from failure

        given(case=operation.as_strategy())(ask)()
        checked += 1
    assert checked > 25
