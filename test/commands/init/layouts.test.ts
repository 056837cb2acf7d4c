import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initCommand } from '../../../lib/commands/init/init.command';
import { main } from '../../../lib/commands/main';
import { loadOrgConfig } from '../../../lib/config/load-org-config';
import { EXIT } from '../../../lib/domain/failure';
import type { Environment, OrgConfig } from '../../../lib/domain/org-config';
import { serviceNames } from '../../../lib/policies/policies-folder';
import { synthesised } from '../../support/assembly';
import { example, ROOT } from '../../support/examples';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

const FOLDER = join(ROOT, 'examples', 'layouts');
const LAYOUTS = readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'));
const MOST_EDITS = 5;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-init-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The flags for what no tree tells, as the wanted file has it; which accounts are left out is not said. */
function flagsOf({ organization, homeRegion, deployFrom, accounts, terraform }: OrgConfig): readonly string[] {
  return [
    ['--organization-id', organization.id],
    ['--management-account', organization.managementAccount],
    ['--home-region', homeRegion],
    ['--deploy-from', deployFrom],
    ['--terraform-account', accounts.terraform],
    ['--ops-account', accounts.ops],
    ['--services', terraform.services.join(',')],
    ['--ci', 'github'],
    ['--repository', 'acme/infrastructure'],
  ].flat();
}

/**
 * How many environments somebody adds, removes or changes. Two are the same where they have the same accounts and OUs, and both or
 * neither are their accounts alone; one is a change of another where they have an account in common.
 */
function editsBetween(proposed: readonly Environment[], wanted: readonly Environment[]): number {
  const textOf = ({ accounts, only, organizationalUnits }: Environment) =>
    JSON.stringify([accounts.map(({ id }) => id).toSorted(), only ?? 'all', organizationalUnits.toSorted()]);
  const unmatched = (these: readonly Environment[], those: readonly Environment[]) => {
    const texts = new Set(those.map(textOf));
    return these.filter((one) => !texts.has(textOf(one)));
  };
  const [extra, missing] = [unmatched(proposed, wanted), unmatched(wanted, proposed)];
  const taken = new Set<Environment>();
  const isSimilar = (one: Environment, other: Environment) =>
    one.accounts.some(({ id }) => other.accounts.some((account) => account.id === id));
  for (const one of extra) {
    const other = missing.find((each) => !taken.has(each) && isSimilar(one, each));
    if (other !== undefined) taken.add(other);
  }
  return extra.length + missing.length - taken.size;
}

test('edits are counted by what environments are, and not by their names', () => {
  const { environments } = example('layouts/recommended-ous.yaml');
  const [first, second, ...others] = environments;
  if (first === undefined || second === undefined) throw new Error('the example has no environments');
  expect(editsBetween(environments, environments)).toBe(0);
  expect(editsBetween([{ ...first, name: 'other' }, second, ...others], environments)).toBe(0);
  expect(editsBetween([second, ...others], environments)).toBe(1);
  expect(editsBetween([...environments, { ...first, accounts: [] }], environments)).toBe(1);
  expect(editsBetween([{ ...first, accounts: first.accounts.slice(1) }, second, ...others], environments)).toBe(1);
  expect(editsBetween([{ ...first, only: 'accounts' }, second, ...others], environments)).toBe(1);
  expect(editsBetween([{ ...first, accounts: [...first.accounts, ...second.accounts] }, ...others], environments)).toBe(
    2,
  );
});

test('there are seven layouts', () => {
  expect(LAYOUTS).toHaveLength(7);
});

describe.each(LAYOUTS)('init from the tree of %s', (file) => {
  const wanted = example(join('layouts', file));
  const proposed = async () => {
    const out = join(folder, file);
    const tree = join(FOLDER, file.replace('.yaml', '.tree.json'));
    const io = new RecordingIo();
    rmSync(out, { force: true });
    const argv = ['init', '--from', tree, '--config', out, ...flagsOf(wanted)];
    expect({ status: await main(argv, [initCommand], contextOf(io)), err: io.err }).toEqual({
      status: EXIT.done,
      err: '',
    });
    const result = loadOrgConfig(out, serviceNames);
    if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
    return result.config;
  };

  test(`writes environments that are at most ${MOST_EDITS} edits from those that its owner wants`, async () => {
    const { environments } = await proposed();
    expect(editsBetween(environments, wanted.environments)).toBeLessThanOrEqual(MOST_EDITS);
  });

  test('writes a file that synthesises', async () => {
    const config = await proposed();
    const { stacks } = synthesised(config);
    for (const { name } of config.environments) expect(stacks).toContain(`ProductAccounts-${name}`);
  });
});
