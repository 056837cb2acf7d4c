from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from emulated import (
    ALLOW_ALL,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    REGION,
    EmulatedOrganization,
    bucket,
    denial,
    role,
    stack_set,
    trust,
)

POLICY_ARN = f"arn:aws:iam::{MANAGEMENT}:policy/reads"


def resources(description: str = "") -> dict[str, Any]:
    policy = {"ManagedPolicyName": "reads", "PolicyDocument": ALLOW_ALL}
    ours = role("ours", ManagedPolicyArns=[{"Ref": "Policy"}], PermissionsBoundary={"Ref": "Policy"})
    ours["Properties"].update({"Description": description} if description else {})
    return {
        "Policy": {"Type": "AWS::IAM::ManagedPolicy", "Properties": policy},
        "Role": ours,
        "Bucket": bucket("ours"),
        "BucketPolicy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": denial("ours")},
        },
    }


class ADriftAwareChangeSet(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.iam, self.s3 = self.aws(MANAGEMENT, "iam"), self.aws(MANAGEMENT, "s3")
        self.cloudformation = self.aws(MANAGEMENT, "cloudformation")
        self.succeed(resources())

    def delete_role(self) -> None:
        self.iam.detach_role_policy(RoleName="ours", PolicyArn=POLICY_ARN)
        self.iam.delete_role(RoleName="ours")

    def change_set(self, **asked: Any) -> dict[str, Any]:
        made = self.cloudformation.create_change_set(
            StackName="stack",
            ChangeSetName="again",
            UsePreviousTemplate=True,
            Capabilities=["CAPABILITY_NAMED_IAM"],
            **asked,
        )
        described: dict[str, Any] = self.cloudformation.describe_change_set(ChangeSetName=made["Id"])
        return described

    def changes(self, described: dict[str, Any]) -> list[tuple[str, str]]:
        changes = [each["ResourceChange"] for each in described["Changes"]]
        return [(each["Action"], each["LogicalResourceId"]) for each in changes]

    def revert(self) -> dict[str, Any]:
        described = self.change_set(DeploymentMode="REVERT_DRIFT")
        self.cloudformation.execute_change_set(ChangeSetName=described["ChangeSetId"])
        self.assertEqual(self.stack()["StackStatus"], "UPDATE_COMPLETE")
        return described

    def attached(self) -> list[str]:
        return [each["PolicyArn"] for each in self.iam.list_attached_role_policies(RoleName="ours")["AttachedPolicies"]]

    def test_makes_a_role_that_somebody_deleted(self) -> None:
        self.delete_role()
        self.assertEqual(self.changes(self.revert()), [("Add", "Role")])
        self.assertEqual(self.attached(), [POLICY_ARN])
        again = self.change_set(DeploymentMode="REVERT_DRIFT")
        self.assertEqual((again["Status"], self.changes(again)), ("FAILED", []))

    def test_without_it_nothing_has_changed_and_the_role_stays_away(self) -> None:
        self.delete_role()
        self.assertIn("didn't contain changes", self.change_set()["StatusReason"])
        with self.assertRaisesRegex(ClientError, "NoSuchEntity"):
            self.iam.get_role(RoleName="ours")

    def test_an_update_of_what_is_gone_fails(self) -> None:
        self.delete_role()
        self.cloudformation.update_stack(
            StackName="stack",
            TemplateBody=json.dumps({"Resources": resources("changed")}),
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        self.assertIn("ROLLBACK", self.stack()["StackStatus"])

    def test_gives_a_role_its_trust_boundary_and_policies_back(self) -> None:
        before = self.iam.get_role(RoleName="ours")["Role"]
        self.iam.update_assume_role_policy(RoleName="ours", PolicyDocument=json.dumps(trust(DEV_ACCOUNT)))
        self.iam.delete_role_permissions_boundary(RoleName="ours")
        self.iam.detach_role_policy(RoleName="ours", PolicyArn=POLICY_ARN)
        self.assertEqual(self.changes(self.revert()), [("Modify", "Role")])
        after = self.iam.get_role(RoleName="ours")["Role"]
        for key in ("AssumeRolePolicyDocument", "PermissionsBoundary"):
            self.assertEqual(after[key], before[key])
        self.assertEqual(self.attached(), [POLICY_ARN])

    def test_puts_a_bucket_policy_back(self) -> None:
        self.s3.delete_bucket_policy(Bucket="ours")
        self.assertEqual(self.changes(self.revert()), [("Add", "BucketPolicy")])
        self.assertEqual(json.loads(self.s3.get_bucket_policy(Bucket="ours")["Policy"]), denial("ours"))
        self.s3.put_bucket_policy(Bucket="ours", Policy=json.dumps({**denial("ours"), "Id": "another"}))
        self.assertEqual(self.changes(self.revert()), [("Modify", "BucketPolicy")])
        self.assertEqual(json.loads(self.s3.get_bucket_policy(Bucket="ours")["Policy"]), denial("ours"))


class AStackInstance(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.succeed({"Set": stack_set(DEV)})
        self.iam = self.aws(DEV_ACCOUNT, "iam")
        self.iam.delete_role(RoleName="member")
        self.sets = self.aws(MANAGEMENT, "cloudformation")
        self.target = {
            "StackSetName": "dev",
            "DeploymentTargets": {
                "OrganizationalUnitIds": [DEV],
                "Accounts": [DEV_ACCOUNT],
                "AccountFilterType": "INTERSECTION",
            },
            "Regions": [REGION],
        }

    def test_that_is_updated_does_not_get_a_deleted_role_back(self) -> None:
        self.sets.update_stack_instances(**self.target)
        with self.assertRaisesRegex(ClientError, "NoSuchEntity"):
            self.iam.get_role(RoleName="member")

    def test_that_is_deleted_and_made_again_does(self) -> None:
        self.sets.delete_stack_instances(**self.target, RetainStacks=False)
        self.sets.create_stack_instances(**self.target)
        self.assertEqual(self.iam.get_role(RoleName="member")["Role"]["RoleName"], "member")
