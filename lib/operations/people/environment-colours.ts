import type { Environment } from '../../domain/org-config';

/** Production is where a mistake costs most, and the console's red says so. */
const PRODUCTION = ['prod', 'production'];
const RED = 'f2b0a9';

/**
 * In rollout order: the other four colours that the console's form for switching offers, and then some that it does not
 * know. All of them are light: dark letters can be read on each.
 */
const COLOURS = ['b7ca9d', '83d4e8', 'efda95', 'fbc8aa', 'cdbcf0', 'f0b8da', 'a3ddc6', 'd3c5ae', 'c3ccd6'] as const;

/** The colour of each environment, six hexadecimal digits: the same wherever it is shown, different while there are enough. */
export function environmentColours(environments: readonly Environment[]): ReadonlyMap<string, string> {
  const others = environments.map(({ name }) => name).filter((name) => !PRODUCTION.includes(name));
  return new Map(
    environments.map(({ name }) => {
      const place = others.indexOf(name);
      return [name, place === -1 ? RED : (COLOURS[place % COLOURS.length] ?? RED)];
    }),
  );
}
