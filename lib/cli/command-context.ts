import type { KeyAccess } from '../aws/key-access';
import type { PeopleAccess } from '../aws/people-access';
import type { TrailAccess } from '../aws/trail-access';
import type { OrgConfig } from '../domain/org-config';
import type { CheckResults } from '../domain/template-finding';
import type { DoctorView } from '../operations/doctor/doctor';
import type { DeploymentAccount, SynthesizedApp } from '../operations/plan/plan';
import type { VerifyView } from '../operations/verify/verify';
import type { Io } from './io';

/** All that commands reach beyond files. CDK and the AWS SDK are loaded by what needs them. */
export interface CommandContext {
  readonly io: Io;
  /** The folder of the repository, which the places in a report are relative to. */
  readonly root: string;
  now(): Date;
  /** Where the AWS CLI reads profiles. */
  awsConfigFile(): string;

  /** Writes every template of an organization into a folder, after every check, and answers their names. */
  synthesize(config: OrgConfig, folder: string): Promise<readonly string[]>;
  /** The stacks of an organization's app, in the order in which they are deployed, after every check. */
  synthesizedStacks(config: OrgConfig): Promise<SynthesizedApp>;
  /** Runs every check over every template, and fails on no finding. */
  checkResults(config: OrgConfig): Promise<CheckResults>;

  /** The deployment account, as the credentials at hand see it. */
  deploymentAccount(config: OrgConfig): Promise<DeploymentAccount>;
  /** The organization, as the credentials at hand see it. */
  doctorAccess(config: OrgConfig): Promise<DoctorView>;
  /** The Terraform account, as one of the operators' roles. */
  keyAccess(config: OrgConfig, role: string): Promise<KeyAccess>;
  /** The accounts of people, as one of the operators' roles; AWS is asked when an account is. */
  peopleAccess(config: OrgConfig, role: string): Promise<PeopleAccess>;
  /** Every account, as its auditor role. */
  auditAccess(config: OrgConfig): Promise<VerifyView>;
  /** The event history of every account, as its auditor role. */
  trailAccess(config: OrgConfig): Promise<TrailAccess>;
}
