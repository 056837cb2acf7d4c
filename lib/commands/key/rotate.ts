import type { AccessKeys, NewAccessKey } from '../../aws/access-keys';
import type { KeyProof } from '../../aws/key-proof';
import type { KeySecrets } from '../../aws/key-secrets';
import { Failure } from '../../domain/failure';
import type { CiUser } from './ci-user';
import { type RotationOptions, type RotationStep, rotationSteps } from './rotation-steps';
import { keyState } from './status';

/** What a rotation works with. */
export interface Rotation {
  readonly keys: AccessKeys;
  readonly secrets: KeySecrets;
  readonly proof: KeyProof;
  /** Gives a key to the CI system's own secret store. @throws Failure where that does not work */
  handOver(key: NewAccessKey, whose: CiUser): Promise<void>;
  /** Told before each step, with the id of the new key as soon as there is one. */
  onStep(step: RotationStep, key?: string): void;
  /** Does a step to its end, whoever interrupts it. */
  uninterrupted<Result>(step: () => Promise<Result>): Promise<Result>;
}

/** What a run would do. */
export async function plannedRotation(
  who: CiUser,
  access: Pick<Rotation, 'keys' | 'secrets'>,
  options: RotationOptions,
): Promise<readonly RotationStep[]> {
  return rotationSteps(who, await keyState(who, access), options);
}

/**
 * Gives a CI user a new key in place of the one that it has, or finishes what an earlier run began.
 *
 * @returns the steps that it took
 * @throws Failure `KeyDoesNotWork`, `KeyWithoutSecret`, and what `rotationSteps` and the ports throw; whenever it ends, CI
 *   holds an active key, and the next run goes on
 */
export async function rotate(
  who: CiUser,
  rotation: Rotation,
  options: RotationOptions,
): Promise<readonly RotationStep[]> {
  const steps = await plannedRotation(who, rotation, options);
  let key: NewAccessKey | undefined;
  for (const step of steps) {
    rotation.onStep(step, key?.id);
    const before = key;
    key = (await rotation.uninterrupted(() => take(step, who, rotation, before))) ?? key;
  }
  return steps;
}

/** Takes a step; the new key, where the step is what brings it. */
async function take(
  step: RotationStep,
  who: CiUser,
  { keys, secrets, proof, handOver }: Rotation,
  key: NewAccessKey | undefined,
): Promise<NewAccessKey | undefined> {
  switch (step.do) {
    case 'adopt':
      await secrets.adopt(who.secret, step.key);
      return undefined;
    case 'delete':
      await keys.delete(who.user, step.key);
      return undefined;
    case 'deactivate':
      await keys.deactivate(who.user, step.key);
      return undefined;
    case 'create': {
      const created = await keys.create(who.user);
      await secrets.keep(who.secret, created);
      return created;
    }
    case 'resume':
      return resumed(step.key, who, secrets);
    case 'prove':
      if (!(await proof.becomes(made(key), who.ciRole))) throw doesNotWork(made(key), who);
      return undefined;
    case 'hand over':
      await handOver(made(key), who);
      return undefined;
    case 'promote':
      await secrets.promote(who.secret, made(key).id);
      return undefined;
    case 'wait':
      return undefined;
  }
}

function made(key: NewAccessKey | undefined): NewAccessKey {
  if (key === undefined) throw new Error('a step needs the new key before it is there');
  return key;
}

async function resumed(id: string, { user, secret }: CiUser, secrets: KeySecrets): Promise<NewAccessKey> {
  const key = await secrets.read(secret, id);
  if (key !== undefined) return key;
  throw new Failure(
    'KeyWithoutSecret',
    `the secret ${secret} does not hold the other half of ${id}; delete that key of ${user} and run this again`,
  );
}

function doesNotWork({ id }: NewAccessKey, { user, ciRole, networks }: CiUser): Failure {
  const where = networks.length > 0 ? `; ${user} works from ${networks.join(', ')} alone, so run this there` : '';
  return new Failure(
    'KeyDoesNotWork',
    `the new key ${id} of ${user} does not become ${ciRole}${where}; the key before it stays as it is, and the next run tries again`,
  );
}
