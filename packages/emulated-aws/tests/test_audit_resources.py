from __future__ import annotations

from typing import Any

from emulated import MANAGEMENT, REGION, EmulatedOrganization, bucket, denial, for_trails, trail_arn

from emulated_aws import control

KEY: dict[str, Any] = {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": denial("x")}}


class ATopic(EmulatedOrganization):
    ARN = f"arn:aws:sns:{REGION}:{MANAGEMENT}:topic"

    def setUp(self) -> None:
        super().setUp()
        self.sns = self.aws(MANAGEMENT, "sns")

    def topic(self, **properties: Any) -> dict[str, Any]:
        return {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "topic", **properties}}

    def subscription(self, endpoint: str) -> dict[str, Any]:
        properties = {"TopicArn": {"Ref": "Topic"}, "Protocol": "email", "Endpoint": endpoint}
        return {"Type": "AWS::SNS::Subscription", "Properties": properties}

    def endpoints(self) -> list[str]:
        return [each["Endpoint"] for each in self.sns.list_subscriptions_by_topic(TopicArn=self.ARN)["Subscriptions"]]

    def test_is_encrypted_and_changes_in_place_with_its_subscribers(self) -> None:
        encrypted = self.topic(KmsMasterKeyId={"Fn::GetAtt": ["Key", "Arn"]})
        deployed = self.succeed(
            {"Key": KEY, "Topic": encrypted},
            Outputs={
                "Ref": {"Value": {"Ref": "Topic"}},
                "Name": {"Value": {"Fn::GetAtt": ["Topic", "TopicName"]}},
                "Key": {"Value": {"Fn::GetAtt": ["Key", "Arn"]}},
            },
        )
        outputs = self.outputs(deployed)
        self.assertEqual((outputs["Ref"], outputs["Name"]), (self.ARN, "topic"))
        attributes = self.sns.get_topic_attributes(TopicArn=self.ARN)["Attributes"]
        self.assertEqual(attributes["KmsMasterKeyId"], outputs["Key"])
        self.sns.subscribe(TopicArn=self.ARN, Protocol="email", Endpoint="somebody@example.com")
        self.succeed({"Key": KEY, "Topic": self.topic(DisplayName="Alarms")})
        attributes = self.sns.get_topic_attributes(TopicArn=self.ARN)["Attributes"]
        self.assertEqual((attributes["DisplayName"], attributes.get("KmsMasterKeyId")), ("Alarms", None))
        self.assertEqual(self.endpoints(), ["somebody@example.com"])

    def test_of_somebody_else_is_not_taken_over(self) -> None:
        self.sns.create_topic(Name="topic")
        self.deploy({"Topic": self.topic()})
        self.assertIn("already exists", self.reasons())
        self.assertEqual(len(self.sns.list_topics()["Topics"]), 1)

    def test_is_subscribed_to_by_those_whom_the_template_names(self) -> None:
        self.succeed({"Topic": self.topic(), "Mail": self.subscription("old@example.com")})
        self.assertEqual(self.endpoints(), ["old@example.com"])
        self.succeed({"Topic": self.topic(), "Mail": self.subscription("new@example.com")})
        self.assertEqual(self.endpoints(), ["new@example.com"])
        self.succeed({"Topic": self.topic()})
        self.assertEqual(self.endpoints(), [])

    def test_does_not_take_subscriptions_that_are_not_emulated(self) -> None:
        mail = self.subscription("x@example.com")
        mail["Properties"]["FilterPolicy"] = {}
        self.deploy({"Topic": self.topic(), "Mail": mail})
        self.assertIn("the emulator does not do the property FilterPolicy", self.reasons())


