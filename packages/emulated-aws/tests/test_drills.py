"""Failures that a drill asks for."""

from __future__ import annotations

import time
from threading import Thread
from typing import Any

from emulated import (
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    PROD,
    PROD_ACCOUNT,
    EmulatedOrganization,
    bucket,
    role,
    stack_set,
)

from emulated_aws import control
from emulated_aws.turn import turn


class ADrill(EmulatedOrganization):
    def order(self, method: str, path: str, body: dict[str, Any]) -> None:
        status, answer = control.answer(method, path, {}, body)
        self.assertEqual(status, 204, answer)

    def test_lets_the_next_operation_fail_in_one_account_so_many_times(self) -> None:
        self.order(
            "POST",
            "faults",
            {"account": DEEP_ACCOUNT, "type": "AWS::IAM::Role", "operation": "CREATE", "times": 2, "error": "No luck"},
        )
        for _ in range(2):
            self.deploy({"Set": stack_set(DEV)})
            self.assertIn("No luck", self.reasons())
            self.assertEqual(self.stack()["StackStatus"], "ROLLBACK_COMPLETE")
            self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.succeed({"Set": stack_set(DEV)})

    def test_lets_an_update_fail_and_its_rollback_succeed(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.order("POST", "faults", {"account": DEV_ACCOUNT, "logicalId": "Role", "operation": "UPDATE"})
        failed = self.deploy({"Set": stack_set(DEV, member={"Resources": {"Role": role(Description="new")}})})
        self.assertEqual(failed["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(set(self.instances().values()), {"CURRENT"})

    def test_lets_a_removal_fail(self) -> None:
        self.succeed({"First": bucket("first")})
        self.order("POST", "faults", {"account": MANAGEMENT, "logicalId": "First", "operation": "DELETE"})
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        cloudformation.delete_stack(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "DELETE_FAILED")
        cloudformation.delete_stack(StackName="stack")
        self.assertEqual(cloudformation.describe_stacks()["Stacks"], [])

    def test_leaves_other_accounts_types_and_resources_alone(self) -> None:
        self.order("POST", "faults", {"account": PROD_ACCOUNT, "logicalId": "Role"})
        self.order("POST", "faults", {"account": DEV_ACCOUNT, "type": "AWS::S3::Bucket"})
        self.order("POST", "faults", {"account": DEV_ACCOUNT, "logicalId": "Other", "type": "AWS::IAM::Role"})
        self.succeed({"Set": stack_set(DEV)})

    def test_shows_others_what_is_on_its_way_where_an_operation_takes_long(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.order("POST", "faults", {"account": DEV_ACCOUNT, "logicalId": "Role", "operation": "UPDATE", "seconds": 1})

        def deploy() -> None:
            with turn:
                self.deploy({"Set": stack_set(DEV, member={"Resources": {"Role": role(Description="new")}})})

        deployment = Thread(target=deploy)
        deployment.start()
        seen = ""
        while deployment.is_alive() and not seen.endswith("_IN_PROGRESS"):
            with turn:
                seen = self.stack()["StackStatus"]
            time.sleep(0.05)
        deployment.join()
        self.assertEqual(seen, "UPDATE_IN_PROGRESS")
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_COMPLETE")

    def test_can_be_called_off(self) -> None:
        self.order("POST", "faults", {"account": DEV_ACCOUNT, "logicalId": "Role", "times": 100})
        self.order("DELETE", "faults", {})
        self.succeed({"Set": stack_set(DEV)})

    def test_keeps_stack_sets_out_of_an_account_in_quarantine(self) -> None:
        self.succeed({"Set": stack_set(DEV, PROD)})
        self.order("POST", "quarantine", {"account": DEV_ACCOUNT, "active": True})
        changed = {"Resources": {"Role": role(Description="new")}}
        self.deploy({"Set": stack_set(DEV, PROD, member=changed)})
        self.assertIn("explicit deny in a service control policy", self.reasons())
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_FAILED", "the rollback is refused there, too")
        self.order("POST", "quarantine", {"account": DEV_ACCOUNT, "active": False})
        self.aws(MANAGEMENT, "cloudformation").continue_update_rollback(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.succeed({"Set": stack_set(DEV, PROD, member=changed)})

    def test_is_not_made_of_bad_input(self) -> None:
        for body, reason in (
            ({"account": DEV_ACCOUNT}, "type or logicalId is missing"),
            ({"account": DEV_ACCOUNT, "type": "x", "times": 0}, "times is 0, expected a number from 1 on"),
            ({"account": DEV_ACCOUNT, "type": "x", "operation": "READ"}, "operation is 'READ'"),
            ({"account": DEV_ACCOUNT, "type": "x", "seconds": -1}, "seconds is -1, expected a number from 0 on"),
            ({"type": "x"}, "account is missing"),
        ):
            with self.subTest(reason):
                status, answer = control.answer("POST", "faults", {}, body)
                self.assertEqual(status, 400)
                self.assertIn(reason, answer["error"])
