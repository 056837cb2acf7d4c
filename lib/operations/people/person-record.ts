import { atMost } from '../../aws/at-most';
import type { OpsAccess } from '../../aws/people-access';
import type { SignIn } from '../../aws/sign-ins';
import { PEOPLE_PATH } from '../../domain/names';
import { type UsedKey, usedKeys } from '../key/used-keys';
import { type SignInState, signInState } from './sign-in-state';

/** What the Ops account knows of a user. */
export interface PersonRecord extends SignIn, SignInState {
  /** The oldest first. */
  readonly keys: readonly UsedKey[];
}

/** Users at the same time: IAM takes few requests a second, and there are five or more for each of them. */
const USERS_AT_ONCE = 4;

/** Every user on the path of people, whether `org.yaml` has them or not; nothing is changed. */
export async function personRecords({ signIns, keys }: OpsAccess): Promise<readonly PersonRecord[]> {
  const turnstile = atMost(USERS_AT_ONCE);
  const users = await signIns.list(PEOPLE_PATH);
  return Promise.all(
    users.map((user) =>
      turnstile(async () => {
        const [state, used] = await Promise.all([signInState(user.name, signIns), usedKeys(user.name, keys)]);
        return { ...user, ...state, keys: used };
      }),
    ),
  );
}
