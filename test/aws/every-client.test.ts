import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'lib', 'aws');
const SOURCES = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));

test('every client is made with the settings that bound its calls', () => {
  const clients = SOURCES.flatMap(({ file, text }) =>
    [...text.matchAll(/new \w+Client\((.*?)[,)}]/gs)].map(([made, given = '']) => ({ file, made, given })),
  );
  expect(clients.length).toBeGreaterThan(20);
  expect(clients.filter(({ given }) => !/^(\{\s*\.\.\.)?settings\b/.test(given))).toEqual([]);
});

test('every file that calls AWS tells what its errors mean', () => {
  const calling = SOURCES.filter(({ text }) => /\.send\(|\bpaginate[A-Z]\w+\(/.test(text));
  expect(calling.length).toBeGreaterThan(10);
  expect(calling.filter(({ text }) => !text.includes('awsAnswer(')).map(({ file }) => file)).toEqual([]);
});
