import { type ActivityQuery, workspaceActivity, workspaceNamed } from '../../../lib/commands/audit/workspace-activity';
import { Failure } from '../../../lib/domain/failure';
import { orgConfig, pipeline } from '../../support/org-config';
import { FakeTrail } from './fake-trail';
import { assumption, assumptionByCaller, change, DEV, event, OPS, TERRAFORM } from './recorded-events';

const config = orgConfig({
  operators: [],
  pipelines: [pipeline('delivery', ['dev']), pipeline('data', ['dev'])],
});
const SPAN = { since: new Date('2026-03-01T09:00:00Z'), until: new Date('2026-03-01T10:00:00Z') };

function audit(trail: FakeTrail, wanted: Partial<ActivityQuery> = {}) {
  const workspace = workspaceNamed(config, 'dev');
  return workspaceActivity(config, { workspace, span: SPAN, limit: 1000, ...wanted }, trail.access());
}

/** CI has become the Terraform role and made a bucket; the Terraform account knows the CI role. */
function applied(): FakeTrail {
  const trail = new FakeTrail();
  trail.add(DEV, 'assumptions', event(assumption({ sourceIdentity: 'run-7' })));
  trail.add(TERRAFORM, 'assumptions', event(assumptionByCaller()));
  trail.add(DEV, 'changes', event(change({ sourceIdentity: 'run-7' })));
  return trail;
}

