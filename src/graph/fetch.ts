import type { GraphRequest } from './route.ts';
import type { GraphResponse } from './response.ts';

/** As much of the platform's `Request` as is read here; every `Request` is one. */
export interface FetchRequest {
  /** The HTTP method. */
  readonly method: string;
  /** The whole URL. */
  readonly url: string;
  /** The headers. Not iterated: programs may compile without the types of a platform whose headers are iterable. */
  readonly headers: { forEach(tell: (value: string, name: string) => void): void };
  /** Reads the body as text. */
  text(): Promise<string>;
}

/** As much of the platform's `Response` as a program without the platform's types can know. */
export interface FetchResponse {
  /** HTTP status. */
  readonly status: number;
  /** The headers. */
  readonly headers: { get(name: string): string | null };
  /** Reads the body as text. */
  text(): Promise<string>;
  /** Reads the body as JSON. */
  json(): Promise<unknown>;
}

/** The platform's `Response` where the program that compiles has its types (the DOM's or Node's), and what it has in common with them where not. */
export type PlatformResponse = typeof globalThis extends { Response: { prototype: infer Platform } }
  ? Platform
  : FetchResponse;

// The class of the Fetch standard, which every platform brings along. This file is the one place that names it.
declare const Response: new (
  body: string | null,
  init: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
) => PlatformResponse;

/** A request of the platform as plain values. */
export async function plainRequest(request: FetchRequest): Promise<GraphRequest> {
  const { method, url } = request;
  const headers: Record<string, string> = {};
  request.headers.forEach((value, name) => {
    headers[name] = value;
  });
  return { method, url, headers, body: await request.text() };
}

/** An answer as the platform's `Response`. */
export function platformResponse({ status, headers, body }: GraphResponse): PlatformResponse {
  return new Response(body, { status, headers });
}
