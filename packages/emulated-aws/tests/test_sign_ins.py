from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from botocore.exceptions import ClientError
from emulated import DEV_ACCOUNT, EmulatedOrganization
from werkzeug.test import Client

from emulated_aws import control
from emulated_aws.authorization_details import access_key, authorization_details
from emulated_aws.calls import moto_application

ALICE = f"arn:aws:iam::{DEV_ACCOUNT}:user/people/alice"
FIRST, SECOND = "First-Password-1", "Second-Password-2"


class SignIns(EmulatedOrganization):
    def setUp(self) -> None:
        super().setUp()
        self.iam = self.aws(DEV_ACCOUNT, "iam")
        self.iam.create_user(UserName="alice", Path="/people/")

    def refusal(self, attempt: Callable[[], Any]) -> str:
        with self.assertRaises(ClientError) as refused:
            attempt()
        return str(refused.exception.response["Error"]["Code"])

    def invite(self) -> None:
        self.iam.create_login_profile(UserName="alice", Password=FIRST, PasswordResetRequired=True)

    def device(self) -> str:
        made = self.iam.create_virtual_mfa_device(VirtualMFADeviceName="alice")["VirtualMFADevice"]
        return str(made["SerialNumber"])

    def enable(self, serial: str, user: str = "alice") -> None:
        self.iam.enable_mfa_device(
            UserName=user, SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="654321"
        )

    def sign_in(self, password: str = FIRST, *, mfa: bool = False) -> tuple[int, Any]:
        body = {"account": DEV_ACCOUNT, "user": "alice", "password": password, "mfa": mfa}
        return control.answer("POST", "sign-ins", {}, body)

    def call(self, key: str, service: str, **parameters: str) -> str:
        """A request with this very key, as it arrives from outside."""
        answer = Client(moto_application()).post(
            "http://localhost/",
            data=urlencode(parameters),
            content_type="application/x-www-form-urlencoded",
            headers={
                "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/20260101/us-east-1/{service}/aws4_request",
                "X-Moto-Account-Id": DEV_ACCOUNT,
            },
        )
        return answer.get_data(as_text=True)


class APassword(SignIns):
    def test_is_changed_at_the_first_sign_in_if_the_invitation_says_so(self) -> None:
        self.invite()
        _, first = self.sign_in()
        self.assertTrue(first["mustChangePassword"])
        key = first["credentials"]["accessKeyId"]
        self.call(key, "iam", Action="ChangePassword", Version="2010-05-08", OldPassword=FIRST, NewPassword=SECOND)
        self.assertEqual(self.sign_in()[0], 400)
        self.assertFalse(self.sign_in(SECOND)[1]["mustChangePassword"])

    def test_is_changed_by_who_knows_it(self) -> None:
        self.invite()
        key = self.sign_in()[1]["credentials"]["accessKeyId"]
        wrong = {"Action": "ChangePassword", "Version": "2010-05-08", "OldPassword": SECOND, "NewPassword": SECOND}
        self.assertIn("The old password was incorrect", self.call(key, "iam", **wrong))
        self.assertEqual(self.sign_in()[0], 200)

    def test_has_eight_characters_of_three_kinds(self) -> None:
        for weak in ("Ab1-", "abcdefgh12", "aaaaaaaa", "x" * 200):
            refused = self.refusal(partial(self.iam.create_login_profile, UserName="alice", Password=weak))
            self.assertEqual(refused, "PasswordPolicyViolation", weak)

    def test_may_be_set_again_with_all_that_is_not_said_left_alone(self) -> None:
        self.invite()
        self.iam.update_login_profile(UserName="alice", Password=SECOND)
        self.assertTrue(self.sign_in(SECOND)[1]["mustChangePassword"])
        self.iam.update_login_profile(UserName="alice", PasswordResetRequired=False)
        self.assertFalse(self.sign_in(SECOND)[1]["mustChangePassword"])

    def test_that_is_gone_lets_nobody_in(self) -> None:
        self.invite()
        self.iam.delete_login_profile(UserName="alice")
        self.assertEqual(self.sign_in()[0], 400)


