#!/usr/bin/env node
import { planCommand } from '../lib/cli/commands/plan';
import { synthCommand } from '../lib/cli/commands/synth';
import { terraformCommand } from '../lib/cli/commands/terraform';
import { validateCommand } from '../lib/cli/commands/validate';
import { main } from '../lib/cli/main';
import { processIo } from '../lib/cli/process-io';
import { serviceNames } from '../lib/policies/service-names';

const commands = [
  validateCommand(serviceNames),
  // CDK and the AWS SDK are loaded by the commands that need them.
  synthCommand(serviceNames, async (config, folder) => {
    const { synthesize } = await import('../lib/stacks/synthesize');
    return synthesize(config, folder);
  }),
  planCommand(serviceNames, {
    synthesize: async (config) => {
      const { synthesizedStacks } = await import('../lib/stacks/synthesized-stacks');
      return synthesizedStacks(config);
    },
    connect: async (config) => {
      const { deploymentAccount } = await import('../lib/aws/deployment-account');
      return deploymentAccount(config);
    },
    compare: async (...input) => {
      const { plan } = await import('../lib/operations/plan/plan');
      return plan(...input);
    },
  }),
  terraformCommand(serviceNames),
];

void main(process.argv.slice(2), processIo(process), commands).then((status) => {
  process.exitCode = status;
});
