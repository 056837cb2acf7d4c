import { ACCESSES, type Access, type CiIdentity, type OidcSystem } from '../../domain/ci-identity';
import { type CommonToken, type SignedTokens, sharedTokens } from '../../domain/common-token';
import { tokensOf } from '../../domain/tokens';
import { deployingIdentity } from '../blocks/deployment';
import { inStates } from '../identities/hcp-terraform';
import { identity } from '../identities/identity';
import { keyOf, type Node, nodeAt, plainValue, type Text, textOf, textsIn } from '../node';
import { type FileProblem, pathText, problemAt, quotedWhole } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/**
 * No token opens two roles. What comes by such a token has the rights of both, whatever it was meant to be: a pull request that is planned in the
 * environment that applies is applied by whoever wrote it.
 */
export const tokenUse: Rule = (root) => {
  const pipelines = inUse(nodeAt(root, 'pipelines')).flatMap(rolesOfPipeline);
  const shared = sharedTokens([...pipelines, ...rolesOfDeployment(nodeAt(root, 'deployment'))]);
  return shared.map(({ roles: [earlier, role], token }) => problemOf(role, earlier, token));
};

/** A role that jobs become by their tokens. */
interface RoleOfJobs extends SignedTokens {
  /** A pipeline, or undefined for the deployment. */
  readonly pipeline: string | undefined;
  readonly access: Access;
  /** Where the file says which jobs. */
  readonly said: Text;
}

function rolesOfPipeline(pipeline: Node): readonly RoleOfJobs[] {
  const states = textsIn(nodeAt(pipeline, 'states')).map(({ value }) => value);
  return rolesOf(nodeAt(pipeline, 'identity'), keyOf(pipeline).value, (read) => inStates(read, states));
}

/** Who deploys reaches every account: a pipeline that could become them would, too. */
function rolesOfDeployment(deployment: Node | undefined): readonly RoleOfJobs[] {
  const branch = textOf(nodeAt(deployment, 'branch'))?.value;
  return rolesOf(nodeAt(deployment, 'identity'), undefined, (read) => deployingIdentity(read, branch));
}

function rolesOf(
  block: Node | undefined,
  pipeline: string | undefined,
  trustedOf: (read: CiIdentity) => CiIdentity,
): readonly RoleOfJobs[] {
  if (block === undefined) return [];
  const read = identity.safeParse(plainValue(block), { jitless: true });
  if (!read.success || read.data.kind !== 'oidc') return [];
  const { system } = read.data;
  const trusted = trustedOf(read.data);
  return ACCESSES.map((access) => ({
    pipeline,
    access,
    system,
    sets: tokensOf(trusted, access),
    said: keyOf(nodeAt(block, system, access) ?? nodeAt(block, system) ?? block),
  }));
}

function problemOf(role: RoleOfJobs, earlier: RoleOfJobs, { issuer, subject, isOne }: CommonToken): FileProblem {
  const { reason, own, others } = WORDS[role.system];
  const of = earlier.pipeline === undefined ? 'of the deployment' : `of ${earlier.pipeline}`;
  const other = `${nameOf(earlier)} ${of} (${pathText(earlier.said.path)} on line ${earlier.said.position.line})`;
  return problemAt(role.said, {
    found: `jobs that become the ${nameOf(role)} and the ${other} as well, by the subject ${quotedWhole(subject)} of ${issuer}${isOne ? '' : `: ${reason}`}`,
    ...(role.pipeline === earlier.pipeline
      ? { expected: 'tokens of its own for each role, for what is planned is not reviewed', fix: own }
      : betweenOwners(role, others)),
  });
}

function betweenOwners({ pipeline }: RoleOfJobs, others: string): Pick<FileProblem, 'expected' | 'fix'> {
  if (pipeline === undefined) {
    return {
      expected: 'tokens of its own for the deployment, which reaches every account, whatever pipelines may',
      fix: others,
    };
  }
  return {
    expected: 'tokens of its own for each role, for a pipeline has the rights of its own environments alone',
    fix: `${others}, or make one pipeline of the two`,
  };
}

function nameOf({ pipeline, access }: RoleOfJobs): string {
  return (pipeline === undefined ? ROLES_OF_DEPLOYMENT : ROLES)[access];
}

const ROLES: Readonly<Record<Access, string>> = { apply: 'CI Terraform role', plan: 'CI plan role' };
const ROLES_OF_DEPLOYMENT: Readonly<Record<Access, string>> = { apply: 'deployer role', plan: 'planner role' };

interface Words {
  /** Why who comes by one of two tokens comes by the other. */
  readonly reason: string;
  /** What mends it between the two roles of a pipeline, and between those of two. */
  readonly own: string;
  readonly others: string;
}

const ANY_CASE = 'takes capital and small letters';

const WORDS: Readonly<Record<OidcSystem, Words>> = {
  github: {
    reason: `GitHub ${ANY_CASE} of owners, repositories and environments for the same`,
    own: 'give one of them a GitHub environment of its own: apply: { environment: production }, protected by reviewers, in which no pull request is planned',
    others: 'name another environment or branch for one of them, or another repository',
  },
  gitlab: {
    reason: `GitLab ${ANY_CASE} of paths for the same`,
    own: 'write plan: { anyBranch: {} }, which leaves out the branch that is applied',
    others:
      'name a project of its own for each; branches of one project tell their applies apart, and anyBranch takes all of them',
  },
  bitbucket: {
    reason: 'they are one deployment environment',
    own: 'copy the UUID of another deployment environment for one of them',
    others: 'copy the UUID of another deployment environment or repository for one of them',
  },
  circleci: {
    reason: `the host ${ANY_CASE} of repositories for the same`,
    own: 'name another branch for one of them',
    others:
      'name a project of its own for each; branches of one project tell their applies apart, and anyBranch takes all others',
  },
  buildkite: {
    reason:
      'whoever starts a build chooses its branch, and the code of the build names its steps, so the pipeline alone tells them apart',
    own: 'let a pipeline of Buildkite of its own apply, whose builds few may start',
    others: 'name a pipeline of Buildkite of its own for each role',
  },
  hcpTerraform: {
    reason: `HCP Terraform ${ANY_CASE} of names for the same`,
    own: 'name each workspace once',
    others: 'name workspaces of its own for each; with anyWorkspace, a project of its own',
  },
  azureDevOps: {
    reason: `Azure DevOps ${ANY_CASE} of names for the same`,
    own: 'make a service connection to plan and another one to apply',
    others: 'make service connections of its own for each',
  },
};
