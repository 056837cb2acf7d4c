"""What AWS has no API for: making an organization with given ids, taking out credentials, and reading the report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from moto.core.exceptions import ServiceException
from moto.events.models import events_backends
from moto.iam.models import iam_backends
from moto.organizations.models import organizations_backends

from . import calls, change_log
from .authorization_details import access_key, authorization_details, encryption_key
from .cloudformation import administration
from .cloudformation.stack_set import StackSet, all_stack_sets
from .console import sign_in
from .event_delivery import deliver
from .organization import Organization, announce, organization_of
from .place import Place
from .report import report
from .request_log import log
from .services.organizations import REGIONS_OF_ORGANIZATIONS, StrictOrganizations

OPERATOR = "rehearsal-operator"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


class BadInput(Exception):
    """The caller's mistake, answered with 400 and the message."""


def put_organization(body: Mapping[str, Any]) -> None:
    """Makes the organization. StackSets' trusted access is on unless `trustedAccess` is false."""
    _require(body, "organizationId", "rootId", "managementAccount", "units", "accounts")
    partition = body.get("partition", "aws")
    if partition not in REGIONS_OF_ORGANIZATIONS:
        raise BadInput(f"partition is {partition!r}, expected one of {', '.join(REGIONS_OF_ORGANIZATIONS)}")
    _check_id(body["organizationId"], r"o-[a-z0-9]{10,32}", "organizationId")
    _check_id(body["rootId"], r"r-[a-z0-9]{4,32}", "rootId")
    management_account = _account_id(body["managementAccount"])
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
    except BadInput:
        backend.forget_organization()
        raise
    if body.get("trustedAccess", True):
        administration.activate_trusted_access(management_account)


def post_account(body: Mapping[str, Any]) -> None:
    """One more account; StackSets treats it as one that entered the unit."""
    organizations = [
        organization_of(account, partition)
        for account in list(organizations_backends)
        for partition in list(organizations_backends[account])
    ]
    managed = {each.management_account: each for each in organizations if each is not None}
    if len(managed) != 1:
        raise BadInput(f"there are {len(managed)} organizations, expected 1")
    ((_, organization),) = managed.items()
    account = _make_account(organization, body)
    announce(organization, account, None, body["parent"])


def post_credentials(body: Mapping[str, Any]) -> dict[str, str]:
    """Keys of an administrator of the account, the same whenever asked; the emulator knows the account from the key."""
    _require(body, "account")
    account = _account_id(body["account"])
    organization = next(
        (found for found in (organization_of(account, each) for each in REGIONS_OF_ORGANIZATIONS) if found), None
    )
    if organization is None:
        raise BadInput(f"account {account} is not in an organization")
    partition = organization.backend.partition
    users = iam_backends[account][partition].users
    if OPERATOR not in users:
        iam = calls.client(Place(account, REGIONS_OF_ORGANIZATIONS[partition]), "iam")
        iam.create_user(UserName=OPERATOR)
        iam.put_user_policy(UserName=OPERATOR, PolicyName="everything", PolicyDocument=json.dumps(EVERYTHING))
        iam.create_access_key(UserName=OPERATOR)
    key = users[OPERATOR].access_keys[0]
    return {"accessKeyId": key.access_key_id, "secretAccessKey": key.secret_access_key}


def post_sign_ins(body: Mapping[str, Any]) -> dict[str, Any]:
    _require(body, "account", "user", "password", "mfa")
    return sign_in(_account_id(body["account"]), body["user"], body["password"], mfa=body["mfa"])


def post_events(body: Mapping[str, Any]) -> dict[str, Any]:
    """Each event goes to the default bus of its account and Region; the topics that get it, event by event."""
    _require(body, "events")
    for event in body["events"]:
        _require(event, "account", "region", "source", "detail-type", "time", "detail")
        if event["region"] not in events_backends[_account_id(event["account"])]:
            raise BadInput(f"region is {event['region']!r}, expected a Region of AWS")
    return {"alarms": [deliver(event) for event in body["events"]]}


