#!/usr/bin/env node
import { synthCommand } from '../lib/cli/commands/synth';
import { terraformCommand } from '../lib/cli/commands/terraform';
import { validateCommand } from '../lib/cli/commands/validate';
import { main } from '../lib/cli/main';
import { processIo } from '../lib/cli/process-io';
import { serviceNames } from '../lib/policies/service-names';

const commands = [
  validateCommand(serviceNames),
  // CDK is loaded by the one command that needs it.
  synthCommand(serviceNames, async (config, folder) => {
    const { synthesize } = await import('../lib/stacks/synthesize');
    return synthesize(config, folder);
  }),
  terraformCommand(serviceNames),
];

void main(process.argv.slice(2), processIo(process), commands).then((status) => {
  process.exitCode = status;
});
