import { EXIT } from '../../domain/failure';
import { CONFIG, command, JSON_RESULT } from '../command';

interface ServicesOptions {
  readonly service?: string;
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap services`: what terraform.services may name, and what a service lets Terraform do. */
export const servicesCommand = command<ServicesOptions>({
  name: 'services',
  description:
    'List the services that terraform.services may name, your own among them; of one, show what its documents let a plan read and an apply do, ' +
    'and why each wildcard is there. Works without an org.yaml. Asks AWS nothing.',
  statuses: {
    done: 'they are shown',
    unusable: 'wrong usage, no such service, or an org.yaml with problems',
  },
  parameters: {
    service: { syntax: '[service]', description: 'one of them, as ec2' },
    config: CONFIG,
    json: JSON_RESULT,
  },
  examples: ['orgstrap services', 'orgstrap services ec2'],
  run: async ({ service: name, config: file, json }, { io }) => {
    const { existsSync } = await import('node:fs');
    const { named } = await import('../../estate/named');
    const { usableConfig } = await import('../usable-config');
    const { describedService, namedServices } = await import('./described-service');
    const { servicesJson, servicesText, serviceText } = await import('./services.text');
    const config = existsSync(file) ? usableConfig(file, io.isColoured) : undefined;
    const choice =
      config === undefined ? { listed: [] } : { listed: config.terraform.services, ownPolicies: config.ownPolicies };
    const all = namedServices(choice);
    if (name === undefined) {
      io.stdout((json ? servicesJson : servicesText)(all));
      return EXIT.done;
    }
    const service = describedService(named('service', all, name, 'of orgstrap, or beside org.yaml'), choice);
    io.stdout(json ? servicesJson([service]) : serviceText(service));
    return EXIT.done;
  },
});
