import { isWithin } from '../../../lib/iam/evaluation/ip-range';

test.each([
  ['203.0.113.7', '203.0.113.0/24', true],
  ['203.0.114.7', '203.0.113.0/24', false],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '0.0.0.0/0', true],
  ['2001:db8::7', '2001:DB8::/32', true],
  ['2001:db8::7', '2001:db8:0:0:0:0:0:7', true],
  ['::ffff:203.0.113.7', '::ffff:cb00:7107/128', true],
  ['2001:db8::7', '203.0.113.0/24', false],
  ['203.0.113.7', '::/0', false],
  ['203.0.113.256', '0.0.0.0/0', undefined],
  ['203.0.113.7', '203.0.113.0/33', undefined],
  ['203.0.113.7', '203.0.113/24', undefined],
  ['2001:db8:::7', '::/0', undefined],
  ['1:2:3:4:5:6:7:8:9', '::/0', undefined],
  ['1:2:3:4:5:6:7', '::/0', undefined],
])('%s in %s: %s', (address, range, expected) => {
  expect(isWithin(address, range)).toBe(expected);
});
