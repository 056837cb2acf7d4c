from __future__ import annotations

import json
import re
import unittest
from datetime import timedelta
from typing import Any

from emulated import (
    DEEP,
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    PROD_ACCOUNT,
    REGION,
    ROOT,
    TERRAFORM,
    EmulatedOrganization,
    denial,
    trust,
)
from werkzeug.test import Client

from emulated_aws import control
from emulated_aws.authorization_details import access_key, authorization_details, encryption_key
from emulated_aws.calls import moto_application

READ = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
WRITE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}]}


def of(arn: str, among: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [each for each in among if each["arn"] == arn]
    return found


class TheAuthorizationDetails(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.iam = self.aws(DEV_ACCOUNT, "iam")

    def policy(self, name: str = "read", document: Any = None) -> str:
        made = self.iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(document or READ))
        return str(made["Policy"]["Arn"])

    def test_has_the_organization_with_everything_above_each_account(self) -> None:
        organization = authorization_details()["organization"]
        self.assertEqual(organization["id"], "o-exampleorgid")
        self.assertEqual(organization["managementAccount"], MANAGEMENT)
        self.assertEqual(organization["accounts"][DEEP_ACCOUNT], [ROOT, DEV, DEEP])
        self.assertEqual(organization["accounts"][TERRAFORM], [ROOT])

    def test_has_the_oidc_providers_of_every_account(self) -> None:
        arn = self.iam.create_open_id_connect_provider(
            Url="https://ci.example.com/tokens", ClientIDList=["one", "two"], ThumbprintList=["0" * 40]
        )["OpenIDConnectProviderArn"]
        self.assertEqual(arn, f"arn:aws:iam::{DEV_ACCOUNT}:oidc-provider/ci.example.com/tokens")
        self.assertEqual(authorization_details()["oidcProviders"], [{"arn": arn, "clientIds": ["one", "two"]}])

    def test_has_service_control_policies_where_they_are_attached(self) -> None:
        organizations = self.aws(MANAGEMENT, "organizations")
        organizations.enable_policy_type(RootId=ROOT, PolicyType="SERVICE_CONTROL_POLICY")
        policy = organizations.create_policy(
            Name="guard", Description="", Type="SERVICE_CONTROL_POLICY", Content=json.dumps(READ)
        )["Policy"]["PolicySummary"]
        organizations.attach_policy(PolicyId=policy["Id"], TargetId=DEV)
        attached = authorization_details()["organization"]["serviceControlPolicies"]
        self.assertEqual([each["name"] for each in attached[DEV]], ["FullAWSAccess", "guard"])
        self.assertEqual(json.loads(attached[DEV][1]["document"]), READ)
        self.assertEqual([each["name"] for each in attached[DEV_ACCOUNT]], ["FullAWSAccess"])

    def test_has_users_with_the_policies_of_their_groups_their_boundary_and_tags(self) -> None:
        self.iam.create_user(
            UserName="ci", Path="/team/", PermissionsBoundary=self.policy("edge"), Tags=[{"Key": "a", "Value": "b"}]
        )
        self.iam.put_user_policy(UserName="ci", PolicyName="own", PolicyDocument=json.dumps(WRITE))
        self.iam.create_group(GroupName="all")
        self.iam.attach_group_policy(GroupName="all", PolicyArn=self.policy())
        self.iam.add_user_to_group(GroupName="all", UserName="ci")
        here = authorization_details()
        user = of(f"arn:aws:iam::{DEV_ACCOUNT}:user/team/ci", here["users"])
        own, group = user["policies"]
        self.assertEqual(own, {"managed": [], "inline": [{"name": "own", "document": json.dumps(WRITE)}]})
        self.assertEqual(group["managed"], [f"arn:aws:iam::{DEV_ACCOUNT}:policy/read"])
        self.assertEqual(user["boundary"], f"arn:aws:iam::{DEV_ACCOUNT}:policy/edge")
        self.assertEqual(user["tags"], {"a": "b"})
        self.assertIn(f"arn:aws:iam::{DEV_ACCOUNT}:group/all", here["groups"])

    def test_has_roles_with_their_trust_and_path(self) -> None:
        self.iam.create_role(RoleName="app", Path="/team/", AssumeRolePolicyDocument=json.dumps(trust(TERRAFORM)))
        found = of(f"arn:aws:iam::{DEV_ACCOUNT}:role/team/app", authorization_details()["roles"])
        self.assertEqual(json.loads(found["trust"]), trust(TERRAFORM))
        self.assertIsNone(found["boundary"])

    def test_has_the_default_version_of_a_policy(self) -> None:
        arn = self.policy()
        self.iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(WRITE), SetAsDefault=False)
        self.assertEqual(json.loads(authorization_details()["managedPolicies"][arn]), READ)
        self.iam.set_default_policy_version(PolicyArn=arn, VersionId="v2")
        self.assertEqual(json.loads(authorization_details()["managedPolicies"][arn]), WRITE)

    def test_has_the_policies_of_aws_that_somebody_carries(self) -> None:
        self.iam.create_user(UserName="root-like")
        arn = "arn:aws:iam::aws:policy/AdministratorAccess"
        self.iam.attach_user_policy(UserName="root-like", PolicyArn=arn)
        self.assertEqual(json.loads(authorization_details()["managedPolicies"][arn])["Statement"][0]["Action"], "*")

    def test_has_buckets_with_their_policy_and_encryption(self) -> None:
        s3 = self.aws(DEV_ACCOUNT, "s3")
        s3.create_bucket(Bucket="plain", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.create_bucket(Bucket="closed", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_policy(Bucket="closed", Policy=json.dumps(denial("closed")))
        default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "the-key"}
        s3.put_bucket_encryption(
            Bucket="closed",
            ServerSideEncryptionConfiguration={"Rules": [{"ApplyServerSideEncryptionByDefault": default}]},
        )
        buckets = {each["name"]: each for each in authorization_details()["buckets"]}
        self.assertEqual(buckets["closed"]["account"], DEV_ACCOUNT)
        self.assertEqual(json.loads(buckets["closed"]["policy"]), denial("closed"))
        self.assertEqual(buckets["closed"]["encryptionKey"], "the-key")
        self.assertTrue(buckets["closed"]["isKmsByDefault"])
        self.assertIsNone(buckets["plain"]["policy"])
        self.assertFalse(buckets["plain"]["isKmsByDefault"])

    def test_has_keys_with_their_policy_and_aliases(self) -> None:
        kms = self.aws(DEV_ACCOUNT, "kms")
        key = kms.create_key(Policy=json.dumps(READ))["KeyMetadata"]
        kms.create_alias(AliasName="alias/state", TargetKeyId=key["KeyId"])
        here = authorization_details()
        self.assertEqual(json.loads(of(key["Arn"], here["keys"])["policy"]), READ)
        alias = f"arn:aws:kms:{REGION}:{DEV_ACCOUNT}:alias/state"
        self.assertEqual(of(alias, here["aliases"])["key"], key["Arn"])

    def test_has_queues_with_their_policy(self) -> None:
        sqs = self.aws(DEV_ACCOUNT, "sqs")
        sqs.create_queue(QueueName="open", Attributes={"Policy": json.dumps(READ)})
        sqs.create_queue(QueueName="plain")
        here = authorization_details()
        found = of(f"arn:aws:sqs:{REGION}:{DEV_ACCOUNT}:open", here["queues"])
        self.assertEqual(json.loads(found["policy"]), READ)
        self.assertIsNone(of(f"arn:aws:sqs:{REGION}:{DEV_ACCOUNT}:plain", here["queues"])["policy"])

    def test_has_secrets_with_their_policy(self) -> None:
        manager = self.aws(DEV_ACCOUNT, "secretsmanager")
        guarded = manager.create_secret(Name="orgstrap/ci/delivery/apply")["ARN"]
        manager.put_resource_policy(SecretId=guarded, ResourcePolicy=json.dumps(READ))
        plain = manager.create_secret(Name="plain")["ARN"]
        here = authorization_details()
        self.assertEqual(json.loads(of(guarded, here["secrets"])["policy"]), READ)
        self.assertIsNone(of(plain, here["secrets"])["policy"])

    def test_says_whose_an_access_key_is(self) -> None:
        iam = self.aws(DEV_ACCOUNT, "iam")
        user = iam.create_user(UserName="ci", Path="/orgstrap/")["User"]["Arn"]
        key = iam.create_access_key(UserName="ci")["AccessKey"]["AccessKeyId"]
        self.assertEqual(authorization_details()["accessKeys"][key], user)

    def test_can_be_written_as_json(self) -> None:
        self.assertIn("organization", json.loads(json.dumps(control.answer("GET", "authorization-details", {}, {})[1])))


class AccessKeys(EmulatedOrganization):
    def test_of_a_user_say_whose_they_are_and_whether_they_are_active(self) -> None:
        iam = self.aws(DEV_ACCOUNT, "iam")
        iam.create_user(UserName="ci", Path="/team/")
        made = iam.create_access_key(UserName="ci")["AccessKey"]
        key = access_key(made["AccessKeyId"])
        assert key is not None
        self.assertEqual(key["secret"], made["SecretAccessKey"])
        self.assertEqual(key["owner"], {"kind": "user", "arn": f"arn:aws:iam::{DEV_ACCOUNT}:user/team/ci"})
        self.assertEqual((key["account"], key["isActive"]), (DEV_ACCOUNT, True))
        iam.update_access_key(UserName="ci", AccessKeyId=made["AccessKeyId"], Status="Inactive")
        inactive = access_key(made["AccessKeyId"])
        assert inactive is not None
        self.assertFalse(inactive["isActive"])

    def test_of_a_session_say_its_role_its_token_its_policy_and_its_end(self) -> None:
        self.aws(PROD_ACCOUNT, "iam").create_role(
            RoleName="app", Path="/team/", AssumeRolePolicyDocument=json.dumps(trust(TERRAFORM))
        )
        role = f"arn:aws:iam::{PROD_ACCOUNT}:role/team/app"
        given = self.aws(TERRAFORM, "sts").assume_role(
            RoleArn=role, RoleSessionName="run", Policy=json.dumps(READ), DurationSeconds=900
        )["Credentials"]
        key = access_key(given["AccessKeyId"])
        assert key is not None
        self.assertEqual(key["account"], PROD_ACCOUNT)
        self.assertEqual(key["owner"]["role"], role)
        self.assertEqual(key["owner"]["name"], "run")
        self.assertEqual(key["owner"]["token"], given["SessionToken"])
        self.assertEqual(json.loads(key["owner"]["policy"]), READ)
        self.assertEqual(key["owner"]["expiration"], given["Expiration"].strftime("%Y-%m-%dT%H:%M:%SZ"))
        issued = given["Expiration"] - timedelta(seconds=900)
        self.assertEqual(key["owner"]["issued"], issued.strftime("%Y-%m-%dT%H:%M:%SZ"))

    def test_of_a_session_say_the_source_identity_that_it_was_given_or_has_from_the_session_before_it(self) -> None:
        for name in ("first", "second"):
            self.aws(PROD_ACCOUNT, "iam").create_role(
                RoleName=name, AssumeRolePolicyDocument=json.dumps(trust(TERRAFORM))
            )
        role = f"arn:aws:iam::{PROD_ACCOUNT}:role/"
        nameless = self.aws(TERRAFORM, "sts").assume_role(RoleArn=f"{role}first", RoleSessionName="run")
        self.assertIsNone(self.source_identity(nameless["Credentials"]["AccessKeyId"]))
        first = self.aws(TERRAFORM, "sts").assume_role(
            RoleArn=f"{role}first", RoleSessionName="run", SourceIdentity="run-1"
        )
        self.assertEqual(first["SourceIdentity"], "run-1")
        self.assertEqual(self.source_identity(first["Credentials"]["AccessKeyId"]), "run-1")
        with self.subTest("chained"):
            second = self.chained(first["Credentials"]["AccessKeyId"], f"{role}second")
            self.assertEqual(self.source_identity(second), "run-1")

    def source_identity(self, key_id: str) -> str | None:
        key = access_key(key_id)
        assert key is not None
        identity: str | None = key["owner"]["sourceIdentity"]
        return identity

    def chained(self, key_id: str, role: str) -> str:
        """The key of the session that another session of this account assumes a role for."""
        parameters = {"Action": "AssumeRole", "Version": "2011-06-15", "RoleArn": role, "RoleSessionName": "run"}
        credential = f"Credential={key_id}/20260101/us-east-1/sts/aws4_request"
        answer = Client(moto_application()).post(
            "http://localhost/",
            data=parameters,
            headers={"Authorization": f"AWS4-HMAC-SHA256 {credential}", "X-Moto-Account-Id": PROD_ACCOUNT},
        )
        (found,) = re.findall("<AccessKeyId>(.*?)</AccessKeyId>", answer.get_data(as_text=True))
        return str(found)

    def test_that_nobody_has_are_nobodys(self) -> None:
        self.assertIsNone(access_key("AKIAIOSFODNN7EXAMPLE"))

    def test_are_asked_for_by_their_id(self) -> None:
        self.assertEqual(control.answer("GET", "access-key", {}, {})[0], 400)
        self.assertEqual(control.answer("GET", "access-key", {"id": "AKIA"}, {}), (200, {"key": None}))


class EncryptionKeys(EmulatedOrganization):
    def test_of_an_object_are_those_that_it_was_written_with(self) -> None:
        s3 = self.aws(DEV_ACCOUNT, "s3")
        s3.create_bucket(Bucket="states", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_versioning(Bucket="states", VersioningConfiguration={"Status": "Enabled"})
        state = {"Bucket": "states", "Key": "env:/dev/a", "Body": b""}
        first = s3.put_object(**state, ServerSideEncryption="aws:kms", SSEKMSKeyId="k")
        s3.put_object(**state)
        self.assertIsNone(encryption_key("states", "env:/dev/a", None))
        self.assertEqual(encryption_key("states", "env:/dev/a", first["VersionId"]), "k")
        self.assertIsNone(encryption_key("states", "missing", None))
        self.assertIsNone(encryption_key("missing", "missing", None))


if __name__ == "__main__":
    unittest.main()
