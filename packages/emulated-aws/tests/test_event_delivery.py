from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from emulated import DEV_ACCOUNT, MANAGEMENT, OPS, REGION, TERRAFORM, EmulatedOrganization

from emulated_aws import control

GLOBAL = "us-east-1"
ALL_MANAGEMENT_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
BUS = f"arn:aws:events:{REGION}:{TERRAFORM}:event-bus/alarms"
TOPIC = f"arn:aws:sns:{REGION}:{TERRAFORM}:topic"
EVERYTHING_OF_S3 = {
    "EventSelectors": [
        {
            "ReadWriteType": "All",
            "IncludeManagementEvents": True,
            "DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}],
        }
    ]
}
ANY: dict[str, Any] = {"source": [{"prefix": "aws."}]}

OBJECT = {
    "eventSource": "s3.amazonaws.com",
    "managementEvent": False,
    "requestParameters": {"bucketName": "state", "key": "file"},
}


def event(account: str = DEV_ACCOUNT, region: str = REGION, **detail: Any) -> dict[str, Any]:
    return {
        "account": account,
        "region": region,
        "source": "aws.iam",
        "detail-type": "AWS API Call via CloudTrail",
        "time": "2026-01-01T00:00:00Z",
        "detail": {"eventName": "CreateRole", "readOnly": False, "managementEvent": True, **detail},
    }


def told(*events: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """What topics are told, event by event."""
    alarms: list[list[dict[str, Any]]] = control.post_events({"events": list(events)})["alarms"]
    return alarms


class Delivery(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.record(selectors=EVERYTHING_OF_S3)
        self.aws(TERRAFORM, "events").create_event_bus(Name="alarms")
        self.aws(TERRAFORM, "sns").create_topic(Name="topic")

    def rule(
        self,
        name: str,
        target: str,
        account: str = TERRAFORM,
        region: str = REGION,
        bus: str = "default",
        pattern: Any = ANY,
        state: str = "ENABLED",
        **more: Any,
    ) -> None:
        events = self.aws(account, "events", region)
        events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern), State=state)
        events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "target", "Arn": target, **more}])

    def failures(self) -> list[str]:
        return [f"{each['logicalId']} of {each['stack']}: {each['error']}" for each in control.get_report()["failures"]]


class AnEvent(Delivery):
    def test_goes_over_a_bus_of_another_account_and_region_to_a_topic(self) -> None:
        self.rule("forward", BUS, DEV_ACCOUNT, GLOBAL)
        self.rule(
            "alarm",
            TOPIC,
            bus="alarms",
            InputTransformer={
                "InputPathsMap": {"account": "$.account", "region": "$.region", "call": "$.detail.eventName"},
                "InputTemplate": '"<call> in <account>, <region>"\n"by <aws.events.rule-name>"',
            },
        )
        alarm = {
            "rule": "alarm",
            "bus": "alarms",
            "account": TERRAFORM,
            "region": REGION,
            "topic": TOPIC,
            "message": f'"CreateRole in {DEV_ACCOUNT}, {GLOBAL}"\n"by alarm"',
        }
        self.assertEqual(told(event(region=GLOBAL), event(region=REGION), event(OPS, GLOBAL)), [[alarm], [], []])
        self.assertEqual(self.failures(), [])

    def test_meets_only_rules_whose_pattern_it_matches(self) -> None:
        self.rule("matching", TOPIC, pattern={"detail": {"eventName": [{"prefix": "Create"}]}})
        self.rule("other", TOPIC, pattern={"detail": {"eventName": ["DeleteRole"]}})
        (alarms,) = told(event(TERRAFORM))
        self.assertEqual([each["rule"] for each in alarms], ["matching"])

    def test_does_not_meet_the_rules_of_a_bus_to_which_nobody_sends_it(self) -> None:
        self.rule("alarm", TOPIC, bus="alarms")
        self.assertEqual(told(event(TERRAFORM)), [[]])

    def test_is_told_as_it_is_without_a_transformer(self) -> None:
        self.rule("alarm", TOPIC)
        ((alarm,),) = told(event(TERRAFORM))
        message = json.loads(alarm["message"])
        self.assertEqual({name: message[name] for name in event(TERRAFORM)}, event(TERRAFORM))
        self.assertEqual((message["version"], message["resources"]), ("0", []))

    def test_that_came_from_a_bus_goes_to_no_third_one_and_not_in_circles(self) -> None:
        third = f"arn:aws:events:{REGION}:{OPS}:event-bus/default"
        back = f"arn:aws:events:{REGION}:{DEV_ACCOUNT}:event-bus/default"
        self.aws(OPS, "sns").create_topic(Name="topic")
        self.rule("forward", BUS, DEV_ACCOUNT)
        self.rule("back", back, bus="alarms")
        self.rule("on", third, bus="alarms")
        self.rule("alarm", TOPIC, bus="alarms")
        self.rule("third", TOPIC.replace(TERRAFORM, OPS), OPS)
        (alarms,) = told(event())
        self.assertEqual([each["rule"] for each in alarms], ["alarm"])
        self.assertEqual(self.failures(), [])

    def test_keeps_what_a_deployed_rule_was_changed_to(self) -> None:
        self.rule("alarm", TOPIC, pattern={"detail": {"eventName": ["DeleteRole"]}})
        self.assertEqual(told(event(TERRAFORM)), [[]])
        self.rule("alarm", TOPIC)
        self.assertEqual(len(told(event(TERRAFORM))[0]), 1)


