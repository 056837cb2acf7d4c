#!/usr/bin/env node
import { keyCommand } from '../lib/cli/commands/key';
import { nagCommand } from '../lib/cli/commands/nag';
import { pipelineCommand } from '../lib/cli/commands/pipeline';
import { planCommand } from '../lib/cli/commands/plan';
import { synthCommand } from '../lib/cli/commands/synth';
import { terraformCommand } from '../lib/cli/commands/terraform';
import { validateCommand } from '../lib/cli/commands/validate';
import { main } from '../lib/cli/main';
import { processIo } from '../lib/cli/process-io';
import { packageVersion } from '../lib/policies/package-root';
import { serviceNames } from '../lib/policies/service-names';

const commands = [
  validateCommand(serviceNames),
  // CDK and the AWS SDK are loaded by the commands that need them.
  synthCommand(serviceNames, async (config, folder) => {
    const { synthesize } = await import('../lib/stacks/synthesize');
    return synthesize(config, folder);
  }),
  nagCommand(serviceNames, {
    check: async (config) => {
      // Before what it is about is loaded: a finding points at a line of the source, and not of what was compiled from it.
      process.setSourceMapsEnabled(true);
      const { checkResults } = await import('../lib/stacks/check-results');
      return checkResults(config);
    },
    version: packageVersion,
    root: process.cwd(),
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
  keyCommand(serviceNames, {
    connect: async (config, role) => {
      const { keyAccess } = await import('../lib/aws/key-access');
      return keyAccess(config, role);
    },
    now: () => new Date(),
  }),
  terraformCommand(serviceNames),
  pipelineCommand(serviceNames),
];

void main(process.argv.slice(2), processIo(process), commands).then((status) => {
  process.exitCode = status;
});
