"""Makes the organization with given ids, and does with its accounts what only people or AWS Support do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.organizations.models import organizations_backends
from moto.ssoadmin.models import ssoadmin_backends

from .control_input import BadInput, account_id, check_id, one_of, require
from .organization import Organization, announce, organization_of
from .services.identity_center import IdentityCenter
from .services.organizations import REGIONS_OF_ORGANIZATIONS, STATUSES, StrictOrganizations
from .trusted_access import activate_trusted_access


def put_organization(body: Mapping[str, Any]) -> None:
    """Makes the organization. StackSets' trusted access is on unless `trustedAccess` is false."""
    require(body, "organizationId", "rootId", "managementAccount", "units", "accounts")
    partition = body.get("partition", "aws")
    if partition not in REGIONS_OF_ORGANIZATIONS:
        raise BadInput(f"partition is {partition!r}, expected one of {', '.join(REGIONS_OF_ORGANIZATIONS)}")
    check_id(body["organizationId"], r"o-[a-z0-9]{10,32}", "organizationId")
    check_id(body["rootId"], r"r-[a-z0-9]{4,32}", "rootId")
    management_account = account_id(body["managementAccount"])
    backend = organizations_backends[management_account][partition]
    assert isinstance(backend, StrictOrganizations)
    if backend.org is not None:
        raise BadInput(f"account {management_account} already manages an organization")
    _check_units(body["units"])
    backend.create_organization_with_ids(body["organizationId"], body["rootId"])
    organization = Organization(backend)
    try:
        _make_units(organization, body["units"])
        for account in body["accounts"]:
            _make_account(organization, account)
    except Exception:
        backend.forget_organization()
        raise
    if body.get("trustedAccess", True):
        activate_trusted_access(management_account)
    if "identityCenter" in body:
        _enable_identity_center(management_account, body["identityCenter"])


def post_account(body: Mapping[str, Any]) -> None:
    """One more account; StackSets treats it as one that entered the unit."""
    organization = _only_organization()
    account = _make_account(organization, body)
    announce(organization, account, None, body["parent"])


def post_account_state(body: Mapping[str, Any]) -> None:
    """What people and AWS do to an account beside the API: it is suspended, being closed, closed or reinstated."""
    require(body, "account", "state")
    backend = _only_organization().backend
    assert isinstance(backend, StrictOrganizations)
    backend.set_state(account_id(body["account"]), one_of(body["state"], tuple(STATUSES), "state"))


def _only_organization() -> Organization:
    organizations = [
        organization_of(account, partition)
        for account in list(organizations_backends)
        for partition in list(organizations_backends[account])
    ]
    managed = {each.management_account: each for each in organizations if each is not None}
    if len(managed) != 1:
        raise BadInput(f"there are {len(managed)} organizations, expected 1")
    return next(iter(managed.values()))


def _enable_identity_center(management_account: str, body: Mapping[str, Any]) -> None:
    """What somebody does in the console, in one Region: API_CreateInstance makes instances of accounts alone."""
    require(body, "instance", "region")
    check_id(body["instance"], r"arn:aws[a-z-]*:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}", "identityCenter.instance")
    center = ssoadmin_backends[management_account][body["region"]]
    assert isinstance(center, IdentityCenter)
    center.enable(body["instance"])


def _check_units(units: list[Mapping[str, Any]]) -> None:
    for unit in units:
        require(unit, "id", "name")
        check_id(unit["id"], r"ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}", "id of a unit")


def _make_units(organization: Organization, units: list[Mapping[str, Any]]) -> None:
    """In any order, since a unit may be listed before its parent."""
    waiting = list(units)
    while waiting:
        ready = [unit for unit in waiting if organization.has_unit(unit.get("parent") or organization.root_id)]
        if not ready:
            raise BadInput(f"unit {waiting[0]['id']} is under {waiting[0].get('parent')}, which does not exist")
        for unit in ready:
            if organization.has_unit(unit["id"]):
                raise BadInput(f"unit {unit['id']} is listed twice")
            organization.backend.create_organizational_unit(
                Name=unit["name"], ParentId=unit.get("parent") or organization.root_id
            )
            organization.backend.ou[-1].id = unit["id"]
            waiting.remove(unit)


def _make_account(organization: Organization, account: Mapping[str, Any]) -> str:
    require(account, "id", "name", "parent")
    backend, identifier = organization.backend, account_id(account["id"])
    assert isinstance(backend, StrictOrganizations)
    if any(existing.id == identifier for existing in backend.accounts):
        raise BadInput(f"account {identifier} exists already")
    if not organization.has_unit(account["parent"]):
        raise BadInput(f"account {identifier} is under {account['parent']}, which does not exist")
    backend.create_account_with_id(identifier, account["name"], account["parent"])
    return identifier
