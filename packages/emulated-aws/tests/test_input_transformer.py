from __future__ import annotations

import json
import unittest
from typing import Any

from emulated_aws.errors import ResourceFailure
from emulated_aws.input_transformer import transformed, undefined_placeholders

ARN = "arn:aws:events:eu-west-1:111111111111:rule/rule"
EVENT: dict[str, Any] = {
    "account": "111111111111",
    "detail-type": "AWS API Call via CloudTrail",
    "resources": ["first", "second"],
    "detail": {
        "eventName": "CreateRole",
        "count": 3,
        "ok": True,
        "none": None,
        "user": {"name": 'a "quoted" name', "groups": ["x", "y"]},
    },
}


def rendered(template: str, **paths: str) -> str:
    return transformed({"InputTemplate": template, "InputPathsMap": paths}, EVENT, "rule", ARN)


class ATextTemplate(unittest.TestCase):
    def test_keeps_its_quotes_and_its_lines(self) -> None:
        self.assertEqual(
            rendered('"<call> was called"\n"in <account>"', call="$.detail.eventName", account="$.account"),
            '"CreateRole was called"\n"in 111111111111"',
        )

    def test_leaves_out_what_is_not_in_the_event(self) -> None:
        self.assertEqual(rendered('"by <who>."', who="$.detail.userIdentity.arn"), '"by ."')
        self.assertEqual(rendered('"by <who>."', who="$.account.arn"), '"by ."')
        self.assertEqual(rendered('"by <who>."', who="$.resources[2]"), '"by ."')

    def test_gets_values_as_they_are_without_escaping(self) -> None:
        self.assertEqual(rendered('"<name>"', name="$.detail.user.name"), '"a "quoted" name"')
        self.assertEqual(rendered('"<count> <ok>"', count="$.detail.count", ok="$.detail.ok"), '"3 true"')

    def test_gets_objects_and_lists_without_their_quotes(self) -> None:
        self.assertEqual(rendered('"in <all>"', all="$.detail.user.groups"), '"in [x,y]"')

    def test_reaches_names_with_dashes_and_places_of_a_list(self) -> None:
        self.assertEqual(
            rendered('"<type>: <second>"', type="$.detail-type", second="$.resources[1]"),
            '"AWS API Call via CloudTrail: second"',
        )

    def test_knows_the_rule(self) -> None:
        self.assertEqual(rendered('"<aws.events.rule-name> <aws.events.rule-arn>"'), f'"rule {ARN}"')

    def test_is_not_led_astray_by_escaped_quotes(self) -> None:
        self.assertEqual(
            rendered(r'"the \"<call>\" of \\"' + '\n"<call>"', call="$.detail.eventName"),
            r'"the \"CreateRole\" of \\"' + '\n"CreateRole"',
        )

    def test_does_not_render_what_a_value_happens_to_look_like(self) -> None:
        event = {**EVENT, "account": "<call>"}
        paths = {"account": "$.account", "call": "$.detail.eventName"}
        template = {"InputTemplate": '"<account>"', "InputPathsMap": paths}
        self.assertEqual(transformed(template, event, "rule", ARN), '"<call>"')


class AJsonTemplate(unittest.TestCase):
    def test_is_minified_and_gets_quotes_where_its_author_left_them_out(self) -> None:
        template = '{\n "call": <call>,\n "text": "<call> in <account>",\n "count": <count>,\n "user": <user>\n}'
        made = rendered(
            template, call="$.detail.eventName", account="$.account", count="$.detail.count", user="$.detail.user"
        )
        self.assertEqual(
            json.loads(made),
            {
                "call": "CreateRole",
                "text": "CreateRole in 111111111111",
                "count": 3,
                "user": {"name": 'a "quoted" name', "groups": ["x", "y"]},
            },
        )
        self.assertNotIn("\n", made)

    def test_gets_an_empty_text_for_what_is_not_in_the_event(self) -> None:
        self.assertEqual(
            rendered('{"who": <who>, "none": <none>}', who="$.x", none="$.detail.none"), '{"who":"","none":null}'
        )

    def test_holds_the_event_with_and_without_its_detail(self) -> None:
        made = json.loads(rendered('{"all": <aws.events.event.json>, "envelope": <aws.events.event>}'))
        self.assertEqual(made["all"], EVENT)
        self.assertEqual(made["envelope"], {key: value for key, value in EVENT.items() if key != "detail"})

    def test_fails_where_it_gives_no_json(self) -> None:
        with self.assertRaisesRegex(ResourceFailure, "does not give JSON"):
            rendered('{"name": "<name>"}', name="$.detail.user.name")


class ATemplate(unittest.TestCase):
    def test_may_name_what_a_path_or_eventbridge_gives_and_nothing_else(self) -> None:
        template = '"<known> <aws.events.rule-name> <other> <aws.events.nothing>"'
        transformer = {"InputTemplate": template, "InputPathsMap": {"known": "$.account"}}
        self.assertEqual(undefined_placeholders(transformer), ["other", "aws.events.nothing"])

    def test_fails_with_a_path_that_is_not_emulated(self) -> None:
        for path in ("$.resources[*]", "account", "$..account", "$.detail."):
            with self.subTest(path), self.assertRaisesRegex(ResourceFailure, "does not do the JSON path"):
                rendered('"<x>"', x=path)
