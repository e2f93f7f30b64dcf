import { timeIn } from './time.ts';
import { byId, say } from './dom.ts';
import type { Page } from './page.ts';
import { askForPass, clock, look, type View } from './world.ts';

const toNext = byId('to-next', HTMLButtonElement);
const hold = byId('hold', HTMLInputElement);

/** Moves the clock, and asks what has come of it where there is a pass. */
async function forward(milliseconds: number, { took, refresh }: Page): Promise<void> {
  clock.forward(milliseconds);
  refresh();
  if (look().life !== null) took(await askForPass());
}

export function setUpClock(page: Page): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-forward]')) {
    button.addEventListener('click', () => void forward(Number(button.dataset['forward']), page));
  }
  toNext.addEventListener('click', () => {
    const { now, life } = look();
    if (life?.next) void forward(life.next.at - now, page);
  });
  hold.checked = clock.isHeld;
  hold.addEventListener('change', () => {
    clock.hold(hold.checked);
    page.refresh();
  });
}

export function showClock({ now, life }: View, { audience }: Page): void {
  say(byId('now', HTMLTimeElement), timeIn(now, audience()));
  byId('now', HTMLTimeElement).dateTime = new Date(now).toISOString();
  toNext.disabled = !life?.next;
}
