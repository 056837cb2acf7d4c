/** What of a type is refused on purpose, each a list of actions with a space between them. */
export interface LeftOutCalls {
  /** To the plan role and the Terraform role. */
  readonly both?: string;
  /** To the plan role alone. */
  readonly plan?: string;
}

/**
 * Of the resource types and data sources of Terraform (`data.aws_instance`) those that can come to a call that the documents of all services leave out.
 * `policies/left-out.reasons.json` says why, and what is the way round.
 *
 * Written by `npm run reference`: what hashicorp/aws 6.58.0 can call, by its source, and no document allows.
 */
export const LEFT_OUT_TYPES: Readonly<Record<string, LeftOutCalls>> = {
  aws_backup_global_settings: { both: 'backup:UpdateGlobalSettings' },
  aws_bedrock_foundation_model_agreement: { both: 'bedrock:CreateFoundationModelAgreement' },
  aws_bedrock_provisioned_model_throughput: { both: 'bedrock:CreateProvisionedModelThroughput' },
  aws_bedrock_use_case_for_model_access: { both: 'bedrock:GetUseCaseForModelAccess bedrock:PutUseCaseForModelAccess' },
  aws_cloudwatch_log_s3_table_integration_source: {
    both: 'logs:ListSourcesForS3TableIntegration logs:AssociateSourceToS3TableIntegration logs:DisassociateSourceFromS3TableIntegration',
  },
  aws_codebuild_project: { both: 'codebuild:UpdateProjectVisibility' },
  aws_codepipeline_webhook: { plan: 'codepipeline:ListWebhooks' },
  aws_cognito_user: {
    both: 'cognito-idp:AdminGetUser cognito-idp:AdminCreateUser cognito-idp:AdminDeleteUser cognito-idp:AdminDeleteUserAttributes cognito-idp:AdminDisableUser cognito-idp:AdminEnableUser cognito-idp:AdminSetUserPassword cognito-idp:AdminUpdateUserAttributes',
  },
  aws_cognito_user_in_group: {
    both: 'cognito-idp:AdminListGroupsForUser cognito-idp:AdminAddUserToGroup cognito-idp:AdminRemoveUserFromGroup',
  },
  aws_config_aggregate_authorization: {
    both: 'config:DescribeAggregationAuthorizations config:DeleteAggregationAuthorization config:PutAggregationAuthorization',
  },
  aws_config_organization_conformance_pack: {
    both: 'config:DescribeOrganizationConformancePacks config:DeleteOrganizationConformancePack config:DescribeOrganizationConformancePackStatuses config:GetOrganizationConformancePackDetailedStatus config:PutOrganizationConformancePack',
  },
  aws_config_organization_custom_policy_rule: {
    both: 'config:DescribeOrganizationConfigRules config:GetOrganizationCustomRulePolicy config:DeleteOrganizationConfigRule config:DescribeOrganizationConfigRuleStatuses config:GetOrganizationConfigRuleDetailedStatus config:PutOrganizationConfigRule',
  },
  aws_config_organization_custom_rule: {
    both: 'config:DescribeOrganizationConfigRules config:DeleteOrganizationConfigRule config:DescribeOrganizationConfigRuleStatuses config:GetOrganizationConfigRuleDetailedStatus config:PutOrganizationConfigRule',
  },
  aws_config_organization_managed_rule: {
    both: 'config:DescribeOrganizationConfigRules config:DeleteOrganizationConfigRule config:DescribeOrganizationConfigRuleStatuses config:GetOrganizationConfigRuleDetailedStatus config:PutOrganizationConfigRule',
  },
  aws_detective_invitation_accepter: {
    both: 'detective:ListInvitations detective:AcceptInvitation detective:DisassociateMembership',
  },
  aws_detective_organization_admin_account: {
    both: 'detective:ListOrganizationAdminAccount detective:DisableOrganizationAdminAccount detective:EnableOrganizationAdminAccount',
  },
  aws_dynamodb_table_export: { both: 'dynamodb:DescribeExport dynamodb:ExportTableToPointInTime' },
  aws_dynamodb_table_item: { plan: 'dynamodb:GetItem' },
  aws_ec2_capacity_block_reservation: { both: 'ec2:PurchaseCapacityBlock' },
  aws_elasticache_reserved_cache_node: { both: 'elasticache:PurchaseReservedCacheNodesOffering' },
  aws_glue_connection: { plan: 'glue:GetConnection' },
  aws_guardduty_invite_accepter: {
    both: 'guardduty:GetMasterAccount guardduty:AcceptInvitation guardduty:DisassociateFromMasterAccount guardduty:ListInvitations',
  },
  aws_guardduty_ipset: { both: 'guardduty:GetIPSet guardduty:CreateIPSet guardduty:UpdateIPSet' },
  aws_guardduty_member: { both: 'guardduty:InviteMembers' },
  aws_guardduty_organization_admin_account: {
    both: 'guardduty:ListOrganizationAdminAccounts guardduty:DisableOrganizationAdminAccount guardduty:EnableOrganizationAdminAccount',
  },
  aws_guardduty_threatintelset: {
    both: 'guardduty:GetThreatIntelSet guardduty:CreateThreatIntelSet guardduty:UpdateThreatIntelSet',
  },
  aws_iam_access_key: { both: 'iam:ListAccessKeys iam:CreateAccessKey iam:DeleteAccessKey iam:UpdateAccessKey' },
  aws_iam_account_alias: { both: 'iam:CreateAccountAlias iam:DeleteAccountAlias' },
  aws_iam_account_password_policy: { both: 'iam:DeleteAccountPasswordPolicy iam:UpdateAccountPasswordPolicy' },
  aws_iam_group: { both: 'iam:CreateGroup iam:DeleteGroup iam:UpdateGroup' },
  aws_iam_group_membership: { both: 'iam:AddUserToGroup iam:RemoveUserFromGroup' },
  aws_iam_group_policies_exclusive: { both: 'iam:ListGroupPolicies iam:DeleteGroupPolicy iam:PutGroupPolicy' },
  aws_iam_group_policy: { both: 'iam:GetGroupPolicy iam:DeleteGroupPolicy iam:PutGroupPolicy' },
  aws_iam_group_policy_attachment: {
    both: 'iam:ListAttachedGroupPolicies iam:AttachGroupPolicy iam:DetachGroupPolicy',
  },
  aws_iam_group_policy_attachments_exclusive: {
    both: 'iam:ListAttachedGroupPolicies iam:AttachGroupPolicy iam:DetachGroupPolicy',
  },
  aws_iam_instance_profile: { plan: 'iam:RemoveRoleFromInstanceProfile' },
  aws_iam_organizations_features: {
    both: 'iam:ListOrganizationsFeatures iam:DisableOrganizationsRootCredentialsManagement iam:DisableOrganizationsRootSessions iam:EnableOrganizationsRootCredentialsManagement iam:EnableOrganizationsRootSessions',
  },
  aws_iam_outbound_web_identity_federation: {
    both: 'iam:GetOutboundWebIdentityFederationInfo iam:DisableOutboundWebIdentityFederation iam:EnableOutboundWebIdentityFederation',
  },
  aws_iam_policy_attachment: {
    both: 'iam:AttachGroupPolicy iam:AttachUserPolicy iam:DetachGroupPolicy iam:DetachUserPolicy',
  },
  aws_iam_role: { both: 'iam:DeleteRolePermissionsBoundary' },
  aws_iam_saml_provider: {
    both: 'iam:CreateSAMLProvider iam:DeleteSAMLProvider iam:TagSAMLProvider iam:UntagSAMLProvider iam:UpdateSAMLProvider',
  },
  aws_iam_security_token_service_preferences: { both: 'iam:SetSecurityTokenServicePreferences' },
  aws_iam_server_certificate: {
    both: 'iam:DeleteServerCertificate iam:TagServerCertificate iam:UntagServerCertificate iam:UpdateServerCertificate iam:UploadServerCertificate',
  },
  aws_iam_service_linked_role: {
    both: 'iam:ListMFADeviceTags iam:ListSAMLProviderTags iam:ListServerCertificateTags iam:ListUserTags iam:TagMFADevice iam:TagSAMLProvider iam:TagServerCertificate iam:TagUser iam:UntagMFADevice iam:UntagSAMLProvider iam:UntagServerCertificate iam:UntagUser',
  },
  aws_iam_service_specific_credential: {
    both: 'iam:ListServiceSpecificCredentials iam:CreateServiceSpecificCredential iam:DeleteServiceSpecificCredential iam:UpdateServiceSpecificCredential',
  },
  aws_iam_signing_certificate: {
    both: 'iam:ListSigningCertificates iam:DeleteSigningCertificate iam:UpdateSigningCertificate iam:UploadSigningCertificate',
  },
  aws_iam_user: {
    both: 'iam:CreateUser iam:DeactivateMFADevice iam:DeleteAccessKey iam:DeleteLoginProfile iam:DeleteSSHPublicKey iam:DeleteServiceSpecificCredential iam:DeleteSigningCertificate iam:DeleteUser iam:DeleteUserPermissionsBoundary iam:DeleteUserPolicy iam:DeleteVirtualMFADevice iam:DetachUserPolicy iam:ListAccessKeys iam:ListAttachedUserPolicies iam:ListGroupsForUser iam:ListMFADevices iam:ListSSHPublicKeys iam:ListServiceSpecificCredentials iam:ListSigningCertificates iam:ListUserPolicies iam:ListVirtualMFADevices iam:PutUserPermissionsBoundary iam:RemoveUserFromGroup iam:TagUser iam:UntagUser iam:UpdateUser',
  },
  aws_iam_user_group_membership: { both: 'iam:ListGroupsForUser iam:AddUserToGroup iam:RemoveUserFromGroup' },
  aws_iam_user_login_profile: { both: 'iam:GetLoginProfile iam:CreateLoginProfile iam:DeleteLoginProfile' },
  aws_iam_user_policies_exclusive: { both: 'iam:ListUserPolicies iam:DeleteUserPolicy iam:PutUserPolicy' },
  aws_iam_user_policy: { both: 'iam:GetUserPolicy iam:DeleteUserPolicy iam:PutUserPolicy' },
  aws_iam_user_policy_attachment: { both: 'iam:ListAttachedUserPolicies iam:AttachUserPolicy iam:DetachUserPolicy' },
  aws_iam_user_policy_attachments_exclusive: {
    both: 'iam:ListAttachedUserPolicies iam:AttachUserPolicy iam:DetachUserPolicy',
  },
  aws_iam_user_ssh_key: {
    both: 'iam:GetSSHPublicKey iam:DeleteSSHPublicKey iam:UpdateSSHPublicKey iam:UploadSSHPublicKey',
  },
  aws_iam_virtual_mfa_device: {
    both: 'iam:ListMFADeviceTags iam:ListVirtualMFADevices iam:CreateVirtualMFADevice iam:DeactivateMFADevice iam:DeleteVirtualMFADevice iam:TagMFADevice iam:UntagMFADevice',
  },
  aws_inspector2_delegated_admin_account: {
    both: 'inspector2:ListDelegatedAdminAccounts inspector2:DisableDelegatedAdminAccount inspector2:EnableDelegatedAdminAccount',
  },
  aws_instance: { both: 'ec2:GetPasswordData' },
  aws_kms_custom_key_store: { both: 'kms:DescribeCustomKeyStores kms:CreateCustomKeyStore kms:DeleteCustomKeyStore' },
  aws_kms_external_key: { both: 'kms:GetParametersForImport kms:ImportKeyMaterial' },
  aws_kms_replica_external_key: { both: 'kms:GetParametersForImport kms:ImportKeyMaterial' },
  aws_lambda_function: { both: 'lambda:GetDurableExecution lambda:StopDurableExecution' },
  aws_macie2_invitation_accepter: {
    both: 'macie2:GetAdministratorAccount macie2:AcceptInvitation macie2:DisassociateFromAdministratorAccount macie2:ListInvitations',
  },
  aws_macie2_member: { both: 'macie2:CreateInvitations' },
  aws_macie2_organization_admin_account: {
    both: 'macie2:ListOrganizationAdminAccounts macie2:DisableOrganizationAdminAccount macie2:EnableOrganizationAdminAccount',
  },
  aws_opensearch_inbound_connection_accepter: {
    both: 'es:DescribeInboundConnections es:AcceptInboundConnection es:DeleteInboundConnection es:RejectInboundConnection',
  },
  aws_opensearch_outbound_connection: {
    both: 'es:DescribeOutboundConnections es:AcceptInboundConnection es:CreateOutboundConnection es:DeleteOutboundConnection es:DescribeInboundConnections',
  },
  aws_ram_permission: {
    both: 'ram:GetPermission ram:CreatePermission ram:CreatePermissionVersion ram:DeletePermission ram:DeletePermissionVersion ram:ListPermissionVersions',
  },
  aws_ram_resource_share_accepter: { both: 'ram:GetResourceShareInvitations ram:AcceptResourceShareInvitation' },
  aws_ram_sharing_with_organization: { both: 'ram:EnableSharingWithAwsOrganization' },
  aws_rds_cluster_activity_stream: { both: 'rds:StartActivityStream rds:StopActivityStream' },
  aws_rds_export_task: { both: 'rds:CancelExportTask rds:StartExportTask' },
  aws_rds_reserved_instance: { both: 'rds:PurchaseReservedDBInstancesOffering' },
  aws_redshift_data_share_authorization: { both: 'redshift:AuthorizeDataShare redshift:DeauthorizeDataShare' },
  aws_redshift_data_share_consumer_association: {
    both: 'redshift:AssociateDataShareConsumer redshift:DisassociateDataShareConsumer',
  },
  aws_redshift_endpoint_authorization: { both: 'redshift:AuthorizeEndpointAccess redshift:RevokeEndpointAccess' },
  aws_redshift_idc_application: { both: 'redshift:CreateRedshiftIdcApplication' },
  aws_redshift_namespace_registration: {
    both: 'redshift-serverless:GetNamespace redshift:DeregisterNamespace redshift:RegisterNamespace',
  },
  aws_redshift_resource_policy: { both: 'redshift:PutResourcePolicy' },
  aws_s3_account_public_access_block: { both: 's3:PutAccountPublicAccessBlock' },
  aws_s3_bucket_object: { plan: 's3:GetObject' },
  aws_s3_object: { plan: 's3:GetObject' },
  aws_s3_object_copy: { plan: 's3:GetObject' },
  aws_s3control_access_grant: { both: 's3:GetAccessGrant s3:CreateAccessGrant s3:DeleteAccessGrant' },
  aws_s3control_access_grants_instance: {
    both: 's3:GetAccessGrantsInstance s3:AssociateAccessGrantsIdentityCenter s3:CreateAccessGrantsInstance s3:DeleteAccessGrantsInstance s3:DissociateAccessGrantsIdentityCenter',
  },
  aws_s3control_access_grants_instance_resource_policy: {
    both: 's3:GetAccessGrantsInstanceResourcePolicy s3:DeleteAccessGrantsInstanceResourcePolicy s3:PutAccessGrantsInstanceResourcePolicy',
  },
  aws_s3control_access_grants_location: {
    both: 's3:GetAccessGrantsLocation s3:CreateAccessGrantsLocation s3:DeleteAccessGrantsLocation s3:UpdateAccessGrantsLocation',
  },
  aws_s3control_bucket: {
    both: 's3-outposts:GetBucket s3-outposts:GetBucketTagging s3-outposts:CreateBucket s3-outposts:DeleteBucket s3-outposts:PutBucketTagging',
  },
  aws_s3control_bucket_lifecycle_configuration: {
    both: 's3-outposts:GetLifecycleConfiguration s3-outposts:PutLifecycleConfiguration',
  },
  aws_s3control_bucket_policy: {
    both: 's3-outposts:GetBucketPolicy s3-outposts:DeleteBucketPolicy s3-outposts:PutBucketPolicy',
  },
  aws_s3control_directory_bucket_access_point_scope: {
    both: 's3express:GetAccessPointScope s3express:DeleteAccessPointScope s3express:PutAccessPointScope',
  },
  aws_s3control_multi_region_access_point: {
    both: 's3:GetMultiRegionAccessPoint s3:CreateMultiRegionAccessPoint s3:DeleteMultiRegionAccessPoint s3:DescribeMultiRegionAccessPointOperation',
  },
  aws_s3control_multi_region_access_point_policy: {
    both: 's3:GetMultiRegionAccessPointPolicy s3:DescribeMultiRegionAccessPointOperation s3:PutMultiRegionAccessPointPolicy',
  },
  aws_s3control_multi_region_access_point_routes: {
    both: 's3:GetMultiRegionAccessPointRoutes s3:SubmitMultiRegionAccessPointRoutes',
  },
  aws_sagemaker_project: { both: 'sagemaker:CreateProject' },
  aws_sagemaker_servicecatalog_portfolio_status: {
    both: 'sagemaker:GetSagemakerServicecatalogPortfolioStatus sagemaker:DisableSagemakerServicecatalogPortfolio sagemaker:EnableSagemakerServicecatalogPortfolio',
  },
  aws_secretsmanager_secret_version: { plan: 'secretsmanager:GetSecretValue' },
  aws_securityhub_account_v2: {
    both: 'securityhub:DescribeSecurityHubV2 securityhub:DisableSecurityHubV2 securityhub:EnableSecurityHubV2',
  },
  aws_securityhub_aggregator_v2: {
    both: 'securityhub:GetAggregatorV2 securityhub:CreateAggregatorV2 securityhub:UpdateAggregatorV2',
  },
  aws_securityhub_automation_rule_v2: {
    both: 'securityhub:GetAutomationRuleV2 securityhub:CreateAutomationRuleV2 securityhub:UpdateAutomationRuleV2',
  },
  aws_securityhub_connector_v2: {
    both: 'securityhub:GetConnectorV2 securityhub:CreateConnectorV2 securityhub:UpdateConnectorV2',
  },
  aws_securityhub_invite_accepter: {
    both: 'securityhub:GetMasterAccount securityhub:AcceptInvitation securityhub:DisassociateFromMasterAccount securityhub:ListInvitations',
  },
  aws_securityhub_member: { both: 'securityhub:InviteMembers' },
  aws_securityhub_organization_admin_account: {
    both: 'securityhub:ListOrganizationAdminAccounts securityhub:DisableOrganizationAdminAccount securityhub:EnableOrganizationAdminAccount',
  },
  aws_shield_drt_access_log_bucket_association: {
    both: 'shield:AssociateDRTLogBucket shield:DisassociateDRTLogBucket',
  },
  aws_shield_drt_access_role_arn_association: { both: 'shield:AssociateDRTRole shield:DisassociateDRTRole' },
  aws_shield_subscription: { both: 'shield:CreateSubscription shield:UpdateSubscription' },
  aws_spot_instance_request: { both: 'ec2:GetPasswordData' },
  aws_ssm_activation: { both: 'ssm:DescribeActivations ssm:CreateActivation ssm:DeleteActivation' },
  aws_ssm_association: { both: 'ssm:DescribeActivations' },
  aws_ssm_document: { both: 'ssm:DescribeActivations' },
  aws_ssm_maintenance_window: { both: 'ssm:DescribeActivations' },
  aws_ssm_parameter: { both: 'ssm:DescribeActivations' },
  aws_ssm_patch_baseline: { both: 'ssm:DescribeActivations' },
  'data.aws_bedrock_use_case_for_model_access': { both: 'bedrock:GetUseCaseForModelAccess' },
  'data.aws_dynamodb_table_item': { plan: 'dynamodb:GetItem' },
  'data.aws_ecr_authorization_token': { both: 'ecr:GetAuthorizationToken' },
  'data.aws_ecs_task_execution': { both: 'ecs:RunTask' },
  'data.aws_glue_connection': { plan: 'glue:GetConnection' },
  'data.aws_glue_script': { both: 'glue:CreateScript' },
  'data.aws_guardduty_finding_ids': { both: 'guardduty:ListFindings' },
  'data.aws_iam_access_keys': { both: 'iam:ListAccessKeys' },
  'data.aws_iam_outbound_web_identity_federation': { both: 'iam:GetOutboundWebIdentityFederationInfo' },
  'data.aws_iam_principal_policy_simulation': { both: 'iam:SimulatePrincipalPolicy' },
  'data.aws_iam_user_ssh_key': { both: 'iam:GetSSHPublicKey' },
  'data.aws_instance': { both: 'ec2:GetPasswordData' },
  'data.aws_kms_ciphertext': { plan: 'kms:Encrypt' },
  'data.aws_kms_custom_key_store': { both: 'kms:DescribeCustomKeyStores' },
  'data.aws_kms_secrets': { plan: 'kms:Decrypt' },
  'data.aws_lambda_invocation': { plan: 'lambda:InvokeFunction' },
  'data.aws_redshift_cluster_credentials': { both: 'redshift:GetClusterCredentials' },
  'data.aws_s3_bucket_object': { plan: 's3:GetObject' },
  'data.aws_s3_directory_buckets': { both: 's3express:ListAllMyDirectoryBuckets' },
  'data.aws_s3_object': { plan: 's3:GetObject' },
  'data.aws_s3control_multi_region_access_point': { both: 's3:GetMultiRegionAccessPoint' },
  'data.aws_s3control_multi_region_access_points': { both: 's3:ListMultiRegionAccessPoints' },
  'data.aws_secretsmanager_secret_version': { plan: 'secretsmanager:GetSecretValue' },
  'data.aws_securityhub_security_controls': { both: 'securityhub:ListSecurityControlDefinitions' },
  'data.aws_vpc_ipam_preview_next_cidr': { plan: 'ec2:AllocateIpamPoolCidr' },
};
