import { S3Client } from '@aws-sdk/client-s3';
import { S3StateVersions } from '../../lib/aws/state-versions';
import type { AccountId } from '../../lib/domain/ids';
import { type Answer, answering } from './answering';

const PLACE = { bucket: 'states', owner: '222222222222' as AccountId, region: 'eu-west-1' } as const;

function statesThat(answer: () => Answer) {
  const { settings } = answering(answer);
  return new S3StateVersions(() => new S3Client(settings));
}

function error(code: string, status: number): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>no</Message></Error>` };
}

function version(key: string, id: string, time: string, isLatest: boolean): string {
  return `<Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>${isLatest}</IsLatest><LastModified>${time}</LastModified>`;
}

test('the versions of one object come the newest first, with its deletions, over as many pages as it takes', async () => {
  const pages = [
    `<IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker><NextVersionIdMarker>2</NextVersionIdMarker>
     <Version>${version('a', '2', '2026-03-02T00:00:00Z', false)}<Size>5</Size></Version>
     <DeleteMarker>${version('a', '3', '2026-03-03T00:00:00Z', true)}</DeleteMarker>`,
    `<IsTruncated>true</IsTruncated><NextKeyMarker>a.tflock</NextKeyMarker>
     <Version>${version('a', '1', '2026-03-01T00:00:00Z', false)}<Size>4</Size></Version>
     <Version>${version('a.tflock', '9', '2026-03-01T00:00:00Z', true)}<Size>4</Size></Version>`,
  ];
  const states = statesThat(() => ({ body: `<ListVersionsResult>${pages.shift()}</ListVersionsResult>` }));
  const found = await states.versions(PLACE, 'a');
  expect(found.map(({ id, size, isCurrent, isDeletion }) => [id, size, isCurrent, isDeletion])).toEqual([
    ['3', 0, true, true],
    ['2', 5, false, false],
    ['1', 4, false, false],
  ]);
  expect(pages).toEqual([]);
});

test.each([
  ['NoSuchKey', 404],
  ['NoSuchVersion', 404],
  ['MethodNotAllowed', 405],
])('what S3 answers with %s is not there', async (code, status) => {
  expect(await statesThat(() => error(code, status)).read(PLACE, 'a', '1')).toBeUndefined();
});

test('a refusal is no absence', async () => {
  await expect(statesThat(() => error('AccessDenied', 403)).read(PLACE, 'a')).rejects.toMatchObject({
    code: 'AwsRefused',
  });
});

test.each(['PreconditionFailed', 'ConditionalRequestConflict'])(
  '%s means that something else is there',
  async (code) => {
    const states = statesThat(() => error(code, code === 'PreconditionFailed' ? 412 : 409));
    expect(await states.write(PLACE, 'a', 'text', undefined)).toBeUndefined();
    expect(await states.remove(PLACE, 'a', '"tag"')).toBe(false);
  },
);

test('a write whose answer names no version is unfinished: the bucket has none', async () => {
  await expect(statesThat(() => ({ body: '' })).write(PLACE, 'a', 'text', '"tag"')).rejects.toThrow(
    'the id of a version',
  );
});
