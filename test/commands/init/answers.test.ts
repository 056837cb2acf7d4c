import { answersOf } from '../../../lib/commands/init/answers';
import type { Inventory } from '../../../lib/commands/init/inventory';
import type { Given } from '../../../lib/commands/init/questions';
import { EXIT, Failure } from '../../../lib/domain/failure';

const INVENTORY: Inventory = {
  tree: {
    root: 'r-ab12',
    units: [],
    accounts: ['cicd', 'shop', 'twin', 'twin'].map((name, index) => ({
      id: String(200000000000 + index),
      name,
      parent: 'r-ab12',
      state: 'ACTIVE',
    })),
  },
  organizationId: 'o-exampleorgid',
  managementAccount: '111111111111',
  delegatedAdministrators: [],
  notSeen: [],
};

const GIVEN: Given = {
  homeRegion: 'eu-west-1',
  deployFrom: 'ops',
  terraformAccount: 'cicd',
  opsAccount: '200000000001',
  services: 's3, logs',
  ci: 'github',
  repository: 'acme/infrastructure',
};

const answers = (given: Given, inventory = INVENTORY) => answersOf(inventory, given, ['s3', 'logs']);

test('accounts are given by their names or ids, and lists with commas', async () => {
  expect(await answers({ ...GIVEN, leaveOut: 'shop', operator: 'arn:aws:iam::200000000001:role/platform' })).toEqual({
    organizationId: 'o-exampleorgid',
    managementAccount: '111111111111',
    homeRegion: 'eu-west-1',
    deployFrom: 'ops',
    terraform: '200000000000',
    ops: '200000000001',
    leftOut: ['200000000001'],
    services: ['s3', 'logs'],
    ci: 'github',
    repository: 'acme/infrastructure',
    operators: ['arn:aws:iam::200000000001:role/platform'],
    deployers: [],
  });
});

/** The exit status, and the flags of the problems in their order. */
async function problemsOf(given: Given, inventory = INVENTORY) {
  const failure = await answers(given, inventory).catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error('it has all answers');
  const [first = '', ...lines] = failure.message.split('\n').map((line) => line.trim());
  return { status: failure.exitStatus, first, lines };
}

test('everything that is missing is said at once, each with its flag', async () => {
  const { organizationId: _id, managementAccount: _account, ...unknown } = INVENTORY;
  const { status, first, lines } = await problemsOf({}, unknown);
  expect({ status, first }).toEqual({
    status: EXIT.unusable,
    first: '9 answers cannot be used or found; give these flags, or run orgstrap init on a terminal, where it asks',
  });
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    '--organization-id',
    '--management-account',
    '--home-region',
    '--deploy-from',
    '--terraform-account',
    '--ops-account',
    '--services',
    '--ci',
    '--repository',
  ]);
});

test('everything that is unfit is said at once, with what was found', async () => {
  const wrong: Given = {
    ...GIVEN,
    homeRegion: 'mars-1',
    terraformAccount: 'nobody',
    opsAccount: 'twin',
    services: 's4',
    repository: 'acme',
    leaveOut: 'x',
    deployer: 'ann',
  };
  const { lines } = await problemsOf(wrong);
  expect(lines.map((line) => line.split(', expected')[0])).toEqual([
    '--leave-out: found x',
    '--deployer: found ann',
    '--home-region: found mars-1',
    '--terraform-account: found nobody',
    '--ops-account: found 2 accounts of the name twin',
    '--services: found s4',
    '--repository: expected OWNER/NAME',
  ]);
});

test('CI with the keys of IAM users needs no repository', async () => {
  const { repository: _repository, ...others } = GIVEN;
  expect((await answers({ ...others, ci: 'iam-user' })).repository).toBeUndefined();
});

test('a person is asked for what is missing, and nothing else', async () => {
  const asked: string[] = [];
  const { ci: _ci, repository: _repository, ...others } = GIVEN;
  const answer = await answersOf(INVENTORY, others, ['s3', 'logs'], ({ key, choices, problemOf }) => {
    asked.push(key);
    const text = choices?.[1] ?? 'acme/group/project';
    expect(problemOf(text)).toBeUndefined();
    return Promise.resolve(text);
  });
  expect(asked).toEqual(['ci', 'repository']);
  expect(answer).toMatchObject({ ci: 'gitlab', repository: 'acme/group/project' });
});
