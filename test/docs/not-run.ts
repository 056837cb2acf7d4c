const ORGANIZATION = 'it needs an organization of AWS, and credentials there';
const CI_KEYS = 'it needs the keys of a CI user, and states in AWS';
const SECRETS = 'it needs the store of secrets of a CI system';
const REPOSITORY = 'it needs a repository whose CI runs, and providers from a registry';
const INSTALL = 'it installs packages from a registry';
const TEMPLATES = 'it makes every template, as the tests of the command do';
const TOOLS = 'the rehearsal, or a step of CI, starts the same with arguments of its own';
const HELP = 'these are examples of the help: what the commands do is tested with each of them';

/**
 * Why nothing runs a block for a shell as it stands there: by its page, and how it begins; `*` for all of a page. A block that is run, as it stands
 * there, is not here: one below a marker by a drill or by CI, and one of commands that ask AWS nothing by a test.
 */
export const NOT_RUN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    'aws cloudformation activate-organizations-access': ORGANIZATION,
    'npx orgstrap synth': ORGANIZATION,
    'for type in SERVICE_CONTROL_POLICY': ORGANIZATION,
    'npx orgstrap key rotate': SECRETS,
    'aws iam create-access-key': ORGANIZATION,
    'npx orgstrap people invite': ORGANIZATION,
    'cd infrastructure': CI_KEYS,
  },
  'docs/accounts.md': {
    'npx orgstrap onboard shop-dev --environment dev --create': ORGANIZATION,
    'npx orgstrap onboard shop-dev --environment dev --account': ORGANIZATION,
  },
  'docs/audit.md': { 'npx cdk deploy': ORGANIZATION, 'aws sts assume-role': ORGANIZATION },
  'docs/buckets.md': {
    'terraform init': CI_KEYS,
    'npx orgstrap terraform': CI_KEYS,
    'aws iam put-role-policy': ORGANIZATION,
    'aws iam delete-role-policy': ORGANIZATION,
  },
  'docs/change.md': { 'terraform workspace select OLD': CI_KEYS },
  'docs/commands.md': {
    'npx orgstrap new': INSTALL,
    'npx orgstrap init': ORGANIZATION,
    'aws cloudformation update-termination-protection': ORGANIZATION,
    'orgstrap key rotate': SECRETS,
    'npx orgstrap audit': ORGANIZATION,
  },
  'docs/leave.md': { 'npx orgstrap destroy': ORGANIZATION },
  'docs/operators.md': { 'npx orgstrap rights': TEMPLATES },
  'docs/people.md': {
    'npx orgstrap people invite': ORGANIZATION,
    'npx orgstrap people links': ORGANIZATION,
    'npx orgstrap people revoke': ORGANIZATION,
    'aws organizations enable-aws-service-access': ORGANIZATION,
  },
  'docs/pipelines.md': {
    'npx orgstrap terraform --pipeline delivery --out infrastructure\nnpx orgstrap pipeline github': REPOSITORY,
  },
  'docs/reference/commands.md': { '*': HELP },
  'examples/company/README.md': { 'npm install': INSTALL },
  'packages/emulated-aws/README.md': { 'pip install': INSTALL, 'curl -X PUT': TOOLS, 'python3 -m unittest': TOOLS },
  'packages/iam-gateway/README.md': { 'node --import tsx': TOOLS },
  'packages/rehearsal/README.md': { 'npm ci': TOOLS },
};
