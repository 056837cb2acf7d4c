import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbLockTables } from '../../lib/aws/lock-tables';
import { answering, json } from './answering';

function answerOf(request: string) {
  if (request.includes('.ListTables ')) return json({ TableNames: ['locks', 'orders'] });
  const keys = request.includes('"locks"') ? ['LockID'] : ['LockID', 'at'];
  if (request.includes('.DescribeTable ')) {
    return json({ Table: { KeySchema: keys.map((AttributeName) => ({ AttributeName, KeyType: 'HASH' })) } });
  }
  const ids = ['acme/env:/dev/a.tfstate-md5', 'acme/env:/dev/a.tfstate', 'no-slash-md5'];
  return json({ Items: ids.map((id) => ({ LockID: { S: id } })) });
}

test('the states of a lock table are those whose MD5 it has, and no other table is read', async () => {
  const { settings, sent } = answering(answerOf);
  const states = await new DynamoDbLockTables(new DynamoDBClient(settings)).states();
  expect(states).toEqual([{ table: 'locks', bucket: 'acme', key: 'env:/dev/a.tfstate' }]);
  const scans = sent.filter((request) => request.includes('.Scan '));
  expect(scans).toHaveLength(1);
  expect(scans[0]).toContain('"ProjectionExpression":"LockID"');
  expect(scans[0]).toContain('"Select":"SPECIFIC_ATTRIBUTES"');
});

test('a table that these credentials may not see is a refusal', async () => {
  const { settings } = answering(() => json({ __type: 'AccessDeniedException', message: 'no' }, 400));
  const states = new DynamoDbLockTables(new DynamoDBClient(settings)).states();
  await expect(states).rejects.toMatchObject({ code: 'AwsRefused' });
});
