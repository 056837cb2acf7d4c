/**
 * Calls a control of the emulator, on its own port: no gateway lets such a call through.
 *
 * @throws Error where the emulator refuses
 */
export async function controlCall<Answer>(port: number, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/_orgstrap/${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the emulator answered ${response.status} to ${method} ${path}: ${text}`);
  return JSON.parse(text === '' ? 'null' : text);
}
