import { isObject, type Json, type JsonObject, parsedJson } from '../json';
import type { Partition } from '../region';
import { lockObjectOf, type OldPlace } from './old-place';

/** The statements by which an old place is read-only, so that they are found again. */
const STATES = 'OrgstrapAdoptedTheseStates';
const LOCKS = 'NobodyLocksTheStatesThatOrgstrapAdopted';

/**
 * The policy of a bucket with statements by which nobody writes or deletes a state, nor locks it as an object: what cannot be locked is
 * not applied, so that Terraform stops before it changes anything. Everything else of the policy stays.
 *
 * @param policy - as it is now; undefined where the bucket has none
 * @returns the text of the new one; undefined where the one that is there is no policy
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 */
export function readOnlyPolicy(place: OldPlace, partition: Partition, policy: string | undefined): string | undefined {
  const old = policy === undefined ? { Version: '2012-10-17', Statement: [] } : parsedJson(policy);
  if (!isObject(old)) return undefined;
  const statements = listOf(old.Statement);
  const others = statements.filter((statement) => !isOurs(statement));
  const made = [
    deny(STATES, ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutObject'], arnOf(partition, place, place.key)),
    deny(LOCKS, ['s3:PutObject'], arnOf(partition, place, lockObjectOf(place))),
  ].map((statement) => joined(statement, statements));
  return JSON.stringify({ ...old, Statement: [...others, ...made] });
}

/** Whether a policy makes a state read-only, by both statements. */
export function isReadOnly(place: OldPlace, partition: Partition, policy: string | undefined): boolean {
  const value = policy === undefined ? undefined : parsedJson(policy);
  const statements = isObject(value) ? listOf(value.Statement) : [];
  const has = (sid: string, arn: string) =>
    statements.some((statement) => sidOf(statement) === sid && resourcesOf(statement).includes(arn));
  return has(STATES, arnOf(partition, place, place.key)) && has(LOCKS, arnOf(partition, place, lockObjectOf(place)));
}

function deny(Sid: string, Action: readonly string[], arn: string) {
  return { Sid, Effect: 'Deny', Principal: '*', Action: [...Action], Resource: [arn] };
}

/** With the states that were adopted before. */
function joined<Statement extends { Sid: string; Resource: string[] }>(made: Statement, statements: readonly Json[]) {
  const before = statements.filter((statement) => sidOf(statement) === made.Sid).flatMap(resourcesOf);
  return { ...made, Resource: [...new Set([...before, ...made.Resource])].sort() };
}

function isOurs(statement: Json): boolean {
  const sid = sidOf(statement);
  return sid === STATES || sid === LOCKS;
}

function sidOf(statement: Json): Json | undefined {
  return isObject(statement) ? statement.Sid : undefined;
}

function resourcesOf(statement: Json): readonly string[] {
  const resources = isObject(statement) ? listOf(statement.Resource) : [];
  return resources.filter((resource) => typeof resource === 'string');
}

function listOf(value: JsonObject[string] | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function arnOf(partition: Partition, { bucket }: OldPlace, key: string): string {
  return `arn:${partition}:s3:::${bucket}/${key}`;
}
