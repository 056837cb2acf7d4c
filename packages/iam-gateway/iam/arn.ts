/** Whether it is a KMS key, whose policy decides about everybody, its own account included. */
export function isKey(arn: string): boolean {
  return /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(arn);
}

/** @throws Error where it is not an ARN. */
export function partsOf(arn: string): { readonly account: string; readonly resource: string } {
  const [start, , , , account, ...resource] = arn.split(':');
  if (start !== 'arn' || account === undefined || resource.length === 0) throw new Error(`${arn} is not an ARN`);
  return { account, resource: resource.join(':') };
}

/** @param issuer - the URL of the issuer without `https://` */
export function providerArn(partition: string, account: string, issuer: string): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
}
