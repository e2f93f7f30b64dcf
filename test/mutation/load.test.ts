import { expect, test } from 'vitest';

// A file of tests that can't be loaded has no test to fail. Here what breaks while it is loaded does fail one.
test('the rules load', async () => {
  expect(await import('temporary-access-pass')).toBeTypeOf('object');
});

test('the door to Graph loads', async () => {
  expect(await import('temporary-access-pass/graph')).toBeTypeOf('object');
});
