import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import type { Edit } from '../../../lib/commands/plan/edits/edit';
import type { AccessFinding } from '../../../lib/commands/plan/finding';
import type { Plan } from '../../../lib/commands/plan/plan';
import { planCommand } from '../../../lib/commands/plan/plan.command';
import { planText } from '../../../lib/commands/plan/plan.text';
import type { Wave } from '../../../lib/commands/plan/wave';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

let mockPlan: () => Promise<Plan>;
jest.mock('../../../lib/commands/plan/plan', () => ({ plan: () => mockPlan() }));

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
  file = join(folder, 'org.yaml');
  writeFileSync(file, VALID);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const REACH = {
  accounts: ['444444444444', '777777777777'],
  from: 'Organizations',
  named: ['dev 444444444444'],
  missing: [],
} as const;

const UNCHANGED: Wave = {
  stack: 'orgstrap-Boundary',
  delivery: 'stack set',
  state: 'unchanged',
  reach: REACH,
  changes: [],
  sections: [],
  findings: [],
  renamedBuckets: [],
  notCurrent: [],
};

const WIDENS: AccessFinding = {
  direction: 'widens',
  resource: 'orgstrap-terraform',
  what: 'trust: Allow T: covers more principals',
  values: ['AWS arn:a'],
};

function changed(stack: string, findings: readonly AccessFinding[], changes: Partial<Wave> = {}): Wave {
  return {
    ...UNCHANGED,
    stack,
    state: 'changed',
    findings,
    changes: [
      {
        action: 'change',
        type: 'AWS::IAM::Role',
        logicalId: 'R',
        name: 'orgstrap-terraform',
        properties: ['AssumeRolePolicyDocument'],
      },
    ],
    ...changes,
  };
}

/** As org.yaml says. */
const SAME: Plan['organization'] = { differences: [] };

const CHECKS = { open: 0, acknowledged: 130 };
const AS_CHOSEN = { unprotected: [], loses: [], tooEarly: [] };

const WIDENING: Plan = {
  organization: SAME,
  waves: [UNCHANGED, changed('orgstrap-dev', [WIDENS])],
  edits: [],
  leftBehind: [{ stack: 'orgstrap-Pipeline-old', region: 'eu-west-1', keeps: [], users: [], commands: ['aws delete'] }],
  protection: AS_CHOSEN,
  leftPermissionSets: [],
  leftPolicies: [],
  checks: CHECKS,
};
const UNJUDGED: Plan = {
  organization: SAME,
  waves: [changed('orgstrap-dev', [{ ...WIDENS, direction: 'unclear' }])],
  edits: [],
  leftBehind: [],
  protection: AS_CHOSEN,
  leftPermissionSets: [],
  leftPolicies: [],
  checks: CHECKS,
};
const NARROWING: Plan = {
  organization: SAME,
  waves: [changed('orgstrap-dev', [{ ...WIDENS, direction: 'narrows' }])],
  edits: [],
  leftBehind: [],
  protection: AS_CHOSEN,
  leftPermissionSets: [],
  leftPolicies: [],
  checks: CHECKS,
};
const NOTHING: Plan = {
  organization: SAME,
  waves: [UNCHANGED],
  edits: [],
  leftBehind: [],
  protection: AS_CHOSEN,
  leftPermissionSets: [],
  leftPolicies: [],
  checks: CHECKS,
};
const RENAMING: Plan = {
  ...NOTHING,
  waves: [changed('orgstrap-dev', [], { renamedBuckets: [{ before: 'states', after: 'states-an' }] })],
};

async function run(plan: Plan | Failure, ...options: readonly string[]) {
  const io = new RecordingIo();
  mockPlan = () => (plan instanceof Failure ? Promise.reject(plan) : Promise.resolve(plan));
  const context = contextOf(io, { deploymentAccount: () => Promise.resolve(Object.create(null)) });
  const status = await main(['plan', '--config', file, ...options], [planCommand], context);
  return { status, out: io.out, err: io.err };
}