class AnMfaDevice(SignIns):
    def test_is_among_the_authorization_details_with_its_seed_and_its_user(self) -> None:
        serial = self.device()
        (unused,) = authorization_details()["mfaDevices"]
        self.assertEqual((unused["arn"], unused["user"]), (f"arn:aws:iam::{DEV_ACCOUNT}:mfa/alice", None))
        self.assertRegex(unused["seed"], "^[A-Z2-7]{64}$")
        self.enable(serial)
        self.assertEqual(authorization_details()["mfaDevices"], [{**unused, "user": ALICE}])

    def test_has_one_user_and_exists(self) -> None:
        serial = self.device()
        self.enable(serial)
        self.iam.create_user(UserName="bob")
        self.assertEqual(self.refusal(lambda: self.enable(serial, "bob")), "EntityAlreadyExists")
        self.assertEqual(self.refusal(lambda: self.enable(serial.replace("alice", "bob"), "bob")), "NoSuchEntity")

    def test_is_deleted_after_it_was_deactivated(self) -> None:
        serial = self.device()
        self.enable(serial)
        refused = self.refusal(lambda: self.iam.delete_virtual_mfa_device(SerialNumber=serial))
        self.assertEqual(refused, "DeleteConflict")
        self.iam.deactivate_mfa_device(UserName="alice", SerialNumber=serial)
        self.iam.delete_virtual_mfa_device(SerialNumber=serial)
        self.assertEqual(authorization_details()["mfaDevices"], [])

    def test_is_resynchronized_by_its_user(self) -> None:
        serial = self.device()
        codes = {"AuthenticationCode1": "123456", "AuthenticationCode2": "654321"}
        resync = {"UserName": "alice", "SerialNumber": serial, **codes}
        self.assertEqual(self.refusal(lambda: self.iam.resync_mfa_device(**resync)), "NoSuchEntity")
        self.enable(serial)
        self.iam.resync_mfa_device(**resync)

    def test_is_asked_for_at_sign_in(self) -> None:
        self.invite()
        self.assertEqual(self.sign_in(mfa=True)[0], 400)
        self.enable(self.device())
        self.assertEqual(self.sign_in()[0], 400)
        self.assertEqual(self.sign_in(mfa=True)[0], 200)


class ASession(SignIns):
    def session_token(self, **parameters: str) -> str:
        key = self.iam.create_access_key(UserName="alice")["AccessKey"]["AccessKeyId"]
        answer = self.call(key, "sts", Action="GetSessionToken", Version="2011-06-15", **parameters)
        return answer.split("<AccessKeyId>")[1].split("</AccessKeyId>")[0]

    def test_of_the_console_is_of_the_user_without_mfa(self) -> None:
        self.invite()
        credentials = self.sign_in()[1]["credentials"]
        key = access_key(credentials["accessKeyId"])
        assert key is not None
        self.assertEqual(key["secret"], credentials["secretAccessKey"])
        owner = key["owner"]
        self.assertEqual((owner["kind"], owner["arn"], owner["mfa"]), ("userSession", ALICE, None))
        self.assertEqual(owner["token"], credentials["sessionToken"])

    def test_with_a_code_says_when_it_was_given(self) -> None:
        key = access_key(self.session_token(SerialNumber="arn:aws:iam::444444444444:mfa/alice", TokenCode="123456"))
        assert key is not None
        self.assertRegex(key["owner"]["mfa"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_is_of_the_one_who_asks(self) -> None:
        key = self.session_token()
        identity = self.call(key, "sts", Action="GetCallerIdentity", Version="2011-06-15")
        self.assertIn(f"<Arn>{ALICE}</Arn>", identity)
        self.assertIn("<UserName>alice</UserName>", self.call(key, "iam", Action="GetUser", Version="2010-05-08"))

    def test_begins_no_other_session(self) -> None:
        again = self.call(self.session_token(), "sts", Action="GetSessionToken", Version="2011-06-15")
        self.assertIn("Cannot call GetSessionToken with session credentials", again)


class AUser(SignIns):
    def test_stays_while_there_is_a_password_or_a_device(self) -> None:
        self.invite()
        self.assertEqual(self.refusal(lambda: self.iam.delete_user(UserName="alice")), "DeleteConflict")
        self.iam.delete_login_profile(UserName="alice")
        serial = self.device()
        self.enable(serial)
        self.assertEqual(self.refusal(lambda: self.iam.delete_user(UserName="alice")), "DeleteConflict")
        self.iam.deactivate_mfa_device(UserName="alice", SerialNumber=serial)
        self.iam.delete_user(UserName="alice")
        self.assertEqual([user["arn"] for user in authorization_details()["users"]], [])
