import { isMap, parseDocument } from 'yaml';

/** What a retired organization still says nothing of: its stacks are left behind, to be deleted. */
const LEFT_OUT = ['protectStacks', 'managementAccount', 'platformAccounts', 'guardrails'];

/**
 * The text of an `org.yaml` in which every environment and every pipeline is retired, so that deploying it lets nobody in any more, and in
 * which nothing keeps a stack from being deleted. Pure; the file stays as it is.
 *
 * @param text - a valid `org.yaml`
 */
export function retiredOrgYaml(text: string): string {
  const document = parseDocument(text, { stringKeys: true });
  for (const block of ['environments', 'pipelines']) {
    const all = document.get(block);
    if (!isMap(all)) continue;
    for (const { value } of all.items) if (isMap(value)) value.set('retired', true);
  }
  for (const key of LEFT_OUT) document.delete(key);
  return document.toString();
}
