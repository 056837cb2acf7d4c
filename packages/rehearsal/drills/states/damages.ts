/** The states of a workspace that a damage is made of. */
export interface WholeStates {
  readonly current: string;
  /** The one before it. */
  readonly older: string;
}

/** What happens to a state. */
export interface Damage {
  /** To complete "the state ...". */
  readonly happens: string;
  /** What is there afterwards. @default - nothing: it is deleted */
  readonly leaves?: (whole: WholeStates) => string | Uint8Array;
  /** What `orgstrap state history` says of it. */
  readonly history: string;
  /** What Terraform says, in the words by which somebody looks for it. @default - nobody tries */
  readonly symptom?: readonly string[];
  /** Whether what is there now began as another state, so that orgstrap wants to hear that it may go. @default - it did not */
  readonly isOtherLineage?: true;
}

interface StateObject {
  readonly [name: string]: unknown;
  readonly resources: readonly object[];
}

/** A state with other keys, as Terraform writes it. */
function edited(text: string, edit: (state: StateObject) => object): string {
  const state: StateObject = JSON.parse(text);
  return `${JSON.stringify({ ...state, ...edit(state) }, undefined, 2)}\n`;
}

function half(text: string): string {
  return text.slice(0, text.length / 2);
}

const OTHER_LINEAGE = '00000000-0000-4000-8000-000000000000';

/** Every way in which we know that states get lost, each once. */
export const DAMAGES: readonly Damage[] = [
  {
    happens: 'is deleted by an administrator, who takes the policy of the bucket away for that',
    history: 'deleted',
  },
  {
    happens: 'is deleted in that way, and the next plan begins another one',
    history: 'serial 1, lineage ',
    symptom: ['Plan: 4 to add, 0 to change, 0 to destroy.'],
    isOtherLineage: true,
  },
  { happens: 'is empty', leaves: () => '', history: 'it is empty' },
  { happens: 'is zero bytes', leaves: ({ current }) => new Uint8Array(current.length), history: 'zero bytes' },
  {
    happens: 'is bytes of something else',
    leaves: () => Uint8Array.from({ length: 4096 }, (_, index) => (index * 151 + 129) % 256),
    history: 'it is no JSON',
  },
  {
    happens: 'ends in the middle',
    leaves: ({ current }) => half(current),
    history: 'it ends in the middle',
    symptom: ['Unsupported state file format', 'could not be parsed as JSON'],
  },
  {
    happens: 'lacks its last bracket',
    leaves: ({ current }) => current.trimEnd().slice(0, -1),
    history: 'it ends in the middle',
  },
  { happens: 'lacks its first bytes', leaves: ({ current }) => current.slice(16), history: 'it is no JSON' },
  {
    happens: 'is half written over the one before',
    leaves: ({ current, older }) => half(current) + older.slice(older.length / 3),
    history: 'damaged',
  },
  { happens: 'is there twice in one file', leaves: ({ current }) => current + current, history: 'it is no JSON' },
  {
    happens: 'is the error page of a proxy',
    leaves: () => '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>\n',
    history: 'it is HTML or XML instead of JSON',
  },
  {
    happens: 'went through an editor of Windows',
    leaves: ({ current }) => `\ufeff${current}`,
    history: 'a byte order mark',
  },
  { happens: 'is a saved plan', leaves: () => 'PK\u0003\u0004\u0014\u0000', history: 'it is a ZIP file' },
  {
    happens: 'is the lock',
    leaves: () => JSON.stringify({ ID: OTHER_LINEAGE, Operation: 'OperationTypeApply' }),
    history: 'it is a lock, and no state',
  },
  {
    happens: 'is that of another workspace',
    leaves: ({ current }) => edited(current, () => ({ lineage: OTHER_LINEAGE, serial: 1, resources: [] })),
    history: OTHER_LINEAGE,
    isOtherLineage: true,
  },
  { happens: 'is an older one', leaves: ({ older }) => older, history: 'serial ' },
  {
    happens: 'lost its resources to a run of an empty folder',
    leaves: ({ current }) =>
      edited(current, ({ serial }) => ({ serial: Number(serial) + 1, resources: [], outputs: {} })),
    history: 'serial ',
  },
  {
    happens: 'is of the format of Terraform 0.11',
    leaves: ({ current }) => edited(current, () => ({ version: 3 })),
    history: 'it has the version 3',
  },
  {
    happens: 'has no lineage',
    leaves: ({ current }) => edited(current, () => ({ lineage: undefined })),
    history: 'it has no lineage',
  },
  {
    happens: 'has each resource twice after somebody merged it by hand',
    leaves: ({ current }) => edited(current, ({ resources }) => ({ resources: [...resources, ...resources] })),
    history: 'damaged: it has data.aws_iam_role.orgstrap twice',
    symptom: ['Duplicate resource instance in state'],
  },
];
