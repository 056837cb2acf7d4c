from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError
from emulated import ALLOW_ALL, MANAGEMENT, TERRAFORM, EmulatedOrganization, role, trust

IAM = f"arn:aws:iam::{MANAGEMENT}"


def managed_policy(name: str, **properties: object) -> dict[str, object]:
    return {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"ManagedPolicyName": name, "PolicyDocument": ALLOW_ALL, **properties},
    }


def user(name: str, **properties: object) -> dict[str, object]:
    return {"Type": "AWS::IAM::User", "Properties": {"UserName": name, **properties}}


def group(name: str, **properties: object) -> dict[str, object]:
    return {"Type": "AWS::IAM::Group", "Properties": {"GroupName": name, **properties}}


class TestIam(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.iam = self.aws(MANAGEMENT, "iam")


class ARole(TestIam):
    def test_has_everything_that_the_template_gives_it(self) -> None:
        deployed = self.succeed(
            {
                "Boundary": managed_policy("boundary", Path="/own/"),
                "Policy": managed_policy("policy"),
                "Role": role(
                    Path="/own/",
                    Description="what for",
                    MaxSessionDuration=7200,
                    PermissionsBoundary={"Ref": "Boundary"},
                    ManagedPolicyArns=[{"Ref": "Policy"}, "arn:aws:iam::aws:policy/ReadOnlyAccess"],
                    Policies=[{"PolicyName": "inline", "PolicyDocument": ALLOW_ALL}],
                    Tags=[{"Key": "for", "Value": "test"}],
                ),
            },
            Outputs={
                "Arn": {"Value": {"Fn::GetAtt": ["Role", "Arn"]}},
                "Ref": {"Value": {"Ref": "Role"}},
                "Id": {"Value": {"Fn::GetAtt": ["Role", "RoleId"]}},
            },
        )
        made = self.iam.get_role(RoleName="member")["Role"]
        self.assertEqual(
            self.outputs(deployed), {"Arn": f"{IAM}:role/own/member", "Ref": "member", "Id": made["RoleId"]}
        )
        self.assertEqual(made["Arn"], f"{IAM}:role/own/member")
        self.assertEqual(made["Description"], "what for")
        self.assertEqual(made["MaxSessionDuration"], 7200)
        self.assertEqual(made["PermissionsBoundary"]["PermissionsBoundaryArn"], f"{IAM}:policy/own/boundary")
        self.assertEqual(made["Tags"], [{"Key": "for", "Value": "test"}])
        attached = self.iam.list_attached_role_policies(RoleName="member")["AttachedPolicies"]
        self.assertEqual({each["PolicyName"] for each in attached}, {"policy", "ReadOnlyAccess"})
        self.assertEqual(self.iam.list_role_policies(RoleName="member")["PolicyNames"], ["inline"])

    def test_changes_in_place(self) -> None:
        both = {"A": managed_policy("a"), "B": managed_policy("b")}
        self.succeed(
            {
                **both,
                "Role": role(
                    PermissionsBoundary={"Ref": "A"},
                    ManagedPolicyArns=[{"Ref": "A"}],
                    Policies=[{"PolicyName": "inline", "PolicyDocument": ALLOW_ALL}],
                    Tags=[{"Key": "old", "Value": "1"}],
                ),
            }
        )
        before = self.iam.get_role(RoleName="member")["Role"]["RoleId"]
        self.succeed(
            {
                **both,
                "Role": role(
                    PermissionsBoundary={"Ref": "B"},
                    ManagedPolicyArns=[{"Ref": "B"}],
                    AssumeRolePolicyDocument=trust(MANAGEMENT),
                    MaxSessionDuration=7200,
                    Tags=[{"Key": "new", "Value": "2"}],
                ),
            }
        )
        made = self.iam.get_role(RoleName="member")["Role"]
        self.assertEqual(made["RoleId"], before)
        self.assertEqual(made["PermissionsBoundary"]["PermissionsBoundaryArn"], f"{IAM}:policy/b")
        self.assertEqual(made["AssumeRolePolicyDocument"], trust(MANAGEMENT))
        self.assertEqual(made["MaxSessionDuration"], 7200)
        self.assertEqual(made["Tags"], [{"Key": "new", "Value": "2"}])
        attached = self.iam.list_attached_role_policies(RoleName="member")["AttachedPolicies"]
        self.assertEqual([each["PolicyName"] for each in attached], ["b"])
        self.assertEqual(self.iam.list_role_policies(RoleName="member")["PolicyNames"], [])

    def test_that_is_renamed_is_a_new_one(self) -> None:
        self.succeed({"Role": role("old")})
        self.succeed({"Role": role("new")})
        self.assertEqual(self.role_names(MANAGEMENT), {"new"})

    def test_without_a_name_gets_one_of_at_most_64_characters(self) -> None:
        self.succeed({"Role" * 20: role(RoleName={"Ref": "AWS::NoValue"})})
        (name,) = self.role_names(MANAGEMENT)
        self.assertTrue(name.startswith("stack-RoleRole"), name)
        self.assertEqual(len(name), 64)

    def test_cannot_wear_a_boundary_that_does_not_exist(self) -> None:
        self.deploy({"Role": role(PermissionsBoundary=f"{IAM}:policy/missing")})
        self.assertIn("does not exist or is not attachable", self.reasons())

    def test_cannot_have_a_policy_that_does_not_exist_and_leaves_nothing_behind(self) -> None:
        for arn in (f"{IAM}:policy/missing", "arn:aws:iam::aws:policy/NoSuchPolicyOfAws"):
            with self.subTest(arn):
                self.setUp()
                self.deploy({"Role": role(ManagedPolicyArns=[arn])})
                self.assertIn("does not exist or is not attachable", self.reasons())
                self.assertEqual(self.role_names(MANAGEMENT), set())

    def test_carries_at_most_ten_managed_policies(self) -> None:
        policies = {f"Policy{n}": managed_policy(f"policy{n}") for n in range(11)}
        self.deploy({**policies, "Role": role(ManagedPolicyArns=[{"Ref": name} for name in policies])})
        self.assertIn("Cannot exceed quota for PoliciesPerRole: 10", self.reasons())

    def test_trusts_in_at_most_2048_characters(self) -> None:
        document = trust(TERRAFORM)
        document["Statement"][0]["Condition"] = {
            "ArnEquals": {"aws:PrincipalArn": [f"arn:{n:040d}" for n in range(50)]}
        }
        self.deploy({"Role": role(AssumeRolePolicyDocument=document)})
        self.assertIn("Cannot exceed quota for ACLSizePerRole: 2048", self.reasons())


class AManagedPolicy(TestIam):
    def test_is_known_by_its_arn_with_its_path(self) -> None:
        deployed = self.succeed(
            {"Policy": managed_policy("policy", Path="/own/", Description="what for")},
            Outputs={"Ref": {"Value": {"Ref": "Policy"}}},
        )
        self.assertEqual(self.outputs(deployed), {"Ref": f"{IAM}:policy/own/policy"})
        made = self.iam.get_policy(PolicyArn=f"{IAM}:policy/own/policy")["Policy"]
        self.assertEqual(made["Description"], "what for")

    def test_is_attached_to_roles_groups_and_users(self) -> None:
        carriers = {"Role": role(), "Group": group("group"), "User": user("user")}
        attached = managed_policy("policy", Roles=[{"Ref": "Role"}], Groups=[{"Ref": "Group"}], Users=[{"Ref": "User"}])
        self.succeed({**carriers, "Policy": attached})
        entities = self.iam.list_entities_for_policy(PolicyArn=f"{IAM}:policy/policy")
        self.assertEqual([each["RoleName"] for each in entities["PolicyRoles"]], ["member"])
        self.assertEqual([each["GroupName"] for each in entities["PolicyGroups"]], ["group"])
        self.assertEqual([each["UserName"] for each in entities["PolicyUsers"]], ["user"])
        self.succeed({**carriers, "Policy": managed_policy("policy")})
        entities = self.iam.list_entities_for_policy(PolicyArn=f"{IAM}:policy/policy")
        self.assertEqual(entities["PolicyRoles"] + entities["PolicyGroups"] + entities["PolicyUsers"], [])

    def test_whose_document_changes_again_and_again_has_the_last_one(self) -> None:
        documents = [
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": f"arn:aws:s3:::b{n}"}],
            }
            for n in range(8)
        ]
        for document in documents:
            self.succeed({"Policy": managed_policy("policy", PolicyDocument=document)})
        arn = f"{IAM}:policy/policy"
        version = self.iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        self.assertEqual(
            self.iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"], documents[-1]
        )
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.iam.list_policies(Scope="Local")["Policies"], [])

    def test_cannot_be_larger_than_6144_characters(self) -> None:
        statement = {
            "Effect": "Allow",
            "Action": "s3:GetObject",
            "Resource": [f"arn:aws:s3:::{n:060d}" for n in range(100)],
        }
        self.deploy(
            {"Policy": managed_policy("policy", PolicyDocument={"Version": "2012-10-17", "Statement": [statement]})}
        )
        self.assertIn("Cannot exceed quota for PolicySize: 6144", self.reasons())

    def test_that_somebody_wears_as_a_boundary_cannot_be_deleted(self) -> None:
        self.succeed({"Policy": managed_policy("policy")})
        self.iam.create_role(
            RoleName="other",
            AssumeRolePolicyDocument=json.dumps(trust(TERRAFORM)),
            PermissionsBoundary=f"{IAM}:policy/policy",
        )
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.stack()["StackStatus"], "DELETE_FAILED")
        self.assertIn("Cannot delete a policy attached to entities", self.reasons())


