import type { S3Call } from '../requests/call';
import { Unmapped } from '../requests/refusals';

/** One of the objects that a request deletes together. */
export interface DeletedObject {
  readonly key: string;
  /** `s3:DeleteObjectVersion` where the request names a version of it. */
  readonly action: 's3:DeleteObject' | 's3:DeleteObjectVersion';
}

/** `POST /BUCKET?delete`: up to a thousand objects at once. */
export function deletesObjects({ method, bucket, key, query }: S3Call): boolean {
  return method === 'POST' && bucket !== undefined && key === undefined && query.has('delete');
}

const OBJECT = String.raw`<Object>(?:<Key>[^<]*<\/Key>|<VersionId>[^<]*<\/VersionId>)+<\/Object>`;
const BODY = new RegExp(
  `^(?:<\\?xml version="1\\.0"(?: encoding="(?:UTF|utf)-8")?\\?>\\s*)?<Delete(?: xmlns="[^"<>]*")?>(?:${OBJECT}|<Quiet>(?:true|false)<\\/Quiet>)+<\\/Delete>\\s*$`,
);

/**
 * S3 asks for each object by itself, and answers for each; here the refusal of one refuses all. A body is read as the SDKs write it, and no other: what reads XML another way could find other objects in it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 * @throws Unmapped for a body that is written in another way
 */
export function deletedObjects({ body }: S3Call): readonly DeletedObject[] {
  const text = body.toString('utf8');
  if (!BODY.test(text)) throw new Unmapped('s3: POST of a bucket with delete, in a form that no SDK writes');
  return [...text.matchAll(new RegExp(OBJECT, 'g'))].map(([object]) => {
    const [key, ...others] = [...object.matchAll(/<Key>([^<]*)<\/Key>/g)];
    if (key?.[1] === undefined || others.length > 0) throw new Unmapped('s3: an object to delete without its one key');
    return {
      key: decoded(key[1]),
      action: /<VersionId>[^<]/.test(object) ? 's3:DeleteObjectVersion' : 's3:DeleteObject',
    };
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#34': '"',
  '#39': "'",
};

function decoded(text: string): string {
  return text.replaceAll(/&([^;&]*);?/g, (entity, name: string) => {
    const character = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (character === undefined) throw new Unmapped(`s3: an object to delete with ${entity} in its key`);
    return character;
  });
}
