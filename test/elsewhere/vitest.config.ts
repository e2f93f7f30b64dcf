import { defineConfig } from 'vitest/config';
import { node } from '../../vitest.config.ts';

/** What is about other processes and about the package is the same everywhere, and takes most of the time. */
export default defineConfig({
  ...node,
  test: {
    ...node.test,
    exclude: [...(node.test?.exclude ?? []), 'test/{embedding,package}/**'],
    maxWorkers: '100%',
  },
});
