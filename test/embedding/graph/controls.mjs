// What Microsoft Graph has no endpoints for: to move the clock, and to sign in with a pass.
import { FIRST_INSTANT, LAST_INSTANT } from 'temporary-access-pass';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers `POST /emulator/clock {minutes}` and `POST /emulator/redeem {user, passcode}`; leaves every other request to the emulator. */
export function withControls(emulator, clock) {
  const controls = {
    '/emulator/clock': ({ minutes }) => {
      const now = clock.now() + minutes * 60_000;
      // Beyond these years no answer could say what time it is.
      if (typeof minutes !== 'number' || !(now >= FIRST_INSTANT && now <= LAST_INSTANT)) {
        throw new TypeError('`minutes` expected a number that stays within the years 0001..9999');
      }
      clock.aheadBy += minutes * 60_000;
      return { now: new Date(now).toISOString() };
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
        return { status: 200, headers: JSON_TYPE, body: JSON.stringify(control(JSON.parse(request.body))) };
      } catch (error) {
        // The parser's own words would repeat a part of the body, and there may be a passcode in it.
        const message = error instanceof SyntaxError ? 'the body expected JSON' : error.message;
        return { status: 400, headers: JSON_TYPE, body: JSON.stringify({ error: message }) };
      }
    },
  };
}
