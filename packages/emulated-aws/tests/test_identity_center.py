"""What permission sets and assignments do, by the API of IAM Identity Center.

Pages: docs.aws.amazon.com/singlesignon/latest/APIReference and /userguide.
"""

from __future__ import annotations

import json
import re
from typing import Any

from botocore.exceptions import ClientError
from emulated import ALLOW_ALL, DEEP_ACCOUNT, DEV_ACCOUNT, MANAGEMENT, OPS, PROD_ACCOUNT, REGION
from identity_center import AUDITORS, DEVELOPERS, INSTANCE, PATH, READ_ONLY, WithIdentityCenter


class OfIdentityCenter(WithIdentityCenter):
    def make_set(self, name: str = "work", *names: str) -> str:
        made = self.sso.create_permission_set(InstanceArn=INSTANCE, Name=name)["PermissionSet"]
        arn = str(made["PermissionSetArn"])
        for each in names:
            self.sso.attach_customer_managed_policy_reference_to_permission_set(
                InstanceArn=INSTANCE,
                PermissionSetArn=arn,
                CustomerManagedPolicyReference={"Name": each, "Path": PATH},
            )
        return arn

    def assign_group(self, arn: str, account: str = DEV_ACCOUNT, group: str = DEVELOPERS) -> dict[str, Any]:
        begun = self.sso.create_account_assignment(**self.assignment(arn, account, group)["Properties"])
        status = self.sso.describe_account_assignment_creation_status(
            InstanceArn=INSTANCE,
            AccountAssignmentCreationRequestId=begun["AccountAssignmentCreationStatus"]["RequestId"],
        )
        return dict(status["AccountAssignmentCreationStatus"])

    def unassign_group(self, arn: str, account: str = DEV_ACCOUNT, group: str = DEVELOPERS) -> dict[str, Any]:
        begun = self.sso.delete_account_assignment(**self.assignment(arn, account, group)["Properties"])
        status = self.sso.describe_account_assignment_deletion_status(
            InstanceArn=INSTANCE,
            AccountAssignmentDeletionRequestId=begun["AccountAssignmentDeletionStatus"]["RequestId"],
        )
        return dict(status["AccountAssignmentDeletionStatus"])

    def provision(self, arn: str) -> dict[str, Any]:
        begun = self.sso.provision_permission_set(
            InstanceArn=INSTANCE, PermissionSetArn=arn, TargetType="ALL_PROVISIONED_ACCOUNTS"
        )
        status = self.sso.describe_permission_set_provisioning_status(
            InstanceArn=INSTANCE,
            ProvisionPermissionSetRequestId=begun["PermissionSetProvisioningStatus"]["RequestId"],
        )
        return dict(status["PermissionSetProvisioningStatus"])


