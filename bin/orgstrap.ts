#!/usr/bin/env node
import './compile-cache';
import { homedir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { CommandContext } from '../lib/commands/command';
import { COMMANDS } from '../lib/commands/commands';
import { Interruption } from '../lib/commands/interruption';
import { main } from '../lib/commands/main';
import { awsConfigFile } from '../lib/commands/people/aws-config.command';
import { EXIT } from '../lib/domain/failure';
import { checkOptionsOf } from '../lib/stacks/check-options';
import { progressOn } from '../lib/terminal/progress';
import { processIo } from '../lib/terminal/terminal';
import { keepHeapSmall } from './small-heap';

// What the SDK has to say about old versions of Node.js would stand before every message; other warnings stay.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const io = processIo(process, (reason) => {
  io.stderr(`orgstrap: the result cannot be written: ${reason}\n`);
  process.once('exit', () => {
    process.exitCode = EXIT.unusable;
  });
});
const interruption = new Interruption(process, (text) => io.stderr(text));

/** CDK and the AWS SDK are loaded by the commands that need them. */
const context: CommandContext = {
  io,
  root: process.cwd(),
  now: () => new Date(),
  during: progressOn(process),
  prompter:
    process.stdin.isTTY === true && process.stderr.isTTY === true
      ? async () => (await import('../lib/terminal/prompter')).terminalPrompter(process)
      : undefined,
  uninterrupted: (step) => interruption.hold(step),
  tidily: (unfinished, work) => interruption.tidily(unfinished, work),
  wait: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, { signal });
  },
  awsConfigFile: () => awsConfigFile(process.env, homedir()),

  synthesizedTemplates: async (config) =>
    (await import('../lib/stacks/synthesized')).synthesizedTemplates(config, checkOptionsOf(process.env)),
  synthesizedStacks: async (config, account) =>
    (await import('../lib/stacks/synthesized')).synthesizedStacks(config, checkOptionsOf(process.env), account),
  assembledApp: async (config, folder) =>
    (await import('../lib/stacks/synthesized')).assembledApp(config, folder, checkOptionsOf(process.env)),
  readAssembly: async (folder) => (await import('../lib/stacks/synthesized')).readAssembly(folder),
  programRunner: async () => (await import('../lib/commands/upgrade/run-program')).runProgram,
  cdkStarter: async () => (await import('../lib/commands/deploy/cdk-process')).startCdk,
  checkResults: async (config, furtherPacks) => {
    // Before what it is about is loaded: a finding points at a line of the source, and not of what was compiled from it.
    process.setSourceMapsEnabled(true);
    return (await import('../lib/stacks/check-results')).checkResults(config, {
      ...checkOptionsOf(process.env),
      furtherPacks,
    });
  },

  deploymentAccount: async (...given) => (await import('../lib/aws/deployment-account')).deploymentAccount(...given),
  deployAccess: async (...given) => (await import('../lib/aws/deploy-access')).deployAccess(...given),
  destroyAccess: async (...given) => (await import('../lib/aws/destroy-access')).destroyAccess(...given),
  accountAccess: async (...given) => (await import('../lib/aws/account-access')).accountAccess(...given),
  organizationAccess: async (region = process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || 'us-east-1') =>
    (await import('../lib/aws/organization-access')).organizationAccess(region),
  doctorAccess: async (...given) => (await import('../lib/aws/doctor-access')).doctorAccess(...given),
  keyAccess: async (...given) => (await import('../lib/aws/key-access')).keyAccess(...given),
  peopleAccess: async (...given) => (await import('../lib/aws/people-access')).peopleAccess(...given),
  adoptionView: async (region = process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION || 'us-east-1') =>
    (await import('../lib/aws/adoption-view')).adoptionView(region),
  oldState: async (...given) => (await import('../lib/aws/old-state-access')).oldState(...given),
  stateAccess: async (...given) => (await import('../lib/aws/state-access')).stateAccess(...given),
  auditorAccess: async (...given) => {
    keepHeapSmall();
    return (await import('../lib/aws/auditor-access')).auditorAccess(...given);
  },
  eventHistoryAccess: async (...given) =>
    (await import('../lib/aws/event-history-access')).eventHistoryAccess(...given),
  ciRuns: async () => {
    const { FetchedCiRuns } = await import('../lib/aws/ci-runs');
    const { fetchedAnswer } = await import('../lib/aws/ci-answer');
    return new FetchedCiRuns(process.env, fetchedAnswer);
  },
};

void main(process.argv.slice(2), COMMANDS, context).then((status) => {
  process.exitCode = status;
});
