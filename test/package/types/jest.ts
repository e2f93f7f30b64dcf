/** What the README says of Jest: two lines, and its `expect` knows the matchers. */
import { expect } from 'expect';
import { definePolicy } from 'temporary-access-pass';
import { type Matchers as PassMatchers, temporaryAccessPassMatchers } from 'temporary-access-pass/testing';

declare module 'expect' {
  interface Matchers<R> extends PassMatchers<R> {}
}

expect.extend(temporaryAccessPassMatchers);
const policy = definePolicy({ state: 'enabled' });
expect(policy).toAcceptRequest({ lifetimeInMinutes: 60 }, { now: 0 });
expect(policy).not.toRejectRequest({}, 'lifetimeOutOfRange', { now: 0 });
// @ts-expect-error no hidden clock
expect(policy).toAcceptRequest({});
// @ts-expect-error a misspelt code
expect(policy).not.toRejectRequest({}, 'lifetimeOutOfRang', { now: 0 });
