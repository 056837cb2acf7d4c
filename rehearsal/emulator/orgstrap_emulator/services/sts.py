"""STS: a role that does not exist cannot be assumed. moto gives out credentials for any ARN."""

from __future__ import annotations

import re
from typing import Any

from moto.core.exceptions import ServiceException
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, STSBackend

_ROLE_ARN = re.compile(r"arn:(?P<partition>[a-z-]+):iam::(?P<account>\d{12}):role/.+")

_assume_role = STSBackend.assume_role


class AccessDenied(ServiceException):
    code = "AccessDenied"


def _assume_existing_role(sts: STSBackend, **kwargs: Any) -> AssumedRole:
    role_arn = kwargs["role_arn"]
    match = _ROLE_ARN.fullmatch(role_arn)
    backend = iam_backends[match["account"]][match["partition"]] if match else None
    if backend is None or not any(role.arn == role_arn for role in backend.get_roles()):
        raise AccessDenied(f"The caller in account {sts.account_id} is not authorized to perform: sts:AssumeRole on resource: {role_arn}")
    return _assume_role(sts, **kwargs)


def install() -> None:
    STSBackend.assume_role = _assume_existing_role  # type: ignore[method-assign, assignment]
