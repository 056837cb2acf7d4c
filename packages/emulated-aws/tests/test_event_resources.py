from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError
from emulated import MANAGEMENT, REGION, TERRAFORM, EmulatedOrganization

ALL_MANAGEMENT_EVENTS = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"
TOPIC = f"arn:aws:sns:{REGION}:{MANAGEMENT}:topic"
BUS = f"arn:aws:events:{REGION}:{MANAGEMENT}:event-bus/bus"


def bus(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::Events::EventBus", "Properties": {"Name": "bus", **properties}}


def rule(**properties: Any) -> dict[str, Any]:
    given = {"Name": "rule", "EventPattern": {"source": ["aws.iam"]}, "State": ALL_MANAGEMENT_EVENTS, **properties}
    return {"Type": "AWS::Events::Rule", "Properties": given}


def policy(sid: str, principal: Any = "*") -> dict[str, Any]:
    statement = {"Sid": sid, "Effect": "Allow", "Principal": principal, "Action": "events:PutEvents", "Resource": BUS}
    return {"Version": "2012-10-17", "Statement": [statement]}


class EventsOfAnAccount(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.events = self.aws(MANAGEMENT, "events")

    def policy_of(self, name: str = "bus") -> Any:
        stored = self.events.describe_event_bus(Name=name).get("Policy")
        return stored and json.loads(stored)

    def delete(self) -> None:
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")


class AnEventBus(EventsOfAnAccount):
    def test_has_its_description_and_its_policy_and_gives_its_arn(self) -> None:
        deployed = self.succeed(
            {"Bus": bus(Description="what it is", Policy=policy("Send"))},
            Outputs={
                "Arn": {"Value": {"Fn::GetAtt": ["Bus", "Arn"]}},
                "Name": {"Value": {"Fn::GetAtt": ["Bus", "Name"]}},
                "Ref": {"Value": {"Ref": "Bus"}},
            },
        )
        self.assertEqual(self.outputs(deployed), {"Arn": BUS, "Name": "bus", "Ref": "bus"})
        self.assertEqual(self.events.describe_event_bus(Name="bus")["Description"], "what it is")
        self.assertEqual(self.policy_of(), policy("Send"))

    def test_changes_in_place_and_keeps_its_rules(self) -> None:
        on_it = rule(EventBusName={"Ref": "Bus"})
        self.succeed({"Bus": bus(Description="old", Policy=policy("Old", {"AWS": TERRAFORM})), "Rule": on_it})
        self.succeed({"Bus": bus(Description="new", Policy=policy("New")), "Rule": on_it})
        self.assertEqual(self.events.describe_event_bus(Name="bus")["Description"], "new")
        self.assertEqual(self.policy_of(), policy("New"))
        self.assertEqual(len(self.events.list_rules(EventBusName="bus")["Rules"]), 1)
        self.succeed({"Bus": bus(), "Rule": on_it})
        self.assertNotIn("Description", self.events.describe_event_bus(Name="bus"))
        self.assertIsNone(self.policy_of())

    def test_goes_with_its_stack_after_its_rules(self) -> None:
        self.succeed({"Bus": bus(), "Rule": rule(EventBusName={"Ref": "Bus"})})
        self.delete()
        self.assertEqual([each["Name"] for each in self.events.list_event_buses()["EventBuses"]], ["default"])

    def test_is_not_deleted_while_it_has_rules(self) -> None:
        self.succeed({"Bus": bus()})
        self.events.put_rule(Name="of-somebody-else", EventBusName="bus", EventPattern='{"source":["x"]}')
        self.delete()
        self.assertEqual(self.stack()["StackStatus"], "DELETE_FAILED")
        self.assertIn("it has rules", self.reasons())

    def test_is_not_left_behind_when_its_policy_is_refused(self) -> None:
        self.deploy({"Bus": bus(Policy={"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]})})
        self.assertEqual(self.stack()["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertEqual([each["Name"] for each in self.events.list_event_buses()["EventBuses"]], ["default"])


class ARule(EventsOfAnAccount):
    TARGET: Mapping[str, str] = {"Id": "topic", "Arn": TOPIC}

    def targets(self, bus_name: str = "default") -> dict[str, str]:
        listed = self.events.list_targets_by_rule(Rule="rule", EventBusName=bus_name)["Targets"]
        return {target["Id"]: target["Arn"] for target in listed}

    def test_keeps_its_state_as_the_template_gives_it(self) -> None:
        self.succeed({"Rule": rule()})
        self.assertEqual(self.events.describe_rule(Name="rule")["State"], ALL_MANAGEMENT_EVENTS)
        self.succeed({"Rule": rule(State="DISABLED")})
        self.assertEqual(self.events.describe_rule(Name="rule")["State"], "DISABLED")

    def test_keeps_its_tags(self) -> None:
        arn = f"arn:aws:events:{REGION}:{MANAGEMENT}:rule/rule"
        self.succeed({"Rule": rule(Tags=[{"Key": "Owner", "Value": "a"}, {"Key": "Team", "Value": "b"}])})
        self.succeed({"Rule": rule(Tags=[{"Key": "Owner", "Value": "c"}])})
        tags = self.events.list_tags_for_resource(ResourceARN=arn)["Tags"]
        self.assertEqual(tags, [{"Key": "Owner", "Value": "c"}])

    def test_changes_in_place(self) -> None:
        self.succeed({"Rule": rule(Description="old", Targets=[self.TARGET, {"Id": "bus", "Arn": BUS}])})
        self.assertEqual(self.targets(), {"topic": TOPIC, "bus": BUS})
        other = {"Id": "bus", "Arn": BUS.replace("/bus", "/other")}
        pattern = {"source": ["aws.sts"]}
        self.succeed({"Rule": rule(Description="new", EventPattern=pattern, Targets=[other])})
        described = self.events.describe_rule(Name="rule")
        self.assertEqual((described["Description"], json.loads(described["EventPattern"])), ("new", pattern))
        self.assertEqual(self.targets(), {"bus": other["Arn"]})

    def test_is_as_before_after_an_update_that_failed(self) -> None:
        self.succeed({"Rule": rule(Targets=[self.TARGET])})
        broken = {"Id": "other", "Arn": TOPIC, "InputTransformer": {"InputTemplate": '"<nothing>"'}}
        self.deploy({"Rule": rule(EventPattern={"source": ["aws.sts"]}, Targets=[broken])})
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertIn("contains invalid placeholder nothing", self.reasons())
        self.assertEqual(json.loads(self.events.describe_rule(Name="rule")["EventPattern"]), {"source": ["aws.iam"]})
        self.assertEqual(self.targets(), {"topic": TOPIC})

    def test_gives_its_arn_with_the_bus_that_it_is_on(self) -> None:
        outputs = {
            "Arn": {"Value": {"Fn::GetAtt": ["Rule", "Arn"]}},
            "Ref": {"Value": {"Ref": "Rule"}},
        }
        arn = f"arn:aws:events:{REGION}:{MANAGEMENT}:rule"
        self.assertEqual(
            self.outputs(self.succeed({"Rule": rule()}, Outputs=outputs)), {"Arn": f"{arn}/rule", "Ref": "rule"}
        )
        on_it = {"Bus": bus(), "Rule": rule(EventBusName={"Ref": "Bus"})}
        deployed = self.succeed(on_it, stack="other", Outputs=outputs)
        self.assertEqual(self.outputs(deployed), {"Arn": f"{arn}/bus/rule", "Ref": "bus|rule"})
        self.assertEqual(len(self.events.list_rules()["Rules"]), 1)

    def test_goes_with_its_stack_and_its_targets(self) -> None:
        self.succeed({"Bus": bus(), "Rule": rule(EventBusName={"Fn::GetAtt": ["Bus", "Arn"]}, Targets=[self.TARGET])})
        self.assertEqual(self.targets("bus"), {"topic": TOPIC})
        self.delete()
        self.assertEqual(
            self.aws(MANAGEMENT, "cloudformation").list_stacks()["StackSummaries"][0]["StackStatus"], "DELETE_COMPLETE"
        )

    def test_of_somebody_else_is_not_taken_over(self) -> None:
        self.events.put_rule(Name="rule", EventPattern='{"source":["x"]}')
        self.deploy({"Rule": rule()})
        self.assertIn("already exists", self.reasons())
        self.assertEqual(self.events.describe_rule(Name="rule")["EventPattern"], '{"source":["x"]}')

    def test_is_refused_with_what_is_not_emulated(self) -> None:
        for properties, refused in (
            ({"ScheduleExpression": "rate(1 day)"}, "the property ScheduleExpression"),
            ({"Targets": [{**self.TARGET, "RetryPolicy": {}}]}, "RetryPolicy of a target"),
        ):
            stack = refused.split()[-1]
            self.deploy({"Rule": rule(**properties)}, stack=stack)
            self.assertIn(f"the emulator does not do {refused}", self.reasons(stack=stack))

    def test_has_a_state_that_eventbridge_knows_and_five_targets_at_most(self) -> None:
        with self.assertRaisesRegex(ClientError, "failed to satisfy constraint"):
            self.events.put_rule(Name="rule", EventPattern='{"source":["x"]}', State="SOMETIMES")
        six = [{"Id": str(number), "Arn": TOPIC} for number in range(6)]
        self.deploy({"Rule": rule(Targets=six)})
        self.assertIn("LimitExceededException", self.reasons())
        self.assertEqual(self.events.list_rules()["Rules"], [])
