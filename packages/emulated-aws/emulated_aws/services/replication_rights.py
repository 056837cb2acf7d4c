"""Whether S3 can copy as a role: it may become it, the role may make each call, and neither bucket shuts it out.

Only what allows is read, without conditions, and of the denials of a bucket those of everybody but named principals.
An IAM engine proves the rest of the policies.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from moto.iam.models import Role, iam_backends
from moto.kms.models import kms_backends
from moto.s3.models import FakeBucket
from moto.utilities.arns import parse_arn

S3 = "s3.amazonaws.com"


def may_copy(role_arn: str, source: FakeBucket, target: FakeBucket) -> bool:
    arn = parse_arn(role_arn)
    iam = iam_backends[arn.account][source.partition]
    role = next((each for each in iam.roles.values() if each.arn == role_arn), None)
    if role is None or not _trusts_s3(role):
        return False
    statements = list(_statements_of(role, iam.managed_policies))
    calls = (("s3:GetObjectVersionForReplication", source), ("s3:ReplicateObject", target))
    return all(
        any(_allows(statement, action, f"arn:{bucket.partition}:s3:::{bucket.name}/key") for statement in statements)
        and not _shuts_out(bucket, action, role_arn)
        for action, bucket in calls
    )


def names_a_usable_key(account: str, key: str | None) -> bool:
    """Whether a key, by its ARN or that of an alias, is there and enabled: one that waits for its deletion is not."""
    return key is not None and _state_of(account, key) == "Enabled"


def names_an_unusable_key(account: str, key: str | None) -> bool:
    """Whether a key is there and not enabled: moto writes under keys that there never were, too."""
    return key is not None and _state_of(account, key) not in (None, "Enabled")


def _state_of(account: str, key: str) -> str | None:
    region = key.split(":")[3] if key.startswith("arn:") else None
    for name, kms in kms_backends[account].items():
        if region in (None, name):
            key_id = kms.get_key_id_from_alias(key.rsplit(":", maxsplit=1)[-1]) if ":alias/" in key else key
            found = kms.keys.get((key_id or "").split("/")[-1])
            if found:
                return str(found.key_state)
    return None


def _trusts_s3(role: Role) -> bool:
    statements = _list(json.loads(role.assume_role_policy_document)["Statement"])
    return any(S3 in _list(each.get("Principal", {}).get("Service", [])) for each in statements)


def _statements_of(role: Role, managed: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    worn = [managed[arn] for arn in role.managed_policies if arn in managed]
    defaults = [each.document for policy in worn for each in policy.versions if each.is_default]
    documents = [*role.policies.values(), *defaults]
    for document in documents:
        yield from _list((json.loads(document) if isinstance(document, str) else document)["Statement"])


def _allows(statement: Mapping[str, Any], action: str, resource: str) -> bool:
    return statement["Effect"] == "Allow" and _is_about(statement, action, resource)


def _shuts_out(bucket: FakeBucket, action: str, principal: str) -> bool:
    if not bucket.policy:
        return False
    resource = f"arn:{bucket.partition}:s3:::{bucket.name}/key"
    return any(
        statement["Effect"] == "Deny" and _is_about(statement, action, resource) and principal not in let_in
        for statement in _list(json.loads(bucket.policy)["Statement"])
        if (let_in := _list(statement.get("Condition", {}).get("ArnNotEquals", {}).get("aws:PrincipalArn", [])))
    )


def _is_about(statement: Mapping[str, Any], action: str, resource: str) -> bool:
    return any(fnmatchcase(action.lower(), each.lower()) for each in _list(statement.get("Action", []))) and any(
        fnmatchcase(resource, each) for each in _list(statement.get("Resource", []))
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
