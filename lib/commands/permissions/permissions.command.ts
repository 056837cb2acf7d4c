import { EXIT } from '../../domain/failure';
import { CONFIG, command, JSON_RESULT } from '../command';

interface PermissionsOptions {
  readonly path: string;
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap permissions`: what a Terraform configuration needs of terraform.services. */
export const permissionsCommand = command<PermissionsOptions>({
  name: 'permissions',
  description:
    'Propose terraform.services for a Terraform configuration, or for a plan as JSON: which services its resources are of, which the list lacks, and which have no ' +
    'documents yet. Names every type that it does not know. Works without an org.yaml. Asks AWS nothing.',
  statuses: {
    done: 'terraform.services has all that is used',
    failed: 'it lacks a service, a service has no documents, or it is not known what is used',
    unusable: 'wrong usage, no configuration and no plan there, or an org.yaml with problems',
  },
  parameters: {
    path: {
      syntax: '<path>',
      description: 'the folder of the configuration, or the file that terraform show -json wrote',
    },
    config: CONFIG,
    json: JSON_RESULT,
  },
  examples: ['orgstrap permissions infrastructure', 'orgstrap permissions plan.json'],
  run: async ({ path, config: file, json }, { io }) => {
    const { existsSync } = await import('node:fs');
    const { serviceNames } = await import('../../policies/policies-folder');
    const { usableConfig } = await import('../usable-config');
    const { permissionsJson, permissionsText } = await import('./permissions.text');
    const { proposalFor } = await import('./proposal');
    const { usageIn } = await import('./used-types');
    const config = existsSync(file) ? usableConfig(file, io.isColoured) : undefined;
    const proposal = proposalFor(usageIn(path), serviceNames(config?.ownPolicies), config?.terraform.services ?? []);
    io.stdout((json ? permissionsJson : permissionsText)(proposal));
    const { toAdd, without, unknown, missingModules } = proposal;
    return [toAdd, without, unknown, missingModules].every(({ length }) => length === 0) ? EXIT.done : EXIT.failed;
  },
});
