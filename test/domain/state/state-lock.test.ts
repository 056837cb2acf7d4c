import { readLock } from '../../../lib/domain/state/state-lock';

const LOCK = {
  ID: 'f6c6fbd4-5f9a-b4fa-96a3-5a4f8c3b4c0f',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'runner@fv-az1',
  Version: '1.14.0',
  Created: '2026-11-30T23:59:01.123456789Z',
  Path: 'bucket/env:/shop-dev/terraform.tfstate',
};

test('a lock says what to free it by, who took it for what, and since when', () => {
  expect(readLock(JSON.stringify(LOCK))).toEqual({
    id: LOCK.ID,
    operation: 'OperationTypeApply',
    who: 'runner@fv-az1',
    created: '2026-11-30T23:59:01.123Z',
    path: 'bucket/env:/shop-dev/terraform.tfstate',
  });
});

test('what it does not say is empty, and what a terminal would obey is gone', () => {
  expect(readLock(JSON.stringify({ ID: 'x\u001b[2J', Who: 'a\u001b]0;title\u0007b', Created: 'yesterday' }))).toEqual({
    id: 'x',
    operation: '',
    who: 'ab',
    created: '',
    path: '',
  });
});

test.each(['', '<html>', '[]', '{}', '{"ID":7}', '{"ID":""}'])('%j is no lock', (text) => {
  expect(readLock(text)).toBeUndefined();
});
