"""Accounts that AWS makes in the background, and moves that meet another change."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError
from emulated import DEV, DEV_ACCOUNT, MANAGEMENT, PROD, ROOT, EmulatedOrganization, stack_set

from emulated_aws import control


class TheCreationOfAnAccount(EmulatedOrganization):
    def order(self, path: str, **body: Any) -> None:
        status, answer = control.answer("POST", path, {}, body)
        self.assertEqual(status, 204, answer)

    def create(self, name: str = "new", email: str = "new@example.com") -> dict[str, Any]:
        created: dict[str, Any] = self.organizations().create_account(AccountName=name, Email=email)
        return dict(created["CreateAccountStatus"])

    def status(self, request: str) -> dict[str, Any]:
        described = self.organizations().describe_create_account_status(CreateAccountRequestId=request)
        return dict(described["CreateAccountStatus"])

    def organizations(self) -> Any:
        return self.aws(MANAGEMENT, "organizations")

    def names(self) -> list[str]:
        return [each["Name"] for each in self.organizations().list_accounts()["Accounts"]]

    def test_is_in_progress_until_somebody_has_asked_so_many_times(self) -> None:
        self.order("account-orders", looks=2)
        created = self.create()
        self.assertEqual((created["State"], created.get("AccountId")), ("IN_PROGRESS", None))
        self.assertEqual([self.status(created["Id"])["State"] for _ in range(2)], ["IN_PROGRESS"] * 2)
        self.assertNotIn("new", self.names())
        finished = self.status(created["Id"])
        self.assertEqual(finished["State"], "SUCCEEDED")
        account = finished["AccountId"]
        self.assertEqual(self.organizations().list_parents(ChildId=account)["Parents"][0]["Id"], ROOT)
        self.assertEqual(
            self.organizations().describe_account(AccountId=account)["Account"]["Email"], "new@example.com"
        )

    def test_fails_for_the_reasons_that_were_ordered_and_then_no_longer(self) -> None:
        self.order("account-orders", reasons=["ACCOUNT_LIMIT_EXCEEDED"])
        failed = self.status(self.create()["Id"])
        self.assertEqual((failed["State"], failed["FailureReason"]), ("FAILED", "ACCOUNT_LIMIT_EXCEEDED"))
        self.assertNotIn("AccountId", failed)
        self.assertEqual(self.status(self.create()["Id"])["State"], "SUCCEEDED")

    def test_fails_where_an_account_has_the_address(self) -> None:
        self.status(self.create()["Id"])
        again = self.status(self.create("other", "NEW@example.com")["Id"])
        self.assertEqual((again["State"], again["FailureReason"]), ("FAILED", "EMAIL_ALREADY_EXISTS"))
        self.assertNotIn("other", self.names())

    def test_fails_where_the_same_was_asked_for_and_is_not_done(self) -> None:
        self.order("account-orders", looks=1)
        first, second = self.create(), self.create()
        self.status(second["Id"])
        self.assertEqual(self.status(second["Id"])["FailureReason"], "CONCURRENT_ACCOUNT_MODIFICATION")
        self.status(first["Id"])
        self.assertEqual(self.status(first["Id"])["State"], "SUCCEEDED")

    def test_is_refused_where_five_are_in_progress(self) -> None:
        self.order("account-orders", looks=9)
        for each in range(5):
            self.create(f"new-{each}", f"new-{each}@example.com")
        with self.assertRaisesRegex(ClientError, "TooManyRequests"):
            self.create()

    def test_is_refused_as_ordered(self) -> None:
        self.order("account-orders", refusals=["FinalizingOrganizationException"])
        with self.assertRaisesRegex(ClientError, "FinalizingOrganization"):
            self.create()
        self.create()

    def test_is_listed_by_state(self) -> None:
        self.order("account-orders", reasons=["INTERNAL_FAILURE"])
        self.create("first", "first@example.com")
        self.create("second", "second@example.com")
        listed = self.organizations().list_create_account_status(States=["FAILED"])["CreateAccountStatuses"]
        self.assertEqual([each["AccountName"] for each in listed], ["first"])
        everything = self.organizations().list_create_account_status()["CreateAccountStatuses"]
        self.assertEqual([each["State"] for each in everything], ["FAILED", "SUCCEEDED"])

    def test_nobody_knows_a_request_that_was_not_made(self) -> None:
        with self.assertRaisesRegex(ClientError, "CreateAccountStatusNotFound"):
            self.status("car-0123456789abcdef0123456789abcdef")

    def test_is_ordered_with_good_input(self) -> None:
        for body in ({"looks": -1}, {"reasons": ["BAD_LUCK"]}, {"refusals": ["Nothing"]}, {"collisions": "1"}):
            with self.subTest(body):
                self.assertEqual(control.answer("POST", "account-orders", {}, body)[0], 400)


class AMove(EmulatedOrganization):
    def order(self, path: str, **body: Any) -> None:
        status, answer = control.answer("POST", path, {}, body)
        self.assertEqual(status, 204, answer)

    def move_dev(self, source: str, destination: str) -> None:
        self.aws(MANAGEMENT, "organizations").move_account(
            AccountId=DEV_ACCOUNT, SourceParentId=source, DestinationParentId=destination
        )

    def test_meets_another_change_of_the_account(self) -> None:
        self.order("account-orders", collisions=1)
        with self.assertRaisesRegex(ClientError, "ConcurrentModification"):
            self.move_dev(DEV, PROD)
        self.move_dev(DEV, PROD)

    def test_is_heard_of_by_stack_sets_later(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.order("movement-order", seed=None, looks=2)
        before = self.instances()
        self.move_dev(DEV, ROOT)
        self.assertEqual(self.instances(), before)
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        found = [
            {each["Account"] for each in cloudformation.list_stack_instances(StackSetName="dev")["Summaries"]}
            for _ in range(2)
        ]
        self.assertEqual([DEV_ACCOUNT in each for each in found], [True, False])
