import { inspect } from 'node:util';
import { IAMClient } from '@aws-sdk/client-iam';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { IamAccessKeys } from '../../lib/aws/access-keys';
import { assumedRole } from '../../lib/aws/assumed-role';
import { StsKeyProof } from '../../lib/aws/key-proof';
import { SecretsManagerKeySecrets } from '../../lib/aws/key-secrets';
import { SecretText } from '../../lib/domain/secret-text';
import { type Answer, answering, json, xml, xmlError } from './answering';

const OLD = 'AKIAIOSFODNN7EXAMP01';
const NEW = 'AKIAIOSFODNN7EXAMP02';
const HALF = 'wJalrXUtnFEMI/K7MDENG';
const KEY = { id: NEW, secret: new SecretText(HALF) };
const SECRET = 'orgstrap/ci/delivery/apply';
const ROLE = 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery';

function member(id: string, status: string, created: string): string {
  return `<member><AccessKeyId>${id}</AccessKeyId><Status>${status}</Status><CreateDate>${created}</CreateDate></member>`;
}

describe('access keys', () => {
  test('are listed from the oldest, over all pages', async () => {
    const { settings } = answering((body) =>
      body.includes('Marker=m')
        ? xml(
            'ListAccessKeys',
            `<AccessKeyMetadata>${member(OLD, 'Inactive', '2026-01-01T00:00:00Z')}</AccessKeyMetadata><IsTruncated>false</IsTruncated>`,
          )
        : xml(
            'ListAccessKeys',
            `<AccessKeyMetadata>${member(NEW, 'Active', '2026-02-01T00:00:00Z')}</AccessKeyMetadata><IsTruncated>true</IsTruncated><Marker>m</Marker>`,
          ),
    );
    expect(await new IamAccessKeys(new IAMClient(settings)).list('ci')).toEqual([
      { id: OLD, isActive: false, createdAt: new Date('2026-01-01T00:00:00Z') },
      { id: NEW, isActive: true, createdAt: new Date('2026-02-01T00:00:00Z') },
    ]);
  });

  test('come with a secret half that nothing shows by accident', async () => {
    const { settings } = answering(() =>
      xml(
        'CreateAccessKey',
        `<AccessKey><UserName>ci</UserName><AccessKeyId>${NEW}</AccessKeyId><Status>Active</Status><SecretAccessKey>${HALF}</SecretAccessKey></AccessKey>`,
      ),
    );
    const key = await new IamAccessKeys(new IAMClient(settings)).create('ci');
    expect(key.secret.reveal()).toBe(HALF);
    for (const text of [`${key.secret}`, JSON.stringify(key), inspect(key, { depth: 9, showHidden: true })]) {
      expect(text).not.toContain(HALF);
    }
  });

  test('are made inactive, and deleted though they are gone already', async () => {
    const { settings, sent } = answering((body) =>
      body.includes('Action=DeleteAccessKey') ? xmlError('NoSuchEntity', 'gone', 404) : xml('UpdateAccessKey', ''),
    );
    const keys = new IamAccessKeys(new IAMClient(settings));
    await keys.deactivate('ci', OLD);
    await keys.delete('ci', OLD);
    expect(sent[0]).toMatch(/AccessKeyId=\w+01&Status=Inactive/);
  });

  test('that were never used have no date', async () => {
    const { settings } = answering((body) =>
      xml(
        'GetAccessKeyLastUsed',
        `<AccessKeyLastUsed>${body.includes(OLD) ? '<LastUsedDate>2026-01-02T00:00:00Z</LastUsedDate>' : ''}<ServiceName>N/A</ServiceName><Region>N/A</Region></AccessKeyLastUsed>`,
      ),
    );
    const keys = new IamAccessKeys(new IAMClient(settings));
    expect(await keys.lastUsed(OLD)).toEqual(new Date('2026-01-02T00:00:00Z'));
    expect(await keys.lastUsed(NEW)).toBeUndefined();
  });

  test('are refused by the name of the action', async () => {
    const { settings } = answering(() => xmlError('AccessDenied', 'no', 403));
    await expect(new IamAccessKeys(new IAMClient(settings)).create('ci')).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringContaining('iam:CreateAccessKey'),
    });
  });
});

