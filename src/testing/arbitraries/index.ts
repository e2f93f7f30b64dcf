/**
 * Arbitraries for fast-check, which is a peer dependency of this entry alone. They seek edges: a random instant or lifetime misses the
 * one millisecond or minute at which an answer changes, and that is where the bugs are.
 *
 * @packageDocumentation
 */
export { anyHistory, type AnyHistoryOptions, type Happening, type History, type Moment } from './history.ts';
export { anyInstantAround, anyPass } from './pass.ts';
export { anyIntegerAround, anyPolicy, anySubject } from './policy.ts';
export { anyMalformedRequest, anyRequest, type AnyRequestOptions, type BreakableRule } from './request.ts';
