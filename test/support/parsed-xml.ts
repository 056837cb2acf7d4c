import { spawnSync } from 'node:child_process';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Element[];
}

const SCRIPT = `
import json, sys
from xml.etree import ElementTree
def element(e):
    return {'name': e.tag, 'attributes': e.attrib, 'text': e.text or '', 'children': [element(c) for c in e]}
json.dump(element(ElementTree.fromstring(sys.stdin.buffer.read())), sys.stdout)
`;

/** What a strict parser, Python's expat, reads in a document. */
export function parsed(xml: string): Element {
  const { stdout, stderr } = spawnSync('python3', ['-c', SCRIPT], { input: xml, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
}
