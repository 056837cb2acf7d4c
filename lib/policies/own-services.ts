import { realpathSync } from 'node:fs';
import { SERVICE_NAME } from '../domain/chosen-names';
import { Failure } from '../domain/failure';
import { policiesFolder, policyFilesOf } from './policies-folder';

/** The folder that has the documents of a service: orgstrap's, unless the user alone has it. */
export function folderOfService(service: string, ownPolicies: string | undefined): string {
  const isOwn = ownPolicies !== undefined && !policyFilesOf(policiesFolder()).includes(service);
  return isOwn ? ownPolicies : policiesFolder();
}

/** Whether the user has services beside `org.yaml`. In a clone that folder may be orgstrap's own, and then nobody has. */
export function hasOwnServices(ownPolicies: string): boolean {
  return policyFilesOf(ownPolicies).length > 0 && realpathSync(ownPolicies) !== realpathSync(policiesFolder());
}

/**
 * What the user wrote is used as it stands, or refused: a file that nobody would read looks as if it counted.
 *
 * @param ownPolicies - the folder `policies` beside `org.yaml`
 * @throws Failure `UnusableService` that says of each file what is wrong with it
 */
export function refuseUnusableServices(ownPolicies: string | undefined): void {
  if (ownPolicies === undefined || !hasOwnServices(ownPolicies)) return;
  const own = policyFilesOf(ownPolicies);
  const shipped = policyFilesOf(policiesFolder());
  const problems = own.flatMap((file) => {
    const problem = problemOf(file, { own, shipped });
    return problem === undefined ? [] : [`policies/services/${file}.json ${problem}`];
  });
  if (problems.length > 0) throw new Failure('UnusableService', problems.sort().join('\n'));
}

interface Files {
  readonly own: readonly string[];
  readonly shipped: readonly string[];
}

/** Completes "policies/services/FILE.json …". */
function problemOf(file: string, { own, shipped }: Files): string | undefined {
  const service = file.replace(/\.reasons$/, '').replace(/\.plan$/, '');
  if (!SERVICE_NAME.test(service)) {
    return 'has no name of a service: use lower-case letters, digits and single hyphens';
  }
  if (shipped.includes(service)) {
    return `would replace a part of orgstrap's own service ${service}, which nothing does: call yours my-${service}, give its statements names of their own, and list it in org.yaml`;
  }
  if (!own.includes(service)) {
    return `belongs to no service: write policies/services/${service}.json beside it, or remove it`;
  }
  const document = file.replace(/\.reasons$/, '');
  return own.includes(document)
    ? undefined
    : `has no document beside it: write policies/services/${document}.json, or remove it`;
}
