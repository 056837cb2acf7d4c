import * as z from 'zod';
import { ACCOUNT_SWITCHES } from '../../domain/account-switches';
import { SERVICE_NAME } from '../../domain/chosen-names';
import { EVERYDAY_SERVICE_NAMES } from '../../domain/everyday-service-names';
import { DEFAULT_TERRAFORM_VERSION, USABLE_VERSION } from '../../domain/terraform-program';
import { childrenOf, keyOf, nodeAt, textsIn } from '../node';
import { problemAt } from '../problem';
import { listedOnce, unknownNames } from '../rules/listed-names';
import { guided, type Rule } from '../schema';

/** The name of a service that has a policy file. */
export const serviceName = guided(z.string().regex(SERVICE_NAME), {
  description: 'The name of a file in policies/services, of orgstrap or beside org.yaml, without .json.',
  expected: 'the name of a file in policies/services, without .json',
  example: 's3',
  fix: 'use lower-case letters, digits and single hyphens',
});

/** A list of services that have a policy file. */
export const serviceList = z.array(serviceName).min(1);

const haveAPolicyFile: Rule = (list, { knownServices }) => {
  // What is no name at all is reported with the other values.
  const named = textsIn(list).filter(({ value }) => SERVICE_NAME.test(value));
  return unknownNames(named, {
    noun: 'service',
    known: knownServices,
    home: 'policies/services beside org.yaml',
    alsoCalled: EVERYDAY_SERVICE_NAMES,
  });
};

/** For every list of services. */
export const SERVICE_RULES: readonly Rule[] = [haveAPolicyFile, listedOnce];

const services = guided(serviceList, {
  description:
    'The AWS services that Terraform may manage in product accounts; one file in policies/services each, of orgstrap or beside org.yaml.',
  expected: 'a list with at least one service',
  example: ['s3', 'logs'],
  fix: 'list what Terraform shall manage, for example [s3, logs]',
  rules: SERVICE_RULES,
});

const accountSwitches = guided(
  z
    .array(
      guided(z.enum(ACCOUNT_SWITCHES), {
        description: 'A call that loosens what holds for a whole account, or that cannot be taken back.',
        expected: 'a call of NobodyLoosensWhatHoldsForTheWholeAccount in policies/protection.boundary.json',
        example: 's3:PutBucketObjectLockConfiguration',
        fix: 'use one of its actions as it is written there, for example ec2:DisableEbsEncryptionByDefault',
      }),
    )
    .min(1)
    .optional(),
  {
    description:
      'The calls that Terraform, and the roles that it makes, may make though they loosen what holds for a whole account, or cannot be taken back. ' +
      'A boundary refuses them otherwise; those that tighten are never refused. None where nothing is said.',
    expected: 'a list with at least one call',
    unset: 'none: the boundary refuses all of them',
    fix: 'list calls, for example [s3:PutBucketObjectLockConfiguration], or remove accountSwitches',
    rules: [listedOnce],
  },
);

const version = guided(z.string().regex(USABLE_VERSION).optional(), {
  description: 'The version of Terraform that the files of `orgstrap pipeline` install.',
  expected: 'one version from 1.11.0 on, without a range',
  example: '1.14.2',
  unset: `Terraform ${DEFAULT_TERRAFORM_VERSION}, or OpenTofu where openTofuVersion is there`,
  fix: `write three numbers, for example "${DEFAULT_TERRAFORM_VERSION}": states cannot go back to an older version, so nothing chooses a newer one by itself`,
});

/** A pipeline has one program, and the runs of HCP Terraform are Terraform's. */
const isTheOnlyProgram: Rule = (chosen, { root }) => {
  if (nodeAt(root, 'terraform', 'version') !== undefined) {
    return [
      problemAt(keyOf(chosen), {
        found: 'openTofuVersion beside version',
        expected: 'one of both: a pipeline runs Terraform or OpenTofu',
        fix: 'remove version to run OpenTofu, or openTofuVersion to run Terraform',
      }),
    ];
  }
  const inHcp = childrenOf(nodeAt(root, 'pipelines')).find((each) => nodeAt(each, 'identity', 'hcpTerraform'));
  return inHcp === undefined
    ? []
    : [
        problemAt(keyOf(chosen), {
          found: `openTofuVersion beside the pipeline ${keyOf(inHcp).value}, whose runs are in HCP Terraform`,
          expected: 'no OpenTofu: HCP Terraform runs Terraform alone',
          fix: 'remove openTofuVersion, or give that pipeline an identity of another CI system',
        }),
      ];
};

const openTofuVersion = guided(z.string().regex(USABLE_VERSION).optional(), {
  description: 'The version of OpenTofu, where pipelines run it in place of Terraform.',
  expected: 'one version from 1.11.0 on, without a range',
  example: '1.11.1',
  unset: 'pipelines run Terraform',
  fix: 'write three numbers, for example "1.11.1", as in https://github.com/opentofu/opentofu/releases',
  rules: [isTheOnlyProgram],
});

export const terraform = guided(z.strictObject({ services, accountSwitches, version, openTofuVersion }), {
  description: 'What Terraform may do in product accounts.',
  expected: 'a map with services',
  fix: 'add terraform: { services: [s3, logs] } with the services that Terraform shall manage',
});
