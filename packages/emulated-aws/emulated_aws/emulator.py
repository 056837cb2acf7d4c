"""Puts orgstrap's parts into moto. Must run before the first request, because moto makes its state on first use."""

from __future__ import annotations

import warnings

from moto.cloudformation import parsing, urls
from moto.core.base_backend import BackendDict
from moto.organizations.models import organizations_backends

from .cloudformation.api import CloudFormationApi
from .cloudformation.auto_deployment import account_moved
from .cloudformation.movement_order import order
from .cloudformation.stack_set import forget_all_stack_sets
from .cloudformation.stack_set_resource import CloudFormationStackSet
from .cloudformation.stacks import forget_all_stacks
from .faults import faults
from .organization import observers
from .report import report
from .resources.emulated_types import EMULATED_TYPES
from .resources.registry import register
from .services import (
    account_creation,
    alternate_contacts,
    cloudtrail,
    events,
    iam,
    identity_center_api,
    kms,
    logs,
    organizations,
    replication,
    root_access,
    s3,
    sign_in_api,
    sts,
)
from .trusted_access import forget_trusted_access

_installed: list[bool] = []


def install() -> None:
    if _installed:
        return
    _installed.append(True)
    # CloudFormation answers with codes that its own model does not list, ValidationError among them.
    warnings.filterwarnings("ignore", message=".*does not match an error shape")
    parsing.get_model_list.cache_clear()
    parsing.get_model_map.cache_clear()
    parsing.get_name_type_map.cache_clear()
    urls.url_paths = {"{0}/$": CloudFormationApi.dispatch}
    register(*EMULATED_TYPES, CloudFormationStackSet)
    observers.append(account_moved)
    services = (
        alternate_contacts,
        cloudtrail,
        events,
        iam,
        identity_center_api,
        kms,
        logs,
        organizations,
        replication,
        root_access,
        s3,
        sign_in_api,
        sts,
    )
    for service in services:
        service.install()


def reset() -> None:
    """Forgets everything, for the next test."""
    BackendDict.reset()
    organizations_backends.master_accounts.clear()
    forget_trusted_access()
    forget_all_stack_sets()
    forget_all_stacks()
    faults.forget()
    order.seed(None)
    order.delay(0)
    account_creation.orders.forget()
    replication.replications.forget()
    report.clear()
