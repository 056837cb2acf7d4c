"""The resource types that the emulator makes itself; the stack set is with the rest of CloudFormation."""

from __future__ import annotations

from .cloudtrail_trail import CloudTrailTrail
from .cloudwatch_alarm import CloudWatchAlarm
from .events_event_bus import EventsEventBus
from .events_rule import EventsRule
from .iam_group import IamGroup
from .iam_inline_policy import IamPolicy
from .iam_managed_policy import IamManagedPolicy
from .iam_oidc_provider import IamOidcProvider
from .iam_role import IamRole
from .iam_user import IamUser
from .kms_alias import KmsAlias
from .kms_key import KmsKey
from .logs_log_group import LogsLogGroup
from .logs_metric_filter import LogsMetricFilter
from .organizations_policy import OrganizationsPolicy
from .resource_type import ResourceType
from .s3_bucket import S3Bucket
from .s3_bucket_policy import S3BucketPolicy
from .scheduler_schedule import SchedulerSchedule
from .secretsmanager_secret import SecretsManagerResourcePolicy, SecretsManagerSecret
from .sns_subscription import SnsSubscription
from .sns_topic import SnsTopic
from .sns_topic_policy import SnsTopicPolicy
from .sso_assignment import SsoAssignment
from .sso_permission_set import SsoPermissionSet

EMULATED_TYPES: tuple[type[ResourceType], ...] = (
    CloudTrailTrail,
    CloudWatchAlarm,
    EventsEventBus,
    EventsRule,
    IamGroup,
    IamManagedPolicy,
    IamOidcProvider,
    IamPolicy,
    IamRole,
    IamUser,
    KmsAlias,
    KmsKey,
    LogsLogGroup,
    LogsMetricFilter,
    OrganizationsPolicy,
    S3Bucket,
    S3BucketPolicy,
    SchedulerSchedule,
    SecretsManagerResourcePolicy,
    SecretsManagerSecret,
    SnsSubscription,
    SnsTopic,
    SnsTopicPolicy,
    SsoAssignment,
    SsoPermissionSet,
)
