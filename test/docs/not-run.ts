const ORGANIZATION = 'it needs an organization of AWS, and credentials there';
const CI_KEYS = 'it needs the credentials of CI, and states in AWS';
const REPOSITORY = 'it needs a repository whose CI runs';
const INSTALL = 'it installs packages from a registry';
const TEMPLATES = 'it makes every template, as the tests of the command do';
const TOOLS = 'the rehearsal, or a step of CI, starts the same with arguments of its own';

/**
 * Why a command of a page is run by nobody as it stands there, by how it begins. A block with one of them is not run; every other one is: below a
 * marker by a drill or by CI, and where all of its commands ask AWS nothing, by a test.
 */
export const NOT_RUN: Readonly<Record<string, string>> = {
  aws: ORGANIZATION,
  cdk: ORGANIZATION,
  'orgstrap adopt': ORGANIZATION,
  'orgstrap audit': ORGANIZATION,
  'orgstrap deploy': ORGANIZATION,
  'orgstrap destroy': ORGANIZATION,
  'orgstrap doctor': ORGANIZATION,
  'orgstrap init': ORGANIZATION,
  'orgstrap key': ORGANIZATION,
  'orgstrap onboard': ORGANIZATION,
  'orgstrap people invite': ORGANIZATION,
  'orgstrap people revoke': ORGANIZATION,
  'orgstrap permissions': 'it needs a Terraform configuration of yours',
  'orgstrap plan': ORGANIZATION,
  'orgstrap state': ORGANIZATION,
  'orgstrap verify': ORGANIZATION,
  'orgstrap why': 'it needs the error of a run',
  'orgstrap rights cdk deploy': TEMPLATES,
  'orgstrap synth': TEMPLATES,
  sh: ORGANIZATION,
  terraform: CI_KEYS,
  terragrunt: CI_KEYS,
  tofu: 'it needs OpenTofu, and its registry of providers',
  git: REPOSITORY,
  'orgstrap new': INSTALL,
  'npm install': INSTALL,
  'npm ci': INSTALL,
  'pip install': INSTALL,
  'npm run rehearse': TOOLS,
  curl: TOOLS,
  'python3 -m': TOOLS,
  'node --import tsx': TOOLS,
};

/** Pages whose blocks are examples of the help: what the commands do is tested with each of them. */
export const EXAMPLES: readonly string[] = ['docs/reference/commands.md'];
