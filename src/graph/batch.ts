import { readBody } from './body.ts';
import { BAD_BATCH, FAILED_DEPENDENCY, type GraphFailure, wrongMethod } from './failure.ts';
import { asObject, own } from './json.ts';
import { answer, type GraphResponse } from './response.ts';
import type { GraphRequest } from './route.ts';

/** Requests of one batch. Grade: documented (learn.microsoft.com/graph/json-batching, read 2026-11). */
const MOST_REQUESTS = 20;

interface Step {
  readonly id: string;
  readonly dependsOn: readonly string[];
  readonly request: GraphRequest;
}

/** An answer to one request of a batch. */
interface StepResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** How a batch gets its requests answered. */
export interface BatchContext {
  /** Answers one request. */
  readonly handle: (request: GraphRequest) => GraphResponse;
  /** Refuses one request. */
  readonly refuse: (failure: GraphFailure, request: GraphRequest) => GraphResponse;
  /** The version in the URL of the batch, for requests whose URL has none. */
  readonly version: string;
}

/**
 * The answer to a batch: those to its requests, one after the other in their order. A request fails where one that it depends on did; it
 * can depend only on those before it, as the official clients see to. All of them are the caller's of the batch.
 */
export function answerBatch(batch: GraphRequest, context: BatchContext): GraphResponse {
  const steps = readSteps(batch, context.version);
  if ('status' in steps) return context.refuse(steps, batch);
  const statuses = new Map<string, number>();
  const responses = steps.map(({ id, dependsOn, request }): StepResponse => {
    const failed = dependsOn.some((other) => (statuses.get(keyOf(other)) ?? 500) >= 400);
    const { status, headers, body } = failed ? context.refuse(FAILED_DEPENDENCY, request) : context.handle(request);
    statuses.set(keyOf(id), status);
    return { id, status, headers: inCapitals(headers), body: JSON.parse(body ?? 'null') as unknown };
  });
  return answer(200, { responses });
}

/** As the service writes them: the official client looks for `Content-Type` to the letter. */
function inCapitals(headers: GraphResponse['headers']): GraphResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()),
      value,
    ]),
  );
}

function readSteps(batch: GraphRequest, version: string): readonly Step[] | GraphFailure {
  if (batch.method !== 'POST') return wrongMethod('POST');
  const body = readBody(batch);
  if ('status' in body) return body;
  const list = own(asObject(body.json) ?? {}, 'requests');
  if (!Array.isArray(list) || list.length < 1 || list.length > MOST_REQUESTS) return BAD_BATCH;
  const steps: Step[] = [];
  for (const item of list as readonly unknown[]) {
    const step = readStep(item, version);
    if (step === undefined || steps.some(({ id }) => keyOf(id) === keyOf(step.id))) return BAD_BATCH;
    steps.push(step);
  }
  return steps;
}

function readStep(item: unknown, version: string): Step | undefined {
  // Without a prototype, so that what is taken from it is its own. `null` is nothing.
  const fields: Readonly<Record<string, unknown>> = Object.assign(Object.create(null), item);
  const { id, method, url } = fields;
  const [dependsOn, headers, body] = [
    fields['dependsOn'] ?? [],
    fields['headers'] ?? {},
    textOf(fields['body'] ?? null),
  ];
  if (!isId(id) || typeof method !== 'string' || typeof url !== 'string' || body === undefined) return undefined;
  if (!Array.isArray(dependsOn) || !dependsOn.every(isId) || !isHeaders(headers)) return undefined;
  // URLs in a batch are relative to its version; the official client writes the version out.
  const whole = url.replace(/^\/?(?:(v1\.0|beta)\/)?/i, (_, named = version) => `/${named}/`);
  return { id, dependsOn, request: { method: method.toUpperCase(), url: whole, headers, body } };
}

/** A body as text again; `undefined` where it is too deep for the engine to write, which it does by recursion. */
function textOf(body: unknown): string | null | undefined {
  try {
    return body === null ? null : JSON.stringify(body);
  } catch {
    return undefined;
  }
}

/** It goes back to the caller, and so is bounded. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[!-~]{1,64}$/.test(value);
}

/** Ids are the same in any case. Grade: documented. */
function keyOf(id: string): string {
  return id.toLowerCase();
}

function isHeaders(value: unknown): value is Readonly<Record<string, string>> {
  return asObject(value) !== undefined && Object.values(value as object).every((one) => typeof one === 'string');
}
