"""What a move can meet, since AWS promises no order for it."""

from __future__ import annotations

from typing import Any

from emulated import (
    ALLOW_ALL,
    DEEP,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    PROD,
    PROD_ACCOUNT,
    REGION,
    ROOT,
    EmulatedOrganization,
    role,
    stack_set,
)

from emulated_aws import drill_control
from emulated_aws.control import answer

SEEDS = range(24)
"""So many that each outcome comes up."""


def boundary() -> dict[str, Any]:
    properties = {"ManagedPolicyName": "boundary", "PolicyDocument": ALLOW_ALL}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}


def boundary_and_roles() -> dict[str, Any]:
    """A set of roles that wear a boundary, and depends on the set that makes it."""
    arn = {"Fn::Sub": f"arn:aws:cloudformation:${{AWS::Region}}:{MANAGEMENT}:stackset/${{Boundary}}"}
    worn = {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/boundary"}
    return {
        "Boundary": stack_set(DEV, StackSetName="boundary", member={"Resources": {"Boundary": boundary()}}),
        "Roles": stack_set(
            DEV,
            StackSetName="roles",
            member={"Resources": {"Role": role(PermissionsBoundary=worn)}},
            AutoDeployment={"Enabled": True, "DependsOn": [arn]},
        ),
    }


class AMoveWithASeed(EmulatedOrganization):
    def seed(self, seed: int | None) -> None:
        drill_control.post_movement_order({"seed": seed})

    def outcomes(self, deploy: Any, *looks: Any) -> set[Any]:
        """What is seen after the account of dev has moved to prod, over the seeds."""
        seen = set()
        for seed in SEEDS:
            self.setUp()
            deploy()
            self.seed(seed)
            self.move(DEV_ACCOUNT, DEV, PROD)
            seen.add(tuple(look() for look in looks))
        return seen

    def two_sets(self) -> None:
        self.succeed({"Dev": stack_set(DEV)}, stack="dev")
        self.succeed({"Prod": stack_set(PROD, StackSetName="prod")}, stack="prod")

    def one_set(self) -> None:
        self.succeed({"Set": stack_set(DEV, PROD)})

    def boundary_and_roles(self) -> None:
        self.succeed(boundary_and_roles())

    def test_meets_what_is_not_yet_deleted_in_some_orders(self) -> None:
        seen = self.outcomes(
            self.two_sets,
            lambda: frozenset(self.role_names(DEV_ACCOUNT)),
            lambda: self.instances("prod")[DEV_ACCOUNT],
            lambda: DEV_ACCOUNT in self.instances("dev"),
        )
        self.assertEqual(
            seen, {(frozenset({"member"}), "CURRENT", False), (frozenset(), "OUTDATED", False)}, "sooner or later"
        )

    def test_between_two_targets_of_one_set_does_nothing_or_deletes_and_creates(self) -> None:
        seen = self.outcomes(
            self.one_set,
            lambda: tuple(action for action, _ in self.set_operations()),
            lambda: self.instances()[DEV_ACCOUNT],
        )
        self.assertEqual(seen, {(("CREATE",), "CURRENT"), (("CREATE", "DELETE", "CREATE"), "CURRENT")})

    def test_leaves_sets_in_either_order_whatever_depends_on_what(self) -> None:
        seen = self.outcomes(
            self.boundary_and_roles,
            lambda: self.instances("boundary").get(DEV_ACCOUNT),
            lambda: self.instances("roles").get(DEV_ACCOUNT),
        )
        self.assertEqual(seen, {(None, None), ("INOPERABLE", None)})

    def test_enters_sets_in_the_order_of_their_dependencies(self) -> None:
        for seed in SEEDS:
            self.setUp()
            self.boundary_and_roles()
            self.seed(seed)
            self.move(PROD_ACCOUNT, PROD, DEV)
            self.assertEqual(self.instances("roles")[PROD_ACCOUNT], "CURRENT", seed)

    def test_enters_independent_sets_in_every_order(self) -> None:
        def three_sets() -> None:
            self.succeed(
                {
                    name: stack_set(PROD, StackSetName=name, member={"Resources": {"Role": role(name)}})
                    for name in ("a", "b", "c")
                }
            )

        def order() -> tuple[str, ...]:
            roles = self.aws(DEV_ACCOUNT, "iam").list_roles()["Roles"]
            made = sorted(roles, key=lambda each: each["CreateDate"])
            return tuple(each["RoleName"] for each in made if each["RoleName"] in "abc")

        self.assertEqual(len(self.outcomes(three_sets, order)), 6)

    def test_does_the_same_with_the_same_seed(self) -> None:
        results = []
        for _ in range(2):
            self.setUp()
            self.two_sets()
            self.seed(7)
            for source, destination in ((DEV, PROD), (PROD, DEV), (DEV, PROD)):
                self.move(DEV_ACCOUNT, source, destination)
            results.append((self.set_operations("dev"), self.set_operations("prod")))
        self.assertEqual(*results)

    def test_deletes_before_it_creates_without_a_seed(self) -> None:
        self.two_sets()
        self.seed(1)
        self.seed(None)
        self.move(DEV_ACCOUNT, DEV, PROD)
        self.assertEqual(self.instances("prod")[DEV_ACCOUNT], "CURRENT")

    def test_below_a_target_that_stays_is_not_seen(self) -> None:
        for target in (ROOT, DEV):
            for seed in SEEDS[:4]:
                self.setUp()
                self.succeed({"Set": stack_set(target)})
                self.seed(seed)
                self.move(DEV_ACCOUNT, DEV, DEEP)
                self.assertEqual(self.set_operations(), [("CREATE", "SUCCEEDED")])

    def test_takes_a_number_or_null_for_a_seed(self) -> None:
        status, given = answer("POST", "movement-order", {}, {"seed": "x"})
        self.assertEqual((status, given["error"]), (400, "seed is 'x', expected a number or null"))


class AutoDeployment(EmulatedOrganization):
    def test_does_not_begin_where_what_it_depends_on_failed(self) -> None:
        self.succeed(boundary_and_roles())
        drill_control.post_fault({"account": PROD_ACCOUNT, "logicalId": "Boundary"})
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(self.instances("boundary")[PROD_ACCOUNT], "OUTDATED")
        self.assertNotIn(PROD_ACCOUNT, self.instances("roles"))

    def test_is_stopped_by_no_failure(self) -> None:
        groups = [{"DeploymentTargets": {"OrganizationalUnitIds": [DEV]}, "Regions": [REGION, "us-east-1"]}]
        member = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "topic"}}}}
        self.succeed({"Set": stack_set(member=member, StackInstancesGroup=groups)})
        drill_control.post_fault({"account": PROD_ACCOUNT, "logicalId": "Topic"})
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(self.set_operations()[-1], ("CREATE", "FAILED"))
        topics = self.aws(PROD_ACCOUNT, "sns", "us-east-1").list_topics()["Topics"]
        self.assertEqual(len(topics), 1)

    def test_names_the_target_that_an_account_is_below_after_its_move(self) -> None:
        self.succeed({"Set": stack_set(DEV, PROD)})
        self.move(DEV_ACCOUNT, DEV, PROD)
        described = self.aws(MANAGEMENT, "cloudformation").describe_stack_instance(
            StackSetName="dev", StackInstanceAccount=DEV_ACCOUNT, StackInstanceRegion=REGION
        )
        self.assertEqual(described["StackInstance"]["OrganizationalUnitId"], PROD)
