import { canonical, isObject } from '../../domain/json';
import { type AccessChange, narrows, toRead, unclear, widens } from '../../iam/access-change';
import { compareDocuments, compareStatements } from '../../iam/compare-documents';
import { equal, notCovered } from '../../iam/pattern';
import { readStatements } from '../../iam/statement';
import { linesOf } from '../../iam/statement-text';
import { type AccessFinding, inResource } from './finding';
import { attachedPolicies, isHolder, isPolicy, outsideHolders, permissionsOf } from './permissions';
import { moreWidens, unknownProperty } from './property-rules';
import { pairResources, type ResourcePair } from './resource-name';
import { RESOURCE_RULES, type ResourceRule } from './resource-rules';
import type { Template } from './template';
import { textOf } from './text-of';

/** What beside its properties cannot change what a resource allows. */
const HARMLESS_ATTRIBUTES: ReadonlySet<string> = new Set([
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'DependsOn',
  'Metadata',
]);
/** What beside the resources cannot change what a template allows; the values of parameters are in the resources. */
const HARMLESS_SECTIONS: ReadonlySet<string> = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Outputs',
  'Parameters',
]);

/**
 * What changes between two templates for what somebody may do; both with the values of their parameters in place.
 *
 * What it does not understand is a finding, too: `unclear`, for a person to read.
 */
export function compareTemplates(before: Template, after: Template): readonly AccessFinding[] {
  return [
    ...inResource('the template', compareSections(before, after)),
    ...pairResources(before, after).flatMap((pair) => inResource(pair.name, compareResource(before, after, pair))),
  ];
}

function compareResource(before: Template, after: Template, pair: ResourcePair): readonly AccessChange[] {
  const { before: earlier, after: later } = pair;
  const type = (later ?? earlier)?.resource.Type ?? '';
  const rule = RESOURCE_RULES[type];
  if (earlier === undefined || later === undefined) {
    if (rule === undefined) return [toRead(`${type} is ${later === undefined ? 'removed' : 'new'}`)];
    return compareExistence(rule, before, after, pair);
  }
  return [
    ...compareAttributes(pair),
    ...compareProperties(pair),
    ...comparePermissions(before, after, pair),
    ...compareStandalone(before, after, pair),
  ];
}

function compareExistence(
  { existence, whenNew }: ResourceRule,
  before: Template,
  after: Template,
  pair: ResourcePair,
): readonly AccessChange[] {
  switch (existence.is) {
    case 'an actor':
      return [actorChange(existence.noun, before, after, pair)];
    case 'what it says':
      return [...compareProperties(pair), ...compareStandalone(before, after, pair)];
    case 'a thing':
      return pair.after === undefined
        ? [toRead('it is removed, and what it kept or watched with it')]
        : (whenNew?.(pair.after.resource.Properties) ?? []);
  }
}

function compareProperties({ before: earlier, after: later }: ResourcePair): readonly AccessChange[] {
  const was = earlier?.resource.Properties ?? {};
  const is = later?.resource.Properties ?? {};
  const rules = RESOURCE_RULES[(later ?? earlier)?.resource.Type ?? '']?.properties ?? {};
  const isThere = earlier !== undefined && later !== undefined;
  return (
    [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((name) => canonical(was[name]) !== canonical(is[name]))
      // Of what comes or goes, only what orgstrap knows to say something says something.
      .filter((name) => isThere || name in rules)
      .flatMap((name) => (rules[name] ?? unknownProperty(name))(was[name], is[name]))
  );
}

/**
 * A policy that nobody in the template has is judged for itself: a boundary, or one for somebody whom another template makes.
 */
function compareStandalone(
  before: Template,
  after: Template,
  { before: earlier, after: later }: ResourcePair,
): readonly AccessChange[] {
  const policy = later ?? earlier;
  if (policy === undefined || !isPolicy(policy.resource)) return [];
  const isHeld = (template: Template, id: string | undefined) => id !== undefined && attachedPolicies(template).has(id);
  const was = isHeld(before, earlier?.id) ? undefined : earlier?.resource.Properties.PolicyDocument;
  const is = isHeld(after, later?.id) ? undefined : later?.resource.Properties.PolicyDocument;
  return [
    ...compareDocuments('policy', was, is, textOf),
    ...moreWidens('is given to')(
      earlier ? outsideHolders(before, earlier.resource) : [],
      later ? outsideHolders(after, later.resource) : [],
    ),
  ];
}

function compareAttributes({ before: earlier, after: later }: ResourcePair): readonly AccessChange[] {
  const was = earlier?.resource.attributes ?? {};
  const is = later?.resource.attributes ?? {};
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => !HARMLESS_ATTRIBUTES.has(name) && canonical(was[name]) !== canonical(is[name]))
    .map((name) => unclear(name));
}

