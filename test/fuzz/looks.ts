/** Says whether a value looks as documented: an answer of another shape, or with one property more, is noticed. */
export type Look = (value: unknown) => boolean;

/** Where the caller's own value is handed back. */
export const anything: Look = () => true;
export const isText: Look = (value) => typeof value === 'string';
export const isNumber: Look = (value) => typeof value === 'number' && !Number.isNaN(value);
export const isInteger: Look = (value) => Number.isInteger(value);
export const isBoolean: Look = (value) => typeof value === 'boolean';
export const isFunction: Look = (value) => typeof value === 'function';
export const isObject: Look = (value) => typeof value === 'object' && value !== null;

export const matching =
  (pattern: RegExp): Look =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

export const among =
  (...allowed: readonly unknown[]): Look =>
  (value) =>
    allowed.includes(value);

export const either =
  (...looks: readonly Look[]): Look =>
  (value) =>
    looks.some((look) => look(value));

export const orNull = (look: Look): Look => either(among(null), look);

export const listOf =
  (look: Look): Look =>
  (value) =>
    Array.isArray(value) && value.every(look);

/** An object with these properties and no others; those under `maybe` may be missing. */
export const record =
  (fields: Readonly<Record<string, Look>>, maybe: Readonly<Record<string, Look>> = {}): Look =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const looks = { ...maybe, ...fields };
    const names = Object.keys(value);
    return (
      Object.keys(fields).every((name) => names.includes(name)) &&
      names.every((name) => Object.hasOwn(looks, name) && looks[name]?.(Reflect.get(value, name)) === true)
    );
  };

const ANSWERS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  oneTimeUsed: ['OneTimeUsed', 'newPass'],
  expired: ['Expired', 'newPass'],
  locked: ['DisabledByPolicy', 'newPass'],
  policyDisabled: ['DisabledByPolicy', 'policy'],
  outOfScope: ['DisabledByPolicy', 'policy'],
  oneTimeOnly: ['DisabledByPolicy', 'policy'],
  notYetValid: ['NotYetValid', 'wait'],
  usable: ['EnabledByPolicy', 'nothing'],
};

const usabilityFields: Readonly<Record<string, Look>> = {
  isUsable: isBoolean,
  methodUsabilityReason: isText,
  rule: among(...Object.keys(ANSWERS)),
  remedy: isText,
};

const agrees = (value: unknown): boolean => {
  const { isUsable, methodUsabilityReason, rule, remedy } = value as Record<string, unknown>;
  const [reason, help] = ANSWERS[String(rule)] ?? [];
  return isUsable === (rule === 'usable') && methodUsabilityReason === reason && remedy === help;
};

export const isUsability: Look = (value) => record(usabilityFields)(value) && agrees(value);

const isStep: Look = (value) =>
  record({ ...usabilityFields, matched: isBoolean, decides: isBoolean, inputs: (one) => typeof one === 'object' })(
    value,
  ) && agrees(value);

export const isExplanation: Look = (value) =>
  record({ ...usabilityFields, steps: (steps) => listOf(isStep)(steps) && (steps as unknown[]).length === 8 })(value) &&
  agrees(value);

export const isTransition = orNull(record({ at: isNumber, usability: isUsability }));

export const isTimeline: Look = (value) =>
  listOf(record({ from: orNull(isNumber), until: orNull(isNumber), usability: isUsability }))(value) &&
  [1, 2, 3].includes((value as unknown[]).length);

const isTarget = (more: Readonly<Record<string, Look>>): Look =>
  record({ targetType: among('group', 'user'), id: isText, ...more });

const between =
  (least: number, most: number): Look =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

export const isPolicy: Look = (value) =>
  record({
    id: among('TemporaryAccessPass'),
    state: among('enabled', 'disabled'),
    defaultLifetimeInMinutes: between(10, 43_200),
    minimumLifetimeInMinutes: between(10, 43_200),
    maximumLifetimeInMinutes: between(10, 43_200),
    defaultLength: between(8, 48),
    isUsableOnce: isBoolean,
    includeTargets: listOf(isTarget({ isRegistrationRequired: isBoolean })),
    excludeTargets: listOf(isTarget({})),
  })(value);

export const isViolation: Look = (value) => {
  const { code, path, message, ...rest } = value as Record<string, unknown>;
  return (
    matching(/^[a-zA-Z]{6,}$/)(code) &&
    listOf(either(isText, isInteger))(path) &&
    isText(message) &&
    Object.values(rest).every(either(isText, isNumber))
  );
};

const isRefused: Look = (value) =>
  record({ ok: among(false), violations: listOf(isViolation) })(value) &&
  (value as { violations: unknown[] }).violations.length > 0;

/** `{ ok: true, … }`, or violations. */
export const isCheck = (fields: Readonly<Record<string, Look>>): Look =>
  either(isRefused, record({ ok: among(true), ...fields }));

export const isValidation = (look: Look): Look =>
  either(record({ value: look }), record({ issues: listOf(isViolation) }));

export const isRequest = record({
  startDateTime: orNull(isInteger),
  lifetimeInMinutes: between(10, 43_200),
  isUsableOnce: isBoolean,
});

/** What is stored: fields that nobody decides on are the caller's business. */
export const isPass: Look = (value) => {
  const { id, startsAt, lifetimeInMinutes, isUsableOnce, redeemedAt, failedAttempts, version } = value as Record<
    string,
    unknown
  >;
  return (
    isText(id) &&
    [startsAt, lifetimeInMinutes, failedAttempts, version].every(isInteger) &&
    isBoolean(isUsableOnce) &&
    orNull(isInteger)(redeemedAt)
  );
};

export const isPasscode: Look = (value) => {
  const { reveal, length } = value as { reveal?: unknown; length?: unknown };
  return typeof reveal === 'function' && between(8, 48)(length) && String(value) === '[passcode]';
};

export const isIssued = isCheck({
  pass: isPass,
  passcode: isPasscode,
  replaced: orNull(record({ pass: (value) => typeof value === 'object', usability: isUsability })),
  ignored: listOf(isText),
});

const isReason = among('wrongPasscode', 'Expired', 'OneTimeUsed', 'DisabledByPolicy', 'NotYetValid');

const isEvent = record({
  at: isInteger,
  passId: orNull(isText),
  kind: among('redeemed', 'refused'),
  reason: orNull(isText),
});

const verdicts: readonly Readonly<Record<string, Look>>[] = [
  {
    ok: among(true),
    grant: record({
      endsAt: isNumber,
      registrationDeadline: isNumber,
      strength: matching(/^temporaryAccessPass(One|Multi)/),
    }),
  },
  {
    ok: among(false),
    refusal: record({ reason: isReason, signInError: between(130_502, 130_507), rule: isText }),
  },
];

export const isRedemption = either(...verdicts.map((one) => record({ ...one, pass: isPass, event: isEvent })));

const isWrite = orNull(record({ pass: isPass, where: record({ id: isText, version: isInteger }) }));

export const isAttempted = either(
  ...verdicts.map((one) => record({ ...one, write: isWrite, event: isEvent, retry: isFunction })),
);
