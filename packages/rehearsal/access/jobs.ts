import type { Access, OidcIdentity } from '../../../lib/domain/ci-identity';
import type { Caller } from '../../iam-gateway/iam/caller';

/** A job of a CI system, as its token names it. */
export type Job = Extract<Caller, { readonly kind: 'webIdentity' }>;

/** What the matrix calls the jobs of a pipeline. */
export function jobName(pipeline: string, access: Access): string {
  return `the jobs of ${pipeline} that ${access}`;
}

/** One of the jobs that `org.yaml` means: of a run and of a branch of which it says nothing, there is one like any other. */
export function jobOf({ issuer, jobs }: OidcIdentity, access: Access): Job {
  const { audience, subjects, runs, githubIds } = jobs[access];
  const [subject = ''] = subjects;
  return {
    kind: 'webIdentity',
    issuer,
    claims: {
      aud: audience,
      sub: runs ? subject.replaceAll('?', '0').replaceAll('*', 'feature/x') : subject,
      ...(githubIds && { repository_id: githubIds.repository, repository_owner_id: githubIds.owner }),
    },
  };
}

/** Whether `org.yaml` means the job, too, where it says who applies or plans: a job of main is one of any branch. */
export function isMeant({ issuer, jobs }: OidcIdentity, access: Access, job: Job): boolean {
  const { audience, subjects, runs } = jobs[access];
  if (job.issuer !== issuer || job.claims.aud !== audience) return false;
  return subjects.some((subject) =>
    runs ? patternOf(subject).test(job.claims.sub ?? '') : subject === job.claims.sub,
  );
}

function patternOf(subject: string): RegExp {
  const escaped = subject.replace(/[\\^$+.()|[\]{}/-]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
