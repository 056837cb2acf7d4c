import type { WrittenCompany } from './write-company';

/** What was written, and what to do next. */
export function companyText(folder: string, { files, orgYaml }: WrittenCompany): string {
  const nextSteps = [`cd ${folder}`, 'npm install --ignore-scripts', 'npx orgstrap validate', 'npx cdk synth --quiet'];
  const aboutOrgYaml = {
    'an example': [
      'org.yaml is an example: put your own ids in, or take it away and run npx orgstrap init with',
      'credentials of the management account, which proposes one.',
      '',
    ],
    'as it was': ['org.yaml stayed as it was.', ''],
    proposed: [],
    copied: [],
  }[orgYaml];
  return [
    ...files,
    '',
    ...aboutOrgYaml,
    'Next:',
    ...nextSteps.map((step) => `  ${step}`),
    '',
    'README.md has the rest of the first day.',
    '',
  ].join('\n');
}
