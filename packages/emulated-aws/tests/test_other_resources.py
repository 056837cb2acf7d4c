from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError
from emulated import (
    MANAGEMENT,
    OPS,
    PROD,
    PROD_ACCOUNT,
    REGION,
    EmulatedOrganization,
    bucket,
    denial,
    for_trails,
    trail_arn,
)


class AKey(EmulatedOrganization):
    def test_has_its_policy_its_rotation_and_its_alias(self) -> None:
        kms = self.aws(MANAGEMENT, "kms")
        policy = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:aws:iam::{MANAGEMENT}:root"},
                    "Action": "kms:*",
                    "Resource": "*",
                }
            ],
        }
        described: dict[str, Any] = {}
        for rotates, description in ((True, "old"), (False, "new")):
            key = {
                "Type": "AWS::KMS::Key",
                "Properties": {
                    "KeyPolicy": policy,
                    "EnableKeyRotation": rotates,
                    "Description": description,
                    "PendingWindowInDays": 7,
                },
            }
            alias = {
                "Type": "AWS::KMS::Alias",
                "Properties": {"AliasName": "alias/state", "TargetKeyId": {"Ref": "Key"}},
            }
            deployed = self.succeed(
                {"Key": key, "Alias": alias}, Outputs={"Arn": {"Value": {"Fn::GetAtt": ["Key", "Arn"]}}}
            )
            described = kms.describe_key(KeyId="alias/state")["KeyMetadata"]
            self.assertEqual(self.outputs(deployed), {"Arn": described["Arn"]})
            self.assertEqual(described["Description"], description)
            self.assertEqual(
                json.loads(kms.get_key_policy(KeyId=described["KeyId"], PolicyName="default")["Policy"]), policy
            )
            self.assertEqual(kms.get_key_rotation_status(KeyId=described["KeyId"])["KeyRotationEnabled"], rotates)
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(kms.describe_key(KeyId=described["KeyId"])["KeyMetadata"]["KeyState"], "PendingDeletion")


class APolicyOfTheOrganization(EmulatedOrganization):
    CONTENT: Mapping[str, Any] = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}],
    }

    def policy(self, *targets: str) -> dict[str, Any]:
        properties = {
            "Name": "guard",
            "Type": "SERVICE_CONTROL_POLICY",
            "Content": self.CONTENT,
            "TargetIds": list(targets),
        }
        return {"Type": "AWS::Organizations::Policy", "Properties": properties}

    def test_is_attached_to_its_targets_and_follows_them(self) -> None:
        organizations = self.aws(MANAGEMENT, "organizations")
        organizations.enable_policy_type(RootId="r-abcd", PolicyType="SERVICE_CONTROL_POLICY")
        self.succeed({"Policy": self.policy(PROD)})
        self.succeed({"Policy": self.policy(PROD_ACCOUNT)})
        attached = {
            target: [
                each["Name"]
                for each in organizations.list_policies_for_target(TargetId=target, Filter="SERVICE_CONTROL_POLICY")[
                    "Policies"
                ]
            ]
            for target in (PROD, PROD_ACCOUNT)
        }
        self.assertEqual(attached, {PROD: ["FullAWSAccess"], PROD_ACCOUNT: ["FullAWSAccess", "guard"]})
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        names = [each["Name"] for each in organizations.list_policies(Filter="SERVICE_CONTROL_POLICY")["Policies"]]
        self.assertEqual(names, ["FullAWSAccess"])

    def test_needs_its_type_to_be_enabled(self) -> None:
        self.deploy({"Policy": self.policy(PROD)})
        self.assertIn("only for enabled policy types", self.reasons())

    def test_cannot_be_made_by_a_member(self) -> None:
        self.deploy({"Policy": self.policy(PROD)}, account=OPS)
        self.assertIn("You don't have permissions to access this resource", self.reasons(OPS))