class AUserAndItsGroup(TestIam):
    def test_have_everything_that_the_template_gives_them(self) -> None:
        deployed = self.succeed(
            {
                "Boundary": managed_policy("boundary"),
                "Policy": managed_policy("policy"),
                "Group": group("group", Path="/own/", ManagedPolicyArns=[{"Ref": "Policy"}]),
                "User": user(
                    "user",
                    Path="/own/",
                    Groups=[{"Ref": "Group"}],
                    PermissionsBoundary={"Ref": "Boundary"},
                    ManagedPolicyArns=[{"Ref": "Policy"}],
                ),
            },
            Outputs={name: {"Value": {"Fn::GetAtt": [name, "Arn"]}} for name in ("Group", "User")},
        )
        self.assertEqual(self.outputs(deployed), {"Group": f"{IAM}:group/own/group", "User": f"{IAM}:user/own/user"})
        made = self.iam.get_user(UserName="user")["User"]
        self.assertEqual(made["Path"], "/own/")
        self.assertEqual(made["PermissionsBoundary"]["PermissionsBoundaryArn"], f"{IAM}:policy/boundary")
        self.assertEqual([each["UserName"] for each in self.iam.get_group(GroupName="group")["Users"]], ["user"])
        self.assertEqual(len(self.iam.list_attached_group_policies(GroupName="group")["AttachedPolicies"]), 1)
        self.assertEqual(len(self.iam.list_attached_user_policies(UserName="user")["AttachedPolicies"]), 1)

    def test_change_in_place(self) -> None:
        groups = {"A": group("a"), "B": group("b"), "Boundary": managed_policy("boundary")}
        self.succeed(
            {
                **groups,
                "User": user("user", Groups=["a"], PermissionsBoundary={"Ref": "Boundary"}) | {"DependsOn": ["A", "B"]},
            }
        )
        self.succeed({**groups, "User": user("user", Groups=["b"], Path="/own/") | {"DependsOn": ["A", "B"]}})
        self.assertEqual(
            [each["GroupName"] for each in self.iam.list_groups_for_user(UserName="user")["Groups"]], ["b"]
        )
        made = self.iam.get_user(UserName="user")["User"]
        self.assertEqual(made["Arn"], f"{IAM}:user/own/user")
        self.assertNotIn("PermissionsBoundary", made)

    def test_go_away_together(self) -> None:
        self.succeed({"Group": group("group"), "User": user("user", Groups=[{"Ref": "Group"}])})
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.stack_names(), [])
        self.assertEqual(self.iam.list_groups()["Groups"], [])

    def stack_names(self) -> list[str]:
        return [each["StackName"] for each in self.aws(MANAGEMENT, "cloudformation").describe_stacks()["Stacks"]]

    def test_stay_while_the_user_has_access_keys_that_the_template_did_not_make(self) -> None:
        self.succeed({"User": user("user")})
        self.iam.create_access_key(UserName="user")
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertIn("must delete access keys first", self.reasons())

    def test_can_have_the_boundary_put_on_and_taken_off_by_the_api(self) -> None:
        self.succeed({"Boundary": managed_policy("boundary"), "User": user("user")})
        with self.assertRaises(ClientError):
            self.iam.put_user_permissions_boundary(UserName="user", PermissionsBoundary=f"{IAM}:policy/missing")
        self.iam.put_user_permissions_boundary(UserName="user", PermissionsBoundary=f"{IAM}:policy/boundary")
        self.assertIn("PermissionsBoundary", self.iam.get_user(UserName="user")["User"])
        self.iam.delete_user_permissions_boundary(UserName="user")
        self.assertNotIn("PermissionsBoundary", self.iam.get_user(UserName="user")["User"])


