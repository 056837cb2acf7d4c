import { z } from 'zod';
import { HOME_REGIONS } from '../../domain/region';
import { didYouMean } from '../closest-name';
import type { Verdict } from '../finding';
import type { TreeScalar } from '../yaml/tree';
import { guided } from './guided';

const LOOKS_LIKE_A_REGION = /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]$/;

const FIX = `use one of ${HOME_REGIONS.join(', ')}`;

const EXPECTED_BY_DEFAULT =
  'a Region that is on by default: in an opt-in Region, StackSets fail for every account that has not turned it on, ' +
  'and a new account has not';

export const homeRegion = guided(z.enum(HOME_REGIONS), {
  description: "The one Region of orgstrap's own resources. It must be on in every account from its first day.",
  expected: 'a Region that is on in every account from its first day',
  fix: FIX,
  explain,
});

/** Where else somebody works; StackSets must reach every account there, too. */
export const furtherRegion = guided(z.enum(HOME_REGIONS), {
  description: 'A Region that is on in every account from its first day.',
  expected: 'a Region that is on in every account from its first day',
  fix: FIX,
  explain,
});

function explain(found: TreeScalar): Partial<Verdict> {
  if (typeof found.value !== 'string') return {};
  // The nearest name of a real Region is another Region, maybe on another continent: no guesses there.
  if (!LOOKS_LIKE_A_REGION.test(found.value)) return { fix: `${didYouMean(found.value, HOME_REGIONS)}${FIX}` };
  return { expected: EXPECTED_BY_DEFAULT };
}
