"""Centralized root access, as far as somebody asks whether it is on: API_ListOrganizationsFeatures of IAM.

Nobody can turn it on here.
"""

from __future__ import annotations

from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.iam.responses import IamResponse

from ..organization import organization_of
from .replacement import add_to


class NotForThisAccount(ServiceException):
    code = "AccountNotManagementOrDelegatedAdministratorException"


class NotTrusted(ServiceException):
    code = "ServiceAccessNotEnabledException"


def _list_organizations_features(response: IamResponse) -> ActionResult:
    organization = organization_of(response.current_account, response.partition)
    if organization is None or organization.management_account != response.current_account:
        raise NotForThisAccount("The account is not the management account or a delegated administrator for IAM.")
    raise NotTrusted("Trusted access is not enabled for IAM in AWS Organizations.")


def install() -> None:
    add_to(IamResponse, list_organizations_features=_list_organizations_features)
