"""AWS Account Management: contacts of member accounts, through the organization.

moto lets everybody ask about every account.

docs.aws.amazon.com/accounts/latest/reference/API_GetAlternateContact.html, using-orgs-trusted-access.html
"""

from __future__ import annotations

from moto.account.responses import AccountResponse
from moto.core.exceptions import JsonRESTError
from moto.organizations.models import FakeDelegatedAdministrator

from ..organization import organization_of
from .replacement import replace_in

ACCOUNT_PRINCIPAL = "account.amazonaws.com"


class AccessDenied(JsonRESTError):
    code = 403

    def __init__(self, why: str) -> None:
        super().__init__("AccessDeniedException", f"You are not authorized to perform this operation ({why}).")


def _account_id(response: AccountResponse) -> str:
    """The account that the call is about, where the caller may name it."""
    caller: str = response.current_account
    asked: str | None = response._get_param("AccountId")
    if not asked:
        return caller
    organization = organization_of(caller, response.partition)
    if organization is None:
        raise AccessDenied("The account is not part of an organization")
    trusted = organization.backend.list_aws_service_access_for_organization()["EnabledServicePrincipals"]
    if all(service["ServicePrincipal"] != ACCOUNT_PRINCIPAL for service in trusted):
        raise AccessDenied("Your organization must first enable trusted access with AWS Account Management")
    if asked == organization.management_account:
        raise AccessDenied("The management account can only be managed using the standalone context")
    manages = caller == organization.management_account
    if not manages and not organization.is_delegated_administrator(caller, ACCOUNT_PRINCIPAL):
        raise AccessDenied("The caller is neither the management account nor a delegated administrator")
    if not organization.has_account(asked):
        raise AccessDenied("The account is not a member of your organization")
    return asked


def install() -> None:
    replace_in(AccountResponse, _get_account_id=_account_id)
    if ACCOUNT_PRINCIPAL not in FakeDelegatedAdministrator.SUPPORTED_SERVICES:
        FakeDelegatedAdministrator.SUPPORTED_SERVICES.append(ACCOUNT_PRINCIPAL)