describe('the audit of a workspace', () => {
  test('tells the CI role from the record in the Terraform account, by what both records share', async () => {
    const { sessions } = await audit(applied());
    expect(sessions).toMatchObject([
      {
        sourceIdentity: 'run-7',
        caller: { account: TERRAFORM, ciRole: { pipeline: 'delivery', access: 'apply' } },
        changes: [{ service: 's3', call: 'CreateBucket' }],
      },
    ]);
  });

  test('tells of somebody else no more than was found', async () => {
    const trail = applied();
    trail.add(DEV, 'assumptions', event(assumption({ id: 'strange', key: 'ASIADEV2' })));
    trail.add(TERRAFORM, 'assumptions', event(assumptionByCaller('strange', 'administrator')));
    trail.add(DEV, 'assumptions', event(assumption({ id: 'unknown', key: 'ASIADEV3' })));
    const callers = (await audit(trail)).sessions.map(({ caller }) => caller);
    expect(callers).toContainEqual({
      account: TERRAFORM,
      arn: `arn:aws:sts::${TERRAFORM}:assumed-role/administrator/terraform-delivery`,
      sessionName: 'terraform-delivery',
    });
    expect(callers).toContainEqual({ account: TERRAFORM, sessionName: 'terraform-delivery' });
  });

  test('looks in both Regions of both accounts, and for assumptions as far back as a session of CI can last', async () => {
    const trail = applied();
    trail.add(
      DEV,
      'changes',
      event(change({ id: 'iam', source: 'iam.amazonaws.com', call: 'CreateRole' })),
      'us-east-1',
    );
    const { sessions, regions } = await audit(trail);
    expect(sessions[0]?.changes.map(({ id }) => id).toSorted()).toEqual(['change', 'iam']);
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
    expect(
      trail.asked
        .map(({ account, kind, region, since }) => `${account} ${kind} ${region} ${since.toISOString()}`)
        .toSorted(),
    ).toEqual([
      '222222222222 assumptions eu-west-1 2026-03-01T08:00:00.000Z',
      '222222222222 assumptions us-east-1 2026-03-01T08:00:00.000Z',
      '444444444444 assumptions eu-west-1 2026-03-01T08:00:00.000Z',
      '444444444444 assumptions us-east-1 2026-03-01T08:00:00.000Z',
      '444444444444 changes eu-west-1 2026-03-01T09:00:00.000Z',
      '444444444444 changes us-east-1 2026-03-01T09:00:00.000Z',
    ]);
  });

  test('has a session that began before only for what it changed since', async () => {
    const trail = new FakeTrail();
    const before = '2026-03-01T08:50:00Z';
    trail.add(DEV, 'assumptions', event(assumption({ time: before })));
    trail.add(DEV, 'assumptions', event(assumption({ id: 'idle', key: 'ASIADEV2', time: before, session: 'idle' })));
    trail.add(DEV, 'assumptions', event({ ...assumption({ id: 'no', time: before }), errorCode: 'AccessDenied' }));
    trail.add(DEV, 'changes', event(change({ began: before })));
    const { sessions, refused } = await audit(trail);
    expect(sessions.map(({ name }) => name)).toEqual(['terraform-delivery']);
    expect(refused).toEqual([]);
  });

  test('of one pipeline leaves out the others and people, and keeps what nobody knows the pipeline of', async () => {
    const trail = applied();
    trail.add(DEV, 'assumptions', event(assumption({ id: 'data', key: 'ASIADEV2', session: 'data' })));
    trail.add(TERRAFORM, 'assumptions', event(assumptionByCaller('data', 'orgstrap-ci-plan-data')));
    trail.add(DEV, 'assumptions', event(assumption({ id: 'unknown', key: 'ASIADEV3', session: 'unknown' })));
    trail.add(
      DEV,
      'changes',
      event(change({ id: 'ada', role: 'orgstrap/orgstrap-access-admin', key: 'A', session: 'ada' })),
    );
    const namesOf = async (name: string) =>
      (await audit(trail, { pipeline: name })).sessions.map((session) => session.name).toSorted();
    expect(await namesOf('delivery')).toEqual(['terraform-delivery', 'unknown']);
    expect(await namesOf('data')).toEqual(['data', 'unknown']);
    expect((await audit(trail)).sessions).toHaveLength(4);
  });

  test('says where it stopped, and keeps quiet about what lies before the time', async () => {
    const trail = applied();
    trail.add(DEV, 'changes', event(change({ id: 'later', time: '2026-03-01T09:45:00Z' })));
    trail.add(DEV, 'assumptions', event(assumption({ id: 'old', time: '2026-03-01T08:30:00Z' })), 'us-east-1');
    trail.add(DEV, 'assumptions', event(assumption({ id: 'less old', time: '2026-03-01T08:40:00Z' })), 'us-east-1');
    const { sessions, stops } = await audit(trail, { limit: 1 });
    expect(sessions.flatMap(({ changes }) => changes.map(({ id }) => id))).toEqual(['later']);
    expect(stops).toEqual([
      { account: DEV, region: 'eu-west-1', kind: 'changes', at: new Date('2026-03-01T09:45:00Z') },
    ]);
  });

  test('counts what it cannot read', async () => {
    const trail = applied();
    trail.add(DEV, 'changes', { record: 'no JSON', resources: [] });
    expect(await audit(trail)).toMatchObject({ unreadable: 1, sessions: [{}] });
  });

  test('does without the callers where the Terraform account is closed, and without nothing else', async () => {
    const refusal = new Failure('AwsRefused', 'AWS refuses sts:AssumeRole');
    const trail = applied();
    trail.refusals.set(TERRAFORM, refusal);
    expect(await audit(trail)).toMatchObject({
      callersUnseen: refusal,
      sessions: [{ caller: { account: TERRAFORM } }],
    });
    trail.refusals.set(TERRAFORM, new TypeError('a bug'));
    await expect(audit(trail)).rejects.toThrow('a bug');
    trail.refusals.set(DEV, refusal);
    await expect(audit(trail)).rejects.toBe(refusal);
  });

  test('needs operators, because nobody else has an auditor role', async () => {
    const { operators: _, ...without } = config;
    const wanted = { workspace: workspaceNamed(config, 'dev'), span: SPAN, limit: 1 };
    await expect(workspaceActivity(without, wanted, new FakeTrail().access())).rejects.toMatchObject({
      code: 'NoOperators',
    });
  });
});

describe('the workspace of an audit', () => {
  test('is of any environment, or of the management account', () => {
    const managed = orgConfig({ managementAccount: { workspace: 'management', pipelines: ['delivery'] } });
    expect(workspaceNamed(managed, 'prod')).toMatchObject({
      name: 'prod',
      account: '666666666666',
      environment: 'prod',
    });
    expect(workspaceNamed(managed, 'management')).toMatchObject({ account: '111111111111' });
  });

  test('has a closest name where it is misspelt', () => {
    expect(() => workspaceNamed(config, 'prdo')).toThrow(
      "there is no workspace 'prdo' in org.yaml, did you mean prod? expected one of dev, stage, prod",
    );
    expect(() => workspaceNamed(config, OPS)).toThrow(
      expect.objectContaining({ code: 'UnknownWorkspace', exitStatus: 2 }),
    );
  });
});
