import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project, without a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Every file of `src`, as path from the root (with `/`) and text. */
export function sources(): (readonly [path: string, source: string])[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((entry) => `src/${entry.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => [path, read(path)] as const);
}
