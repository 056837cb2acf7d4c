import { z } from 'zod';
import { SERVICE_NAME } from '../../domain/service-name';
import { guided } from './guided';

const service = guided(z.string().regex(SERVICE_NAME), {
  description: 'The name of a file in policies/services, without .json.',
  expected: 'the name of a file in policies/services, without .json',
  fix: 'use lower-case letters, digits and single hyphens',
});

const services = guided(z.array(service).min(1), {
  description: 'The AWS services that Terraform may manage in product accounts; one file in policies/services each.',
  expected: 'a list with at least one service',
  fix: 'list what Terraform shall manage, for example [s3, logs]',
});

export const terraform = guided(z.strictObject({ services }), {
  description: 'What Terraform may do in product accounts.',
  expected: 'a map with services',
  fix: 'add terraform: { services: [s3, logs] } with the services that Terraform shall manage',
});
