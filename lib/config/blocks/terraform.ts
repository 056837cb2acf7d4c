import { z } from 'zod';
import { guided } from '../guided';
import { SERVICE_RULES, serviceList } from '../values/services';

const services = guided(serviceList, {
  description: 'The AWS services that Terraform may manage in product accounts; one file in policies/services each.',
  expected: 'a list with at least one service',
  fix: 'list what Terraform shall manage, for example [s3, logs]',
  rules: SERVICE_RULES,
});

export const terraform = guided(z.strictObject({ services }), {
  description: 'What Terraform may do in product accounts.',
  expected: 'a map with services',
  fix: 'add terraform: { services: [s3, logs] } with the services that Terraform shall manage',
});
