from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..errors import ResourceFailure
from .resource_type import PhysicalResource, Request, ResourceType, changed
from .s3_lifecycle import lifecycle_rules

LONGEST_NAME = 63
ACCOUNT_REGIONAL = "account-regional"
Setting = Callable[[Any, str, Any], None]
"""Puts the value of a property on a bucket; None takes the setting away."""


class S3Bucket(ResourceType):
    name = "AWS::S3::Bucket"
    name_property = "BucketName"
    replaced_by = frozenset({"BucketName", "BucketNamePrefix", "BucketNamespace", "ObjectLockEnabled"})
    known = frozenset(
        {
            "BucketEncryption",
            "BucketName",
            "BucketNamePrefix",
            "BucketNamespace",
            "LifecycleConfiguration",
            "LoggingConfiguration",
            "ObjectLockConfiguration",
            "ObjectLockEnabled",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "ReplicationConfiguration",
            "Tags",
            "VersioningConfiguration",
        }
    )

    def create(self, request: Request) -> PhysicalResource:
        s3, properties, place = request.client("s3"), request.properties, request.place
        bucket, namespace = _name(request), properties.get("BucketNamespace")
        location = {"LocationConstraint": place.region} if place.region != "us-east-1" else None
        s3.create_bucket(
            Bucket=bucket,
            ObjectLockEnabledForBucket=properties.get("ObjectLockEnabled") in (True, "true"),
            **({"CreateBucketConfiguration": location} if location else {}),
            **({"BucketNamespace": namespace} if namespace else {}),
        )
        try:
            self._settle(request, bucket, {})
        except Exception:
            s3.delete_bucket(Bucket=bucket)
            raise
        host = f"{bucket}.s3.{place.region}.{place.url_suffix}"
        return PhysicalResource(
            bucket,
            {
                "Arn": f"arn:{place.partition}:s3:::{bucket}",
                "DomainName": f"{bucket}.s3.{place.url_suffix}",
                "DualStackDomainName": f"{bucket}.s3.dualstack.{place.region}.{place.url_suffix}",
                "RegionalDomainName": host,
                "WebsiteURL": f"http://{bucket}.s3-website-{place.region}.{place.url_suffix}",
            },
        )

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        self._settle(request, physical.id, before)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        """S3 refuses while there are objects, versions included."""
        request.client("s3").delete_bucket(Bucket=physical.id)

    def _settle(self, request: Request, bucket: str, before: Mapping[str, Any]) -> None:
        s3, after = request.client("s3"), request.properties
        for name, put in SETTINGS.items():
            if changed(before, after, name):
                put(s3, bucket, after.get(name))
        tags = request.tag_list()
        if tags:
            s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
        elif before.get("Tags"):
            s3.delete_bucket_tagging(Bucket=bucket)


def _name(request: Request) -> str:
    """A prefix gets the suffix of the account and the Region; a name must have it already, which S3 checks.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html#cfn-integration
    """
    properties, place = request.properties, request.place
    if "BucketNamePrefix" not in properties:
        return properties.get("BucketName") or request.generated_name(LONGEST_NAME).lower()
    if "BucketName" in properties or properties.get("BucketNamespace") != ACCOUNT_REGIONAL:
        raise ResourceFailure("BucketNamePrefix goes with BucketNamespace account-regional, and without BucketName")
    return f"{properties['BucketNamePrefix']}-{place.account}-{place.region}-an"


def _versioning(s3: Any, bucket: str, value: Any) -> None:
    status = value["Status"] if value else "Suspended"
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})


def _encryption(s3: Any, bucket: str, value: Any) -> None:
    if value is None:
        s3.delete_bucket_encryption(Bucket=bucket)
        return
    rules = []
    for each in value["ServerSideEncryptionConfiguration"]:
        rule: dict[str, Any] = {}
        if "ServerSideEncryptionByDefault" in each:
            rule["ApplyServerSideEncryptionByDefault"] = each["ServerSideEncryptionByDefault"]
        if "BucketKeyEnabled" in each:
            rule["BucketKeyEnabled"] = each["BucketKeyEnabled"] in (True, "true")
        rules.append(rule)
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules})


def _public_access(s3: Any, bucket: str, value: Any) -> None:
    if value is None:
        s3.delete_public_access_block(Bucket=bucket)
        return
    block = {name: flag in (True, "true") for name, flag in value.items()}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)


def _ownership(s3: Any, bucket: str, value: Any) -> None:
    if value is None:
        s3.delete_bucket_ownership_controls(Bucket=bucket)
    else:
        s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=value)


def _lifecycle(s3: Any, bucket: str, value: Any) -> None:
    if value is None:
        s3.delete_bucket_lifecycle(Bucket=bucket)
    else:
        rules = lifecycle_rules(value["Rules"])
        s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})


def _logging(s3: Any, bucket: str, value: Any) -> None:
    if value is None:
        s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})
        return
    target = {
        "TargetBucket": value.get("DestinationBucketName", bucket),
        "TargetPrefix": value.get("LogFilePrefix", ""),
    }
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": target})


def _object_lock(s3: Any, bucket: str, value: Any) -> None:
    """A bucket that locks objects always will; without a rule, new objects are locked one by one."""
    configuration: dict[str, Any] = {"ObjectLockEnabled": "Enabled"}
    if value and "Rule" in value:
        retention = dict(value["Rule"]["DefaultRetention"])
        retention.update({unit: int(retention[unit]) for unit in ("Days", "Years") if unit in retention})
        configuration["Rule"] = {"DefaultRetention": retention}
    s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=configuration)


def _replication(s3: Any, bucket: str, value: Any) -> None:
    if value is None:
        s3.delete_bucket_replication(Bucket=bucket)
        return
    rules = []
    for each in value["Rules"]:
        rule = {name: given for name, given in each.items() if name != "Id"}
        if "Id" in each:
            rule["ID"] = each["Id"]
        if "Priority" in each:
            rule["Priority"] = int(each["Priority"])
        rules.append(rule)
    s3.put_bucket_replication(Bucket=bucket, ReplicationConfiguration={"Role": value["Role"], "Rules": rules})


SETTINGS: Mapping[str, Setting] = {
    "VersioningConfiguration": _versioning,
    "ObjectLockConfiguration": _object_lock,
    "BucketEncryption": _encryption,
    "PublicAccessBlockConfiguration": _public_access,
    "OwnershipControls": _ownership,
    "LifecycleConfiguration": _lifecycle,
    "LoggingConfiguration": _logging,
    "ReplicationConfiguration": _replication,
}
