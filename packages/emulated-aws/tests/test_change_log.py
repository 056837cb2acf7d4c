from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from emulated import MANAGEMENT, PROD, PROD_ACCOUNT, REGION, ROOT, EmulatedOrganization, role, stack_set

from emulated_aws import change_log, control, organization_control
from emulated_aws.place import Place

INSIDE = "AKIAORGSTRAPEMULATOR"
"""The key with which the tests call, from inside of the process."""


class WhatCloudFormationChanged(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.start = max([each["n"] for each in control.get_made("0")], default=0)

    def changes(self) -> list[dict[str, Any]]:
        return control.get_made(str(self.start))

    def operations(self) -> list[tuple[str, str]]:
        return [(each["account"], each["operation"]) for each in self.changes()]

    def test_is_told_with_its_parameters_and_with_the_key_that_deployed(self) -> None:
        self.succeed({"Role": role("member", Path="/x/")})
        (one,) = self.changes()
        self.assertEqual(
            one["parameters"].pop("AssumeRolePolicyDocument"),
            json.dumps(role()["Properties"]["AssumeRolePolicyDocument"]),
        )
        self.assertEqual(one["parameters"].pop("Path"), "/x/")
        self.assertEqual(one["parameters"].pop("RoleName"), "member")
        self.assertEqual(
            {name: one[name] for name in ("account", "region", "service", "operation", "by", "error")},
            {
                "account": MANAGEMENT,
                "region": REGION,
                "service": "iam",
                "operation": "CreateRole",
                "by": {"accessKeyId": INSIDE},
                "error": None,
            },
        )
        self.assertGreater(one["n"], self.start)

    def test_leaves_out_what_only_reads(self) -> None:
        self.succeed({"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "topic"}}})
        self.assertEqual(self.operations(), [(MANAGEMENT, "CreateTopic")])

    def test_tells_what_was_refused_and_what_was_taken_back(self) -> None:
        self.aws(MANAGEMENT, "iam").create_role(RoleName="second", AssumeRolePolicyDocument="{}")
        self.deploy({"First": role("first"), "Second": role("second") | {"DependsOn": "First"}})
        self.assertEqual(
            [(each["operation"], each["error"]) for each in self.changes()],
            [("CreateRole", None), ("CreateRole", "EntityAlreadyExists"), ("DeleteRole", None)],
        )

    def test_tells_the_deletion_of_a_stack(self) -> None:
        self.succeed({"Role": role()})
        self.start = self.changes()[-1]["n"]
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.operations(), [(MANAGEMENT, "DeleteRole")])

    def test_names_the_stack_set_of_its_instances_and_the_key_that_made_the_set(self) -> None:
        self.succeed({"Set": stack_set(PROD)})
        self.assertEqual(
            [(each["account"], each["operation"], each["by"]) for each in self.changes()],
            [
                (MANAGEMENT, "CreateStackSet", {"accessKeyId": INSIDE}),
                (MANAGEMENT, "CreateStackInstances", {"accessKeyId": INSIDE}),
                (PROD_ACCOUNT, "CreateRole", {"stackSet": "dev"}),
            ],
        )
        self.assertEqual(self.changes()[0]["parameters"]["StackSetName"], "dev")
        self.assertEqual(self.changes()[1]["parameters"]["DeploymentTargets"], {"OrganizationalUnitIds": [PROD]})

    def test_tells_how_a_stack_set_changed_and_went(self) -> None:
        self.succeed({"Set": stack_set(PROD)})
        self.start = self.changes()[-1]["n"]
        member = {"Resources": {"Role": role(Description="new")}}
        self.succeed({"Set": stack_set(PROD, member=member)})
        self.assertEqual(self.operations(), [(MANAGEMENT, "UpdateStackSet"), (PROD_ACCOUNT, "UpdateRole")])
        self.start = self.changes()[-1]["n"]
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(
            self.operations(),
            [(MANAGEMENT, "DeleteStackInstances"), (PROD_ACCOUNT, "DeleteRole"), (MANAGEMENT, "DeleteStackSet")],
        )

    def test_names_the_stack_set_that_came_to_an_account_by_itself(self) -> None:
        self.succeed({"Set": stack_set(PROD)})
        self.start = self.changes()[-1]["n"]
        organization_control.post_account({"id": "777777777777", "name": "new", "parent": PROD})
        (one,) = self.changes()
        self.assertEqual((one["account"], one["by"]), ("777777777777", {"stackSet": "dev"}))

    def test_has_nothing_of_what_others_and_controls_do(self) -> None:
        self.aws(MANAGEMENT, "iam").create_role(RoleName="role", AssumeRolePolicyDocument="{}")
        organization_control.post_account({"id": "777777777777", "name": "new", "parent": ROOT})
        control.post_credentials({"account": "777777777777"})
        self.assertEqual(self.changes(), [])

    def test_has_no_secret(self) -> None:
        secret = {"SecretString": "hunter2", "Nested": [{"Password": "hunter2"}], "PasswordResetRequired": True}
        with change_log.on_behalf_of({"accessKeyId": "key"}):
            change_log.log.note(Place(MANAGEMENT, REGION), "secretsmanager", "CreateSecret", secret)
        (one,) = self.changes()
        self.assertEqual(
            one["parameters"], {"SecretString": "***", "Nested": [{"Password": "***"}], "PasswordResetRequired": True}
        )

    def test_can_be_told_as_json_with_parameters_of_any_kind(self) -> None:
        with change_log.on_behalf_of({"accessKeyId": "key"}):
            change_log.log.note(
                Place(MANAGEMENT, REGION), "s3", "PutObject", {"Body": b"\xff", "Other": frozenset({1})}
            )
        (one,) = json.loads(json.dumps(self.changes()))
        self.assertEqual(one["parameters"], {"Body": "/w==", "Other": "frozenset({1})"})

    def test_has_the_last_of_it_only(self) -> None:
        log = change_log.ChangeLog()
        with change_log.on_behalf_of({"accessKeyId": "key"}):
            for _ in range(change_log.KEPT + 2):
                log.note(Place(MANAGEMENT, REGION), "iam", "CreateRole", {})
        kept = log.since(0)
        self.assertEqual((len(kept), kept[0]["n"], kept[-1]["n"]), (change_log.KEPT, 3, change_log.KEPT + 2))

    def test_is_not_attributed_to_a_caller_that_was_refused(self) -> None:
        with self.assertRaises(ClientError):
            self.aws(MANAGEMENT, "cloudformation").update_stack(StackName="missing", TemplateBody="{}")
        self.aws(MANAGEMENT, "iam").create_role(RoleName="role", AssumeRolePolicyDocument="{}")
        self.assertEqual(self.changes(), [])
