"""Accounts that are closed, suspended, reinstated and removed."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulated import (
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    OPS,
    PROD,
    PROD_ACCOUNT,
    REGION,
    EmulatedOrganization,
    role,
    stack_set,
)

from emulated_aws import control
from emulated_aws.credentials import Credential

CHANGED = {"Resources": {"Role": role(Description="new")}}


class AnAccount(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.organizations = self.aws(MANAGEMENT, "organizations")

    def close(self, account: str) -> None:
        self.organizations.close_account(AccountId=account)

    def set_state(self, account: str, state: str) -> None:
        self.assertEqual(control.answer("POST", "account-states", {}, {"account": account, "state": state})[0], 204)

    def description(self, account: str) -> str | None:
        described = self.aws(account, "iam").get_role(RoleName="member")["Role"].get("Description")
        return described or None

    def test_shows_its_state_and_its_status(self) -> None:
        shown = {"CLOSED": "SUSPENDED", "SUSPENDED": "SUSPENDED", "PENDING_CLOSURE": "PENDING_CLOSURE"}
        for state, status in {**shown, "ACTIVE": "ACTIVE"}.items():
            self.set_state(DEV_ACCOUNT, state)
            described = self.organizations.describe_account(AccountId=DEV_ACCOUNT)["Account"]
            self.assertEqual((described["State"], described["Status"]), (state, status))
            (listed,) = [each for each in self.organizations.list_accounts()["Accounts"] if each["Id"] == DEV_ACCOUNT]
            self.assertEqual((listed["State"], listed["Status"]), (state, status))

    def test_has_only_states_of_aws(self) -> None:
        status, answer = control.answer("POST", "account-states", {}, {"account": DEV_ACCOUNT, "state": "GONE"})
        self.assertEqual((status, answer["error"].split(",")[0]), (400, "state is 'GONE'"))

    def test_that_is_closed_is_closed_for_90_days_and_cannot_be_closed_again(self) -> None:
        self.close(DEV_ACCOUNT)
        self.assertEqual(self.organizations.describe_account(AccountId=DEV_ACCOUNT)["Account"]["State"], "CLOSED")
        with self.assertRaisesRegex(ClientError, "AccountAlreadyClosed"):
            self.close(DEV_ACCOUNT)

    def test_that_manages_the_organization_can_be_neither_closed_nor_removed(self) -> None:
        with self.assertRaisesRegex(ClientError, "ConstraintViolation"):
            self.close(MANAGEMENT)
        with self.assertRaisesRegex(ClientError, "MasterCannotLeaveOrganization"):
            self.organizations.remove_account_from_organization(AccountId=MANAGEMENT)

    def test_that_is_a_delegated_administrator_cannot_be_removed(self) -> None:
        self.delegate()
        with self.assertRaisesRegex(ClientError, "ConstraintViolation"):
            self.organizations.remove_account_from_organization(AccountId=OPS)

    def test_that_is_closed_is_skipped_by_every_operation_and_keeps_its_instance(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.close(DEEP_ACCOUNT)
        self.succeed({"Set": stack_set(DEV, member=CHANGED)})
        self.assertEqual(self.detailed(DEEP_ACCOUNT), "SKIPPED_SUSPENDED_ACCOUNT")
        self.assertEqual((self.description(DEV_ACCOUNT), self.description(DEEP_ACCOUNT)), ("new", None))
        self.succeed({"Set": stack_set(PROD, member=CHANGED)})
        self.assertEqual(self.detailed(DEEP_ACCOUNT), "SKIPPED_SUSPENDED_ACCOUNT")
        self.assertEqual(set(self.instances()), {DEEP_ACCOUNT, PROD_ACCOUNT})

    def test_that_is_closed_holds_its_set_until_its_instance_is_cut_off(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.close(DEEP_ACCOUNT)
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        cloudformation.delete_stack(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "DELETE_FAILED")
        cloudformation.delete_stack_instances(
            StackSetName="dev", DeploymentTargets={"OrganizationalUnitIds": [DEV]}, Regions=[REGION], RetainStacks=True
        )
        cloudformation.delete_stack(StackName="stack")
        self.assertEqual(control.get_report()["stackSets"], [])

    def test_that_is_reinstated_is_brought_up_to_date_by_the_next_update(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.close(DEEP_ACCOUNT)
        self.succeed({"Set": stack_set(DEV, member=CHANGED)})
        self.set_state(DEEP_ACCOUNT, "ACTIVE")
        self.assertEqual(self.description(DEEP_ACCOUNT), None)
        self.succeed({"Set": stack_set(DEV, member={"Resources": {"Role": role(Description="newer")}})})
        self.assertEqual(self.description(DEEP_ACCOUNT), "newer")

    def test_that_is_closed_lets_nobody_in(self) -> None:
        key = control.post_credentials({"account": DEV_ACCOUNT})["accessKeyId"]
        self.assertEqual(Credential(key, "sts", "us-east-1").account, DEV_ACCOUNT)
        arn = f"arn:aws:iam::{DEV_ACCOUNT}:role/OrganizationAccountAccessRole"
        self.aws(MANAGEMENT, "sts").assume_role(RoleArn=arn, RoleSessionName="test")
        self.close(DEV_ACCOUNT)
        self.assertIsNone(Credential(key, "sts", "us-east-1").account)
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            self.aws(MANAGEMENT, "sts").assume_role(RoleArn=arn, RoleSessionName="test")

    def test_that_was_removed_with_an_instance_fails_later_operations(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        control.answer("POST", "quarantine", {}, {"account": DEEP_ACCOUNT, "active": True})
        self.organizations.remove_account_from_organization(AccountId=DEEP_ACCOUNT)
        self.assertEqual(self.instances()[DEEP_ACCOUNT], "INOPERABLE")
        self.succeed({"Set": stack_set(DEV, member=CHANGED)})
