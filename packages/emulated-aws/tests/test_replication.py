from __future__ import annotations

import json
import time
from typing import Any

from botocore.exceptions import ClientError
from emulated import TERRAFORM, EmulatedOrganization

from emulated_aws import calls
from emulated_aws.place import Place
from emulated_aws.services.replication import replications

HOME, SECOND = "eu-west-1", "eu-central-1"
ROLE = f"arn:aws:iam::{TERRAFORM}:role/copier"


def policy(*actions: str) -> str:
    statements = [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


class Replication(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.home = calls.client(Place(TERRAFORM, HOME), "s3")
        self.second = calls.client(Place(TERRAFORM, SECOND), "s3")
        self.iam = calls.client(Place(TERRAFORM, HOME), "iam")
        kms = {region: calls.client(Place(TERRAFORM, region), "kms") for region in (HOME, SECOND)}
        self.keys = {region: client.create_key()["KeyMetadata"]["Arn"] for region, client in kms.items()}
        self.kms = kms[SECOND]
        self.kms.create_alias(AliasName="alias/copies", TargetKeyId=self.keys[SECOND])
        trust = {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sts:AssumeRole"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        self.iam.create_role(RoleName="copier", AssumeRolePolicyDocument=document)
        self.let("s3:GetObjectVersionForReplication", "s3:ReplicateObject")
        for s3, name, region in ((self.home, "states", HOME), (self.second, "copies", SECOND)):
            s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
            s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})

    def let(self, *actions: str) -> None:
        self.iam.put_role_policy(RoleName="copier", PolicyName="p", PolicyDocument=policy(*actions))

    def replicate(self, **changes: Any) -> None:
        rule = {
            "ID": "all",
            "Status": "Enabled",
            "Priority": 1,
            "Filter": {"Prefix": ""},
            "DeleteMarkerReplication": {"Status": "Disabled"},
            "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
            "Destination": {
                "Bucket": "arn:aws:s3:::copies",
                "EncryptionConfiguration": {"ReplicaKmsKeyID": f"arn:aws:kms:{SECOND}:{TERRAFORM}:alias/copies"},
            },
            **changes,
        }
        self.home.put_bucket_replication(Bucket="states", ReplicationConfiguration={"Role": ROLE, "Rules": [rule]})

    def write(self, text: bytes = b"one") -> str:
        written = self.home.put_object(
            Bucket="states", Key="a", Body=text, ServerSideEncryption="aws:kms", SSEKMSKeyId=self.keys[HOME]
        )
        version: str = written["VersionId"]
        return version

    def copies(self) -> list[str]:
        return [each["VersionId"] for each in self.second.list_object_versions(Bucket="copies").get("Versions", [])]

    def test_copies_a_version_a_moment_later_with_its_id_and_under_the_other_key(self) -> None:
        self.replicate()
        version = self.write()
        self.assertEqual(self.copies(), [])
        deadline = time.monotonic() + 10
        while not self.copies() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(self.copies(), [version])
        found = self.second.get_object(Bucket="copies", Key="a")
        self.assertEqual(found["Body"].read(), b"one")
        self.assertIn("alias/copies", found["SSEKMSKeyId"])

    def test_copies_nothing_that_was_there_before(self) -> None:
        self.write()
        self.replicate()
        replications.settle()
        self.assertEqual(self.copies(), [])

    def test_carries_no_deletion_over(self) -> None:
        self.replicate()
        self.write()
        replications.settle()
        self.home.delete_object(Bucket="states", Key="a")
        replications.settle()
        self.assertEqual(self.second.get_object(Bucket="copies", Key="a")["Body"].read(), b"one")

    def test_fails_where_the_role_may_not_write_or_a_key_is_to_be_deleted(self) -> None:
        self.replicate()
        self.let("s3:GetObjectVersionForReplication")
        self.write()
        replications.settle()
        self.let("s3:GetObjectVersionForReplication", "s3:ReplicateObject")
        self.kms.schedule_key_deletion(KeyId=self.keys[SECOND])
        self.write(b"two")
        replications.settle()
        self.assertEqual(self.copies(), [])
        self.assertEqual(replications.failed, [("states", "a"), ("states", "a")])

    def test_fails_where_the_bucket_of_copies_lets_somebody_else_in_alone(self) -> None:
        self.replicate()
        denial = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:ReplicateObject",
            "Resource": "arn:aws:s3:::copies/*",
            "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/other"}},
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": [denial]})
        self.second.put_bucket_policy(Bucket="copies", Policy=document)
        self.write()
        replications.settle()
        self.assertEqual(self.copies(), [])

    def test_nothing_is_read_that_a_key_on_its_way_out_encrypts(self) -> None:
        self.replicate()
        self.write()
        replications.settle()
        self.kms.schedule_key_deletion(KeyId=self.keys[SECOND])
        with self.assertRaisesRegex(ClientError, "KMSInvalidState"):
            self.second.get_object(Bucket="copies", Key="a")
        self.kms.cancel_key_deletion(KeyId=self.keys[SECOND])
        self.kms.enable_key(KeyId=self.keys[SECOND])
        self.assertEqual(self.second.get_object(Bucket="copies", Key="a")["Body"].read(), b"one")

    def test_refuses_a_bucket_that_is_not_there_or_keeps_no_versions(self) -> None:
        for name, message in (("nobody", "must exist"), ("plain", "versioning enabled")):
            if name == "plain":
                self.second.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": SECOND})
            destination = {
                "Bucket": f"arn:aws:s3:::{name}",
                "EncryptionConfiguration": {"ReplicaKmsKeyID": self.keys[SECOND]},
            }
            with self.assertRaisesRegex(ClientError, message):
                self.replicate(Destination=destination)

    def test_refuses_encrypted_objects_without_a_key_for_their_copies(self) -> None:
        with self.assertRaisesRegex(ClientError, "ReplicaKmsKeyID"):
            self.replicate(Destination={"Bucket": "arn:aws:s3:::copies"})

    def test_shows_the_rule_as_it_was_given(self) -> None:
        self.replicate()
        (rule,) = self.home.get_bucket_replication(Bucket="states")["ReplicationConfiguration"]["Rules"]
        self.assertEqual(rule["SourceSelectionCriteria"], {"SseKmsEncryptedObjects": {"Status": "Enabled"}})
        self.assertIn("alias/copies", rule["Destination"]["EncryptionConfiguration"]["ReplicaKmsKeyID"])
        self.assertEqual(rule["DeleteMarkerReplication"], {"Status": "Disabled"})
