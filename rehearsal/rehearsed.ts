import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { loadOrgConfig } from '../lib/config/load-org-config';
import type { OrgConfig, Pipeline } from '../lib/domain/org-config';
import { serviceNames } from '../lib/policies/service-names';
import { NotProved } from './report/ledger';
import type { Stage, Written } from './stage';
import { SAMPLED } from './terraform/workload';

/** What is rehearsed. */
export interface Rehearsed {
  readonly written: Written;
  /** A pipeline of the first environment alone. It never runs Terraform: it is there to be refused. */
  readonly stranger: Pipeline;
}

/**
 * The `org.yaml` that is rehearsed: a copy of the given one, with what it takes to try out what must be refused: a second
 * pipeline, and the services of the sample workload. Its accounts and everything else are those of the original.
 */
export async function rehearsed(stage: Stage, { file, config }: Written): Promise<Rehearsed | undefined> {
  const [first] = config.environments;
  const missing = SAMPLED.filter((service) => !config.terraform.services.includes(service));
  const name = freeName(config);
  const copy = join(stage.work, 'org.yaml');
  const outcome: { rehearsed?: Rehearsed } = {};
  await stage.ledger.prove('a copy of org.yaml gets what it takes to try out what must be refused', () => {
    const document = parseDocument(readFileSync(file, 'utf8'));
    for (const service of missing) document.addIn(['terraform', 'services'], service);
    document.setIn(['pipelines', name], { identity: { iamUser: {} }, environments: [first?.name] });
    writeFileSync(copy, document.toString());
    const result = loadOrgConfig(copy, serviceNames);
    if (!result.ok) throw new NotProved(result.problems.map(({ path, found }) => `${path}: ${found}`).join('\n'));
    const stranger = result.config.pipelines.find((pipeline) => pipeline.name === name);
    if (stranger === undefined) throw new NotProved(`there is no pipeline ${name} in it`);
    outcome.rehearsed = { written: { file: copy, config: result.config }, stranger };
    return [`the pipeline ${name} of ${first?.name}`, ...missing.map((service) => `the service ${service}`)].join(', ');
  });
  return outcome.rehearsed;
}

function freeName({ pipelines }: OrgConfig): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'rehearsal' : `rehearsal-${number}`;
    if (!pipelines.some((pipeline) => pipeline.name === name)) return name;
  }
}
