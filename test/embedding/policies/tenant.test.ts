import { readFileSync } from 'node:fs';
import { issue, secureRandom } from 'temporary-access-pass';
import { readPolicy } from 'temporary-access-pass/graph';
import { temporaryAccessPassMatchers } from 'temporary-access-pass/testing/vitest';
import { expect, test } from 'vitest';

expect.extend(temporaryAccessPassMatchers);

// What GET …/authenticationMethodConfigurations/temporaryAccessPass answered.
const reading = readPolicy(JSON.parse(readFileSync(new URL('tenant-policy.json', import.meta.url), 'utf8')));
if (!reading.ok) throw new Error(reading.violations[0]?.message);
const { policy } = reading;
const friday = Date.UTC(2026, 10, 27, 15);

test('the policy meets our baseline', () => {
  expect(policy).toSatisfyBaseline(['EIDSCA.AT01', 'EIDSCA.AT02', 'ZTA.21846', 'ASVS.6.4.1', 'ASVS.6.5.4']);
});

test('the help desk can make a pass of an hour for Monday', () => {
  const request = { startDateTime: Date.UTC(2026, 10, 30, 8), lifetimeInMinutes: 60 };
  expect(policy).toAcceptRequest(request, { now: friday });
});

test('nobody gets a pass for longer than a working day', () => {
  expect(policy).toRejectRequest({ lifetimeInMinutes: 481 }, 'lifetimeOutOfRange', { now: friday });
});

test('a pass made on Friday afternoon is over by midnight, however long was asked for', () => {
  const request = { lifetimeInMinutes: policy.maximumLifetimeInMinutes };
  const issued = issue(request, { policy, now: friday, random: secureRandom });
  if (!issued.ok) throw new Error('refused');
  expect(issued.pass).toHaveReasonAt(Date.UTC(2026, 10, 28), 'Expired', { policy });
});

// Fails on purpose: we send passcodes by text, and this policy lets them live for hours.
test.fails('passcodes that go by text do not outlive ten minutes', () => {
  expect(policy).toSatisfyBaseline(['NIST.4.2.1.2'], { delivery: 'text' });
});
