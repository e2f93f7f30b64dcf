import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fence } from './fences.ts';
import { root } from './project.ts';

/** What the compiler says against the fences, each complaint under the fence's own file and line; empty where it is content. */
export function complaints(fences: readonly Fence[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'));
  try {
    const titles = fences.map((fence, i) => {
      const file = `example-${i}.mts`;
      // Blank lines in front make the compiler count as the file with the fence does.
      writeFileSync(join(folder, file), `${'\n'.repeat(fence.line)}${fence.code}\nexport {};\n`);
      return [file, fence.path] as const;
    });
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    return titles.reduce((text, [file, path]) => text.replaceAll(file, path), tsc(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const config = {
  extends: join(root, 'test/tsconfig.json'),
  compilerOptions: {
    noUnusedLocals: false,
    typeRoots: [join(root, 'node_modules/@types')],
    paths: {
      'temporary-access-pass': [join(root, 'src/index.ts')],
      'temporary-access-pass/*': [join(root, 'src/*/index.ts')],
      // Has its types behind conditions, which a path to its folder does not look at.
      'fast-check': [join(root, 'node_modules/fast-check/lib/fast-check.d.ts')],
      '*': [join(root, 'node_modules/*'), join(root, 'node_modules/@types/*')],
    },
  },
  include: ['*.mts'],
  exclude: [],
};

function tsc(folder: string): string {
  const script = join(root, 'node_modules/typescript/bin/tsc');
  try {
    return execFileSync(process.execPath, [script, '-p', folder, '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
