import * as z from 'zod';
import { HOME_REGIONS, type HomeRegion, isHomeRegion } from '../../domain/region';
import { didYouMean } from '../closest-name';
import { EXAMPLE_REGION } from '../example-arn';
import { type Node, nodeAt, type ScalarNode, textOf } from '../node';
import type { Wording } from '../problem';
import { guided, type Rule } from '../schema';

const LOOKS_LIKE_A_REGION = /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]$/;

const FIX = `use one of ${HOME_REGIONS.join(', ')}`;

/**
 * Why a Region is none, by what its name begins with; the first that fits.
 *
 * @see https://docs.amazonaws.cn/en_us/AWSCloudFormation/latest/UserGuide/stacksets-prereqs.html
 */
const REASONS: readonly (readonly [prefix: string, expected: string])[] = [
  ['cn-', 'a Region outside China: trusted access for StackSets, which reach every account, cannot be activated there'],
  [
    'eusc-',
    'a Region outside the European Sovereign Cloud: what its services are called in the policies of KMS keys is not known for certain, and a wrong name locks every pipeline out of its state (ADR 15 in the repository)',
  ],
  ['us-iso', 'a Region of the partition aws or aws-us-gov'],
  ['eu-iso', 'a Region of the partition aws or aws-us-gov'],
  [
    '',
    'a Region that is on by default: in an opt-in Region, StackSets fail for every account that has not turned it on, ' +
      'and a new account has not',
  ],
];

/** A Region that StackSets reach in every account. */
export function region(description: string, example: HomeRegion, rules: readonly Rule[] = []) {
  return guided(z.enum(HOME_REGIONS), {
    description,
    expected: 'a Region that is on in every account from its first day',
    example,
    fix: FIX,
    explain,
    rules,
  });
}

export const homeRegion = region(
  "The one Region of orgstrap's own resources. It must be on in every account from its first day.",
  EXAMPLE_REGION,
);

export function homeRegionOf(root: Node): HomeRegion | undefined {
  return textOf(nodeAt(root, 'homeRegion'), isHomeRegion)?.value;
}

function explain(found: ScalarNode): Partial<Wording> {
  const { value } = found;
  if (typeof value !== 'string') return {};
  // The nearest name of a real Region is another Region, maybe on another continent: no guesses there.
  if (!LOOKS_LIKE_A_REGION.test(value)) return { fix: `${didYouMean(value, HOME_REGIONS)}${FIX}` };
  return REASONS.filter(([prefix]) => value.startsWith(prefix)).map(([, expected]) => ({ expected }))[0] ?? {};
}
