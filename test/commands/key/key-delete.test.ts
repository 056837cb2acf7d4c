import { keyCommand } from '../../../lib/commands/key/key.command';
import { main } from '../../../lib/commands/main';
import { EXIT } from '../../../lib/domain/failure';
import { VALID } from '../../config/org-yaml';
import { contextOf } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';
import { FakeKeyAccount } from './fake-key-account';

const OPERATED = `${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]\n`;

const operated = orgFile(OPERATED);
const withTokens = orgFile(
  OPERATED.replace(
    '{ iamUser: {} }',
    '{ github: { repository: acme/a, ids: { owner: 1, repository: 2 }, apply: { branch: main }, plan: { pullRequests: {} } } }',
  ),
);
const renamed = orgFile(OPERATED.replace('  delivery:\n', '  delivery:\n    deployedAs: first\n'));
const unoperated = orgFile(VALID);

async function deleted(fake: FakeKeyAccount, file: string, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const asked: string[] = [];
  const context = contextOf(io, {
    keyAccess: (_, role) => {
      asked.push(role);
      const rotation = fake.rotation();
      const list: typeof rotation.keys.list = (user) => {
        asked.push(user);
        return user.startsWith('orgstrap-ci-apply-') ? rotation.keys.list(user) : Promise.resolve([]);
      };
      return Promise.resolve({
        ...rotation,
        keys: { ...rotation.keys, list, delete: (user, id) => rotation.keys.delete(user, id) },
      });
    },
  });
  const status = await main(['key', 'delete', 'delivery', '--config', file, ...argv], [keyCommand], context);
  return { status, out: io.out, err: io.err, asked };
}

describe('key delete', () => {
  test('deletes every key of both users as an operator, and makes none', async () => {
    const fake = new FakeKeyAccount();
    const ids = [fake.byHand({ held: true }), fake.byHand({ inactive: true })];
    expect(await deleted(fake, operated())).toEqual({
      status: EXIT.done,
      out: `orgstrap-ci-apply-delivery: deleted ${ids.join(', ')}; it has no key any more\norgstrap-ci-plan-delivery: it has no key\n`,
      err: '',
      asked: ['orgstrap-operator', 'orgstrap-ci-apply-delivery', 'orgstrap-ci-plan-delivery'],
    });
    expect(fake.keys).toEqual([]);
  });

  test('with --dry-run says what it would delete, and deletes nothing', async () => {
    const fake = new FakeKeyAccount();
    const id = fake.byHand({ held: true });
    expect((await deleted(fake, operated(), '--dry-run')).out).toContain(`a run would delete ${id}\n`);
    expect(fake.keys).toHaveLength(1);
  });

  test('knows the users of a pipeline that org.yaml gives tokens already', async () => {
    const fake = new FakeKeyAccount();
    fake.byHand({ held: true });
    await deleted(fake, withTokens());
    expect(fake.keys).toEqual([]);
  });

  test('knows them by the name that they have in AWS', async () => {
    const { asked } = await deleted(new FakeKeyAccount(), renamed());
    expect(asked).toContain('orgstrap-ci-plan-first');
  });

  test('needs operators', async () => {
    expect(await deleted(new FakeKeyAccount(), unoperated())).toMatchObject({ status: EXIT.unusable, asked: [] });
  });
});
