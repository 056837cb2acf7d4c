import { isReadOnly, readOnlyPolicy } from '../../../lib/domain/state/read-only-policy';

const PLACE = { bucket: 'acme-states', key: 'dev.tfstate', region: 'eu-west-1' };
const OTHER = { ...PLACE, key: 'prod.tfstate' };
const OWN = { Sid: 'TlsOnly', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::acme-states/*' };

function made(place = PLACE, policy?: string): string {
  return readOnlyPolicy(place, 'aws', policy) ?? '';
}

describe('the policy of a bucket with a read-only state', () => {
  test('denies everybody to write, delete and lock that state, and nothing else', () => {
    expect(JSON.parse(made())).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OrgstrapAdoptedTheseStates',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject'],
          Resource: ['arn:aws:s3:::acme-states/dev.tfstate'],
        },
        {
          Sid: 'NobodyLocksTheStatesThatOrgstrapAdopted',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:PutObject'],
          Resource: ['arn:aws:s3:::acme-states/dev.tfstate.tflock'],
        },
      ],
    });
  });

  test('keeps what was in it, also where its one statement is no list', () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Id: 'own', Statement: OWN });
    const { Id, Statement } = JSON.parse(made(PLACE, policy));
    expect(Id).toBe('own');
    expect(Statement).toHaveLength(3);
    expect(Statement[0]).toEqual(OWN);
  });

  test('has one pair of statements for all states', () => {
    const { Statement } = JSON.parse(made(OTHER, made()));
    expect(Statement).toHaveLength(2);
    expect(Statement[0].Resource).toEqual([
      'arn:aws:s3:::acme-states/dev.tfstate',
      'arn:aws:s3:::acme-states/prod.tfstate',
    ]);
  });

  test('is the same for a state that it has already', () => {
    expect(made(PLACE, made())).toBe(made());
  });

  test('is in the partition of the organization', () => {
    expect(readOnlyPolicy(PLACE, 'aws-us-gov', undefined)).toContain('arn:aws-us-gov:s3:::acme-states/dev.tfstate"');
  });

  test('cannot be made of what is none', () => {
    expect(readOnlyPolicy(PLACE, 'aws', 'no JSON')).toBeUndefined();
  });
});

describe('whether a state is read-only', () => {
  test('is so by both statements, and for that state alone', () => {
    expect(isReadOnly(PLACE, 'aws', made())).toBe(true);
    expect(isReadOnly(OTHER, 'aws', made())).toBe(false);
    expect(isReadOnly(PLACE, 'aws', undefined)).toBe(false);
    expect(isReadOnly(PLACE, 'aws', JSON.stringify({ Statement: [OWN] }))).toBe(false);
    const { Statement, ...rest } = JSON.parse(made());
    for (const statement of Statement) {
      expect(isReadOnly(PLACE, 'aws', JSON.stringify({ ...rest, Statement: [statement] }))).toBe(false);
    }
  });
});
