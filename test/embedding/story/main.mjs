// The main job from end to end, in the terminal: two files of Graph JSON become a pass, and the pass lives.
// node test/embedding/story/main.mjs [policy.json [request.json]]
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DateTime } from 'luxon';
import { explain, isInScope, issue, nextTransition, redeem, secureRandom, updatePolicy } from 'temporary-access-pass';
import { parseCreateRequest, readPolicy } from 'temporary-access-pass/graph';

/** Stops the story with one line on standard error. */
class Stop extends Error {}

const MINUTE = 60_000;
let zone = 'utc';
const [policyFile = sample('policy.json'), requestFile = sample('request.json')] = process.argv.slice(2);

try {
  tell(policyOf(policyFile), requestOf(requestFile));
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function tell(policy, request) {
  // The story brings its own clock: a quarter of an hour before the start that was asked for, or the time it really is.
  const { startDateTime = null } = request;
  const created = startDateTime === null ? Date.now() : startDateTime - 15 * MINUTE;
  const issued = issue(request, { policy, now: created, random: secureRandom });
  if (!issued.ok) throw new Stop(`${basename(requestFile)}: refused: ${sentences(issued.violations)}`);
  const { pass, passcode } = issued;
  const endsAt = pass.startsAt + pass.lifetimeInMinutes * MINUTE;

  heading('The policy and the request');
  console.log(
    `  ${policy.state}, ${policy.minimumLifetimeInMinutes} to ${policy.maximumLifetimeInMinutes} minutes, ` +
      `passcodes of ${policy.defaultLength} characters${policy.isUsableOnce ? ', one-time only' : ''}`,
  );
  console.log(
    `  ${pass.lifetimeInMinutes} minutes from ${date(pass.startsAt)}${pass.isUsableOnce ? ', one-time' : ''}`,
  );

  heading('The passcode, shown this once');
  console.log(`  ${passcode.reveal()}   ${passcode.entropyBits.toFixed(1)} bits`);
  console.log(`  what is stored instead: ${JSON.stringify(pass)}`);

  heading('If nobody uses it');
  const edges = [created, pass.startsAt - 1, pass.startsAt, endsAt - 1, endsAt];
  table([...new Set(edges)].filter((now) => now >= created).map((now) => ({ now, pass, policy })));

  heading('Somebody signs in, and tries again');
  const used = attempts(pass, passcode, policy, pass.startsAt + 5 * MINUTE);

  heading('The policy is switched off');
  const switched = pass.startsAt + 10 * MINUTE;
  const off = updatePolicy(policy, { state: 'disabled' }).policy;
  console.log('  the same pass, had nobody used it:');
  table([{ now: switched - 1, pass, policy }, ...[switched, endsAt].map((now) => ({ now, pass, policy: off }))]);
  console.log(`  the pass that was used${used.redeemedAt === null ? '' : '; what is over stays over'}:`);
  table([
    { now: switched - 1, pass: used, policy },
    ...[switched, endsAt].map((now) => ({ now, pass: used, policy: off })),
  ]);
}

function attempts(pass, passcode, policy, start) {
  let record = pass;
  for (const [typed, now] of [
    ['a wrong passcode', start - MINUTE],
    [passcode.reveal(), start],
    [passcode.reveal(), start + 1],
  ]) {
    const passcodeMatches = passcode.equals(typed);
    const result = redeem(record, { passcodeMatches }, { policy, now });
    record = result.pass;
    const what = passcodeMatches ? 'the right passcode' : typed;
    const answer = result.ok
      ? `signed in, may register methods until ${date(result.grant.registrationDeadline, now)}`
      : `refused, AADSTS${result.refusal.signInError} (${result.refusal.reason})`;
    console.log(`  ${date(now)}  ${what}: ${answer}`);
  }
  table([
    { now: start - 1, pass, policy },
    { now: start, pass: record, policy },
  ]);
  return record;
}

function table(moments) {
  const rows = moments.map(({ now, pass, policy }) => {
    const { isUsable, methodUsabilityReason, rule } = explain(pass, { policy, now });
    const next = nextTransition(pass, { policy, now });
    const change = next ? `${next.usability.methodUsabilityReason} at ${date(next.at, now)}` : 'never';
    return [date(now), String(isUsable), methodUsabilityReason, rule, change];
  });
  const lines = [['instant', 'isUsable', 'methodUsabilityReason', 'decided by', 'next change'], ...rows];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines)
    console.log(
      `  ${line
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd()}`,
    );
}

function policyOf(file) {
  const check = readPolicy(readJson(file));
  if (!check.ok) throw new Stop(`${basename(file)}: not a policy: ${sentences(check.violations)}`);
  try {
    isInScope(check.policy);
  } catch {
    throw new Stop(
      `${basename(file)}: names users or groups; this story is about nobody in particular and needs \`all_users\``,
    );
  }
  return check.policy;
}

function requestOf(file) {
  const json = readJson(file);
  const reading = parseCreateRequest(json);
  if (!reading.ok) throw new Stop(`${basename(file)}: not a request: ${sentences(reading.violations)}`);
  // Told in the offset that it was written in.
  if (json.startDateTime) zone = DateTime.fromISO(json.startDateTime, { setZone: true }).zone;
  return reading.request;
}

function readJson(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Stop(`${file}: can't be read (${error.code})`);
  }
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Stop(`${basename(file)}: not JSON`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Stop(`${basename(file)}: not a JSON object`);
  return json;
}

function sentences(violations) {
  return violations.map(({ message }) => message).join('; ');
}

function sample(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** An instant as people write it, in the offset of the request; only the time where it is on the same day as another instant. */
function date(instant, sameDayAs) {
  const [at, other] = [instant, sameDayAs ?? Number.NaN].map((millis) =>
    DateTime.fromMillis(millis, { zone, locale: 'en' }),
  );
  return at.toFormat(other.isValid && at.hasSame(other, 'day') ? 'HH:mm:ss.SSS' : 'ccc d LLL yyyy HH:mm:ss.SSS ZZ');
}

function heading(text) {
  console.log(`\n${text}`);
}
