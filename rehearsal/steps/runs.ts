import { isOidc } from '../../lib/domain/ci-identity';
import { TERRAFORM_ROLES } from '../../lib/domain/names';
import { namesOf } from '../../lib/domain/names-of';
import type { Pipeline } from '../../lib/domain/org-config';
import { workspacesOf } from '../../lib/domain/workspaces';
import type { Credentials } from '../emulated/control';
import type { Entry } from '../gateway/journal';
import { HOW_TO_GET_TERRAFORM } from '../machine/find-terraform';
import { NotProved } from '../report/ledger';
import type { Stage, Written } from '../stage';
import { runOf } from '../terraform/run-of';
import { assume } from './ci-identities';
import { refused } from './refusals/refused';

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
  stage: Stage,
  written: Written,
  atWork: readonly { readonly pipeline: Pipeline; readonly session: Credentials }[],
  workflows: Pipeline,
): Promise<void> {
  const claim = 'every change that a CI run made in a product account names the run';
  if (stage.terraform === undefined) return stage.ledger.skip(claim, HOW_TO_GET_TERRAFORM);
  const runs = [
    ...atWork.map(({ pipeline }) => ({ pipeline, called: new RegExp(`^${runOf(pipeline)}$`) })),
    ...(stage.terraform.command === 'terraform' ? [{ pipeline: workflows, called: /^github-\d+-1$/ }] : []),
  ];
  await stage.ledger.prove(claim, () => {
    const entries = stage.gateway.journal.entries.filter(({ fate }) => fate === 'passed on');
    return runs.map((each) => runNames(each, entries)).join('; ');
  });
  const [withKeys] = atWork.filter(({ pipeline }) => !isOidc(pipeline.identity));
  if (withKeys !== undefined) await refuseAnotherName(stage, written, withKeys);
}

/** @throws NotProved where there is a request without such a name, or no request at all */
function runNames({ pipeline, called }: Runs, entries: readonly Entry[]): string {
  const roles = Object.values(TERRAFORM_ROLES).join('|');
  const session = new RegExp(`:assumed-role/(${roles})/terraform-${pipeline.name}$`);
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
  stage: Stage,
  { config }: Written,
  { pipeline, session }: { readonly pipeline: Pipeline; readonly session: Credentials },
): Promise<boolean> | undefined {
  const [workspace] = workspacesOf(config, pipeline);
  if (workspace === undefined) return undefined;
  const role = namesOf(config).terraformRoleArn(workspace.account, 'apply');
  return refused(
    stage,
    { claim: `a run of ${pipeline.name} does not go on as another run`, because: 'cannot be changed' },
    () => assume(stage, config.homeRegion, session, role, 'another-run'),
  );
}
