import { EXIT } from '../../domain/failure';
import { command } from '../command';
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
    'An org.yaml that is there stays; writes over nothing. Asks AWS nothing.',
  statuses: {
    done: 'the repository is written',
    unusable: 'a file of it is there already, --from is no org.yaml without problems, or a file cannot be written',
  },
  parameters: {
    folder: { syntax: '<folder>', description: 'where to; it is made' },
    from: {
      syntax: '--from <file>',
      description: 'an org.yaml to begin with, and what is in policies/services beside it; an example unless given',
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
  run: async ({ folder, from, ci }, { io }) => {
    const { writeCompany } = await import('./write-company');
    const { companyText } = await import('./new.text');
    const written = writeCompany(folder, { from, systems: ci }, io.isColoured);
    io.stdout(companyText(folder, written));
    return EXIT.done;
  },
});
