import { HOSTILE_MESSAGE } from '../arbitraries.ts';

/** What a call throws, unless a getter or a proxy of its argument threw it, which JSON has none of. */
export function thrownByItself(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    return message === HOSTILE_MESSAGE || message.includes('revoked') ? undefined : error;
  }
}
