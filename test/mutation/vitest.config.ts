import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { node } from '../../vitest.config.ts';

/** Examples before laws: what fails soonest saves the rest. */
class ExamplesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  return Number(/\/laws\/|storm/.test(moduleId));
}

/**
 * The tests that a mutation of the rules can fail. Left out: tests of the package and of programs around it, which read files rather than
 * import the sources, and the one that changes the zone of its process, which the threads of a mutation run can't.
 */
export default defineConfig({
  ...node,
  test: {
    ...node.test,
    include: ['test/*.test.ts', 'test/graph/**/*.test.ts', 'test/laws/*.test.ts'],
    exclude: ['test/laws/zones.test.ts'],
    isolate: false,
    sequence: { sequencer: ExamplesFirst },
  },
});
