import { EXIT, type ExitStatus, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { Prompter } from '../../terminal/prompter';
import { CONFIG, type CommandContext, command, JSON_RESULT } from '../command';
import type { Ask } from './answers';
import { CI_SYSTEMS, DEPLOY_FROM } from './choices';
import type { LeftOut } from './left-out';
import type { Given } from './questions';

interface InitOptions extends Given {
  readonly config: string;
  readonly from?: string;
  readonly deployFrom?: (typeof DEPLOY_FROM)[number];
  readonly ci?: (typeof CI_SYSTEMS)[number];
  readonly write?: true;
  readonly json?: true;
}

const WAITING = 'init: asking AWS about the organization';

/** `orgstrap init`: from an organization to a first `org.yaml`, and what changed in the organization since. */
export const initCommand = command<InitOptions>({
  name: 'init',
  description:
    'Propose org.yaml from the organization: environments by the names of OUs and accounts. What no organization tells is asked for ' +
    'on a terminal, or given by flags. Where the file is there already, show what changed in the organization, and with --write edit it.',
  statuses: {
    done: 'org.yaml is written or printed; where it was there, it is as the organization is',
    failed:
      'the proposal exceeds a limit of AWS; or, where org.yaml is there, something in the organization is not in it, or takes a decision',
    unusable:
      'a flag is missing and nobody can be asked, an account or an OU is not there, or org.yaml is about another organization',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    config: { ...CONFIG, description: 'the file to write, or to compare with the organization' },
    from: { syntax: '--from <file>', description: 'read a saved export (docs/commands.md) and ask AWS nothing' },
    organizationId: { syntax: '--organization-id <id>', description: 'where the export does not tell it' },
    managementAccount: { syntax: '--management-account <id>', description: 'where the export does not tell it' },
    homeRegion: { syntax: '--home-region <region>', description: "the Region of orgstrap's own resources" },
    deployFrom: { syntax: '--deploy-from <account>', description: 'which account deploys', choices: DEPLOY_FROM },
    terraformAccount: {
      syntax: '--terraform-account <account>',
      description: 'its id or name: states and roles of CI',
    },
    opsAccount: { syntax: '--ops-account <account>', description: 'its id or name: where people sign in' },
    services: { syntax: '--services <list>', description: 'what Terraform shall manage: s3,ec2,logs' },
    ci: { syntax: '--ci <system>', description: 'what runs Terraform', choices: CI_SYSTEMS },
    repository: {
      syntax: '--repository <path>',
      description: 'the repository or project that CI runs for: OWNER/NAME',
    },
    leaveOut: { syntax: '--leave-out <list>', description: 'ids or names of accounts for no environment' },
    operator: { syntax: '--operator <list>', description: 'ARNs of who runs the commands' },
    deployer: { syntax: '--deployer <list>', description: 'ARNs of who deploys; with them there are guardrails' },
    write: { syntax: '--write', description: 'make the edits in a file that is there' },
    json: { ...JSON_RESULT, description: 'write the proposal to stdout as JSON, and no new file' },
  },
  examples: [
    'orgstrap init --home-region eu-west-1 --deploy-from ops --terraform-account cicd --ops-account cicd --services s3,ec2,logs --ci github --repository acme/infrastructure',
    'orgstrap init --from organization.json',
    'orgstrap init --config org.yaml --write',
  ],
  run: async (options, context) => {
    const { existsSync, lstatSync } = await import('node:fs');
    const { config: file } = options;
    if (existsSync(file)) return compare(file, options, context);
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) {
      throw new Failure('AlreadyThere', `${file} is a link to nothing, and was left as it is`, EXIT.unusable);
    }
    return propose(file, options, context);
  },
});

async function propose(
  file: string,
  { from, json, ...given }: InitOptions,
  { io, prompter, during, organizationAccess }: CommandContext,
): Promise<ExitStatus> {
  const { liveInventory } = await import('./live-inventory');
  const { readExport } = await import('./read-export');
  const { answersOf } = await import('./answers');
  const { proposalFor } = await import('./proposal');
  const { orgYamlText, proposalJson, proposalSummary } = await import('./proposal.text');
  const { orCannotWrite } = await import('../../estate/files');
  const { writeNewFile } = await import('../../estate/new-file');
  const { serviceNames } = await import('../../policies/policies-folder');
  const { ownPoliciesBeside } = await import('../../config/parse-org-config');
  const { schemaFor } = await import('../../config/schema-file');
  const read = async () => liveInventory(await organizationAccess(given.homeRegion));
  const inventory = from === undefined ? await during(WAITING, read) : readExport(from);
  const ask = prompter && askWith(await prompter());
  const proposal = proposalFor(
    inventory,
    await answersOf(inventory, given, serviceNames(ownPoliciesBeside(file)), ask),
  );
  if (proposal.pipelines.length === 0) throw nothingForTerraform(proposal.leftOut);
  const text = orgYamlText(proposal, schemaFor(file));
  const { config, exceeded } = await checked(text, file, io.isColoured);
  const status = exceeded.length === 0 ? EXIT.done : EXIT.failed;
  if (json) {
    io.stdout(proposalJson(proposal, text, exceeded));
    return status;
  }
  orCannotWrite(file, () => writeNewFile(file, text));
  io.stdout(proposalSummary(proposal, file));
  io.stderr(exceeded.map((message) => `${file}: ${message}\n`).join(''));
  if (given.operator === undefined || given.deployer === undefined) {
    const { neededRoles } = await import('./needed-roles');
    const { neededRolesText } = await import('./needed-roles.text');
    io.stdout(neededRolesText(await neededRoles(config), file));
  }
  return status;
}

