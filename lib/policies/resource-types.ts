/**
 * The prefixes of IAM's actions for the resource types of Terraform's AWS provider, by how their names begin behind `aws_`. The longest beginning counts.
 *
 * It is our own list, by the types of provider 5.100 and 6.58: a test holds that each of them has a service that IAM knows.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'access-analyzer': 'accessanalyzer',
  'acm-pca': 'acmpca',
  airflow: 'mwaa',
  aoss: 'opensearchserverless',
  apigateway: 'api_gateway apigatewayv2',
  'application-autoscaling': 'appautoscaling',
  'application-signals': 'applicationsignals',
  aps: 'prometheus',
  'app-integrations': 'appintegrations',
  'arc-region-switch': 'arcregionswitch',
  'arc-zonal-shift': 'arczonalshift',
  autoscaling: 'autoscaling launch_configuration',
  'autoscaling-plans': 'autoscalingplans',
  'bcm-data-exports': 'bcmdataexports',
  bedrock: 'bedrock bedrockagent bedrockagentcore',
  chime: 'chime chimesdkmediapipelines chimesdkvoice',
  cloudformation: 'cloudformation cloudcontrolapi',
  'cloudfront-keyvaluestore': 'cloudfrontkeyvaluestore',
  cloudhsm: 'cloudhsm',
  cloudwatch: 'cloudwatch cloudwatch_contributor',
  'codeguru-profiler': 'codeguruprofiler',
  'codeguru-reviewer': 'codegurureviewer',
  'codestar-connections': 'codestarconnections',
  'codestar-notifications': 'codestarnotifications',
  'cognito-identity': 'cognito_identity_pool cognito_identity_openid cognito_identity_pools',
  'cognito-idp': 'cognito',
  'compute-optimizer': 'computeoptimizer',
  'cost-optimization-hub': 'costoptimizationhub',
  'docdb-elastic': 'docdbelastic',
  ds: 'directory_service',
  directconnect: 'dx',
  'devops-guru': 'devopsguru',
  ec2: `ami availability_zone availability_zones customer_gateway default_network_acl default_route_table default_security_group default_subnet default_vpc ebs ec2 egress_only
    eip eips flow_log instance instances internet_gateway ip_ranges key_pair launch_template main_route_table_association nat_gateway nat_gateways
    network_acl network_acls network_interface network_interfaces placement_group prefix_list regions route route_table route_tables security_group
    security_groups snapshot_create_volume_permission spot subnet subnets verifiedaccess volume_attachment vpc vpcs vpn`,
  'ecr-public': 'ecrpublic',
  elasticbeanstalk: 'elastic_beanstalk',
  elasticfilesystem: 'efs',
  elasticloadbalancing: 'alb albs app_cookie_stickiness_policy elb lb lbs load_balancer proxy_protocol_policy',
  elasticmapreduce: 'emr',
  'emr-containers': 'emrcontainers',
  'emr-serverless': 'emrserverless',
  es: 'elasticsearch opensearch',
  events: 'cloudwatch_event',
  firehose: 'kinesis_firehose',
  geo: 'location',
  kafka: 'msk',
  kafkaconnect: 'mskconnect',
  cassandra: 'keyspaces',
  kinesisanalytics: 'kinesis_analytics kinesisanalyticsv2',
  kinesisvideo: 'kinesis_video',
  lex: 'lex lexv2models',
  'license-manager': 'licensemanager',
  logs: 'cloudwatch_log cloudwatch_query_definition',
  mediaconvert: 'media_convert',
  mediapackage: 'media_package',
  mediapackagev2: 'media_packagev2',
  mediastore: 'media_store',
  mobiletargeting: 'pinpoint',
  'network-firewall': 'networkfirewall',
  'neptune-graph': 'neptunegraph',
  'notifications-contacts': 'notificationscontacts',
  profile: 'customerprofiles',
  'payment-cryptography': 'paymentcryptography',
  rds: 'db docdb neptune rds',
  'redshift-data': 'redshiftdata',
  'redshift-serverless': 'redshiftserverless',
  resiliencehub: 'resiliencehub resiliencehubv2',
  'resource-explorer-2': 'resourceexplorer2',
  'resource-groups': 'resourcegroups',
  tag: 'resourcegroupstaggingapi',
  'route53-recovery-control-config': 'route53recoverycontrolconfig',
  'route53-recovery-readiness': 'route53recoveryreadiness',
  route53resolver: 'route53_resolver',
  s3: 's3 s3control canonical_user_id',
  's3-outposts': 's3outposts',
  servicecatalog: 'servicecatalog servicecatalogappregistry',
  serverlessrepo: 'serverlessapplicationrepository',
  servicediscovery: 'service_discovery',
  ses: 'mailmanager ses sesv2',
  sdb: 'simpledb',
  'sms-voice': 'pinpointsmsvoicev2',
  'ssm-contacts': 'ssmcontacts',
  'ssm-incidents': 'ssmincidents',
  'ssm-quicksetup': 'ssmquicksetup',
  sso: 'ssoadmin',
  states: 'sfn',
  sts: 'sts',
  timestream: 'timestreamquery timestreamwrite',
  'timestream-influxdb': 'timestreaminfluxdb',
  'vpc-lattice': 'vpclattice',
  'waf-regional': 'wafregional',
  'workspaces-web': 'workspacesweb',
};

/** What the provider knows by itself, or reads from addresses without a signature; and who is asking, which AWS tells everybody. */
const WITHOUT_CALLS = `apprunner_hosted_zone_id arn billing_service_account caller_identity cloudfront_log_delivery_canonical_user_id
  cloudtrail_service_account cloudwatch_log_data_protection_policy_document default_tags ecr_lifecycle_policy_document eks_cluster_auth
  elastic_beanstalk_hosted_zone elb_hosted_zone_id elb_service_account iam_policy_document ip_ranges lb_hosted_zone_id
  networkmanager_core_network_policy_document partition redshift_service_account region route53_traffic_policy_document
  sagemaker_prebuilt_ecr_image service service_principal`;

