import type { Access } from '../../domain/ci-identity';
import type { LeftOut } from '../../policies/left-out';
import { columns } from '../../terminal/columns';
import type { DescribedService, NamedService, ServiceStatement } from './described-service';

/** The shape of `orgstrap services --json`; what a later version adds does not change it. */
const VERSION = 1;

export function servicesText(services: readonly NamedService[]): string {
  const rows = services.map((service) => [service.name, stateOf(service)]);
  return `${columns(rows)
    .map((line) => `${line.trimEnd()}\n`)
    .join('')}`;
}

function stateOf({ isListed, isOwn }: NamedService): string {
  return [...(isListed ? ['listed'] : []), ...(isOwn ? ['your own'] : [])].join(', ');
}

const READING: Readonly<Record<Access, string>> = {
  plan: 'A plan reads, and so does an apply',
  apply: 'An apply does beyond that',
};

export function serviceText(service: DescribedService): string {
  const { name, needs, leftOut, documents } = service;
  const state = stateOf(service);
  return [
    `${name}${state === '' ? ', not listed in terraform.services' : `, ${state}`}`,
    ...documents.flatMap(({ access, file, statements }) => [
      '',
      `${READING[access]} (${file}):`,
      ...statements.flatMap(statementLines),
    ]),
    ...needLines('Some of its resources change something of other services; list those, too', needs.changes),
    ...needLines('Some look at, or tag, what is of other services', needs.reads),
    ...leftOutLines('Left out on purpose', leftOut.apply),
    ...leftOutLines('Left out of a plan on purpose', leftOut.plan),
    '',
  ].join('\n');
}

function needLines(heading: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const rows = Object.entries(others).map(([other, types]) => [other, types.replaceAll(' ', ', ')]);
  return rows.length === 0 ? [] : ['', `${heading}:`, ...columns(rows).map((line) => `  ${line}`.trimEnd())];
}

function leftOutLines(heading: string, all: readonly LeftOut[]): readonly string[] {
  const lines = all.flatMap(({ actions, why, instead }) => [
    `  ${actions.join(', ')}`,
    `    ${why}`,
    `    Instead: ${instead}`,
  ]);
  return lines.length === 0 ? [] : ['', `${heading}:`, ...lines];
}

function statementLines({ sid, actions, resources, conditions }: ServiceStatement): readonly string[] {
  const rows = [
    ...actions.map(({ text, reason = '' }) => [text, reason]),
    ...resources.map(({ text, reason = '' }) => [`of ${text}`, reason]),
    ...conditions.map((text) => [`if ${text}`, '']),
  ];
  return [`  ${sid}`, ...columns(rows).map((line) => `    ${line}`.trimEnd())];
}

export function servicesJson(services: readonly (NamedService | DescribedService)[]): string {
  return `${JSON.stringify({ version: VERSION, services }, null, 2)}\n`;
}
