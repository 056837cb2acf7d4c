"""Which accounts a target means that is narrowed or widened by accounts; auto-deployment asks nobody about that."""

from __future__ import annotations

import json
from typing import Any

from emulated import (
    DEEP,
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    PROD,
    PROD_ACCOUNT,
    REGION,
    ROOT,
    TERRAFORM,
    EmulatedOrganization,
    role,
    stack_set,
)


def group(filter_type: str | None, units: list[str], accounts: list[str]) -> list[dict[str, Any]]:
    targets = {"OrganizationalUnitIds": units, "Accounts": accounts, "AccountFilterType": filter_type}
    return [{"DeploymentTargets": {key: value for key, value in targets.items() if value}, "Regions": [REGION]}]


class ATarget(EmulatedOrganization):
    def reached(self, filter_type: str | None, units: list[str], *accounts: str) -> set[str]:
        self.setUp()
        self.succeed({"Set": stack_set(StackInstancesGroup=group(filter_type, units, list(accounts)))})
        return set(self.instances())

    def test_is_all_below_its_units_at_any_depth(self) -> None:
        self.assertEqual(self.reached(None, [DEV]), {DEV_ACCOUNT, DEEP_ACCOUNT})
        self.assertEqual(self.reached("NONE", [DEV]), {DEV_ACCOUNT, DEEP_ACCOUNT})

    def test_is_by_intersection_those_of_its_accounts_that_are_below_its_units_and_no_other(self) -> None:
        self.assertEqual(self.reached("INTERSECTION", [DEV], DEEP_ACCOUNT, PROD_ACCOUNT), {DEEP_ACCOUNT})
        self.assertEqual(self.reached("INTERSECTION", [ROOT], DEEP_ACCOUNT, TERRAFORM), {DEEP_ACCOUNT, TERRAFORM})
        self.assertEqual(self.reached("INTERSECTION", [DEV], PROD_ACCOUNT), set())

    def test_is_by_difference_all_others_below_its_units(self) -> None:
        self.assertEqual(self.reached("DIFFERENCE", [DEV, PROD], DEEP_ACCOUNT), {DEV_ACCOUNT, PROD_ACCOUNT})

    def test_never_is_the_management_account(self) -> None:
        self.assertEqual(self.reached("INTERSECTION", [ROOT], MANAGEMENT), set())

    def test_is_refused_by_the_handler_where_filter_and_accounts_do_not_fit(self) -> None:
        for filter_type, accounts in (("INTERSECTION", []), ("DIFFERENCE", []), ("NONE", [DEV_ACCOUNT])):
            with self.subTest(filter_type):
                self.setUp()
                self.deploy({"Set": stack_set(StackInstancesGroup=group(filter_type, [DEV], accounts))})
                self.assertIn("must be given together", self.reasons())


class AutoDeployment(EmulatedOrganization):
    def test_goes_beyond_the_accounts_of_a_filter(self) -> None:
        self.succeed({"Set": stack_set(StackInstancesGroup=group("INTERSECTION", [DEV], [DEV_ACCOUNT]))})
        self.move(PROD_ACCOUNT, PROD, DEEP)
        self.assertEqual(set(self.instances()), {DEV_ACCOUNT, PROD_ACCOUNT})

    def test_leaves_alone_who_was_there_and_is_in_no_filter(self) -> None:
        self.succeed({"Set": stack_set(StackInstancesGroup=group("INTERSECTION", [DEV], [DEV_ACCOUNT]))})
        self.move(DEEP_ACCOUNT, DEEP, DEV)
        self.assertEqual(set(self.instances()), {DEV_ACCOUNT})


