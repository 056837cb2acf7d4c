from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from emulated import MANAGEMENT, REGION, TERRAFORM, EmulatedOrganization, bucket, denial

PRIVATE = dict.fromkeys(("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True)


def log_delivery(name: str) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{name}/*",
    }
    return {"Version": "2012-10-17", "Statement": [statement, *denial(name)["Statement"]]}


def bucket_policy(name: str, document: dict[str, Any], after: str) -> dict[str, Any]:
    properties = {"Bucket": name, "PolicyDocument": document}
    return {"Type": "AWS::S3::BucketPolicy", "Properties": properties, "DependsOn": after}


class ABucket(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.s3 = self.aws(MANAGEMENT, "s3")

    def test_has_everything_that_the_template_gives_it(self) -> None:
        key = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": denial("x")}}
        rules = [
            {
                "Id": "Old",
                "Status": "Enabled",
                "ExpirationInDays": 365,
                "NoncurrentVersionExpiration": {"NoncurrentDays": 30, "NewerNoncurrentVersions": 5},
            },
            {"Id": "Uploads", "Status": "Enabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1}},
        ]
        encryption = {
            "ServerSideEncryptionByDefault": {
                "SSEAlgorithm": "aws:kms",
                "KMSMasterKeyID": {"Fn::GetAtt": ["Key", "Arn"]},
            },
            "BucketKeyEnabled": True,
        }
        deployed = self.succeed(
            {
                "Key": key,
                "Logs": bucket("logs"),
                "LogsPolicy": bucket_policy("logs", log_delivery("logs"), "Logs"),
                "State": bucket(
                    "state",
                    VersioningConfiguration={"Status": "Enabled"},
                    BucketEncryption={"ServerSideEncryptionConfiguration": [encryption]},
                    PublicAccessBlockConfiguration=PRIVATE,
                    OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                    LifecycleConfiguration={"Rules": rules},
                    LoggingConfiguration={"DestinationBucketName": "logs", "LogFilePrefix": "state/"},
                    Tags=[{"Key": "for", "Value": "test"}],
                )
                | {"DependsOn": "LogsPolicy"},
            },
            Outputs={
                "Arn": {"Value": {"Fn::GetAtt": ["State", "Arn"]}},
                "Key": {"Value": {"Fn::GetAtt": ["Key", "Arn"]}},
            },
        )
        outputs = self.outputs(deployed)
        self.assertEqual(outputs["Arn"], "arn:aws:s3:::state")
        self.assertEqual(self.s3.get_bucket_versioning(Bucket="state")["Status"], "Enabled")
        (rule,) = self.s3.get_bucket_encryption(Bucket="state")["ServerSideEncryptionConfiguration"]["Rules"]
        self.assertEqual(
            rule["ApplyServerSideEncryptionByDefault"], {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": outputs["Key"]}
        )
        self.assertEqual(self.s3.get_public_access_block(Bucket="state")["PublicAccessBlockConfiguration"], PRIVATE)
        (ownership,) = self.s3.get_bucket_ownership_controls(Bucket="state")["OwnershipControls"]["Rules"]
        self.assertEqual(ownership, {"ObjectOwnership": "BucketOwnerEnforced"})
        kept = self.s3.get_bucket_lifecycle_configuration(Bucket="state")["Rules"]
        self.assertEqual(
            [(each["ID"], each.get("Expiration"), each.get("AbortIncompleteMultipartUpload")) for each in kept],
            [("Old", {"Days": 365}, None), ("Uploads", None, {"DaysAfterInitiation": 1})],
        )
        self.assertEqual(
            [each.get("NoncurrentVersionExpiration") for each in kept],
            [{"NoncurrentDays": 30, "NewerNoncurrentVersions": 5}, None],
        )
        self.assertEqual(self.s3.get_bucket_logging(Bucket="state")["LoggingEnabled"]["TargetPrefix"], "state/")
        self.assertEqual(self.s3.get_bucket_tagging(Bucket="state")["TagSet"], [{"Key": "for", "Value": "test"}])

    def test_changes_in_place(self) -> None:
        self.succeed(
            {
                "State": bucket(
                    "state", VersioningConfiguration={"Status": "Enabled"}, PublicAccessBlockConfiguration=PRIVATE
                )
            }
        )
        self.s3.put_object(Bucket="state", Key="object", Body=b"")
        self.succeed({"State": bucket("state", VersioningConfiguration={"Status": "Suspended"})})
        self.assertEqual(self.s3.get_bucket_versioning(Bucket="state")["Status"], "Suspended")
        with self.assertRaisesRegex(ClientError, "NoSuchPublicAccessBlockConfiguration"):
            self.s3.get_public_access_block(Bucket="state")

    def test_is_in_the_namespace_of_its_account_under_a_name_that_ends_in_it(self) -> None:
        name = f"state-{MANAGEMENT}-{REGION}-an"
        self.succeed({"State": bucket(name, BucketNamespace="account-regional")})
        self.assertEqual([each["Name"] for each in self.s3.list_buckets()["Buckets"]], [name])

    def test_has_a_prefix_to_which_the_namespace_is_added(self) -> None:
        properties = {"BucketNamePrefix": "state", "BucketNamespace": "account-regional"}
        deployed = self.succeed(
            {"State": {"Type": "AWS::S3::Bucket", "Properties": properties}},
            Outputs={"Name": {"Value": {"Ref": "State"}}},
        )
        self.assertEqual(self.outputs(deployed)["Name"], f"state-{MANAGEMENT}-{REGION}-an")

    def test_has_a_prefix_only_in_the_namespace_of_its_account(self) -> None:
        self.deploy({"State": {"Type": "AWS::S3::Bucket", "Properties": {"BucketNamePrefix": "state"}}})
        self.assertIn("BucketNamePrefix goes with BucketNamespace account-regional", self.reasons())

    def test_is_not_in_the_namespace_of_an_account_under_another_name(self) -> None:
        self.deploy({"State": bucket("state", BucketNamespace="account-regional")})
        self.assertIn(f"Specify -{MANAGEMENT}-{REGION}-an as the bucket name suffix", self.reasons())
        for name in (f"state-{TERRAFORM}-{REGION}-an", f"state-{MANAGEMENT}-us-west-2-an"):
            with self.assertRaisesRegex(ClientError, "InvalidNamespaceHeader"):
                self.s3.create_bucket(
                    Bucket=name,
                    BucketNamespace="account-regional",
                    CreateBucketConfiguration={"LocationConstraint": REGION},
                )

    def test_takes_no_name_of_the_namespace_of_an_account_without_asking_for_it(self) -> None:
        for account in (MANAGEMENT, TERRAFORM):
            with self.assertRaisesRegex(ClientError, "InvalidBucketName"):
                self.s3.create_bucket(
                    Bucket=f"state-{account}-{REGION}-an", CreateBucketConfiguration={"LocationConstraint": REGION}
                )

    def test_is_another_one_in_another_namespace(self) -> None:
        self.succeed({"State": bucket("state")})
        name = f"state-{MANAGEMENT}-{REGION}-an"
        self.succeed({"State": bucket(name, BucketNamespace="account-regional")})
        self.assertEqual([each["Name"] for each in self.s3.list_buckets()["Buckets"]], [name])

    def test_stays_beside_its_replacement_where_it_is_retained_and_its_name_is_taken_from_then_on(self) -> None:
        retained = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
        name = f"state-{MANAGEMENT}-{REGION}-an"
        self.succeed({"State": bucket("state") | retained})
        self.s3.put_object(Bucket="state", Key="env:/dev/terraform.tfstate", Body=b"{}")
        self.succeed({"State": bucket(name, BucketNamespace="account-regional") | retained})
        self.assertEqual([each["Name"] for each in self.s3.list_buckets()["Buckets"]], ["state", name])
        self.assertEqual(self.s3.get_object(Bucket="state", Key="env:/dev/terraform.tfstate")["Body"].read(), b"{}")
        self.deploy({"State": bucket("state") | retained})
        self.assertIn("BucketAlreadyOwnedByYou", self.reasons())

    def test_does_not_log_to_a_bucket_that_does_not_let_s3_write(self) -> None:
        logging = {"DestinationBucketName": "logs", "LogFilePrefix": ""}
        self.deploy(
            {"Logs": bucket("logs"), "State": bucket("state", LoggingConfiguration=logging) | {"DependsOn": "Logs"}}
        )
        self.assertIn("InvalidTargetBucketForLogging", self.reasons())
        self.assertEqual(self.s3.list_buckets()["Buckets"], [])

    def test_keeps_its_policy_and_shuts_nobody_out_by_a_denial_with_a_condition(self) -> None:
        self.succeed({"State": bucket("state"), "Policy": bucket_policy("state", denial("state"), "State")})
        self.assertEqual(json.loads(self.s3.get_bucket_policy(Bucket="state")["Policy"]), denial("state"))
        self.s3.put_object(Bucket="state", Key="object", Body=b"content")
        self.assertEqual(self.s3.get_object(Bucket="state", Key="object")["Body"].read(), b"content")
        self.s3.delete_objects(Bucket="state", Delete={"Objects": [{"Key": "object"}]})

    def test_has_one_policy(self) -> None:
        self.deploy(
            {
                "State": bucket("state"),
                "Policy": bucket_policy("state", denial("state"), "State"),
                "Second": bucket_policy("state", denial("state"), "Policy"),
            }
        )
        self.assertIn("The bucket policy already exists on bucket state", self.reasons())

    def test_takes_an_object_under_a_condition_once(self) -> None:
        self.succeed({"State": bucket("state", VersioningConfiguration={"Status": "Enabled"})})
        self.s3.put_object(Bucket="state", Key="lock", Body=b"1", IfNoneMatch="*")
        with self.assertRaises(ClientError) as refused:
            self.s3.put_object(Bucket="state", Key="lock", Body=b"2", IfNoneMatch="*")
        self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 412)
        self.s3.delete_object(Bucket="state", Key="lock")
        self.s3.put_object(Bucket="state", Key="lock", Body=b"3", IfNoneMatch="*")
