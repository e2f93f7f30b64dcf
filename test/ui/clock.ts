/** What clocks show, by `Intl.DateTimeFormat` alone: the second opinion on everything that `./ui` says of zones. */
export interface Clock {
  readonly zone: string;
  /** What the clock shows at an instant, written as if it were UTC, in epoch milliseconds. */
  readonly shows: (at: number) => number;
}

export function clockOf(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const shows = (at: number): number => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = (
      format.format(at).match(/\d+/g) ?? []
    ).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000);
  };
  return { zone, shows };
}

/** A change of clocks: its first instant, and how far the clock is ahead of UTC before and from then on, in milliseconds. */
export interface Shift {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const DAY = 86_400_000;

/** Every change of a clock between two instants, no two of them within a day. */
export function shiftsOf({ shows }: Clock, [from, until]: readonly [number, number]): Shift[] {
  const found: Shift[] = [];
  const ahead = (at: number): number => shows(at) - at;
  for (let day = from; day < until; day += DAY) {
    if (ahead(day) === ahead(day + DAY)) continue;
    let [low, high] = [day, day + DAY];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (ahead(middle) === ahead(day)) low = middle;
      else high = middle;
    }
    found.push({ at: high, before: ahead(low), after: ahead(high) });
  }
  return found;
}

/** Every instant at which a clock shows that, found by looking at every offset that there is, a quarter of an hour apart. */
export function instantsOf({ shows }: Clock, shown: number): number[] {
  const found: number[] = [];
  for (let offset = -14; offset <= 16; offset += 0.25) {
    const at = shown - offset * 3_600_000;
    if (shows(at) === shown) found.push(at);
  }
  return found.sort((a, b) => a - b);
}

/** The day and the time of what a clock shows. */
export function written(shown: number): { date: string; time: string } {
  const [date = '', time = ''] = new Date(shown).toISOString().slice(0, -1).split('T');
  return { date, time };
}
