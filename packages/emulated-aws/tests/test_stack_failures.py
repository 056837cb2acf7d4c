"""Stacks that another stack holds, that failed at first, or that cannot be rolled back."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from emulated import ALLOW_ALL, DEV, MANAGEMENT, REGION, TERRAFORM, EmulatedOrganization, bucket, role, stack_set, trust


def exported(value: Any) -> dict[str, Any]:
    return {"Out": {"Value": value, "Export": {"Name": "shared"}}}


IMPORTED = {"Got": {"Value": {"Fn::ImportValue": "shared"}}}


class AnExport(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.succeed({"First": bucket("first")}, stack="exporter", Outputs=exported("one"))
        self.succeed({"Second": bucket("second")}, stack="importer", Outputs=IMPORTED)

    def reason(self) -> str:
        events = self.aws(MANAGEMENT, "cloudformation").describe_stack_events(StackName="exporter")["StackEvents"]
        return "\n".join(each.get("ResourceStatusReason", "") for each in events)

    def test_in_use_is_not_deleted_with_an_update(self) -> None:
        deployed = self.deploy({"First": bucket("first")}, stack="exporter")
        self.assertEqual(deployed["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertIn("Cannot delete export shared as it is in use by importer.", self.reason())

    def test_in_use_is_not_changed(self) -> None:
        deployed = self.deploy({"First": bucket("first")}, stack="exporter", Outputs=exported("two"))
        self.assertEqual(deployed["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertIn("Cannot update export shared as it is in use by importer.", self.reason())
        self.assertEqual(self.outputs(self.stack(stack="exporter")), {"Out": "one"})

    def test_in_use_keeps_what_the_update_would_have_removed(self) -> None:
        self.deploy({"Third": bucket("third")}, stack="exporter")
        names = {each["Name"] for each in self.aws(MANAGEMENT, "s3").list_buckets()["Buckets"]}
        self.assertEqual(names, {"first", "second"})

    def test_in_use_keeps_its_stack_which_stays_what_it_was(self) -> None:
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="exporter")
        self.assertEqual(self.stack(stack="exporter")["StackStatus"], "CREATE_COMPLETE")
        self.assertIn("Cannot delete export shared", self.stack(stack="exporter")["StackStatusReason"])

    def test_is_free_when_nobody_imports_it_any_more(self) -> None:
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        self.assertEqual(cloudformation.list_imports(ExportName="shared")["Imports"], ["importer"])
        self.succeed({"Second": bucket("second")}, stack="importer")
        with self.assertRaisesRegex(ClientError, "not imported by any stack"):
            cloudformation.list_imports(ExportName="shared")
        self.succeed({"First": bucket("first")}, stack="exporter", Outputs=exported("two"))
        cloudformation.delete_stack(StackName="exporter")
        self.assertEqual([each["StackName"] for each in cloudformation.describe_stacks()["Stacks"]], ["importer"])

    def test_is_free_of_a_stack_whose_first_creation_failed(self) -> None:
        self.deploy({"Taken": bucket("first")}, stack="failed", Outputs=IMPORTED)
        self.assertEqual(
            self.aws(MANAGEMENT, "cloudformation").list_imports(ExportName="shared")["Imports"], ["importer"]
        )

    def test_can_be_kept_while_the_resource_behind_it_changes(self) -> None:
        self.succeed({"Other": bucket("other")}, stack="exporter", Outputs=exported("one"))


class AStackWhoseFirstCreationFailed(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        configuration = {"LocationConstraint": REGION}
        self.aws(TERRAFORM, "s3").create_bucket(Bucket="taken", CreateBucketConfiguration=configuration)
        self.body = json.dumps({"Resources": {"First": bucket("taken")}})
        self.cloudformation = self.aws(MANAGEMENT, "cloudformation")
        self.cloudformation.create_stack(StackName="stack", TemplateBody=self.body, EnableTerminationProtection=True)
        self.assertEqual(self.stack()["StackStatus"], "ROLLBACK_COMPLETE")

    def test_takes_neither_an_update_nor_a_change_set(self) -> None:
        body = json.dumps({"Resources": {"First": bucket("free")}})
        with self.assertRaisesRegex(ClientError, "is in ROLLBACK_COMPLETE state and can not be updated"):
            self.cloudformation.update_stack(StackName="stack", TemplateBody=body)
        for kind, reason in (("UPDATE", "can not be updated"), ("CREATE", "already exists")):
            with self.assertRaisesRegex(ClientError, reason):
                self.cloudformation.create_change_set(
                    StackName="stack", ChangeSetName="change", ChangeSetType=kind, TemplateBody=body
                )

    def test_is_kept_by_its_protection(self) -> None:
        with self.assertRaisesRegex(ClientError, "cannot be deleted while TerminationProtection is enabled"):
            self.cloudformation.delete_stack(StackName="stack")
        self.cloudformation.update_termination_protection(StackName="stack", EnableTerminationProtection=False)
        self.cloudformation.delete_stack(StackName="stack")
        self.assertEqual(self.cloudformation.describe_stacks()["Stacks"], [])


class AnUpdateThatIsTakenBack(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.cloudformation = self.aws(MANAGEMENT, "cloudformation")

    def names(self) -> set[str]:
        return {each["Name"] for each in self.aws(MANAGEMENT, "s3").list_buckets()["Buckets"]}

    def test_keeps_what_it_made_and_must_retain_always_but_not_what_it_retains_later(self) -> None:
        self.succeed({"First": bucket("first")})
        always = {**bucket("always"), "DeletionPolicy": "Retain"}
        later = {**bucket("later"), "DeletionPolicy": "RetainExceptOnCreate"}
        twice = {**bucket("first"), "DependsOn": ["Always", "Later"]}
        self.deploy({"First": bucket("first"), "Always": always, "Later": later, "Twice": twice})
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(self.names(), {"first", "always"})

    def get_stuck(self) -> None:
        """The policy that the rollback attaches again is gone when it does."""
        iam = self.aws(MANAGEMENT, "iam")
        arn = iam.create_policy(PolicyName="by-hand", PolicyDocument=json.dumps(ALLOW_ALL))["Policy"]["Arn"]
        self.succeed({"Role": role(ManagedPolicyArns=[arn]), "First": bucket("first")})
        iam.detach_role_policy(RoleName="member", PolicyArn=arn)
        iam.delete_policy(PolicyArn=arn)
        self.deploy({"Role": role(), "First": bucket("first"), "Twice": {**bucket("first"), "DependsOn": "Role"}})
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_FAILED")
        with self.assertRaisesRegex(ClientError, "UPDATE_ROLLBACK_FAILED state and can not be updated"):
            self.deploy({"First": bucket("first")})

    def test_goes_on_once_the_cause_is_gone(self) -> None:
        self.get_stuck()
        self.aws(MANAGEMENT, "iam").create_policy(PolicyName="by-hand", PolicyDocument=json.dumps(ALLOW_ALL))
        self.cloudformation.continue_update_rollback(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")

    def test_goes_on_without_what_is_skipped(self) -> None:
        self.get_stuck()
        self.cloudformation.continue_update_rollback(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_FAILED")
        self.cloudformation.continue_update_rollback(StackName="stack", ResourcesToSkip=["Role"])
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")

    def test_is_continued_in_no_other_state(self) -> None:
        self.succeed({"First": bucket("first")})
        with self.assertRaisesRegex(ClientError, "can not continue its rollback"):
            self.cloudformation.continue_update_rollback(StackName="stack")


class ADeletion(EmulatedOrganization):
    def test_of_what_is_gone_already_succeeds(self) -> None:
        iam = self.aws(MANAGEMENT, "iam")
        policy = {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"ManagedPolicyName": "policy", "PolicyDocument": ALLOW_ALL},
        }
        self.succeed({"Role": role(), "Policy": policy, "First": bucket("first"), "Set": stack_set(DEV)})
        iam.delete_role(RoleName="member")
        iam.delete_policy(PolicyArn=f"arn:aws:iam::{MANAGEMENT}:policy/policy")
        self.aws(MANAGEMENT, "s3").delete_bucket(Bucket="first")
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        cloudformation.delete_stack_instances(
            StackSetName="dev", DeploymentTargets={"OrganizationalUnitIds": [DEV]}, Regions=[REGION], RetainStacks=False
        )
        cloudformation.delete_stack_set(StackSetName="dev")
        cloudformation.delete_stack(StackName="stack")
        self.assertEqual(cloudformation.describe_stacks()["Stacks"], [])

    def test_of_a_policy_of_two_roles_of_which_one_is_gone_frees_the_other(self) -> None:
        iam = self.aws(MANAGEMENT, "iam")
        for name in ("one", "two"):
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust(TERRAFORM)))
        properties = {"PolicyName": "inline", "PolicyDocument": ALLOW_ALL, "Roles": ["one", "two"]}
        self.succeed({"Policy": {"Type": "AWS::IAM::Policy", "Properties": properties}})
        iam.delete_role_policy(RoleName="one", PolicyName="inline")
        iam.delete_role(RoleName="one")
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(iam.list_role_policies(RoleName="two")["PolicyNames"], [])

    def test_that_failed_can_leave_the_resource_behind(self) -> None:
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        self.succeed({"First": bucket("full")})
        with self.assertRaisesRegex(ClientError, "RetainResources is for a stack in DELETE_FAILED state"):
            cloudformation.delete_stack(StackName="stack", RetainResources=["First"])
        self.aws(MANAGEMENT, "s3").put_object(Bucket="full", Key="object", Body=b"")
        cloudformation.delete_stack(StackName="stack")
        cloudformation.delete_stack(StackName="stack", RetainResources=["First"])
        self.assertEqual(cloudformation.describe_stacks()["Stacks"], [])
        self.assertEqual([each["Name"] for each in self.aws(MANAGEMENT, "s3").list_buckets()["Buckets"]], ["full"])
