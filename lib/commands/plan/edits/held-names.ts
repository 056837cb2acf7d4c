import { stackName } from '../../../domain/names';
import { deletionOf, inDeletionOrder } from './delete-stack';
import { DEPLOY, type Edit } from './edit';
import { deploymentAccountIn, type Edited, leftStacks } from './edited';
import { stacksOfGoneEnvironments } from './environments';
import { type EstateStack, nameOf, placesOf, regionOf } from './estate';

/** A name of which an account, or a Region of it, has one. */
type Holding = string;

/** Who has a name that a stack is about to make. */
interface Conflict {
  readonly maker: EstateStack;
  readonly holder: EstateStack;
  readonly name: string;
}

/**
 * A stack makes what another one still holds in the same accounts: because that left the app, where nothing deletes it, or because it lets go
 * of it later in the deployment. A StackSet deletes its instances of OUs that go before it updates the others, so what lets go earlier does no harm.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html
 */
export function heldNames(edited: Edited): readonly Edit[] {
  const explained = stacksOfGoneEnvironments(edited);
  const left = leftStacks(edited).filter(({ name }) => !explained.includes(name));
  return [...heldByLeft(edited, conflictsWith(edited, left)), ...heldByLater(edited)];
}

function heldByLeft({ config }: Edited, conflicts: readonly Conflict[]): readonly Edit[] {
  const holders = inDeletionOrder([...new Set(conflicts.map(({ holder }) => holder))]);
  if (holders.length === 0) return [];
  return [
    {
      verdict: 'refused',
      found: `${namesOf(holders)} left the app, and still ${holders.length === 1 ? 'holds' : 'hold'} ${heldText(conflicts)}`,
      why: `${makersText(conflicts)} would make the same in the same accounts: the deployment fails in the middle with "already exists"`,
      steps: [...holders.flatMap((stack) => deletionOf(stack, config.homeRegion)), DEPLOY],
    },
  ];
}

function heldByLater(edited: Edited): readonly Edit[] {
  const conflicts = edited.after.flatMap((maker, index) => {
    const later = edited.after.slice(index + 1).map(({ name }) => name);
    return conflictsOf(
      edited,
      maker,
      edited.before.filter(({ name }) => later.includes(name)),
    );
  });
  if (conflicts.length === 0) return [];
  const holders = [...new Set(conflicts.map(({ holder }) => holder.name))];
  const ids = edited.after.flatMap(({ name }) => (holders.includes(name) ? name.slice(stackName('').length) : []));
  return [
    {
      verdict: 'refused',
      found: `${makersText(conflicts)} would take over accounts in which ${holders.join(', ')} still ${holders.length === 1 ? 'holds' : 'hold'} ${heldText(conflicts)}`,
      why: 'in the order of org.yaml the accounts are taken over before they are let go: the deployment fails in the middle with "already exists"',
      steps: [{ run: `npx cdk deploy --exclusively ${ids.join(' ')}` }, DEPLOY],
    },
  ];
}

function conflictsWith(edited: Edited, holders: readonly EstateStack[]): readonly Conflict[] {
  return edited.after.flatMap((maker) => conflictsOf(edited, maker, holders));
}

/** What a stack makes anew, and one of the others has now and, where it stays in the app, not after it. */
function conflictsOf(edited: Edited, maker: EstateStack, holders: readonly EstateStack[]): readonly Conflict[] {
  const own = edited.before.find(({ name }) => name === maker.name);
  const had = own === undefined ? new Map<Holding, string>() : holdingsOf(edited, own);
  const made = [...holdingsOf(edited, maker)].filter(([holding]) => !had.has(holding));
  if (made.length === 0) return [];
  return holders
    .filter(({ name }) => name !== maker.name)
    .flatMap((holder) => {
      const held = holdingsOf(edited, holder);
      const kept = edited.after.find(({ name }) => name === holder.name);
      const stays = kept === undefined ? new Map<Holding, string>() : holdingsOf(edited, kept);
      return made
        .filter(([holding]) => held.has(holding) && !stays.has(holding))
        .map(([, name]) => ({ maker, holder, name }));
    });
}

/** Every name that a stack has, in every place, with the name alone. */
function holdingsOf(edited: Edited, stack: EstateStack): ReadonlyMap<Holding, string> {
  const targets = placesOf(stack, deploymentAccountIn(edited));
  // An OU may be in another one: what both reach are the same accounts.
  const places = [...targets, ...targets.flatMap((target) => edited.accountsBelow?.(target) ?? [])];
  const regions = stack.targets?.regions ?? [regionOf(stack, edited.config.homeRegion)];
  const holdings = new Map<Holding, string>();
  for (const resource of Object.values(stack.content.resources)) {
    const name = nameOf(resource);
    if (name === undefined) continue;
    const within = isGlobal(resource.Type) ? [''] : regions;
    for (const place of places) {
      for (const region of within) holdings.set([resource.Type, name, place, region].join(' '), name);
    }
  }
  return holdings;
}

function isGlobal(type: string): boolean {
  return /^AWS::(?:IAM|S3|Organizations|SSO)::/.test(type);
}

function heldText(conflicts: readonly Conflict[]): string {
  const names = [...new Set(conflicts.map(({ name }) => name))];
  const rest = names.length - NAMES_SHOWN;
  return `${names.slice(0, NAMES_SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

const NAMES_SHOWN = 4;

function makersText(conflicts: readonly Conflict[]): string {
  const makers = [...new Set(conflicts.map(({ maker }) => maker.name))];
  return makers.length === 1 ? makers.join() : `${makers.length} stacks, from ${makers[0]} on,`;
}

function namesOf(stacks: readonly EstateStack[]): string {
  return [...new Set(stacks.map(({ name }) => name))].join(', ');
}
