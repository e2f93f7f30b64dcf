import { spell } from 'temporary-access-pass/ui';
import { byId, make, reply, say } from './dom.ts';
import { phrase } from './language.ts';
import type { Page } from './page.ts';

const card = byId('secret', HTMLElement);
const answer = byId('copy-answer', HTMLParagraphElement);

/** The passcode while it is shown; nothing else on the page knows it. */
let passcode = '';
let spelt = '';

/** Shows a passcode, until somebody says that it is handed over. */
export function showSecret(fresh: string, page: Page): void {
  passcode = fresh;
  spellOut(page);
  say(answer, '');
  card.hidden = false;
  byId('secret-heading', HTMLHeadingElement).focus();
}

/** The passcode in groups, and how it is read out in the chosen language. */
export function spellOut({ audience }: Page): void {
  const { words } = audience();
  // Once, or what is selected would be lost four times a second.
  if (passcode === '' || spelt === words.locale + passcode) return;
  spelt = words.locale + passcode;
  const { groups, characters, warnings } = spell(passcode, { words });
  // Margins set the groups apart, so that what is selected and copied is the passcode itself.
  byId('passcode', HTMLParagraphElement).replaceChildren(
    ...groups.map((group) => make('span', { textContent: group })),
  );
  byId('spelling', HTMLOListElement).replaceChildren(
    ...characters.map(({ name }) => make('li', { textContent: name })),
  );
  byId('look-alikes', HTMLUListElement).replaceChildren(...warnings.map((text) => make('li', { textContent: text })));
}

function forget(): void {
  passcode = '';
  spelt = '';
  card.hidden = true;
  for (const id of ['passcode', 'spelling', 'look-alikes']) document.getElementById(id)?.replaceChildren();
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(passcode);
    reply(answer, phrase('Copied.'), true);
  } catch {
    const advice = 'The browser does not let this page copy; select the passcode and copy it by hand.';
    reply(answer, phrase(advice), false);
  }
}

export function setUpSecret(): void {
  byId('copy', HTMLButtonElement).addEventListener('click', () => void copy());
  byId('handed-over', HTMLButtonElement).addEventListener('click', () => {
    forget();
    byId('pass-heading', HTMLHeadingElement).focus();
  });
}
