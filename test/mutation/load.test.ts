import { expect, test } from 'vitest';

/** What a module has, or what happens where it can't be loaded. */
async function loaded(module: Promise<object>): Promise<unknown> {
  return module.catch((error: unknown) => error);
}

// A file of tests that can't be loaded has no test to fail: here what breaks while it is loaded does fail one. It is loaded outside of the
// test all the same, or it would seem to be this test's alone.
const rules = await loaded(import('temporary-access-pass'));
const graph = await loaded(import('temporary-access-pass/graph'));
const arbitraries = await loaded(import('../arbitraries.ts'));

test('the rules load, the door to Graph, and what tests draw from', () => {
  expect(rules).toHaveProperty('usability');
  expect(graph).toHaveProperty('respond');
  expect(arbitraries).toHaveProperty('anyPolicy');
});
