import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK_KINDS } from '../../lib/estate/check-kinds';
import { FURTHER_RULES } from '../../scripts/reference/findings-page';
import { ROOT } from '../support/examples';

/** Which commands say what stands in a folder. */
const SAID_BY = {
  'lib/commands/verify': 'verify',
  'lib/commands/doctor': 'doctor',
  'lib/estate': 'verify and doctor',
} as const;

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

test('each kind is of the commands whose sources name it', () => {
  const kinds = Object.entries(CHECK_KINDS).map(([kind, { by }]) => [kind, by]);
  const named = Object.entries(SAID_BY).flatMap(([folder, by]) =>
    sourcesIn(folder)
      .flatMap((text) => [...text.matchAll(/\bkind: '([\w-]+)'/g)].map(([, kind = '']) => kind))
      .filter((kind) => kind in CHECK_KINDS)
      .map((kind) => [kind, by]),
  );
  const each = [...new Map(named.map((one) => [one.join(), one])).values()];
  expect(each.sort()).toEqual(kinds.sort());
});

test('the rules beside those of the pack are those that the sources of the checks name', () => {
  const named = sourcesIn('lib/checks').flatMap((text) => [
    ...[...text.matchAll(/violation\('(\w+)'/g)].map(([, rule]) => `Acknowledgements-${rule}`),
    ...[...text.matchAll(/'(Reviewed-\w+-\w+)'/g)].map(([, rule]) => rule),
    ...[...text.matchAll(/ruleName: '([\w-]+)'/g)].map(([, rule]) => rule),
    ...[...text.matchAll(/ruleName: `\$\{this\.name\}-(\w+)`/g)].map(([, rule]) => `PACK-${rule}`),
  ]);
  expect(Object.keys(FURTHER_RULES).sort()).toEqual(named.sort());
});
