"""Holds an OpenAPI description to the rules of OpenAPI, and each of its examples to its schema.

usage: check_description.py ADDRESS
"""

import json
import sys
from urllib.request import urlopen

from jsonschema_path import SchemaPath
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}


def examples(node, path):
    """Every (path, schema, example) of parameters, headers, bodies and schemas."""
    if isinstance(node, dict):
        schema = node.get("schema")
        if isinstance(schema, dict):
            if "example" in node:
                yield path, schema, node["example"]
            for name, example in node.get("examples", {}).items():
                yield f"{path}/{name}", schema, example["value"]
        elif isinstance(node.get("examples"), list):
            yield from ((path, node, example) for example in node["examples"])
        for key, value in node.items():
            if key not in ("example", "examples"):
                yield from examples(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from examples(value, f"{path}/{index}")


def without_example(description):
    """What a call needs to be tried that has no example: bodies, and parameters of the path."""
    for path, item in description["paths"].items():
        for method in METHODS & item.keys():
            call = item[method]
            for media, body in call.get("requestBody", {}).get("content", {}).items():
                if "example" not in body and "examples" not in body:
                    yield f"{method} {path}: body {media}"
            for parameter in item.get("parameters", []) + call.get("parameters", []):
                if "$ref" in parameter:
                    parameter = description["components"]["parameters"][parameter["$ref"].rsplit("/", 1)[1]]
                if parameter["in"] == "path" and "example" not in parameter:
                    yield f"{method} {path}: parameter {parameter['name']}"


description = json.load(urlopen(sys.argv[1]))
problems = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
            for error in OpenAPIV31SpecValidator(SchemaPath.from_dict(description)).iter_errors()]
components = {"components": description["components"]}
seen = 0
for path, schema, example in examples(description, ""):
    seen += 1
    validator = OAS31Validator({**components, **schema}, format_checker=OAS31Validator.FORMAT_CHECKER)
    problems += [f"example of {path}: {error.message}" for error in validator.iter_errors(example)]
problems += [f"no example: {what}" for what in without_example(description)]
print(*problems, sep="\n", end="\n" if problems else "")
print(f"{len(description['paths'])} paths, {seen} examples, {len(problems)} problems")
sys.exit(bool(problems))
