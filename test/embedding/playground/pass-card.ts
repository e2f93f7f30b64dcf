import { describeUsability, timelineSvg } from 'temporary-access-pass/ui';
import { byId, say } from './dom.ts';
import type { Page } from './page.ts';
import { askForPass, deletePass, type View } from './world.ts';

const picture = byId('picture', HTMLDivElement);
const name = byId('name', HTMLInputElement);
const badge = byId('badge', HTMLSpanElement);
let drawn = '';

/** Shows the state, what can be done about it, how long it lasts and the life of the pass, all of one instant. */
export function showPass({ now, life }: View, { audience }: Page): void {
  byId('pass', HTMLDivElement).hidden = life === null;
  byId('no-pass', HTMLDivElement).hidden = life !== null;
  if (life === null) return;
  const whom = audience();
  const { title, sentence, remedy, change } = describeUsability(life.usability, { ...whom, now, next: life.next });
  badge.dataset['remedy'] = life.usability.remedy;
  const isNews = badge.textContent !== title;
  say(badge, title);
  say(byId('sentence', HTMLParagraphElement), sentence);
  say(byId('remedy', HTMLParagraphElement), remedy);
  say(byId('change', HTMLParagraphElement), change?.sentence ?? '');
  say(byId('countdown', HTMLParagraphElement), change?.duration ?? '');
  // A screen reader hears of a state when it begins, and not of every second of a countdown.
  if (isNews) say(byId('announcement', HTMLParagraphElement), `${title}. ${sentence}`);
  say(byId('caption', HTMLElement), name.value);
  const svg = timelineSvg(life.segments, { ...whom, now, title: name.value, width: 340 });
  if (svg !== drawn) picture.innerHTML = svg;
  drawn = svg;
}

export function setUpPass(page: Page): void {
  name.addEventListener('input', page.refresh);
  byId('ask', HTMLButtonElement).addEventListener('click', () => void askForPass().then(page.took));
  byId('delete', HTMLButtonElement).addEventListener('click', () => void remove(page));
}

async function remove(page: Page): Promise<void> {
  page.took(await deletePass());
  byId('pass-heading', HTMLHeadingElement).focus();
}
