import type { JsonObject } from '../iam/json';
import { Malformed, Unmapped } from '../requests/refusals';
import type { JsonTable, RequiredPermission } from './table';
import { arnHere, type RequestPlace } from './table';
import { tagContext, tagsInJson } from './tags';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const SQS: JsonTable = {
  CreateQueue: (input, here) => {
    const resource = arnHere(here, 'sqs', queueName(input.QueueName));
    const tags = tagsInJson(input.tags);
    const create = { action: 'sqs:CreateQueue', resource, context: tagContext(tags) };
    return tags.size === 0 ? [create] : [create, { ...create, action: 'sqs:TagQueue' }];
  },
  DeleteQueue: onQueue('sqs:DeleteQueue'),
  GetQueueAttributes: onQueue('sqs:GetQueueAttributes'),
  GetQueueUrl: (input, here) => {
    if (input.QueueOwnerAWSAccountId !== undefined) throw new Unmapped('sqs:GetQueueUrl of another account');
    return [{ action: 'sqs:GetQueueUrl', resource: arnHere(here, 'sqs', queueName(input.QueueName)) }];
  },
  ListQueueTags: onQueue('sqs:ListQueueTags'),
  SetQueueAttributes: onQueue('sqs:SetQueueAttributes'),
  TagQueue: (input, here) => [
    { action: 'sqs:TagQueue', resource: queueAt(input.QueueUrl, here), context: tagContext(tagsInJson(input.Tags)) },
  ],
  UntagQueue: onQueue('sqs:UntagQueue'),
};

function onQueue(action: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ QueueUrl }, here) => [{ action, resource: queueAt(QueueUrl, here) }];
}

/** The emulator looks at no more of a queue's address than its end, and in the caller's account only. */
function queueAt(url: unknown, here: RequestPlace): string {
  const [, account, name] = /^http:\/\/[\w.:-]+\/(\d{12})\/([^/]+)$/.exec(typeof url === 'string' ? url : '') ?? [];
  if (account === undefined) throw new Malformed(`${JSON.stringify(url)} is not the address of a queue`);
  if (account !== here.account) throw new Unmapped(`a queue of the account ${account}`);
  return arnHere(here, 'sqs', queueName(name));
}

function queueName(name: unknown): string {
  if (typeof name !== 'string' || !/^[\w-]{1,80}(\.fifo)?$/.test(name)) {
    throw new Malformed(`${JSON.stringify(name)} is not the name of a queue`);
  }
  return name;
}
