import { z } from 'zod';
import { HOME_REGIONS } from '../../domain/region';
import { didYouMean } from '../closest-name';
import type { Verdict } from '../finding';
import type { TreeScalar } from '../yaml/tree';
import { guided } from './guided';

const LOOKS_LIKE_A_REGION = /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]$/;

export const homeRegion = guided(z.enum(HOME_REGIONS), {
  description: "The one Region of orgstrap's own resources. It must be on in every account from its first day.",
  expected: 'a Region that is on in every account from its first day',
  fix: `use one of ${HOME_REGIONS.join(', ')}`,
  explain,
});

function explain(found: TreeScalar): Partial<Verdict> {
  if (typeof found.value !== 'string') return {};
  const fix = `${didYouMean(found.value, HOME_REGIONS)}use one of ${HOME_REGIONS.join(', ')}`;
  if (!LOOKS_LIKE_A_REGION.test(found.value)) return { fix };
  return {
    expected:
      'a Region that is on by default: in an opt-in Region, StackSets fail for every account that has not turned it on, ' +
      'and a new account has not',
    fix,
  };
}