class OtherResourcesOfIam(TestIam):
    def test_an_inline_policy_is_put_into_its_roles_and_follows_them(self) -> None:
        def policy(*roles: str) -> dict[str, object]:
            properties = {"PolicyName": "inline", "PolicyDocument": ALLOW_ALL, "Roles": list(roles)}
            return {"Type": "AWS::IAM::Policy", "Properties": properties, "DependsOn": ["A", "B"]}

        roles = {"A": role("a"), "B": role("b")}
        self.succeed({**roles, "Policy": policy("a")})
        self.succeed({**roles, "Policy": policy("b")})
        self.assertEqual(self.iam.list_role_policies(RoleName="a")["PolicyNames"], [])
        self.assertEqual(self.iam.list_role_policies(RoleName="b")["PolicyNames"], ["inline"])

    def test_an_oidc_provider_is_known_by_its_arn(self) -> None:
        provider: dict[str, Any] = {
            "Type": "AWS::IAM::OIDCProvider",
            "Properties": {"Url": "https://token.actions.githubusercontent.com", "ClientIdList": ["sts.amazonaws.com"]},
        }
        deployed = self.succeed({"Provider": provider}, Outputs={"Arn": {"Value": {"Fn::GetAtt": ["Provider", "Arn"]}}})
        arn = f"{IAM}:oidc-provider/token.actions.githubusercontent.com"
        self.assertEqual(self.outputs(deployed), {"Arn": arn})
        provider["Properties"]["ClientIdList"] = ["other"]
        self.succeed({"Provider": provider})
        self.assertEqual(self.iam.get_open_id_connect_provider(OpenIDConnectProviderArn=arn)["ClientIDList"], ["other"])
