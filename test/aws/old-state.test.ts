import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { AwsOldState } from '../../lib/aws/old-state';
import { type Answer, answering, json } from './answering';

const PLACE = { bucket: 'acme', key: 'dev.tfstate', region: 'eu-west-1', lockTable: 'locks' };

function stateThat(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  return { state: new AwsOldState(PLACE, new S3Client(settings), new DynamoDBClient(settings)), sent };
}

function s3Error(code: string, status: number): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>no</Message></Error>` };
}

/** A table of DynamoDB with one item, as far as a lock needs one. */
function table(item: { info?: string }) {
  return (request: string): Answer => {
    const held = () => json({ Item: item.info === undefined ? undefined : { Info: { S: item.info } } });
    const failed = json({ __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException' }, 400);
    if (request.includes('.GetItem ')) return held();
    const { Item, ExpressionAttributeValues: values } = JSON.parse(request.slice(request.indexOf('{')));
    if (request.includes('.PutItem ')) {
      if (item.info !== undefined) return failed;
      item.info = Item.Info.S;
      return json({});
    }
    if (item.info !== values[':info'].S) return failed;
    item.info = undefined;
    return json({});
  };
}

describe('the lock in the table', () => {
  test('is taken where nobody has it, under the name that Terraform gives it, and given back', async () => {
    const item: { info?: string } = {};
    const { state, sent } = stateThat(table(item));
    expect(await state.item?.take('mine')).toBe('mine');
    expect(sent[0]).toContain('"LockID":{"S":"acme/dev.tfstate"}');
    expect(sent[0]).toContain('"ConditionExpression":"attribute_not_exists(LockID)"');
    await state.item?.release('mine');
    expect(item.info).toBeUndefined();
  });

  test('of somebody else is neither taken nor given back', async () => {
    const item = { info: 'theirs' };
    const { state } = stateThat(table(item));
    expect(await state.item?.take('mine')).toBe('theirs');
    await state.item?.release('mine');
    expect(item.info).toBe('theirs');
  });
});

describe('the lock beside the state', () => {
  test('of somebody else is neither taken nor given back', async () => {
    const { state, sent } = stateThat((request) =>
      request === 'mine' ? s3Error('PreconditionFailed', 412) : { body: 'theirs' },
    );
    expect(await state.object.take('mine')).toBe('theirs');
    await state.object.release('mine');
    expect(sent).toEqual(['mine', '', '']);
  });

  test('that may not be taken is a refusal', async () => {
    const { state } = stateThat(() => s3Error('AccessDenied', 403));
    await expect(state.object.take('mine')).rejects.toMatchObject({ code: 'AwsRefused' });
  });
});

describe('the old place', () => {
  test('has no state where there is no object, and no policy where the bucket has none', async () => {
    const { state } = stateThat(() => s3Error('NoSuchKey', 404));
    expect(await state.read()).toBeUndefined();
    const bare = stateThat(() => s3Error('NoSuchBucketPolicy', 404));
    expect(await bare.state.policy()).toBeUndefined();
  });

  test('has the MD5 that Terraform noted in the table', async () => {
    const { state, sent } = stateThat(() => json({ Item: { Digest: { S: 'd41d8cd9' } } }));
    expect(await state.digest()).toBe('d41d8cd9');
    expect(sent[0]).toContain('"LockID":{"S":"acme/dev.tfstate-md5"}');
    expect(sent[0]).toContain('"ConsistentRead":true');
  });

  test('has no lock in a table where none was named', async () => {
    const { settings } = answering(() => json({}));
    const { lockTable: _, ...place } = PLACE;
    const state = new AwsOldState(place, new S3Client(settings), new DynamoDBClient(settings));
    expect(state.item).toBeUndefined();
    expect(await state.digest()).toBeUndefined();
  });
});
