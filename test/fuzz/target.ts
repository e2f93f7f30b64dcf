import { untyped } from '../arbitraries.ts';
import type { Scene } from '../laws/calls.ts';
import type { Look } from './looks.ts';

/** A function of the package, how to call it rightly, and what its answers look like. */
export interface Target {
  /** The door that exports it: `.`, `./graph`. */
  readonly door: string;
  /** What it is exported as, and after a dot which of its parts is called. */
  readonly name: string;
  readonly call: (...args: unknown[]) => unknown;
  /** The arguments of a right call, fresh ones at each call. */
  readonly args: (scene: Scene) => readonly unknown[];
  readonly look: Look;
  /** It answers with a promise. */
  readonly later?: boolean;
  /** Its answers hold messages of their own argument. */
  readonly echoes?: boolean;
  /** It is there to fill a buffer. */
  readonly fills?: boolean;
  /** Properties that are replaced but never left out, because what stands in for them is slow by design. */
  readonly keeps?: readonly string[];
  /** It has a turn only once in so many rounds, because a call takes long. */
  readonly every?: number;
  /** It draws test data and is handed right arguments only: its errors are those of fast-check. */
  readonly spared?: boolean;
}

/** Makes the targets of a door. */
export const at =
  (door: string) =>
  (name: string, call: (...args: never[]) => unknown, rest: Omit<Target, 'door' | 'name' | 'call'>): Target => ({
    door,
    name,
    call: untyped(call),
    ...rest,
  });
