"""All that decides about access at this moment, for a gateway in front of the emulator that enforces it.

Documents are given as the text that is stored, so that a reader parses each of them once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from moto.iam.models import Group, IAMBackend, ManagedPolicy, Role, User, iam_backends
from moto.kms.models import kms_backends
from moto.organizations.models import OrganizationsBackend, organizations_backends
from moto.s3.models import FakeBucket, s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sqs.models import sqs_backends
from moto.sts.models import AssumedRole, sts_backends

from .organization import Organization
from .services.sign_ins import SignIns
from .services.sts import issue_time, source_identity

Json = dict[str, Any]


def authorization_details() -> Json:
    """Everybody and everything, in all accounts."""
    backends = list(_all(iam_backends))
    return {
        "organization": _organization(),
        "managedPolicies": {arn: _default_document(policy) for arn, policy in _managed(backends)},
        "users": [_user(iam, user) for iam in backends for user in list(iam.users.values())],
        "roles": [_role(role) for iam in backends for role in iam.get_roles()],
        "oidcProviders": [
            {"arn": provider.arn, "clientIds": list(provider.client_id_list)}
            for iam in backends
            for provider in list(iam.open_id_providers.values())
        ],
        "groups": [group.arn for iam in backends for group in list(iam.groups.values())],
        "instanceProfiles": [profile.arn for iam in backends for profile in list(iam.instance_profiles.values())],
        "mfaDevices": [
            {
                "arn": device.serial_number,
                "seed": device.base32_string_seed,
                "user": device.user.arn if device.user else None,
            }
            for iam in backends
            for device in list(iam.virtual_mfa_devices.values())
        ],
        "buckets": [_bucket(bucket) for s3 in _all(s3_backends) for bucket in list(s3.buckets.values())],
        "keys": [
            {"arn": key.arn, "account": key.account_id, "policy": key.policy}
            for kms in _all(kms_backends)
            for key in list(kms.keys.values())
        ],
        "aliases": [
            {"arn": alias.alias_arn, "key": key.arn}
            for kms in _all(kms_backends)
            for key in list(kms.keys.values())
            for alias in list(key.aliases.values())
        ],
        "queues": [
            {"arn": queue.queue_arn, "account": queue.account_id, "policy": queue.policy or None}
            for sqs in _all(sqs_backends)
            for queue in list(sqs.queues.values())
        ],
        "secrets": [
            {"arn": secret.arn, "account": secret.account_id, "policy": secret.policy or None}
            for manager in _all(secretsmanager_backends)
            for secret in list(manager.secrets.values())
        ],
        "accessKeys": {
            key.access_key_id: user.arn
            for iam in backends
            for user in list(iam.users.values())
            for key in user.access_keys
        },
    }


def access_key(key_id: str) -> Json | None:
    """Whose key this is, with its secret; nothing if nobody has it."""
    for iam in _all(iam_backends):
        key = iam.access_keys.get(key_id)
        if key is None:
            continue
        owner = _owner(iam, key_id)
        if owner is None:
            return None
        return {
            "id": key_id,
            "secret": key.secret_access_key,
            "isActive": key.status == "Active",
            "account": iam.account_id,
            "owner": owner,
        }
    return None


def encryption_key(bucket_name: str, key: str, version: str | None) -> str | None:
    """The KMS key with which an object is encrypted, as it was named when it was written."""
    for s3 in _all(s3_backends):
        if bucket_name in s3.buckets:
            found = s3.buckets[bucket_name].keys.getlist(key, [])
            for each in found:
                if (version is None and each is found[-1]) or each.version_id == version:
                    return each.kms_key_id if getattr(each, "encryption", None) == "aws:kms" else None
    return None


def _all(backends: Mapping[str, Mapping[str, Any]]) -> Iterator[Any]:
    """Of every account, in every Region or partition where it has been used."""
    for account in list(backends):
        yield from list(backends[account].values())


def _organization() -> Json | None:
    used = [each for each in _all(organizations_backends) if each.org is not None]
    if not used:
        return None
    (backend,) = used
    organization = Organization(backend)
    assert backend.org is not None
    return {
        "id": backend.org.id,
        "partition": backend.partition,
        "managementAccount": organization.management_account,
        "accounts": {account.id: organization.chain(account.parent_id)[::-1] for account in backend.accounts},
        "serviceControlPolicies": _attached(backend, "SERVICE_CONTROL_POLICY"),
        "resourceControlPolicies": _attached(backend, "RESOURCE_CONTROL_POLICY"),
    }


def _attached(backend: OrganizationsBackend, kind: str) -> Json:
    """By the id of the root, unit or account that they are attached to."""
    targets = [unit.id for unit in backend.ou] + [account.id for account in backend.accounts]
    return {
        target: [
            {"name": policy.name, "document": policy.content}
            for policy in backend.policies
            if policy.type == kind and any(each.id == target for each in policy.attachments)
        ]
        for target in targets
    }


def _managed(backends: Iterable[IAMBackend]) -> Iterator[tuple[str, ManagedPolicy]]:
    """The managed policies that there are; AWS's own are there once somebody has asked for them."""
    for iam in backends:
        yield from list(iam.managed_policies.items())


