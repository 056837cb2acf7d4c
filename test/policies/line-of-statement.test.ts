import { join } from 'node:path';
import { lineOfReasons, lineOfStatement, policyWithStatement } from '../../lib/policies/line-of-statement';
import { policiesFolderWith } from '../support/policies-folder';

/** The folder that stands for `policies/`. */
const mockPolicies = { folder: '' };
jest.mock('../../lib/policies/policies-folder', () => ({
  ...jest.requireActual('../../lib/policies/policies-folder'),
  policiesFolder: () => mockPolicies.folder,
}));

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

mockPolicies.folder = policiesFolderWith({
  'services/s3.json': POLICY,
  'services/s3.reasons.json': '{\n  "ReadBucketsToo": {},\n  "ReadBuckets": {}\n}\n',
  'other.json': POLICY.replace('ReadBucketsToo', 'ReadOthers'),
});

test('a statement is where its Sid is', () => {
  const file = join(mockPolicies.folder, 'services/s3.json');
  expect(lineOfStatement('services/s3', 'ReadBuckets')).toEqual({ file, line: 5 });
  expect(lineOfStatement('services/s3', 'ReadBucketsToo')).toEqual({ file, line: 7 });
  expect(lineOfStatement('services/s3', 'Unknown')).toEqual({ file, line: 1 });
});

test('its reasons are where its name is, if it has reasons', () => {
  const file = join(mockPolicies.folder, 'services/s3.reasons.json');
  expect(lineOfReasons('services/s3', 'ReadBuckets')).toEqual({ file, line: 3 });
  expect(lineOfReasons('services/s3', 'Unknown')).toBeUndefined();
  expect(lineOfReasons('other', 'ReadBuckets')).toBeUndefined();
});

test('a document is known by a statement that no other has', () => {
  expect(policyWithStatement('ReadBucketsToo')).toBe('services/s3');
  expect(policyWithStatement('ReadBuckets')).toBeUndefined();
  expect(policyWithStatement('Unknown')).toBeUndefined();
});
