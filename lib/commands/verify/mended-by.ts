import type { CheckKind } from '../../estate/check-kinds';

/** What a deployment does is tried first. */
export const DEPLOY = 'npx orgstrap plan says what a deployment would change, npx cdk deploy --all deploys it';

/** What mends what orgstrap made, where a deployment does: CloudFormation changes nothing that its template does not change. */
export function mendedBy(what: string, commands: readonly string[]): string {
  if (commands.length === 0) return DEPLOY;
  return `${DEPLOY}; where it shows no change, somebody changed ${what} beside CloudFormation: ${commands.join(' && ')}`;
}

/** What is not as it should be, and the command that mends it by hand. */
export interface Difference {
  /** @default - the kind of the check */
  readonly kind?: CheckKind;
  readonly found: string;
  readonly expected?: string;
  readonly command: string;
}
