"""Checks a FHIR R4 resource by HL7's schema and invariants, and by rules of our own that these do not hold."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from fhirpathpy import compile as compile_path
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
from jsonschema import Draft6Validator

FOLDER = Path(__file__).parent / "fhir"
Json = dict[str, Any]
_NODE: Any = ResourceNode  # has no types
MADE_READABLE = (  # what the evaluator does not know → the same in words that it knows
    (".trace('type')", ""), (".trace('item')", ""), (".trace('unmatched', id)", ""), (".trace('url')", ""),
    ("is Boolean", "is boolean"), (".hasValue()", ".exists()"))


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def _object(required: list[str], **properties: Any) -> Json:
    return {"properties": properties, "required": required, "additionalProperties": False}


def _device() -> Json:
    """What we write of a Device, which the cut schema does not have, by HL7's page on it."""
    text, names = {"type": "string"}, ["udi-label-name", "user-friendly-name", "patient-reported-name", "model-name"]
    called = _object(["name", "type"], name=text, type={"enum": [*names, "manufacturer-name", "other"]})
    version = _object(["value"], type={"$ref": "#/definitions/CodeableConcept"}, value=text)
    return _object(["resourceType"], resourceType={"const": "Device"}, text={"$ref": "#/definitions/Narrative"},
                   deviceName={"type": "array", "items": called}, version={"type": "array", "items": version})


@cache
def _validator(kind: str) -> Draft6Validator:
    schema = _read("r4-mini.schema.json")
    kinds = [*schema["definitions"]["ResourceList"]["oneOf"], {"$ref": "#/definitions/Device"}]
    definitions = schema["definitions"] | {"Device": _device(), "ResourceList": {"oneOf": kinds}}
    return Draft6Validator({"$schema": schema["$schema"], "$ref": f"#/definitions/{kind}", "definitions": definitions})


@cache
def _compiled(expression: str) -> Any:
    for said, known in MADE_READABLE:
        expression = expression.replace(said, known)
    return compile_path(expression, models["r4"])


def faults(resource: Json) -> list[str]:
    """Returns every fault of a resource, and of the resources inside a Bundle, with its place."""
    found = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}"
             for error in _validator(resource["resourceType"]).iter_errors(resource)]
    found += _broken_invariants(resource)
    found += _misplaced_extensions(resource, resource["resourceType"])
    found += _empty_parts(resource, resource["resourceType"])
    for entry in resource.get("entry", []):
        found += faults(entry["resource"])
    return found


def _broken_invariants(resource: Json) -> Iterator[str]:
    for rule in _read("r4-invariants.json")["resources"].get(resource["resourceType"], []):
        for node in _nodes(resource, rule["path"].split(".")[1:]):
            there: Any = _NODE.create_node(node, rule["path"])
            result = _compiled(rule["expression"])(there, {"resource": resource})
            if result != [True]:
                yield f"{rule['path']} {node.get('linkId', '')}: {rule['key']}: {rule['human']}"


def _nodes(node: Json, path: list[str]) -> Iterator[Json]:
    """The parts of a resource at a path; items within items are at the path of items."""
    if not path:
        yield node
        return
    inside = node.get(path[0], [])
    for part in inside if isinstance(inside, list) else [inside]:
        yield from _nodes(part, path[1:])
        if path[0] == "item":
            yield from _nodes(part, path)
            for answer in part.get("answer", []):
                yield from _nodes(answer, path)


def _misplaced_extensions(node: Any, place: str) -> Iterator[str]:
    """Extensions of SDC where they may not stand, or with another type of value."""
    allowed = _read("sdc-extensions.json")
    if isinstance(node, list):
        for part in node:
            yield from _misplaced_extensions(part, place)
    elif isinstance(node, dict):
        for one in node.get("extension", []):
            told = allowed.get(one["url"])
            (kind,) = (key.removeprefix("value") for key in one if key.startswith("value"))
            if "/uv/sdc/" in one["url"] and told is None:
                yield f"{place}: {one['url']} is not known"
            elif told is not None and (place not in told["ctx"] or kind.lower() not in map(str.lower, told["types"])):
                yield f"{place}: {one['url']} with {kind} is not allowed here"
        for key, part in node.items():
            if key not in ("extension", "entry"):
                yield from _misplaced_extensions(part, place if place.endswith(key) else f"{place}.{key}")


def _empty_parts(node: Any, place: str) -> Iterator[str]:
    """Empty lists, objects and texts, which FHIR does not have."""
    if node in ({}, [], ""):
        yield f"{place} is empty"
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []
    for key, part in parts:
        yield from _empty_parts(part, f"{place}.{key}")


def items_of(node: Json) -> Iterator[Json]:
    """Yields each item of a Questionnaire or a QuestionnaireResponse, in order, at whatever depth."""
    return _nodes(node, ["item"])


def faults_of_form(form: Json) -> Iterator[str]:
    """Yields what the schema does not hold of a Questionnaire: conditions and options that fit, controls, units."""
    asked = {item["linkId"]: item for item in items_of(form)}
    seen: set[str] = set()
    for link_id, item in asked.items():
        seen.add(link_id)
        if "enableWhen" in item and "enableBehavior" not in item:
            yield f"{link_id}: no enableBehavior"
        for test in item.get("enableWhen", []):
            if test["question"] not in seen - {link_id}:
                yield f"{link_id}: reads '{test['question']}', which is not asked before it"
                continue
            options = [option["valueCoding"] for option in asked[test["question"]].get("answerOption", [])]
            if "answerCoding" in test and test["answerCoding"] not in options:
                yield f"{link_id}: reads an option that '{test['question']}' does not have"
        if item["type"] == "choice":
            yield from _faults_of_options(link_id, item)
        if "answerValueSet" in item:
            yield f"{link_id}: options by address"


def _faults_of_options(link_id: str, item: Json) -> Iterator[str]:
    options = item.get("answerOption", [])
    if not options or any(option.keys() - {"extension", "valueCoding"} for option in options):
        yield f"{link_id}: options that are no codings"
    codings = [option["valueCoding"] for option in options]
    if any(coding.keys() != {"system", "code", "display"} for coding in codings):
        yield f"{link_id}: a coding without system, code or display"
    for key in ("code", "display"):
        if len({coding[key] for coding in codings}) < len(codings):
            yield f"{link_id}: two options with the same {key}"
    controls = [one for one in item.get("extension", []) if one["url"].endswith("questionnaire-itemControl")]
    if len(controls) != 1:
        yield f"{link_id}: no control is named"
