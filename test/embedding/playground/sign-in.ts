import { formConstraints } from 'temporary-access-pass/ui';
import { byId, control, reply } from './dom.ts';
import type { Page } from './page.ts';
import { timeIn } from './time.ts';
import { askForPass, look, signIn, type Step } from './world.ts';

const form = byId('sign-in', HTMLFormElement);
const answer = byId('sign-in-answer', HTMLParagraphElement);
const typed = control(form, 'passcode', HTMLInputElement);

/** No passcode: it is shorter than any, so that nobody gets in with it by luck. */
const WRONG = 'wrong';

async function attempt(passcodes: readonly string[], page: Page): Promise<void> {
  for (const passcode of passcodes) {
    const step = signIn(passcode);
    page.took(step);
    tell(step, page);
  }
  if (look().life !== null) page.took(await askForPass());
}

function tell({ isGood, status, response }: Step, { audience }: Page): void {
  if (!isGood) {
    const { refusal } = (response ?? { refusal: { reason: 'no pass' } }) as { refusal: { reason: string } };
    reply(answer, `Refused: ${refusal.reason} (${status}).`, false);
    return;
  }
  const { grant } = response as { grant: { registrationDeadline: number } };
  const until = timeIn(grant.registrationDeadline, audience());
  reply(answer, `Signed in. Another method can be registered until ${until}.`, true);
}

export function setUpSignIn(page: Page): void {
  Object.assign(typed, formConstraints(look().policy).passcode);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt([typed.value], page);
    typed.value = '';
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-fail]')) {
    button.addEventListener(
      'click',
      () => void attempt(Array<string>(Number(button.dataset['fail'])).fill(WRONG), page),
    );
  }
}