describe('the secret of a key', () => {
  /** A client whose calls are answered by name, and what it sent. */
  function secrets(answers: Readonly<Record<string, Answer>>) {
    const { settings, sent } = answering(
      (request) => answers[request.slice('secretsmanager.'.length).split(' ')[0] ?? ''] ?? json({}),
    );
    return { secrets: new SecretsManagerKeySecrets(new SecretsManagerClient(settings)), sent };
  }

  function labelled(stages: Readonly<Record<string, readonly string[]>>): Answer {
    const versions = Object.entries(stages).map(([id, labels]) => [`orgstrap-access-key-${id}`, labels]);
    return json({ VersionIdsToStages: Object.fromEntries(versions) });
  }

  test('says by the names of its versions which key is which, and is not read for it', async () => {
    const { secrets: known, sent } = secrets({
      DescribeSecret: json({
        VersionIdsToStages: {
          [`orgstrap-access-key-${OLD}`]: ['AWSCURRENT'],
          [`orgstrap-access-key-${NEW}`]: ['AWSPENDING'],
          '11111111-2222-3333-4444-555555555555': ['AWSPREVIOUS'],
        },
      }),
    });
    expect(await known.labels(SECRET)).toEqual({ current: OLD, pending: NEW });
    expect(sent).toHaveLength(1);
  });

  test('that nobody deployed is a failure that says what to do', async () => {
    const { secrets: none } = secrets({ DescribeSecret: json({ __type: 'ResourceNotFoundException' }, 400) });
    await expect(none.labels(SECRET)).rejects.toMatchObject({ code: 'NoKeySecret' });
  });

  test('takes a key in as a version that is pending, under the name of the key', async () => {
    const { secrets: kept, sent } = secrets({});
    await kept.keep(SECRET, KEY);
    expect(JSON.parse(sent[0]?.split(/ (.*)/s)[1] ?? '')).toEqual({
      SecretId: SECRET,
      ClientRequestToken: `orgstrap-access-key-${NEW}`,
      SecretString: JSON.stringify({ accessKeyId: NEW, secretAccessKey: HALF }),
      VersionStages: ['AWSPENDING'],
    });
  });

  test('gives a key out again, and nothing of one that was made by hand', async () => {
    const text = JSON.stringify({ accessKeyId: NEW, secretAccessKey: HALF });
    const { secrets: kept } = secrets({ GetSecretValue: json({ SecretString: text }) });
    expect((await kept.read(SECRET, NEW))?.secret.reveal()).toBe(HALF);
    const { secrets: adopted } = secrets({ GetSecretValue: json({ SecretString: `{"accessKeyId":"${OLD}"}` }) });
    expect(await adopted.read(SECRET, OLD)).toBeUndefined();
  });

  test('moves the label of the current key first, and takes the one of the pending key off last', async () => {
    const { secrets: kept, sent } = secrets({
      DescribeSecret: labelled({ [OLD]: ['AWSCURRENT'], [NEW]: ['AWSPENDING'] }),
    });
    await kept.promote(SECRET, NEW);
    expect(sent.slice(1).map((request) => JSON.parse(request.split(/ (.*)/s)[1] ?? ''))).toEqual([
      {
        SecretId: SECRET,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: `orgstrap-access-key-${NEW}`,
        RemoveFromVersionId: `orgstrap-access-key-${OLD}`,
      },
      { SecretId: SECRET, VersionStage: 'AWSPENDING', RemoveFromVersionId: `orgstrap-access-key-${NEW}` },
    ]);
  });

  test('has its first version as the current one already', async () => {
    const { secrets: kept, sent } = secrets({ DescribeSecret: labelled({ [NEW]: ['AWSCURRENT', 'AWSPENDING'] }) });
    await kept.promote(SECRET, NEW);
    expect(sent.slice(1)).toEqual([expect.stringContaining('AWSPENDING')]);
  });

  test('takes the label off a version that somebody else made, too', async () => {
    const foreign = '11111111-2222-3333-4444-555555555555';
    const { secrets: kept, sent } = secrets({
      DescribeSecret: json({ VersionIdsToStages: { [foreign]: ['AWSCURRENT'] } }),
    });
    await kept.promote(SECRET, NEW);
    expect(sent.slice(1)).toEqual([expect.stringContaining(`"RemoveFromVersionId":"${foreign}"`)]);
  });

  test('adopts a key without its other half, or takes up the version that it has', async () => {
    const { secrets: kept, sent } = secrets({});
    await kept.adopt(SECRET, OLD);
    expect(sent[0]).toContain(JSON.stringify(JSON.stringify({ accessKeyId: OLD })));
    const again = secrets({ PutSecretValue: json({ __type: 'ResourceExistsException' }, 400) });
    await again.secrets.adopt(SECRET, OLD);
    expect(again.sent.at(-1)).toContain('UpdateSecretVersionStage');
  });
});

describe('the proof of a key', () => {
  const credentials =
    '<Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-01-01T00:00:00Z</Expiration></Credentials>';

  /** A proof whose first trials are answered otherwise. */
  function proof(first: readonly Answer[]) {
    let trials = 0;
    const { settings, sent } = answering(() => first[trials++] ?? xml('AssumeRole', credentials));
    const waited: number[] = [];
    const pause = (milliseconds: number) => {
      waited.push(milliseconds);
      return Promise.resolve();
    };
    return { proof: new StsKeyProof(() => new STSClient(settings), pause), waited, sent };
  }

  const unknown = xmlError('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
  const refused = xmlError('AccessDenied', 'no', 403);

  test('waits until AWS knows the key', async () => {
    const { proof: tried, waited, sent } = proof([unknown, unknown, refused]);
    expect(await tried.becomes(KEY, ROLE)).toBe(true);
    expect(waited).toHaveLength(3);
    expect(sent[0]).toContain(encodeURIComponent(ROLE));
  });

  test('gives up after half a minute', async () => {
    const { proof: tried, waited, sent } = proof(Array(100).fill(refused));
    expect(await tried.becomes(KEY, ROLE)).toBe(false);
    expect(sent).toHaveLength(15);
    expect(waited.reduce((sum, one) => sum + one, 0)).toBe(28_000);
  });

  test('is no proof where something else is wrong', async () => {
    const { proof: tried } = proof([xmlError('RegionDisabled', 'not here', 403)]);
    await expect(tried.becomes(KEY, ROLE)).rejects.toThrow('not here');
  });

  test('a role that is refused is a failure with its ARN', async () => {
    const { settings } = answering(() => refused);
    await expect(assumedRole(new STSClient(settings), ROLE)).rejects.toThrow(`sts:AssumeRole on ${ROLE}`);
  });

  test('a role that is assumed gives its credentials', async () => {
    const { settings } = answering(() => xml('AssumeRole', credentials));
    expect(await assumedRole(new STSClient(settings), ROLE)).toEqual({
      accessKeyId: 'ASIA',
      secretAccessKey: 's',
      sessionToken: 't',
    });
  });
});