class ALogGroup(EmulatedOrganization):
    def group(self, **properties: Any) -> dict[str, Any]:
        return {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": "group", **properties}}

    def described(self) -> Any:
        (found,) = self.aws(MANAGEMENT, "logs").describe_log_groups()["logGroups"]
        return found

    def test_has_its_key_and_its_retention_and_gives_the_arn_of_its_streams(self) -> None:
        deployed = self.succeed(
            {"Key": KEY, "Group": self.group(KmsKeyId={"Fn::GetAtt": ["Key", "Arn"]}, RetentionInDays=90)},
            Outputs={
                "Arn": {"Value": {"Fn::GetAtt": ["Group", "Arn"]}},
                "Key": {"Value": {"Fn::GetAtt": ["Key", "Arn"]}},
            },
        )
        outputs = self.outputs(deployed)
        self.assertEqual(outputs["Arn"], f"arn:aws:logs:{REGION}:{MANAGEMENT}:log-group:group:*")
        self.assertEqual((self.described()["kmsKeyId"], self.described()["retentionInDays"]), (outputs["Key"], 90))

    def test_changes_in_place_with_what_is_in_it(self) -> None:
        self.succeed({"Key": KEY, "Group": self.group(RetentionInDays=90)})
        self.aws(MANAGEMENT, "logs").create_log_stream(logGroupName="group", logStreamName="stream")
        self.succeed({"Key": KEY, "Group": self.group(KmsKeyId={"Fn::GetAtt": ["Key", "Arn"]}, RetentionInDays=30)})
        self.assertIn(":key/", self.described()["kmsKeyId"])
        self.assertEqual(self.described()["retentionInDays"], 30)
        self.succeed({"Key": KEY, "Group": self.group()})
        self.assertNotIn("kmsKeyId", self.described())
        self.assertNotIn("retentionInDays", self.described())
        streams = self.aws(MANAGEMENT, "logs").describe_log_streams(logGroupName="group")["logStreams"]
        self.assertEqual([each["logStreamName"] for each in streams], ["stream"])


class ABucketThatLocksObjects(EmulatedOrganization):
    def locked(self, **retention: Any) -> dict[str, Any]:
        configuration: dict[str, Any] = {"ObjectLockEnabled": "Enabled"}
        if retention:
            configuration["Rule"] = {"DefaultRetention": retention}
        versioned = {"Status": "Enabled"}
        return bucket(
            "locked", ObjectLockEnabled=True, ObjectLockConfiguration=configuration, VersioningConfiguration=versioned
        )

    def retention(self) -> Any:
        s3 = self.aws(MANAGEMENT, "s3")
        return s3.get_object_lock_configuration(Bucket="locked")["ObjectLockConfiguration"].get("Rule")

    def test_locks_new_objects_by_default_and_can_be_told_of_another_retention_when_it_is_full(self) -> None:
        s3 = self.aws(MANAGEMENT, "s3")
        self.succeed({"Bucket": self.locked(Mode="GOVERNANCE", Days=365)})
        self.assertEqual(self.retention()["DefaultRetention"], {"Mode": "GOVERNANCE", "Days": 365, "Years": 0})
        s3.put_object(Bucket="locked", Key="object", Body=b"")
        self.assertEqual(s3.head_object(Bucket="locked", Key="object")["ObjectLockMode"], "GOVERNANCE")
        self.succeed({"Bucket": self.locked(Mode="COMPLIANCE", Years=1)})
        self.assertEqual(self.retention()["DefaultRetention"], {"Mode": "COMPLIANCE", "Days": 0, "Years": 1})
        self.succeed({"Bucket": self.locked()})
        self.assertIsNone(self.retention())


class Deployments(EmulatedOrganization):
    def operations(self, since: int) -> list[str]:
        return [each["operation"] for each in control.get_made(str(since))]

    def resources(self, description: str, *, logging: bool) -> dict[str, Any]:
        trail = {"TrailName": "trail", "S3BucketName": {"Ref": "Bucket"}, "IsLogging": logging}
        key = {**KEY["Properties"], "Description": description}
        policy = {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": for_trails("trail", trail_arn(MANAGEMENT))}
        return {
            "Bucket": bucket("trail"),
            "BucketPolicy": {"Type": "AWS::S3::BucketPolicy", "Properties": policy},
            "Trail": {"Type": "AWS::CloudTrail::Trail", "DependsOn": "BucketPolicy", "Properties": trail},
            "Key": {"Type": "AWS::KMS::Key", "Properties": key},
        }

    def test_disable_and_stop_nothing_that_is_so_already(self) -> None:
        start = max([each["n"] for each in control.get_made("0")], default=0)
        self.succeed(self.resources("old", logging=False))
        made = ["CreateBucket", "CreateKey", "CreateTrail", "PutBucketPolicy"]
        self.assertEqual(sorted(self.operations(start)), made)
        start += len(made)
        self.succeed(self.resources("new", logging=True))
        self.assertEqual(sorted(self.operations(start)), ["StartLogging", "UpdateKeyDescription"])
        start += 2
        self.succeed(self.resources("new", logging=False))
        self.assertEqual(self.operations(start), ["StopLogging"])
