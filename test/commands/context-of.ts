import type { CommandContext } from '../../lib/commands/command';
import type { Io } from '../../lib/terminal/terminal';

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
    awsConfigFile: unexpected,
    synthesizedTemplates: unexpected,
    synthesizedStacks: unexpected,
    checkResults: unexpected,
    deploymentAccount: unexpected,
    organizationAccess: unexpected,
    doctorAccess: unexpected,
    keyAccess: unexpected,
    peopleAccess: unexpected,
    auditorAccess: unexpected,
    eventHistoryAccess: unexpected,
    ...fakes,
  };
}
