import { readFileSync } from 'node:fs';
import { countsIn, validationReportIn } from '../checks/validation-report';
import { deploymentAccountOf } from '../domain/deployment';
import type { OrgConfig } from '../domain/org-config';
import type { CheckCounts } from '../domain/template-finding';
import { type CheckOptions, EVERY_CHECK } from './check-options';
import { withAssembly } from './with-assembly';

/** The stacks of the deployment account, and what the checks of all templates came to. */
export interface SynthesizedApp {
  readonly stacks: readonly { readonly name: string; readonly template: string }[];
  readonly checks: CheckCounts;
}

/**
 * The stacks of the deployment account in the order of `cdk deploy --all`, each with its name and its template as JSON. The
 * guardrails are among them where that is the management account.
 *
 * @throws Failure `TemplatesRefused` where a template does not pass its checks.
 */
export function synthesizedStacks(config: OrgConfig, options: CheckOptions = EVERY_CHECK): SynthesizedApp {
  return withAssembly(config, options, ({ directory, stacks }) => ({
    stacks: stacks
      .filter(({ environment }) => environment.account === deploymentAccountOf(config))
      .map(({ stackName, templateFullPath }) => ({
        name: stackName,
        template: readFileSync(templateFullPath, 'utf8'),
      })),
    checks: countsIn(validationReportIn(directory)),
  }));
}
