from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ..errors import ResourceFailure
from .iam_policies import policy_text
from .resource_type import Physical, Request, ResourceType


class S3BucketPolicy(ResourceType):
    name = "AWS::S3::BucketPolicy"
    required = frozenset({"Bucket", "PolicyDocument"})
    replaced_by = frozenset({"Bucket"})
    known = frozenset({"Bucket", "PolicyDocument"})

    def create(self, request: Request) -> Physical:
        s3, bucket = request.client("s3"), request.properties["Bucket"]
        if _has_policy(s3, bucket):
            raise ResourceFailure(f"The bucket policy already exists on bucket {bucket}.")
        return self.update(request, Physical(bucket), {})

    def update(self, request: Request, physical: Physical, before: Mapping[str, Any]) -> Physical:
        policy = policy_text(request.properties["PolicyDocument"])
        request.client("s3").put_bucket_policy(Bucket=physical.id, Policy=policy)
        return physical

    def delete(self, request: Request, physical: Physical) -> None:
        request.client("s3").delete_bucket_policy(Bucket=physical.id)


def _has_policy(s3: Any, bucket: str) -> bool:
    try:
        s3.get_bucket_policy(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchBucketPolicy":
            return False
        raise
    return True
