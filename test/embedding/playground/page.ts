import { type Audience, english } from 'temporary-access-pass/ui';
import { german } from 'temporary-access-pass/ui/german';
import { byId, make } from './dom.ts';
import { learn, speak } from './language.ts';
import type { Step } from './world.ts';

/** What the parts of the page tell each other: that something happened, and for whom everything is shown. */
export interface Page {
  /** Takes down a step and shows everything anew. */
  readonly took: (step: Step) => void;
  /** Shows everything anew. */
  readonly refresh: () => void;
  readonly audience: () => Required<Audience>;
}

const zone = byId('zone', HTMLSelectElement);
const language = byId('language', HTMLSelectElement);

/** The zone and the language that are chosen. */
export function audience(): Required<Audience> {
  const words = language.value === 'de' ? german : english;
  // Of the languages of the browser the first that is the chosen one: it knows whether a day has 24 hours or twice 12.
  const locale = navigator.languages.find((one) => one.startsWith(language.value)) ?? words.locale;
  return { zone: zone.value, locale, words };
}

/** Fills the choices, and begins with the zone of the machine. */
export function setUpAudience({ refresh }: Page): void {
  learn();
  speak(language.value);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])];
  zone.append(...names.map((value) => make('option', { value, textContent: value.replaceAll('_', ' ') })));
  zone.value = new URLSearchParams(location.search).get('zone') ?? own;
  if (zone.value === '') zone.value = 'UTC';
  language.addEventListener('change', () => speak(language.value));
  for (const select of [zone, language]) select.addEventListener('change', refresh);
}
