import { named, type Statement } from '../../iam/statement';

/** How many actions of a service are tried: they stand for all, because a policy that denies a few on purpose stops nobody. */
export const SAMPLE_SIZE = 3;

/** The actions that a statement allows, written out where it writes them so. */
export function actionsOf({ effect, action }: Statement): readonly string[] {
  return effect === 'Allow' ? named(action).filter((one) => !one.includes('*')) : [];
}
