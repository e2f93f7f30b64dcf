import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig } from 'tsup';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** TypeScript leaves `.ts` in the specifiers of declarations, where older resolvers look for a source that is not shipped. */
function finishDeclarations(outDir: string): void {
  for (const entry of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.d.ts')) continue;
    const file = join(outDir, entry);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]+)\.ts(['"])/g, '$1.js$2'));
  }
}

/** Every `index.ts` is an entry: a folder of `src` is a door, and a folder of a door is one more way in. */
const entries = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('/index.ts'))
  .sort();

export default defineConfig(({ outDir = 'dist' }) => ({
  entry: entries,
  outDir,
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  clean: true,
  // The doors share the core through common chunks, so that a class or a constant exists once however many doors a program opens.
  splitting: true,
  treeshake: false,
  // An auditor reads `dist`, so nothing is minified, and a source map would only repeat it.
  minify: false,
  sourcemap: false,
  dts: false,
  onSuccess: async () => {
    execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', outDir], { stdio: 'inherit' });
    finishDeclarations(outDir);
    for (const name of ['vectors.json', 'vectors.schema.json']) {
      copyFileSync(`src/testing/${name}`, join(outDir, 'testing', name));
    }
  },
}));
