import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';
import { tagContext, tagsInJson } from './tags';

/**
 * Tables, and the items that Terraform keeps its locks in. What a policy says of single keys and attributes is not looked at: such a condition
 * never holds, so that an Allow with one allows nothing.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export const DYNAMODB: JsonTable = {
  CreateTable: (input, here) => {
    const { SSESpecification: encryption, ResourcePolicy: policy } = input;
    // Each takes a permission of its own, which nobody here has looked into.
    if (encryption !== undefined || policy !== undefined)
      throw new Unmapped('dynamodb:CreateTable with a key or a policy');
    const resource = table(input.TableName, here);
    const tags = tagsInJson(input.Tags);
    const create = { action: 'dynamodb:CreateTable', resource, context: tagContext(tags) };
    return tags.size === 0 ? [create] : [create, { ...create, action: 'dynamodb:TagResource' }];
  },
  DeleteItem: onTable('dynamodb:DeleteItem'),
  DeleteTable: onTable('dynamodb:DeleteTable'),
  DescribeContinuousBackups: onTable('dynamodb:DescribeContinuousBackups'),
  DescribeTable: onTable('dynamodb:DescribeTable'),
  DescribeTimeToLive: onTable('dynamodb:DescribeTimeToLive'),
  GetItem: onTable('dynamodb:GetItem'),
  ListTables: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
  ListTagsOfResource: (input, here) => [{ action: 'dynamodb:ListTagsOfResource', resource: tagged(input, here) }],
  PutItem: onTable('dynamodb:PutItem'),
  Scan: (input, here) => [
    { action: 'dynamodb:Scan', resource: table(input.TableName, here), context: scanContext(input) },
  ],
  TagResource: (input, here) => [
    { action: 'dynamodb:TagResource', resource: tagged(input, here), context: tagContext(tagsInJson(input.Tags)) },
  ],
  UntagResource: (input, here) => [{ action: 'dynamodb:UntagResource', resource: tagged(input, here) }],
  UpdateContinuousBackups: onTable('dynamodb:UpdateContinuousBackups'),
  UpdateTimeToLive: onTable('dynamodb:UpdateTimeToLive'),
};

function onTable(action: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ TableName }, here) => [{ action, resource: table(TableName, here) }];
}

/** What a scan asks for, as a condition sees it. @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html */
function scanContext({
  ProjectionExpression: projection,
  Select: select,
}: JsonObject): Readonly<Record<string, string | readonly string[]>> {
  if (projection === undefined) return {};
  if (typeof projection !== 'string' || !/^\w+(, ?\w+)*$/.test(projection)) {
    throw new Unmapped(`dynamodb:Scan of ${JSON.stringify(projection)}`);
  }
  const attributes = projection.split(/, ?/);
  return { 'dynamodb:Attributes': attributes, ...(typeof select === 'string' && { 'dynamodb:Select': select }) };
}

/** A name, and not the ARN that it may be elsewhere. */
function table(name: unknown, here: RequestPlace): string {
  if (typeof name !== 'string' || !/^[\w.-]{3,255}$/.test(name)) {
    throw new Malformed(`${JSON.stringify(name)} is not the name of a table`);
  }
  return arnHere(here, 'dynamodb', `table/${name}`);
}

/** The emulator looks in the caller's account and this Region only. */
function tagged({ ResourceArn }: JsonObject, here: RequestPlace): string {
  const prefix = arnHere(here, 'dynamodb', 'table/');
  if (typeof ResourceArn !== 'string' || !ResourceArn.startsWith(prefix)) {
    throw new Unmapped(`the tags of ${JSON.stringify(ResourceArn)}`);
  }
  return table(ResourceArn.slice(prefix.length), here);
}
