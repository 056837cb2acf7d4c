import { readFileSync, writeFileSync } from 'node:fs';
import { keyCommand } from '../../../lib/commands/key/key.command';
import { main } from '../../../lib/commands/main';
import { EXIT } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { contextOf, interruptedAfter } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';
import { FakeKeyAccount, secretOf } from './fake-key-account';

const file = orgFile(`${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);

async function key(fake: FakeKeyAccount, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const roles: string[] = [];
  const context = contextOf(io, {
    keyAccess: (_, role) => {
      roles.push(role);
      return Promise.resolve(fake.rotation());
    },
    now: () => fake.now,
  });
  const status = await main(['key', ...argv], [keyCommand], context);
  return { status, out: io.out, err: io.err, roles };
}

function rotate(fake: FakeKeyAccount, ...argv: readonly string[]) {
  return key(fake, 'rotate', 'delivery', '--config', file(), '--access', 'apply', ...argv);
}

/** Every form of every secret that was ever made. */
function secretsIn(text: string, fake: FakeKeyAccount): readonly string[] {
  const ids = [...fake.keys.map(({ id }) => id), ...fake.versions.keys()];
  return ids
    .map(secretOf)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .filter((secret) => text.includes(secret));
}

describe('key rotate', () => {
  test('hands the key over in the environment and on standard input, and never as an argument', async () => {
    const fake = new FakeKeyAccount();
    const seen = file('seen.json');
    writeFileSync(
      file('hand-over.mjs'),
      `import { readFileSync, writeFileSync } from 'node:fs';
       const { ORGSTRAP_PIPELINE, ORGSTRAP_ACCESS, ORGSTRAP_ACCESS_KEY_ID, ORGSTRAP_SECRET_ACCESS_KEY } = process.env;
       writeFileSync(process.argv[2], JSON.stringify({
         stdin: JSON.parse(readFileSync(0, 'utf8')), argv: process.argv,
         env: [ORGSTRAP_PIPELINE, ORGSTRAP_ACCESS, ORGSTRAP_ACCESS_KEY_ID, ORGSTRAP_SECRET_ACCESS_KEY],
       }));`,
    );
    const exec = `node ${file('hand-over.mjs')} ${seen}`;
    expect(await rotate(fake, '--exec', exec)).toMatchObject({
      status: EXIT.done,
      out: 'orgstrap-ci-apply-delivery: CI holds the new key\n',
      roles: ['orgstrap-operator'],
    });
    const [id = ''] = fake.active;
    const secret = secretOf(id);
    const { stdin, argv, env } = JSON.parse(readFileSync(seen, 'utf8'));
    expect(stdin).toEqual({ pipeline: 'delivery', access: 'apply', accessKeyId: id, secretAccessKey: secret });
    expect(env).toEqual(['delivery', 'apply', id, secret]);
    expect(argv.join(' ')).not.toContain(secret);
  });

  test('shows what the command prints, without the secret in whatever form', async () => {
    const fake = new FakeKeyAccount();
    const { err, out } = await rotate(
      fake,
      '--exec',
      `cat; echo "set $ORGSTRAP_ACCESS_KEY_ID"; printf %s "$ORGSTRAP_SECRET_ACCESS_KEY" | base64 -w0 >&2; ` +
        `node -p 'encodeURIComponent(process.env.ORGSTRAP_SECRET_ACCESS_KEY)'`,
    );
    expect(err).toContain(`set ${fake.active[0]}`);
    expect(err.split('[secret]')).toHaveLength(4);
    expect(secretsIn(out + err, fake)).toEqual([]);
  });

  test('does not mind a command that reads nothing', async () => {
    expect((await rotate(new FakeKeyAccount(), '--exec', 'exec 0<&-; true')).status).toBe(EXIT.done);
  });

  test('fails where the command fails, and goes on in the next run', async () => {
    const fake = new FakeKeyAccount();
    const failed = await rotate(fake, '--exec', 'echo "$ORGSTRAP_SECRET_ACCESS_KEY"; exit 7');
    expect(failed).toMatchObject({ status: EXIT.failed, err: expect.stringContaining('ended with 7') });
    expect(secretsIn(failed.out + failed.err, fake)).toEqual([]);
    expect(fake.labels.pending).toBe(fake.active[0]);
    const again = await rotate(fake, '--exec', 'true');
    expect(again.err).toContain(`take up ${fake.active[0]}, which an earlier run made`);
    expect(fake.labels).toEqual({ current: fake.active[0] });
  });

  test('without a command waits for a person, who says when it is done', async () => {
    const fake = new FakeKeyAccount();
    const waiting = await rotate(fake);
    expect(waiting.status).toBe(EXIT.failed);
    expect(waiting.out).toContain('orgstrap key rotate delivery --access apply --handed-over');
    expect(secretsIn(waiting.out + waiting.err, fake)).toEqual([]);
    expect(await rotate(fake, '--handed-over')).toMatchObject({
      status: EXIT.done,
      out: 'orgstrap-ci-apply-delivery: CI holds the new key\n',
    });
  });

  test('says what it would do with --dry-run, and does nothing', async () => {
    const fake = new FakeKeyAccount();
    const id = fake.byHand({ held: true });
    expect((await rotate(fake, '--dry-run', '--exec', 'exit 1')).out).toBe(
      [
        'orgstrap-ci-apply-delivery: a run would',
        `  note that CI holds ${id}, which was made by hand`,
        '  make a new key and keep it in Secrets Manager',
        '  become the CI role with the new key',
        '  hand the new key to the CI system',
        '  note that CI holds the new key',
        `  deactivate ${id}`,
        '',
      ].join('\n'),
    );
    expect([...fake.calls].sort()).toEqual(['labels', 'lastUsed', 'list']);
  });

  test('rests as long as the inactive key is kept, and rotates with --grace 0', async () => {
    const fake = new FakeKeyAccount();
    await rotate(fake, '--exec', 'true');
    await rotate(fake, '--exec', 'true');
    expect((await rotate(fake, '--exec', 'true')).out).toContain('nothing to do');
    expect((await rotate(fake, '--exec', 'true', '--grace', '0')).out).toContain('CI holds the new key');
  });

  test.each([
    [
      'a pipeline that is not there',
      ['rotate', 'shop'],
      "there is no pipeline 'shop' in org.yaml, expected one of delivery",
    ],
    ['a pipeline that is misspelt', ['status', 'delivry'], 'did you mean delivery? expected one of delivery'],
    ['half an hour', ['rotate', 'delivery', '--grace', '0.5'], 'expected whole hours'],
    ['two ways to hand over', ['rotate', 'delivery', '--exec', 'true', '--handed-over'], 'cannot be used with'],
    ['another access', ['rotate', 'delivery', '--access', 'all'], 'Allowed choices are apply, plan, both'],
  ])('refuses %s', async (_, argv, message) => {
    const fake = new FakeKeyAccount();
    const { status, err, roles } = await key(fake, ...argv, '--config', file());
    expect([status, roles]).toEqual([EXIT.unusable, []]);
    expect(err).toContain(message);
  });

  test('refuses an organization without operators', async () => {
    const other = file('nobody.yaml');
    writeFileSync(other, VALID);
    const { status, err } = await key(new FakeKeyAccount(), 'rotate', 'delivery', '--config', other);
    expect([status, err]).toEqual([EXIT.unusable, expect.stringContaining('org.yaml has no operators')]);
  });
});

test('key rotate ends after the step in which it is interrupted, says which that was, and goes on from there', async () => {
  const fake = new FakeKeyAccount();
  const io = new RecordingIo();
  const context = contextOf(io, {
    keyAccess: () => Promise.resolve(fake.rotation()),
    now: () => fake.now,
    uninterrupted: interruptedAfter,
  });
  const argv = ['key', 'rotate', 'delivery', '--access', 'apply', '--exec', 'true', '--config', file()];
  expect(await main(argv, [keyCommand], context)).toBe(EXIT.interrupted);
  expect(io.err).toBe(
    'orgstrap-ci-apply-delivery: make a new key and keep it in Secrets Manager\norgstrap: interrupted\n',
  );
  const [id] = fake.active;
  expect(fake.labels.pending).toBe(id);
  expect(await rotate(fake, '--exec', 'true')).toMatchObject({
    status: EXIT.done,
    err: expect.stringContaining(`take up ${id}, which an earlier run made`),
  });
  expect(fake.active).toEqual([id]);
});

describe('key status', () => {
  test('reads as the auditor role, and ends with 1 where something is found', async () => {
    const fake = new FakeKeyAccount();
    const { status, out, roles } = await key(fake, 'status', '--config', file());
    expect([status, roles]).toEqual([EXIT.failed, ['orgstrap-auditor']]);
    expect(out).toContain('orgstrap-ci-apply-delivery\n  finding: it has no key\n');
    expect(out).toContain('orgstrap-ci-plan-delivery\n  finding: it has no key\n');
  });

  test('ends with 0 where nothing is found', async () => {
    const fake = new FakeKeyAccount();
    await rotate(fake, '--exec', 'true');
    const { status, out } = await key(fake, 'status', 'delivery', '--config', file());
    expect(status).toBe(EXIT.done);
    expect(out).toContain(`  ${fake.active[0]}: current, active, 0 days old, never used\n`);
    expect(secretsIn(out, fake)).toEqual([]);
  });

  test('writes JSON', async () => {
    const { out } = await key(new FakeKeyAccount(), 'status', '--json', '--config', file());
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      ok: false,
      users: [
        { pipeline: 'delivery', access: 'apply', keys: [], findings: ['it has no key'] },
        { pipeline: 'delivery', access: 'plan' },
      ],
    });
  });
});
