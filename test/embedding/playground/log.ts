import { byId, make } from './dom.ts';
import { phrase } from './language.ts';
import type { Step } from './world.ts';

const list = byId('log', HTMLOListElement);

/** How many steps are kept. */
const MOST = 40;

/** Numbers the bodies, which are labelled by id. */
let said = 0;

/** Writes a step down, with the newest one open. */
export function note({ title, path, request, status, isGood, response }: Step): void {
  for (const open of list.querySelectorAll('details[open]')) open.removeAttribute('open');
  const mark = make('b', {}, status === 'signed in' ? phrase(status) : String(status));
  mark.dataset['remedy'] = isGood ? 'nothing' : 'refused';
  const summary = make(
    'summary',
    {},
    make('span', {}, phrase(title)),
    mark,
    make('span', { className: 'path' }, ...(path === null ? [phrase('no call of Graph')] : parts(path))),
  );
  list.prepend(
    make('li', {}, make('details', { open: true }, summary, json('Request', request), json('Response', response))),
  );
  while (list.children.length > MOST) list.lastElementChild?.remove();
}

/** A long path is to break where a part of it ends. */
function parts(path: string): (Node | string)[] {
  return path.split(/(?<=\/)/).flatMap((part) => [part, make('wbr')]);
}

function json(label: 'Request' | 'Response', value: unknown): HTMLElement {
  if (value === null) return make('p', { className: 'hint' }, phrase(`${label}: no body`));
  const text = make('pre', { lang: 'en', textContent: JSON.stringify(value, null, 2), tabIndex: 0 });
  const id = `said-${++said}`;
  text.setAttribute('role', 'group');
  text.setAttribute('aria-labelledby', id);
  return make('div', {}, make('p', { id, className: 'hint', ariaHidden: 'true' }, phrase(label)), text);
}
