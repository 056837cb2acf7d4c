from __future__ import annotations

from botocore.exceptions import ClientError
from emulated import DEV_ACCOUNT, MANAGEMENT, OPS, EmulatedOrganization

PRINCIPAL = "account.amazonaws.com"
CONTACT = {
    "AlternateContactType": "SECURITY",
    "Name": "Security",
    "Title": "Team",
    "EmailAddress": "security@example.com",
    "PhoneNumber": "+1",
}


class AlternateContacts(EmulatedOrganization):
    def test_of_the_own_account_are_told_without_its_id(self) -> None:
        client = self.aws(MANAGEMENT, "account")
        with self.assertRaisesRegex(ClientError, "ResourceNotFoundException"):
            client.get_alternate_contact(AlternateContactType="SECURITY")
        client.put_alternate_contact(**CONTACT)
        found = client.get_alternate_contact(AlternateContactType="SECURITY")["AlternateContact"]
        self.assertEqual(found["EmailAddress"], "security@example.com")

    def test_of_a_member_are_told_to_the_management_account_with_trusted_access_alone(self) -> None:
        self.refused(MANAGEMENT, DEV_ACCOUNT, "must first enable trusted access")
        self.trust()
        client = self.aws(MANAGEMENT, "account")
        client.put_alternate_contact(AccountId=DEV_ACCOUNT, **CONTACT)
        client.get_alternate_contact(AlternateContactType="SECURITY", AccountId=DEV_ACCOUNT)
        self.aws(DEV_ACCOUNT, "account").get_alternate_contact(AlternateContactType="SECURITY")

    def test_of_the_management_account_are_told_to_nobody_who_names_it(self) -> None:
        self.trust()
        self.refused(MANAGEMENT, MANAGEMENT, "standalone context")

    def test_of_others_are_told_to_a_delegated_administrator_and_to_no_other_member(self) -> None:
        self.trust()
        self.refused(OPS, DEV_ACCOUNT, "nor a delegated administrator")
        organizations = self.aws(MANAGEMENT, "organizations")
        organizations.register_delegated_administrator(AccountId=OPS, ServicePrincipal=PRINCIPAL)
        with self.assertRaisesRegex(ClientError, "ResourceNotFoundException"):
            self.aws(OPS, "account").get_alternate_contact(AlternateContactType="SECURITY", AccountId=DEV_ACCOUNT)

    def test_of_a_stranger_are_not_told(self) -> None:
        self.trust()
        self.refused(MANAGEMENT, "999999999999", "not a member of your organization")

    def trust(self) -> None:
        self.aws(MANAGEMENT, "organizations").enable_aws_service_access(ServicePrincipal=PRINCIPAL)

    def refused(self, caller: str, about: str, why: str) -> None:
        with self.assertRaisesRegex(ClientError, f"AccessDeniedException.*{why}"):
            self.aws(caller, "account").get_alternate_contact(AlternateContactType="SECURITY", AccountId=about)
