import { type ServicePolicies, servicePolicies } from '../../../lib/policies/service-policies';
import { documentWith, policiesFolderWith } from '../../support/policies-folder';
import { VALUES } from './shipped';

/** The folder that stands for `policies/`. @default - the one that is shipped */
const mockPolicies: { folder?: string } = {};
jest.mock('../../../lib/policies/policies-folder', () => ({
  ...jest.requireActual('../../../lib/policies/policies-folder'),
  policiesFolder: () =>
    mockPolicies.folder ?? jest.requireActual('../../../lib/policies/policies-folder').policiesFolder(),
}));

/** What the services of another folder give. */
function policiesOf(folder: string, services: readonly string[]): ServicePolicies {
  mockPolicies.folder = folder;
  try {
    return servicePolicies(services, VALUES);
  } finally {
    delete mockPolicies.folder;
  }
}

const JOB = 'arn:aws:glue:eu-west-1:444444444444:job/nightly';

function folder(files: Readonly<Record<string, unknown>>): string {
  return policiesFolderWith(
    Object.fromEntries(Object.entries(files).map(([name, document]) => [`services/${name}.json`, document])),
  );
}

test('a plan file of the user’s own goes to both roles, and its service’s file to the Terraform role alone', () => {
  const own = folder({
    'glue.plan': documentWith({ Sid: 'ReadJobs', Action: 'glue:GetJob', Resource: JOB }),
    glue: documentWith({ Sid: 'ManageJobs', Action: 'glue:UpdateJob', Resource: JOB }),
  });
  const { plan, apply } = policiesOf(own, ['glue']);
  expect(plan.map(({ name }) => name)).toEqual(['services/glue.plan']);
  expect(apply.map(({ name }) => name)).toEqual(['services/glue']);
});

test('without a plan file the plan role gets nothing of it', () => {
  const own = folder({ glue: documentWith({ Sid: 'ManageJobs', Action: 'glue:UpdateJob', Resource: JOB }) });
  expect(policiesOf(own, ['glue']).plan).toEqual([]);
});

test('a plan file alone is no service: what Terraform applies has to be said, too', () => {
  const own = folder({ 'glue.plan': documentWith({ Sid: 'ReadJobs', Action: 'glue:GetJob', Resource: JOB }) });
  expect(() => policiesOf(own, ['glue'])).toThrow(/services\/glue\.json cannot be read/);
});

test('a plan file is reviewed like all others: each wildcard needs its reason', () => {
  const wild = documentWith({ Sid: 'ReadJobs', Action: 'glue:GetJob*', Resource: JOB });
  const manage = documentWith({ Sid: 'ManageJobs', Action: 'glue:UpdateJob', Resource: JOB });
  expect(() => policiesOf(folder({ 'glue.plan': wild, glue: manage }), ['glue'])).toThrow(
    "policies/services/glue.plan.json: 'glue:GetJob*' in ReadJobs has no reason",
  );
  const reasons = { ReadJobs: { 'glue:GetJob*': 'Jobs, and where their runs left off.' } };
  const reviewed = folder({ 'glue.plan': wild, 'glue.plan.reasons': reasons, glue: manage });
  expect(policiesOf(reviewed, ['glue']).plan[0]?.wildcards).toHaveLength(1);
});

test('one name for two statements is refused between a plan file and its service’s file as well', () => {
  const same = { Sid: 'Jobs', Resource: JOB };
  const own = folder({
    'glue.plan': documentWith({ ...same, Action: 'glue:GetJob' }),
    glue: documentWith({ ...same, Action: 'glue:UpdateJob' }),
  });
  expect(() => policiesOf(own, ['glue'])).toThrow(/both have a statement Jobs/);
});
