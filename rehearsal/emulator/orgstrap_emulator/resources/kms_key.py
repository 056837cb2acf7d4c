from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_policies import policy_text
from .resource_type import Physical, Request, ResourceType, changed


class KmsKey(ResourceType):
    name = "AWS::KMS::Key"
    replaced_by = frozenset({"KeySpec", "KeyUsage", "MultiRegion", "Origin"})
    known = frozenset(
        {
            "Description",
            "EnableKeyRotation",
            "Enabled",
            "KeyPolicy",
            "KeySpec",
            "KeyUsage",
            "MultiRegion",
            "Origin",
            "PendingWindowInDays",
            "RotationPeriodInDays",
            "Tags",
        }
    )

    def create(self, request: Request) -> Physical:
        kms, properties = request.client("kms"), request.properties
        optional = {
            key: properties[key] for key in ("Description", "KeySpec", "KeyUsage", "Origin") if key in properties
        }
        if "KeyPolicy" in properties:
            optional["Policy"] = policy_text(properties["KeyPolicy"])
        key = kms.create_key(MultiRegion=_is_true(properties.get("MultiRegion")), Tags=_tags(request), **optional)[
            "KeyMetadata"
        ]
        self._settle(kms, key["KeyId"], properties)
        return Physical(key["KeyId"], {"Arn": key["Arn"], "KeyId": key["KeyId"]})

    def update(self, request: Request, physical: Physical, before: Mapping[str, Any]) -> Physical:
        kms, after = request.client("kms"), request.properties
        if changed(before, after, "KeyPolicy"):
            kms.put_key_policy(KeyId=physical.id, PolicyName="default", Policy=policy_text(after["KeyPolicy"]))
        if changed(before, after, "Description"):
            kms.update_key_description(KeyId=physical.id, Description=after.get("Description", ""))
        had = [tag["TagKey"] for tag in kms.list_resource_tags(KeyId=physical.id)["Tags"]]
        kms.untag_resource(KeyId=physical.id, TagKeys=[key for key in had if key not in request.tags()])
        kms.tag_resource(KeyId=physical.id, Tags=_tags(request))
        self._settle(kms, physical.id, after)
        return physical

    def delete(self, request: Request, physical: Physical) -> None:
        """A key is never deleted at once; it waits out its window."""
        window = int(request.properties.get("PendingWindowInDays", 30))
        request.client("kms").schedule_key_deletion(KeyId=physical.id, PendingWindowInDays=window)

    def _settle(self, kms: Any, key: str, properties: Mapping[str, Any]) -> None:
        if _is_true(properties.get("EnableKeyRotation")):
            kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=int(properties.get("RotationPeriodInDays", 365)))
        else:
            kms.disable_key_rotation(KeyId=key)
        if _is_true(properties.get("Enabled", True)):
            kms.enable_key(KeyId=key)
        else:
            kms.disable_key(KeyId=key)


def _tags(request: Request) -> list[dict[str, str]]:
    return [{"TagKey": key, "TagValue": value} for key, value in request.tags().items()]


def _is_true(value: Any) -> bool:
    return value is True or value == "true"
