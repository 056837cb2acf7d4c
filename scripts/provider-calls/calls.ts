/** A function of the provider, and what it calls itself. */
export interface ProviderFunction {
  /** `PACKAGE.NAME`; a method is `PACKAGE.(*TYPE).NAME`. What is written within a function belongs to it. */
  readonly name: string;
  /** Functions of the provider. */
  readonly callees: ReadonlySet<string>;
  /** Calls of AWS, as `SDK.CALL`: `acm.DescribeCertificate`. */
  readonly calls: ReadonlySet<string>;
}

/** Calls of AWS, each once and sorted. */
export interface CallsOfSdk {
  /** What refreshing a resource or reading a data source can come to. */
  readonly reads: readonly string[];
  /** What nothing but creating, changing and deleting comes to. */
  readonly others: readonly string[];
}

/** The provider's packages for what orgstrap ships. */
const PACKAGES: readonly string[] = [
  ...['accessanalyzer', 'acm', 'apigateway', 'apigatewayv2', 'appautoscaling', 'autoscaling', 'backup', 'cloudfront'],
  ...[
    'cloudfrontkeyvaluestore',
    'cloudwatch',
    'cognitoidp',
    'configservice',
    'detective',
    'dynamodb',
    'ec2',
    'ecr',
    'ecs',
  ],
  ...['efs', 'eks', 'elasticache', 'elasticsearch', 'elb', 'elbv2', 'events', 'firehose', 'guardduty', 'iam'],
  ...['imagebuilder', 'inspector2', 'kinesis', 'kms', 'lambda', 'logs', 'macie2', 'networkfirewall', 'networkmanager'],
  ...['opensearch', 'ram', 'rds', 'route53', 'route53resolver', 's3', 's3control', 'scheduler', 'secretsmanager'],
  ...['securityhub', 'sfn', 'sns', 'sqs', 'ssm', 'wafv2'],
  ...[
    'acmpca',
    'athena',
    'batch',
    'bedrock',
    'bedrockagent',
    'codebuild',
    'codepipeline',
    'directconnect',
    'dlm',
    'dms',
  ],
  ...['fsx', 'glue', 'kafka', 'mq', 'redshift', 'resourcegroups', 'sagemaker', 'servicediscovery', 'ses', 'sesv2'],
  ...['shield', 'synthetics', 'transfer'],
];

/** Whether orgstrap ships the service of a package of the provider. */
export function isShipped(providerPackage: string): boolean {
  return PACKAGES.includes(providerPackage);
}

const READING = /\.(?:resource\w*Read|dataSource\w*Read|\(\*\w+\)\.(?:Read|ListTags))$/;

/** By package of the SDK: what the provider can call, and what of it a plan can. */
export function callsOf(functions: readonly ProviderFunction[]): Readonly<Record<string, CallsOfSdk>> {
  const all = new Set(functions.flatMap(({ calls }) => [...calls]));
  const reads = callsReachedFrom(functions, ({ name }) => READING.test(name));
  const bySdk = new Map<string, { reads: string[]; others: string[] }>();
  for (const call of [...all].sort()) {
    const [sdk = '', name = ''] = call.split('.');
    const found = bySdk.get(sdk) ?? { reads: [], others: [] };
    bySdk.set(sdk, found);
    found[reads.has(call) ? 'reads' : 'others'].push(name);
  }
  return Object.fromEntries(bySdk);
}

/** What those functions call that are roots, and whatever they call. */
function callsReachedFrom(
  functions: readonly ProviderFunction[],
  isRoot: (one: ProviderFunction) => boolean,
): ReadonlySet<string> {
  return new Set(reachedFrom(functions.filter(isRoot), functionsByName(functions)).flatMap(({ calls }) => [...calls]));
}

export function functionsByName(functions: readonly ProviderFunction[]): ReadonlyMap<string, ProviderFunction> {
  return new Map(functions.map((one) => [one.name, one]));
}

/** Some functions and whatever they call, directly or not. */
export function reachedFrom(
  roots: readonly ProviderFunction[],
  byName: ReadonlyMap<string, ProviderFunction>,
): readonly ProviderFunction[] {
  const open = [...roots];
  const seen = new Set(open);
  for (const one of open) {
    for (const callee of one.callees) {
      const next = byName.get(callee);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return open;
}
