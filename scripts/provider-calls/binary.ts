import { closeSync, openSync, readSync } from 'node:fs';
import { isShipped, type ProviderFunction } from './calls';

const PROVIDER = 'github.com/hashicorp/terraform-provider-aws/internal/service/';
const SDK = /^github\.com\/aws\/aws-sdk-go-v2\/service\/([^./]+)\.(?:\(\*Client\)\.([A-Z]\w*)|New(\w+)Paginator)$/;

/** A section of the file: where it is in it, and where in the memory of the program. */
interface Section {
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

interface Code {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The functions of the shipped services in a binary of the provider, with what their machine code calls or takes the address of.
 *
 * @param file - an ELF binary for AMD64, built by Go 1.20 or newer and not stripped of Go's table of functions
 * @throws Error where it is another one
 * @see https://go.dev/src/runtime/symtab.go
 */
export function functionsOfBinary(file: string): readonly ProviderFunction[] {
  const descriptor = openSync(file, 'r');
  try {
    const sections = sectionsOf(descriptor);
    const text = sectionCalled('.text', sections);
    const constants = sectionCalled('.rodata', sections);
    const code = codeOf(bytesOf(descriptor, sectionCalled('.gopclntab', sections)), text);
    return functionsIn(code, { descriptor, text, constants, values: bytesOf(descriptor, constants) });
  } finally {
    closeSync(descriptor);
  }
}

interface Program {
  readonly descriptor: number;
  readonly text: Section;
  readonly constants: Section;
  /** What is in `constants`: a function that is passed as a value is named there. */
  readonly values: Buffer;
}

function functionsIn(code: readonly Code[], program: Program): readonly ProviderFunction[] {
  const names = new Map(code.map(({ start, name }) => [start, name]));
  const found = new Map<string, { name: string; callees: Set<string>; calls: Set<string> }>();
  for (const one of code) {
    const name = providerNameOf(one.name);
    if (name === undefined) continue;
    const into = found.get(name) ?? { name, callees: new Set<string>(), calls: new Set<string>() };
    found.set(name, into);
    for (const target of targetsOf(one, program)) {
      const called = names.get(target) ?? '';
      const call = callOf(called);
      const callee = call ?? providerNameOf(called);
      if (callee !== undefined) into[call === undefined ? 'callees' : 'calls'].add(callee);
    }
  }
  return [...found.values()];
}

function callOf(name: string): string | undefined {
  const [, sdk, method, paginator] = SDK.exec(name) ?? [];
  const call = method ?? paginator;
  return call === undefined || call === 'Options' ? undefined : `${sdk}.${call}`;
}

/** The function that somebody wrote: `acm.findCertificate.func1` is part of `acm.findCertificate`. */
function providerNameOf(name: string): string | undefined {
  if (!name.startsWith(PROVIDER)) return undefined;
  const own = name.slice(PROVIDER.length).replace(/(?:\.func\d|-range\d|\.gowrap\d|\.deferwrap\d).*$/, '');
  return isShipped(own.split('.', 1).join()) ? own : undefined;
}

/** The addresses that the machine code of a function calls, jumps to, or loads. */
function targetsOf({ start, end }: Code, { descriptor, text, constants, values }: Program): readonly number[] {
  const bytes = readAt(descriptor, text.offset + start - text.address, end - start);
  const targets: number[] = [];
  for (let at = 0; at + 5 <= bytes.length; at++) {
    const first = bytes.readUInt8(at);
    // CALL rel32 and JMP rel32.
    if (first === 0xe8 || first === 0xe9) targets.push(start + at + 5 + bytes.readInt32LE(at + 1));
    // LEA reg, [RIP + rel32], of a constant that holds the address of a function.
    const isLea =
      (first === 0x48 || first === 0x4c) && bytes[at + 1] === 0x8d && ((bytes[at + 2] ?? 0) & 0xc7) === 0x05;
    if (!isLea || at + 7 > bytes.length) continue;
    const constant = start + at + 7 + bytes.readInt32LE(at + 3) - constants.address;
    if (constant >= 0 && constant + 8 <= values.length) targets.push(Number(values.readBigUInt64LE(constant)));
  }
  return targets;
}

/** Every function of Go's table whose name is of the provider or of the SDK. */
function codeOf(table: Buffer, text: Section): readonly Code[] {
  if (![0xfffffff0, 0xfffffff1].includes(table.readUInt32LE(0))) {
    throw new Error('the table of functions is not of Go 1.18 or newer');
  }
  const [count = 0, , , namesAt = 0, , , , functionsAt = 0] = Array.from({ length: 8 }, (_, index) =>
    Number(table.readBigUInt64LE(8 + 8 * index)),
  );
  const code: Code[] = [];
  for (let index = 0; index < count; index++) {
    const entry = functionsAt + 8 * index;
    const nameAt = namesAt + table.readInt32LE(functionsAt + table.readUInt32LE(entry + 4) + 4);
    const name = table.toString('utf8', nameAt, table.indexOf(0, nameAt));
    if (!name.startsWith(PROVIDER) && !SDK.test(name)) continue;
    const [start, end] = [table.readUInt32LE(entry), table.readUInt32LE(entry + 8)];
    code.push({ name, start: text.address + start, end: text.address + end });
  }
  return code;
}

/** @see https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html */
function sectionsOf(descriptor: number): ReadonlyMap<string, Section> {
  const header = readAt(descriptor, 0, 64);
  if (header.toString('latin1', 0, 5) !== '\x7fELF\x02') throw new Error('this is no ELF binary of 64 bits');
  const [start, size] = [Number(header.readBigUInt64LE(40)), header.readUInt16LE(58)];
  const rows = Array.from({ length: header.readUInt16LE(60) }, (_, index) =>
    readAt(descriptor, start + index * size, size),
  );
  const sections = rows.map((row) => ({
    nameAt: row.readUInt32LE(0),
    address: Number(row.readBigUInt64LE(16)),
    offset: Number(row.readBigUInt64LE(24)),
    size: Number(row.readBigUInt64LE(32)),
  }));
  const ofNames = sections[header.readUInt16LE(62)];
  if (ofNames === undefined) throw new Error('the sections of this binary have no names');
  const names = bytesOf(descriptor, ofNames);
  return new Map(
    sections.map(({ nameAt, ...section }) => [names.toString('latin1', nameAt, names.indexOf(0, nameAt)), section]),
  );
}

function sectionCalled(name: string, sections: ReadonlyMap<string, Section>): Section {
  const section = sections.get(name);
  if (section === undefined) throw new Error(`this binary has no section ${name}`);
  return section;
}

function bytesOf(descriptor: number, { offset, size }: Section): Buffer {
  return readAt(descriptor, offset, size);
}

function readAt(descriptor: number, offset: number, size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let read = 0;
  while (read < size) {
    const more = readSync(descriptor, bytes, read, size - read, offset + read);
    if (more === 0) throw new Error(`this binary ends before byte ${offset + size}`);
    read += more;
  }
  return bytes;
}
