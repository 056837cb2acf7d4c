from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from emulated import (
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    OPS,
    ORGANIZATION,
    REGION,
    TERRAFORM,
    EmulatedOrganization,
    denial,
    stack_set,
    trail_arn,
)

from emulated_aws.trails import records

CREATED = {"eventSource": "kms.amazonaws.com", "managementEvent": True, "readOnly": False}
ALIAS = f"arn:aws:kms:{REGION}:{TERRAFORM}:alias/audit"


def trail(**properties: Any) -> dict[str, Any]:
    given = {"TrailName": "trail", "S3BucketName": "trails", "IsLogging": True, **properties}
    return {"Type": "AWS::CloudTrail::Trail", "Properties": given}


class ATrailWithItsBucketInAnotherAccount(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.bucket_for_trails(trail_arn(DEV_ACCOUNT))
        self.key = self.key_with_alias("alias/audit")
        self.trails = self.aws(DEV_ACCOUNT, "cloudtrail")

    def key_with_alias(self, alias: str, region: str = REGION) -> str:
        kms = self.aws(TERRAFORM, "kms", region)
        key = kms.create_key()["KeyMetadata"]
        kms.create_alias(AliasName=alias, TargetKeyId=key["KeyId"])
        return str(key["Arn"])

    def described(self) -> dict[str, Any]:
        (found,) = self.trails.describe_trails()["trailList"]
        return dict(found)

    def refusal(self, **given: Any) -> str:
        with self.assertRaises(ClientError) as refused:
            self.trails.create_trail(**{"Name": "trail", "S3BucketName": "trails", **given})
        self.assertEqual(self.trails.describe_trails()["trailList"], [])
        return str(refused.exception.response["Error"]["Code"])

    def test_is_made_changed_and_removed_by_a_stack(self) -> None:
        self.succeed({"Trail": trail(KMSKeyId=ALIAS)}, account=DEV_ACCOUNT)
        self.assertEqual((self.described()["S3BucketName"], self.described()["KmsKeyId"]), ("trails", self.key))
        other = self.key_with_alias("alias/other")
        self.bucket_for_trails(trail_arn(DEV_ACCOUNT), name="others")
        changed = trail(KMSKeyId=ALIAS.replace("audit", "other"), S3BucketName="others", IsMultiRegionTrail=True)
        self.succeed({"Trail": changed}, account=DEV_ACCOUNT)
        found = self.described()
        self.assertEqual((found["S3BucketName"], found["KmsKeyId"]), ("others", other))
        self.assertTrue(found["IsMultiRegionTrail"])
        self.assertTrue(records(DEV_ACCOUNT, "us-east-1", CREATED))
        self.aws(DEV_ACCOUNT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.trails.describe_trails()["trailList"], [])

    def test_is_made_and_removed_in_every_account_of_a_stack_set(self) -> None:
        accounts = (DEV_ACCOUNT, DEEP_ACCOUNT)
        self.bucket_for_trails(*(trail_arn(each) for each in accounts))
        member = {"Resources": {"Trail": trail(KMSKeyId=ALIAS, IsMultiRegionTrail=True)}}
        self.succeed({"Set": stack_set(DEV, member=member)})
        self.assertEqual(self.instances(), dict.fromkeys(accounts, "CURRENT"))
        self.assertTrue(all(records(each, "us-east-1", CREATED) for each in accounts))
        self.assertFalse(records(OPS, "us-east-1", CREATED))
        member["Resources"]["Trail"]["Properties"]["IsLogging"] = False
        self.succeed({"Set": stack_set(DEV, member=member)})
        self.assertFalse(any(records(each, "us-east-1", CREATED) for each in accounts))
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.trails.describe_trails()["trailList"], [])

    def test_is_refused_in_the_account_that_the_policy_of_the_bucket_forgets(self) -> None:
        self.deploy({"Set": stack_set(DEV, member={"Resources": {"Trail": trail()}})})
        self.assertIn("Incorrect S3 bucket policy is detected for bucket: trails", self.reasons())
        self.assertEqual(self.aws(DEEP_ACCOUNT, "cloudtrail").describe_trails()["trailList"], [])

    def test_takes_a_key_by_each_of_its_names(self) -> None:
        for name in (ALIAS, self.key):
            with self.subTest(name):
                made = self.trails.create_trail(Name="trail", S3BucketName="trails", KmsKeyId=name)
                self.assertEqual(made["KmsKeyId"], self.key)
                self.trails.delete_trail(Name=made["TrailARN"])

    def test_is_refused_without_its_bucket_or_its_key(self) -> None:
        self.assertEqual(self.refusal(S3BucketName="nowhere"), "S3BucketDoesNotExistException")
        self.assertEqual(self.refusal(KmsKeyId=f"{ALIAS}-gone"), "KmsKeyNotFoundException")
        self.assertEqual(self.refusal(KmsKeyId="alias/audit"), "KmsKeyNotFoundException")
        self.key_with_alias("alias/audit", "us-east-1")
        elsewhere = ALIAS.replace(REGION, "us-east-1")
        self.assertEqual(self.refusal(KmsKeyId=elsewhere), "KmsKeyNotFoundException")

    def test_stays_as_it_is_where_a_change_is_refused(self) -> None:
        self.trails.create_trail(Name="trail", S3BucketName="trails", KmsKeyId=ALIAS)
        before = self.described()
        for change in (
            {"S3BucketName": "nowhere"},
            {"KmsKeyId": f"{ALIAS}-gone"},
            {"IsMultiRegionTrail": True, "IncludeGlobalServiceEvents": False},
            {"IsOrganizationTrail": True},
        ):
            with self.subTest(change):
                with self.assertRaises(ClientError):
                    self.trails.update_trail(Name="trail", **change)
                self.assertEqual(self.described(), before)

    def test_of_somebody_else_is_not_taken_over(self) -> None:
        self.trails.create_trail(Name="trail", S3BucketName="trails")
        self.deploy({"Trail": trail(IsMultiRegionTrail=True)}, account=DEV_ACCOUNT)
        self.assertIn("Trail trail already exists", self.reasons(DEV_ACCOUNT))
        self.assertFalse(self.described()["IsMultiRegionTrail"])

    def test_that_does_not_exist_is_neither_started_nor_stopped_nor_removed(self) -> None:
        for act in (self.trails.start_logging, self.trails.stop_logging, self.trails.delete_trail):
            with self.assertRaises(ClientError) as refused:
                act(Name="nothing")
            self.assertEqual(refused.exception.response["Error"]["Code"], "TrailNotFoundException")


