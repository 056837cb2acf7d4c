"""What AWS's handler of AWS::CloudFormation::StackSet does on changes, failures and removals."""

from __future__ import annotations

import json
from typing import Any

from emulated import (
    ALLOW_ALL,
    DEEP,
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    OPS,
    PROD,
    PROD_ACCOUNT,
    REGION,
    ROOT,
    EmulatedOrganization,
    role,
    stack_set,
    trust,
)


def group(*units: str, **more: Any) -> dict[str, Any]:
    return {"DeploymentTargets": {"OrganizationalUnitIds": list(units)}, "Regions": [REGION], **more}


def only(unit: str, *accounts: str) -> dict[str, Any]:
    targets = {"OrganizationalUnitIds": [unit], "Accounts": list(accounts), "AccountFilterType": "INTERSECTION"}
    return {"DeploymentTargets": targets, "Regions": [REGION]}


class TheHandler(EmulatedOrganization):
    def actions(self) -> list[str]:
        return [action for action, _ in self.set_operations()]

    def role_id(self, account: str) -> str:
        return str(self.aws(account, "iam").get_role(RoleName="member")["Role"]["RoleId"])

    def take_the_name_in(self, account: str) -> None:
        document = json.dumps(trust(OPS))
        self.aws(account, "iam").create_role(RoleName="member", AssumeRolePolicyDocument=document)

    def hold_the_role_in(self, account: str) -> str:
        """Attaches a policy that the stack does not know, so that IAM does not delete the role."""
        iam = self.aws(account, "iam")
        arn = iam.create_policy(PolicyName="by-hand", PolicyDocument=json.dumps(ALLOW_ALL))["Policy"]["Arn"]
        iam.attach_role_policy(RoleName="member", PolicyArn=arn)
        return str(arn)

    def test_deletes_and_makes_anew_what_is_below_a_removed_and_an_added_unit(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        before = self.role_id(DEEP_ACCOUNT)
        self.succeed({"Set": stack_set(DEEP)})
        self.assertEqual(self.actions(), ["CREATE", "DELETE", "CREATE"])
        self.assertNotEqual(self.role_id(DEEP_ACCOUNT), before)

    def test_does_not_update_the_set_when_only_targets_change(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.succeed({"Set": stack_set(DEV, PROD)})
        self.assertEqual(self.actions(), ["CREATE", "CREATE"])

    def test_deletes_then_updates_then_creates(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.succeed({"Set": stack_set(PROD, member={"Resources": {"Role": role(Description="new")}})})
        self.assertEqual(self.actions(), ["CREATE", "DELETE", "UPDATE", "CREATE"])

    def test_does_nothing_when_only_capabilities_and_preferences_change(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        changed = stack_set(DEV, OperationPreferences=None, Capabilities=["CAPABILITY_NAMED_IAM", "CAPABILITY_IAM"])
        self.succeed({"Set": changed})
        self.assertEqual(self.actions(), ["CREATE"])

    def test_updates_the_instances_of_a_unit_whose_overrides_change(self) -> None:
        member = {"Parameters": {"Text": {"Type": "String"}}, "Resources": {"Role": role(Description={"Ref": "Text"})}}
        for text in ("one", "two"):
            overrides = [{"ParameterKey": "Text", "ParameterValue": text}]
            groups = [group(DEV, ParameterOverrides=overrides)]
            parameters = [{"ParameterKey": "Text", "ParameterValue": "set"}]
            self.succeed({"Set": stack_set(member=member, Parameters=parameters, StackInstancesGroup=groups)})
        self.assertEqual(self.actions(), ["CREATE", "UPDATE"])
        self.assertEqual(self.aws(DEV_ACCOUNT, "iam").get_role(RoleName="member")["Role"]["Description"], "two")

    def test_compares_accounts_once_a_filter_is_there_and_updates_those_that_stay(self) -> None:
        self.succeed({"Set": stack_set(StackInstancesGroup=[only(ROOT, DEV_ACCOUNT, PROD_ACCOUNT)])})
        self.succeed({"Set": stack_set(StackInstancesGroup=[only(ROOT, PROD_ACCOUNT, DEEP_ACCOUNT)])})
        self.assertEqual(self.actions(), ["CREATE", "DELETE", "CREATE", "UPDATE"])
        self.assertEqual(set(self.instances()), {PROD_ACCOUNT, DEEP_ACCOUNT})

    def test_removes_what_a_filter_no_longer_admits(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.succeed({"Set": stack_set(StackInstancesGroup=[only(DEV, DEEP_ACCOUNT)])})
        self.assertEqual(set(self.instances()), {DEEP_ACCOUNT})

    def test_takes_one_account_in_two_groups(self) -> None:
        self.succeed({"Set": stack_set(StackInstancesGroup=[group(DEV), group(ROOT)])})

    def test_never_retains_what_a_removed_unit_has_whatever_auto_deployment_says(self) -> None:
        automatic = {"Enabled": True, "RetainStacksOnAccountRemoval": True}
        self.succeed({"Set": stack_set(DEV, PROD, AutoDeployment=automatic)})
        self.succeed({"Set": stack_set(PROD, AutoDeployment=automatic)})
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.role_names(PROD_ACCOUNT), set())

    def test_deletes_before_it_finds_out_that_the_set_cannot_be_updated(self) -> None:
        self.succeed({"Set": stack_set(DEV, PROD)})
        before = self.role_id(DEV_ACCOUNT)
        member = {"Resources": {"Role": role(Description="new")}}
        refused = stack_set(PROD, member=member, Capabilities=["CAPABILITY_IAM"])
        self.assertEqual(self.deploy({"Set": refused})["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertNotEqual(self.role_id(DEV_ACCOUNT), before)
        described = self.aws(MANAGEMENT, "cloudformation").describe_stack_set(StackSetName="dev")["StackSet"]
        self.assertEqual(json.loads(described["TemplateBody"]), {"Resources": {"Role": role()}})

    def test_fails_with_its_parent_when_a_removed_unit_holds_on_and_leaves_the_instance_inoperable(self) -> None:
        self.succeed({"Set": stack_set(DEV, PROD)})
        policy = self.hold_the_role_in(DEV_ACCOUNT)
        self.assertEqual(self.deploy({"Set": stack_set(PROD)})["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertIn("NotStabilized", self.reasons())
        self.assertIn("must detach all policies first", self.reasons())
        self.assertEqual(self.instances()[DEV_ACCOUNT], "INOPERABLE")
        self.assertEqual(self.detailed(DEV_ACCOUNT), "INOPERABLE")
        self.assertEqual(self.instances()[DEEP_ACCOUNT], "CURRENT", "the rollback made it anew")
        self.succeed({"Set": stack_set(DEV, PROD, member={"Resources": {"Role": role(Description="new")}})})
        self.assertEqual(self.instances()[DEV_ACCOUNT], "INOPERABLE", "it is left out of updates")
        self.aws(DEV_ACCOUNT, "iam").detach_role_policy(RoleName="member", PolicyArn=policy)
        self.succeed({"Set": stack_set(PROD, member={"Resources": {"Role": role(Description="new")}})})
        self.assertEqual(set(self.instances()), {PROD_ACCOUNT})

    def test_lets_an_inoperable_instance_be_cut_off_with_retention(self) -> None:
        self.succeed({"Set": stack_set(DEV, PROD)})
        self.hold_the_role_in(DEV_ACCOUNT)
        self.deploy({"Set": stack_set(PROD)})
        targets = {"OrganizationalUnitIds": [DEV], "Accounts": [DEV_ACCOUNT], "AccountFilterType": "INTERSECTION"}
        self.aws(MANAGEMENT, "cloudformation").delete_stack_instances(
            StackSetName="dev", DeploymentTargets=targets, Regions=[REGION], RetainStacks=True
        )
        self.assertNotIn(DEV_ACCOUNT, self.instances())
        self.assertEqual(self.role_names(DEV_ACCOUNT), {"member"})

    def test_leaves_a_failed_creation_to_the_handler_of_deletion(self) -> None:
        self.take_the_name_in(DEEP_ACCOUNT)
        self.assertEqual(self.deploy({"Set": stack_set(DEV)})["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())

    def test_leaves_the_set_of_a_failed_creation_where_the_stack_is_not_rolled_back(self) -> None:
        self.take_the_name_in(DEEP_ACCOUNT)
        self.aws(MANAGEMENT, "cloudformation").create_stack(
            StackName="stack", TemplateBody=json.dumps({"Resources": {"Set": stack_set(DEV)}}), DisableRollback=True
        )
        self.assertEqual(self.stack()["StackStatus"], "CREATE_FAILED")
        self.assertEqual(self.instances(), {DEV_ACCOUNT: "CURRENT", DEEP_ACCOUNT: "OUTDATED"})

    def test_removes_a_set_whose_creation_failed_in_an_update(self) -> None:
        self.succeed({"Topic": {"Type": "AWS::SNS::Topic"}})
        self.take_the_name_in(DEEP_ACCOUNT)
        deployed = self.deploy({"Topic": {"Type": "AWS::SNS::Topic"}, "Set": stack_set(DEV)})
        self.assertEqual(deployed["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(self.aws(MANAGEMENT, "cloudformation").list_stack_sets()["Summaries"], [])

    def test_cannot_delete_a_set_that_has_an_instance_outside_its_filter(self) -> None:
        self.succeed({"Set": stack_set(StackInstancesGroup=[only(DEV, DEV_ACCOUNT)])})
        self.move(PROD_ACCOUNT, PROD, DEV)
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "DELETE_FAILED")
        self.assertIn("StackSet is not empty", self.reasons())
        self.assertEqual(set(self.instances()), {PROD_ACCOUNT})

    def test_says_at_most_850_characters_of_what_failed(self) -> None:
        member = {"Resources": {"Role": role(AssumeRolePolicyDocument=trust("x" * 3_000))}}
        self.deploy({"Set": stack_set(DEV, member=member)})
        self.assertIn("unexpectedly stopped or failed. status reason(s): [ResourceLogicalId:Role, ", self.reasons())
        long = {"Resources": {"R" * 900: role(ManagedPolicyArns=["arn:aws:iam::aws:policy/None"])}}
        self.deploy({"Set": stack_set(DEV, member=long)}, stack="long")
        self.assertIn("... Use list-stack-set-operation-results for more information.", self.reasons(stack="long"))

    def test_does_not_attempt_later_regions_when_one_has_stopped(self) -> None:
        self.take_the_name_in(DEV_ACCOUNT)
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        cloudformation.create_stack_set(
            StackSetName="dev",
            PermissionModel="SERVICE_MANAGED",
            AutoDeployment={"Enabled": False},
            Capabilities=["CAPABILITY_NAMED_IAM"],
            TemplateBody=json.dumps({"Resources": {"Role": role()}}),
        )
        operation = cloudformation.create_stack_instances(
            StackSetName="dev",
            DeploymentTargets={"OrganizationalUnitIds": [DEV]},
            Regions=["eu-west-1", "us-east-1"],
            OperationPreferences={
                "RegionOrder": ["us-east-1", "eu-west-1"],
                "FailureToleranceCount": 0,
                "MaxConcurrentCount": 1,
            },
        )["OperationId"]
        results = cloudformation.list_stack_set_operation_results(StackSetName="dev", OperationId=operation)
        self.assertEqual(
            [(each["Region"], each["Status"]) for each in results["Summaries"]],
            [
                ("us-east-1", "FAILED"),
                ("us-east-1", "CANCELLED"),
                ("eu-west-1", "CANCELLED"),
                ("eu-west-1", "CANCELLED"),
            ],
        )
