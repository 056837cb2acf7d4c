/** What resources of a service need of another one, by the end of their CloudFormation type: `FlowLog` is `AWS::EC2::FlowLog`. */
export interface ServiceCompanions {
  /** Something there is made or changed for them. */
  readonly changes?: Readonly<Record<string, string>>;
  /** Something there is only looked at, or tagged. */
  readonly reads?: Readonly<Record<string, string>>;
}

/**
 * Of each service what others it needs, beside `kms`, which nearly all of them need with a key of one's own.
 *
 * Written by `npm run reference`: what AWS's own handlers call to create a resource, the documents of its service do not allow, and those
 * of another do.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export const SERVICE_COMPANIONS: Readonly<Record<string, ServiceCompanions>> = {
  acm: { changes: { 'acm-pca': 'Certificate', route53: 'Certificate' } },
  apigateway: { changes: { ec2: 'VpcLink' }, reads: { iam: 'VpcLink Account', s3: 'Api RestApi' } },
  'application-autoscaling': { changes: { cloudwatch: 'ScalableTarget', lambda: 'ScalableTarget' } },
  athena: {
    changes: { glue: 'DataCatalog', lambda: 'DataCatalog', s3: 'DataCatalog WorkGroup' },
    reads: { ec2: 'DataCatalog', ecr: 'DataCatalog', iam: 'DataCatalog', secretsmanager: 'DataCatalog' },
  },
  autoscaling: {
    changes: { cloudwatch: 'AutoScalingGroup', ec2: 'AutoScalingGroup' },
    reads: { elasticloadbalancing: 'AutoScalingGroup' },
  },
  backup: { reads: { iam: 'BackupSelection' } },
  bedrock: { reads: { s3: 'Flow Prompt' } },
  cloudfront: {
    changes: { acm: 'DistributionTenant' },
    reads: {
      ec2: 'VpcOrigin',
      elasticloadbalancing: 'VpcOrigin',
      s3: 'KeyValueStore TrustStore',
      wafv2: 'DistributionTenant',
    },
  },
  cloudwatch: { changes: { logs: 'LogAlarm' } },
  codepipeline: { reads: { iam: 'Pipeline' } },
  'cognito-idp': {
    changes: { cloudfront: 'UserPoolDomain', logs: 'LogDeliveryConfiguration', s3: 'LogDeliveryConfiguration' },
    reads: { firehose: 'LogDeliveryConfiguration' },
  },
  config: { reads: { s3: 'ConformancePack' } },
  dms: {
    changes: { redshift: 'Endpoint' },
    reads: { iam: 'DataProvider Endpoint', rds: 'Endpoint', secretsmanager: 'Endpoint', sns: 'EventSubscription' },
  },
  dynamodb: {
    changes: { 'application-autoscaling': 'GlobalTable', kinesis: 'GlobalTable Table', logs: 'Table' },
    reads: { s3: 'Table' },
  },
  ec2: {
    changes: {
      cloudwatch: 'VPCEndpointService',
      logs: 'FlowLog VPNConnection VerifiedAccessInstance',
      s3: 'FlowLog VerifiedAccessInstance',
      sns: 'RouteServer',
      ssm: 'Instance KeyPair',
    },
    reads: {
      acm: 'VerifiedAccessEndpoint',
      autoscaling: 'FlowLog',
      directconnect: 'NetworkInsightsAnalysis',
      elasticloadbalancing: 'NetworkInsightsAnalysis VerifiedAccessEndpoint',
      firehose: 'VerifiedAccessInstance',
      rds: 'VerifiedAccessEndpoint',
      secretsmanager: 'SqlHaStandbyDetectedInstance',
    },
  },
  ecr: { changes: { inspector2: 'RegistryScanningConfiguration' }, reads: { secretsmanager: 'PullThroughCacheRule' } },
  ecs: { changes: { autoscaling: 'CapacityProvider' }, reads: { iam: 'TaskDefinition' } },
  eks: {
    changes: { ec2: 'Cluster Nodegroup' },
    reads: { iam: 'Addon Capability Cluster FargateProfile Nodegroup PodIdentityAssociation' },
  },
  elasticache: {
    changes: { ec2: 'ServerlessCache', logs: 'CacheCluster ReplicationGroup' },
    reads: { firehose: 'CacheCluster ReplicationGroup', s3: 'CacheCluster ReplicationGroup' },
  },
  elasticloadbalancing: {
    changes: { ec2: 'LoadBalancer LoadBalancer' },
    reads: { 'cognito-idp': 'Listener ListenerRule', s3: 'TrustStore TrustStoreRevocation' },
  },
  events: { changes: { secretsmanager: 'Connection' }, reads: { route53: 'Endpoint' } },
  firehose: { reads: { iam: 'DeliveryStream' } },
  fsx: { changes: { s3: 'DataRepositoryAssociation S3AccessPointAttachment' } },
  glue: { changes: { s3: 'Catalog' }, reads: { iam: 'Job' } },
  guardduty: { reads: { iam: 'Detector' } },
  imagebuilder: {
    changes: { ec2: 'ContainerRecipe DistributionConfiguration ImageRecipe' },
    reads: {
      ecr: 'ContainerRecipe',
      iam: 'Component ContainerRecipe DistributionConfiguration Image ImagePipeline ImageRecipe InfrastructureConfiguration Workflow',
      inspector2: 'Image ImagePipeline',
      s3: 'Component ContainerRecipe Workflow',
      ssm: 'DistributionConfiguration',
    },
  },
  kafka: {
    changes: {
      dynamodb: 'Channel',
      ec2: 'Cluster Replicator ServerlessCluster VpcConnection',
      glue: 'Channel',
      logs: 'Channel Cluster Replicator',
      s3: 'Channel Cluster Replicator',
    },
    reads: {
      'acm-pca': 'Cluster',
      firehose: 'Channel Cluster Replicator',
      iam: 'Channel',
      secretsmanager: 'BatchScramSecret',
    },
  },
  lambda: { reads: { ec2: 'Function', elasticfilesystem: 'Function', s3: 'Function LayerVersion' } },
  logs: { reads: { firehose: 'AccountPolicy LogGroup' } },
  mq: { changes: { ec2: 'Broker', ram: 'Broker', route53: 'Broker' } },
  'network-firewall': {
    changes: {
      ec2: 'Firewall RuleGroup VpcEndpointAssociation',
      logs: 'LoggingConfiguration',
      s3: 'LoggingConfiguration',
    },
    reads: { firehose: 'LoggingConfiguration' },
  },
  networkmanager: {
    changes: {
      ec2: 'ConnectAttachment ConnectPeer CoreNetwork DirectConnectGatewayAttachment SiteToSiteVpnAttachment TransitGatewayPeering TransitGatewayRegistration TransitGatewayRouteTableAttachment VpcAttachment',
    },
  },
  rds: {
    changes: {
      ec2: 'CustomDBEngineVersion DBInstance',
      s3: 'CustomDBEngineVersion',
      secretsmanager: 'DBCluster DBInstance',
    },
    reads: { iam: 'DBInstance' },
  },
  redshift: {
    changes: { ec2: 'Cluster ClusterParameterGroup ClusterSubnetGroup EndpointAccess', secretsmanager: 'Cluster' },
  },
  route53: { reads: { cloudwatch: 'HealthCheck', ec2: 'HostedZone' } },
  route53resolver: {
    changes: {
      ec2: 'FirewallRuleGroupAssociation ResolverConfig ResolverDNSSECConfig ResolverEndpoint ResolverQueryLoggingConfigAssociation ResolverRuleAssociation',
      logs: 'ResolverQueryLoggingConfig',
    },
  },
  sagemaker: {
    changes: { ec2: 'Cluster ProcessingJob', eks: 'Cluster', glue: 'FeatureGroup' },
    reads: { ecr: 'ModelPackage', s3: 'ModelPackage Pipeline Project' },
  },
  secretsmanager: {
    changes: { lambda: 'RotationSchedule' },
    reads: { rds: 'SecretTargetAttachment', redshift: 'SecretTargetAttachment' },
  },
  shield: {
    reads: {
      ec2: 'Protection',
      elasticloadbalancing: 'Protection',
      iam: 'Protection',
      route53: 'Protection',
      wafv2: 'Protection',
    },
  },
  sns: { reads: { iam: 'Subscription Topic' } },
  ssm: { reads: { ec2: 'Association', s3: 'Document' } },
  states: { reads: { s3: 'StateMachine' } },
  synthetics: { changes: { lambda: 'Canary', s3: 'Canary' }, reads: { ec2: 'Canary' } },
  transfer: { changes: { ec2: 'Server WebApp', logs: 'Server' }, reads: { apigateway: 'Server' } },
  wafv2: {
    changes: {
      apigateway: 'WebACLAssociation',
      'cognito-idp': 'WebACLAssociation',
      ec2: 'WebACLAssociation',
      elasticloadbalancing: 'WebACLAssociation',
      logs: 'LoggingConfiguration',
      s3: 'LoggingConfiguration',
    },
    reads: { firehose: 'LoggingConfiguration' },
  },
};
