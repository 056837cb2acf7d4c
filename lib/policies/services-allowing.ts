import type { Access } from '../domain/ci-identity';
import { fitsPattern } from '../domain/wildcards';
import { named, statementsOf } from '../iam/statement';
import { serviceNames } from './policies-folder';
import { type ServiceSource, servicePolicies } from './service-policies';

/** The services, of orgstrap and of the user's own, whose documents allow an action of some resource: all of them, whether listed or not. */
export function servicesAllowing(action: string, source: ServiceSource, access: Access = 'apply'): readonly string[] {
  return serviceNames(source.ownPolicies).filter((service) => allows(service, action, source, access));
}

function allows(service: string, action: string, source: ServiceSource, access: Access): boolean {
  const { plan, apply } = servicePolicies([service], source);
  return [...plan, ...(access === 'apply' ? apply : [])]
    .flatMap(({ document }) => statementsOf(document))
    .some(
      (statement) =>
        statement.effect === 'Allow' &&
        named(statement.action).some((pattern) => fitsPattern(pattern.toLowerCase(), action.toLowerCase())),
    );
}
