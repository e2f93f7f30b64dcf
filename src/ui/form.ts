import { entropyBits, type InstantLike, type Policy, policyBounds, toInstant, wholePolicy } from '../index.ts';
import { wrongCall } from './calls.ts';

/** What a house asks for beyond the tenant's policy, and what it knows. */
export interface FormOptions {
  /**
   * A house ceiling: the most minutes this form offers, an integer from the policy's minimum to 43,200. One above the policy's
   * maximum changes nothing.
   */
  readonly maximumLifetimeInMinutes?: number;
  /** The instant the form is shown at; the start then has a minimum. */
  readonly now?: InstantLike;
  /** The symbols that passcodes are made of, where they are known: as for `generatePasscode`. Default: any printable ASCII. */
  readonly alphabet?: string;
}

/** Whether there is anything to choose in a field, and if not, why: send the default. */
export interface Choice {
  /** Whether only the default is accepted. */
  readonly forced: boolean;
  /** Why it is forced; `null` where it is not. */
  readonly because: 'oneTimeForcedByPolicy' | 'onlyOneLifetimeAllowed' | null;
}

/** `startDateTime`: instants in epoch milliseconds. `localTimeOf` says what a date and a time field show then. */
export interface StartField extends Choice {
  /** The first whole minute from `now` on; `null` without a `now`. */
  readonly min: number | null;
  /** A minute, in milliseconds: what date and time fields ask for. */
  readonly step: 60_000;
  /** Left out of the request: at once. */
  readonly default: null;
}

/** `lifetimeInMinutes`: whole minutes, both bounds inclusive. */
export interface LifetimeField extends Choice {
  /** Fewest minutes. */
  readonly min: number;
  /** Most minutes. */
  readonly max: number;
  /** Whole minutes only. */
  readonly step: 1;
  /** What the field begins with: the policy's default, or the house ceiling where that is lower. */
  readonly default: number;
}

/** `isUsableOnce`: a checkbox. */
export interface OneTimeField extends Choice {
  /** Whether it begins checked. */
  readonly default: boolean;
}

/** Properties of the `<input>` that a passcode is typed into: `Object.assign(input, formConstraints(policy).passcode)`. */
export interface PasscodeField {
  /** Matches whole passcodes, under the `u` and the `v` flag alike. */
  readonly pattern: string;
  /** The shortest a policy may ask for; the policy in force may not be the one a pass was made under. */
  readonly minLength: number;
  /** The longest a policy may ask for. */
  readonly maxLength: number;
  /** `numeric` where the alphabet has digits only. */
  readonly inputMode: 'text' | 'numeric';
  /** Passcodes are case-sensitive, and phones like to begin with a capital. */
  readonly autocapitalize: 'none';
  /** A one-time secret is nothing to remember or to suggest. */
  readonly autocomplete: 'off';
  /** A passcode is no word, and some browsers send words away to be checked. */
  readonly spellcheck: false;
}

/** The fields of the form that a pass is created with, named as in the request, and the field a passcode is typed into. */
export interface FormConstraints {
  /** When the pass begins. */
  readonly startDateTime: StartField;
  /** How long it lives. */
  readonly lifetimeInMinutes: LifetimeField;
  /** Whether it can be used only once. */
  readonly isUsableOnce: OneTimeField;
  /** Where somebody types it. */
  readonly passcode: PasscodeField;
}

const FREE = { forced: false, because: null } as const;
const MINUTE = 60_000;
const OPTIONS: readonly string[] = ['maximumLifetimeInMinutes', 'now', 'alphabet'] satisfies (keyof FormOptions)[];

/**
 * What the fields of a form accept under a policy: exactly what `checkRequest` accepts while the policy is enabled, but for a house ceiling.
 * Ask again when the policy changes. Whether there is a form to show at all is `state`'s to say. Grade: chosen; the numbers are the policy's.
 *
 * @example
 * ```ts
 * import { definePolicy } from 'temporary-access-pass';
 * import { formConstraints } from 'temporary-access-pass/ui';
 *
 * const policy = definePolicy({ state: 'enabled', maximumLifetimeInMinutes: 1440, isUsableOnce: true });
 * const { lifetimeInMinutes, isUsableOnce } = formConstraints(policy, { maximumLifetimeInMinutes: 480 });
 * lifetimeInMinutes; // => { min: 60, max: 480, step: 1, default: 60, forced: false, because: null }
 * isUsableOnce; // => { default: true, forced: true, because: 'oneTimeForcedByPolicy' }
 * ```
 * @throws TypeError or RangeError for a policy, ceiling, instant or alphabet that is not as described, TypeError for an option that does not
 *   exist
 */
export function formConstraints(policy: Policy, options: FormOptions = {}): FormConstraints {
  const { minimumLifetimeInMinutes: min, isUsableOnce, ...numbers } = wholePolicy(policy);
  // A misspelt ceiling would be none in silence.
  if (!Object.keys(options).every((name) => OPTIONS.includes(name))) {
    throw new TypeError(`\`options\` expected only ${OPTIONS.join(', ')}`);
  }
  const { now, alphabet } = options;
  const max = Math.min(numbers.maximumLifetimeInMinutes, readCeiling(options.maximumLifetimeInMinutes, min));
  return {
    startDateTime: {
      min: now === undefined ? null : Math.ceil(toInstant(now, 'now') / MINUTE) * MINUTE + 0,
      step: MINUTE,
      default: null,
      ...FREE,
    },
    lifetimeInMinutes: {
      min,
      max,
      step: 1,
      default: Math.min(numbers.defaultLifetimeInMinutes, max),
      ...(min === max ? { forced: true, because: 'onlyOneLifetimeAllowed' } : FREE),
    },
    isUsableOnce: {
      default: isUsableOnce,
      ...(isUsableOnce ? { forced: true, because: 'oneTimeForcedByPolicy' } : FREE),
    },
    passcode: passcodeField(alphabet),
  };
}

function readCeiling(ceiling: number | undefined, least: number): number {
  const { maximum } = policyBounds.maximumLifetimeInMinutes;
  if (ceiling === undefined) return maximum;
  if (Number.isInteger(ceiling) && ceiling >= least && ceiling <= maximum) return ceiling;
  throw wrongCall('maximumLifetimeInMinutes', `integer in ${least}..${maximum}`, ceiling);
}

function passcodeField(alphabet: string | undefined): PasscodeField {
  const { minimum, maximum } = policyBounds.defaultLength;
  // Throws for what is no alphabet.
  entropyBits({ alphabet });
  // By number, since what a symbol needs in front of it in a class differs between the flags.
  const symbols = alphabet?.replaceAll(/[^0-9A-Za-z]/g, (symbol) => `\\x${symbol.charCodeAt(0).toString(16)}`) ?? '!-~';
  return {
    pattern: `[${symbols}]{${minimum},${maximum}}`,
    minLength: minimum,
    maxLength: maximum,
    inputMode: /^\d+$/.test(alphabet ?? '') ? 'numeric' : 'text',
    autocapitalize: 'none',
    autocomplete: 'off',
    spellcheck: false,
  };
}
