"""S3: a bucket policy is kept and shown, and denies nobody.

moto decides by half of the policy: it does not read conditions, so a Deny with a condition shuts everybody out. Whether
a policy admits a caller is the question of an IAM engine in front of the emulator.
"""

from __future__ import annotations

from typing import Any

from moto.s3.models import FakeBucket


def _no_opinion(bucket: FakeBucket, action: str, resource: str) -> Any:
    from moto.iam.access_control import PermissionResult  # imports S3 itself

    return PermissionResult.NEUTRAL


def install() -> None:
    FakeBucket.get_permission = _no_opinion  # type: ignore[method-assign]