describe('how orgstrap plan ends', () => {
  test.each([
    { name: 'a widening', plan: WIDENING, statuses: [0, 1, 1] },
    { name: 'what cannot be judged', plan: UNJUDGED, statuses: [0, 1, 1] },
    { name: 'a narrowing', plan: NARROWING, statuses: [0, 0, 1] },
    { name: 'nothing', plan: NOTHING, statuses: [0, 0, 0] },
  ])('for $name, without --fail-on and with each', async ({ plan, statuses }) => {
    const runs = [await run(plan), await run(plan, '--fail-on', 'widening'), await run(plan, '--fail-on', 'change')];
    expect(runs.map(({ status }) => status)).toEqual(statuses);
    expect(runs.map(({ err }) => err)).toEqual(['', '', '']);
  });

  test.each([[], ['--json'], ['--fail-on', 'change']])(
    'with 2 for a bucket that would be replaced, of which it says nothing but that, with %j',
    async (...options) => {
      expect(await run(RENAMING, ...options)).toEqual({
        status: EXIT.unusable,
        out: '',
        err: `orgstrap: a deployment would make a new, empty bucket in the place of each of these, and leave the old one with what it holds:
  states -> states-an
to keep the names, write bucketNamespace: global in org.yaml
where the states have been moved as docs/buckets.md says, add --accept new-buckets
`,
      });
    },
  );

  test('with 2 for a refused edit and a bucket that would be replaced, of which it says both', async () => {
    const refused = { verdict: 'refused', found: 'the environment prod is gone', why: 'it is', steps: [] } as const;
    const { status, out, err } = await run({ ...RENAMING, edits: [refused] });
    expect([status, out]).toEqual([EXIT.unusable, '']);
    expect(err).toContain('the environment prod is gone');
    expect(err).toContain('  states -> states-an\n');
  });

  test('for a bucket that is replaced as for everything else, once somebody accepts that', async () => {
    const accepted = (...options: readonly string[]) => run(RENAMING, '--accept', 'new-buckets', ...options);
    const runs = [await accepted(), await accepted('--fail-on', 'widening'), await accepted('--fail-on', 'change')];
    expect(runs.map(({ status }) => status)).toEqual([0, 0, 1]);
  });

  test('with 2 for another --accept', async () => {
    const { status, err } = await run(NOTHING, '--accept', 'anything');
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain(
      'Allowed choices are deleted-keys, revoked-people, dropped-services, moved-states, new-buckets, older-version',
    );
  });

  test('with 2 for another --fail-on', async () => {
    const { status, err } = await run(NOTHING, '--fail-on', 'anything');
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain('Allowed choices are widening, change');
  });

  test('with the status of what refuses it, and nothing on stdout', async () => {
    const refused = new Failure('AwsRefused', 'AWS refuses cloudformation:DescribeStacks', EXIT.unusable);
    expect(await run(refused, '--fail-on', 'widening')).toEqual({
      status: EXIT.unusable,
      out: '',
      err: 'orgstrap: AWS refuses cloudformation:DescribeStacks\n',
    });
  });
});

