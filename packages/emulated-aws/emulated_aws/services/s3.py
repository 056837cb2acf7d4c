"""S3: a bucket policy denies nobody; default locks and the namespaces of accounts are as AWS has them.

A bucket policy is kept and shown. What locks objects by default can be changed at any time. Nobody takes a name of the
namespace of an account without saying so.
moto decides by half of the policy: it does not read conditions, so a Deny with a condition shuts everybody out. Whether
a policy admits a caller is the question of an IAM engine in front of the emulator.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from moto.iam.access_control import PermissionResult
from moto.s3.exceptions import InvalidBucketName, InvalidBucketState
from moto.s3.models import FakeBucket, S3Backend
from moto.s3.responses import S3Response

from .replacement import replace_in

LOG_DELIVERY = "logging.s3.amazonaws.com"
OF_AN_ACCOUNT = re.compile(r"-[0-9]{12}-[a-z]+(?:-[a-z]+)+-[0-9]-an$")
"""What names in the namespaces of accounts end in."""

_create_bucket_of_moto = S3Backend.create_bucket
_set_lifecycle_of_moto = FakeBucket.set_lifecycle
_get_bucket_lifecycle_of_moto = S3Response.get_bucket_lifecycle


def _no_opinion(*_: Any) -> PermissionResult:
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


def _put_object_lock_configuration(
    s3: S3Backend,
    bucket_name: str,
    lock_enabled: bool,
    mode: str | None = None,
    days: int | None = None,
    years: int | None = None,
) -> None:
    """moto refuses it for a bucket that has objects, as if nobody could change the retention later."""
    bucket = s3.get_bucket(bucket_name)
    if not bucket.is_versioned:
        raise InvalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
    bucket.object_lock_enabled = bucket.object_lock_enabled or lock_enabled
    bucket.default_lock_mode, bucket.default_lock_days, bucket.default_lock_years = mode, days, years


def _create_bucket(
    s3: S3Backend, bucket_name: str, region_name: str, bucket_namespace: str | None = None
) -> FakeBucket:
    """moto holds whoever asks for the namespace to the form of its names, but lets everybody else take one of them.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/gpbucketnamespaces.html#account-regional-gp-buckets
    """
    if bucket_namespace != "account-regional" and OF_AN_ACCOUNT.search(bucket_name):
        raise InvalidBucketName
    return _create_bucket_of_moto(s3, bucket_name, region_name, bucket_namespace)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _set_lifecycle(bucket: FakeBucket, rules: list[dict[str, Any]]) -> None:
    """moto forgets how many versions a rule leaves."""
    _set_lifecycle_of_moto(bucket, rules)
    for rule, given in zip(bucket.rules, rules, strict=True):
        vars(rule)["newer_versions"] = (given.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")


def _get_bucket_lifecycle(response: S3Response) -> Any:
    status, headers, body = _get_bucket_lifecycle_of_moto(response)
    kept = response.backend.get_bucket_lifecycle(response.bucket_name)
    *rules, end = _text_of(body).split(_END_OF_RULE)
    texts = [
        _with_newer_versions(text, vars(rule).get("newer_versions")) for text, rule in zip(rules, kept, strict=True)
    ]
    return status, headers, _END_OF_RULE.join([*texts, end])


_END_OF_RULE = "</Rule>"
_END_OF_EXPIRATION = "</NoncurrentVersionExpiration>"


def _text_of(body: str | bytes) -> str:
    return body if isinstance(body, str) else body.decode()


def _with_newer_versions(rule: str, versions: Any) -> str:
    if versions is None:
        return rule
    newer = f"<NewerNoncurrentVersions>{versions}</NewerNoncurrentVersions>"
    return rule.replace(_END_OF_EXPIRATION, newer + _END_OF_EXPIRATION)


def install() -> None:
    replace_in(
        FakeBucket,
        get_permission=_no_opinion,
        _log_permissions_enabled_policy=staticmethod(_takes_logs),
        set_lifecycle=_set_lifecycle,
    )
    replace_in(S3Response, get_bucket_lifecycle=_get_bucket_lifecycle)
    replace_in(S3Backend, create_bucket=_create_bucket, put_object_lock_configuration=_put_object_lock_configuration)
