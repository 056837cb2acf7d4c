import { SERVICE_COMPANIONS, type ServiceCompanions } from '../../lib/domain/service-companions';
import { serviceNames } from '../../lib/policies/policies-folder';

/** `docs/reference/services.md`: every service that orgstrap ships, and what it needs of others. */
export function servicesPage(): string {
  return `# Every service

Written by \`npm run reference\`. What the documents of a service allow, \`npx orgstrap services NAME\` prints; [what is left out](../../policies/services/README.md#what-is-left-out-on-purpose).

A document opens its own service only, and AWS asks IAM about more than the call that is made: a flow log to S3 takes \`logs:CreateLogDelivery\`. Below are the resources of each service that need another one, by the end of
their CloudFormation type, as AWS's own handlers create them (their schemas, beside the documents of orgstrap). Where something there is made or changed, \`validate\` warns while it is not listed. A key of your own takes \`kms\` with nearly all of them.

| service | changes something of | looks at, or tags |
|---|---|---|
${serviceNames()
  .map((service) => rowOf(service, SERVICE_COMPANIONS[service] ?? {}))
  .join('\n')}
`;
}

function rowOf(service: string, { changes, reads }: ServiceCompanions): string {
  return `| \`${service}\` | ${cellOf(changes)} | ${cellOf(reads)} |`;
}

function cellOf(others: Readonly<Record<string, string>> = {}): string {
  return Object.entries(others)
    .map(([other, types]) => `\`${other}\` for ${types.replaceAll(' ', ', ')}`)
    .join('; ');
}
