import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

/** Bytes of the script tag's file as `gzip -9` sends it. */
export const LIMIT = 5000;

export async function gzippedSize() {
  return gzipSync(await readFile(new URL('dist/scanova.js', import.meta.url)), { level: 9 }).length;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const size = await gzippedSize();
  console.log(`dist/scanova.js: ${size} bytes gzipped, limit ${LIMIT}`);
  if (size > LIMIT) process.exitCode = 1;
}
