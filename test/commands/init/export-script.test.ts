import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExport } from '../../../lib/commands/init/read-export';
import { ROOT } from '../../support/examples';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/**
 * Answers as the AWS CLI does with these queries: an account and its OUs in each parent, one of them nested. It refuses every other
 * command and every other query.
 */
const AWS = `#!${process.execPath}
const argv = process.argv.slice(2);
const option = (name) => argv[argv.indexOf(name) + 1];
const command = argv.slice(0, 2).join(' ');
const parent = option('--parent-id');
const unitsIn = { 'r-ab12': [['ou-ab12-workload', 'Work "loads"'], ['ou-ab12-sandboxx', 'Sandbox']], 'ou-ab12-workload': [['ou-ab12-devaaaaa', 'Dev']] };
const accountsIn = { 'r-ab12': ['111111111111'], 'ou-ab12-devaaaaa': ['222222222222', '333333333333'] };
const answers = {
  "organizations list-roots Roots[0].Id text": () => 'r-ab12',
  "organizations describe-organization Organization json": () => JSON.stringify({ Id: 'o-exampleorgid', MasterAccountId: '111111111111' }, null, 4),
  "organizations list-organizational-units-for-parent OrganizationalUnits[].Id text": () => (unitsIn[parent] ?? []).map(([id]) => id).join('\\t'),
  ["organizations list-organizational-units-for-parent OrganizationalUnits[].{Id: Id, Name: Name, ParentId: '" + parent + "'} json"]: () =>
    JSON.stringify((unitsIn[parent] ?? []).map(([Id, Name]) => ({ Id, Name, ParentId: parent })), null, 4),
  ["organizations list-accounts-for-parent Accounts[].{Id: Id, Name: Name, State: State, Status: Status, ParentId: '" + parent + "'} json"]: () =>
    JSON.stringify((accountsIn[parent] ?? []).map((Id) => ({ Id, Name: 'account ' + Id, State: null, Status: 'ACTIVE', ParentId: parent })), null, 4),
};
const answer = answers[[command, option('--query'), option('--output')].join(' ')];
if (answer === undefined) process.exit(254);
process.stdout.write(answer() + '\\n');
`;

test('the script in the documents writes an export that init reads', () => {
  const page = readFileSync(join(ROOT, 'docs/commands.md'), 'utf8');
  const script = /<!-- export script -->\n```sh\n(?<text>#!\/bin\/sh\n.*?)```/s.exec(page)?.groups?.text ?? '';
  writeFileSync(join(folder, 'export.sh'), script);
  writeFileSync(join(folder, 'aws'), AWS);
  chmodSync(join(folder, 'aws'), 0o755);
  const out = execFileSync('sh', [join(folder, 'export.sh')], { env: { PATH: `${folder}:${process.env.PATH}` } });
  writeFileSync(join(folder, 'organization.json'), out);
  expect(readExport(join(folder, 'organization.json'))).toEqual({
    tree: {
      root: 'r-ab12',
      units: [
        { id: 'ou-ab12-workload', name: 'Work "loads"', parent: 'r-ab12' },
        { id: 'ou-ab12-sandboxx', name: 'Sandbox', parent: 'r-ab12' },
        { id: 'ou-ab12-devaaaaa', name: 'Dev', parent: 'ou-ab12-workload' },
      ],
      accounts: [
        { id: '111111111111', name: 'account 111111111111', parent: 'r-ab12', state: 'ACTIVE' },
        { id: '222222222222', name: 'account 222222222222', parent: 'ou-ab12-devaaaaa', state: 'ACTIVE' },
        { id: '333333333333', name: 'account 333333333333', parent: 'ou-ab12-devaaaaa', state: 'ACTIVE' },
      ],
    },
    organizationId: 'o-exampleorgid',
    managementAccount: '111111111111',
    delegatedAdministrators: [],
    notSeen: [],
  });
});