class CallsOfTheApi(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.succeed({"Set": stack_set(DEV, PROD)})
        self.cloudformation = self.aws(MANAGEMENT, "cloudformation")

    def called(self, operation: str, **targets: Any) -> set[str]:
        """The accounts in which the operation did something."""
        more = {"RetainStacks": False} if operation.startswith("delete") else {}
        done = getattr(self.cloudformation, operation)(
            StackSetName="dev", DeploymentTargets=targets, Regions=[REGION], **more
        )
        results = self.cloudformation.list_stack_set_operation_results(
            StackSetName="dev", OperationId=done["OperationId"]
        )
        return {each["Account"] for each in results["Summaries"]}

    def test_update_by_default_the_units_and_the_accounts_beside(self) -> None:
        self.assertEqual(
            self.called("update_stack_instances", OrganizationalUnitIds=[DEEP], Accounts=[PROD_ACCOUNT]),
            {DEEP_ACCOUNT, PROD_ACCOUNT},
        )
        self.assertEqual(self.called("update_stack_instances", Accounts=[PROD_ACCOUNT]), {PROD_ACCOUNT})

    def test_update_and_delete_by_intersection(self) -> None:
        one = {"OrganizationalUnitIds": [DEV], "Accounts": [DEEP_ACCOUNT], "AccountFilterType": "INTERSECTION"}
        self.assertEqual(self.called("update_stack_instances", **one), {DEEP_ACCOUNT})
        self.assertEqual(self.called("delete_stack_instances", **one), {DEEP_ACCOUNT})
        self.assertEqual(set(self.instances()), {DEV_ACCOUNT, PROD_ACCOUNT})

    def test_never_create_a_union(self) -> None:
        union = {"OrganizationalUnitIds": [DEV], "Accounts": [PROD_ACCOUNT], "AccountFilterType": "UNION"}
        with self.assertRaisesRegex(Exception, "UNION is not a valid AccountFilterType"):
            self.called("create_stack_instances", **union)


class AFilterThatChanges(EmulatedOrganization):
    def becomes(self, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[str]:
        """What is done to the set, after its creation."""
        self.succeed({"Set": stack_set(StackInstancesGroup=before)})
        self.succeed({"Set": stack_set(StackInstancesGroup=after)})
        return [action for action, _ in self.set_operations()][1:]

    def test_takes_away_from_those_that_are_not_in_it(self) -> None:
        actions = self.becomes(group(None, [DEV], []), group("INTERSECTION", [DEV], [DEEP_ACCOUNT]))
        self.assertEqual((set(self.instances()), actions), ({DEEP_ACCOUNT}, ["DELETE", "UPDATE"]))

    def test_gives_to_the_others_when_it_goes(self) -> None:
        actions = self.becomes(group("INTERSECTION", [DEV], [DEEP_ACCOUNT]), group(None, [DEV], []))
        self.assertEqual((set(self.instances()), actions), ({DEEP_ACCOUNT, DEV_ACCOUNT}, ["CREATE", "UPDATE"]))

    def test_of_an_account_that_left_the_units_deletes_nothing_in_it(self) -> None:
        off = {"Enabled": False}
        both, one = (
            group("INTERSECTION", [DEV], accounts) for accounts in ([DEV_ACCOUNT, DEEP_ACCOUNT], [DEV_ACCOUNT])
        )
        self.succeed({"Set": stack_set(StackInstancesGroup=both, AutoDeployment=off)})
        self.move(DEEP_ACCOUNT, DEEP, PROD)
        self.succeed({"Set": stack_set(StackInstancesGroup=one, AutoDeployment=off)})
        self.assertEqual(set(self.instances()), {DEV_ACCOUNT, DEEP_ACCOUNT})
        self.assertEqual(self.role_names(DEEP_ACCOUNT), {"member"})


class AMember(EmulatedOrganization):
    def test_in_two_sets_of_one_unit_is_reached_by_each_apart(self) -> None:
        for name, account in (("one", DEV_ACCOUNT), ("two", DEEP_ACCOUNT)):
            body = json.dumps({"Resources": {"Role": role(name)}})
            part = group("INTERSECTION", [DEV], [account])
            made = stack_set(StackSetName=name, StackInstancesGroup=part, TemplateBody=body)
            self.succeed({"Set": made}, stack=name)
        self.assertEqual(self.role_names(DEV_ACCOUNT), {"one"})
        self.assertEqual(self.role_names(DEEP_ACCOUNT), {"two"})
