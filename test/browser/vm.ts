interface Frame {
  readonly contentWindow: { eval(code: string): unknown };
}

declare const document: { createElement(name: 'iframe'): Frame; body: { append(element: unknown): void } };

let frame: Frame | undefined;

/** Stands in for `node:vm` in a browser: a frame is another realm, as a context of Node is. One serves all, since a page may have only so many. */
export function runInNewContext(code: string): unknown {
  if (frame === undefined) {
    frame = document.createElement('iframe');
    document.body.append(frame);
  }
  return frame.contentWindow.eval(code);
}
