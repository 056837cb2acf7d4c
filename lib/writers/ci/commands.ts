import { LONGEST_RUN_SECONDS } from '../../domain/ci-identity';
import type { Rollout } from './rollout';

/** An apply ends before the session that it began with: what is left is for taking the code and the providers. */
export const LONGEST_APPLY_MINUTES = LONGEST_RUN_SECONDS / 60 - 10;

/** What every job that runs Terraform has in its environment, beside `TF_VAR_access` and the credentials of its CI role. */
export const TERRAFORM_ENVIRONMENT: Readonly<Record<string, string>> = { TF_IN_AUTOMATION: '1', TF_INPUT: '0' };

/** What a plan leaves in the folder of the configuration: the saved plan, the same as text, and whether it changes anything. */
export const PLAN_FILES = { saved: 'plan.tfplan', text: 'plan.txt', status: 'plan.status' } as const;

/** `plan.status` of a plan that changes something. */
export const CHANGES = '2';

/** Whether a plan takes the lock: one that is only looked at does not stop an apply. */
export type Locking = 'locked' | 'unlocked';

const LOCKING: Readonly<Record<Locking, string>> = { locked: '-lock-timeout=10m', unlocked: '-lock=false' };

/**
 * Everything that a pipeline runs of Terraform, for a POSIX shell in the folder of the configuration. `TERRAFORM_WORKSPACE` is in
 * the environment: no script holds a text that came from outside.
 *
 * @see https://developer.hashicorp.com/terraform/tutorials/automation/automate-terraform
 */
export function commandsOf({ program: { command } }: Pick<Rollout, 'program'>) {
  return {
    format: `${command} fmt -check -recursive`,
    /** The providers are those of the lock file, in plan and in apply alike, or none. */
    init: `${command} init -lockfile=readonly`,
    validate: `${command} validate`,
    /** Writes the empty state of a new workspace, so it takes the CI Terraform role. */
    createWorkspace: `${command} workspace select -or-create "$TERRAFORM_WORKSPACE"`,
    /** Fails where there is none: the CI plan role could not write it. */
    selectWorkspace: `${command} workspace select "$TERRAFORM_WORKSPACE"`,
    plan: (locking: Locking) => `status=0
${command} plan -no-color -detailed-exitcode ${LOCKING[locking]} -out=${PLAN_FILES.saved} || status=$?
# 0: nothing to change, 2: something; anything else has failed
[ "$status" -eq 0 ] || [ "$status" -eq ${CHANGES} ] || exit "$status"
${command} show -no-color ${PLAN_FILES.saved} >${PLAN_FILES.text}
echo "$status" >${PLAN_FILES.status}`,
    apply: `${command} apply -no-color -lock-timeout=10m ${PLAN_FILES.saved}`,
  } as const;
}