def _default_document(policy: ManagedPolicy) -> str:
    return next(version.document for version in policy.versions if version.version_id == policy.default_version_id)


def _policies(of: User | Role | Group) -> Json:
    return {
        "managed": list(of.managed_policies),
        "inline": [{"name": name, "document": document} for name, document in of.policies.items()],
    }


def _user(iam: IAMBackend, user: User) -> Json:
    groups = [group for group in iam.groups.values() if user in group.users]
    boundary = getattr(user, "permissions_boundary", None)
    return {
        "arn": user.arn,
        "policies": [_policies(user), *(_policies(group) for group in groups)],
        "boundary": boundary["PermissionsBoundaryArn"] if boundary else None,
        "tags": iam.tagger.get_tag_dict_for_resource(user.arn),
    }


def _role(role: Role) -> Json:
    return {
        "arn": role.arn,
        "policies": [_policies(role)],
        "boundary": role.permissions_boundary_arn,
        "tags": {tag["Key"]: tag["Value"] for tag in role.tags or []},
        "trust": role.assume_role_policy_document,
    }


def _bucket(bucket: FakeBucket) -> Json:
    default = (bucket.encryption or {}).get("Rule", {}).get("ApplyServerSideEncryptionByDefault", {})
    return {
        "name": bucket.name,
        "account": bucket.account_id,
        "region": bucket.region_name,
        "policy": bucket.policy.decode() if bucket.policy else None,
        "encryptionKey": default.get("KMSMasterKeyID") if default.get("SSEAlgorithm") == "aws:kms" else None,
        "isKmsByDefault": default.get("SSEAlgorithm") == "aws:kms",
    }


def _owner(iam: IAMBackend, key_id: str) -> Json | None:
    key = iam.access_keys[key_id]
    if key.user_name is not None:
        return {"kind": "user", "arn": iam.get_user(key.user_name).arn}
    assert isinstance(iam, SignIns)
    signed_in = iam.user_sessions.get(key_id)
    if signed_in is not None:
        return {
            "kind": "userSession",
            "arn": signed_in.user.arn,
            "token": signed_in.token,
            "expiration": _time(signed_in.expiration),
            "issued": _time(signed_in.issued),
            "mfa": _time(signed_in.mfa) if signed_in.mfa else None,
        }
    session = _session(iam, key_id)
    if session is None:
        return None
    return {
        "kind": "session",
        "role": session.role_arn,
        "name": session.session_name,
        "token": session.session_token,
        "expiration": _time(session.expiration),
        "issued": _time(issue_time(session)),
        "policy": session.policy or None,
        "sourceIdentity": source_identity(session),
    }


def _time(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _session(iam: IAMBackend, key_id: str) -> AssumedRole | None:
    found: AssumedRole | None = sts_backends[iam.account_id][iam.partition].get_assumed_role_from_access_key(key_id)
    return found
