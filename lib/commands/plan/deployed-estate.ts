import type { DeploymentAccount } from '../../aws/deployment-account';
import type { Stacks } from '../../aws/stacks';
import { Failure } from '../../domain/failure';
import { stackName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { HOME_REGIONS, type HomeRegion, isHomeRegion, partitionOf } from '../../domain/region';
import { deployedRegions } from '../../domain/watched-accounts';
import { readTemplate } from './read-template';
import { targetsOf } from './stack-set-targets';
import { stackSetsOf } from './stack-sets-of';
import { EMPTY_TEMPLATE } from './template';
import type { DeployedStack } from './wave';

/** A stack of orgstrap that is deployed. */
export interface ListedStack extends DeployedStack {
  readonly name: string;
  readonly isProtected: boolean;
}

/** All that orgstrap has deployed from one account. */
export interface DeployedEstate {
  readonly stacks: readonly ListedStack[];
  /** Where nothing is deployed in the home Region: the Region in which it is. @default - it is not deployed anywhere, or here */
  readonly otherHome?: HomeRegion;
}

/** The stack that every estate has, in its home Region. */
const EVERYWHERE = stackName('TerraformAccount');

/** Asks CloudFormation in the Regions of `org.yaml`, and in those of which it may not speak any more. */
export async function deployedEstate(
  config: OrgConfig,
  { stacks, stacksIn }: Pick<DeploymentAccount, 'stacks' | 'stacksIn'>,
): Promise<DeployedEstate> {
  const here = await stacksOf(stacks);
  if (!here.some(({ name }) => name === EVERYWHERE)) {
    const otherHome = await homeElsewhere(config, stacksIn);
    return { stacks: here, ...(otherHome && { otherHome }) };
  }
  const elsewhere = await Promise.all(droppedRegions(config, here).map((region) => stacksOf(stacksIn(region))));
  return { stacks: [...here, ...elsewhere.flat()] };
}

async function stacksOf(stacks: Stacks): Promise<readonly ListedStack[]> {
  const listed = await stacks.list();
  return await Promise.all(
    listed
      .filter(({ name }) => name.startsWith(stackName('')))
      .map(async (stack) => ({ ...stack, template: readTemplate(await stacks.template(stack.name)) })),
  );
}

/** A Region that a control policy denies is none in which anybody bootstraps. */
async function homeElsewhere(
  { homeRegion }: OrgConfig,
  stacksIn: DeploymentAccount['stacksIn'],
): Promise<HomeRegion | undefined> {
  const others = HOME_REGIONS.filter(
    (region) => region !== homeRegion && partitionOf(region) === partitionOf(homeRegion),
  );
  const found = await Promise.all(
    others.map(async (region) => {
      const listed = await stacksIn(region).list().catch(unlessRefused);
      return listed.some(({ name }) => name === EVERYWHERE);
    }),
  );
  return others.find((_, index) => found[index]);
}

function unlessRefused(error: unknown): readonly [] {
  if (error instanceof Failure && error.code === 'AwsRefused') return [];
  throw error;
}

/** The Regions that StackSets are in, and `org.yaml` does not name any more: stacks of the deployment account are there, too. */
function droppedRegions(config: OrgConfig, here: readonly ListedStack[]): readonly HomeRegion[] {
  const known: readonly string[] = deployedRegions(config);
  const used = here.flatMap(({ template = EMPTY_TEMPLATE }) =>
    [...stackSetsOf(template).values()].flatMap((set) => targetsOf(set.StackInstancesGroup)?.regions ?? []),
  );
  return [...new Set(used)].filter(isHomeRegion).filter((region) => !known.includes(region));
}
