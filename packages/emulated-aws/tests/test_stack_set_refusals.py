from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError
from emulated import DEV, DEV_ACCOUNT, MANAGEMENT, OPS, PROD, REGION, EmulatedOrganization, role, stack_set

from emulated_aws import control


class AStackSetIsRefused(EmulatedOrganization):
    def refused(self, resource: dict[str, object], reason: str) -> None:
        self.assertEqual(self.deploy({"Set": resource})["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertIn(reason, self.reasons())
        self.assertEqual(control.get_report()["stackSets"], [])
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())

    def test_without_organizational_units(self) -> None:
        group = [{"DeploymentTargets": {"Accounts": [DEV_ACCOUNT]}, "Regions": [REGION]}]
        self.refused(stack_set(StackInstancesGroup=group), "can only have OrganizationalUnit as target")

    def test_with_a_union_of_accounts(self) -> None:
        targets = {"OrganizationalUnitIds": [DEV], "Accounts": [DEV_ACCOUNT], "AccountFilterType": "UNION"}
        group = [{"DeploymentTargets": targets, "Regions": [REGION]}]
        self.refused(stack_set(StackInstancesGroup=group), "UNION is not a valid AccountFilterType")

    def test_with_a_unit_that_does_not_exist(self) -> None:
        self.refused(stack_set("ou-abcd-99999999"), "ou-abcd-99999999 do not exist")

    def test_with_one_unit_in_two_groups(self) -> None:
        group = [{"DeploymentTargets": {"OrganizationalUnitIds": [DEV]}, "Regions": [REGION]}] * 2
        self.refused(stack_set(StackInstancesGroup=group), f"Stack instance [{DEV},{REGION}] is duplicated")

    def test_with_one_unit_in_two_groups_of_filters_and_overrides(self) -> None:
        group = [
            {
                "DeploymentTargets": {
                    "OrganizationalUnitIds": [DEV],
                    "Accounts": [DEV_ACCOUNT],
                    "AccountFilterType": filter_type,
                },
                "Regions": [REGION],
                "ParameterOverrides": [{"ParameterKey": "Text", "ParameterValue": filter_type}],
            }
            for filter_type in ("INTERSECTION", "DIFFERENCE")
        ]
        self.refused(stack_set(StackInstancesGroup=group), "cannot be associated with more than one Parameters set")

    def test_without_the_capability_for_named_iam_resources(self) -> None:
        self.refused(stack_set(DEV, Capabilities=["CAPABILITY_IAM"]), "Requires capabilities : [CAPABILITY_NAMED_IAM]")

    def test_with_a_nested_stack_or_stack_set_in_the_member(self) -> None:
        for nested in ("AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet"):
            with self.subTest(nested):
                self.setUp()
                self.refused(stack_set(DEV, member={"Resources": {"Nested": {"Type": nested}}}), nested)

    def test_with_a_transform_in_the_member(self) -> None:
        member = {"Transform": "AWS::LanguageExtensions", "Resources": {"Role": role()}}
        self.refused(stack_set(DEV, member=member), "Transform")

    def test_with_a_member_of_more_than_51200_bytes(self) -> None:
        member = {"Description": "é" * 25_600, "Resources": {"Role": role()}}
        body = json.dumps(member, ensure_ascii=False)
        self.assertLess(len(body), 51_200)
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        with self.assertRaisesRegex(Exception, "less than or equal to 51200"):
            cloudformation.create_stack_set(
                StackSetName="dev",
                PermissionModel="SERVICE_MANAGED",
                AutoDeployment={"Enabled": False},
                Capabilities=["CAPABILITY_NAMED_IAM"],
                TemplateBody=body,
            )

    def test_without_a_word_on_auto_deployment(self) -> None:
        self.refused(stack_set(DEV, AutoDeployment=None), "AutoDeployment is required")

    def test_that_retains_stacks_without_auto_deployment(self) -> None:
        automatic = {"Enabled": False, "RetainStacksOnAccountRemoval": True}
        self.refused(stack_set(DEV, AutoDeployment=automatic), "RetainStacksOnAccountRemoval")

    def test_that_depends_on_a_set_that_does_not_exist(self) -> None:
        arn = f"arn:aws:cloudformation:{REGION}:{MANAGEMENT}:stackset/other:1"
        self.refused(stack_set(DEV, AutoDeployment={"Enabled": True, "DependsOn": [arn]}), "does not exist")

    def test_with_a_parameter_that_the_member_does_not_have(self) -> None:
        parameters = [{"ParameterKey": "Surprise", "ParameterValue": "x"}]
        self.refused(stack_set(DEV, Parameters=parameters), "Parameters: [Surprise] do not exist in the template")

    def test_without_a_parameter_that_the_member_needs(self) -> None:
        member = {"Parameters": {"Needed": {"Type": "String"}}, "Resources": {"Role": role()}}
        self.refused(stack_set(DEV, member=member), "Parameters: [Needed] must have values")

    def test_with_self_managed_permissions(self) -> None:
        self.refused(stack_set(DEV, PermissionModel="SELF_MANAGED"), "service-managed stack sets only")

    def test_with_a_property_that_is_not_emulated(self) -> None:
        self.refused(stack_set(DEV, TemplateURL="https://example.com"), "does not do the property TemplateURL")

    def test_under_a_name_that_is_taken(self) -> None:
        self.succeed({"Set": stack_set(PROD)}, stack="first")
        self.assertEqual(self.deploy({"Set": stack_set(DEV)})["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertIn("with identifier 'dev' already exists", self.reasons())


class AnOrganizationWithoutTrustedAccess(EmulatedOrganization):
    organization: Mapping[str, Any] = {**EmulatedOrganization.organization, "trustedAccess": False}

    def test_refuses_stack_sets_until_management_activates_it(self) -> None:
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        self.assertEqual(cloudformation.describe_organizations_access()["Status"], "DISABLED")
        self.deploy({"Set": stack_set(DEV)}, stack="first")
        self.assertIn("You must enable organizations access", self.reasons(stack="first"))
        cloudformation.activate_organizations_access()
        self.assertEqual(cloudformation.describe_organizations_access()["Status"], "ENABLED")
        self.succeed({"Set": stack_set(DEV)})

    def test_has_no_delegated_administrator_of_them_until_then(self) -> None:
        with self.assertRaisesRegex(ClientError, "ConstraintViolationException.*before you enabled service access"):
            self.delegate()
        self.aws(MANAGEMENT, "cloudformation").activate_organizations_access()
        self.delegate()
        with self.assertRaisesRegex(ClientError, "AccountAlreadyRegisteredException"):
            self.delegate()

    def test_lets_nobody_but_management_activate_it(self) -> None:
        with self.assertRaisesRegex(ClientError, "management account"):
            self.aws(OPS, "cloudformation").activate_organizations_access()
