from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ..errors import ResourceFailure
from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType


class S3BucketPolicy(ResourceType):
    name = "AWS::S3::BucketPolicy"
    required = frozenset({"Bucket", "PolicyDocument"})
    replaced_by = frozenset({"Bucket"})
    known = frozenset({"Bucket", "PolicyDocument"})

    def create(self, request: Request) -> PhysicalResource:
        s3, bucket = request.client("s3"), request.properties["Bucket"]
        if _has_policy(s3, bucket):
            raise ResourceFailure(f"The bucket policy already exists on bucket {bucket}.")
        return self.update(request, PhysicalResource(bucket), {})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        policy = policy_text(request.properties["PolicyDocument"])
        request.client("s3").put_bucket_policy(Bucket=physical.id, Policy=policy)
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("s3").delete_bucket_policy(Bucket=physical.id)


def _has_policy(s3: Any, bucket: str) -> bool:
    try:
        s3.get_bucket_policy(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchBucketPolicy":
            return False
        raise
    return True
