import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fileOf } from './file.ts';

const program = fileURLToPath(new URL('story/main.mjs', import.meta.url));
const samplePolicy = fileURLToPath(new URL('story/policy.json', import.meta.url));

function story(...files: readonly string[]): { lines: readonly string[]; errors: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...files], { encoding: 'utf8' });
  return { lines: stdout.split('\n'), errors: stderr, status };
}

describe('the samples', () => {
  const { lines, errors, status } = story();

  test('are told to the end', () => {
    expect({ errors, status }).toEqual({ errors: '', status: 0 });
  });

  test.each([
    ['07:59:59.999', 'false', 'NotYetValid', 'notYetValid', 'EnabledByPolicy at 08:00:00.000'],
    ['08:00:00.000', 'true', 'EnabledByPolicy', 'usable', 'Expired at 09:30:00.000'],
    ['09:29:59.999', 'true', 'EnabledByPolicy', 'usable', 'Expired at 09:30:00.000'],
    ['09:30:00.000', 'false', 'Expired', 'expired', 'never'],
    ['08:04:59.999', 'true', 'EnabledByPolicy', 'usable', 'Expired at 09:30:00.000'],
    ['08:05:00.000', 'false', 'OneTimeUsed', 'oneTimeUsed', 'never'],
    ['08:09:59.999', 'true', 'EnabledByPolicy', 'usable', 'Expired at 09:30:00.000'],
    ['08:10:00.000', 'false', 'DisabledByPolicy', 'policyDisabled', 'Expired at 09:30:00.000'],
  ])('show each reason at its first millisecond: %s %s %s', (time, ...cells) => {
    const row = new RegExp(`^ +Tue 24 Nov 2026 ${time} \\+01:00 +${cells.join(' +')}$`);
    expect(lines.some((line) => row.test(line))).toBe(true);
  });

  test('show the passcode once', () => {
    const passcode = /^ {2}(\S{12}) {3}70\.0 bits$/m.exec(lines.join('\n'))?.[1];
    expect(passcode).toMatch(/^[A-Za-z2-9]{12}$/);
    expect(lines.filter((line) => line.includes(String(passcode)))).toHaveLength(1);
  });
});

describe('other files', () => {
  test('are told as well', () => {
    const { lines, errors, status } = story(samplePolicy, fileOf('request.json', '{}'));
    expect({ errors, status }).toEqual({ errors: '', status: 0 });
    expect(lines.join('\n')).toContain('60 minutes from ');
  });

  test.each([
    ['no JSON', '{', 'policy.json: not JSON'],
    ['no object', '[]', 'policy.json: not a JSON object'],
    ['a wrong value', '{"defaultLength":7}', 'policy.json: not a policy: `defaultLength` expected 8..48, got 7'],
    [
      'the policy of another method',
      '{"@odata.type":"#microsoft.graph.fido2AuthenticationMethodConfiguration","state":"enabled"}',
      'policy.json: not a policy: `@odata.type` expected #microsoft.graph.temporaryAccessPass',
    ],
    ['groups', '{"includeTargets":[{"targetType":"group","id":"g"}]}', 'policy.json: names users or groups'],
    ['a disabled policy', '{}', 'request.json: refused: the policy is disabled'],
  ])('get one clear line and exit 1: %s', (_, content, expected) => {
    const { errors, status } = story(fileOf('policy.json', content));
    expect(status).toBe(1);
    expect(errors.trimEnd().split('\n')).toHaveLength(1);
    expect(errors.startsWith(expected)).toBe(true);
  });

  test.each([
    [
      '{"startDateTime":"2026-11-24T08:00:00"}',
      'request.json: not a request: `startDateTime` expected date-time with Z or an offset',
    ],
    ['{"startDateTime":5}', 'request.json: not a request: `startDateTime` expected date-time with Z or an offset'],
    ['{"lifetimeInMinutes":481}', 'request.json: refused: `lifetimeInMinutes` expected 60..480, got 481'],
    [
      '{"lifetime":60}',
      'request.json: refused: unknown property, expected only startDateTime, lifetimeInMinutes, isUsableOnce',
    ],
  ])('get one clear line and exit 1: %s', (content, expected) => {
    const { errors, status } = story(samplePolicy, fileOf('request.json', content));
    expect(status).toBe(1);
    expect(errors.startsWith(expected)).toBe(true);
  });

  test('that are missing get one clear line and exit 1', () => {
    const { errors, status } = story('missing.json');
    expect({ errors, status }).toEqual({ errors: "missing.json: can't be read (ENOENT)\n", status: 1 });
  });
});
