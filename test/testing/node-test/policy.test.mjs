// The matchers in node:test, which has no expect: two tests, the second fails on purpose. Reads the built package.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definePolicy } from 'temporary-access-pass';
import { temporaryAccessPassMatchers } from 'temporary-access-pass/testing';

const policy = definePolicy({ state: 'enabled' });
const pass = {
  id: 'c5dbed0e-11ec-4f4e-8d2a-7c1f3a5b9d60',
  createdAt: 0,
  startsAt: 0,
  lifetimeInMinutes: 60,
  isUsableOnce: false,
  redeemedAt: null,
  lastUsedAt: null,
  failedAttempts: 0,
  version: 1,
};

function assertUsableAt(now) {
  const { pass: holds, message } = temporaryAccessPassMatchers.toBeUsableAt(pass, now, { policy });
  assert.ok(holds, message());
}

void test('a pass is usable within its window', () => assertUsableAt(3_599_999));
void test('a pass outlives its window', () => assertUsableAt(3_600_000));
