import type { ServiceSource } from '../../../lib/policies/service-policies';
import { servicesAllowing } from '../../../lib/policies/services-allowing';

/** What an `org.yaml` gives Terraform in some accounts, and where. */
export interface ListedServices {
  readonly services: readonly string[];
  /** The list, in words: `terraform.services of org.yaml (line 18)`. */
  readonly place: string;
}

/** What of `org.yaml` would allow an action to Terraform, in words. */
export function allowedByService(
  action: string,
  { services: listed, place }: ListedServices,
  source: ServiceSource,
): string {
  const services = servicesAllowing(action, source);
  const here = services.filter((service) => listed.includes(service));
  if (here.length > 0) {
    return `${here.join(' and ')} in ${place} allows ${action}, but not of this resource or not so: read policies/services/${here[0]}.json`;
  }
  if (services.length === 0) {
    return `no service of orgstrap allows ${action}: write policies/services/NAME.json beside org.yaml, and list NAME in ${place}`;
  }
  return `add ${services.join(' or ')} to ${place}, which allows ${action}`;
}
