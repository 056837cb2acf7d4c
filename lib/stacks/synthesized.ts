import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib/core';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { countsIn, validationReportIn } from '../checks/validation-report';
import type { AssembledApp } from '../domain/assembled-app';
import { Failure } from '../domain/failure';
import type { AccountId } from '../domain/ids';
import { deploymentAccountOf, type OrgConfig } from '../domain/org-config';
import type { CheckCounts } from '../domain/template-finding';
import { buildApp } from './build-app';
import { buildGuardrails } from './build-guardrails';
import { checkApp } from './check-app';
import { type CheckOptions, EVERY_CHECK } from './check-options';
import { newApp } from './new-app';

/**
 * Synthesises an organization's app, with every check, and answers the text of each template, the members' too, by the name of its
 * file, `*.template.json`.
 *
 * @throws Failure `TemplatesRefused` where a template does not pass
 */
export function synthesizedTemplates(
  config: OrgConfig,
  options: CheckOptions = EVERY_CHECK,
): Readonly<Record<string, string>> {
  return withAssembly(config, options, ({ directory }) => {
    const templates = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
    return Object.fromEntries(templates.sort().map((file) => [file, readFileSync(join(directory, file), 'utf8')]));
  });
}

/**
 * Synthesises all that an organization asks for, the guardrails included, with every check, and gives the assembly to `use`; it is gone
 * afterwards.
 *
 * @throws Failure `TemplatesRefused` where a template does not pass; CDK has written its report to stderr by then.
 */
function withAssembly<Result>(
  config: OrgConfig,
  options: CheckOptions,
  use: (assembly: CloudAssembly) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-synth-'));
  try {
    return use(assemblyIn(folder, config, options));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function assemblyIn(folder: string, config: OrgConfig, options: CheckOptions): CloudAssembly {
  const app = newApp(folder);
  buildApp(app, config);
  if (config.guardrails !== undefined) buildGuardrails(app, config);
  checkApp(app, options);
  return synth(app);
}

function synth(app: App): CloudAssembly {
  try {
    return app.synth();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
    throw new Failure(
      'TemplatesRefused',
      'a template did not pass its checks: the findings are above, and orgstrap nag writes them as a report',
    );
  }
}

/** The stacks of the deployment account, and what the checks of all templates came to. */
export interface SynthesizedApp {
  readonly stacks: readonly { readonly name: string; readonly template: string }[];
  readonly checks: CheckCounts;
}

/**
 * The stacks of an account in the order of `cdk deploy --all`, each with its name and its template as JSON. The guardrails are among
 * them where that is the management account.
 *
 * @param account - the one that deploys, or the management account, which gets the guardrails
 * @throws Failure `TemplatesRefused` where a template does not pass its checks.
 */
export function synthesizedStacks(
  config: OrgConfig,
  options: CheckOptions = EVERY_CHECK,
  account: AccountId = deploymentAccountOf(config),
): SynthesizedApp {
  return withAssembly(config, options, ({ directory, stacks }) => ({
    stacks: stacks
      .filter(({ environment }) => environment.account === account)
      .map(({ stackName, templateFullPath }) => ({
        name: stackName,
        template: readFileSync(templateFullPath, 'utf8'),
      })),
    checks: countsIn(validationReportIn(directory)),
  }));
}

/**
 * The same, and leaves the cloud assembly in a folder, so that `cdk deploy --app FOLDER` deploys exactly this. The guardrails are among the
 * stacks.
 *
 * @param folder - is there, and empty; whoever made it takes it away
 * @throws Failure `TemplatesRefused` where a template does not pass its checks.
 */
export function assembledApp(config: OrgConfig, folder: string, options: CheckOptions = EVERY_CHECK): AssembledApp {
  return assembledFrom(assemblyIn(folder, config, options));
}

/** Reads the cloud assembly that an orgstrap of any version left in a folder. */
export function readAssembly(folder: string): AssembledApp {
  return assembledFrom(new CloudAssembly(folder, { skipVersionCheck: true, skipEnumCheck: true }));
}

function assembledFrom({ directory, stacks }: CloudAssembly): AssembledApp {
  const nameOf = new Map(stacks.map(({ id, stackName }) => [id, stackName]));
  return {
    stacks: stacks.map(({ hierarchicalId, stackName, templateFullPath, environment, dependencies }) => ({
      id: hierarchicalId,
      name: stackName,
      template: readFileSync(templateFullPath, 'utf8'),
      account: environment.account,
      region: environment.region,
      waitsFor: dependencies.flatMap((other) => nameOf.get(other.id) ?? []),
    })),
    checks: countsIn(validationReportIn(directory)),
  };
}
