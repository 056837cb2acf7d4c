import { isAccountId, isOrganizationalUnitId, isOrganizationId, isRootId, isUnderRoot } from '../../lib/domain/ids';

test.each([
  '',
  '12345678901',
  '1234567890123',
  '12345678901x',
  ' 123456789012',
  '123456789012\n',
  '１２３４５６７８９０１２',
  '1234*6789012',
])('%j is no account id', (text) => {
  expect(isAccountId(text)).toBe(false);
});

test.each(['000000000000', '123456789012'])('%j is an account id', (text) => {
  expect(isAccountId(text)).toBe(true);
});

test.each(['', 'o-', 'o-short', 'o-Exampleorgid', 'r-exampleorgid', 'o-exampleorgid\n', `o-${'a'.repeat(33)}`])(
  '%j is no organization id',
  (text) => {
    expect(isOrganizationId(text)).toBe(false);
  },
);

test.each(['', 'r-', 'r-abc', 'r-ABCD', 'ou-abcd-11111111', 'r-abcd\n', 'r-*'])('%j is no root id', (text) => {
  expect(isRootId(text)).toBe(false);
});

test.each(['', 'ou-abcd', 'ou-abcd-1111111', 'ou-abc-11111111', 'r-abcd', 'ou-abcd-1111111*', 'ou-abcd-11111111\n'])(
  '%j is no OU id',
  (text) => {
    expect(isOrganizationalUnitId(text)).toBe(false);
  },
);

test.each([
  { unit: 'ou-abcd-11111111', root: 'r-abcd', hangs: true },
  { unit: 'ou-abcde-11111111', root: 'r-abcd', hangs: false },
  { unit: 'ou-abc1-abcd1111', root: 'r-abcd', hangs: false },
])('whether $unit hangs under $root: $hangs', ({ unit, root, hangs }) => {
  expect(isOrganizationalUnitId(unit) && isRootId(root) && isUnderRoot(unit, root)).toBe(hangs);
});
