/**
 * Throws for a wrong call unless `isRight`: a `RangeError` where a number came, else a `TypeError`. Text that came in is never repeated.
 */
export function assertOption(field: string, expected: string, isRight: boolean, ...given: readonly unknown[]): void {
  if (isRight) return;
  const [got] = given;
  const kind = typeof got === 'number' || got === null ? String(got) : typeof got;
  const told = given.length === 0 ? '' : `, got ${kind}`;
  throw new (typeof got === 'number' ? RangeError : TypeError)(`\`${field}\` expected ${expected}${told}`);
}

/** Throws where an option has a name that nobody reads: a misspelt one would be left out in silence. */
export function assertOnly(known: readonly string[], options: object): void {
  const isKnown = Object.keys(options).every((name) => known.includes(name));
  assertOption('options', `only ${known.join(', ')}`, isKnown);
}
