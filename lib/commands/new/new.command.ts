import { EXIT, type ExitStatus, Failure } from '../../domain/failure';
import { type CommandContext, command } from '../command';
import { COMPANY_SYSTEMS, type CompanySystem } from './company-systems';

interface NewOptions {
  readonly folder: string;
  readonly from?: string;
  readonly ci: readonly CompanySystem[];
}

/** `orgstrap new`: a repository of a company's own, in which orgstrap is a package. */
export const newCommand = command<NewOptions>({
  name: 'new',
  description:
    'Write a repository of your own: org.yaml, what npm and npx cdk need, a place for services of your own, a CI workflow, Renovate. ' +
    'An org.yaml that is there stays; writes over nothing. On a terminal it asks whether orgstrap init shall propose org.yaml; it asks AWS nothing else.',
  statuses: {
    done: 'the repository is written',
    failed: 'it is written, and what orgstrap init proposed exceeds a limit of AWS',
    unusable: 'a file of it is there already, --from is no org.yaml without problems, or a file cannot be written',
    incomplete: 'orgstrap init was chosen, and AWS could not be asked',
  },
  parameters: {
    folder: { syntax: '<folder>', description: 'where to; it is made' },
    from: {
      syntax: '--from <file>',
      description: 'an org.yaml to begin with, and what is in policies/services beside it',
    },
    ci: {
      syntax: '--ci <system...>',
      description: 'whose workflow is written',
      choices: COMPANY_SYSTEMS,
      default: ['github'],
      defaultText: 'github',
    },
  },
  examples: ['orgstrap new acme', 'orgstrap init --config org.yaml && orgstrap new acme --from org.yaml --ci gitlab'],
  run: async ({ folder, from, ci }, context) => {
    const { hasOrgYaml, requireFree, writeCompany } = await import('./write-company');
    const { companyText } = await import('./new.text');
    const { io } = context;
    const choice = { from, systems: ci };
    requireFree(folder, choice);
    const proposed =
      from === undefined && !hasOrgYaml(folder) && (await isProposed(context))
        ? await propose(folder, context)
        : undefined;
    const written = writeCompany(folder, choice, io.isColoured);
    io.stdout(companyText(folder, proposed === undefined ? written : { ...written, orgYaml: 'proposed' }));
    return proposed ?? EXIT.done;
  },
});

const ORIGINS = ['the organization of the credentials at hand, as orgstrap init proposes it', 'an example'] as const;

/** Whether a person wants org.yaml from the organization; nobody is asked without a terminal. */
async function isProposed({ prompter }: CommandContext): Promise<boolean> {
  if (prompter === undefined) return false;
  const answer = await (await prompter()).choice('org.yaml begins as', ORIGINS);
  if (answer === undefined) throw new Failure('Cancelled', 'cancelled; nothing was written', EXIT.interrupted);
  return answer === ORIGINS[0];
}

/** @returns the status of `orgstrap init`, which has written the file */
async function propose(folder: string, context: CommandContext): Promise<ExitStatus> {
  const { mkdirSync } = await import('node:fs');
  const { orCannotWrite } = await import('../../estate/files');
  const { initCommand } = await import('../init/init.command');
  orCannotWrite(folder, () => mkdirSync(folder, { recursive: true }));
  return initCommand.run({ config: `${folder}/org.yaml` }, context);
}
