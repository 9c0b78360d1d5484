import { writeFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = path => fileURLToPath(new URL(path, import.meta.url));

/** The two files of dist/, by name: the script tag's and npm's. */
export async function bundle() {
  const make = async format => (await build({
    entryPoints: [at('src/scanova.js')], bundle: true, minify: true, write: false, target: 'es2020', format,
    legalComments: 'none', banner: { js: '/*! Scanova SDK, MIT */' }
  })).outputFiles[0].text;
  return { 'scanova.js': await make('iife'), 'scanova.esm.js': await make('esm') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(at('dist'), { recursive: true });
  for (const [name, text] of Object.entries(await bundle())) await writeFile(at('dist/' + name), text);
}
