import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { node } from '../../vitest.config.ts';

/** Whether the sources load first, then the tests of the mutated file, and last what takes seconds: what fails soonest saves the rest. */
class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // Which file that is, the runner says for Vitest to leave out what does not import it.
    const [mutated = ''] = this.ctx.config.related ?? [];
    const nearest = /\/src(\/.+)\.ts$/.exec(mutated)?.[1] ?? '';
    return files.toSorted((a, b) => distance(a, nearest) - distance(b, nearest));
  }
}

function distance({ moduleId }: TestSpecification, nearest: string): number {
  if (moduleId.endsWith('/mutation/load.test.ts')) return 0;
  if (nearest !== '' && moduleId.endsWith(`/test${nearest}.test.ts`)) return 1;
  return /\/laws\/|storm|seal/.test(moduleId) ? 3 : 2;
}

/**
 * The tests that a mutation of the rules can fail. Left out: tests of the package and of programs around it, which read files rather than
 * import the sources, and the one that changes the zone of its process, which the threads of a mutation run can't.
 */
export default defineConfig({
  ...node,
  test: {
    ...node.test,
    include: ['test/*.test.ts', 'test/{graph,laws,mutation}/*.test.ts'],
    exclude: ['test/laws/zones.test.ts'],
    isolate: false,
    sequence: { sequencer: NearestFirst },
  },
});
