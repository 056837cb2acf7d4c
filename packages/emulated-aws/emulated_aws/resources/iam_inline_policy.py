from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ..errors import ResourceFailure
from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType

KINDS = {"Groups": "group", "Roles": "role", "Users": "user"}


class IamPolicy(ResourceType):
    """One document, put into each of its roles, users and groups."""

    name = "AWS::IAM::Policy"
    required = frozenset({"PolicyDocument", "PolicyName"})
    replaced_by = frozenset({"PolicyName"})
    known = frozenset({"Groups", "PolicyDocument", "PolicyName", "Roles", "Users"})

    def create(self, request: Request) -> PhysicalResource:
        if not any(request.properties.get(key) for key in KINDS):
            raise ResourceFailure("At least one of [Groups,Roles,Users] must be non-empty.")
        self._put(request.client("iam"), request.properties)
        return PhysicalResource(request.generated_name(64))

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        iam = request.client("iam")
        self._put(iam, request.properties)
        self._delete(iam, before, keep=request.properties)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        self._delete(request.client("iam"), request.properties, keep={})

    def _put(self, iam: Any, properties: Mapping[str, Any]) -> None:
        document = policy_text(properties["PolicyDocument"])
        for key, kind in KINDS.items():
            for who in properties.get(key, []):
                getattr(iam, f"put_{kind}_policy")(
                    **{f"{kind.capitalize()}Name": who}, PolicyName=properties["PolicyName"], PolicyDocument=document
                )

    def _delete(self, iam: Any, properties: Mapping[str, Any], keep: Mapping[str, Any]) -> None:
        for key, kind in KINDS.items():
            for who in properties.get(key, []):
                if who not in keep.get(key, []):
                    # One of them may be gone already, and the policy of the others goes all the same.
                    with suppress(iam.exceptions.NoSuchEntityException):
                        getattr(iam, f"delete_{kind}_policy")(
                            **{f"{kind.capitalize()}Name": who}, PolicyName=properties["PolicyName"]
                        )
