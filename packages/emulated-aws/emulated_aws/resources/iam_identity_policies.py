"""The policies of a role, a user or a group: the managed ones that are attached, and the inline ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .resource_type import differences


def policy_text(document: Any) -> str:
    return document if isinstance(document, str) else json.dumps(document)


class IdentityPolicies:
    """The same four calls exist for roles, users and groups under three sets of names."""

    def __init__(self, iam: Any, kind: str, name: str) -> None:
        self._iam = iam
        self._kind = kind
        self._who = {f"{kind.capitalize()}Name": name}

    def _call(self, verb: str, noun: str) -> Callable[..., Any]:
        call: Callable[..., Any] = getattr(self._iam, f"{verb}_{self._kind}_{noun}")
        return call

    def apply(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Makes the policies of `after` out of those of `before`."""
        detached, attached = differences(before.get("ManagedPolicyArns", []), after.get("ManagedPolicyArns", []))
        for arn in attached:
            self._call("attach", "policy")(**self._who, PolicyArn=arn)
        for arn in set(detached) & set(self._attached()):
            self._call("detach", "policy")(**self._who, PolicyArn=arn)
        old = {policy["PolicyName"]: policy_text(policy["PolicyDocument"]) for policy in before.get("Policies", [])}
        new = {policy["PolicyName"]: policy_text(policy["PolicyDocument"]) for policy in after.get("Policies", [])}
        for name, document in new.items():
            if old.get(name) != document:
                self._call("put", "policy")(**self._who, PolicyName=name, PolicyDocument=document)
        for name in (old.keys() - new.keys()) & set(self._inline()):
            self._call("delete", "policy")(**self._who, PolicyName=name)

    def _attached(self) -> list[str]:
        """What is really attached; a rollback starts from an update that came only so far."""
        answer = getattr(self._iam, f"list_attached_{self._kind}_policies")(**self._who)
        return [policy["PolicyArn"] for policy in answer["AttachedPolicies"]]

    def _inline(self) -> list[str]:
        return list(getattr(self._iam, f"list_{self._kind}_policies")(**self._who)["PolicyNames"])

    def remove(self, properties: Mapping[str, Any]) -> None:
        self.apply(properties, {})
