from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType, change_tags, changed


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

    def create(self, request: Request) -> PhysicalResource:
        kms, properties = request.client("kms"), request.properties
        optional = {
            key: properties[key] for key in ("Description", "KeySpec", "KeyUsage", "Origin") if key in properties
        }
        if "KeyPolicy" in properties:
            optional["Policy"] = policy_text(properties["KeyPolicy"])
        key = kms.create_key(
            MultiRegion=_is_true(properties.get("MultiRegion")), Tags=_tags(request.tag_list()), **optional
        )["KeyMetadata"]
        self._settle(kms, key["KeyId"], {}, properties)
        return PhysicalResource(key["KeyId"], {"Arn": key["Arn"], "KeyId": key["KeyId"]})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        kms, after = request.client("kms"), request.properties
        if changed(before, after, "KeyPolicy"):
            kms.put_key_policy(KeyId=physical.id, PolicyName="default", Policy=policy_text(after["KeyPolicy"]))
        if changed(before, after, "Description"):
            kms.update_key_description(KeyId=physical.id, Description=after.get("Description", ""))
        had = kms.list_resource_tags(KeyId=physical.id)["Tags"]
        change_tags(
            {tag["TagKey"]: tag["TagValue"] for tag in had},
            request.tags(),
            lambda keys: kms.untag_resource(KeyId=physical.id, TagKeys=keys),
            lambda tags: kms.tag_resource(KeyId=physical.id, Tags=_tags(tags)),
        )
        self._settle(kms, physical.id, before, after)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        """A key is never deleted at once; it waits out its window."""
        window = int(request.properties.get("PendingWindowInDays", 30))
        request.client("kms").schedule_key_deletion(KeyId=physical.id, PendingWindowInDays=window)

    def _settle(self, kms: Any, key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Says only what is not so already: to disable anything of a key is an alarm elsewhere."""
        if _rotation(before) != _rotation(after):
            if _rotation(after) is None:
                kms.disable_key_rotation(KeyId=key)
            else:
                kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=_rotation(after))
        if _is_enabled(before) != _is_enabled(after):
            change = kms.enable_key if _is_enabled(after) else kms.disable_key
            change(KeyId=key)


def _tags(tags: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in tags]


def _rotation(properties: Mapping[str, Any]) -> int | None:
    """After how many days the key rotates, if it does."""
    rotates = _is_true(properties.get("EnableKeyRotation"))
    return int(properties.get("RotationPeriodInDays", 365)) if rotates else None


def _is_enabled(properties: Mapping[str, Any]) -> bool:
    return _is_true(properties.get("Enabled", True))


def _is_true(value: Any) -> bool:
    return value is True or value == "true"
