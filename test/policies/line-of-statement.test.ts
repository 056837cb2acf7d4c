import { join } from 'node:path';
import { lineOfReasons, lineOfStatement, policyWithStatement } from '../../lib/policies/line-of-statement';
import { policiesFolderWith } from '../support/policies-folder';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadBuckets"
    },
    { "Effect": "Allow", "Sid" : "ReadBucketsToo" }
  ]
}
`;

const folder = policiesFolderWith({
  'services/s3.json': POLICY,
  'services/s3.reasons.json': '{\n  "ReadBucketsToo": {},\n  "ReadBuckets": {}\n}\n',
  'other.json': POLICY.replace('ReadBucketsToo', 'ReadOthers'),
});

test('a statement is where its Sid is', () => {
  const file = join(folder, 'services/s3.json');
  expect(lineOfStatement('services/s3', 'ReadBuckets', folder)).toEqual({ file, line: 5 });
  expect(lineOfStatement('services/s3', 'ReadBucketsToo', folder)).toEqual({ file, line: 7 });
  expect(lineOfStatement('services/s3', 'Unknown', folder)).toEqual({ file, line: 1 });
});

test('its reasons are where its name is, if it has reasons', () => {
  const file = join(folder, 'services/s3.reasons.json');
  expect(lineOfReasons('services/s3', 'ReadBuckets', folder)).toEqual({ file, line: 3 });
  expect(lineOfReasons('services/s3', 'Unknown', folder)).toBeUndefined();
  expect(lineOfReasons('other', 'ReadBuckets', folder)).toBeUndefined();
});

test('a document is known by a statement that no other has', () => {
  expect(policyWithStatement('ReadBucketsToo', folder)).toBe('services/s3');
  expect(policyWithStatement('ReadBuckets', folder)).toBeUndefined();
  expect(policyWithStatement('Unknown', folder)).toBeUndefined();
});
