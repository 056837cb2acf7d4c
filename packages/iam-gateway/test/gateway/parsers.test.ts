import { spawnSync } from 'node:child_process';
import { parse } from 'node:querystring';
import fc from 'fast-check';
import { callOf } from '../../requests/call';
import { readRequest } from '../../requests/read-request';
import { rebuilt } from '../../requests/rebuilt-request';
import { Malformed } from '../../requests/refusals';
import type { WireRequest } from '../../requests/wire-request';
import { parametersOf, segmentsOf, writtenParameters, writtenPath } from '../../requests/wire-request';
import { HOST, S3_HOST } from './support/gateway';
import { json, signed } from './support/signed';

/**
 * What the gateway has read is what all readers after it read, for every request. moto reads with Python's own library;
 * the parsers of Node.js stand for all others.
 */
const HOSTS = new Set([HOST, S3_HOST]);
const RUNS = { numRuns: 1000 };

/** Text made of what parsers stumble over. */
const PIECES =
  '& = + % ; . .. / // \\ # ? a b Action %41 %26 %3D %2B %25 %2e %2F %5c %00 %0A %C3%A9 %c0%ae é ~ * : ( @ %7 %zz'.split(
    ' ',
  );
const awkward = fc.array(fc.constantFrom(...PIECES, ' '), { maxLength: 12 }).map((pieces) => pieces.join(''));

function unlessMalformed<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** What Python makes of texts. */
function python(expression: string, texts: readonly string[]): readonly unknown[] {
  const script = `import json, sys
from urllib.parse import parse_qsl, unquote, urlsplit
print(json.dumps([${expression} for text in json.load(sys.stdin)]))`;
  const { stdout, stderr } = spawnSync('python3', ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const sorted = (pairs: Iterable<readonly [string, string]>) => [...pairs].map((pair) => [...pair]).sort();

describe.each(['form', 'query'] as const)('a %s', (kind) => {
  const read = (text: string) => unlessMalformed(() => parametersOf(text, kind));

  test('is written so that every parser of Node.js reads it as the gateway did', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const parameters = read(text);
        fc.pre(parameters !== undefined);
        const written = writtenParameters(parameters);
        expect(sorted(new URLSearchParams(written))).toEqual(sorted(parameters));
        expect(sorted(Object.entries(parse(written)).map(([name, value]) => [name, String(value)]))).toEqual(
          sorted(parameters),
        );
        expect(parametersOf(written, kind)).toEqual(new Map(sorted(parameters) as [string, string][]));
      }),
      RUNS,
    );
  });

  test('is written so that Python reads it as the gateway did', () => {
    const all = fc.sample(awkward, 2000).flatMap((text) => read(text) ?? []);
    expect(all.length).toBeGreaterThan(100);
    const found = python('parse_qsl(text, keep_blank_values=True)', all.map(writtenParameters));
    expect(found.map((pairs) => sorted(pairs as [string, string][]))).toEqual(all.map(sorted));
  });

  test('that the gateway reads is one that Python reads in the same way, as it was sent', () => {
    const texts = fc.sample(awkward, 2000).filter((text) => read(text) !== undefined);
    const found = python('parse_qsl(text, keep_blank_values=True)', texts);
    expect(found.map((pairs) => sorted(pairs as [string, string][]))).toEqual(
      texts.map((text) => sorted(read(text) ?? [])),
    );
  });
});

describe('a path', () => {
  const read = (path: string) => unlessMalformed(() => segmentsOf(`/${path}`));

  test('is written so that URL libraries leave it as it is', () => {
    fc.assert(
      fc.property(awkward, (path) => {
        const segments = read(path);
        fc.pre(segments !== undefined);
        const written = writtenPath(segments);
        expect(new URL(`http://${HOST}${written}`).pathname).toBe(written);
        expect(written.slice(1).split('/').map(decodeURIComponent)).toEqual(segments.length === 0 ? [''] : segments);
        expect(segmentsOf(written)).toEqual(segments);
      }),
      RUNS,
    );
  });

  test('is written so that Python reads it as the gateway did, also twice', () => {
    const all = fc.sample(awkward, 3000).flatMap((path) => {
      const segments = read(path);
      return segments === undefined ? [] : [segments];
    });
    expect(all.length).toBeGreaterThan(100);
    const expected = all.map((segments) => `/${segments.join('/')}`);
    expect(python('unquote(urlsplit(text).path)', all.map(writtenPath))).toEqual(expected);
    expect(python('unquote(unquote(urlsplit(text).path))', all.map(writtenPath))).toEqual(expected);
  });
});

describe('JSON', () => {
  const body = fc.dictionary(fc.string(), fc.oneof(awkward, fc.jsonValue()), { maxKeys: 5 });
  const sent = (input: unknown) => {
    const read = readRequest(json('ssm', 'AmazonSSM.GetParameter', JSON.stringify(input)), HOSTS);
    return rebuilt(read, callOf(read, 'ssm')).body.toString();
  };

  test('is written so that it reads as the gateway read it, and names no parameter of a form', () => {
    fc.assert(
      fc.property(body, (input) => {
        const written = sent(input);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(input)));
        expect([...new URLSearchParams(written)].map(([, value]) => value)).toEqual(['']);
      }),
      RUNS,
    );
  });

  test('names no parameter to Python, either', () => {
    const all = fc.sample(body, 500).map(sent);
    const pairs = python('parse_qsl(text, keep_blank_values=True)', all) as readonly (readonly [string, string])[][];
    expect(pairs.filter((found) => found.length !== 1 || found[0]?.[1] !== '')).toEqual([]);
  });
});

describe('a request', () => {
  test('that is written anew reads as the one that came', () => {
    const wires = fc.record({ key: awkward, query: awkward, method: fc.constantFrom('GET', 'PUT', 'DELETE') });
    const read = (wire: WireRequest) =>
      unlessMalformed(() => {
        const request = readRequest(wire, HOSTS);
        return { request, call: callOf(request, 's3') };
      });
    fc.assert(
      fc.property(wires, ({ key, query, method }) => {
        const first = read(signed({ service: 's3', method, target: `/plain/${key}?${query}` }));
        fc.pre(first !== undefined);
        const outgoing = rebuilt(first.request, first.call);
        const second = read({ ...outgoing, headers: Object.entries(outgoing.headers) });
        expect(second?.request.segments).toEqual(first.request.segments);
        expect(sorted(second?.request.query ?? [])).toEqual(sorted(first.request.query));
        expect(second?.request.signature?.scope).toEqual(first.request.signature?.scope);
      }),
      RUNS,
    );
  });
});
