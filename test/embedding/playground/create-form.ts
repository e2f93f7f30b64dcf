import { policyBounds } from 'temporary-access-pass';
import {
  type FormConstraints,
  formConstraints,
  type LocalStart,
  localTimeOf,
  startFromLocalTime,
} from 'temporary-access-pass/ui';
import { byId, control, make, reply, say } from './dom.ts';
import { phrase, quote, tell } from './language.ts';
import type { Page } from './page.ts';
import { showSecret } from './secret.ts';
import { createPass, look, refusalOf, type View } from './world.ts';

const form = byId('create', HTMLFormElement);
const answer = byId('create-answer', HTMLParagraphElement);
const later = byId('later', HTMLDivElement);
const doubt = byId('doubt', HTMLDivElement);
const field = (name: string): HTMLInputElement => control(form, name, HTMLInputElement);

let shown = '';

/** The limits of the form: the policy's, and the house ceiling where one is typed that its own field accepts. */
function limits({ policy, now }: View): FormConstraints {
  const ceiling = field('ceiling');
  ceiling.min = String(policy.minimumLifetimeInMinutes);
  const isGiven = ceiling.value !== '' && ceiling.validity.valid;
  return formConstraints(policy, { now, ...(isGiven && { maximumLifetimeInMinutes: ceiling.valueAsNumber }) });
}

/** Follows the policy as it changes; what is typed stays, but for what is forced. */
export function showCreateForm(view: View, { audience }: Page): void {
  const { lifetimeInMinutes: minutes, isUsableOnce: once, startDateTime } = limits(view);
  const lifetime = field('lifetime');
  const { zone } = audience();
  const state = JSON.stringify([minutes, once]);
  if (state !== shown) {
    Object.assign(lifetime, { min: minutes.min, max: minutes.max, step: minutes.step, value: minutes.default });
    lifetime.readOnly = minutes.forced;
    Object.assign(field('isUsableOnce'), { checked: once.default, disabled: once.forced });
    shown = state;
  }
  say(
    byId('lifetime-hint', HTMLParagraphElement),
    tell(minutes.forced ? 'The policy allows {min} only.' : '{min} to {max}.', { min: minutes.min, max: minutes.max }),
  );
  say(byId('once-hint', HTMLParagraphElement), once.forced ? tell('The policy allows only one-time passes.') : '');
  const { min, max, validity } = field('ceiling');
  say(
    byId('ceiling-hint', HTMLParagraphElement),
    validity.valid
      ? tell('The policy says {max}.', { max: view.policy.maximumLifetimeInMinutes })
      : tell('Whole minutes, {min} to {max}.', { min, max }),
  );
  field('date').min = localTimeOf(startDateTime.min ?? view.now, { zone }).date;
}

/** What is wished for on the clocks of the zone; `null` for at once. */
function wish({ audience }: Page): LocalStart | null {
  if (byId('begins-later', HTMLInputElement).checked) {
    return startFromLocalTime({ date: field('date').value, time: field('time').value, zone: audience().zone });
  }
  return null;
}

/** The start that is chosen, `null` for at once, `undefined` while there is a doubt. */
function start(page: Page): number | null | undefined {
  const wished = wish(page);
  if (wished === null) return null;
  if (wished.ok) return wished.startsAt;
  const picked = new FormData(form).get('choice');
  return typeof picked === 'string' ? Number(picked) : undefined;
}

/** Puts the two choices of a time that is skipped or repeated. */
function showDoubt(page: Page): void {
  const wished = wish(page);
  later.hidden = wished === null;
  doubt.replaceChildren();
  if (wished === null || wished.ok || wished.because === 'unreadable') return;
  const why =
    wished.because === 'skipped'
      ? 'Clocks skip that time there. Which one is meant?'
      : 'Clocks show that time twice there. Which one is meant?';
  doubt.append(
    make('p', {}, phrase(why)),
    ...wished.choices.map(({ startsAt, date, time, utcOffset }) =>
      make(
        'label',
        { className: 'check' },
        make('input', { type: 'radio', name: 'choice', value: String(startsAt), required: true }),
        `${date} ${time} (UTC${utcOffset})`,
      ),
    ),
  );
}

async function create(page: Page): Promise<void> {
  const startsAt = start(page);
  if (startsAt === undefined) {
    reply(answer, phrase('Say when it begins: a day and a time.'), false);
    return;
  }
  const { step, passcode } = await createPass({
    lifetimeInMinutes: Number(field('lifetime').value),
    isUsableOnce: field('isUsableOnce').checked,
    ...(startsAt === null ? {} : { startDateTime: new Date(startsAt).toISOString() }),
  });
  page.took(step);
  reply(answer, step.isGood ? phrase('The pass is created.') : quote(refusalOf(step)), step.isGood);
  if (passcode !== null) showSecret(passcode, page);
}

export function setUpCreateForm(page: Page): void {
  const ceiling = field('ceiling');
  ceiling.max = String(policyBounds.maximumLifetimeInMinutes.maximum);
  // A browser cannot show what is wrong in a field that is folded away.
  ceiling.addEventListener('invalid', () => ceiling.closest('details')?.setAttribute('open', ''));
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (['begins', 'date', 'time'].includes(target.name)) {
      if (target.name === 'begins') proposeTomorrow(page);
      showDoubt(page);
    }
    if (target.name === 'ceiling') page.refresh();
  });
  byId('zone', HTMLSelectElement).addEventListener('change', () => showDoubt(page));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void create(page);
  });
}

/** Tomorrow at eight on the clocks of the zone, while nothing is typed. */
function proposeTomorrow({ audience }: Page): void {
  if (field('date').value !== '') return;
  field('date').value = localTimeOf(look().now + 86_400_000, { zone: audience().zone }).date;
  field('time').value = '08:00';
}
