import { bits } from './alphabet.ts';
import { sentence } from './refusal.ts';

/**
 * A generated passcode. It concatenates and serialises as `[passcode]`, and printing it shows no field, since the secret is in a
 * private one; only `reveal` gives it out. Grade: chosen.
 */
export class Passcode {
  readonly #value: string;
  readonly #symbols: number;

  /** @internal Passcodes come from `generatePasscode` and `issue`. */
  constructor(value: string, symbols: number) {
    this.#value = value;
    this.#symbols = symbols;
  }

  /** The secret itself: to show to the person, once, and to seal for storage. */
  reveal(): string {
    return this.#value;
  }

  /** Whether `candidate` is this passcode to the letter, in a time that depends only on the candidate's length. */
  equals(candidate: string): boolean {
    return constantTimeEqual(this.#value, candidate);
  }

  /** Characters. */
  get length(): number {
    return this.#value.length;
  }

  /** Bits of entropy: `length * log2(alphabet size)`, since every symbol is drawn uniformly and independently. */
  get entropyBits(): number {
    return bits(this.#value.length, this.#symbols);
  }

  /** Always `[passcode]`. */
  toString(): string {
    return '[passcode]';
  }

  /** Always `[passcode]`. */
  toJSON(): string {
    return '[passcode]';
  }
}

/**
 * Whether two strings are the same to the letter: no trimming, folding or normalising, since passcodes are case-sensitive. The time
 * depends on the length of `candidate` alone, which whoever sent it knows already. Grade: chosen, after OWASP ASVS 5.0 6.2.8.
 *
 * @throws TypeError where either is no string
 */
export function constantTimeEqual(secret: string, candidate: string): boolean {
  assertText('secret', secret);
  assertText('candidate', candidate);
  let difference = secret.length ^ candidate.length;
  // Past its end the secret is read again from the start (`|| 1` keeps an empty one in range), so that no step is skipped.
  for (let i = 0; i < candidate.length; i++) {
    difference |= candidate.charCodeAt(i) ^ secret.charCodeAt(i % (secret.length || 1));
  }
  return difference === 0;
}

function assertText(field: string, value: unknown): void {
  // Only the type of what came: a passcode of digits may come as a number.
  if (typeof value !== 'string') throw new TypeError(sentence(field, 'a string', typeof value));
}