def get_report() -> dict[str, Any]:
    return {**report.to_json(), "stackSets": [_stack_set(stack_set) for stack_set in all_stack_sets()]}


def get_requests(since: str) -> list[dict[str, Any]]:
    return log.since(_number(since))


def get_made(since: str) -> list[dict[str, Any]]:
    return change_log.log.since(_number(since))


def get_access_key(query: Mapping[str, str]) -> dict[str, Any]:
    _require(query, "id")
    return {"key": access_key(query["id"])}


def get_encryption_key(query: Mapping[str, str]) -> dict[str, Any]:
    _require(query, "bucket", "key")
    return {"key": encryption_key(query["bucket"], query["key"], query.get("version"))}


def _stack_set(stack_set: StackSet) -> dict[str, Any]:
    return {
        "name": stack_set.name,
        "administrator": stack_set.administrator,
        "callAs": stack_set.call_as,
        "instances": [
            {
                "account": place.account,
                "region": place.region,
                "organizationalUnitId": instance.organizational_unit,
                "status": instance.status,
                "reason": instance.reason,
            }
            for place, instance in sorted(stack_set.instances.items())
        ],
    }


def _check_units(units: list[Mapping[str, Any]]) -> None:
    for unit in units:
        _require(unit, "id", "name")
        _check_id(unit["id"], r"ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}", "id of a unit")


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
    _require(account, "id", "name", "parent")
    backend, account_id = organization.backend, _account_id(account["id"])
    assert isinstance(backend, StrictOrganizations)
    if any(existing.id == account_id for existing in backend.accounts):
        raise BadInput(f"account {account_id} exists already")
    if not organization.has_unit(account["parent"]):
        raise BadInput(f"account {account_id} is under {account['parent']}, which does not exist")
    backend.create_account_with_id(account_id, account["name"], account["parent"])
    return account_id


def _require(body: Mapping[str, Any], *names: str) -> None:
    missing = [name for name in names if name not in body]
    if missing:
        raise BadInput(f"{missing[0]} is missing")


def _number(since: str) -> int:
    if not since.isdigit():
        raise BadInput(f"since is {since!r}, expected a number")
    return int(since)


def _check_id(value: Any, pattern: str, what: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise BadInput(f"{what} is {value!r}, expected {pattern}")


def _account_id(value: Any) -> str:
    _check_id(value, r"\d{12}", "account id")
    return str(value)


Answer = tuple[int, Any]


def _done(act: Callable[[Mapping[str, Any]], None], body: Mapping[str, Any]) -> Answer:
    act(body)
    return 204, None


def answer(method: str, path: str, query: Mapping[str, str], body: Mapping[str, Any]) -> Answer:
    """One request to `/_orgstrap/`."""
    routes: dict[tuple[str, str], Callable[[], Answer]] = {
        ("PUT", "organization"): lambda: _done(put_organization, body),
        ("POST", "accounts"): lambda: _done(post_account, body),
        ("POST", "credentials"): lambda: (200, post_credentials(body)),
        ("POST", "sign-ins"): lambda: (200, post_sign_ins(body)),
        ("POST", "events"): lambda: (200, post_events(body)),
        ("GET", "report"): lambda: (200, get_report()),
        ("GET", "requests"): lambda: (200, get_requests(query.get("since", "0"))),
        ("GET", "made"): lambda: (200, get_made(query.get("since", "0"))),
        ("GET", "authorization-details"): lambda: (200, authorization_details()),
        ("GET", "access-key"): lambda: (200, get_access_key(query)),
        ("GET", "encryption-key"): lambda: (200, get_encryption_key(query)),
    }
    route = routes.get((method, path))
    if route is None:
        return 404, {"error": f"{method} {path} is not a control of the emulator"}
    try:
        return route()
    except BadInput as error:
        return 400, {"error": str(error)}
    except ServiceException as error:
        return 400, {"error": error.message}
