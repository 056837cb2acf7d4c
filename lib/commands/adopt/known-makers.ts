/** Another bootstrap, and how what it makes is called. */
export interface Maker {
  readonly name: string;
  /** Of roles, users, groups and policies, and of StackSets. */
  readonly names: RegExp;
  /** What to do about it. */
  readonly advice: string;
}

/**
 * Whose names are known, by their sources and documents. The first one that fits has it.
 *
 * @see docs/adopt/control-tower-and-aft.md
 */
export const MAKERS: readonly Maker[] = [
  {
    name: 'AFT',
    names: /^(AWSAFT|aft-|ct-aft-)/i,
    advice:
      'leave it: AFT goes on making accounts, and Terraform of its customizations stays in its own states; let each resource be in one of the two',
  },
  {
    name: 'Customizations for Control Tower',
    names: /^CustomControlTower/i,
    advice: 'leave it: its StackSets have names of their own; let one of the two write a control policy',
  },
  {
    name: 'AWS Control Tower',
    names: /^(AWSControlTower|aws-controltower-|AWSControlTowerBP-)/i,
    advice: 'leave it: nobody of orgstrap touches it, and its controls protect it from everybody',
  },
  {
    name: 'Landing Zone Accelerator',
    names: /^AWSAccelerator/i,
    advice:
      'leave it: LZA goes on with network and security; let orgstrap doctor look for control policies of it that stop StackSets',
  },
  {
    name: 'org-formation',
    names: /^(OrganizationFormation|organization-formation)/i,
    advice: 'leave it: org-formation goes on with OUs, accounts and control policies',
  },
  {
    name: 'cdk bootstrap',
    names: /^(cdk-[a-z0-9]+-|CDKToolkit)/i,
    advice: 'leave it: orgstrap needs no bootstrap of CDK, and does not use this one',
  },
  {
    name: 'Gruntwork',
    names: /^(gruntwork|pipelines-(plan|apply)|root-pipelines-)/i,
    advice: 'two pipelines for one account are one too many: adopt its states, then retire its roles there',
  },
  {
    name: 'CloudFormation StackSets',
    names: /^(stacksets-exec-|AWSCloudFormationStackSet(Administration|Execution)Role$)/i,
    advice: 'leave it: orgstrap uses service-managed StackSets, and makes neither of these',
  },
];
