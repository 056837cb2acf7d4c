import { isOidc } from '../../../lib/domain/ci-identity';
import { TERRAFORM_ROLES } from '../../../lib/domain/names';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import type { Entry } from '../../iam-gateway/gateway/journal';
import { refused } from '../context/refused';
import { type OrgYaml, orgstrapAsOperator, type Rehearsal } from '../context/rehearsal';
import { assume } from '../credentials/ci-identities';
import type { Credentials } from '../emulated/control';
import { HOW_TO_GET_TERRAFORM } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { runOf } from '../terraform/terraform-folder';
import { samplesOf, servicesOf } from '../terraform/workload';

/** The runs of a pipeline that have worked in product accounts. */
interface Runs {
  readonly pipeline: Pipeline;
  /** What they must be called. */
  readonly called: RegExp;
}

/**
 * Looks through everything that Terraform asked for in the product accounts: each request has the source identity of its run.
 *
 * @param atWork - the pipelines that have applied, each with a session of its CI Terraform role
 * @param workflows - the pipeline whose workflows ran
 */
export async function everyChangeNamesItsRun(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  atWork: readonly { readonly pipeline: Pipeline; readonly session: Credentials }[],
  workflows: Pipeline,
): Promise<void> {
  const claim = 'every change that a CI run made in a product account names the run';
  if (rehearsal.terraform === undefined) return rehearsal.ledger.skip(claim, HOW_TO_GET_TERRAFORM);
  const runs = [
    ...atWork.map(({ pipeline }) => ({ pipeline, called: new RegExp(`^${runOf(pipeline)}$`) })),
    ...(rehearsal.terraform.command === 'terraform' ? [{ pipeline: workflows, called: /^github-\d+-1$/ }] : []),
  ];
  await rehearsal.ledger.prove(claim, () => {
    const entries = rehearsal.gateway.journal.entries.filter(({ outcome }) => outcome === 'passed on');
    return runs.map((each) => runNames(each, entries)).join('; ');
  });
  const [withKeys] = atWork.filter(({ pipeline }) => !isOidc(pipeline.identity));
  if (withKeys !== undefined) await refuseAnotherName(rehearsal, orgYaml, withKeys);
}

/** @throws NotProved where there is a request without such a name, or no request at all */
function runNames({ pipeline, called }: Runs, entries: readonly Entry[]): string {
  // The names of all roles that a run enters begin with that of the Terraform role.
  const session = new RegExp(`:assumed-role/${TERRAFORM_ROLES.apply}[^/]*/terraform-${pipeline.name}$`);
  const asked = entries.filter(({ caller = '' }) => session.test(caller));
  if (asked.length === 0) throw new NotProved(`no run of ${pipeline.name} has asked for anything`);
  const nameless = asked.find(({ sourceIdentity = '' }) => !called.test(sourceIdentity));
  if (nameless !== undefined) {
    throw new NotProved(`${nameless.asked} by ${nameless.caller} is of ${nameless.sourceIdentity ?? 'no run'}`);
  }
  const names = [...new Set(asked.map(({ sourceIdentity }) => sourceIdentity))];
  return `${asked.length} requests of ${names.join(', ')}`;
}

function refuseAnotherName(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { pipeline, session }: { readonly pipeline: Pipeline; readonly session: Credentials },
): Promise<boolean> | undefined {
  const [workspace] = workspacesOf(config, pipeline);
  if (workspace === undefined) return undefined;
  const role = workspace.roles.apply;
  return refused(
    rehearsal,
    { claim: `a run of ${pipeline.name} does not go on as another run`, because: 'cannot be changed' },
    () => assume(rehearsal, config.homeRegion, session, role, 'another-run'),
  );
}

/** As much of `orgstrap audit --json` as this looks at. */
interface Audit {
  readonly sessions: readonly {
    readonly role: string;
    readonly pipeline?: string;
    readonly sourceIdentity?: string;
    readonly changes: readonly { readonly service: string; readonly call: string }[];
  }[];
}

/** Asks the real `orgstrap audit`, as an operator, who changed a product account; the history is what the gateway has recorded. */
export async function auditWorkspaces(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  atWork: readonly { readonly pipeline: Pipeline }[],
): Promise<void> {
  // `additions.ts` has said so.
  if (orgYaml.config.operators === undefined) return;
  // Where accounts of a pipeline have no service in common, it makes nothing in them.
  const first = atWork.find(({ pipeline }) => samplesOf(servicesOf(orgYaml.config, pipeline)).length > 0);
  const [workspace] = first === undefined ? [] : workspacesOf(orgYaml.config, first.pipeline);
  if (first === undefined || workspace === undefined) return;
  const { pipeline } = first;
  const claim = `orgstrap audit names the run of ${pipeline.name} that changed ${workspace.name}, and what it changed`;
  if (rehearsal.terraform === undefined) return rehearsal.ledger.skip(claim, HOW_TO_GET_TERRAFORM);
  await rehearsal.ledger.prove(claim, async () => {
    const args = ['audit', '--workspace', workspace.name, '--since', '2h', '--json'];
    const { sessions }: Audit = JSON.parse(await orgstrapAsOperator(rehearsal, orgYaml, args));
    const own = sessions.filter((session) => {
      return session.role === 'terraform' && session.pipeline === pipeline.name && session.changes.length > 0;
    });
    const changes = own.flatMap((session) => session.changes);
    const nameless = own.filter(({ sourceIdentity }) => sourceIdentity !== runOf(pipeline));
    if (changes.length === 0 || nameless.length > 0) throw new NotProved(JSON.stringify(sessions, null, 2));
    const kinds = [...new Set(changes.map(({ service, call }) => `${service}:${call}`))];
    return `${changes.length} changes in ${own.length} sessions of ${runOf(pipeline)}: ${kinds.slice(0, 5).join(', ')}`;
  });
}