class AuditResources(EmulatedOrganization):
    def test_a_trail_with_its_alarm_is_made_changed_and_removed(self) -> None:
        arn = trail_arn(MANAGEMENT)

        def resources(threshold: int, *, logging: bool) -> dict[str, Any]:
            return {
                "Bucket": bucket("trail"),
                "BucketPolicy": {
                    "Type": "AWS::S3::BucketPolicy",
                    "Properties": {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": for_trails("trail", arn)},
                },
                "Trail": {
                    "Type": "AWS::CloudTrail::Trail",
                    "DependsOn": "BucketPolicy",
                    "Properties": {
                        "TrailName": "trail",
                        "S3BucketName": {"Ref": "Bucket"},
                        "IsLogging": logging,
                        "IsMultiRegionTrail": True,
                        "EnableLogFileValidation": True,
                    },
                },
                "Group": {
                    "Type": "AWS::Logs::LogGroup",
                    "Properties": {"LogGroupName": "group", "RetentionInDays": 365},
                },
                "Filter": {
                    "Type": "AWS::Logs::MetricFilter",
                    "Properties": {
                        "FilterName": "filter",
                        "LogGroupName": {"Ref": "Group"},
                        "FilterPattern": "{ $.x = 1 }",
                        "MetricTransformations": [
                            {"MetricName": "metric", "MetricNamespace": "space", "MetricValue": "1"}
                        ],
                    },
                },
                "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "topic"}},
                "TopicPolicy": {
                    "Type": "AWS::SNS::TopicPolicy",
                    "Properties": {"Topics": [{"Ref": "Topic"}], "PolicyDocument": denial("topic")},
                },
                "Alarm": {
                    "Type": "AWS::CloudWatch::Alarm",
                    "Properties": {
                        "AlarmName": "alarm",
                        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
                        "EvaluationPeriods": 1,
                        "Threshold": threshold,
                        "MetricName": "metric",
                        "Namespace": "space",
                        "Period": 300,
                        "Statistic": "Sum",
                        "AlarmActions": [{"Ref": "Topic"}],
                    },
                },
            }

        trails, alarms = self.aws(MANAGEMENT, "cloudtrail"), self.aws(MANAGEMENT, "cloudwatch")
        for threshold, logging in ((1, True), (2, False)):
            self.succeed(resources(threshold, logging=logging))
            self.assertEqual(trails.get_trail_status(Name="trail")["IsLogging"], logging)
            (alarm,) = alarms.describe_alarms()["MetricAlarms"]
            self.assertEqual(
                (alarm["Threshold"], alarm["AlarmActions"]), (threshold, [f"arn:aws:sns:{REGION}:{MANAGEMENT}:topic"])
            )
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(trails.describe_trails()["trailList"], [])
        self.assertEqual(alarms.describe_alarms()["MetricAlarms"], [])
        self.assertEqual(self.aws(MANAGEMENT, "logs").describe_log_groups()["logGroups"], [])
        self.assertEqual(self.aws(MANAGEMENT, "sns").list_topics()["Topics"], [])

    def test_a_schedule_is_made_changed_and_removed(self) -> None:
        def schedule(**properties: Any) -> dict[str, Any]:
            target = {
                "Arn": f"arn:aws:events:{REGION}:{MANAGEMENT}:event-bus/default",
                "RoleArn": f"arn:aws:iam::{MANAGEMENT}:role/r",
                "EventBridgeParameters": {"DetailType": "canary", "Source": "mine"},
                "Input": "{}",
            }
            window = {"Mode": "OFF"}
            given = {"Name": "hourly", "FlexibleTimeWindow": window, "Target": target, **properties}
            return {"Schedule": {"Type": "AWS::Scheduler::Schedule", "Properties": given}}

        scheduler = self.aws(MANAGEMENT, "scheduler")
        for expression, state in (("rate(1 hour)", "DISABLED"), ("rate(2 hours)", "ENABLED")):
            optional = {"State": state} if state == "DISABLED" else {}
            self.succeed(schedule(ScheduleExpression=expression, **optional))
            found = scheduler.get_schedule(Name="hourly", GroupName="default")
            self.assertEqual((found["ScheduleExpression"], found["State"]), (expression, state))
            self.assertEqual(found["Target"]["EventBridgeParameters"]["Source"], "mine")
        self.deploy(schedule(ScheduleExpression="rate(1 hour)"), stack="other")
        self.assertIn("Schedule hourly already exists", self.reasons(stack="other"))
        self.deploy(schedule(ScheduleExpression="rate(1 hour)", KmsKeyArn="k", Name="other"), stack="third")
        self.assertIn("does not do the property KmsKeyArn", self.reasons(stack="third"))
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        with self.assertRaisesRegex(ClientError, "ResourceNotFoundException"):
            scheduler.get_schedule(Name="hourly", GroupName="default")

    def test_a_secret_is_made_empty_and_a_value_in_a_template_is_refused(self) -> None:
        secret = {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "keys"}}
        policy = {
            "Type": "AWS::SecretsManager::ResourcePolicy",
            "Properties": {"SecretId": {"Ref": "Secret"}, "ResourcePolicy": denial("x")},
        }
        self.succeed({"Secret": secret, "Policy": policy})
        manager = self.aws(MANAGEMENT, "secretsmanager")
        self.assertEqual(json.loads(manager.get_resource_policy(SecretId="keys")["ResourcePolicy"]), denial("x"))
        self.deploy({"Secret": {**secret, "Properties": {"Name": "other", "SecretString": "hunter2"}}}, stack="other")
        self.assertIn("no template of orgstrap holds a secret", self.reasons(stack="other"))
