#!/usr/bin/env node
import './compile-cache';
import { homedir } from 'node:os';
import { awsConfigFile } from '../lib/cli/aws-config-file';
import type { CommandContext } from '../lib/cli/command-context';
import { COMMANDS } from '../lib/cli/commands/commands';
import { main } from '../lib/cli/main';
import { processIo } from '../lib/cli/process-io';
import { checkOptionsOf } from '../lib/stacks/check-options';

/** CDK and the AWS SDK are loaded by the commands that need them. */
const context: CommandContext = {
  io: processIo(process),
  root: process.cwd(),
  now: () => new Date(),
  awsConfigFile: () => awsConfigFile(process.env, homedir()),

  synthesize: async (config, folder) =>
    (await import('../lib/stacks/synthesize')).synthesize(config, folder, checkOptionsOf(process.env)),
  synthesizedStacks: async (config) =>
    (await import('../lib/stacks/synthesized-stacks')).synthesizedStacks(config, checkOptionsOf(process.env)),
  checkResults: async (config) => {
    // Before what it is about is loaded: a finding points at a line of the source, and not of what was compiled from it.
    process.setSourceMapsEnabled(true);
    return (await import('../lib/stacks/check-results')).checkResults(config, checkOptionsOf(process.env));
  },

  deploymentAccount: async (...given) => (await import('../lib/aws/deployment-account')).deploymentAccount(...given),
  doctorAccess: async (...given) => (await import('../lib/aws/doctor-access')).doctorAccess(...given),
  keyAccess: async (...given) => (await import('../lib/aws/key-access')).keyAccess(...given),
  peopleAccess: async (...given) => (await import('../lib/aws/people-access')).peopleAccess(...given),
  auditAccess: async (...given) => (await import('../lib/aws/audit-access')).auditAccess(...given),
  trailAccess: async (...given) => (await import('../lib/aws/trail-access')).trailAccess(...given),
};

void main(process.argv.slice(2), COMMANDS, context).then((status) => {
  process.exitCode = status;
});
