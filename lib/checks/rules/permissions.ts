import {
  CfnGroup,
  CfnGroupPolicy,
  CfnManagedPolicy,
  CfnPolicy,
  CfnRole,
  CfnRolePolicy,
  CfnUser,
  CfnUserPolicy,
} from 'aws-cdk-lib/aws-iam';
import { type CfnResource, Stack } from 'aws-cdk-lib/core';
import { canonical, type Json, listOf } from '../../domain/json';
import { BOUNDARIES, IAM_PATH, replicationRoleName, WORKLOAD_IAM_PATH } from '../../domain/names';
import { pattern } from '../../iam/pattern';
import { type ConditionJson, oneOrMany } from '../../iam/policy-document';
import { type Condition, isException, named, type Statement } from '../../iam/statement';
import type { Rule } from '../rule';
import { allowedBy, isNamed, trustOf, wildText } from '../statements';

export const noBoundaryAsPermission: Rule = {
  name: 'NoBoundaryAsPermission',
  description: 'a boundary may allow "service:*" because it grants nothing; attached as a permission, it would',
  fix: 'attach it as the permissions boundary, and give permissions by policies of their own',
  check: (resource) => {
    const worn = permissionsOf(resource);
    return BOUNDARIES.filter((boundary) =>
      worn.some((arn) => names(arn, boundary) || refersTo(resource, arn, boundary)),
    ).map((boundary) => `it has the boundary ${boundary} as a permission`);
  },
};

function permissionsOf(resource: CfnResource): readonly Json[] {
  if (!(resource instanceof CfnRole || resource instanceof CfnUser || resource instanceof CfnGroup)) return [];
  return listOf(Stack.of(resource).resolve(resource.managedPolicyArns));
}

function names(arn: Json, boundary: string): boolean {
  return pattern(`*:policy${IAM_PATH}${boundary}`, wildText(arn));
}

function refersTo(resource: CfnResource, arn: Json, boundary: string): boolean {
  const stack = Stack.of(resource);
  return stack.node
    .findAll()
    .filter((construct) => construct instanceof CfnManagedPolicy)
    .some((policy) => isNamed(policy, boundary) && canonical(arn) === canonical(stack.resolve(policy.ref)));
}

export const noFullAccess: Rule = {
  name: 'NoFullAccess',
  description: 'a policy names actions, or parts of them; "*" and "service:*" are for boundaries, which grant nothing',
  fix: 'list the actions that are needed',
  check: (resource) =>
    allowedBy(resource).flatMap(({ sid, action }) =>
      named(action)
        .filter((name) => /^(?:[\w-]+:)?\*+$/.test(name))
        .map((name) => `${sid} allows '${name}'`),
    ),
};

export const noIamWriteOnAnyResource: Rule = {
  name: 'NoIamWriteOnAnyResource',
  description:
    'whoever writes in IAM, passes a role or assumes one does so on exact ARNs, on the path of the workloads, or through CloudFormation on that of orgstrap; a replication role is passed to S3 by its kind of name',
  fix: 'name the ARNs, or let the wildcard follow the path /workload/',
  check: (resource) =>
    allowedBy(resource)
      .filter(({ action }) => named(action).some(becomesOrMakesAPrincipal))
      .flatMap((statement) =>
        named(statement.resource)
          .filter((text) => text.includes('*') && !FENCED.test(text))
          .filter((text) => !(OF_DEPLOYERS.test(text) && isOfDeployers(statement)))
          .filter((text) => !(REPLICATION_ROLES.test(text) && isPassedTo(statement, 's3.amazonaws.com')))
          .filter((text) => !(SERVICE_LINKED.test(text) && makesNoOtherRole(statement)))
          .map((text) => `${statement.sid} reaches '${text}'`),
      ),
};

function becomesOrMakesAPrincipal(action: string): boolean {
  if (action.toLowerCase().startsWith('sts:')) return true;
  return action.toLowerCase().startsWith('iam:') && !/^iam:(?:get|list)/i.test(action);
}

/**
 * The last wildcard stands at the end, behind a path that holds only what Terraform or one AWS service made; what may
 * follow it closes the JSON of a join. Service-linked roles and identity providers are made in the caller's own account alone, so for them
 * the account may be any; of providers EKS makes up what follows.
 */
const FENCED = new RegExp(
  `^[^*]*:(?:(?:role|policy|instance-profile)${WORKLOAD_IAM_PATH}|(?:\\*:)?(?:role/aws-service-role/[\\w.-]+/|oidc-provider/oidc\\.eks\\.))\\*["\\]}]*$`,
);

/** What a stack of orgstrap makes in the account that deploys it, under names that CloudFormation chooses or the next `org.yaml` has. */
const OF_DEPLOYERS = new RegExp(`^[^*]*:(?:(?:role|policy|user|group)${IAM_PATH}|oidc-provider/)\\*["\\]}]*$`);

