import { EXIT, Failure } from '../domain/failure';
import type { Pipeline } from '../domain/org-config';

/**
 * The state of a name, or the only one that a pipeline has, which has no name.
 *
 * @throws Failure `StateNeeded` where there are several and none is named; `UnknownState`
 */
export function chosenState({ name, states }: Pipeline, state: string | undefined): string | undefined {
  if (state === undefined && states.length > 0) {
    throw new Failure(
      'StateNeeded',
      `the pipeline ${name} has several states; say which with --state: ${states.join(', ')}`,
      EXIT.unusable,
    );
  }
  if (state !== undefined && !states.includes(state)) {
    const expected = states.length === 0 ? 'none: it has one state, without a name' : `one of ${states.join(', ')}`;
    throw new Failure(
      'UnknownState',
      `the pipeline ${name} has no state '${state}' in org.yaml, expected ${expected}`,
      EXIT.unusable,
    );
  }
  return state;
}
