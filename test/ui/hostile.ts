import { HOSTILE_MESSAGE } from '../arbitraries.ts';

/** Whether a call returns, or throws what is documented, or what a getter of its own argument threw. */
export function endsWell(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch (error) {
    const isKnown = error instanceof TypeError || error instanceof RangeError;
    return isKnown || (error as Error).message === HOSTILE_MESSAGE;
  }
}
