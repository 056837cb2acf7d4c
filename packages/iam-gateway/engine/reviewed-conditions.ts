import { isReviewedClaim } from '../iam/oidc-claims';
import { listOf, type PolicyDocument, type Statement } from '../iam/policy-document';

/**
 * The operators that documents may use here. The engine underneath takes a misspelt one for a condition that never holds,
 * which in a `Deny` is a hole; so what is not on this list is an error.
 */
const OPERATORS: ReadonlySet<string> = new Set([
  'ArnEquals',
  'ArnLike',
  'ArnNotEquals',
  'ArnNotLike',
  'Bool',
  'DateGreaterThan',
  'DateLessThan',
  'IpAddress',
  'NotIpAddress',
  'Null',
  'NumericGreaterThan',
  'NumericLessThan',
  'NumericLessThanEquals',
  'StringEquals',
  'StringLike',
  'StringNotEquals',
  'StringNotLike',
]);

/**
 * The condition keys whose values are known to be right in every request here: `iam/request-context.ts` fills them in, or
 * the request gives them. Lower case, because IAM does not care.
 */
const KEYS: ReadonlySet<string> = new Set(
  [
    'aws:AssumedRoot',
    'aws:CalledVia',
    'aws:MultiFactorAuthAge',
    'aws:MultiFactorAuthPresent',
    'aws:PrincipalAccount',
    'aws:PrincipalArn',
    'aws:PrincipalIsAWSService',
    'aws:PrincipalOrgID',
    'aws:PrincipalOrgPaths',
    'aws:PrincipalServiceName',
    'aws:PrincipalType',
    'aws:RequestedRegion',
    'aws:ResourceAccount',
    'aws:ResourceOrgID',
    'aws:ResourceOrgPaths',
    'aws:SecureTransport',
    'aws:SourceAccount',
    'aws:SourceArn',
    'aws:SourceIdentity',
    'aws:SourceIp',
    'aws:SourceOrgID',
    'aws:TagKeys',
    'aws:TokenIssueTime',
    'aws:userid',
    'aws:username',
    'aws:ViaAWSService',
    'cloudformation:TargetRegion',
    // Of scans alone: other calls for items have none here, where an Allow that asks for them never holds.
    'dynamodb:Attributes',
    'dynamodb:Select',
    'ec2:Owner',
    'iam:AWSServiceName',
    'iam:AssociatedResourceArn',
    'iam:PassedToService',
    'iam:PermissionsBoundary',
    'iam:PolicyARN',
    'kms:CallerAccount',
    'kms:EncryptionContext',
    'kms:GrantIsForAWSResource',
    'kms:ResourceAliases',
    'kms:ViaService',
    // Of requests that name one; DescribePolicy and ListTargetsForPolicy name the policy alone.
    'organizations:PolicyType',
    'organizations:ServicePrincipal',
    'ram:AllowsExternalPrincipals',
    'ram:RequestedAllowsExternalPrincipals',
    'ram:RetainSharingOnAccountLeaveOrganization',
    's3:ExistingObjectTag',
    's3:TlsVersion',
    's3:prefix',
    's3:x-amz-acl',
    's3:x-amz-server-side-encryption',
    's3:x-amz-server-side-encryption-aws-kms-key-id',
    'sts:ExternalId',
    'sts:RoleSessionName',
    'sts:SourceIdentity',
    'sts:TransitiveTagKeys',
  ].map((key) => key.toLowerCase()),
);

/** Keys that go on with a name of the user's own: `aws:PrincipalTag/team`. */
const PREFIXES = ['aws:principaltag/', 'aws:requesttag/', 'aws:resourcetag/', 'kms:encryptioncontext:'];

/** @throws Error where a condition has an operator or a key that is not on the lists above, or a value of a wrong kind. */
export function checkConditions(name: string, document: PolicyDocument): void {
  const problems = document.Statement.flatMap((statement) => problemsOf(statement));
  if (problems.length > 0) throw new Error(`${name} has ${problems.join(', ')}; see reviewed-conditions.ts`);
}

function problemsOf({ Sid, Condition }: Statement): readonly string[] {
  return Object.entries(Condition ?? {}).flatMap(([operator, keys]) => [
    ...(OPERATORS.has(baseOf(operator)) ? [] : [`an unknown operator ${operator} in ${Sid}`]),
    ...Object.keys(keys)
      .filter((key) => !isReviewed(key))
      .map((key) => `an unknown condition key ${key} in ${Sid}`),
    ...Object.entries(keys).flatMap(([key, values]) => problemsOfValues(operator, listOf(values), `${key} in ${Sid}`)),
  ]);
}

function problemsOfValues(operator: string, values: readonly string[], where: string): readonly string[] {
  if (values.length === 0) return [`no value for ${where}`];
  const problems = values.map((value) => problemOfValue(baseOf(operator), value));
  return problems.filter((problem) => problem !== undefined).map((problem) => `${problem} for ${where}`);
}

function isReviewed(key: string): boolean {
  const lower = key.toLowerCase();
  return (
    KEYS.has(lower) ||
    isReviewedClaim(key) ||
    PREFIXES.some((prefix) => lower.startsWith(prefix) && lower.length > prefix.length)
  );
}

/** `ForAnyValue:StringLikeIfExists` is `StringLike`. */
function baseOf(operator: string): string {
  return operator.replace(/^For(AnyValue|AllValues):/, '').replace(/IfExists$/, '');
}

/**
 * What is wrong with a value that an operator of a policy compares with; undefined where nothing is. The engine takes a
 * value of the wrong kind for one that never matches, which in a `Deny` is a hole.
 */
function problemOfValue(operator: string, value: string): string | undefined {
  const kind = KINDS.find(({ operators }) => operators.test(operator));
  return kind === undefined || kind.values.test(value) ? undefined : `${operator} with ${JSON.stringify(value)}`;
}

const KINDS: readonly { readonly operators: RegExp; readonly values: RegExp }[] = [
  { operators: /^Arn/, values: /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/ },
  { operators: /^(Bool|Null)$/, values: /^(true|false)$/ },
  { operators: /^Numeric/, values: /^-?\d+(\.\d+)?$/ },
  { operators: /^Date/, values: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/ },
  { operators: /IpAddress$/, values: /^[0-9a-fA-F.:]+(\/\d{1,3})?$/ },
];
