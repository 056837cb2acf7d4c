import type { CommandContext } from '../../lib/commands/command';
import { EXIT, Failure } from '../../lib/domain/failure';
import type { Io } from '../../lib/terminal/terminal';

/** What is done of steps that somebody interrupts: each to its end, and none after it. */
export async function interruptedAfter<Result>(step: () => Promise<Result>): Promise<Result> {
  await step();
  throw new Failure('Interrupted', 'interrupted', EXIT.interrupted);
}

/** A context with fakes for what a test needs; everything else says that nobody should ask for it. */
export function contextOf(io: Io, fakes: Partial<CommandContext> = {}): CommandContext {
  const unexpected = () => {
    throw new Error('the test has no fake for it');
  };
  return {
    io,
    root: '/nowhere',
    now: unexpected,
    during: (_, work) => work(() => undefined),
    uninterrupted: (step) => step(),
    tidily: (_, work) => work(),
    wait: unexpected,
    awsConfigFile: unexpected,
    synthesizedTemplates: unexpected,
    synthesizedStacks: unexpected,
    assembledApp: unexpected,
    readAssembly: unexpected,
    programRunner: unexpected,
    cdkStarter: unexpected,
    checkResults: unexpected,
    deploymentAccount: unexpected,
    deployAccess: unexpected,
    destroyAccess: unexpected,
    accountAccess: unexpected,
    organizationAccess: unexpected,
    doctorAccess: unexpected,
    keyAccess: unexpected,
    peopleAccess: unexpected,
    stateAccess: unexpected,
    oldState: unexpected,
    adoptionView: unexpected,
    auditorAccess: unexpected,
    eventHistoryAccess: unexpected,
    ciRuns: unexpected,
    ...fakes,
  };
}
