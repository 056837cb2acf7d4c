import { mayChangeAccess, SnapshotCache } from '../../store/snapshot-cache';
import type { Stored } from '../../store/stored';
import { Documents, storedSnapshot } from '../../store/stored-snapshot';
import { GatewayInTest, SESSION_KEY, USER_KEY } from '../gateway/support/gateway';
import { form, signed } from '../gateway/support/signed';
import { ADMINISTRATOR, allowing, CI_ROLE, HERE, principal, stored } from '../gateway/support/stored';

const EDGE = `arn:aws:iam::${HERE}:policy/edge`;

describe('the snapshot', () => {
  test('gives a user its own policies, those of its groups, and its boundary', () => {
    const own = { managed: [], inline: [{ name: 'own', document: allowing(['s3:GetObject']) }] };
    const group = { managed: [EDGE], inline: [] };
    const user = { arn: ADMINISTRATOR, policies: [own, group], boundary: EDGE, tags: {} };
    const snapshot = storedSnapshot(
      stored({ managedPolicies: { [EDGE]: allowing(['s3:*']) }, users: [user] }),
      new Documents(),
    );
    const found = snapshot.users.get(ADMINISTRATOR);
    expect(found?.policies.map(({ name }) => name)).toEqual(['own', EDGE]);
    expect(found?.boundary?.name).toBe(EDGE);
    expect(snapshot.byName.get(`${HERE}/role/ci`)).toBe(CI_ROLE);
  });

  test('does not forgive a policy that is carried and not stored', () => {
    const user = { ...principal(ADMINISTRATOR), boundary: EDGE };
    expect(() => storedSnapshot(stored({ users: [user] }), new Documents())).toThrow(
      `carries ${EDGE}, which is not stored`,
    );
  });

  test('leaves out the resource control policy that cannot be taken off', () => {
    const { organization } = stored();
    const attached = [
      { name: 'RCPFullAWSAccess', document: allowing(['*']) },
      { name: 'guard', document: allowing(['s3:*']) },
    ];
    const snapshot = storedSnapshot(
      stored({ organization: organization && { ...organization, resourceControlPolicies: { [HERE]: attached } } }),
      new Documents(),
    );
    expect(snapshot.organization.resourceControlPolicies.get(HERE)?.map(({ name }) => name)).toEqual(['guard']);
  });

  test('reads the same text into the same document, and a statement without a list', () => {
    const documents = new Documents();
    const text = '{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}';
    expect(documents.read(text)).toBe(documents.read(text));
    expect(documents.read(text).Statement).toHaveLength(1);
    expect(documents.read(text).Version).toBe('2008-10-17');
  });
});

describe('the cache', () => {
  const counting = () => {
    const asked = { snapshot: 0, keys: 0 };
    const answers: ((snapshot: Stored) => void)[] = [];
    const cache = new SnapshotCache({
      snapshot: () => {
        asked.snapshot++;
        return new Promise((resolve) => answers.push(resolve));
      },
      accessKey: (id) => {
        asked.keys++;
        return Promise.resolve([USER_KEY, SESSION_KEY].find((key) => key.id === id));
      },
      encryptionKey: () => Promise.resolve(undefined),
    });
    return { asked, answers, cache };
  };

  test('reads the snapshot once, until something has changed', async () => {
    const { asked, answers, cache } = counting();
    const both = [cache.snapshot(), cache.snapshot()];
    answers[0]?.(stored());
    expect(await both[0]).toBe(await both[1]);
    cache.changed();
    void cache.snapshot();
    expect(asked.snapshot).toBe(2);
  });

  test('does not keep what was read while something changed', () => {
    const { asked, cache } = counting();
    void cache.snapshot();
    cache.changed();
    void cache.snapshot();
    expect(asked.snapshot).toBe(2);
  });

  test('asks for a key once, and again for one that nobody had', async () => {
    const { asked, cache } = counting();
    await cache.accessKey(USER_KEY.id);
    await cache.accessKey(USER_KEY.id);
    expect(asked.keys).toBe(1);
    expect(await cache.accessKey('AKIANOBODY')).toBeUndefined();
    await cache.accessKey('AKIANOBODY');
    expect(asked.keys).toBe(3);
  });

  test('asks for every key again after a change: it may be inactive', async () => {
    const { asked, cache } = counting();
    await cache.accessKey(USER_KEY.id);
    cache.changed();
    await cache.accessKey(USER_KEY.id);
    expect(asked.keys).toBe(2);
  });
});

describe('something has changed', () => {
  const List = form('iam', { Action: 'ListUsers' });
  const Reads = [
    List,
    form('sts', { Action: 'GetCallerIdentity' }),
    signed({ service: 's3', method: 'GET', target: '/plain/a' }),
  ];
  const Writes = [
    form('iam', { Action: 'CreateGroup', GroupName: 'new' }),
    form('cloudformation', { Action: 'ExecuteChangeSet', StackName: 'shop', ChangeSetName: 'x' }),
    signed({ service: 's3', method: 'PUT', target: '/plain?policy=', body: '{}' }),
  ];
  const readAfter = async (wire: (typeof Reads)[number]) => {
    const gateway = new GatewayInTest();
    const before = await gateway.cache.snapshot();
    expect(await gateway.refusal(wire)).toBeUndefined();
    return (await gateway.cache.snapshot()) !== before;
  };

  test('after whatever may write where access is decided', async () => {
    for (const wire of Writes) expect(await readAfter(wire)).toBe(true);
  });

  test('and not after what only reads', async () => {
    for (const wire of Reads) expect(await readAfter(wire)).toBe(false);
  });

  test('and not after what makes a change set: the one that executes it changes something', () => {
    const after = (operation: string) =>
      mayChangeAccess({ protocol: 'query', service: 'cloudformation', operation, parameters: new Map() });
    expect(['CreateChangeSet', 'DeleteChangeSet', 'UpdateTerminationProtection'].filter(after)).toEqual([]);
    expect(['ExecuteChangeSet', 'CreateStack', 'DeleteStack', 'CreateStackInstances'].every(after)).toBe(true);
  });

  test('after an operation of IAM that nobody has thought of', () => {
    const call = { protocol: 'query', service: 'iam', operation: 'ResyncEverything', parameters: new Map() } as const;
    expect(mayChangeAccess(call)).toBe(true);
  });
});
