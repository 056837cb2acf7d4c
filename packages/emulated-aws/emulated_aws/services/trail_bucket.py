"""CloudTrail: whether the policy of a bucket lets CloudTrail write the files of a trail.

Only what allows is read, and of its conditions those whose keys CloudTrail is known to send.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from moto.cloudtrail.models import Trail
from moto.s3.models import FakeBucket

from ..organization import organization_of

CLOUDTRAIL = "cloudtrail.amazonaws.com"
EXACT = frozenset({"StringEquals", "StringEqualsIfExists"})
LIKE = frozenset({"StringLike", "ArnLike", "ArnEquals", "StringLikeIfExists", "ArnLikeIfExists", "ArnEqualsIfExists"})

Context = Mapping[str, "str | None"]


def lets_deliver(bucket: FakeBucket, trail: Trail) -> bool:
    """Whether the bucket takes the files of this trail.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
    """
    if not bucket.policy:
        return False
    statements = _list(json.loads(bucket.policy)["Statement"])
    return all(
        any(_allows(statement, action, resource, context) for statement in statements)
        for action, resource, context in _calls(bucket, trail)
    )


def _calls(bucket: FakeBucket, trail: Trail) -> Iterator[tuple[str, str, Context]]:
    """An organization's trail writes into the folder of its account and into that of the organization."""
    organization = organization_of(trail.account_id, trail.partition)
    organization_id = organization.backend.org.id if organization and organization.backend.org else None
    context = {
        "aws:sourcearn": trail.arn,
        "aws:sourceaccount": trail.account_id,
        "aws:sourceorgid": organization_id,
        "s3:x-amz-acl": None,
    }
    arn = f"arn:{bucket.partition}:s3:::{bucket.name}"
    yield "s3:GetBucketAcl", arn, context
    prefix = f"{trail.s3_key_prefix}/" if trail.s3_key_prefix else ""
    folders = [trail.account_id, *([organization_id] if trail.is_org_trail else [])]
    for folder in folders:
        written = f"{arn}/{prefix}AWSLogs/{folder}/CloudTrail/file"
        yield "s3:PutObject", written, {**context, "s3:x-amz-acl": "bucket-owner-full-control"}


def _allows(statement: Mapping[str, Any], action: str, resource: str, context: Context) -> bool:
    principal = statement.get("Principal")
    services = _list(principal.get("Service", [])) if isinstance(principal, dict) else []
    return (
        statement.get("Effect") == "Allow"
        and (principal == "*" or CLOUDTRAIL in services)
        and any(fnmatchcase(action.lower(), each.lower()) for each in _list(statement.get("Action", [])))
        and any(fnmatchcase(resource, _filled(each, context)) for each in _list(statement.get("Resource", [])))
        and all(
            _holds(operator, context[key.lower()], _list(given), context)
            for operator, keys in statement.get("Condition", {}).items()
            for key, given in keys.items()
            if key.lower() in context
        )
    )


def _holds(operator: str, value: str | None, given: list[str], context: Context) -> bool:
    if operator not in EXACT | LIKE:
        return True
    if value is None:
        return operator.endswith("IfExists")
    filled = [_filled(each, context) for each in given]
    return value in filled if operator in EXACT else any(fnmatchcase(value, each) for each in filled)


def _filled(text: str, context: Context) -> str:
    return re.sub(r"\$\{([^}]+)\}", lambda found: context.get(found[1].lower()) or found[0], text)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
