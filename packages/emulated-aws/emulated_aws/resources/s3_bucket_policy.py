from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..errors import ResourceFailure
from .iam_identity_policies import policy_text
from .resource_type import PhysicalResource, Request, ResourceType, unless_gone


class S3BucketPolicy(ResourceType):
    name = "AWS::S3::BucketPolicy"
    required = frozenset({"Bucket", "PolicyDocument"})
    replaced_by = frozenset({"Bucket"})
    known = frozenset({"Bucket", "PolicyDocument"})

    def create(self, request: Request) -> PhysicalResource:
        s3, bucket = request.client("s3"), request.properties["Bucket"]
        if _policy(s3, bucket) is not None:
            raise ResourceFailure(f"The bucket policy already exists on bucket {bucket}.")
        return self.update(request, PhysicalResource(bucket), {})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        policy = policy_text(request.properties["PolicyDocument"])
        request.client("s3").put_bucket_policy(Bucket=physical.id, Policy=policy)
        return physical

    def actual(self, request: Request, physical: PhysicalResource) -> Mapping[str, Any] | None:
        policy = _policy(request.client("s3"), physical.id, "NoSuchBucket")
        if policy is None:
            return None
        declared = request.properties["PolicyDocument"]
        is_same = json.loads(policy) == json.loads(policy_text(declared))
        return {**request.properties, "PolicyDocument": declared if is_same else policy}

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("s3").delete_bucket_policy(Bucket=physical.id)


def _policy(s3: Any, bucket: str, *codes: str) -> str | None:
    found = unless_gone(lambda: s3.get_bucket_policy(Bucket=bucket), "NoSuchBucketPolicy", *codes)
    return None if found is None else str(found["Policy"])
