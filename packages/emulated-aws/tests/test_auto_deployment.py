from __future__ import annotations

import json

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
    EmulatedOrganization,
    role,
    stack_set,
    trust,
)

from emulated_aws import control, organization_control

NEW = "777777777777"


class AnAccount(EmulatedOrganization):
    def test_that_enters_a_unit_gets_the_set_of_the_unit(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(self.role_names(PROD_ACCOUNT), {"member"})
        self.assertEqual(self.instances()[PROD_ACCOUNT], "CURRENT")

    def test_that_enters_a_unit_below_gets_it_as_well(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.move(PROD_ACCOUNT, PROD, DEEP)
        self.assertEqual(self.role_names(PROD_ACCOUNT), {"member"})

    def test_that_is_added_by_the_control_endpoint_has_entered_its_unit(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        organization_control.post_account({"id": NEW, "name": "new", "parent": DEV})
        self.assertEqual(self.role_names(NEW), {"member"})

    def test_that_is_created_by_the_api_gets_the_set_of_the_root(self) -> None:
        self.succeed({"Set": stack_set(ROOT)})
        organizations = self.aws(MANAGEMENT, "organizations")
        begun = organizations.create_account(AccountName="new", Email="new@example.com")
        made = organizations.describe_create_account_status(CreateAccountRequestId=begun["CreateAccountStatus"]["Id"])
        self.assertEqual(self.role_names(made["CreateAccountStatus"]["AccountId"]), {"member"})

    def test_that_leaves_a_unit_loses_what_the_set_made(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.move(DEV_ACCOUNT, DEV, ROOT)
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())
        self.assertNotIn(DEV_ACCOUNT, self.instances())

    def test_that_leaves_keeps_what_the_set_retains_but_is_no_instance_any_more(self) -> None:
        automatic = {"Enabled": True, "RetainStacksOnAccountRemoval": True}
        self.succeed({"Set": stack_set(DEV, AutoDeployment=automatic)})
        self.move(DEV_ACCOUNT, DEV, ROOT)
        self.assertEqual(self.role_names(DEV_ACCOUNT), {"member"})
        self.assertNotIn(DEV_ACCOUNT, self.instances())

    def test_that_leaves_the_organization_loses_it_too(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.aws(MANAGEMENT, "organizations").remove_account_from_organization(AccountId=DEV_ACCOUNT)
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())

    def test_that_moves_inside_the_unit_keeps_its_instance(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        before = self.aws(DEV_ACCOUNT, "iam").get_role(RoleName="member")["Role"]["RoleId"]
        self.move(DEV_ACCOUNT, DEV, DEEP)
        self.assertEqual(self.aws(DEV_ACCOUNT, "iam").get_role(RoleName="member")["Role"]["RoleId"], before)

    def test_that_moves_from_the_unit_of_one_set_to_that_of_another_changes_hands(self) -> None:
        self.succeed({"Dev": stack_set(DEV)})
        self.succeed({"Prod": stack_set(PROD, StackSetName="prod")}, stack="prod")
        self.move(DEV_ACCOUNT, DEV, PROD)
        self.assertNotIn(DEV_ACCOUNT, self.instances("dev"))
        self.assertEqual(self.instances("prod")[DEV_ACCOUNT], "CURRENT")
        self.assertEqual(self.role_names(DEV_ACCOUNT), {"member"})

    def test_that_enters_gets_the_set_of_the_units_that_are_targets_now(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.succeed({"Set": stack_set(PROD)})
        self.move(DEEP_ACCOUNT, DEEP, PROD)
        self.assertEqual(self.role_names(DEEP_ACCOUNT), {"member"})
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(self.role_names(PROD_ACCOUNT), set())

    def test_that_enters_is_left_alone_when_auto_deployment_is_off(self) -> None:
        self.succeed({"Set": stack_set(DEV, AutoDeployment={"Enabled": False})})
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(self.role_names(PROD_ACCOUNT), set())

    def test_that_enters_gets_the_set_against_the_account_filter(self) -> None:
        targets = {"OrganizationalUnitIds": [DEV], "Accounts": [DEV_ACCOUNT], "AccountFilterType": "INTERSECTION"}
        self.succeed({"Set": stack_set(StackInstancesGroup=[{"DeploymentTargets": targets, "Regions": [REGION]}])})
        self.assertEqual(set(self.instances()), {DEV_ACCOUNT})
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(set(self.instances()), {DEV_ACCOUNT, PROD_ACCOUNT})

    def test_that_enters_gets_set_level_parameters_and_no_overrides(self) -> None:
        member = {"Parameters": {"Text": {"Type": "String"}}, "Resources": {"Role": role(Description={"Ref": "Text"})}}
        group = [
            {
                "DeploymentTargets": {"OrganizationalUnitIds": [DEV]},
                "Regions": [REGION],
                "ParameterOverrides": [{"ParameterKey": "Text", "ParameterValue": "override"}],
            }
        ]
        parameters = [{"ParameterKey": "Text", "ParameterValue": "set"}]
        self.succeed({"Set": stack_set(member=member, Parameters=parameters, StackInstancesGroup=group)})
        self.move(PROD_ACCOUNT, PROD, DEV)
        described = {
            account: self.aws(account, "iam").get_role(RoleName="member")["Role"]["Description"]
            for account in (DEV_ACCOUNT, PROD_ACCOUNT)
        }
        self.assertEqual(described, {DEV_ACCOUNT: "override", PROD_ACCOUNT: "set"})

    def test_that_cannot_take_the_set_is_reported_and_has_entered_all_the_same(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.aws(PROD_ACCOUNT, "iam").create_role(
            RoleName="member", AssumeRolePolicyDocument=json.dumps(trust(MANAGEMENT))
        )
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(self.instances()[PROD_ACCOUNT], "OUTDATED")
        self.assertIn(PROD_ACCOUNT, [failure["account"] for failure in control.get_report()["failures"]])

    def test_that_enters_gets_a_set_only_after_those_on_which_the_set_depends(self) -> None:
        boundary = {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {
                "ManagedPolicyName": "boundary",
                "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
                },
            },
        }
        arn = {"Fn::Sub": f"arn:aws:cloudformation:${{AWS::Region}}:{MANAGEMENT}:stackset/${{Boundary}}"}
        boundary_arn = {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/boundary"}
        self.succeed(
            {
                "Boundary": stack_set(DEV, StackSetName="z-boundary", member={"Resources": {"Boundary": boundary}}),
                "Roles": stack_set(
                    DEV,
                    StackSetName="a-roles",
                    member={"Resources": {"Role": role(PermissionsBoundary=boundary_arn)}},
                    AutoDeployment={"Enabled": True, "DependsOn": [arn]},
                ),
            }
        )
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.assertEqual(self.instances("a-roles")[PROD_ACCOUNT], "CURRENT")
        self.move(PROD_ACCOUNT, DEV, PROD)
        self.assertEqual(self.role_names(PROD_ACCOUNT), set())
        self.assertEqual(control.get_report()["failures"], [])

    def test_that_is_moved_from_where_it_is_not_stays(self) -> None:
        with self.assertRaisesRegex(Exception, "SourceParentNotFound"):
            self.move(DEEP_ACCOUNT, DEV, PROD)
