"""What holds a resource of IAM that a stack would delete, and names that are taken."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from emulated import ALLOW_ALL, MANAGEMENT, TERRAFORM, EmulatedOrganization, role, trust

STRONG = "Correct-horse-7"


def policy(name: str = "policy") -> dict[str, Any]:
    properties = {"ManagedPolicyName": name, "PolicyDocument": ALLOW_ALL}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}


class AStackCannotDelete(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.iam = self.aws(MANAGEMENT, "iam")
        self.arn = f"arn:aws:iam::{MANAGEMENT}:policy/policy"

    def conflict(self, reason: str) -> None:
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "DELETE_FAILED")
        self.assertIn("DeleteConflict", self.reasons())
        self.assertIn(reason, self.reasons())

    def make_role(self, name: str, **more: Any) -> None:
        self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust(TERRAFORM)), **more)

    def test_a_policy_that_is_attached(self) -> None:
        self.succeed({"Policy": policy()})
        self.make_role("other")
        self.iam.attach_role_policy(RoleName="other", PolicyArn=self.arn)
        self.conflict("attached to entities")

    def test_a_policy_that_is_a_boundary(self) -> None:
        self.succeed({"Policy": policy()})
        self.make_role("other", PermissionsBoundary=self.arn)
        self.conflict("attached to entities")

    def test_a_role_with_a_policy_of_others(self) -> None:
        self.succeed({"Role": role()})
        self.iam.put_role_policy(RoleName="member", PolicyName="by-hand", PolicyDocument=json.dumps(ALLOW_ALL))
        self.conflict("must delete policies first")

    def test_a_role_in_an_instance_profile(self) -> None:
        self.succeed({"Role": role()})
        self.iam.create_instance_profile(InstanceProfileName="profile")
        self.iam.add_role_to_instance_profile(InstanceProfileName="profile", RoleName="member")
        self.conflict("must remove roles from instance profile first")

    def test_a_user_with_keys(self) -> None:
        self.succeed({"User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "user"}}})
        self.iam.create_access_key(UserName="user")
        self.conflict("must delete access keys first")

    def test_a_user_with_a_password(self) -> None:
        self.succeed({"User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "user"}}})
        self.iam.create_login_profile(UserName="user", Password=STRONG)
        self.conflict("must delete login profile first")

    def test_a_user_with_a_device(self) -> None:
        self.succeed({"User": {"Type": "AWS::IAM::User", "Properties": {"UserName": "user"}}})
        serial = self.iam.create_virtual_mfa_device(VirtualMFADeviceName="user")["VirtualMFADevice"]["SerialNumber"]
        self.iam.enable_mfa_device(
            UserName="user", SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="654321"
        )
        self.conflict("must delete MFA device first")

    def test_a_group_with_members(self) -> None:
        self.succeed({"Group": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "group"}}})
        self.iam.create_user(UserName="user")
        self.iam.add_user_to_group(GroupName="group", UserName="user")
        self.conflict("must remove users from group first")


class AName(EmulatedOrganization):
    def test_that_is_taken_in_another_case_is_taken(self) -> None:
        iam, document = self.aws(MANAGEMENT, "iam"), json.dumps(trust(TERRAFORM))
        calls: dict[str, Any] = {
            "role": lambda name: iam.create_role(RoleName=name, AssumeRolePolicyDocument=document),
            "user": lambda name: iam.create_user(UserName=name),
            "group": lambda name: iam.create_group(GroupName=name),
            "policy": lambda name: iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(ALLOW_ALL)),
            "profile": lambda name: iam.create_instance_profile(InstanceProfileName=name),
        }
        for kind, create in calls.items():
            with self.subTest(kind):
                create("Same")
                with self.assertRaisesRegex(ClientError, "EntityAlreadyExists"):
                    create("sAME")

    def test_of_a_policy_is_taken_at_every_path(self) -> None:
        iam, document = self.aws(MANAGEMENT, "iam"), json.dumps(ALLOW_ALL)
        iam.create_policy(PolicyName="same", PolicyDocument=document, Path="/a/")
        with self.assertRaisesRegex(ClientError, "EntityAlreadyExists"):
            iam.create_policy(PolicyName="same", PolicyDocument=document, Path="/b/")

    def test_of_a_policy_of_aws_is_free(self) -> None:
        iam = self.aws(MANAGEMENT, "iam")
        iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
        iam.create_policy(PolicyName="ReadOnlyAccess", PolicyDocument=json.dumps(ALLOW_ALL))
