import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { loadOrgConfig } from '../lib/config/load-org-config';
import type { OrgConfig, Pipeline } from '../lib/domain/org-config';
import { partitionOf } from '../lib/domain/region';
import { serviceNames } from '../lib/policies/service-names';
import { ADMINISTRATOR } from './emulated/control';
import { NotProved } from './report/ledger';
import type { Stage, Written } from './stage';
import { SAMPLED } from './terraform/workload';

/** What is rehearsed. */
export interface Rehearsed {
  readonly written: Written;
  /** A pipeline of the first environment alone. It never runs Terraform: it is there to be refused. */
  readonly stranger: Pipeline;
  /** The same with guardrails, which come last: with them, nobody could open one door to try out the next one. */
  readonly guarded: Written;
}

/**
 * The `org.yaml` that is rehearsed: a copy of the given one, with what it takes to try out what must be refused: a second
 * pipeline, and the services of the sample workload. Its accounts and everything else are those of the original.
 */
export async function rehearsed(stage: Stage, { file, config }: Written): Promise<Rehearsed | undefined> {
  const [first] = config.environments;
  const missing = SAMPLED.filter((service) => !config.terraform.services.includes(service));
  const name = freeName(config);
  const outcome: { rehearsed?: Rehearsed } = {};
  await stage.ledger.prove('a copy of org.yaml gets what it takes to try out what must be refused', () => {
    const document = parseDocument(readFileSync(file, 'utf8'));
    for (const service of missing) document.addIn(['terraform', 'services'], service);
    document.setIn(['pipelines', name], { identity: { iamUser: {} }, environments: [first?.name] });
    document.deleteIn(['guardrails']);
    const written = write(join(stage.work, 'org.yaml'), document);
    const stranger = written.config.pipelines.find((pipeline) => pipeline.name === name);
    if (stranger === undefined) throw new NotProved(`there is no pipeline ${name} in it`);
    document.setIn(['guardrails'], { deployers: [...(config.guardrails?.deployers ?? []), ...administrators(config)] });
    outcome.rehearsed = { written, stranger, guarded: write(join(stage.work, 'org-guarded.yaml'), document) };
    return [
      `the pipeline ${name} of ${first?.name}`,
      ...missing.map((service) => `the service ${service}`),
      'at the end the guardrails',
    ].join(', ');
  });
  return outcome.rehearsed;
}

function write(file: string, document: Document): Written {
  writeFileSync(file, document.toString());
  const result = loadOrgConfig(file, serviceNames);
  if (!result.ok) throw new NotProved(result.problems.map(({ path, found }) => `${path}: ${found}`).join('\n'));
  return { file, config: result.config };
}

/** Who deploys in the rehearsal: the administrators that the emulator gives the Ops and the Terraform account. */
function administrators({ accounts, homeRegion }: OrgConfig): readonly string[] {
  const own = new Set([accounts.ops, accounts.terraform]);
  return [...own].map((account) => `arn:${partitionOf(homeRegion)}:iam::${account}:user/${ADMINISTRATOR}`);
}

function freeName({ pipelines }: OrgConfig): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'rehearsal' : `rehearsal-${number}`;
    if (!pipelines.some((pipeline) => pipeline.name === name)) return name;
  }
}
