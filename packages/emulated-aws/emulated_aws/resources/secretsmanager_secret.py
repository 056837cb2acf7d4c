from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ResourceFailure
from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType

LONGEST_NAME = 512


class SecretsManagerSecret(ResourceType):
    """An empty secret, for a command to fill: orgstrap puts no secret value into a template."""

    name = "AWS::SecretsManager::Secret"
    name_property = "Name"
    replaced_by = frozenset({"Name"})
    known = frozenset({"Description", "KmsKeyId", "Name", "Tags"})

    def check(self, properties: Mapping[str, Any]) -> None:
        for secret in ("SecretString", "GenerateSecretString"):
            if secret in properties:
                raise ResourceFailure(f"the emulator does not do {secret}: no template of orgstrap holds a secret")
        super().check(properties)

    def create(self, request: Request) -> PhysicalResource:
        properties = request.properties
        name = properties.get("Name") or request.generated_name(LONGEST_NAME)
        optional = {key: properties[key] for key in ("Description", "KmsKeyId") if key in properties}
        made = request.client("secretsmanager").create_secret(Name=name, Tags=request.tag_list(), **optional)
        return PhysicalResource(made["ARN"], {"Id": made["ARN"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        properties = request.properties
        optional = {key: properties[key] for key in ("Description", "KmsKeyId") if key in properties}
        request.client("secretsmanager").update_secret(SecretId=physical.id, **optional)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("secretsmanager").delete_secret(SecretId=physical.id, RecoveryWindowInDays=30)


class SecretsManagerResourcePolicy(ResourceType):
    name = "AWS::SecretsManager::ResourcePolicy"
    required = frozenset({"ResourcePolicy", "SecretId"})
    replaced_by = frozenset({"SecretId"})
    known = frozenset({"BlockPublicPolicy", "ResourcePolicy", "SecretId"})

    def create(self, request: Request) -> PhysicalResource:
        return self.update(request, PhysicalResource(request.properties["SecretId"]), {})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        request.client("secretsmanager").put_resource_policy(
            SecretId=request.properties["SecretId"], ResourcePolicy=policy_text(request.properties["ResourcePolicy"])
        )
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("secretsmanager").delete_resource_policy(SecretId=physical.id)
