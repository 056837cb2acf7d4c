import { isObject, type Json, type JsonObject, parsedJson } from '../json';
import { howNoJson, howNoResources, howNoSerial, howNoVersion, NO_LINEAGE } from './state-damage';
import { spanOfNumber } from './state-json';
import { instancesOf, outputsOf, type StateOutput, type StateResource } from './state-resources';

/** A state as Terraform and OpenTofu keep it. It names what is in it; the values are in the text alone. */
export interface StateFile {
  readonly version: 4;
  /** Of the program that wrote it last. */
  readonly terraformVersion: string;
  /** Grows with each state of the same lineage. */
  readonly serial: number;
  /** The same for all states of one workspace, from its first one. */
  readonly lineage: string;
  readonly resources: readonly StateResource[];
  readonly outputs: readonly StateOutput[];
  /** As it was read: secrets are in it. */
  readonly text: string;
}

export type ReadState =
  | { readonly kind: 'state'; readonly state: StateFile }
  /** OpenTofu's own encryption: whole as far as anybody without its key can say. */
  | { readonly kind: 'encrypted'; readonly serial?: number; readonly lineage?: string }
  /** `how` completes "the state is damaged: ...", and shows nothing of what is in it. */
  | { readonly kind: 'damaged'; readonly how: string };

/**
 * Reads a state of version 4, the one of Terraform since 0.12 and of every OpenTofu.
 *
 * @see https://developer.hashicorp.com/terraform/language/state/remote
 * @see https://opentofu.org/docs/language/state/encryption/
 */
export function readState(text: string): ReadState {
  const value = parsedJson(text);
  if (value === undefined) return damaged(howNoJson(text));
  if (!isObject(value)) return damaged('it is JSON, but no object');
  if (typeof value.encrypted_data === 'string') return encrypted(value);
  const { version, terraform_version: writer, serial, lineage } = value;
  if (version !== 4) return damaged(howNoVersion(value));
  if (!isSerial(serial)) return damaged(howNoSerial(serial));
  if (typeof lineage !== 'string' || lineage === '') return damaged(NO_LINEAGE);
  const how = howNoResources(value);
  if (how !== undefined) return damaged(how);
  const instances = instancesOf(value);
  return {
    kind: 'state',
    state: {
      version,
      terraformVersion: typeof writer === 'string' ? writer : '',
      serial,
      lineage,
      resources: instances.map(({ body: _, ...resource }) => resource),
      outputs: Object.entries(outputsOf(value)).map(([name, output]) => ({
        name,
        sensitive: output.sensitive === true,
      })),
      text,
    },
  };
}

/**
 * The text of a state with another serial, and otherwise the same to the byte: numbers of a state may have more digits than
 * JavaScript keeps.
 *
 * @throws RangeError where no state could have that serial
 */
export function withSerial({ text }: StateFile, serial: number): string {
  if (!isSerial(serial)) throw new RangeError(`${serial} is no serial: a serial is a whole number from 0`);
  const span = spanOfNumber(text, 'serial');
  if (span === undefined) throw new RangeError('the text of the state has no serial');
  return `${text.slice(0, span.from)}${serial}${text.slice(span.to)}`;
}

function damaged(how: string): ReadState {
  return { kind: 'damaged', how };
}

function encrypted({ serial, lineage }: JsonObject): ReadState {
  return {
    kind: 'encrypted',
    ...(isSerial(serial) && { serial }),
    ...(typeof lineage === 'string' && { lineage }),
  };
}

/** Terraform counts to 2^64, and nobody gets so far that JavaScript miscounts. */
function isSerial(serial: Json | undefined): serial is number {
  return typeof serial === 'number' && Number.isSafeInteger(serial) && serial >= 0;
}
