/** Milliseconds. */
export const MINUTE = 60_000;

/** Does something for each item, one after the other: requests at once would meet each other. */
export async function inTurn<Item>(items: Iterable<Item>, visit: (item: Item) => Promise<unknown>): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop
  for (const item of items) await visit(item);
}

/** The items of a list. */
export function itemsOf(json: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const { value } = json;
  return Array.isArray(value) ? value.map((item: unknown) => objectOf(JSON.stringify(item))) : [];
}

/** A JSON text as an object; empty where it is none. */
export function objectOf(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** An instant as the requests of the suite say it. */
export function iso(instant: number): string {
  return new Date(instant).toISOString();
}
