import { auditCommand } from '../../../lib/commands/audit/audit.command';
import { main } from '../../../lib/commands/main';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { contextOf } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';
import { FakeTrail } from './fake-trail';
import { assumption, assumptionByCaller, change, DEV, event, TERRAFORM } from './recorded-events';

const file = orgFile(`${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);

async function audit(trail: FakeTrail, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const context = contextOf(io, {
    eventHistoryAccess: () => Promise.resolve(trail.access()),
    now: () => new Date('2026-03-01T10:00:00Z'),
  });
  const workspace = argv.includes('--workspace') ? [] : ['--workspace', 'dev'];
  const status = await main(['audit', '--config', file(), ...workspace, ...argv], [auditCommand], context);
  return { status, out: io.out, err: io.err };
}

/** A run of CI that made two things, of which one was refused, and a person who deleted one. */
function busyMorning(): FakeTrail {
  const trail = new FakeTrail();
  const run = { sourceIdentity: 'delivery-run-7' };
  trail.add(DEV, 'assumptions', event(assumption(run)));
  trail.add(TERRAFORM, 'assumptions', event(assumptionByCaller()));
  trail.add(DEV, 'changes', event(change(run), 'app-data', 'arn:aws:s3:::app-data'));
  const role = { source: 'iam.amazonaws.com', call: 'CreateRole', parameters: { roleName: 'app' } };
  const refused = change({ ...run, ...role, id: 'iam', time: '2026-03-01T09:31:05Z', error: 'AccessDenied' });
  trail.add(DEV, 'changes', event(refused), 'us-east-1');
  const ada = {
    role: 'orgstrap/orgstrap-access-admin',
    session: 'first-operator',
    key: 'ASIAADA',
    began: '2026-03-01T09:40:00Z',
  };
  trail.add(DEV, 'changes', event(change({ ...ada, id: 'ada', call: 'DeleteBucket', time: '2026-03-01T09:41:00Z' })));
  return trail;
}

describe('audit', () => {
  test('shows sessions, who was in them, their CI run, and what they changed', async () => {
    const { status, out, err } = await audit(busyMorning());
    expect(status).toBe(EXIT.done);
    expect(err).toBe('asking CloudTrail about dev 444444444444; it answers two questions a second\n');
    expect(out).toMatchInlineSnapshot(`
"┌───┬──────────────────────┬─────────────────────────────┬────────────────┬────────────────┬────────────────────────┐
│ # │ Began                │ Who                         │ As             │ Run            │ Changes                │
├───┼──────────────────────┼─────────────────────────────┼────────────────┼────────────────┼────────────────────────┤
│ 1 │ 2026-03-01T09:40:00Z │ first-operator              │ admin          │                │ 1                      │
├───┼──────────────────────┼─────────────────────────────┼────────────────┼────────────────┼────────────────────────┤
│ 2 │ 2026-03-01T09:30:00Z │ CI role of delivery (apply) │ Terraform role │ delivery-run-7 │ 2, 1 refused or failed │
└───┴──────────────────────┴─────────────────────────────┴────────────────┴────────────────┴────────────────────────┘

1: first-operator as admin, in person
  2026-03-01T09:41:00Z  s3:DeleteBucket  app-data

2: CI role of delivery (apply) as Terraform role, delivery-run-7
  2026-03-01T09:31:00Z  s3:CreateBucket  app-data and 1 more
  2026-03-01T09:31:05Z  iam:CreateRole   app  refused or failed: AccessDenied
"
`);
  });

  test('writes the same as JSON', async () => {
    const { status, out } = await audit(busyMorning(), '--json');
    expect(status).toBe(EXIT.done);
    const { sessions, ...rest } = JSON.parse(out);
    expect(rest).toEqual({
      version: 1,
      workspace: 'dev',
      account: DEV,
      environment: 'dev',
      since: '2026-02-28T10:00:00.000Z',
      until: '2026-03-01T10:00:00.000Z',
      regions: ['eu-west-1', 'us-east-1'],
      isComplete: true,
      refused: [],
      stops: [],
      unreadable: 0,
    });
    const arn = `arn:aws:sts::${TERRAFORM}:assumed-role/orgstrap-ci-terraform-delivery/terraform-delivery`;
    expect(sessions).toEqual([
      {
        role: 'access admin',
        began: '2026-03-01T09:40:00Z',
        sessionName: 'first-operator',
        person: 'first-operator',
        changes: [expect.objectContaining({ call: 'DeleteBucket', eventId: 'ada' })],
      },
      {
        role: 'terraform',
        began: '2026-03-01T09:30:00Z',
        sessionName: 'terraform-delivery',
        sourceIdentity: 'delivery-run-7',
        pipeline: 'delivery',
        caller: { account: TERRAFORM, arn, sessionName: 'terraform-delivery' },
        eventId: 'assumed',
        changes: [
          {
            time: '2026-03-01T09:31:00Z',
            service: 's3',
            call: 'CreateBucket',
            region: 'eu-west-1',
            resources: ['app-data', 'arn:aws:s3:::app-data'],
            eventId: 'change',
          },
          expect.objectContaining({ service: 'iam', resources: ['app'], error: 'AccessDenied' }),
        ],
      },
    ]);
  });

  test('says that it found nothing, and what that means', async () => {
    const trail = new FakeTrail();
    trail.add(DEV, 'changes', { record: '{}', resources: [] });
    const { status, out } = await audit(trail);
    expect(status).toBe(EXIT.done);
    expect(out).toMatch(
      /^nothing: from 2026-02-28T10:00:00.000Z to 2026-03-01T10:00:00.000Z, CloudTrail recorded in eu-west-1/,
    );
    expect(out).toContain('up to 15 minutes late, and keeps them for 90 days');
    expect(out).toContain('\nnot shown, because nobody could read them: 1 of the events\n');
  });

  test('says where it stopped, what it did not see, and how to go on', async () => {
    const trail = busyMorning();
    trail.add(DEV, 'assumptions', event({ ...assumption({ id: 'no' }), errorCode: 'AccessDenied' }), 'us-east-1');
    trail.refusals.set(TERRAFORM, new Failure('AwsRefused', 'AWS refuses sts:AssumeRole'));
    const { status, out } = await audit(trail, '--limit', '1', '--since', '2h');
    expect(status).toBe(EXIT.done);
    expect(out).toContain(
      [
        '2026-03-01T09:30:00Z: somebody of account 222222222222 asked for the Terraform role and was refused: AccessDenied',
        '',
        'not all: --limit was reached for changes of account 444444444444 in eu-west-1; what is before 2026-03-01T09:41:00.000Z was not looked at',
        'go on with --since 2026-03-01T08:00:00.000Z --until 2026-03-01T09:41:00.000Z, or with a larger --limit',
        'not known who the callers were, because the Terraform account did not tell: AWS refuses sts:AssumeRole',
        '',
      ].join('\n'),
    );
    expect(out).toContain('somebody of account 222222222222');
  });

  test('shows a run that told nobody its name by the name of its session', async () => {
    const trail = new FakeTrail();
    trail.add(DEV, 'assumptions', event(assumption()));
    expect((await audit(trail)).out).toContain('not told; session terraform-delivery');
  });

  test('gives the terminal no command that stands in a name', async () => {
    const trail = busyMorning();
    const name = '\u001b]0;owned\u0007\u202e\nbucket';
    trail.add(DEV, 'changes', event(change({ id: 'evil', session: name, key: 'ASIAEVIL', error: name }), name));
    const { out } = await audit(trail);
    expect(out).toContain('\uFFFD]0;owned');
    // biome refuses control characters in a pattern.
    for (const character of ['\u001b', '\u0007', '\u202e']) expect(out).not.toContain(character);
  });

  test.each([
    ['an unknown workspace', ['--workspace', 'prdo'], 'did you mean prod?'],
    [
      'an unknown pipeline',
      ['--pipeline', 'delivry'],
      "there is no pipeline 'delivry' in org.yaml, did you mean delivery?",
    ],
    ['more than 90 days', ['--since', '91d'], 'is more than 90 days ago'],
    ['no time', ['--until', 'noon'], '--until noon is no time'],
    ['a limit of nothing', ['--limit', '0'], 'expected a whole number above 0'],
  ])('refuses %s before it asks anybody', async (_, argv, message) => {
    const trail = new FakeTrail();
    const { status, out, err } = await audit(trail, ...argv);
    expect([status, out, trail.asked]).toEqual([EXIT.unusable, '', []]);
    expect(err).toContain(message);
  });
});