function compareSections({ sections: was }: Template, { sections: is }: Template): readonly AccessChange[] {
  const others = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => !HARMLESS_SECTIONS.has(name) && canonical(was[name]) !== canonical(is[name]))
    .map((name) => unclear(name));
  return [...others, ...compareDeclarations(was.Parameters, is.Parameters)];
}

/** What a parameter may be, such as its `AllowedPattern`, keeps values out that nobody has tried yet. */
function compareDeclarations(
  was: Template['sections'][string] | undefined,
  is: Template['sections'][string] | undefined,
): readonly AccessChange[] {
  if (!isObject(was) || !isObject(is)) return [];
  const bare = (declaration: Template['sections'][string] | undefined) => {
    if (!isObject(declaration)) return canonical(declaration);
    const { Description: _, Default: __, ...rest } = declaration;
    return canonical(rest);
  };
  return Object.keys(is)
    .filter((name) => name in was && bare(was[name]) !== bare(is[name]))
    .map((name) => unclear(`what the parameter ${name} may be`));
}

/**
 * What a role, user or group may do before and after, over all its policies: a statement that moves from one policy to
 * another changes nothing.
 */
function comparePermissions(before: Template, after: Template, pair: ResourcePair): readonly AccessChange[] {
  const { before: earlier, after: later } = pair;
  if (earlier === undefined || later === undefined || !isHolder(later.resource)) return [];
  const had = permissionsOf(before, earlier.id);
  const has = permissionsOf(after, later.id);
  if (had.statements === undefined || has.statements === undefined) return [unclear('a policy of it')];
  const attached = notCovered(has.attached, had.attached, equal);
  const detached = notCovered(had.attached, has.attached, equal);
  return [
    ...compareStatements(had.statements, has.statements),
    ...(attached.length > 0 ? [widens('has more managed policies', attached)] : []),
    // A policy that orgstrap cannot read may have been there to deny.
    ...(detached.length > 0 ? [toRead('has fewer managed policies, which may have denied', detached)] : []),
  ];
}

/** Who comes or goes: whom it trusts, and what it may do. */
function actorChange(
  noun: string,
  before: Template,
  after: Template,
  { before: earlier, after: later }: ResourcePair,
): AccessChange {
  if (later !== undefined) return widens(`a new ${noun}`, described(after, later.id));
  if (earlier === undefined) return unclear(noun);
  // The members of a group lose its denials with it.
  const denies = permissionsOf(before, earlier.id).statements?.some(({ effect }) => effect === 'Deny') ?? true;
  if (noun === 'group' && denies) return toRead('a group that denies is removed', described(before, earlier.id));
  return narrows(`the ${noun} is removed`, described(before, earlier.id));
}

function described(template: Template, id: string): readonly string[] {
  const trust = template.resources[id]?.Properties.AssumeRolePolicyDocument;
  const { statements, attached } = permissionsOf(template, id);
  const said = (statements ?? []).map(({ effect, sid }) => `${effect} ${sid || 'without a Sid'}`);
  return [
    ...(readStatements(trust, textOf) ?? []).flatMap((statement) => linesOf(statement).map((line) => `trust: ${line}`)),
    ...said.map((statement) => `permission: ${statement}`),
    ...(statements === undefined ? ['permission: a policy that cannot be read'] : []),
    ...attached.map((policy) => `managed policy: ${policy}`),
  ];
}
