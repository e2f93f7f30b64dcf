/** The element with an id, of the kind it has to be. */
export function byId<Kind extends Element>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new TypeError(`#${id} expected ${kind.name}`);
}

/** The control of a form with a name, of the kind it has to be. */
export function control<Kind extends Element>(form: HTMLFormElement, name: string, kind: new () => Kind): Kind {
  const found = form.elements.namedItem(name);
  if (found instanceof kind) return found;
  throw new TypeError(`${name} expected ${kind.name}`);
}

/** A new element with properties and children; text stays text. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Sets a text where it has changed, so that nothing is announced twice. */
export function say(element: Element, text: string | Node): void {
  const said = typeof text === 'string' ? text : text.textContent;
  if (element.textContent !== said) element.replaceChildren(text);
}

/** An answer below a form: a text, and whether it is a yes. */
export function reply(element: HTMLElement, text: Node, isGood: boolean): void {
  element.dataset['remedy'] = isGood ? 'nothing' : 'refused';
  say(element, text);
}