class AnAssignment(OfIdentityCenter):
    """userguide/referencingpermissionsets.html and identity-center-and-iam-roles.html, unless a test says otherwise."""

    def test_makes_a_role_on_a_path_of_its_own_with_the_region_in_it(self) -> None:
        self.assertEqual(self.assign_group(self.make_set())["Status"], "SUCCEEDED")
        (role,) = self.reserved()
        self.assertEqual(role["Path"], f"/aws-reserved/sso.amazonaws.com/{REGION}/")
        self.assertRegex(role["RoleName"], "^AWSReservedSSO_work_[0-9a-f]{16}$")
        self.assertEqual(self.reserved(DEEP_ACCOUNT), [])

    def test_makes_a_role_that_only_the_sign_in_of_identity_center_becomes(self) -> None:
        self.assign_group(self.make_set())
        (role,) = self.reserved()
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        self.assertRegex(
            statement["Principal"]["Federated"],
            f"^arn:aws:iam::{DEV_ACCOUNT}:saml-provider/AWSSSO_[0-9a-f]+_DO_NOT_DELETE$",
        )

    def test_attaches_policies_of_the_account_by_name_and_path_the_boundary_and_the_inline_policy(self) -> None:
        for name in ("one", "cap"):
            self.make_policy(name)
        arn = self.make_set("work", "one")
        which = {"InstanceArn": INSTANCE, "PermissionSetArn": arn}
        boundary = {"CustomerManagedPolicyReference": {"Name": "cap", "Path": PATH}}
        self.sso.put_permissions_boundary_to_permission_set(**which, PermissionsBoundary=boundary)
        self.sso.attach_managed_policy_to_permission_set(**which, ManagedPolicyArn=READ_ONLY)
        self.sso.put_inline_policy_to_permission_set(**which, InlinePolicy=json.dumps(ALLOW_ALL))
        self.assertEqual(self.assign_group(arn)["Status"], "SUCCEEDED")
        (role,) = self.reserved()
        self.assertEqual(self.worn(), {"one", "ReadOnlyAccess"})
        self.assertEqual(
            role["PermissionsBoundary"]["PermissionsBoundaryArn"], f"arn:aws:iam::{DEV_ACCOUNT}:policy/orgstrap/cap"
        )
        inline = self.aws(DEV_ACCOUNT, "iam").list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
        self.assertEqual(inline, ["AwsSSOInlinePolicy"])

    def test_fails_where_the_account_lacks_a_policy_and_leaves_nothing(self) -> None:
        """userguide/howtocmp.html, and the status of API_AccountAssignmentOperationStatus; the words are believed."""
        status = self.assign_group(self.make_set("work", "missing"))
        self.assertEqual(status["Status"], "FAILED")
        self.assertIn("Received a 404 status error: Policy", status["FailureReason"])
        self.assertEqual(self.reserved(), [])

    def test_fails_where_the_policy_is_on_another_path(self) -> None:
        """API_CustomerManagedPolicyReference."""
        self.aws(DEV_ACCOUNT, "iam").create_policy(PolicyName="one", PolicyDocument=json.dumps(ALLOW_ALL))
        self.assertEqual(self.assign_group(self.make_set("work", "one"))["Status"], "FAILED")

    def test_fails_where_the_account_lacks_the_boundary(self) -> None:
        """userguide/howtocmp.html."""
        arn = self.make_set()
        boundary = {"CustomerManagedPolicyReference": {"Name": "cap", "Path": PATH}}
        self.sso.put_permissions_boundary_to_permission_set(
            InstanceArn=INSTANCE, PermissionSetArn=arn, PermissionsBoundary=boundary
        )
        self.assertEqual(self.assign_group(arn)["Status"], "FAILED")
        self.assertEqual(self.reserved(), [])

    def test_fails_for_a_role_with_more_policies_than_iam_lets_it_wear(self) -> None:
        """userguide/limits.html: the quota of IAM counts."""
        names = [f"policy-{number}" for number in range(11)]
        for name in names:
            self.make_policy(name)
        status = self.assign_group(self.make_set("work", *names))
        self.assertEqual(status["Status"], "FAILED")
        self.assertIn("PoliciesPerRole", status["FailureReason"])

    def test_fails_for_an_account_outside_the_organization(self) -> None:
        self.assertEqual(self.assign_group(self.make_set(), "999999999999")["Status"], "FAILED")

    def test_shares_the_role_with_the_other_groups_of_its_set(self) -> None:
        arn = self.make_set()
        for group in (DEVELOPERS, AUDITORS):
            self.assign_group(arn, group=group)
        self.assertEqual(len(self.reserved()), 1)
        self.unassign_group(arn)
        self.assertEqual(len(self.reserved()), 1)
        self.assertEqual(self.unassign_group(arn, group=AUDITORS)["Status"], "SUCCEEDED")
        self.assertEqual(self.reserved(), [])

    def test_that_comes_back_makes_a_role_with_another_suffix(self) -> None:
        arn = self.make_set()
        self.assign_group(arn)
        (before,) = self.reserved()
        self.unassign_group(arn)
        self.assign_group(arn)
        (after,) = self.reserved()
        self.assertNotEqual(before["RoleName"], after["RoleName"])


class APolicyThatAReservedRoleWears(OfIdentityCenter):
    """IAM refuses as for any role: API_DeletePolicy."""

    def test_cannot_be_deleted(self) -> None:
        one = self.make_policy("one")
        arn = self.make_set("work", "one")
        self.assign_group(arn)
        iam = self.aws(DEV_ACCOUNT, "iam")
        with self.assertRaisesRegex(ClientError, "DeleteConflict"):
            iam.delete_policy(PolicyArn=one)
        self.unassign_group(arn)
        iam.delete_policy(PolicyArn=one)

    def test_cannot_be_taken_off_by_the_account(self) -> None:
        """repost.aws/knowledge-center/identity-center-aws-reserved-sso."""
        one = self.make_policy("one")
        self.assign_group(self.make_set("work", "one"))
        (role,) = self.reserved()
        iam = self.aws(DEV_ACCOUNT, "iam")
        with self.assertRaisesRegex(ClientError, "only modifiable by AWS"):
            iam.detach_role_policy(RoleName=role["RoleName"], PolicyArn=one)
        with self.assertRaisesRegex(ClientError, "UnmodifiableEntity"):
            iam.delete_role(RoleName=role["RoleName"])


