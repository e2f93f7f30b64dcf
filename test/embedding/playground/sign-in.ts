import { formConstraints } from 'temporary-access-pass/ui';
import { byId, control, reply } from './dom.ts';
import { phrase } from './language.ts';
import type { Page } from './page.ts';
import { timeIn } from './time.ts';
import { askForPass, look, type SignIn, signIn } from './world.ts';

const form = byId('sign-in', HTMLFormElement);
const answer = byId('sign-in-answer', HTMLParagraphElement);
const typed = control(form, 'passcode', HTMLInputElement);

/** No passcode: it is shorter than any, so that nobody gets in with it by luck. */
const WRONG = 'wrong';

async function attempt(passcodes: readonly string[], page: Page): Promise<void> {
  for (const passcode of passcodes) {
    // One after the other, since each bears on the next.
    // oxlint-disable-next-line no-await-in-loop
    const attempted = await signIn(passcode);
    page.took(attempted.step);
    answerTo(attempted, page);
  }
  if (look().life !== null) page.took(await askForPass());
}

function answerTo({ step: { status }, found }: SignIn, { audience }: Page): void {
  if (!found.ok) {
    const values = () => ({ reason: found.refusal.reason, status });
    reply(answer, phrase('Refused: {reason} ({status}).', values), false);
    return;
  }
  const { registrationDeadline } = found.grant;
  const values = () => ({ time: timeIn(registrationDeadline, audience()) });
  reply(answer, phrase('Signed in. Another method can be registered until {time}.', values), true);
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
