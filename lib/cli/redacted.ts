import type { SecretText } from '../domain/secret-text';

/** A text in which no secret stands, in any of the forms in which tools print one. */
export function redacted(text: string, secret: SecretText): string {
  return formsOf(secret.reveal()).reduce((shown, form) => shown.replaceAll(form, '[secret]'), text);
}

function formsOf(text: string): readonly string[] {
  const forms = [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    text.replaceAll('/', '\\/'),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
    Buffer.from(text).toString('hex'),
  ];
  return forms.filter((form) => form !== '');
}
