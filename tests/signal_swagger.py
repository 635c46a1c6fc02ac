"""Whether a request is one that signal-cli-rest-api's own swagger knows."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
from fake_signal_rest import Call

FILE = Path(__file__).parent / "recorded" / "signal-swagger.json"


@cache
def swagger() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


@cache
def _validator(name: str) -> jsonschema.Draft4Validator:
    schema = {"$ref": f"#/definitions/{name}", "definitions": swagger()["definitions"]}
    return jsonschema.Draft4Validator(schema)


def problem(call: Call) -> str | None:
    """What the swagger has against a request; None if nothing."""
    for path, verbs in swagger()["paths"].items():
        if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", path), call.path):
            operation = verbs.get(call.verb.lower())
            return _wrong(operation, call) if operation else f"no {call.verb} on {path}"
    return f"no such path: {call.path}"


def _wrong(operation: dict[str, Any], call: Call) -> str | None:
    parameters = operation.get("parameters", [])
    known = {one["name"] for one in parameters if one["in"] == "query"}
    if set(call.query) - known:
        return f"unknown in the query: {set(call.query) - known}"
    body = next((one for one in parameters if one["in"] == "body"), None)
    if call.body is None:
        return "a body is wanted" if body and body.get("required") else None
    if body is None:
        return "no body is wanted"
    name = body["schema"]["$ref"].rsplit("/", 1)[1]
    for error in _validator(name).iter_errors(call.body):
        return str(error.message)
    extra = set(call.body) - set(swagger()["definitions"][name]["properties"])
    return f"unknown in the body: {extra}" if extra else None
