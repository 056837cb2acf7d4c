import type { Pipeline } from '../../lib/domain/org-config';
import { workspacesOf } from '../../lib/domain/workspaces';
import { HOW_TO_GET_TERRAFORM } from '../machine/find-terraform';
import { orgstrapAsOperator } from '../orgstrap';
import { NotProved } from '../report/ledger';
import type { Stage, Written } from '../stage';
import { runOf } from '../terraform/run-of';

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
  stage: Stage,
  written: Written,
  atWork: readonly { readonly pipeline: Pipeline }[],
): Promise<void> {
  const [first] = atWork;
  const [workspace] = first === undefined ? [] : workspacesOf(written.config, first.pipeline);
  if (first === undefined || workspace === undefined) return;
  const { pipeline } = first;
  const claim = `orgstrap audit names the run of ${pipeline.name} that changed ${workspace.name}, and what it changed`;
  if (stage.terraform === undefined) return stage.ledger.skip(claim, HOW_TO_GET_TERRAFORM);
  await stage.ledger.prove(claim, async () => {
    const args = ['audit', '--workspace', workspace.name, '--since', '2h', '--json'];
    const { sessions }: Audit = JSON.parse(await orgstrapAsOperator(stage, written, args));
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
