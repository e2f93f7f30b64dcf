import { byId, make } from './dom.ts';
import type { Step } from './world.ts';

const list = byId('log', HTMLOListElement);

/** How many steps are kept. */
const MOST = 40;

/** Writes a step down, with the newest one open. */
export function note({ title, path, request, status, isGood, response }: Step): void {
  for (const open of list.querySelectorAll('details[open]')) open.removeAttribute('open');
  const mark = make('b', { textContent: String(status) });
  mark.dataset['remedy'] = isGood ? 'nothing' : 'refused';
  const summary = make(
    'summary',
    {},
    make('span', { textContent: title }),
    mark,
    // A long path is to break where a part of it ends.
    make('span', { className: 'path' }, ...path.split(/(?<=\/)/).flatMap((part) => [part, make('wbr')])),
  );
  list.prepend(
    make('li', {}, make('details', { open: true }, summary, json('Request', request), json('Response', response))),
  );
  while (list.children.length > MOST) list.lastElementChild?.remove();
}

function json(label: string, value: unknown): HTMLElement {
  if (value === null) return make('p', { className: 'hint', textContent: `${label}: no body` });
  const text = make('pre', { textContent: JSON.stringify(value, null, 2), tabIndex: 0 });
  text.setAttribute('role', 'group');
  text.setAttribute('aria-label', label);
  return make('div', {}, make('p', { className: 'hint', textContent: label, ariaHidden: 'true' }), text);
}