describe('what stands in the way of a deployment', () => {
  const refused: Edit = {
    verdict: 'refused',
    found: 'the environment stage is called staging now',
    why: 'the deployment fails in the middle',
    steps: [{ edit: 'under environments.staging write deployedAs: stage' }, { run: 'npx cdk deploy --all' }],
  };
  const asked: Edit = {
    verdict: 'to be accepted',
    accept: 'deleted-keys',
    found: 'the deployment deletes orgstrap-ci-apply-data',
    why: 'IAM deletes no user who has access keys',
    steps: [{ run: 'npx orgstrap key delete data' }],
  };
  const note: Edit = { verdict: 'note', found: 'the pipeline data is retired', why: 'its state stays', steps: [] };

  test('is all told at once on stderr, with the steps and the words, and ends with 2', async () => {
    const { status, out, err } = await run({ ...NOTHING, edits: [refused, asked, note] });
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toBe(`orgstrap: this org.yaml is not one deployment away from what is deployed

the environment stage is called staging now.
  The deployment fails in the middle.
  1. in org.yaml: under environments.staging write deployedAs: stage
  2. npx cdk deploy --all

the deployment deletes orgstrap-ci-apply-data.
  IAM deletes no user who has access keys.
  1. npx orgstrap key delete data
  Then, or to accept it as it is: --accept deleted-keys

once that is so: orgstrap plan --accept deleted-keys
`);
  });

  test('is on stdout as JSON, too', async () => {
    const { status, out, err } = await run({ ...NOTHING, edits: [refused] }, '--json');
    expect(status).toBe(EXIT.unusable);
    expect(JSON.parse(out).edits).toEqual([refused]);
    expect(err).toContain('the environment stage is called staging now');
  });

  test('is a note once its word is given, and nothing that is refused is', async () => {
    const accepted = await run({ ...NOTHING, edits: [asked] }, '--accept', 'moved-states', '--accept', 'deleted-keys');
    expect(accepted.status).toBe(EXIT.done);
    expect(accepted.out).toContain('accepted, deleted-keys: the deployment deletes orgstrap-ci-apply-data.\n');
    expect((await run({ ...NOTHING, edits: [refused] }, '--accept', 'deleted-keys')).status).toBe(EXIT.unusable);
  });

  test('is no note: those are in the plan', async () => {
    const { status, out } = await run({ ...NOTHING, edits: [note] });
    expect(status).toBe(EXIT.done);
    expect(out).toContain('note: the pipeline data is retired.\n  Its state stays.\n');
  });

  test('is taken by no other word', async () => {
    const { status, err } = await run(NOTHING, '--accept', 'everything');
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain('Allowed choices are deleted-keys, revoked-people, dropped-services, moved-states');
  });
});

describe('the plan as JSON', () => {
  test('says at its top what it comes down to', async () => {
    const { out } = await run(WIDENING, '--json');
    expect(JSON.parse(out)).toEqual({ version: 2, widens: true, changes: true, ...WIDENING });
  });

  test('has the buckets whose replacement is accepted in their wave', async () => {
    const { out } = await run(RENAMING, '--json', '--accept', 'new-buckets');
    expect(JSON.parse(out)).toMatchObject({ waves: RENAMING.waves });
  });

  test('says so where nothing changes', async () => {
    const { out } = await run(NOTHING, '--json');
    expect(JSON.parse(out)).toMatchObject({
      widens: false,
      changes: false,
      edits: [],
      leftBehind: [],
      protection: AS_CHOSEN,
      leftPermissionSets: [],
      leftPolicies: [],
      checks: CHECKS,
    });
  });
});

