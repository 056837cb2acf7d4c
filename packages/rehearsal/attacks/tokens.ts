import type { Access } from '../../../lib/domain/ci-identity';
import type { Pipeline } from '../../../lib/domain/org-config';
import { LocalIssuers } from '../../iam-gateway/gateway/local-issuers';
import type { Job } from '../access/jobs';
import { refused } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { becomeWithToken, jobOfPipeline } from '../credentials/tokens';

const BY_THE_TRUST = 'Not authorized to perform sts:AssumeRoleWithWebIdentity';

interface Attempt {
  readonly what: string;
  /** Whose role is asked for. */
  readonly access: Access;
  /** In AWS's words. */
  readonly because: string;
  readonly token: () => Promise<string>;
}

/** Tokens that are almost those of a pipeline of GitHub's give nothing. */
export async function refuseTokens(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  for (const { what, access, because, token } of await attempts(rehearsal, pipeline)) {
    const claim = `${what} does not become the CI ${access} role of ${pipeline.name}`;
    await refused(rehearsal, { claim, because, alarms: ['role-is-refused'] }, async () => {
      await becomeWithToken(rehearsal, orgYaml, pipeline, access, await token());
    });
  }
}

async function attempts({ issuers }: Rehearsal, pipeline: Pipeline): Promise<readonly Attempt[]> {
  const apply = jobOfPipeline(pipeline, 'apply');
  const plan = jobOfPipeline(pipeline, 'plan');
  const impostor = await LocalIssuers.of([apply.issuer]);
  const signed = (job: Job, claims: Job['claims']) => () =>
    issuers.tokenOf({ ...job, claims: { ...job.claims, ...claims } });
  const other = { repository_id: '2', repository_owner_id: '1' };
  return [
    {
      what: 'a job of another repository',
      access: 'apply',
      because: BY_THE_TRUST,
      token: signed(apply, { sub: 'repo:acme/website:environment:production', repository_id: '2' }),
    },
    {
      what: 'a job of a repository that got the name later',
      access: 'apply',
      because: BY_THE_TRUST,
      token: signed(apply, { repository_id: '2' }),
    },
    {
      what: 'a job of another environment',
      access: 'apply',
      because: BY_THE_TRUST,
      token: signed(apply, { sub: 'repo:acme/rehearsal:environment:production2' }),
    },
    {
      what: 'a job of main that plans',
      access: 'apply',
      because: BY_THE_TRUST,
      token: signed(apply, { sub: 'repo:acme/rehearsal:ref:refs/heads/main' }),
    },
    {
      what: 'a pull request in a fork',
      access: 'plan',
      because: BY_THE_TRUST,
      token: signed(plan, { sub: 'repo:mallory/rehearsal:pull_request', ...other }),
    },
    { what: 'a pull request', access: 'apply', because: BY_THE_TRUST, token: signed(plan, {}) },
    {
      what: 'a token for the audience that GitHub gives by default',
      access: 'apply',
      because: 'Incorrect token audience',
      token: signed(apply, { aud: 'https://github.com/acme' }),
    },
    {
      what: 'a token that has expired',
      access: 'apply',
      because: 'Token expired',
      token: () => issuers.tokenOf(apply, { from: -600, until: -300 }),
    },
    {
      what: 'a token that somebody else signed',
      access: 'apply',
      because: "Couldn't retrieve verification key",
      token: () => impostor.tokenOf(apply),
    },
  ];
}
