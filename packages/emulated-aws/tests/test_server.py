from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import unittest
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from emulated import (
    DEV_ACCOUNT,
    MANAGEMENT,
    PROD,
    PROD_ACCOUNT,
    REGION,
    TERRAFORM,
    EmulatedOrganization,
    role,
    stack_set,
)
from werkzeug.serving import BaseWSGIServer

from emulated_aws import server


class TheServer(EmulatedOrganization):
    server: BaseWSGIServer

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = server.make(0)
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.server.shutdown()
        cls.server.server_close()

    def control(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = Request(f"http://localhost:{self.server.server_port}/_orgstrap/{path}", method=method, data=data)
        with urlopen(request) as response:
            content = response.read()
            return response.status, json.loads(content) if content else None

    def client(self, service: str, account: str) -> Any:
        _, keys = self.control("POST", "credentials", {"account": account})
        return self.client_with(service, keys["accessKeyId"], keys["secretAccessKey"])

    def client_with(self, service: str, key: str, secret: str, token: str | None = None) -> Any:
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=f"http://127.0.0.1:{self.server.server_port}",
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}),
        )

    def test_gives_keys_of_an_administrator_and_knows_the_account_from_them(self) -> None:
        identity = self.client("sts", DEV_ACCOUNT).get_caller_identity()
        self.assertEqual(identity["Arn"], f"arn:aws:iam::{DEV_ACCOUNT}:user/rehearsal-operator")
        self.assertEqual(identity["Account"], DEV_ACCOUNT)

    def test_gives_the_same_keys_however_often_it_is_asked(self) -> None:
        asked = [self.control("POST", "credentials", {"account": DEV_ACCOUNT})[1] for _ in range(4)]
        self.assertEqual(asked, asked[:1] * 4)

    def test_gives_no_keys_of_an_account_outside_the_organization(self) -> None:
        with self.assertRaises(HTTPError) as refused:
            self.control("POST", "credentials", {"account": "999999999999"})
        self.assertEqual(refused.exception.code, 400)
        self.assertIn("not in an organization", json.load(refused.exception)["error"])

    def test_lets_a_role_that_a_stack_set_made_be_assumed_and_no_other(self) -> None:
        self.succeed({"Set": stack_set(PROD)})
        sts = self.client("sts", TERRAFORM)
        keys = sts.assume_role(RoleArn=f"arn:aws:iam::{PROD_ACCOUNT}:role/member", RoleSessionName="test")[
            "Credentials"
        ]
        inside = self.client_with("sts", keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
        self.assertEqual(inside.get_caller_identity()["Account"], PROD_ACCOUNT)
        for arn in (
            f"arn:aws:iam::{DEV_ACCOUNT}:role/member",
            f"arn:aws:iam::{PROD_ACCOUNT}:role/path/member",
            "nonsense" * 4,
        ):
            with self.assertRaises(ClientError) as refused:
                sts.assume_role(RoleArn=arn, RoleSessionName="test")
            self.assertEqual(refused.exception.response["Error"]["Code"], "AccessDenied")
            self.assertEqual(refused.exception.response["ResponseMetadata"]["HTTPStatusCode"], 403)
            self.assertIn(f"arn:aws:iam::{TERRAFORM}:user/rehearsal-operator is not authorized", str(refused.exception))

    def test_refuses_keys_that_are_unknown_deleted_or_inactive(self) -> None:
        iam = self.client("iam", MANAGEMENT)
        iam.create_user(UserName="user")
        deleted, inactive = (iam.create_access_key(UserName="user")["AccessKey"] for _ in range(2))
        for key in (deleted, inactive):
            self.client_with("sts", key["AccessKeyId"], key["SecretAccessKey"]).get_caller_identity()
        iam.delete_access_key(UserName="user", AccessKeyId=deleted["AccessKeyId"])
        iam.update_access_key(UserName="user", AccessKeyId=inactive["AccessKeyId"], Status="Inactive")
        for key in (deleted["AccessKeyId"], inactive["AccessKeyId"], "AKIAAAAAAAAAAAAAAAAA"):
            for service, call, code in (
                ("sts", "get_caller_identity", "InvalidClientTokenId"),
                ("s3", "list_buckets", "InvalidAccessKeyId"),
                ("organizations", "describe_organization", "UnrecognizedClientException"),
            ):
                with self.assertRaises(ClientError) as refused:
                    getattr(self.client_with(service, key, "x"), call)()
                self.assertEqual(refused.exception.response["Error"]["Code"], code)

    def test_knows_the_service_of_a_call_that_nobody_signs(self) -> None:
        start = max([each["n"] for each in self.control("GET", "requests?since=0")[1]], default=0)
        form = b"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::1:role/x&RoleSessionName=x"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        with self.assertRaises(HTTPError):
            urlopen(Request(f"http://127.0.0.1:{self.server.server_port}/", form, headers))
        (served,) = self.control("GET", f"requests?since={start}")[1]
        self.assertEqual((served["service"], served["action"]), ("sts", "AssumeRoleWithWebIdentity"))

    def test_keeps_a_log_of_what_was_called_from_outside_and_by_whom(self) -> None:
        start = max([each["n"] for each in self.control("GET", "requests?since=0")[1]], default=0)
        s3 = self.client("s3", TERRAFORM)
        s3.create_bucket(Bucket="state", CreateBucketConfiguration={"LocationConstraint": REGION})
        self.client("organizations", MANAGEMENT).describe_organization()
        self.succeed({"Set": stack_set(PROD)})
        with self.assertRaises(ClientError):
            self.client("iam", PROD_ACCOUNT).get_role(RoleName="missing")
        served = self.control("GET", f"requests?since={start}")[1]
        told = [(each["account"], each["service"], each["action"], each["status"]) for each in served]
        self.assertEqual(
            told,
            [
                (TERRAFORM, "s3", "PUT /state", 200),
                (MANAGEMENT, "organizations", "DescribeOrganization", 200),
                (PROD_ACCOUNT, "iam", "GetRole", 404),
            ],
        )
        self.assertEqual(served[0]["method"], "PUT")
        self.assertEqual(served[0]["host"], f"127.0.0.1:{self.server.server_port}")
        self.assertEqual(self.control("GET", f"requests?since={served[-1]['n']}")[1], [])

    def test_knows_whose_key_is_behind_what_cloudformation_made(self) -> None:
        start = max([each["n"] for each in self.control("GET", "made?since=0")[1]], default=0)
        cloudformation = self.client("cloudformation", MANAGEMENT)
        template = json.dumps({"Resources": {"Role": role()}})
        cloudformation.create_stack(StackName="stack", TemplateBody=template, Capabilities=["CAPABILITY_NAMED_IAM"])
        (made,) = self.control("GET", f"made?since={start}")[1]
        _, keys = self.control("POST", "credentials", {"account": MANAGEMENT})
        self.assertEqual((made["operation"], made["by"]), ("CreateRole", {"accessKeyId": keys["accessKeyId"]}))

    def test_delivers_events(self) -> None:
        event = {"account": MANAGEMENT, "region": REGION, "source": "x", "detail-type": "x", "time": "", "detail": {}}
        self.assertEqual(self.control("POST", "events", {"events": [event] * 2}), (200, {"alarms": [[], []]}))

    def test_knows_the_account_of_a_request_that_is_signed_in_its_url(self) -> None:
        s3 = self.client("s3", TERRAFORM)
        s3.create_bucket(Bucket="state", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket="state", Key="object", Body=b"content")
        with urlopen(s3.generate_presigned_url("get_object", Params={"Bucket": "state", "Key": "object"})) as response:
            self.assertEqual(response.read(), b"content")

    def test_answers_bad_controls_with_the_reason(self) -> None:
        for method, path, body, status in (
            ("PUT", "organization", {}, 400),
            ("PUT", "organization", b"{", 400),
            ("POST", "credentials", {"account": 1}, 400),
            ("GET", "requests?since=x", None, 400),
            ("GET", "made?since=x", None, 400),
            ("POST", "events", {}, 400),
            ("GET", "nothing", None, 404),
        ):
            with self.subTest(path), self.assertRaises(HTTPError) as refused:
                self.control(method, path, body)
            self.assertEqual(refused.exception.code, status)
            self.assertTrue(json.load(refused.exception)["error"])

    def test_reports_nothing_about_an_organization_where_all_went_well(self) -> None:
        self.assertEqual(
            self.control("GET", "report"), (200, {"unknownTypes": [], "inert": [], "failures": [], "stackSets": []})
        )


class TheProcess(unittest.TestCase):
    def setUp(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "emulated_aws"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        self.addCleanup(self.stdout.close)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)
        self.port = json.loads(self.stdout.readline())["port"]

    def test_answers_as_soon_as_it_has_told_its_port_and_on_localhost_too(self) -> None:
        for host in ("127.0.0.1", "localhost"):
            with urlopen(f"http://{host}:{self.port}/_orgstrap/report") as response:
                self.assertEqual(response.status, 200)
        self.stdin.close()

    def test_ends_when_its_stdin_is_closed_and_says_nothing_more(self) -> None:
        self.stdin.close()
        self.assertEqual(self.process.wait(timeout=10), 0)
        self.assertEqual(self.stdout.read(), "")

    def test_ends_when_it_is_told_to(self) -> None:
        for sent in (signal.SIGTERM,):
            self.process.send_signal(sent)
            self.assertEqual(self.process.wait(timeout=10), 0)
        self.stdin.close()
