"""CloudTrail: the trails that reach an account, and whether one of them records an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moto.cloudtrail.models import Trail, cloudtrail_backends
from moto.utilities.utils import get_partition

from .event_selectors import selects
from .organization import organization_of

GLOBAL_SERVICES = frozenset({"cloudfront.amazonaws.com", "iam.amazonaws.com", "organizations.amazonaws.com"})
REGION_OF_GLOBAL_STS = "us-east-1"


def records(account: str, region: str, detail: Mapping[str, Any]) -> bool:
    """Whether a trail has the event, which EventBridge asks of every one that comes by CloudTrail.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
    """
    is_global = _is_of_global_service(region, detail)
    return any(
        trail.status.is_logging and (trail.include_global_service_events or not is_global) and selects(trail, detail)
        for trail in trails_in(account, region)
    )


def trails_in(account: str, region: str) -> Iterator[Trail]:
    """The trails of the account and of its organization that are of this Region or of all.

    The trails of an organization are those of its management account.
    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
    """
    for trail in _reaching(account, get_partition(region)):
        if trail.is_multi_region or trail.region_name == region:
            yield trail


def _reaching(account: str, partition: str) -> Iterator[Trail]:
    yield from _of(account, partition)
    organization = organization_of(account, partition)
    if organization is not None and organization.management_account != account:
        for trail in _of(organization.management_account, partition):
            if trail.is_org_trail:
                yield trail


def _of(account: str, partition: str) -> Iterator[Trail]:
    for trails in list(cloudtrail_backends[account].values()):
        yield from (trail for trail in list(trails.trails.values()) if trail.partition == partition)


def _is_of_global_service(region: str, detail: Mapping[str, Any]) -> bool:
    """STS is global in one Region, where no record tells its global endpoint from the Region's own.

    https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html
    """
    source = detail.get("eventSource")
    return source in GLOBAL_SERVICES or (source == "sts.amazonaws.com" and region == REGION_OF_GLOBAL_STS)
