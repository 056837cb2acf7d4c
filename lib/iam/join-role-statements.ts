import { listOf } from '../domain/json';
import { type ConditionJson, oneOrMany, type StatementJson } from './policy-document';

/**
 * The statements of several documents that share a managed policy, with one statement for all that pass a role, and one
 * for all that make a service-linked role. Each of them has an ARN with the account in it and a condition; twenty services
 * would fill a managed policy with nothing else.
 *
 * The joined statements admit exactly what the single ones do. Those that pass roles differ in nothing but the service
 * that a role is passed to. Those that make a service-linked role name the service twice, in the path and in the
 * condition, and IAM derives the one from the other, so no service gets at the path of another.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function joinRoleStatements(statements: readonly StatementJson[]): readonly StatementJson[] {
  const groups = new Map<string, StatementJson[]>();
  for (const [index, statement] of statements.entries()) {
    const key = groupOf(statement) ?? `alone ${index}`;
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  return [...groups.values()].flatMap(joined);
}

/** What statements have in common that can be one; none for a statement that has to stay as it is. */
function groupOf(statement: StatementJson): string | undefined {
  const { Sid, Effect, Action, Resource, Condition, ...others } = statement;
  if (Effect !== 'Allow' || typeof Action !== 'string' || Object.keys(others).length > 0) return undefined;
  const key = SERVICE_KEYS[Action];
  if (key === undefined || JSON.stringify(Condition) !== JSON.stringify(conditionOn(key, [statement])))
    return undefined;
  if (Action === 'iam:PassRole') return JSON.stringify([Action, Resource]);
  return namesThePathOfItsService(statement) ? Action : undefined;
}

const SERVICE_KEYS: Readonly<Record<string, string>> = {
  'iam:PassRole': 'iam:PassedToService',
  'iam:CreateServiceLinkedRole': 'iam:AWSServiceName',
};

function namesThePathOfItsService({ Resource, Condition }: StatementJson): boolean {
  const service = Condition?.StringEquals?.['iam:AWSServiceName'];
  return (
    typeof service === 'string' &&
    listOf(Resource).every((path) => path.endsWith(`:role/aws-service-role/${service}/*`))
  );
}

function joined(group: readonly StatementJson[]): readonly StatementJson[] {
  const [first] = group;
  if (first === undefined || group.length === 1) return group;
  const key = SERVICE_KEYS[String(first.Action)];
  if (key === undefined) return group;
  return [
    {
      ...first,
      Sid: `${first.Sid}AndOthers`,
      Resource: oneOrMany(group.flatMap(({ Resource }) => listOf(Resource))),
      Condition: conditionOn(key, group),
    },
  ];
}

function conditionOn(key: string, group: readonly StatementJson[]): ConditionJson {
  return { StringEquals: { [key]: oneOrMany(group.flatMap((statement) => servicesOf(key, statement))) } };
}

function servicesOf(key: string, { Condition }: StatementJson): readonly string[] {
  return listOf(Condition?.StringEquals?.[key]);
}
