import { addressOf, digestItemOf, lockItemOf, lockObjectOf, oldPlace } from '../../../lib/domain/state/old-place';

const FROM = 's3://acme-states/env:/dev/network.tfstate';

describe('the old place of a state', () => {
  test('is a bucket and a key, with the names that Terraform gives its locks', () => {
    const place = oldPlace({ from: FROM, region: 'us-gov-west-1', lockTable: 'locks' });
    expect(place).toEqual({
      bucket: 'acme-states',
      key: 'env:/dev/network.tfstate',
      region: 'us-gov-west-1',
      lockTable: 'locks',
    });
    expect(addressOf(place)).toBe(FROM);
    expect(lockItemOf(place)).toBe('acme-states/env:/dev/network.tfstate');
    expect(digestItemOf(place)).toBe('acme-states/env:/dev/network.tfstate-md5');
    expect(lockObjectOf(place)).toBe('env:/dev/network.tfstate.tflock');
  });

  test.each([
    'acme-states/dev',
    's3://acme-states',
    's3://acme-states/',
    's3://acme-states/dev/',
    's3://Acme/dev',
    's3://acme/d*v',
    's3://acme/d?v',
    's3://acme/$' + '{x}',
  ])('is not %s', (from) => {
    expect(() => oldPlace({ from, region: 'eu-west-1' })).toThrow(`--from: found ${from}, expected s3://BUCKET/KEY`);
  });

  test('has all of its problems told at once', () => {
    const wrong = () => oldPlace({ from: 'x', region: 'Ireland', lockTable: 'a b' });
    expect(wrong).toThrow(/^--from: found x.*\n--region: found Ireland.*\n--lock-table: found a b.*$/);
  });
});
