import { readFileSync } from 'node:fs';
import { keyOf, nodeAt, type Path } from '../../config/node';
import { readYaml } from '../../config/read-yaml';
import { ACCOUNT_SWITCHES } from '../../domain/account-switches';
import type { Access } from '../../domain/ci-identity';
import { ACCESSES } from '../../domain/ci-identity';
import { PLATFORM_ROLES, TERRAFORM_ROLES, WORKLOAD_IAM_PATH } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { pipelinesOf } from '../../domain/workspaces';
import { whyLeftOut } from '../../policies/left-out';
import { servicesFor } from '../../policies/service-policies';
import { servicesAllowing } from '../../policies/services-allowing';
import type { Answer } from './answer';

/** What to do about a refusal, each in a sentence; nothing where it is allowed. */
export function adviceFor(config: OrgConfig, answer: Answer, orgYaml: string): readonly string[] {
  const at = (...path: Path) => placeIn(orgYaml, path);
  switch (answer.outcome) {
    case 'allowed':
      return [];
    case 'explicitly denied':
      return ofDenial(answer, at);
    case 'implicitly denied':
      return ofSilence(config, answer, at);
    case 'unknown':
      return ofOpen(answer);
  }
}

type PlaceIn = (...path: Path) => string;

function ofOpen({ says }: Answer): readonly string[] {
  const all = [...new Set(says.flatMap(({ dependsOn = [] }) => dependsOn))];
  return [`it depends on ${all.join(', ')}: say more with --resource and --context`];
}

function ofDenial({ says, action, asking }: Answer, at: PlaceIn): readonly string[] {
  const opened = ACCOUNT_SWITCHES.find((one) => one.toLowerCase() === action.toLowerCase());
  if (opened !== undefined && accessOf(asking.name) === 'apply') {
    return [
      `add ${opened} to ${at('terraform', 'accountSwitches')}: it opens this call to Terraform, in every account`,
    ];
  }
  const denying = says.filter(({ effect, dependsOn }) => effect === 'Deny' && dependsOn === undefined);
  if (/^iam:/i.test(action) && denying.some(({ layer }) => layer === 'boundary')) {
    return [
      `Terraform makes roles and policies on the path ${WORKLOAD_IAM_PATH} alone, with its boundary: give the resource that path (docs/pipelines.md#what-terraform-makes-in-iam)`,
    ];
  }
  if (denying.some(({ layer }) => layer === 'scp' || layer === 'rcp')) {
    return [
      `a guardrail refuses it to everybody but StackSets and the deployers of ${at('guardrails')}: one of these does it, or nobody`,
    ];
  }
  const leftOut = leftOutOnPurpose(action, accessOf(asking.name));
  return leftOut.length > 0
    ? leftOut
    : [
        'no line of org.yaml opens it: what a boundary or the plan role refuses is refused on purpose (policies/README.md)',
      ];
}

function ofSilence(config: OrgConfig, answer: Answer, at: PlaceIn): readonly string[] {
  const { action, asking } = answer;
  if (/^sts:AssumeRole$/i.test(action)) return ofRoles(config, answer, at);
  const access = accessOf(asking.name);
  if (access === undefined)
    return ['no line of org.yaml gives this role more: what it may do is in policies/README.md'];
  const platform = config.platformAccounts.find(({ id }) => id === asking.account);
  const listed = platform?.managed?.services ?? config.terraform.services;
  const place =
    platform === undefined ? at('terraform', 'services') : at('platformAccounts', platform.name, 'managed', 'services');
  const source = servicesFor(config, asking.account);
  const allowing = servicesAllowing(action, source, access);
  const [here] = allowing.filter((service) => listed.includes(service));
  if (here !== undefined) {
    return [
      `${here} of ${place} allows it, but not of this resource, or not so: policies/services/${here}.json says of which`,
    ];
  }
  if (allowing.length > 0) return [`add ${allowing.join(' or ')} to ${place}`];
  const leftOut = leftOutOnPurpose(action, access);
  if (access === 'plan' && servicesAllowing(action, source).length > 0) {
    return [
      'a plan never does this, and nothing opens it: Terraform does it when it applies (--access apply)',
      ...leftOut,
    ];
  }
  return leftOut.length > 0
    ? leftOut
    : [
        `no service of orgstrap allows ${action}: write policies/services/NAME.json beside org.yaml, and add NAME to ${place}`,
      ];
}

function leftOutOnPurpose(action: string, access: Access | undefined): readonly string[] {
  const leftOut = access === undefined ? undefined : whyLeftOut(action, access);
  return leftOut === undefined ? [] : [`it is left out on purpose: ${leftOut.why} Instead: ${leftOut.instead}`];
}

function ofRoles(config: OrgConfig, { resource, asking }: Answer, at: PlaceIn): readonly string[] {
  const account = /^arn:[^:]*:iam::(\d{12}):role\//.exec(resource ?? '')?.[1];
  if (account === undefined) return ['say which role with --resource'];
  const environment = config.environments.find(({ accounts }) => accounts.some(({ id }) => id === account));
  if (environment === undefined) {
    return [`${account} is in no environment of ${at('environments')}: orgstrap onboard brings an account in`];
  }
  const pipelines = pipelinesOf(config, environment.name);
  const may = pipelines.length === 0 ? 'no pipeline' : pipelines.join(' and ');
  return [
    `${account} is in ${environment.name}, which ${may} may change: ${asking.name} enters it where its pipeline in ${at('pipelines')} lists ${environment.name} among its environments`,
  ];
}

/** What Terraform does as that role; undefined for another one. */
function accessOf(role: string): Access | undefined {
  return ACCESSES.find((access) => role === TERRAFORM_ROLES[access] || role === PLATFORM_ROLES[access]);
}

/** `terraform.services (org.yaml:18)`; of the nearest key that is there. */
function placeIn(orgYaml: string, path: Path): string {
  const name = path.join('.');
  const { root } = readYaml(readFileSync(orgYaml, 'utf8'));
  if (root === undefined) return name;
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, ...path.slice(0, length));
    if (node !== undefined) return `${name} (${orgYaml}:${keyOf(node).position.line})`;
  }
  return `${name} of ${orgYaml}`;
}
