import { servicesFor } from '../../../../lib/policies/service-policies';
import { example } from '../../../../test/support/examples';
import { allowedByService } from '../../terraform/allowing-services';

const listed = (...services: string[]) => ({ services, place: 'terraform.services of org.yaml (line 7)' });
const SOURCE = servicesFor(example('two-accounts.yaml'), '666666666666');

test('names the service that is not listed', () => {
  expect(allowedByService('sqs:CreateQueue', listed('s3'), SOURCE)).toBe(
    'add sqs to terraform.services of org.yaml (line 7), which allows sqs:CreateQueue',
  );
});

test('points to the document of a service that is listed', () => {
  expect(allowedByService('sqs:CreateQueue', listed('sqs'), SOURCE)).toContain('read policies/services/sqs.json');
});

test('says where no service has it', () => {
  expect(allowedByService('nothing:DoIt', listed('s3'), SOURCE)).toContain(
    'no service of orgstrap allows nothing:DoIt',
  );
});
