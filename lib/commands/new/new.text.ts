import type { WrittenCompany } from './write-company';

/** What was written, and what to do next. */
export function companyText(folder: string, { files, orgYaml, variables }: WrittenCompany): string {
  const nextSteps = [
    `cd ${folder}`,
    'npm install --ignore-scripts',
    ...(orgYaml === 'an example' ? ['rm org.yaml && npx orgstrap init'] : []),
    'npx orgstrap validate',
    'npx cdk synth --quiet',
  ];
  const aboutOrgYaml = {
    'an example': [
      'org.yaml is an example. Put your own ids in, or let npx orgstrap init propose one in its place, with',
      'credentials of the management account.',
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
    ...(variables.size === 0
      ? []
      : [
          'Once a person has deployed, these variables of the CI system let its jobs go on:',
          ...[...variables].map(([name, value]) => `  ${name}=${value}`),
          '',
        ]),
    'README.md has the rest of the first day.',
    '',
  ].join('\n');
}
