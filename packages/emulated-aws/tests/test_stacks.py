from __future__ import annotations

import json
from contextlib import redirect_stderr
from io import StringIO

from botocore.exceptions import ClientError
from emulated import ALLOW_ALL, MANAGEMENT, REGION, TERRAFORM, EmulatedOrganization, bucket, role

from emulated_aws import control

TWICE = {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "taken"}, "DependsOn": "First"}


class AStack(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.aws(TERRAFORM, "s3").create_bucket(
            Bucket="taken", CreateBucketConfiguration={"LocationConstraint": REGION}
        )

    def bucket_names(self) -> set[str]:
        return {each["Name"] for each in self.aws(MANAGEMENT, "s3").list_buckets()["Buckets"]}

    def test_whose_first_creation_fails_leaves_nothing(self) -> None:
        deployed = self.deploy({"First": bucket("first"), "Second": TWICE})
        self.assertEqual(deployed["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertEqual(self.bucket_names(), set())

    def test_whose_first_creation_fails_leaves_what_it_must_retain_always_but_not_what_it_retains_later(self) -> None:
        first = {**bucket("always"), "DeletionPolicy": "Retain"}
        later = {**bucket("later"), "DeletionPolicy": "RetainExceptOnCreate"}
        self.deploy({"First": first, "Later": later, "Second": {**TWICE, "DependsOn": ["First", "Later"]}})
        self.assertEqual(self.bucket_names(), {"always"})

    def test_that_is_deleted_leaves_what_it_retains(self) -> None:
        policies = {"gone": None, "kept": "Retain", "kept-too": "RetainExceptOnCreate"}
        resources = {
            name.replace("-", ""): {**bucket(name), **({"DeletionPolicy": policy} if policy else {})}
            for name, policy in policies.items()
        }
        self.succeed(resources)
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.bucket_names(), {"kept", "kept-too"})

    def test_whose_resource_cannot_be_deleted_says_so(self) -> None:
        self.succeed({"First": bucket("full")})
        self.aws(MANAGEMENT, "s3").put_object(Bucket="full", Key="object", Body=b"")
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "DELETE_FAILED")
        self.assertIn("BucketNotEmpty", self.reasons())

    def test_that_is_protected_is_not_deleted(self) -> None:
        self.succeed({"First": bucket("first")})
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        cloudformation.update_termination_protection(StackName="stack", EnableTerminationProtection=True)
        self.assertTrue(self.stack()["EnableTerminationProtection"])
        with self.assertRaisesRegex(ClientError, "cannot be deleted while TerminationProtection is enabled"):
            cloudformation.delete_stack(StackName="stack")
        cloudformation.update_termination_protection(StackName="stack", EnableTerminationProtection=False)
        cloudformation.delete_stack(StackName="stack")
        self.assertEqual(self.bucket_names(), set())

    def test_whose_first_creation_fails_is_made_again_once_it_is_deleted_which_protection_refuses(self) -> None:
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        self.deploy({"First": bucket("first"), "Second": TWICE})
        with self.assertRaisesRegex(ClientError, "is in ROLLBACK_COMPLETE state and can not be updated"):
            cloudformation.update_stack(StackName="stack", TemplateBody="{}")
        cloudformation.update_termination_protection(StackName="stack", EnableTerminationProtection=True)
        with self.assertRaisesRegex(ClientError, "cannot be deleted while TerminationProtection is enabled"):
            cloudformation.delete_stack(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "ROLLBACK_COMPLETE")
        cloudformation.update_termination_protection(StackName="stack", EnableTerminationProtection=False)
        cloudformation.delete_stack(StackName="stack")
        self.succeed({"First": bucket("first")})

    def test_with_an_unknown_type_fails_and_the_type_is_reported(self) -> None:
        self.assertEqual(self.deploy({"What": {"Type": "AWS::No::Such"}})["StackStatus"], "ROLLBACK_COMPLETE")
        unknown = {"type": "AWS::No::Such", "logicalId": "What", "stack": "stack", "account": MANAGEMENT}
        self.assertEqual(control.get_report()["unknownTypes"], [unknown])
        self.assertIn("does not know the resource type AWS::No::Such", self.reasons())

    def test_with_an_inert_type_succeeds_and_the_type_is_counted(self) -> None:
        self.succeed({"One": {"Type": "AWS::CDK::Metadata", "Properties": {"Analytics": "x"}}})
        (counted,) = control.get_report()["inert"]
        self.assertEqual((counted["type"], counted["count"]), ("AWS::CDK::Metadata", 1))

    def test_with_a_property_that_is_not_emulated_fails(self) -> None:
        self.deploy({"First": bucket("first", AccelerateConfiguration={"AccelerationStatus": "Enabled"})})
        self.assertIn("does not do the property AccelerateConfiguration of AWS::S3::Bucket", self.reasons())

    def test_fails_when_a_handler_breaks_and_the_failure_is_reported(self) -> None:
        with redirect_stderr(StringIO()):
            self.deploy({"First": role(MaxSessionDuration="long")})
        self.assertEqual(self.stack()["StackStatus"], "ROLLBACK_COMPLETE")
        (failure,) = control.get_report()["failures"]
        self.assertEqual(
            (failure["account"], failure["stack"], failure["logicalId"], failure["type"]),
            (MANAGEMENT, "stack", "First", "AWS::IAM::Role"),
        )
        self.assertIn("invalid literal for int", failure["error"])

    def test_fails_when_an_attribute_does_not_exist(self) -> None:
        self.deploy(
            {
                "First": bucket("first"),
                "Second": bucket(
                    "x", LoggingConfiguration={"DestinationBucketName": {"Fn::GetAtt": ["First", "Nothing"]}}
                ),
            }
        )
        self.assertIn("does not support attribute type Nothing", self.reasons())

    def test_is_refused_when_a_reference_is_to_nothing(self) -> None:
        with self.assertRaisesRegex(ClientError, r"Unresolved resource dependencies \[Nothing\]"):
            self.deploy({"First": bucket("first", Tags=[{"Key": "a", "Value": {"Ref": "Nothing"}}])})

    def test_is_refused_when_resources_depend_on_each_other(self) -> None:
        with self.assertRaisesRegex(ClientError, "Circular dependency"):
            self.deploy(
                {
                    "First": {**bucket("first"), "DependsOn": "Second"},
                    "Second": {**bucket("second"), "DependsOn": "First"},
                }
            )

    def test_makes_what_a_resource_refers_to_first(self) -> None:
        policy = {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"ManagedPolicyName": "policy", "PolicyDocument": ALLOW_ALL},
        }
        self.succeed({"A": role(ManagedPolicyArns=[{"Ref": "B"}]), "B": policy})

    def test_whose_update_fails_is_what_it_was(self) -> None:
        self.succeed({"First": bucket("first"), "Role": role(Description="old")})
        failed = self.deploy(
            {
                "First": bucket("first"),
                "Role": role(Description="new"),
                "New": bucket("new"),
                "Second": {**TWICE, "DependsOn": ["New", "Role"]},
            }
        )
        self.assertEqual(failed["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(self.bucket_names(), {"first"})
        self.assertEqual(self.aws(MANAGEMENT, "iam").get_role(RoleName="member")["Role"]["Description"], "old")

    def test_whose_update_came_halfway_inside_a_resource_is_what_it_was(self) -> None:
        self.succeed({"Role": role(Description="old")})
        missing = f"arn:aws:iam::{MANAGEMENT}:policy/missing"
        failed = self.deploy({"Role": role(Description="new", ManagedPolicyArns=[missing])})
        self.assertEqual(failed["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        self.assertEqual(self.aws(MANAGEMENT, "iam").get_role(RoleName="member")["Role"]["Description"], "old")

    def test_removes_what_its_template_no_longer_has(self) -> None:
        self.succeed({"First": bucket("first"), "Second": bucket("second")})
        self.succeed({"Second": bucket("second")})
        self.assertEqual(self.bucket_names(), {"second"})

    def test_replaces_a_resource_that_others_use_and_gives_them_the_new_one(self) -> None:
        def resources(name: str) -> dict[str, object]:
            policy = {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {"ManagedPolicyName": name, "PolicyDocument": ALLOW_ALL},
            }
            return {"Policy": policy, "Role": role(ManagedPolicyArns=[{"Ref": "Policy"}])}

        self.succeed(resources("old"))
        self.succeed(resources("new"))
        iam = self.aws(MANAGEMENT, "iam")
        self.assertEqual([each["PolicyName"] for each in iam.list_policies(Scope="Local")["Policies"]], ["new"])
        self.assertEqual(
            [each["PolicyName"] for each in iam.list_attached_role_policies(RoleName="member")["AttachedPolicies"]],
            ["new"],
        )

    def test_takes_back_a_replacement_when_the_update_fails(self) -> None:
        def resources(name: str) -> dict[str, object]:
            policy = {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {"ManagedPolicyName": name, "PolicyDocument": ALLOW_ALL},
            }
            return {"Policy": policy, "First": role(ManagedPolicyArns=[{"Ref": "Policy"}])}

        self.succeed(resources("old"))
        self.assertEqual(self.deploy({**resources("new"), "Second": TWICE})["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        iam = self.aws(MANAGEMENT, "iam")
        self.assertEqual([each["PolicyName"] for each in iam.list_policies(Scope="Local")["Policies"]], ["old"])
        self.assertEqual(
            [each["PolicyName"] for each in iam.list_attached_role_policies(RoleName="member")["AttachedPolicies"]],
            ["old"],
        )

    def test_cannot_replace_a_resource_that_keeps_its_name(self) -> None:
        self.succeed({"Role": role(Path="/a/")})
        self.deploy({"Role": role(Path="/b/")})
        self.assertIn("cannot update a stack when a custom-named resource requires replacing", self.reasons())

    def test_without_changes_has_a_change_set_that_says_so(self) -> None:
        self.succeed({"First": bucket("first")})
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        body = self.aws(MANAGEMENT, "cloudformation").get_template(StackName="stack")["TemplateBody"]
        cloudformation.create_change_set(
            StackName="stack", ChangeSetName="none", TemplateBody=body if isinstance(body, str) else json.dumps(body)
        )
        described = cloudformation.describe_change_set(StackName="stack", ChangeSetName="none")
        self.assertEqual(described["Status"], "FAILED")
        self.assertIn("didn't contain changes", described["StatusReason"])

    def test_is_refused_without_the_capability_for_named_iam_resources(self) -> None:
        with self.assertRaisesRegex(ClientError, "InsufficientCapabilities"):
            self.aws(MANAGEMENT, "cloudformation").create_stack(
                StackName="stack",
                TemplateBody=json.dumps({"Resources": {"Role": role()}}),
                Capabilities=["CAPABILITY_IAM"],
            )

    def test_is_refused_with_a_template_of_more_than_51200_bytes(self) -> None:
        with self.assertRaisesRegex(ClientError, "51200"):
            self.deploy({"First": bucket("first")}, Description="x" * 51_200)

    def test_is_not_refused_with_a_large_template_in_a_bucket(self) -> None:
        body = json.dumps({"Description": "x" * 51_200, "Resources": {"First": bucket("first")}})
        self.aws(MANAGEMENT, "s3").create_bucket(
            Bucket="templates", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        self.aws(MANAGEMENT, "s3").put_object(Bucket="templates", Key="large.json", Body=body.encode())
        self.aws(MANAGEMENT, "cloudformation").create_stack(
            StackName="stack", TemplateURL="http://localhost/templates/large.json"
        )
        self.assertEqual(self.stack()["StackStatus"], "CREATE_COMPLETE")

    def test_tells_its_events_in_the_order_in_which_they_happened(self) -> None:
        self.succeed({"First": bucket("first")})
        events = self.aws(MANAGEMENT, "cloudformation").describe_stack_events(StackName="stack")["StackEvents"]
        times = [each["Timestamp"] for each in events]
        self.assertEqual(times, sorted(times, reverse=True))
        self.assertEqual(len(times), len(set(times)))
        self.assertEqual(
            [(each["LogicalResourceId"], each["ResourceStatus"]) for each in reversed(events)],
            [
                ("stack", "REVIEW_IN_PROGRESS"),
                ("stack", "CREATE_IN_PROGRESS"),
                ("First", "CREATE_IN_PROGRESS"),
                ("First", "CREATE_COMPLETE"),
                ("stack", "CREATE_COMPLETE"),
            ],
        )

    def test_gives_outputs_to_other_stacks_which_lock_nothing(self) -> None:
        self.succeed({"First": bucket("first")}, Outputs={"Out": {"Value": {"Fn::GetAtt": ["First", "Arn"]}}})
        wanted = {"StackName": "stack", "OutputName": "Out"}
        got = {"Got": {"Value": {"Fn::GetStackOutput": wanted}}}
        for outputs in ({"Got": {"Value": {"Fn::GetStackOutput": {**wanted, "Region": REGION}}}}, got):
            self.succeed({"Second": bucket("second")}, stack="other", Outputs=outputs)
            self.assertEqual(self.outputs(self.stack(stack="other")), {"Got": "arn:aws:s3:::first"})
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.bucket_names(), {"second"})
        self.deploy({"Third": bucket("third")}, stack="third", Outputs=got)
        self.assertEqual(self.stack(stack="third")["StackStatus"], "ROLLBACK_COMPLETE")

    def test_gives_exports_to_other_stacks_once(self) -> None:
        exported = {"Out": {"Value": {"Fn::GetAtt": ["First", "Arn"]}, "Export": {"Name": "first-arn"}}}
        self.succeed({"First": bucket("first")}, Outputs=exported)
        self.succeed(
            {"Second": bucket("second")}, stack="other", Outputs={"Got": {"Value": {"Fn::ImportValue": "first-arn"}}}
        )
        self.assertEqual(self.outputs(self.stack(stack="other")), {"Got": "arn:aws:s3:::first"})
        self.deploy(
            {"Third": bucket("third")}, stack="third", Outputs={"Out": {"Value": "x", "Export": {"Name": "first-arn"}}}
        )
        self.assertEqual(self.stack(stack="third")["StackStatus"], "ROLLBACK_COMPLETE")
