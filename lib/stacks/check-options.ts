import { join } from 'node:path';
import type { FurtherPack } from '../domain/template-finding';
import { packageRoot } from '../policies/policies-folder';

/** Which checks of templates run. */
export interface CheckOptions {
  /** Whether CDK's validation of templates runs, too; it costs seconds in every process that starts it. */
  readonly validateTemplates: boolean;
  /**
   * A folder in which it is noted which templates passed that validation, so that they need not pass it again.
   *
   * @default - nothing is noted
   */
  readonly passedTemplates?: string;
  /**
   * Rule packs that run, too.
   *
   * @default - those that every template must pass, alone
   */
  readonly furtherPacks?: readonly FurtherPack[];
}

export const EVERY_CHECK: CheckOptions = { validateTemplates: true };

/** The checks of a user's process: CDK's own switch, `CDK_VALIDATION=false`, turns its validation off. */
export function checkOptionsOf(env: Readonly<Record<string, string | undefined>>): CheckOptions {
  return {
    validateTemplates: env.CDK_VALIDATION !== 'false',
    passedTemplates: join(packageRoot(), 'node_modules', '.cache', 'orgstrap', 'passed-templates'),
  };
}
