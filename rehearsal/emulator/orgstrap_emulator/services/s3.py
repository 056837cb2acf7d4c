"""S3: a bucket policy is kept and shown, and denies nobody.

moto decides by half of the policy: it does not read conditions, so a Deny with a condition shuts everybody out. Whether
a policy admits a caller is the question of an IAM engine in front of the emulator.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from moto.s3.models import FakeBucket

LOG_DELIVERY = "logging.s3.amazonaws.com"


def _no_opinion(bucket: FakeBucket, action: str, resource: str) -> Any:
    from moto.iam.access_control import PermissionResult  # imports S3 itself

    return PermissionResult.NEUTRAL


def _takes_logs(target_bucket: FakeBucket, target_prefix: str | None) -> bool:
    """Whether the policy of a log bucket lets S3 write under the prefix; moto's own reading fails on most policies."""
    if not target_bucket.policy:
        return False
    log = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}log"
    return any(_lets_write(statement, log) for statement in _list(json.loads(target_bucket.policy)["Statement"]))


def _lets_write(statement: Mapping[str, Any], log: str) -> bool:
    principal = statement.get("Principal")
    return (
        statement.get("Effect") == "Allow"
        and isinstance(principal, dict)
        and LOG_DELIVERY in _list(principal.get("Service", []))
        and "s3:PutObject" in _list(statement.get("Action", []))
        and any(fnmatchcase(log, resource) for resource in _list(statement.get("Resource", [])))
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def install() -> None:
    FakeBucket.get_permission = _no_opinion  # type: ignore[method-assign, assignment]
    FakeBucket._log_permissions_enabled_policy = staticmethod(_takes_logs)  # type: ignore[method-assign]
