import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from './project.ts';

test('the public API is the one of the checked-in reports; `node test/package/api.mjs` writes them anew', () => {
  expect(() => execFileSync(process.execPath, ['test/package/api.mjs', '--check'], { cwd: root })).not.toThrow();
});