class ThePolicyOfTheBucket(EmulatedOrganization):
    ARN = trail_arn(DEV_ACCOUNT)
    BUCKET = "arn:aws:s3:::trails"

    def setUp(self) -> None:
        super().setUp()
        configuration = {"LocationConstraint": REGION}
        self.aws(TERRAFORM, "s3").create_bucket(Bucket="trails", CreateBucketConfiguration=configuration)

    def lets_in(self, *statements: dict[str, Any], account: str = DEV_ACCOUNT, **given: Any) -> bool:
        if statements:
            policy = {"Version": "2012-10-17", "Statement": statements}
            self.aws(TERRAFORM, "s3").put_bucket_policy(Bucket="trails", Policy=json.dumps(policy))
        trails = self.aws(account, "cloudtrail")
        try:
            trails.create_trail(Name="trail", S3BucketName="trails", **given)
        except ClientError as error:
            self.assertEqual(error.response["Error"]["Code"], "InsufficientS3BucketPolicyException")
            return False
        trails.delete_trail(Name="trail")
        return True

    def allow(self, action: str | list[str], resource: str | list[str], **more: Any) -> dict[str, Any]:
        service = {"Service": ["cloudtrail.amazonaws.com", "config.amazonaws.com"]}
        return {"Effect": "Allow", "Principal": service, "Action": action, "Resource": resource, **more}

    def both(self, **condition: Any) -> dict[str, Any]:
        resources = [self.BUCKET, f"{self.BUCKET}/AWSLogs/*"]
        return self.allow(["s3:GetBucketAcl", "s3:PutObject"], resources, Condition=condition)

    def test_must_be_there(self) -> None:
        self.assertFalse(self.lets_in())
        self.assertFalse(self.lets_in(*denial("trails")["Statement"]))

    def test_must_let_cloudtrail_see_and_write(self) -> None:
        see = self.allow("s3:GetBucketAcl", self.BUCKET)
        write = self.allow("s3:PutObject", f"{self.BUCKET}/AWSLogs/{DEV_ACCOUNT}/*")
        self.assertTrue(self.lets_in(see, write))
        self.assertFalse(self.lets_in(see))
        self.assertFalse(self.lets_in(write))
        self.assertFalse(self.lets_in(see, {**write, "Principal": {"AWS": f"arn:aws:iam::{DEV_ACCOUNT}:root"}}))
        self.assertFalse(self.lets_in(see, self.allow("s3:PutObject", f"{self.BUCKET}/AWSLogs/{OPS}/*")))
        self.assertFalse(self.lets_in(see, write, S3KeyPrefix="prefix"))
        self.assertTrue(self.lets_in(see, self.allow("s3:Put*", f"{self.BUCKET}/prefix/*"), S3KeyPrefix="prefix"))

    def test_counts_with_the_conditions_that_cloudtrail_can_fulfil(self) -> None:
        for condition, expected in (
            ({"StringEquals": {"aws:SourceArn": self.ARN}}, True),
            ({"StringEquals": {"AWS:SourceArn": [trail_arn(OPS), self.ARN]}}, True),
            ({"StringEquals": {"aws:SourceArn": trail_arn(OPS)}}, False),
            ({"StringEquals": {"aws:SourceArn": "arn:aws:cloudtrail:*"}}, False),
            ({"ArnLike": {"aws:SourceArn": f"arn:aws:cloudtrail:*:{DEV_ACCOUNT}:trail/*"}}, True),
            ({"ArnLike": {"aws:SourceArn": f"arn:aws:cloudtrail:*:{OPS}:trail/*"}}, False),
            ({"StringEquals": {"aws:SourceAccount": DEV_ACCOUNT}}, True),
            ({"StringEquals": {"aws:SourceOrgID": ORGANIZATION["organizationId"]}}, True),
            ({"StringEquals": {"aws:SourceOrgID": "o-another"}}, False),
            ({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}, False),
            ({"StringEqualsIfExists": {"s3:x-amz-acl": "bucket-owner-full-control"}}, True),
        ):
            with self.subTest(condition):
                self.assertEqual(self.lets_in(self.both(**condition)), expected)

    def test_can_name_the_account_by_a_variable(self) -> None:
        see = self.allow("s3:GetBucketAcl", self.BUCKET)
        write = self.allow("s3:PutObject", f"{self.BUCKET}/AWSLogs/${{aws:SourceAccount}}/*")
        self.assertTrue(self.lets_in(see, write))

    def test_must_let_the_organization_write_where_its_trail_does(self) -> None:
        see = self.allow("s3:GetBucketAcl", self.BUCKET)
        account, organization = (
            self.allow("s3:PutObject", f"{self.BUCKET}/AWSLogs/{each}/*")
            for each in (MANAGEMENT, ORGANIZATION["organizationId"])
        )
        whole: dict[str, Any] = {"account": MANAGEMENT, "IsOrganizationTrail": True}
        self.assertTrue(self.lets_in(see, account, organization, **whole))
        self.assertFalse(self.lets_in(see, account, **whole))
        self.assertFalse(self.lets_in(see, organization, **whole))


class ATrailOfTheOrganization(EmulatedOrganization):
    def test_is_made_by_the_management_account_alone(self) -> None:
        self.record()
        self.bucket_for_trails(trail_arn(DEV_ACCOUNT))
        for account, code in (
            (DEV_ACCOUNT, "NotOrganizationMasterAccountException"),
            ("999999999999", "OrganizationsNotInUseException"),
        ):
            with self.subTest(account), self.assertRaises(ClientError) as refused:
                self.aws(account, "cloudtrail").create_trail(
                    Name="other", S3BucketName="trails", IsOrganizationTrail=True
                )
            self.assertEqual(refused.exception.response["Error"]["Code"], code)
