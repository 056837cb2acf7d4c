import { Document, visit } from 'yaml';
import { orgSchema } from '../../lib/config/org-yaml';
import { type Key, keysBelow, leastOrgYaml } from './keys';
import { typeText } from './type-text';

/** `docs/reference/org-yaml.md`: every key of org.yaml, as its schema has it. */
export function orgYamlPage(): string {
  const keys = keysBelow(orgSchema);
  const top = keys.filter(({ path, name }) => path === name);
  return `# Every key of org.yaml

Written from the schema by \`npm run reference\`; an editor shows the same from [\`org.schema.json\`](../../org.schema.json). A word in capitals stands for a name that you choose, \`[]\` for each item of a list.
\`npx orgstrap validate\` says what is wrong with a value, and how to mend it.

| key | required | what it is |
|---|---|---|
${top.map(({ path, isRequired, guidance }) => `| [\`${path}\`](#${anchorOf(path)}) | ${isRequired ? 'yes' : 'no'} | ${firstSentence(guidance.description)} |`).join('\n')}

The least that is complete:

\`\`\`yaml
${new Document(leastOrgYaml()).toString({ lineWidth: 0 }).trimEnd()}
\`\`\`
${keys.map(sectionOf).join('')}`;
}

function sectionOf({ path, name, isRequired, guidance, example, schema }: Key): string {
  const { description, expected } = guidance;
  const lines = [
    `Type: ${typeText(schema)}`,
    `Expected: ${expected}`,
    ...(name === undefined
      ? []
      : [`Required: ${isRequired ? 'yes' : 'no'}`, `Default: ${defaultText(guidance, isRequired)}`]),
    ...(guidance.keysOf === undefined
      ? []
      : [`Keys: those of [\`${guidance.keysOf}\`](#${anchorOf(guidance.keysOf)})`]),
    `Example: \`${name === undefined ? '' : `${name}: `}${inOneLine(example)}\``,
  ];
  return `
${path === name ? '##' : '###'} \`${path}\`

${description}

${lines.map((line) => `- ${line}`).join('\n')}
`;
}

/** As GitHub makes it of a heading. */
function anchorOf(path: string): string {
  return path.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '');
}

function defaultText({ default: value, unset }: Key['guidance'], isRequired: boolean): string {
  if (value !== undefined) return `\`${inOneLine(value)}\``;
  return unset ?? (isRequired ? 'none: it must be there' : '');
}

/** As somebody may write it in org.yaml. */
function inOneLine(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 }).trim();
}

function firstSentence(text: string): string {
  return /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;
}
