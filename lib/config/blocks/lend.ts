import * as z from 'zod';
import { isAccountId } from '../../domain/ids';
import { ARN, LENDABLE, type Lendable, partsOfArn } from '../../domain/lendable';
import { partitionOf } from '../../domain/region';
import { exampleArn } from '../example-arn';
import { isNotEmpty } from '../names';
import { keyOf, keysIn, type Node, namesIn, nodeAt, type Text, textOf, textsIn, wholeTextsIn } from '../node';
import { type FileProblem, problemAt, quoted, type Wording, wildcardNote } from '../problem';
import { listedOnce, repeatedTexts, unknownNames } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { homeRegionOf } from './home-region';
import { SERVICE_RULES, serviceList } from './terraform';

const hasNoIam: Rule = (list) =>
  textsIn(list)
    .filter(({ value }) => value === 'iam')
    .map((service) =>
      problemAt(service, {
        found: 'iam among what is lent',
        expected: 'any other service: who may make roles in an account may do all that their boundary admits',
        fix: 'remove it; let a pipeline of the platform account itself make the roles',
      }),
    );

const services = guided(serviceList, {
  description:
    'The services that are lent; never iam. Each is a file in policies/services, of orgstrap or beside org.yaml.',
  expected: 'a list with at least one service',
  example: ['route53'],
  fix: 'list what is lent, for example [route53]',
  rules: [...SERVICE_RULES, hasNoIam],
});

const NAMEABLE = [...LENDABLE.keys()].sort().join(', ');

const resources = guided(
  z
    .array(
      guided(z.string().regex(ARN), {
        description: 'The ARN of a resource of the platform account; below a name all, where it ends in /*.',
        expected: 'the ARN of a resource',
        example: exampleArn('route53:::hostedzone/Z0123456789ABCDEFGHIJ'),
        fix: 'copy the ARN from the console or from Terraform',
      }),
    )
    .min(1)
    .optional(),
  {
    description: `Narrows what is lent to these resources, of each of the services at least one. Services whose resources can be named: ${NAMEABLE}.`,
    expected: 'a list with at least one ARN',
    unset: 'none: the services are lent as a whole',
    fix: 'list the resources that are lent, or remove resources where the services are lent as a whole',
    rules: [listedOnce],
  },
);

const readOnly = guided(z.literal(true).optional(), {
  description: 'Lends to read alone: what a plan may, an apply may, too, and no more.',
  expected: 'true, or no key readOnly at all',
  example: true,
  unset: 'none: an apply may change what is lent',
  fix: 'write readOnly: true, or remove readOnly where runs shall change what is lent',
});

/** Looks only at a list that can be read as a whole. */
const areOfThePipeline: Rule = (list, { root }) => {
  const names = wholeTextsIn(list);
  const { value: pipeline } = keyOf(list);
  const environments = nodeAt(root, 'pipelines', pipeline, 'environments');
  const known = environments?.kind === 'list' ? textsIn(environments).map(({ value }) => value) : undefined;
  return [
    ...repeatedTexts(names),
    ...unknownNames(names, { noun: 'environment', known, home: `pipelines.${pipeline}.environments` }),
  ];
};

const areKnownPipelines: Rule = (map, { root }) =>
  unknownNames(keysIn(map), { noun: 'pipeline', known: namesIn(nodeAt(root, 'pipelines')), home: 'pipelines' });

const to = guided(
  z
    .record(
      z.string(),
      guided(
        z
          .array(
            guided(z.string(), {
              description: 'The name of an environment.',
              expected: 'the name of an environment',
              example: 'dev',
              fix: 'write the name of one of the environments of the pipeline as text',
            }),
          )
          .min(1),
        {
          description: 'The environments of the pipeline whose runs get what is lent.',
          expected: 'a list with at least one environment of the pipeline',
          fix: 'list the environments; there is no default',
          rules: [areOfThePipeline],
        },
      ),
    )
    .refine(isNotEmpty),
  {
    description: 'To whom it is lent: pipelines, and of each the environments.',
    expected: 'a map from at least one pipeline to a list of its environments',
    entry: { placeholder: 'PIPELINE', example: 'delivery' },
    fix: 'write to: { PIPELINE: [ENVIRONMENT] }; there is no default',
    rules: [areKnownPipelines],
  },
  { minProperties: 1 },
);

