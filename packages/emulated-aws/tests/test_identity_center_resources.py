"""AWS::SSO::PermissionSet and AWS::SSO::Assignment, as the source of their handlers has them.

aws-cloudformation/aws-cloudformation-resource-providers-sso on GitHub, at a9214a0.
"""

from __future__ import annotations

from emulated import DEEP_ACCOUNT, DEV_ACCOUNT, MANAGEMENT
from identity_center import AUDIT, INSTANCE, READ_ONLY, WithIdentityCenter, policies


class APermissionSet(WithIdentityCenter):
    def test_may_name_what_no_account_has_until_it_is_assigned(self) -> None:
        """CreateHandler.java provisions nothing."""
        assigned = self.assign(self.deploy_set("missing", boundary="missing-too"))
        self.assertEqual(assigned["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertIn("failed due to: Received a 404 status error", self.reasons(stack="assignments"))

    def test_that_changes_is_provisioned_in_all_accounts_that_have_it(self) -> None:
        """UpdateHandler.java: ALL_PROVISIONED_ACCOUNTS, and it waits for the end."""
        self.succeed(policies("one", "two", "cap"))
        arn = self.deploy_set("one")
        self.succeed({"Dev": self.assignment(arn), "Deep": self.assignment(arn, DEEP_ACCOUNT)}, stack="assignments")
        self.deploy_set("two", boundary="cap", SessionDuration="PT1H")
        for account in (DEV_ACCOUNT, DEEP_ACCOUNT):
            (role,) = self.reserved(account)
            self.assertEqual(self.worn(account), {"two"})
            self.assertTrue(role["PermissionsBoundary"]["PermissionsBoundaryArn"].endswith("/cap"))
        described = self.sso.describe_permission_set(InstanceArn=INSTANCE, PermissionSetArn=arn)
        self.assertEqual(described["PermissionSet"]["SessionDuration"], "PT1H")

    def test_that_cannot_be_provisioned_is_rolled_back(self) -> None:
        """UpdateHandler.java fails with the reason of the request."""
        self.succeed(policies("one"))
        self.assign(self.deploy_set("one"))
        changed = self.deploy({"Work": self.set_with("one", "missing")}, stack="sets")
        self.assertEqual(changed["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(self.worn(), {"one"})

    def test_keeps_the_last_policies_of_aws_that_it_had(self) -> None:
        """ManagedPolicyAttachmentProxy.java changes nothing where the list is empty."""
        self.assign(self.deploy_set(ManagedPolicies=[READ_ONLY, AUDIT]))
        self.deploy_set(ManagedPolicies=[AUDIT])
        self.assertEqual(self.worn(), {"SecurityAudit"})
        self.deploy_set()
        self.assertEqual(self.worn(), {"SecurityAudit"})

    def test_that_is_assigned_outlives_its_removal_from_the_template_and_blocks_its_name(self) -> None:
        """DeleteHandler.java gives up at a ConflictException after five times; API_DeletePermissionSet."""
        self.assign(self.deploy_set())
        keep = {"Keep": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
        self.assertEqual(self.deploy(keep, stack="sets")["StackStatus"], "UPDATE_COMPLETE")
        self.assertIn("ConflictException", self.reasons(stack="sets"))
        self.assertEqual(len(self.sso.list_permission_sets(InstanceArn=INSTANCE)["PermissionSets"]), 1)
        again = self.deploy({**keep, "Work": self.set_with()}, stack="sets")
        self.assertEqual(again["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertIn("already exists", self.reasons(stack="sets"))

    def test_that_nobody_has_goes_with_its_stack(self) -> None:
        self.deploy_set()
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="sets")
        self.assertEqual(self.sso.list_permission_sets(InstanceArn=INSTANCE)["PermissionSets"], [])


class AnAssignment(WithIdentityCenter):
    def test_goes_with_its_stack_and_the_role_goes_with_it(self) -> None:
        """DeleteHandler.java; userguide/referencingpermissionsets.html."""
        self.succeed(policies("one"))
        self.assign(self.deploy_set("one"))
        self.assertEqual(len(self.reserved()), 1)
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="assignments")
        self.assertEqual(self.reserved(), [])

    def test_that_somebody_made_by_hand_is_not_taken_over(self) -> None:
        """CreateHandler.java: checkIfAssignmentAlreadyExist."""
        arn = self.deploy_set()
        self.sso.create_account_assignment(**self.assignment(arn)["Properties"])
        self.assertEqual(self.assign(arn)["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertIn("Assignment already exists", self.reasons(stack="assignments"))

    def test_that_somebody_ended_by_hand_is_gone(self) -> None:
        """DeleteHandler.java: CfnNotFoundException."""
        arn = self.deploy_set()
        self.assign(arn)
        self.sso.delete_account_assignment(**self.assignment(arn)["Properties"])
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="assignments")
        listed = self.aws(MANAGEMENT, "cloudformation").list_stacks(StackStatusFilter=["DELETE_COMPLETE"])
        self.assertIn("assignments", [each["StackName"] for each in listed["StackSummaries"]])


class APolicyThatLeavesItsTemplateUnderAReservedRole(WithIdentityCenter):
    """What a failed deletion in the cleanup phase leaves, and why it matters to names."""

    def test_is_left_and_blocks_its_name(self) -> None:
        self.succeed(policies("one", "two"))
        self.assign(self.deploy_set("one", "two"))
        self.succeed(policies("one"))
        self.assertEqual(self.stack_of_dev()["StackStatus"], "UPDATE_COMPLETE")
        self.deploy_set("one")
        self.assertEqual(self.policy_names(), {"one", "two"})
        returned = self.deploy(policies("one", "two"))
        self.assertEqual(returned["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertIn("already exists", self.reasons())

    def test_goes_where_the_permission_set_let_it_go_before(self) -> None:
        self.succeed(policies("one", "two"))
        self.assign(self.deploy_set("one", "two"))
        self.deploy_set("one")
        self.succeed(policies("one"))
        self.assertEqual(self.policy_names(), {"one"})
        self.succeed(policies("one", "two"))
