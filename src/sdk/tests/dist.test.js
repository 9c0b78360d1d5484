import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import { bundle } from '../build.mjs';
import { gzippedSize, LIMIT } from '../size.mjs';

const read = path => readFile(new URL(`../${path}`, import.meta.url), 'utf8');

test('dist is what the source builds (else: npm run build)', async () => {
  for (const [name, text] of Object.entries(await bundle())) assert.ok(await read(`dist/${name}`) === text, `${name} is stale`);
});

test(`The script is under ${LIMIT} bytes gzipped`, async context => {
  const size = await gzippedSize();
  context.diagnostic(`dist/scanova.js: ${size} bytes gzipped`);
  assert.ok(size < LIMIT, `${size} bytes`);
});

test('The package names only files it has', async () => {
  const { exports, main, types, unpkg } = JSON.parse(await read('package.json'));
  for (const path of [main, types, unpkg, exports['./script'], ...Object.values(exports['.'])]) await read(path);
});

test('The package has no runtime dependency', async () => {
  assert.equal(JSON.parse(await read('package.json')).dependencies, undefined);
});

test('Imported where there is no window, the SDK does nothing', async () => {
  const { default: scanova } = await import('../dist/scanova.esm.js');
  assert.equal(scanova('init', 'site_1'), undefined);
});
