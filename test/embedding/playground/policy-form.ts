import type { Policy } from 'temporary-access-pass';
import { byId, control, reply } from './dom.ts';
import { phrase, quote } from './language.ts';
import type { Page } from './page.ts';
import { askForPass, changePolicy, look, OTHERS, PILOTS, refusalOf, resetPolicy, type Step, SUBJECT } from './world.ts';

const form = byId('policy', HTMLFormElement);
const answer = byId('policy-answer', HTMLParagraphElement);

const NUMBERS = [
  'minimumLifetimeInMinutes',
  'defaultLifetimeInMinutes',
  'maximumLifetimeInMinutes',
  'defaultLength',
] as const;

const group = (id: string) => [{ targetType: 'group', id, isRegistrationRequired: false }];

const COVERS: Readonly<Record<string, object>> = {
  everybody: { includeTargets: group('all_users'), excludeTargets: [] },
  pilots: { includeTargets: group(PILOTS), excludeTargets: [] },
  others: { includeTargets: group(OTHERS), excludeTargets: [] },
  excluded: { includeTargets: group('all_users'), excludeTargets: [{ targetType: 'user', id: SUBJECT.id }] },
};

const field = (name: string): HTMLInputElement => control(form, name, HTMLInputElement);

export function setUpPolicy(page: Page): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const numbers = NUMBERS.map((name) => [name, field(name).value === '' ? null : Number(field(name).value)]);
    const changes = {
      state: field('state').checked ? 'enabled' : 'disabled',
      isUsableOnce: field('isUsableOnce').checked,
      ...Object.fromEntries(numbers),
      ...COVERS[control(form, 'covers', HTMLSelectElement).value],
    };
    void settle(changePolicy(changes), page);
  });
  byId('reset-policy', HTMLButtonElement).addEventListener('click', () => void settle(resetPolicy(), page));
  fill(look().policy);
}

async function settle(change: Promise<Step>, page: Page): Promise<void> {
  const step = await change;
  page.took(step);
  reply(answer, step.isGood ? phrase('The policy is changed.') : quote(refusalOf(step)), step.isGood);
  if (!step.isGood) return;
  fill(look().policy);
  if (look().life !== null) page.took(await askForPass());
}

/** The form as the policy is. */
function fill(policy: Policy): void {
  field('state').checked = policy.state === 'enabled';
  field('isUsableOnce').checked = policy.isUsableOnce;
  for (const name of NUMBERS) field(name).value = String(policy[name]);
  const included = policy.includeTargets[0]?.id;
  const covers = included === PILOTS ? 'pilots' : included === OTHERS ? 'others' : 'everybody';
  control(form, 'covers', HTMLSelectElement).value = policy.excludeTargets.length > 0 ? 'excluded' : covers;
}
