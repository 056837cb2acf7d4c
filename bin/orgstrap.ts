#!/usr/bin/env node
import { homedir } from 'node:os';
import { awsConfigFile } from '../lib/cli/aws-config-file';
import { auditCommand } from '../lib/cli/commands/audit';
import { doctorCommand } from '../lib/cli/commands/doctor';
import { keyCommand } from '../lib/cli/commands/key';
import { nagCommand } from '../lib/cli/commands/nag';
import { peopleCommand } from '../lib/cli/commands/people';
import { pipelineCommand } from '../lib/cli/commands/pipeline';
import { planCommand } from '../lib/cli/commands/plan';
import { synthCommand } from '../lib/cli/commands/synth';
import { terraformCommand } from '../lib/cli/commands/terraform';
import { validateCommand } from '../lib/cli/commands/validate';
import { verifyCommand } from '../lib/cli/commands/verify';
import { main } from '../lib/cli/main';
import { processIo } from '../lib/cli/process-io';
import { expectedAccounts } from '../lib/policies/expected-accounts';
import { packageVersion } from '../lib/policies/package-root';
import { serviceNames } from '../lib/policies/service-names';
import { checkOptionsOf } from '../lib/stacks/check-options';

const commands = [
  validateCommand(serviceNames),
  // CDK and the AWS SDK are loaded by the commands that need them.
  synthCommand(serviceNames, async (config, folder) => {
    const { synthesize } = await import('../lib/stacks/synthesize');
    return synthesize(config, folder, checkOptionsOf(process.env));
  }),
  nagCommand(serviceNames, {
    check: async (config) => {
      // Before what it is about is loaded: a finding points at a line of the source, and not of what was compiled from it.
      process.setSourceMapsEnabled(true);
      const { checkResults } = await import('../lib/stacks/check-results');
      return checkResults(config, checkOptionsOf(process.env));
    },
    version: packageVersion,
    root: process.cwd(),
  }),
  planCommand(serviceNames, {
    synthesize: async (config) => {
      const { synthesizedStacks } = await import('../lib/stacks/synthesized-stacks');
      return synthesizedStacks(config, checkOptionsOf(process.env));
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
  peopleCommand(
    serviceNames,
    {
      connect: async (config, role) => {
        const { peopleAccess } = await import('../lib/aws/people-access');
        return peopleAccess(config, role);
      },
      now: () => new Date(),
    },
    () => awsConfigFile(process.env, homedir()),
  ),
  doctorCommand(serviceNames, async (config) => {
    const { doctorAccess } = await import('../lib/aws/doctor-access');
    return doctorAccess(config);
  }),
  verifyCommand(serviceNames, {
    expect: expectedAccounts,
    connect: async (config) => {
      const { auditAccess } = await import('../lib/aws/audit-access');
      return auditAccess(config);
    },
  }),
  auditCommand(serviceNames, {
    connect: async (config) => {
      const { trailAccess } = await import('../lib/aws/trail-access');
      return trailAccess(config);
    },
    now: () => new Date(),
  }),
  terraformCommand(serviceNames),
  pipelineCommand(serviceNames),
];

void main(process.argv.slice(2), processIo(process), commands).then((status) => {
  process.exitCode = status;
});
