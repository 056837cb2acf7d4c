import type { AdoptionView } from '../../aws/adoption-view';
import type { LockedState } from '../../aws/lock-tables';
import { EXIT, Failure } from '../../domain/failure';
import { stackName } from '../../domain/names';
import { MAKERS } from './known-makers';

/** Something that is there already, and what becomes of it. */
export interface FoundThing {
  /** `take`: it becomes part of what orgstrap works with. `conflict`: it is in the way. `leave`: both stay beside each other. */
  readonly does: 'take' | 'conflict' | 'leave';
  readonly found: string;
  readonly advice: string;
}

/** What there is, as some credentials see it. */
export interface Look {
  readonly account: string;
  readonly things: readonly FoundThing[];
  /** What could not be seen, and why. */
  readonly notSeen: readonly string[];
}

/** What a service of AWS that the organization trusts means. */
const SERVICES = [
  {
    principal: 'controltower.amazonaws.com',
    found: 'AWS Control Tower governs the organization',
    advice:
      'leave its OUs, roles, StackSets and controls; make accounts with Account Factory and take them with orgstrap onboard --account; steps in docs/adopt/control-tower-and-aft.md',
    does: 'leave',
  },
  {
    principal: 'sso.amazonaws.com',
    found: 'the organization has IAM Identity Center',
    advice:
      'org.yaml: people: { source: identityCenter, ... } where people shall come from it (docs/guides/identity-center.md); permission sets of others stay as they are',
    does: 'take',
  },
] as const;

/**
 * Looks at what somebody made before, and says of each thing what to do. It changes nothing.
 *
 * @throws Failure where there are no credentials, or AWS does not answer
 */
export async function look(view: AdoptionView): Promise<Look> {
  const account = await view.caller.account();
  const parts = await Promise.all([
    ...SERVICES.map((service) => seen(service.principal, () => trusted(view, service))),
    seen('trails', async () => (await view.trails.all()).map(trailThing)),
    seen('OIDC providers', async () => (await view.taken.oidcProviders()).map(providerThing)),
    seen('names of IAM', async () => namedThings((await view.taken.iam()).map(({ kind, name }) => ({ kind, name })))),
    seen('StackSets', async () =>
      namedThings((await view.stackSets.names()).map((name) => ({ kind: 'StackSet', name }))),
    ),
    seen('lock tables', async () => (await view.lockTables.states()).map(stateThing)),
  ]);
  return {
    account,
    things: parts.flatMap(({ things }) => things),
    notSeen: parts.flatMap(({ refusal }) => refusal ?? []),
  };
}

interface Part {
  readonly things: readonly FoundThing[];
  readonly refusal?: string;
}

/** What these credentials may not see, others may. */
async function seen(what: string, ask: () => Promise<readonly FoundThing[]>): Promise<Part> {
  try {
    return { things: await ask() };
  } catch (error) {
    if (!(error instanceof Failure) || error.exitStatus === EXIT.incomplete) throw error;
    return { things: [], refusal: `${what}: ${error.message}` };
  }
}

async function trusted({ services }: AdoptionView, service: (typeof SERVICES)[number]): Promise<readonly FoundThing[]> {
  const { principal, ...thing } = service;
  return (await services.trusts(principal)) ? [thing] : [];
}

function trailThing({
  arn,
  isOfOrganization,
}: {
  readonly arn: string;
  readonly isOfOrganization: boolean;
}): FoundThing {
  if (isOfOrganization) {
    return {
      does: 'take',
      found: `the trail of the organization ${arn}`,
      advice: 'org.yaml: audit: { trail: organization }, which uses it and changes nothing of it (docs/audit.md)',
    };
  }
  return {
    does: 'leave',
    found: `the trail ${arn} of this account`,
    advice:
      'nothing to do: with audit: { trail: own } orgstrap makes one beside it; the second copy of management events costs money',
  };
}

/** The ARN of a provider ends with its issuer, less `https://`. */
function providerThing(arn: string): FoundThing {
  const issuer = `https://${arn.split('/').slice(1).join('/')}`;
  return {
    does: 'take',
    found: `the OIDC provider ${arn}`,
    advice: `org.yaml: existingOidcProviders: ["${issuer}"] where this is the Terraform account and a pipeline has this issuer; deployment.existingOidcProviderIn where only jobs that deploy have it`,
  };
}

interface Named {
  readonly kind: string;
  readonly name: string;
}

function namedThings(all: readonly Named[]): readonly FoundThing[] {
  const others = all.filter(({ name }) => !isOrgstraps(name));
  const made = MAKERS.flatMap((maker): readonly FoundThing[] => {
    const its = others.filter(({ name }) => MAKERS.find(({ names }) => names.test(name)) === maker);
    if (its.length === 0) return [];
    const [{ kind = '', name = '' } = {}, ...more] = its;
    const rest = more.length === 0 ? '' : ` and ${more.length} more`;
    return [{ does: 'leave', found: `${maker.name}: the ${kind} ${name}${rest}`, advice: maker.advice }];
  });
  return [...all.filter(({ name }) => isOrgstraps(name)).map(conflictOf), ...made];
}

function isOrgstraps(name: string): boolean {
  return name.toLowerCase().startsWith(stackName(''));
}

function conflictOf({ kind, name }: Named): FoundThing {
  return {
    does: 'conflict',
    found: `the ${kind} ${name}`,
    advice:
      'its name begins as all of orgstrap do: where orgstrap made it, all is well; where somebody else did, delete it or give it another name before the first deployment (orgstrap doctor tells the two apart)',
  };
}

function stateThing({ table, bucket, key }: LockedState): FoundThing {
  return {
    does: 'take',
    found: `the state s3://${bucket}/${key}, locked in ${table}`,
    advice: `orgstrap adopt state WORKSPACE --from s3://${bucket}/${key} --lock-table ${table}`,
  };
}
