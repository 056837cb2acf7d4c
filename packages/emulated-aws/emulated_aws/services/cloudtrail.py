"""CloudTrail: refusals that moto leaves out, keys by the names of their aliases, and the trails of an organization."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import moto.cloudtrail.urls
from moto.cloudtrail.exceptions import InvalidParameterCombinationException, S3BucketDoesNotExistException
from moto.cloudtrail.models import CloudTrailBackend, Trail, cloudtrail_backends
from moto.core.exceptions import JsonRESTError
from moto.kms.models import kms_backends
from moto.s3.models import FakeBucket, s3_backends
from moto.utilities.arns import parse_arn

from ..organization import organization_of
from ..trails import trails_in
from .replacement import replace_in
from .trail_bucket import lets_deliver


class StrictCloudTrail(CloudTrailBackend):
    @property
    def _url_module(self) -> Any:
        return moto.cloudtrail.urls

    def create_trail(self, name: str, *args: Any, **kwargs: Any) -> Trail:
        if name in self.trails:
            raise JsonRESTError(
                "TrailAlreadyExistsException", f"Trail {name} already exists for customer: {self.account_id}"
            )
        return super().create_trail(name, *args, **kwargs)

    def update_trail(self, name: str, *args: Any, **kwargs: Any) -> Trail:
        """A trail that may not be as it should become stays as it is."""
        trail = self.get_trail(name)
        before = dict(vars(trail))
        super().update_trail(name, *args, **kwargs)
        try:
            trail.check_bucket_exists()
        except JsonRESTError:
            vars(trail).update(before)
            raise
        return trail

    def describe_trails(self, include_shadow_trails: bool) -> Iterable[Trail]:
        if include_shadow_trails:
            return list(trails_in(self.account_id, self.region_name))
        return super().describe_trails(include_shadow_trails)

    def start_logging(self, name: str) -> None:
        self.get_trail(name).start_logging()

    def stop_logging(self, name: str) -> None:
        self.get_trail(name).stop_logging()

    def delete_trail(self, name: str) -> None:
        super().delete_trail(self.get_trail(name).trail_name)


def _check(trail: Trail) -> None:
    """What CloudTrail looks at before it takes a trail; what encrypts the files is kept as the ARN of the key itself.

    https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html
    """
    if trail.is_multi_region and not trail.include_global_service_events:
        raise InvalidParameterCombinationException("Multi-Region trail must include global service events.")
    if trail.is_org_trail:
        _require_management_account(trail)
    bucket = _bucket(trail)
    if not lets_deliver(bucket, trail):
        raise JsonRESTError(
            "InsufficientS3BucketPolicyException", f"Incorrect S3 bucket policy is detected for bucket: {bucket.name}"
        )
    if trail.kms_key_id:
        trail.kms_key_id = _key_arn(trail, bucket)


def _require_management_account(trail: Trail) -> None:
    organization = organization_of(trail.account_id, trail.partition)
    if organization is None:
        raise JsonRESTError("OrganizationsNotInUseException", "Your account is not a member of an organization.")
    if organization.management_account != trail.account_id:
        raise JsonRESTError(
            "NotOrganizationMasterAccountException", "Only the management account can make a trail of the organization."
        )


def _bucket(trail: Trail) -> FakeBucket:
    """Of any account."""
    owners = s3_backends.bucket_accounts
    if trail.bucket_name not in owners:
        raise S3BucketDoesNotExistException(f"S3 bucket {trail.bucket_name} does not exist!")
    partition, account = owners[trail.bucket_name]
    return s3_backends[account][partition].buckets[trail.bucket_name]


def _key_arn(trail: Trail, bucket: FakeBucket) -> str:
    """The key may be of another account, but of no other Region than the bucket."""
    named: str = trail.kms_key_id
    account, region = trail.account_id, trail.region_name
    if named.startswith("arn:"):
        arn = parse_arn(named)
        account, region = arn.account, arn.region
    if region == bucket.region_name:
        keys = kms_backends[account][region]
        for key in keys.keys.values():
            aliases = [name for alias in key.aliases.values() for name in (alias.alias_name, alias.alias_arn)]
            if named in (key.id, key.arn, *aliases):
                return str(key.arn)
    raise JsonRESTError(
        "KmsKeyNotFoundException",
        f"KMS key {named} does not exist, or is not in the same Region as the S3 bucket {bucket.name}.",
    )


def _put_event_selectors(trail: Trail, event_selectors: Any, advanced_event_selectors: Any) -> None:
    """The ones take the place of the others; moto keeps advanced ones beside them."""
    trail.event_selectors = event_selectors or []
    trail.advanced_event_selectors = advanced_event_selectors or []


def install() -> None:
    cloudtrail_backends.backend = StrictCloudTrail
    replace_in(Trail, check_bucket_exists=_check, put_event_selectors=_put_event_selectors)
