from __future__ import annotations

import json
import time
from typing import Any

from emulated import DEV_ACCOUNT, MANAGEMENT, OPS, PROD_ACCOUNT, REGION, TERRAFORM, EmulatedOrganization

from emulated_aws import control
from emulated_aws.trails import records

GLOBAL = "us-east-1"
OTHER = "eu-central-1"
OF_IAM = {"eventSource": "iam.amazonaws.com", "eventName": "CreateRole", "managementEvent": True, "readOnly": False}
OF_KMS = {**OF_IAM, "eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "readOnly": True}
OF_STS = {**OF_IAM, "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "readOnly": True}
MANAGEMENT_EVENTS = {"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}


def of_object(bucket: str, key: str | None = "file", **more: Any) -> dict[str, Any]:
    parameters = {"bucketName": bucket, **({} if key is None else {"key": key})}
    source = {"eventSource": "s3.amazonaws.com", "eventName": "GetObject", "readOnly": True}
    return {**source, "managementEvent": False, "requestParameters": parameters, **more}


def objects(**condition: Any) -> dict[str, Any]:
    """An advanced event selector for objects of S3."""
    fields = [
        {"Field": "eventCategory", "Equals": ["Data"]},
        {"Field": "resources.type", "Equals": ["AWS::S3::Object"]},
        *([condition] if condition else []),
    ]
    return {"FieldSelectors": fields}


class ATrail(EmulatedOrganization):
    def test_is_needed(self) -> None:
        self.assertFalse(records(DEV_ACCOUNT, REGION, OF_KMS))

    def test_records_its_account_alone(self) -> None:
        self.record(DEV_ACCOUNT)
        self.assertEqual([records(each, REGION, OF_KMS) for each in (DEV_ACCOUNT, PROD_ACCOUNT)], [True, False])

    def test_records_while_it_is_logging(self) -> None:
        self.record(DEV_ACCOUNT)
        trails = self.aws(DEV_ACCOUNT, "cloudtrail")
        trails.stop_logging(Name="trail")
        self.assertFalse(records(DEV_ACCOUNT, REGION, OF_KMS))
        trails.start_logging(Name="trail")
        self.assertTrue(records(DEV_ACCOUNT, REGION, OF_KMS))
        trails.delete_trail(Name="trail")
        self.assertFalse(records(DEV_ACCOUNT, REGION, OF_KMS))

    def test_of_every_region_records_where_it_is_not_at_home_and_global_services(self) -> None:
        self.record(DEV_ACCOUNT)
        self.assertTrue(records(DEV_ACCOUNT, OTHER, OF_KMS))
        self.assertTrue(records(DEV_ACCOUNT, GLOBAL, OF_IAM))

    def test_of_one_region_records_that_one(self) -> None:
        self.record(DEV_ACCOUNT, IsMultiRegionTrail=False)
        self.assertEqual([records(DEV_ACCOUNT, each, OF_KMS) for each in (REGION, OTHER)], [True, False])
        self.assertFalse(records(DEV_ACCOUNT, GLOBAL, OF_IAM))

    def test_of_the_region_of_global_services_records_them_where_it_includes_them(self) -> None:
        self.record(DEV_ACCOUNT, GLOBAL, IsMultiRegionTrail=False)
        self.record(PROD_ACCOUNT, GLOBAL, IsMultiRegionTrail=False, IncludeGlobalServiceEvents=False)
        for event, with_global, without in ((OF_IAM, True, False), (OF_STS, True, False), (OF_KMS, True, True)):
            with self.subTest(event["eventSource"]):
                self.assertEqual(records(DEV_ACCOUNT, GLOBAL, event), with_global)
                self.assertEqual(records(PROD_ACCOUNT, GLOBAL, event), without)

    def test_without_global_services_records_sts_of_its_own_region(self) -> None:
        self.record(DEV_ACCOUNT, IsMultiRegionTrail=False, IncludeGlobalServiceEvents=False)
        self.assertTrue(records(DEV_ACCOUNT, REGION, OF_STS))


class ATrailOfTheOrganization(EmulatedOrganization):
    def test_records_every_account(self) -> None:
        self.record()
        accounts = (MANAGEMENT, TERRAFORM, OPS, DEV_ACCOUNT, PROD_ACCOUNT)
        self.assertEqual({each: records(each, OTHER, OF_KMS) for each in accounts}, dict.fromkeys(accounts, True))
        self.assertFalse(records("999999999999", OTHER, OF_KMS))

    def test_records_members_by_the_selectors_and_the_logging_of_the_management_account(self) -> None:
        self.record(selectors={"AdvancedEventSelectors": [objects()]})
        self.assertTrue(records(DEV_ACCOUNT, REGION, of_object("state")))
        self.assertFalse(records(DEV_ACCOUNT, REGION, OF_KMS))
        self.aws(MANAGEMENT, "cloudtrail").stop_logging(Name="trail")
        self.assertFalse(records(DEV_ACCOUNT, REGION, of_object("state")))

    def test_is_what_a_trail_of_the_management_account_becomes_when_it_is_told_to(self) -> None:
        self.record(IsOrganizationTrail=False)
        self.assertEqual([records(each, REGION, OF_KMS) for each in (MANAGEMENT, DEV_ACCOUNT)], [True, False])
        self.aws(MANAGEMENT, "cloudtrail").update_trail(Name="trail", IsOrganizationTrail=True)
        self.assertTrue(records(DEV_ACCOUNT, REGION, OF_KMS))

    def test_does_not_record_an_account_that_left(self) -> None:
        self.record()
        self.aws(MANAGEMENT, "organizations").remove_account_from_organization(AccountId=DEV_ACCOUNT)
        self.assertFalse(records(DEV_ACCOUNT, REGION, OF_KMS))

    def test_is_shown_to_members(self) -> None:
        self.record()
        for account in (MANAGEMENT, DEV_ACCOUNT):
            trails = self.aws(account, "cloudtrail", OTHER)
            (trail,) = trails.describe_trails()["trailList"]
            self.assertTrue(trail["IsOrganizationTrail"])
            self.assertTrue(trails.get_trail_status(Name=trail["TrailARN"])["IsLogging"])
            self.assertEqual(trails.describe_trails(includeShadowTrails=False)["trailList"], [])


class Selectors(EmulatedOrganization):
    def recorded(self, events: list[dict[str, Any]], **selectors: Any) -> list[bool]:
        trails = self.aws(TERRAFORM, "cloudtrail")
        if not trails.describe_trails()["trailList"]:
            self.record(TERRAFORM)
        if selectors:
            trails.put_event_selectors(TrailName="trail", **selectors)
        return [records(TERRAFORM, REGION, each) for each in events]

    def test_that_nobody_chose_are_those_of_management_events(self) -> None:
        by_category = of_object("state", eventCategory="Data")
        del by_category["managementEvent"]
        self.assertEqual(self.recorded([OF_IAM, OF_KMS, of_object("state"), by_category]), [True, True, False, False])

    def test_that_are_advanced_take_what_one_of_them_takes(self) -> None:
        events = [OF_IAM, of_object("state"), of_object("state", None), of_object("other")]
        states = objects(Field="resources.ARN", StartsWith=["arn:aws:s3:::state/", "arn:aws:s3:::states/"])
        for selectors, expected in (
            ([MANAGEMENT_EVENTS], [True, False, False, False]),
            ([states], [False, True, True, False]),
            ([MANAGEMENT_EVENTS, states], [True, True, True, False]),
            ([objects()], [False, True, True, True]),
        ):
            with self.subTest(selectors):
                self.assertEqual(self.recorded(events, AdvancedEventSelectors=selectors), expected)

    def test_that_are_advanced_know_every_operator(self) -> None:
        events = [of_object("state", "a.tfstate"), of_object("state", "b.tfstate"), of_object("state", "b.lock")]
        for operators, expected in (
            ({"Equals": ["arn:aws:s3:::state/a.tfstate"]}, [True, False, False]),
            ({"EndsWith": [".tfstate"]}, [True, True, False]),
            ({"NotEquals": ["arn:aws:s3:::state/a.tfstate"]}, [False, True, True]),
            ({"NotStartsWith": ["arn:aws:s3:::state/b"]}, [True, False, False]),
            ({"NotEndsWith": [".tfstate", ".lock"]}, [False, False, False]),
            ({"StartsWith": ["arn:aws:s3:::state/b"], "NotEndsWith": [".lock"]}, [False, True, False]),
        ):
            with self.subTest(operators):
                selector = objects(Field="resources.ARN", **operators)
                self.assertEqual(self.recorded(events, AdvancedEventSelectors=[selector]), expected)

    def test_that_are_advanced_can_be_about_names_and_reading_and_sources(self) -> None:
        events = [OF_IAM, OF_KMS, OF_STS]
        for condition, expected in (
            ({"Field": "readOnly", "Equals": ["false"]}, [True, False, False]),
            ({"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}, [True, False, True]),
            ({"Field": "eventName", "StartsWith": ["Create"]}, [True, False, False]),
            ({"Field": "userIdentity.arn", "StartsWith": ["arn"]}, [False, False, False]),
        ):
            with self.subTest(condition):
                selector = {"FieldSelectors": [*MANAGEMENT_EVENTS["FieldSelectors"], condition]}
                self.assertEqual(self.recorded(events, AdvancedEventSelectors=[selector]), expected)

    def test_that_are_basic(self) -> None:
        data = [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::state/"]}]
        events = [OF_IAM, OF_KMS, of_object("state"), of_object("other")]
        for selector, expected in (
            ({"DataResources": data}, [True, True, True, False]),
            ({"DataResources": data, "IncludeManagementEvents": False}, [False, False, True, False]),
            ({"ReadWriteType": "WriteOnly", "DataResources": data}, [True, False, False, False]),
            ({"ReadWriteType": "ReadOnly"}, [False, True, False, False]),
            ({"ExcludeManagementEventSources": ["kms.amazonaws.com"]}, [True, False, False, False]),
        ):
            with self.subTest(selector):
                self.assertEqual(self.recorded(events, EventSelectors=[selector]), expected)

    def test_are_replaced_with_those_of_any_other_kind(self) -> None:
        events = [OF_IAM, of_object("state")]
        self.assertEqual(self.recorded(events, AdvancedEventSelectors=[objects()]), [False, True])
        self.assertEqual(self.recorded(events, EventSelectors=[{"ReadWriteType": "All"}]), [True, False])
        self.assertEqual(self.recorded(events, AdvancedEventSelectors=[objects()]), [False, True])

    def test_are_about_the_resources_that_a_record_names(self) -> None:
        function = {"type": "AWS::Lambda::Function", "ARN": "arn:aws:lambda:eu-west-1:222222222222:function:f"}
        invoked = {"eventSource": "lambda.amazonaws.com", "managementEvent": False, "resources": [function]}
        selector = {"Type": "AWS::Lambda::Function", "Values": ["arn:aws:lambda"]}
        self.assertEqual(self.recorded([invoked], EventSelectors=[{"DataResources": [selector]}]), [True])
        self.assertEqual(self.recorded([invoked], AdvancedEventSelectors=[objects()]), [False])


class AnEventThatNoTrailRecords(EmulatedOrganization):
    TOPIC = f"arn:aws:sns:{REGION}:{TERRAFORM}:topic"

    def setUp(self) -> None:
        super().setUp()
        self.aws(TERRAFORM, "sns").create_topic(Name="topic")
        self.rule("alarm", self.TOPIC)

    def rule(self, name: str, target: str) -> None:
        events = self.aws(TERRAFORM, "events")
        pattern = json.dumps({"account": [TERRAFORM]})
        events.put_rule(Name=name, EventPattern=pattern, State="ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS")
        events.put_targets(Rule=name, Targets=[{"Id": "target", "Arn": target}])

    def told(self, detail: dict[str, Any], kind: str = "AWS API Call via CloudTrail", times: int = 1) -> list[int]:
        event = {
            "account": TERRAFORM,
            "region": REGION,
            "source": "aws.x",
            "detail-type": kind,
            "time": "2026-01-01T00:00:00Z",
            "detail": detail,
        }
        return [len(alarms) for alarms in control.post_events({"events": [event] * times})["alarms"]]

    def test_meets_no_rule_until_one_does(self) -> None:
        self.assertEqual(self.told(OF_KMS), [0])
        self.record(TERRAFORM)
        self.assertEqual(self.told(OF_KMS), [1])
        self.assertEqual(self.told(of_object("state")), [0])

    def test_is_not_in_the_report_as_one_that_could_not_be_delivered(self) -> None:
        self.rule("broken", f"{self.TOPIC}-gone")
        self.told(OF_KMS)
        self.assertEqual(control.get_report()["failures"], [])
        self.record(TERRAFORM)
        self.told(OF_KMS)
        self.assertEqual([each["logicalId"] for each in control.get_report()["failures"]], ["broken"])

    def test_meets_rules_where_it_does_not_come_by_cloudtrail(self) -> None:
        self.assertEqual(self.told({}, "CloudWatch Alarm State Change"), [1])

    def test_is_known_without_waiting(self) -> None:
        self.record(selectors={"AdvancedEventSelectors": [MANAGEMENT_EVENTS]})
        began = time.monotonic()
        self.told(of_object("state"), times=5_000)
        self.assertLess(time.monotonic() - began, 5)