/** The services and the resources of what is lent agree, and the resources are of the account that lends them. */
const resourcesFit: Rule = (node, { root }) => {
  const list = nodeAt(node, 'resources');
  const listed = textsIn(nodeAt(node, 'services'));
  if (list === undefined || listed.length === 0) return [];
  const arns = textsIn(list, isArn);
  const owner = textOf(nodeAt(root, ...node.path.slice(0, 2), 'account'), isAccountId)?.value;
  const home = homeRegionOf(root);
  const place = { owner, partition: home && partitionOf(home) };
  const misfits = arns.flatMap((arn) => misfit(arn, listed, place));
  return [...listed.flatMap((service) => unnamed(service, arns, list)), ...misfits];
};

function isArn(text: string): text is string {
  return partsOfArn(text) !== undefined;
}

/** Lending a zone by name and all repositories beside it would hardly be what somebody means. */
function unnamed(service: Text, arns: readonly Text[], list: Node): readonly FileProblem[] {
  if (!LENDABLE.has(service.value)) {
    return [
      problemAt(service, {
        found: `the service ${quoted(service.value)}, of which no resources can be named, beside resources`,
        expected: `with resources, services of ${NAMEABLE}`,
        fix: 'lend it under another name, without resources, or not at all',
      }),
    ];
  }
  if (arns.some(({ value }) => partsOfArn(value)?.service === service.value)) return [];
  return [
    problemAt(keyOf(list), {
      found: `no resource of ${service.value}`,
      expected: 'with resources, at least one of every service that is lent',
      fix: `add one, or lend ${service.value} under another name`,
    }),
  ];
}

interface Place {
  readonly owner: string | undefined;
  readonly partition: string | undefined;
}

function misfit(arn: Text, listed: readonly Text[], place: Place): readonly FileProblem[] {
  const parts = partsOfArn(arn.value);
  if (parts === undefined) return [];
  if (!listed.some(({ value }) => value === parts.service)) {
    return [
      problemAt(arn, {
        found: `a resource of ${parts.service}, which is not among the services`,
        expected: `a resource of ${listed.map(({ value }) => value).join(', ')}`,
        fix: `add ${parts.service} to services, or remove the resource`,
      }),
    ];
  }
  const lendable = LENDABLE.get(parts.service);
  const wording = lendable && wrongPart(arn.value, parts, lendable, place);
  return wording === undefined ? [] : [problemAt(arn, wording)];
}

function wrongPart(
  arn: string,
  { partition, service, region, account, resource }: NonNullable<ReturnType<typeof partsOfArn>>,
  lendable: Lendable,
  place: Place,
): Wording | undefined {
  const { isRegional, example } = lendable;
  const ownPartition = place.partition ?? partition;
  const ownAccount = isRegional ? (place.owner ?? account) : '';
  const isWhole = partition === ownPartition && account === ownAccount && isRegional === (region !== '');
  if (isWhole && lendable.resource.test(resource)) return undefined;
  return {
    found: quoted(arn),
    expected: `a resource of the platform account, such as arn:${ownPartition}:${service}:${isRegional ? 'REGION' : ''}:${ownAccount}:${example}`,
    fix: `correct the ARN${isWhole ? wildcardNote(resource.replace(/\/\*$/, '')) : ''}`,
  };
}

export const lend = guided(z.strictObject({ services, resources, readOnly, to }), {
  description:
    'A role that runs of other pipelines enter beside that of their own account, with these services and no more.',
  expected: 'a map with services and to',
  fix: 'write services: [SERVICE] and to: { PIPELINE: [ENVIRONMENT] }',
  rules: [resourcesFit],
});
