import * as z from 'zod';
import { isBesideHome, REGION_NAME } from '../../domain/terraform-regions';
import { type Node, nodeAt, textOf, textsIn } from '../node';
import { problemAt, quoted } from '../problem';
import { repeatedTexts } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { homeRegionOf } from './home-region';

const EXPECTED = 'the name of a Region of the partition of homeRegion';
const FIX = 'write it as in eu-central-1';

const isOfThePartition: Rule = (node, { root }) => {
  const [home, region] = [homeRegionOf(root), textOf(node)];
  if (home === undefined || region === undefined || !REGION_NAME.test(region.value) || isBesideHome(region.value, home))
    return [];
  return [
    problemAt(region, {
      found: `${quoted(region.value)}, beside homeRegion ${home}`,
      expected: EXPECTED,
      fix: 'write a Region of the same partition; no role of this organization reaches another one',
    }),
  ];
};

function terraformRegion(description: string, unset?: string) {
  return guided(z.string().regex(REGION_NAME), {
    description,
    expected: EXPECTED,
    example: 'us-east-1',
    unset,
    fix: FIX,
    rules: [isOfThePartition],
  });
}

/** The Region of the environment itself needs no second provider. */
const areFurther: Rule = (list, { root }) => {
  const texts = textsIn(list);
  const own = regionOf(nodeAt(root, ...list.path.slice(0, -1)), root);
  return [
    ...repeatedTexts(texts),
    ...texts
      .filter(({ value }) => value === own)
      .map((text) =>
        problemAt(text, {
          found: `${quoted(text.value)}, in which the environment is already`,
          expected: 'Regions beside that of the environment',
          fix: 'remove it',
        }),
      ),
  ];
};

function regionOf(environment: Node | undefined, root: Node): string | undefined {
  return textOf(nodeAt(environment, 'region'))?.value ?? homeRegionOf(root);
}

/** Where Terraform works in the accounts of an environment. */
export const terraformRegions = {
  region: terraformRegion(
    "The Region of Terraform's provider in these accounts; homeRegion where nothing is said. The states stay in homeRegion.",
    'homeRegion',
  ).optional(),
  furtherRegions: guided(z.array(terraformRegion('A Region that gets a provider of its own.')).min(1).optional(), {
    description:
      'Regions beside it in which Terraform works, as for disaster recovery: each gets a provider with its name as the alias, such as aws.eu_central_1.',
    expected: 'a list of at least one Region, each once',
    unset: 'none: Terraform has the one provider',
    fix: 'list Regions, or remove furtherRegions',
    rules: [areFurther],
  }),
};
