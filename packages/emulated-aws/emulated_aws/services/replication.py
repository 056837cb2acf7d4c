"""S3 replication: a version that is written is copied a moment later, if everything that it takes is there by then.

moto keeps a configuration, shows a part of it, and copies nothing. A copy has the id of its version, as on AWS.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Timer
from typing import Any

from moto.core.responses import ActionResult
from moto.s3.exceptions import InvalidRequest, MalformedXML, ReplicationConfigurationNotFoundError, S3ClientError
from moto.s3.models import FakeBucket, FakeKey, S3Backend, s3_backends
from moto.s3.responses import S3Response

from ..turn import turn
from .replacement import replace_in
from .replication_rights import may_copy, names_a_usable_key, names_an_unusable_key

DELAY_SECONDS = 0.2
"""AWS says most objects within 15 minutes: long enough here for a reader who does not wait to find nothing."""

Json = dict[str, Any]

_put_object_of_moto = S3Backend.put_object
_get_object_of_moto = S3Backend.get_object
_put_bucket_replication_of_moto = S3Backend.put_bucket_replication


class Replications:
    """What is on its way; and what could not be copied, which S3 marks FAILED and does not try again."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, str, str]] = []
        self.failed: list[tuple[str, str]] = []

    def order(self, bucket: FakeBucket, key: FakeKey) -> None:
        self._waiting.append((bucket.name, key.name, str(key.version_id)))
        timer = Timer(DELAY_SECONDS, self.settle)
        timer.daemon = True
        timer.start()

    def settle(self) -> None:
        """Copies all that waits."""
        with turn:
            while self._waiting:
                bucket, key, version = self._waiting.pop(0)
                source = _bucket_named(bucket)
                versions = source.keys.getlist(key, []) if source else []
                found = [each for each in versions if str(each.version_id) == version]
                if source and found and not _copied(source, found[0]):
                    self.failed.append((bucket, key))

    def forget(self) -> None:
        self._waiting.clear()
        self.failed.clear()


replications = Replications()


def _bucket_named(name: str) -> FakeBucket | None:
    for account in list(s3_backends):
        for backend in list(s3_backends[account].values()):
            if name in backend.buckets:
                found: FakeBucket = backend.buckets[name]
                return found
    return None


def _rule(bucket: FakeBucket) -> Mapping[str, Any] | None:
    """The rule that is enabled; the emulator knows one rule for all objects."""
    rules = _replication(bucket).get("Rule", [])
    return next((rule for rule in rules if rule["Status"] == "Enabled"), None)


def _replication(bucket: FakeBucket) -> dict[str, Any]:
    return getattr(bucket, "replication", None) or {}


def _copied(source: FakeBucket, key: FakeKey) -> bool:
    rule = _rule(source)
    if rule is None:
        return True
    target = _bucket_named(rule["Destination"]["Bucket"].split(":")[-1])
    replica_key = rule["Destination"].get("EncryptionConfiguration", {}).get("ReplicaKmsKeyID")
    if target is None or not target.is_versioned or (key.lock_until and not target.object_lock_enabled):
        return False
    if not may_copy(_replication(source)["Role"], source, target):
        return False
    if not names_a_usable_key(source.account_id, key.kms_key_id):
        return False
    if not names_a_usable_key(target.account_id, replica_key):
        return False
    copy = FakeKey(
        name=key.name,
        bucket_name=target.name,
        value=key.value,
        account_id=target.account_id,
        region_name=target.region_name,
        etag=key.etag,
        is_versioned=True,
        version_id=str(key.version_id),
        encryption="aws:kms",
        kms_key_id=replica_key,
        bucket_key_enabled=True,
        lock_mode=key.lock_mode,
        lock_legal_status=key.lock_legal_status,
        lock_until=key.lock_until,
    )
    copy.set_metadata(key.metadata)
    target.keys.setlist(key.name, [*target.keys.getlist(key.name, []), copy])
    return True


def _put_object(s3: S3Backend, bucket_name: str, key_name: str, *rest: Any, **named: Any) -> FakeKey:
    key = _put_object_of_moto(s3, bucket_name, key_name, *rest, **named)
    bucket = s3.get_bucket(bucket_name)
    rule = _rule(bucket)
    # Without a word about KMS, S3 leaves out what KMS encrypts.
    if rule is not None and (key.encryption != "aws:kms" or _copies_encrypted(rule)):
        replications.order(bucket, key)
    return key


def _get_object(s3: S3Backend, bucket_name: str, *rest: Any, **named: Any) -> FakeKey | None:
    """What is encrypted is read as long as its key is enabled."""
    key = _get_object_of_moto(s3, bucket_name, *rest, **named)
    if isinstance(key, FakeKey) and names_an_unusable_key(s3.account_id, key.kms_key_id):
        raise S3ClientError("KMS.KMSInvalidStateException", f"{key.kms_key_id} is pending deletion or disabled.")
    return key


def _copies_encrypted(rule: Mapping[str, Any]) -> bool:
    criteria = rule.get("SourceSelectionCriteria") or {}
    return bool((criteria.get("SseKmsEncryptedObjects") or {}).get("Status") == "Enabled")


def _put_bucket_replication(s3: S3Backend, bucket_name: str, replication: Json) -> None:
    """Refuses what S3 refuses.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
    """
    given = replication["Rule"]
    for rule in given if isinstance(given, list) else [given]:
        # With a filter, all three are asked for.
        if "Filter" in rule and not all(name in rule for name in ("DeleteMarkerReplication", "Priority", "Status")):
            raise MalformedXML
        destination = rule["Destination"]
        target = _bucket_named(destination["Bucket"].split(":")[-1])
        if target is None:
            raise InvalidRequest("Destination bucket must exist.")
        if not target.is_versioned:
            raise InvalidRequest("Destination bucket must have versioning enabled.")
        if _copies_encrypted(rule) != ("EncryptionConfiguration" in destination):
            raise InvalidRequest("ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.")
    _put_bucket_replication_of_moto(s3, bucket_name, replication)


def _get_bucket_replication(response: S3Response) -> Any:
    """The rules as they were given: moto says of each the same about deletions and filters, and nothing about KMS."""
    response.data["Action"] = "GetBucketReplication"
    replication = response.backend.get_bucket_replication(response.bucket_name)
    if not replication:
        raise ReplicationConfigurationNotFoundError(bucket_name=response.bucket_name)
    rules = [{**rule, "Filter": {"Prefix": _prefix_of(rule)}} for rule in replication["Rule"]]
    shown = {"ReplicationConfiguration": {"Role": replication["Role"], "Rules": rules}}
    return response.serialized(ActionResult(shown))


def _prefix_of(rule: Mapping[str, Any]) -> str:
    return (rule.get("Filter") or {}).get("Prefix") or ""


def install() -> None:
    replace_in(
        S3Backend,
        get_object=_get_object,
        put_object=_put_object,
        put_bucket_replication=_put_bucket_replication,
    )
    replace_in(S3Response, get_bucket_replication=_get_bucket_replication)
