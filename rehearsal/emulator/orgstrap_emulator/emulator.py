"""Puts orgstrap's parts into moto. Must run before the first request, because moto makes its state on first use."""

from __future__ import annotations

_installed: list[bool] = []


def install() -> None:
    if _installed:
        return
    _installed.append(True)
    import moto.cloudformation.parsing as parsing
    import moto.cloudformation.urls as urls

    from .cloudformation.api import CloudFormationApi
    from .cloudformation.auto_deployment import account_moved
    from .organization import observers
    from .resources.ours import OURS
    from .resources.registry import register
    from .services import iam, organizations, s3, sts

    parsing.get_model_list.cache_clear()
    parsing.get_model_map.cache_clear()
    parsing.get_name_type_map.cache_clear()
    urls.url_paths = {"{0}/$": CloudFormationApi.dispatch}
    register(*OURS)
    observers.append(account_moved)
    for service in (iam, organizations, s3, sts):
        service.install()