/** What S3 works as, of each pipeline that the next `org.yaml` may have. */
const REPLICATION_ROLES = new RegExp(`^[^*]*:role${IAM_PATH}${replicationRoleName('\\*')}["\\]}]*$`);

/** All service-linked roles: AWS chooses what each may do, and nobody can change that. */
const SERVICE_LINKED = /^[^*]*:(?:\*:)?role\/aws-service-role\/\*["\]}]*$/;

/** Those of named services are made, from which IAM derives the path; what is there is deleted, once its service no longer uses it, or tagged. */
function makesNoOtherRole({ action, conditions }: Statement): boolean {
  const makes = named(action).some((name) => !OF_SERVICE_LINKED_ROLES.test(name));
  if (!makes) return true;
  const isNamedService = conditions.some(
    ({ operator, key }) => operator === 'StringEquals' && key === 'iam:AWSServiceName',
  );
  return named(action).join() === 'iam:CreateServiceLinkedRole' && isNamedService;
}

const OF_SERVICE_LINKED_ROLES =
  /^iam:(?:(?:Delete|Get)ServiceLinkedRole\w*|TagRole|UntagRole|UpdateRole(?:Description)?)$/;

/** Through CloudFormation, which nobody but who deploys asks for; or to hand the trail its role, which AWS may not record as such a call. */
function isOfDeployers(statement: Statement): boolean {
  const isThroughCloudFormation = isAsked(
    statement,
    'ForAnyValue:StringEquals',
    'aws:CalledVia',
    'cloudformation.amazonaws.com',
  );
  return isThroughCloudFormation || isPassedTo(statement, 'cloudtrail.amazonaws.com');
}

/** Nothing but handing a role to that service. */
function isPassedTo(statement: Statement, service: string): boolean {
  return (
    named(statement.action).join() === 'iam:PassRole' &&
    isAsked(statement, 'StringEquals', 'iam:PassedToService', service)
  );
}

function isAsked({ conditions }: Statement, operator: string, key: string, value: string): boolean {
  return conditions.some((one) => one.operator === operator && one.key === key && one.values.join() === value);
}

export const noInlinePolicy: Rule = {
  name: 'NoInlinePolicy',
  description: 'permissions are managed policies: no stock rule looks into inline ones of every kind',
  fix: 'make a managed policy of it',
  check: (resource) => {
    if (resource instanceof CfnRole || resource instanceof CfnUser || resource instanceof CfnGroup) {
      return resource.policies === undefined ? [] : ['it has inline policies'];
    }
    const inline = [CfnPolicy, CfnRolePolicy, CfnUserPolicy, CfnGroupPolicy].some((kind) => resource instanceof kind);
    return inline ? ['it is an inline policy'] : [];
  },
};

export const noNotAction: Rule = {
  name: 'NoNotAction',
  description: 'an Allow with NotAction or NotResource grants what AWS, or somebody else, has not made yet',
  fix: 'list what is allowed by Action and Resource',
  check: (resource) =>
    allowedBy(resource).flatMap(({ sid, action, resource: reached }) => [
      ...(isException(action) ? [`${sid} allows everything but a list of actions`] : []),
      ...(isException(reached) ? [`${sid} allows everything but a list of resources`] : []),
    ]),
};

export const noQuestionMark: Rule = {
  name: 'NoQuestionMark',
  description: '"?" is a wildcard that neither reviewers nor the stock rules look for',
  fix: 'write what stands there, or a list of it',
  check: (resource) => [
    ...allowedBy(resource).flatMap(({ sid, action, resource: reached, conditions }) =>
      found(sid, [...named(action), ...named(reached), JSON.stringify(written(conditions))]),
    ),
    ...trustOf(resource).flatMap(({ sid, conditions }) =>
      found(sid, [JSON.stringify(written(conditions)).replaceAll(ID_OF_A_RUN, '')]),
    ),
  ],
};

/** A whole UUID or commit in the subject of a token, in whose fixed length nothing else fits. */
const ID_OF_A_RUN = /(?<!\?)(?:\?{8}-\?{4}-\?{4}-\?{4}-\?{12}|\?{40})(?!\?)/g;

function found(sid: Statement['sid'], texts: readonly string[]): readonly string[] {
  return texts.filter((text) => text.includes('?')).map((text) => `${sid} has a '?' in ${text}`);
}

/** The conditions as they stand in a policy. */
function written(conditions: readonly Condition[]): ConditionJson {
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  return Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.fromEntries(
        conditions.filter((one) => one.operator === operator).map(({ key, values }) => [key, oneOrMany(values)]),
      ),
    ]),
  );
}
