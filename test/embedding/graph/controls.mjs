// What Microsoft Graph has no endpoints for: to move the clock, and to sign in with a pass.
import { FIRST_INSTANT, LAST_INSTANT } from 'temporary-access-pass';

const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * A clock that goes on with the machine's, and can be put forward; one that is set to an instant stands still there. Every instant has to be
 * one that a calendar can say.
 */
export function movableClock() {
  let aheadBy = 0;
  let held;
  const now = () => held ?? Date.now() + aheadBy;
  return {
    now,
    forward(milliseconds) {
      assertInstant('minutes', now() + milliseconds);
      if (held === undefined) aheadBy += milliseconds;
      else held += milliseconds;
    },
    hold(instant) {
      assertInstant('instant', instant);
      held = instant;
    },
  };
}

function assertInstant(field, instant) {
  if (!(instant >= FIRST_INSTANT && instant <= LAST_INSTANT))
    throw new RangeError(`\`${field}\` expected an instant of a calendar`);
}

/**
 * Answers `POST /emulator/clock {minutes}` or `{instant}` (epoch milliseconds, to hold it there) and `POST /emulator/redeem {user, passcode}`;
 * leaves every other request to the emulator.
 */
export function withControls(emulator, clock) {
  const controls = {
    '/emulator/clock': ({ minutes, instant }) => {
      if (Number.isFinite(instant)) clock.hold(instant);
      else if (Number.isFinite(minutes)) clock.forward(minutes * 60_000);
      else throw new TypeError('`minutes` or `instant` expected a number');
      return { now: new Date(clock.now()).toISOString() };
    },
    '/emulator/redeem': ({ user, passcode }) => {
      const redemption = emulator.redeem(String(user), String(passcode));
      if (redemption === null) throw new TypeError('no such user, or they have no pass');
      return redemption.ok ? { grant: redemption.grant } : { refusal: redemption.refusal };
    },
  };
  return {
    handle(request) {
      const control = Object.hasOwn(controls, request.url) ? controls[request.url] : undefined;
      if (control === undefined || request.method !== 'POST') return emulator.handle(request);
      try {
        return { status: 200, headers: JSON_TYPE, body: JSON.stringify(control(JSON.parse(request.body) ?? {})) };
      } catch (error) {
        // The parser's own words would repeat a part of the body, and there may be a passcode in it.
        const message = error instanceof SyntaxError ? 'the body expected JSON' : error.message;
        return { status: 400, headers: JSON_TYPE, body: JSON.stringify({ error: message }) };
      }
    },
  };
}
