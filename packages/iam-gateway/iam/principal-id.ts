import { createHash } from 'node:crypto';

/** An id like those of IAM, made up of the ARN: the same for the same role or user, also for one that was made again. */
export function principalId(arn: string): string {
  const kind = /:role\//.test(arn) ? 'AROA' : 'AIDA';
  return `${kind}${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`;
}