class APermissionSet(OfIdentityCenter):
    def test_has_an_arn_with_its_instance_in_it(self) -> None:
        """API_PermissionSet."""
        self.assertRegex(self.make_set(), "^arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-[0-9a-f]{16}$")

    def test_has_a_name_of_its_own(self) -> None:
        """API_CreatePermissionSet: ConflictException; CreateHandler.java takes it for AlreadyExists."""
        self.make_set()
        with self.assertRaisesRegex(ClientError, "ConflictException"):
            self.make_set()

    def test_has_a_name_of_32_characters_at_most(self) -> None:
        """API_CreatePermissionSet."""
        self.make_set("a" * 32)
        with self.assertRaisesRegex(ClientError, "ValidationException"):
            self.make_set("a" * 33)

    def test_is_of_an_instance_that_exists(self) -> None:
        with self.assertRaisesRegex(ClientError, "ResourceNotFoundException"):
            self.sso.create_permission_set(InstanceArn=re.sub("f$", "0", INSTANCE), Name="work")

    def test_that_is_assigned_is_not_deleted(self) -> None:
        """API_DeletePermissionSet: ConflictException; userguide/howtoremovepermissionset.html."""
        arn = self.make_set()
        self.assign_group(arn)
        with self.assertRaisesRegex(ClientError, "ConflictException"):
            self.sso.delete_permission_set(InstanceArn=INSTANCE, PermissionSetArn=arn)
        self.unassign_group(arn)
        self.sso.delete_permission_set(InstanceArn=INSTANCE, PermissionSetArn=arn)

    def test_that_changes_is_provisioned_again_before_a_role_changes(self) -> None:
        """API_CreateAccountAssignment: "the corresponding IAM policies [...] will not be updated automatically"."""
        arn = self.make_set()
        self.assign_group(arn)
        self.sso.attach_managed_policy_to_permission_set(
            InstanceArn=INSTANCE, PermissionSetArn=arn, ManagedPolicyArn=READ_ONLY
        )
        self.assertEqual(self.worn(), set())
        self.assertEqual(self.provision(arn)["Status"], "SUCCEEDED")
        self.assertEqual(self.worn(), {"ReadOnlyAccess"})

    def test_is_provisioned_where_it_can_be_and_has_failed_where_one_account_lacks_a_policy(self) -> None:
        arn = self.make_set()
        for account in (PROD_ACCOUNT, DEV_ACCOUNT):
            self.assign_group(arn, account)
        self.make_policy("one")
        self.sso.attach_customer_managed_policy_reference_to_permission_set(
            InstanceArn=INSTANCE,
            PermissionSetArn=arn,
            CustomerManagedPolicyReference={"Name": "one", "Path": PATH},
        )
        self.assertEqual(self.provision(arn)["Status"], "FAILED")
        self.assertEqual(self.worn(DEV_ACCOUNT), {"one"})
        self.assertEqual(self.worn(PROD_ACCOUNT), set())


class IdentityCenterItself(OfIdentityCenter):
    def test_is_closed_to_members_but_to_its_delegated_administrator(self) -> None:
        """userguide/delegated-admin.html."""
        ops = self.aws(OPS, "sso-admin")
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            ops.list_permission_sets(InstanceArn=INSTANCE)
        arn = self.make_set()
        self.aws(MANAGEMENT, "organizations").register_delegated_administrator(
            AccountId=OPS, ServicePrincipal="sso.amazonaws.com"
        )
        self.assertEqual(ops.list_permission_sets(InstanceArn=INSTANCE)["PermissionSets"], [arn])

    def test_is_in_one_region(self) -> None:
        """userguide/regions.html."""
        instances = [self.aws(MANAGEMENT, "sso-admin", each).list_instances() for each in (REGION, "eu-central-1")]
        self.assertEqual([len(each["Instances"]) for each in instances], [1, 0])