function nothingForTerraform(leftOut: readonly LeftOut[]): Failure {
  const why = leftOut.map(({ account, why: reason }) => `\n  ${account.name} ${account.id}: ${reason}`).join('');
  return new Failure(
    'NothingForTerraform',
    `no account is left for Terraform beside sandboxes; nothing was written. Make an account, or write org.yaml by hand from examples/two-accounts.yaml${why}`,
  );
}

/** The answers of a person, who may end it with Ctrl-C. */
function askWith(prompter: Prompter): Ask {
  return async ({ text, choices, problemOf }) => {
    const answer = choices === undefined ? await prompter.text(text, problemOf) : await prompter.choice(text, choices);
    if (answer === undefined) throw new Failure('Cancelled', 'cancelled; nothing was written', EXIT.interrupted);
    return answer;
  };
}

interface Checked {
  readonly config: OrgConfig;
  /** The limits of AWS that all of it together exceeds: a person decides what to put together, and has a file to do it in. */
  readonly exceeded: readonly string[];
}

/** @throws Failure `UnusableProposal` where the answers do not go together: nothing is written then */
async function checked(text: string, file: string, isColoured: boolean): Promise<Checked> {
  const { ownPoliciesBeside, parseOrgConfig } = await import('../../config/parse-org-config');
  const { exceededLimits } = await import('../../policies/exceeded-limits');
  const { serviceNames } = await import('../../policies/policies-folder');
  const { problemsText } = await import('../problems.text');
  const parsed = parseOrgConfig(text, file, serviceNames(ownPoliciesBeside(file)));
  if (parsed.ok) {
    return { config: parsed.config, exceeded: exceededLimits(parsed.config).map(({ message }) => message) };
  }
  const why = problemsText(parsed.problems, isColoured).trimEnd();
  throw new Failure(
    'UnusableProposal',
    `what would be written is no usable org.yaml; nothing was written\n\n${why}`,
    EXIT.unusable,
  );
}

async function compare(
  file: string,
  { from, json, write }: InitOptions,
  { io, during, organizationAccess }: CommandContext,
): Promise<ExitStatus> {
  const { liveTree } = await import('./live-inventory');
  const { readExport } = await import('./read-export');
  const { usableConfig } = await import('../usable-config');
  const { organizationChanges } = await import('./organization-edits');
  const { organizationChangesText } = await import('./organization-edits.text');
  const config = usableConfig(file, io.isColoured);
  const read = async () => liveTree(await organizationAccess(config.homeRegion));
  const inventory = from === undefined ? await during(WAITING, read) : readExport(from);
  const { id, rootId } = config.organization;
  const { organizationId = id, tree } = inventory;
  if (organizationId !== id || tree.root !== rootId) {
    throw new Failure(
      'OtherOrganization',
      `${file} is about ${id} with the root ${rootId}, found ${organizationId} with the root ${tree.root}; use credentials or an export of that organization, or another --config; where the file is still the example that orgstrap new wrote, remove it, and run this again`,
      EXIT.unusable,
    );
  }
  const changes = organizationChanges(config, inventory);
  io.stdout(json ? `${JSON.stringify(changes, null, 2)}\n` : organizationChangesText(changes, file));
  const edits = changes.edits.flatMap((each) => each.edits);
  if (write && edits.length > 0) {
    const { serviceNames } = await import('../../policies/policies-folder');
    const { writeEdits } = await import('./write-edits');
    writeEdits(file, edits, serviceNames(config.ownPolicies));
    io.stderr(`${file} was edited; orgstrap plan shows what a deployment makes of it\n`);
  }
  const isOpen = changes.decisions.length > 0 || (edits.length > 0 && !write);
  return isOpen ? EXIT.failed : EXIT.done;
}
