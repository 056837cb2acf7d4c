import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';
import { tagContext, tagsInJson } from './tags';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const SSM: JsonTable = {
  AddTagsToResource: (input, here) => [
    { action: 'ssm:AddTagsToResource', resource: tagged(input, here), context: tagContext(tagsInJson(input.Tags)) },
  ],
  DeleteParameter: onParameter('ssm:DeleteParameter'),
  DescribeParameters: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
  GetParameter: onParameter('ssm:GetParameter'),
  ListTagsForResource: (input, here) => [{ action: 'ssm:ListTagsForResource', resource: tagged(input, here) }],
  PutParameter: (input, here) => {
    // It takes a KMS key, whose use nobody here has looked into.
    if (input.Type === 'SecureString' || input.KeyId !== undefined) throw new Unmapped('ssm:PutParameter with a key');
    const resource = parameter(input.Name, here);
    const tags = tagsInJson(input.Tags);
    const put = { action: 'ssm:PutParameter', resource, context: tagContext(tags) };
    return tags.size === 0 ? [put] : [put, { ...put, action: 'ssm:AddTagsToResource' }];
  },
  RemoveTagsFromResource: (input, here) => [{ action: 'ssm:RemoveTagsFromResource', resource: tagged(input, here) }],
};

function onParameter(action: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ Name }, here) => [{ action, resource: parameter(Name, here) }];
}

/** A name, without the version, the label or the ARN that it may be elsewhere. */
function parameter(name: unknown, here: RequestPlace): string {
  if (typeof name !== 'string' || !/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name)) {
    throw new Malformed(`${JSON.stringify(name)} is not the name of a parameter`);
  }
  return arnHere(here, 'ssm', `parameter/${name.replace(/^\//, '')}`);
}

function tagged({ ResourceType, ResourceId }: JsonObject, here: RequestPlace): string {
  if (ResourceType !== 'Parameter') throw new Unmapped(`the tags of an ssm ${ResourceType}`);
  return parameter(ResourceId, here);
}