/** Those whose resource types begin with the prefix itself. */
const SAME = `account acm amplify appconfig appfabric appflow applicationinsights appmesh apprunner appstream appsync athena auditmanager backup
  batch billing budgets ce chatbot cleanrooms cloud9 cloudfront cloudsearch cloudtrail codeartifact codebuild codecatalyst codecommit
  codeconnections codedeploy codepipeline comprehend config connect controltower cur dataexchange datapipeline datasync datazone dax
  detective devicefarm dlm dms drs dsql dynamodb ecr ecs eks elasticache elastictranscoder evidently finspace fis fms fsx gamelift
  glacier globalaccelerator glue grafana guardduty iam identitystore imagebuilder inspector inspector2 internetmonitor invoicing iot ivs
  ivschat kendra kinesis kms lakeformation lambda lightsail m2 macie2 medialive memorydb mq networkflowmonitor networkmanager
  networkmonitor notifications oam observabilityadmin odb opsworks organizations osis outposts pipes polly pricing qbusiness qldb quicksight ram rbin redshift rekognition
  rolesanywhere route53 route53domains route53profiles rum s3files s3tables s3vectors sagemaker savingsplans scheduler schemas secretsmanager
  securityhub securitylake servicequotas shield signer sns sqs ssm storagegateway swf synthetics transcribe transfer uxc
  verifiedpermissions waf wafv2 worklink workmail workspaces xray`;

/** The service by what the type begins with; without one for what needs no permission. */
const SERVICES: ReadonlyMap<string, string | undefined> = new Map([
  ...words(SAME).map((word) => [word, word] as const),
  ...Object.entries(BEGINNINGS).flatMap(([service, list]) => words(list).map((word) => [word, service] as const)),
  ...words(WITHOUT_CALLS).map((word) => [word, undefined] as const),
]);

function words(list: string): readonly string[] {
  return list.split(/\s+/);
}

/** What a resource type or a data source of the AWS provider is of. */
export type TypeOrigin =
  | { readonly kind: 'service'; readonly service: string }
  /** It takes no permission. */
  | { readonly kind: 'free' }
  | { readonly kind: 'unknown' };

/** @param type - `aws_s3_bucket` */
export function originOfType(type: string): TypeOrigin {
  const [, ...parts] = type.split('_');
  const whole = parts.join('_');
  for (let length = parts.length; length > 0; length--) {
    const beginning = parts.slice(0, length).join('_');
    if (!SERVICES.has(beginning)) continue;
    const service = SERVICES.get(beginning);
    if (service !== undefined) return { kind: 'service', service };
    // What is free is so by its whole name: aws_service is, aws_service_discovery_service is not.
    if (beginning === whole) return { kind: 'free' };
  }
  return { kind: 'unknown' };
}
