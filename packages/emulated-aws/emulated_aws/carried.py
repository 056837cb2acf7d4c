"""Writes what the emulator carries of each service: the table that the gateway reads calls by.

``python3 -m emulated_aws.carried FILE`` after a change of moto's version.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from botocore.loaders import Loader
from moto.backends import ALT_SERVICE_NAMES
from moto.core.utils import camelcase_to_underscores

VERSIONED = re.compile(r"\d{4}_\d\d_\d\d$")
"""What CloudFront appends to the names of its operations; IAM knows the names without it."""

Table = dict[str, dict[str, Any]]

BY_HAND = frozenset({"account", "cloudformation", "cloudtrail", "iam", "kms", "organizations", "s3", "sso", "sts"})
"""Services whose state decides who may do what: each of their calls has been looked into, no other is let through."""


def carried() -> Table:
    """By the name that requests are signed for, sorted, so that a change can be read."""
    loader = Loader()
    table: Table = {}
    for name in loader.list_available_services("service-2"):
        if find_spec(_package(name)) is None or find_spec(f"{_package(name)}.urls") is None:
            continue
        model = loader.load_service_model(name, "service-2")
        signed = model["metadata"].get("signingName") or model["metadata"]["endpointPrefix"]
        if signed in BY_HAND:
            continue
        entry = table.setdefault(signed, {})
        if "rest-xml" in model["metadata"]["protocol"]:
            entry["xml"] = True
        for protocol, target in _protocols(model["metadata"]):
            if target:
                entry.setdefault("targets", {})[target] = _version(model["metadata"])
            if protocol == "rest":
                entry.setdefault(protocol, {}).update(_addresses(name, model))
            else:
                known = entry.setdefault(protocol, [])
                known.extend(each for each in _operations(name, model) if each not in known)
    return {signed: table[signed] for signed in sorted(table)}


def _protocols(metadata: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Those that the gateway reads; where a service has several, a client chooses."""
    for protocol in metadata.get("protocols", [metadata["protocol"]]):
        if protocol == "json":
            yield "json", metadata["targetPrefix"]
        elif protocol in ("query", "ec2"):
            yield "query", None
        elif protocol in ("rest-json", "rest-xml"):
            yield "rest", None


def _version(metadata: dict[str, Any]) -> str:
    version_of_json: str = metadata.get("jsonVersion", "1.0")
    return version_of_json


def _addresses(name: str, model: dict[str, Any]) -> dict[str, str]:
    """By operation, the method and the path that tell which one is asked for."""
    operations = _operations(name, model)
    return {each: "{method} {requestUri}".format(**operation["http"]) for each, operation in operations.items()}


def _operations(name: str, model: dict[str, Any]) -> dict[str, Any]:
    """Those that moto has a method for, by the name that IAM has for them."""
    methods = _methods(name)
    named = {VERSIONED.sub("", key): operation for key, operation in sorted(model["operations"].items())}
    return {each: operation for each, operation in named.items() if camelcase_to_underscores(each) in methods}


def _package(name: str) -> str:
    plain = name.replace("-", "")
    return f"moto.{ALT_SERVICE_NAMES.get(plain, plain)}"


def _methods(name: str) -> frozenset[str]:
    """What the classes of moto that answer for a service have, its own and those that it shares an address with."""
    package = _package(name)
    urls = importlib.import_module(f"{package}.urls")
    modules = [urls, *([importlib.import_module(f"{package}.responses")] if find_spec(f"{package}.responses") else [])]
    classes = {each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)}
    return frozenset(method for each in classes for method, _ in inspect.getmembers(each, callable))


def main(file: str) -> None:
    said = {"moto": version("moto"), "botocore": version("botocore"), "services": carried()}
    Path(file).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