class ARule(Delivery):
    READING: Mapping[str, Any] = {"eventName": "GetRole", "readOnly": True}

    def heard(self, state: str, *events: dict[str, Any]) -> list[int]:
        self.rule("alarm", TOPIC, state=state)
        return [len(alarms) for alarms in told(*events)]

    def test_that_is_enabled_hears_no_management_event_that_only_reads(self) -> None:
        reading = event(TERRAFORM, **self.READING)
        data = event(TERRAFORM, **{**self.READING, **OBJECT})
        not_from_cloudtrail = {**reading, "detail-type": "Something else"}
        self.assertEqual(self.heard("ENABLED", event(TERRAFORM), reading, data, not_from_cloudtrail), [1, 0, 1, 1])

    def test_that_is_enabled_with_all_management_events_hears_those_that_only_read(self) -> None:
        self.assertEqual(self.heard(ALL_MANAGEMENT_EVENTS, event(TERRAFORM), event(TERRAFORM, **self.READING)), [1, 1])

    def test_that_is_disabled_hears_nothing(self) -> None:
        self.assertEqual(self.heard("DISABLED", event(TERRAFORM), event(TERRAFORM, **self.READING)), [0, 0])

    def test_needs_its_state_on_every_bus_on_the_way(self) -> None:
        self.rule("forward", BUS, DEV_ACCOUNT, state=ALL_MANAGEMENT_EVENTS)
        self.rule("alarm", TOPIC, bus="alarms", state="ENABLED")
        self.assertEqual([len(each) for each in told(event(), event(**self.READING))], [1, 0])

    def test_with_a_schedule_hears_no_event(self) -> None:
        events = self.aws(TERRAFORM, "events")
        events.put_rule(Name="daily", ScheduleExpression="rate(1 day)")
        events.put_targets(Rule="daily", Targets=[{"Id": "topic", "Arn": TOPIC}])
        self.assertEqual(told(event(TERRAFORM)), [[]])


class WhatCannotBeDelivered(Delivery):
    def test_is_in_the_report_once_for_each_rule_and_reason(self) -> None:
        where = f"the event bus default in {REGION}"
        missing_bus, missing_topic = f"{BUS}-gone", f"{TOPIC}-gone"
        elsewhere = TOPIC.replace(REGION, GLOBAL)
        for name, target in (
            ("bus", missing_bus),
            ("nowhere", BUS.replace(REGION, "nowhere-1")),
            ("topic", missing_topic),
            ("region", elsewhere),
            ("queue", "arn:aws:sqs:eu-west-1:111111111111:queue"),
        ):
            self.rule(name, target)
        self.rule("input", TOPIC, Input='"constant"')
        self.rule("json", TOPIC, InputTransformer={"InputTemplate": '{"rule": <aws.events.rule-name>x}'})
        self.assertEqual(told(event(TERRAFORM), event(TERRAFORM)), [[], []])
        *others, json_failure = self.failures()
        self.assertEqual(
            others,
            [
                f"bus of {where}: the event bus {missing_bus} does not exist",
                f"nowhere of {where}: the event bus {BUS.replace(REGION, 'nowhere-1')} does not exist",
                f"topic of {where}: the topic {missing_topic} does not exist",
                f"region of {where}: the topic {elsewhere} is in another Region than the rule",
                f"queue of {where}: the emulator delivers no event to arn:aws:sqs:eu-west-1:111111111111:queue",
                f"input of {where}: the emulator does not do Input and InputPath of a target",
            ],
        )
        self.assertIn(f"json of {where}: the input template does not give JSON", json_failure)

    def test_keeps_no_other_target_from_being_told(self) -> None:
        self.rule("broken", f"{BUS}-gone")
        self.rule("whole", TOPIC)
        (alarms,) = told(event(TERRAFORM))
        self.assertEqual([each["rule"] for each in alarms], ["whole"])


class TheControl(Delivery):
    def test_refuses_what_is_no_event(self) -> None:
        without_detail = {name: value for name, value in event().items() if name != "detail"}
        for body, reason in (
            ({}, "events is missing"),
            ({"events": [without_detail]}, "detail is missing"),
            ({"events": [event("1")]}, "account id is '1'"),
            ({"events": [event(region="nowhere-1")]}, "region is 'nowhere-1'"),
        ):
            with self.subTest(reason):
                status, answer = control.answer("POST", "events", {}, body)
                self.assertEqual(status, 400)
                self.assertIn(reason, answer["error"])

    def test_answers_with_a_list_for_each_event(self) -> None:
        self.rule("alarm", TOPIC)
        events = [event(MANAGEMENT), event(TERRAFORM), event(OPS)]
        status, answer = control.answer("POST", "events", {}, {"events": events})
        self.assertEqual((status, [len(alarms) for alarms in answer["alarms"]]), (200, [0, 1, 0]))
