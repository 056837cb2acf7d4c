import { PLAN_FILES } from '../commands';

/** The file that GitLab shows in the merge request: how much a plan makes, changes and destroys. */
export const TERRAFORM_REPORT = 'plan.json';

/**
 * Writes it from the last line of the plan's text, without jq, which Terraform's image does not have.
 *
 * @see https://docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsterraform
 */
export function terraformReport(): string {
  return `number() { sed -n "s/^Plan: \\(.* \\)\\{0,1\\}\\([0-9][0-9]*\\) to $1.*/\\2/p" ${PLAN_FILES.text}; }
create=$(number add) update=$(number change) delete=$(number destroy)
printf '{"create":%s,"update":%s,"delete":%s}' "\${create:-0}" "\${update:-0}" "\${delete:-0}" >${TERRAFORM_REPORT}`;
}
