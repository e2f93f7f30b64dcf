interface Frame {
  readonly isConnected: boolean;
  readonly contentWindow: { eval(code: string): unknown };
}

declare const document: { createElement(name: 'iframe'): Frame; documentElement: { append(element: unknown): void } };

let frame: Frame | undefined;

/** Stands in for `node:vm` in a browser: a frame is another realm, as a context of Node is. One serves all, since a page may have only so many. */
export function runInNewContext(code: string): unknown {
  if (frame?.isConnected !== true) {
    frame = document.createElement('iframe');
    // Beside the body, which tests fill and empty.
    document.documentElement.append(frame);
  }
  return frame.contentWindow.eval(code);
}
