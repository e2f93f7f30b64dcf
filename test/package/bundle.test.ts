import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { describe, expect, test } from 'vitest';

const dist = (door: string): string => fileURLToPath(new URL(`../../dist/${door}index.js`, import.meta.url));

/** What Vite makes of a page with this script, minified. */
async function bundle(script: string, external: readonly string[] = []): Promise<string> {
  const entry = '\0page';
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: {
      alias: [
        { find: /^temporary-access-pass$/, replacement: dist('') },
        { find: /^temporary-access-pass\/(\w+)$/, replacement: dist('$1/') },
      ],
    },
    plugins: [
      {
        name: 'page',
        enforce: 'pre',
        resolveId: (id) => (id === 'page' ? entry : null),
        load: (id) => (id === entry ? script : null),
      },
    ],
    build: { write: false, target: 'es2022', rollupOptions: { input: 'page', external: [...external] } },
  });
  const { output } = built as Rolldown.RolldownOutput;
  return output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : '')).join('');
}

const gzipped = (code: string): number => gzipSync(code, { level: 9 }).length;

const CORE = "import * as core from 'temporary-access-pass'; globalThis.page = [core";

describe('a page made with Vite', () => {
  test('ships no luxon where it only asks `usability`', async () => {
    const asks = await bundle("import { usability } from 'temporary-access-pass'; globalThis.ask = usability;");
    expect(gzipped(asks)).toBeLessThan(1100);
    expect(asks).not.toContain('DateTime');
    expect(asks).not.toContain('Intl');
    const shows = await bundle(
      "import { describeUsability } from 'temporary-access-pass/ui'; globalThis.show = describeUsability;",
    );
    expect(shows).toContain('DateTime');
    expect(gzipped(shows)).toBeGreaterThan(20_000);
  });

  test.each([
    ['graph', 6000, 'EnabledByPolicy'],
    ['ui', 5000, 'Sierra Tango'],
  ])('grows through the whole of `./%s` by %i bytes at most, besides luxon', async (door, most, part) => {
    const core = await bundle(`${CORE}];`, ['luxon']);
    const both = await bundle(`import * as door from 'temporary-access-pass/${door}'; ${CORE}, door];`, ['luxon']);
    expect(gzipped(both) - gzipped(core)).toBeLessThanOrEqual(most);
    expect(both).toContain(part);
  });
});