describe('the plan as text', () => {
  test('shows each wave that changes, whom it reaches, and what it comes down to', async () => {
    expect((await run(WIDENING)).out).toBe(`orgstrap-dev (changed, StackSet to 2 accounts, says Organizations)
  reaches dev 444444444444 and, not in org.yaml, 777777777777
  changes
    ~ AWS::IAM::Role orgstrap-terraform: AssumeRolePolicyDocument
  widens
    orgstrap-terraform: trust: Allow T: covers more principals
        AWS arn:a

unchanged: orgstrap-Boundary

no longer in org.yaml, and cdk deploy leaves them there, with whom they let in; once this is deployed, in this order:
  orgstrap-Pipeline-old
    aws delete

widens: 1 stack of 2 and 2 accounts; 1 widening, 0 not judged, 0 narrowing
checks: no findings, 130 acknowledged with a reason; orgstrap nag lists them
`);
  });

  test('says what becomes of the protection of stacks', () => {
    const protection = { unprotected: ['a', 'b'], loses: ['a'], tooEarly: ['c'] };
    expect(planText({ ...NOTHING, protection }, false)).toContain(`
cdk deploy takes the termination protection off these, unless protectStacks names them: a

nothing keeps these from being deleted: b; once this is deployed, add them to protectStacks

in protectStacks, and not deployed: c; if its creation fails, a protected stack cannot be created again: take them off the list until they are deployed
`);
  });

  test('says which permission sets and policies are left, and the order that leaves none', () => {
    const order = `what is left blocks its name; to leave nothing, deploy first what nobody should have any more:
  npx cdk deploy 'Assignments-*' --exclusively
  npx cdk deploy PermissionSets --exclusively
  npx cdk deploy --all
`;
    expect(planText({ ...NOTHING, leftPermissionSets: ['orgstrap-data-1'] }, false)).toContain(
      `left in Identity Center: orgstrap-data-1, which cannot go before their assignments\n${order}`,
    );
    expect(planText({ ...NOTHING, leftPolicies: ['orgstrap-access-role-data-1'] }, false)).toContain(
      `left in product accounts: orgstrap-access-role-data-1, which cannot go before the permission sets put them off\n${order}`,
    );
  });

  test('says the same thing of several environments once', () => {
    const text = planText(
      {
        organization: SAME,
        waves: [changed('orgstrap-dev', [WIDENS]), changed('orgstrap-prod', [WIDENS])],
        edits: [],
        leftBehind: [],
        protection: AS_CHOSEN,
        leftPermissionSets: [],
        leftPolicies: [],
        checks: CHECKS,
      },
      false,
    );
    expect(text).toContain('orgstrap-prod (changed, StackSet to 2 accounts, says Organizations)\n');
    expect(text).toContain('  as in orgstrap-dev\n');
    expect(text.match(/covers more principals/g)).toHaveLength(1);
  });

  test('shows the first of many values, and how to see them all', () => {
    const values = Array.from({ length: 10 }, (_, index) => `s3:Action${index}`);
    const text = planText(
      {
        organization: SAME,
        waves: [changed('orgstrap-dev', [{ ...WIDENS, values }])],
        edits: [],
        leftBehind: [],
        protection: AS_CHOSEN,
        leftPermissionSets: [],
        leftPolicies: [],
        checks: CHECKS,
      },
      false,
    );
    expect(text).toContain('s3:Action7\n        and 2 more (--json shows them)\n');
    expect(text).not.toContain('s3:Action8');
  });

  test('says what is replaced, what stays, and which accounts are special', () => {
    const wave = changed('orgstrap-dev', [], {
      changes: [
        { action: 'replace', type: 'AWS::IAM::Role', logicalId: 'R', name: 'r', properties: ['RoleName'] },
        { action: 'retain', type: 'AWS::S3::Bucket', logicalId: 'B', name: 'b', properties: [] },
      ],
      sections: ['Outputs'],
      reach: { ...REACH, missing: ['dev-2 888888888888'] },
      notCurrent: ['444444444444'],
    });
    const text = planText(
      {
        organization: SAME,
        waves: [wave],
        edits: [],
        leftBehind: [],
        protection: AS_CHOSEN,
        leftPermissionSets: [],
        leftPolicies: [],
        checks: CHECKS,
      },
      false,
    );
    expect(text).toContain('-/+ AWS::IAM::Role r: RoleName (is replaced)');
    expect(text).toContain('(-) AWS::S3::Bucket b (stays, and CloudFormation forgets it)');
    expect(text).toContain('~ Outputs');
    expect(text).toContain('not reached, though in org.yaml: dev-2 888888888888');
    expect(text).toContain('not up to date, so more changes there than is shown: 444444444444');
    expect(text).toContain('nothing widens: 1 stack of 1');
  });

  test('says first in what the organization is not as org.yaml says', () => {
    const found = 'dev-2 888888888888 of dev is SUSPENDED, in Root/Workloads';
    const difference = { kind: 'account not active', id: '888888888888', found, fix: 'reopen it' } as const;
    expect(planText({ ...NOTHING, organization: { differences: [difference] } }, false)).toBe(
      `the organization is not as org.yaml says; orgstrap doctor says what mends it\n  ${found}\n\n${planText(NOTHING, false)}`,
    );
  });

  test('says first that the organization could not be seen', () => {
    const organization = { differences: [], notSeen: 'AWS refuses organizations:ListRoots' };
    expect(planText({ ...NOTHING, organization }, false)).toMatch(
      /^org\.yaml was not compared with the organization: AWS refuses organizations:ListRoots\n\n/,
    );
  });

  test('is coloured only where colour is wanted', () => {
    expect(planText(WIDENING, true)).toContain('\u001b[31mwidens');
    expect(planText(WIDENING, false)).not.toContain('\u001b');
  });
});
