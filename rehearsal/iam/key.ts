/** Whether it is a KMS key, whose policy decides about everybody, its own account included. */
export function isKey(arn: string): boolean {
  return /^arn:[^:]+:kms:[^:]*:[^:]*:key\//.test(arn);
}
