"""What AWS has no API for: making an organization with given ids, taking out credentials, and reading the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from moto.core.exceptions import ServiceException
from moto.events.models import events_backends
from moto.iam.models import iam_backends

from . import calls, change_log
from .authorization_details import access_key, authorization_details, encryption_key
from .cloudformation.stack_set import StackSet, all_stack_sets
from .console import sign_in
from .control_input import BadInput, account_id, number, require
from .drill_control import (
    delete_faults,
    post_account_orders,
    post_fault,
    post_movement_order,
    post_outage,
    post_quarantine,
)
from .event_delivery import deliver
from .organization import organization_of
from .organization_control import post_account, post_account_state, put_organization
from .place import Place
from .report import report
from .request_log import log
from .services.organizations import REGIONS_OF_ORGANIZATIONS

OPERATOR = "rehearsal-operator"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def post_credentials(body: Mapping[str, Any]) -> dict[str, str]:
    """Keys of an administrator of the account, the same whenever asked; the emulator knows the account from the key."""
    require(body, "account")
    account = account_id(body["account"])
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
    require(body, "account", "user", "password", "mfa")
    return sign_in(account_id(body["account"]), body["user"], body["password"], mfa=body["mfa"])


def post_events(body: Mapping[str, Any]) -> dict[str, Any]:
    """Each event goes to the default bus of its account and Region; the topics that get it, event by event."""
    require(body, "events")
    for event in body["events"]:
        require(event, "account", "region", "source", "detail-type", "time", "detail")
        if event["region"] not in events_backends[account_id(event["account"])]:
            raise BadInput(f"region is {event['region']!r}, expected a Region of AWS")
    return {"alarms": [deliver(event) for event in body["events"]]}


def get_report() -> dict[str, Any]:
    return {**report.to_json(), "stackSets": [_stack_set(stack_set) for stack_set in all_stack_sets()]}


def get_requests(since: str) -> list[dict[str, Any]]:
    return log.since(number(since))


def get_made(since: str) -> list[dict[str, Any]]:
    return change_log.log.since(number(since))


def get_access_key(query: Mapping[str, str]) -> dict[str, Any]:
    require(query, "id")
    return {"key": access_key(query["id"])}


def get_encryption_key(query: Mapping[str, str]) -> dict[str, Any]:
    require(query, "bucket", "key")
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
                "detailedStatus": instance.detailed_status,
                "reason": instance.reason,
            }
            for place, instance in sorted(stack_set.instances.items())
        ],
    }


Answer = tuple[int, Any]


def _done(act: Callable[[Mapping[str, Any]], None], body: Mapping[str, Any]) -> Answer:
    act(body)
    return 204, None


def answer(method: str, path: str, query: Mapping[str, str], body: Mapping[str, Any]) -> Answer:
    """One request to `/_orgstrap/`."""
    routes: dict[tuple[str, str], Callable[[], Answer]] = {
        ("PUT", "organization"): lambda: _done(put_organization, body),
        ("POST", "accounts"): lambda: _done(post_account, body),
        ("POST", "account-states"): lambda: _done(post_account_state, body),
        ("POST", "faults"): lambda: _done(post_fault, body),
        ("DELETE", "faults"): lambda: _done(lambda _: delete_faults(), body),
        ("POST", "quarantine"): lambda: _done(post_quarantine, body),
        ("POST", "outage"): lambda: _done(post_outage, body),
        ("POST", "account-orders"): lambda: _done(post_account_orders, body),
        ("POST", "movement-order"): lambda: _done(post_movement_order, body),
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
