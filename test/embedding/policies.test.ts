import { readFileSync } from 'node:fs';
import { readPolicy } from 'temporary-access-pass/graph';
import { temporaryAccessPassMatchers } from 'temporary-access-pass/testing';
import { describe, expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../../README.md');

describe('the section of the README on tests of policies', () => {
  test('shows the file that runs, to the letter', () => {
    expect(readme).toContain(`\`\`\`mts\n${read('policies/tenant.test.ts')}\`\`\``);
  });

  test('shows the message of the one that fails', () => {
    const reading = readPolicy(JSON.parse(read('policies/tenant-policy.json')));
    if (!reading.ok) throw new Error('no policy');
    const { toSatisfyBaseline } = temporaryAccessPassMatchers;
    const { pass, message } = toSatisfyBaseline(reading.policy, ['NIST.4.2.1.2'], { delivery: 'text' });
    expect(pass).toBe(false);
    expect(readme).toContain(`\`\`\`text\n${message()}\n\`\`\``);
  });
});
