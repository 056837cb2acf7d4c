import { Failure } from '../domain/failure';
import { listOf } from '../domain/json';
import { type ConditionJson, oneOrMany, type PolicyDocument, type StatementJson } from './policy-document';

/**
 * The most characters of a managed policy; IAM does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MANAGED_POLICY_LIMIT = 6_144;

interface Policy {
  readonly document: PolicyDocument;
}

/** A policy that stands in a file. */
interface PolicyOfFile extends Policy {
  /** What messages call it. */
  readonly file: string;
}

/**
 * Spreads documents over as few managed policies as first-fit finds, in the order given: a role wears ten at most.
 *
 * @returns for each managed policy what goes into it
 * @throws Failure `PolicyTooLarge` where a document alone is larger than a managed policy may be.
 */
export function packPolicies<P extends PolicyOfFile>(policies: readonly P[]): readonly (readonly P[])[] {
  const packs: P[][] = [];
  for (const policy of policies) {
    if (sizeOf([policy]) > MANAGED_POLICY_LIMIT) {
      throw new Failure(
        'PolicyTooLarge',
        `${policy.file} has ${sizeOf([policy])} characters, IAM takes ${MANAGED_POLICY_LIMIT}; split it into two files`,
      );
    }
    const roomy = packs.find((pack) => sizeOf([...pack, policy]) <= MANAGED_POLICY_LIMIT);
    if (roomy) roomy.push(policy);
    else packs.push([policy]);
  }
  return packs;
}

/**
 * One document with what all of a pack say. Statements of several documents are joined where that changes nothing that they admit: the room
 * of a managed policy, and of the template that holds it, is for actions.
 */
export function documentOf(pack: readonly Policy[]): PolicyDocument {
  const documents = new Map(pack.flatMap(({ document }) => document.Statement.map((one) => [one, document] as const)));
  const statements = joinRoleStatements([...documents.keys()]);
  return { Version: '2012-10-17', Statement: joinActions(statements, documents) };
}

/** Statements of several documents that allow actions of the same resources, under the same conditions, as one for all of the actions. */
function joinActions(
  statements: readonly StatementJson[],
  documents: ReadonlyMap<StatementJson, PolicyDocument>,
): readonly StatementJson[] {
  return joinGroups(statements, sharedTarget, (group, first) => {
    if (new Set(group.map((statement) => documents.get(statement))).size === 1) return group;
    const Action = oneOrMany([...new Set(group.flatMap((statement) => listOf(statement.Action)))]);
    return [{ ...first, Sid: `${first.Sid}${AND_OTHERS}`, Action }];
  });
}

function sharedTarget({ Sid, Effect, Action, Resource, Condition, ...others }: StatementJson): string | undefined {
  if (Effect !== 'Allow' || Action === undefined || Resource === undefined) return undefined;
  return Object.keys(others).length > 0 ? undefined : JSON.stringify([Resource, Condition]);
}

/** Ends the name of a statement that was made of several: it has the name of the first. */
const AND_OTHERS = 'AndOthers';

/** Puts what a group becomes in place of its first statement; one that is in no group, or alone in one, stays as it is. */
function joinGroups(
  statements: readonly StatementJson[],
  groupOf: (statement: StatementJson) => string | undefined,
  joined: (group: readonly StatementJson[], first: StatementJson) => readonly StatementJson[],
): readonly StatementJson[] {
  const groups = new Map<string, StatementJson[]>();
  for (const [index, statement] of statements.entries()) {
    const key = groupOf(statement) ?? `alone ${index}`;
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, second] = group;
    return first === undefined || second === undefined ? group : joined(group, first);
  });
}

/** Renders one document as often as it takes for each to hold as many of the elements as a managed policy has room for. */
export function splitOverPolicies<P extends Policy>(
  elements: readonly string[],
  render: (some: readonly string[]) => P,
): readonly P[] {
  const empty = JSON.stringify(render([]).document).length;
  const parts: string[][] = [];
  let room = 0;
  for (const element of elements) {
    // An element costs its quotes and a comma, too.
    const cost = element.length + 3;
    const part = parts.at(-1);
    if (part === undefined || cost > room) {
      parts.push([element]);
      room = MANAGED_POLICY_LIMIT - empty - cost;
    } else {
      part.push(element);
      room -= cost;
    }
  }
  return parts.map(render);
}

/** As IAM counts it: what stands for the id of an account in a template is longer than the id, and what shares a policy must not hang on that. */
function sizeOf(pack: readonly Policy[]): number {
  return JSON.stringify(documentOf(pack)).replace(ACCOUNT_OF_A_TEMPLATE, '#'.repeat(12)).length;
}

/** CDK's token of `AWS::AccountId`. */
const ACCOUNT_OF_A_TEMPLATE = /\$\{Token\[AWS\.AccountId\.\d+\]\}/g;

/**
 * The statements of several documents that share a managed policy, with one statement for all that pass a role, and one
 * for all that make a service-linked role. Each of them has an ARN with the account in it and a condition; twenty services
 * would fill a managed policy with nothing else.
 *
 * The joined statements admit exactly what the single ones do: they differ in nothing but the service that a role is passed to, or
 * whose role is made.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function joinRoleStatements(statements: readonly StatementJson[]): readonly StatementJson[] {
  return joinGroups(statements, sharedRole, (group, first) => [
    {
      ...first,
      Sid: `${first.Sid}${AND_OTHERS}`,
      Condition: conditionOn(SERVICE_KEYS[String(first.Action)] ?? '', group),
    },
  ]);
}

/** What statements have in common that can be one; none for a statement that has to stay as it is. */
function sharedRole(statement: StatementJson): string | undefined {
  const { Sid, Effect, Action, Resource, Condition, ...others } = statement;
  if (Effect !== 'Allow' || typeof Action !== 'string' || Object.keys(others).length > 0) return undefined;
  const key = SERVICE_KEYS[Action];
  if (key === undefined || JSON.stringify(Condition) !== JSON.stringify(conditionOn(key, [statement])))
    return undefined;
  return JSON.stringify([Action, Resource]);
}

const SERVICE_KEYS: Readonly<Record<string, string>> = {
  'iam:PassRole': 'iam:PassedToService',
  'iam:CreateServiceLinkedRole': 'iam:AWSServiceName',
};

function conditionOn(key: string, group: readonly StatementJson[]): ConditionJson {
  return { StringEquals: { [key]: oneOrMany([...new Set(group.flatMap((statement) => servicesOf(key, statement)))]) } };
}

function servicesOf(key: string, { Condition }: StatementJson): readonly string[] {
  return listOf(Condition?.StringEquals?.[key]);
}
