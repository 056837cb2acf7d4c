/** Which resources of a service can be lent by name. */
export interface Lendable {
  /** What stands behind the account in the ARN. */
  readonly resource: RegExp;
  /** Whether the ARN names the Region and the account. */
  readonly isRegional: boolean;
  /** The end of an ARN, as an example. */
  readonly example: string;
}

/**
 * The services with documents for what is lent by name, `policies/lent/NAME.json` and `NAME.plan.json`. A star is taken
 * at the end alone, behind a slash: all that is below a name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const LENDABLE: ReadonlyMap<string, Lendable> = new Map([
  ['ecr', { resource: /^repository\/[a-z0-9][a-z0-9._/-]*(?:\/\*)?$/, isRegional: true, example: 'repository/base' }],
  ['route53', { resource: /^hostedzone\/[A-Z0-9]+$/, isRegional: false, example: 'hostedzone/Z0123456789ABCDEFGHIJ' }],
  [
    'ssm',
    {
      resource: /^parameter\/[A-Za-z0-9_.-][A-Za-z0-9_./-]*(?:\/\*)?$/,
      isRegional: true,
      example: 'parameter/outputs/*',
    },
  ],
]);

/** Its parts are what lending asks for: partition, service, Region, account and resource. */
export const ARN = /^arn:([a-z-]+):([a-z0-9-]+):([a-z0-9-]*):([0-9]*):(.+)$/;

/** What an ARN says, as far as lending asks; undefined where it is none. */
export function partsOfArn(arn: string) {
  const [, partition = '', service = '', region = '', account = '', resource = ''] = ARN.exec(arn) ?? [];
  return partition === '' ? undefined : { partition, service, region, account, resource };
}
