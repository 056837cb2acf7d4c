import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { loadOrgConfig } from '../../lib/config/load-org-config';
import type { AccountId } from '../../lib/domain/ids';
import type { Environment, OrgConfig, Pipeline } from '../../lib/domain/org-config';
import { partitionOf } from '../../lib/domain/region';
import { exceededLimits } from '../../lib/policies/exceeded-limits';
import { hasOwnServices } from '../../lib/policies/own-services';
import { serviceNames } from '../../lib/policies/policies-folder';
import { SOURCE_IP } from '../iam-gateway/authorization/authorize';
import { addWhatFits, type LeftOut } from './additions';
import type { OrgYaml, Rehearsal } from './context/rehearsal';
import { ADMINISTRATOR } from './emulated/control';
import { NotProved } from './report/ledger';
import { SAMPLED } from './terraform/workload';

/** The `org.yaml` of the rehearsal, and the pipelines that the rehearsal has added to it. */
export interface RehearsalConfig {
  readonly orgYaml: OrgYaml;
  /** A pipeline of the first environment alone, or else of the management account. It never runs Terraform: it is there to be refused. */
  readonly stranger: Pipeline;
  /** A pipeline of the same whose jobs have tokens of GitHub's. */
  readonly tokens: Pipeline;
  /** A pipeline of the same whose keys work from a network that is not this machine. */
  readonly elsewhere: Pipeline;
}

/**
 * The `org.yaml` of the rehearsal: a copy of the given one, with what it takes to try out what must be refused: three more
 * pipelines, the services of the sample workload, and as far as AWS takes them an operator, people and the audit. Its accounts and everything else are those of the original.
 */
export async function prepareConfig(
  rehearsal: Rehearsal,
  { file, config }: OrgYaml,
): Promise<RehearsalConfig | undefined> {
  const [first] = config.environments;
  const missing = SAMPLED.filter((service) => !config.terraform.services.includes(service));
  const name = freeName(config, 'rehearsal');
  const tokensName = freeName(config, 'rehearsal-tokens');
  const elsewhereName = freeName(config, 'rehearsal-other');
  const outcome: { config?: RehearsalConfig } = {};
  const operators = [administrator(config, config.accounts.ops)];
  const leftOut: LeftOut[] = [];
  await rehearsal.ledger.prove('a copy of org.yaml gets what it takes to try out what must be refused', () => {
    if (hasOwnServices(config.ownPolicies)) {
      // Copies of org.yaml are beside a copy of them.
      cpSync(config.ownPolicies, join(rehearsal.work, 'policies'), { recursive: true });
    }
    const document = parseDocument(readFileSync(file, 'utf8'));
    for (const service of missing) document.addIn(['terraform', 'services'], service);
    addPipeline(document, first, name, { iamUser: {} });
    addPipeline(document, first, tokensName, { github: GITHUB });
    addPipeline(document, first, elsewhereName, { iamUser: { networks: [ELSEWHERE] } });
    for (const pipeline of config.pipelines) callFromHere(document, pipeline);
    // Nobody has made one in the emulated account.
    document.deleteIn(['existingOidcProviders']);
    if (config.operators !== undefined) document.setIn(['operators'], operators);
    // They are installed last: with them over it, nobody could weaken one thing to try out the next one.
    const { deployers = [], ...guardrails } = config.guardrails ?? {};
    document.setIn(['guardrails'], { ...guardrails, deployers: [...deployers, ...administrators(config)] });
    const written = () => write(join(rehearsal.work, 'org.yaml'), document);
    refuseTooMuch(written().config);
    const additions = addWhatFits(document, config, operators, () => written().config);
    leftOut.push(...additions.leftOut);
    const orgYaml = written();
    outcome.config = {
      orgYaml,
      stranger: pipelineOf(orgYaml, name),
      tokens: pipelineOf(orgYaml, tokensName),
      elsewhere: pipelineOf(orgYaml, elsewhereName),
    };
    return [
      `the pipelines ${name}, ${tokensName} and ${elsewhereName} of ${first?.name ?? 'the management account'}`,
      ...missing.map((service) => `the service ${service}`),
      'guardrails with who deploys here',
      ...additions.added,
    ].join(', ');
  });
  for (const { without, why } of leftOut) rehearsal.ledger.inert(without, why);
  return outcome.config;
}

/** Of an environment; of the management account, where there is none. */
function addPipeline(document: Document, environment: Environment | undefined, name: string, identity: object): void {
  document.setIn(['pipelines', name], { identity, ...(environment && { environments: [environment.name] }) });
  if (environment === undefined) document.addIn(['managementAccount', 'pipelines'], name);
}

function write(file: string, document: Document): OrgYaml {
  writeFileSync(file, document.toString());
  const result = loadOrgConfig(file, serviceNames);
  if (!result.ok) throw new NotProved(result.problems.map(({ path, found }) => `${path}: ${found}`).join('\n'));
  return { file, config: result.config };
}

/**
 * With the pipelines that a rehearsal adds at least, the largest organizations are more than AWS takes: they are rehearsed with fewer environments.
 *
 * @throws NotProved with what is exceeded
 */
export function refuseTooMuch(config: OrgConfig): void {
  const exceeded = exceededLimits(config).map(({ message }) => message);
  if (exceeded.length === 0) return;
  throw new NotProved(
    `with what the rehearsal adds, it is more than AWS takes; rehearse a copy with fewer environments\n${exceeded.join('\n')}`,
  );
}

/** Who deploys in the rehearsal: the administrators that the emulator gives these accounts. The management account's installs the guardrails. */
function administrators(config: OrgConfig): readonly string[] {
  const { accounts, organization } = config;
  const own = new Set([accounts.ops, accounts.terraform, organization.managementAccount]);
  return [...own].map((account) => administrator(config, account));
}

function administrator({ homeRegion }: OrgConfig, account: AccountId): string {
  return `arn:${partitionOf(homeRegion)}:iam::${account}:user/${ADMINISTRATOR}`;
}

/** With ids, as a repository of today must have them, and one that no `org.yaml` names: no token opens the roles of two pipelines. */
const GITHUB = {
  repository: 'acme/rehearsal',
  ids: { owner: 1234567, repository: 7654321 },
  apply: { environment: 'production' },
  plan: { pullRequests: {}, branch: 'main' },
};

function pipelineOf({ config }: OrgYaml, name: string): Pipeline {
  const found = config.pipelines.find((pipeline) => pipeline.name === name);
  if (found === undefined) throw new NotProved(`there is no pipeline ${name} in it`);
  return found;
}

/** A network of documentation, in which no machine is. */
const ELSEWHERE = '203.0.113.0/24';

/** Keys that work from some networks alone work from this machine alone. */
function callFromHere(document: Document, { name, identity }: Pipeline): void {
  if (identity.kind !== 'iamUser' || identity.networks.length === 0) return;
  document.setIn(['pipelines', name, 'identity', 'iamUser', 'networks'], [`${SOURCE_IP}/32`]);
}

function freeName({ pipelines }: OrgConfig, base: string): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!pipelines.some((pipeline) => pipeline.name === name)) return name;
  }
}
