import { adoptCommand } from '../../../lib/commands/adopt/adopt.command';
import { main } from '../../../lib/commands/main';
import { EXIT } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { contextOf, interruptedAfter } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';
import { FakeBucket, FakeOldState } from './fake-places';

const operated = orgFile(`${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);
const STATE = JSON.stringify({
  version: 4,
  terraform_version: '1.9.0',
  serial: 7,
  lineage: 'one',
  outputs: {},
  resources: [],
});

async function adopted(argv: readonly string[], isInterrupted = false) {
  const io = new RecordingIo();
  const asked: unknown[] = [];
  const bucket = new FakeBucket();
  const context = contextOf(io, {
    now: () => new Date(0),
    oldState: (...given) => {
      asked.push(given);
      return Promise.resolve(new FakeOldState(STATE));
    },
    stateAccess: () => Promise.resolve({ states: bucket, who: 'ada' }),
    ...(isInterrupted && { uninterrupted: interruptedAfter }),
  });
  const status = await main(['adopt', 'state', ...argv, '--config', operated()], [adoptCommand], context);
  return { status, out: io.out, err: io.err, asked, keys: [...bucket.objects.keys()] };
}

const FROM = ['--from', 's3://acme-states/dev.tfstate'];

describe('adopt state', () => {
  test('copies with the credentials of a profile, and prints the policy that would close the old place', async () => {
    const options = [...FROM, '--region', 'us-west-2', '--lock-table', 'locks', '--profile', 'old', '--yes'];
    const { status, out, err, asked, keys } = await adopted(['dev', ...options]);
    expect([status, keys]).toEqual([EXIT.done, ['env:/dev/terraform.tfstate']]);
    expect(asked).toEqual([
      [{ bucket: 'acme-states', key: 'dev.tfstate', region: 'us-west-2', lockTable: 'locks' }, 'old'],
    ]);
    expect(err).toContain('s3://acme-states/dev.tfstate is copied to s3://');
    expect(err).toContain('The old state stays as it is, and can be written.');
    expect(out).toContain('written, where there was none: lineage one, serial 7, 0 resources');
    expect(out).toContain('"Sid": "OrgstrapAdoptedTheseStates"');
    expect(out).toContain('terraform workspace select dev');
  });

  test('says that the old place is read-only, and what its lock is for', async () => {
    const { out } = await adopted(['dev', ...FROM, '--lock-table', 'locks', '--make-read-only', '--yes']);
    expect(out).toContain('is read-only now, by two statements in the policy of acme-states');
    expect(out).toContain('Its lock stays in the table locks');
  });

  test('is in the home Region, where nothing else is said', async () => {
    const { asked } = await adopted(['dev', ...FROM, '--yes']);
    expect(asked).toMatchObject([[{ region: 'eu-west-1' }, undefined]]);
  });

  test.each([
    ['nobody can be asked', ['dev', ...FROM], 'there is no terminal'],
    [
      'the pipeline has no such workspace',
      ['dve', ...FROM, '--yes'],
      "there is no workspace 'dve' of the pipeline delivery",
    ],
    ['the address is none', ['dev', '--from', 'acme', '--yes'], '--from: found acme'],
  ])('does nothing where %s', async (_, argv, says) => {
    const { status, err, asked, keys } = await adopted(argv);
    expect([status, asked, keys]).toEqual([EXIT.unusable, [], []]);
    expect(err).toContain(says);
  });

  test('is done to the end where somebody interrupts', async () => {
    const { status, keys } = await adopted(['dev', ...FROM, '--yes'], true);
    expect([status, keys]).toEqual([EXIT.interrupted, ['env:/dev/terraform.tfstate']]);
  });
});
