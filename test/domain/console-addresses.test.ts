import { signInAddress } from '../../lib/domain/console-addresses';
import { OPS } from '../support/org-config';

// How people sign in is nothing that org.yaml can ask for in China; the address is of that partition all the same.
test.each([
  ['aws', 'https://333333333333.signin.aws.amazon.com/console'],
  ['aws-us-gov', 'https://333333333333.signin.amazonaws-us-gov.com/console'],
  ['aws-cn', 'https://333333333333.signin.amazonaws.cn/console'],
] as const)('people sign in to the partition %s at its own address', (partition, address) => {
  expect(signInAddress(partition, OPS)).toBe(address);
});
