import type { Words } from './words.ts';

const NEW_PASS = 'Create a new pass.';

/** The English words, which are used unless others are given. Letters are spelt as the ICAO does. Grade: chosen. */
export const english: Words = {
  locale: 'en',
  states: {
    oneTimeUsed: { title: 'Used', sentence: 'This one-time pass has been used.', remedy: NEW_PASS },
    expired: { title: 'Expired', sentence: 'The time of this pass is over.', remedy: NEW_PASS },
    locked: {
      title: 'Locked',
      sentence: 'Too many wrong passcodes were entered; the pass is locked for good.',
      remedy: NEW_PASS,
    },
    policyDisabled: {
      title: 'Blocked: policy off',
      sentence: 'The policy for Temporary Access Passes is turned off, so no pass works.',
      remedy: 'Turn the policy on.',
    },
    outOfScope: {
      title: 'Blocked: not covered',
      sentence: 'The policy does not cover this person.',
      remedy: 'Include the person or one of their groups in the policy, and look for an exclusion that names them.',
    },
    oneTimeOnly: {
      title: 'Blocked: one-time only',
      sentence: 'The policy allows only one-time passes, and this one is for multiple use.',
      remedy: 'Allow multiple use in the policy, or create a one-time pass.',
    },
    notYetValid: {
      title: 'Not yet usable',
      sentence: 'The time of this pass has not begun.',
      remedy: 'Wait until it begins.',
    },
    usable: { title: 'Usable', sentence: 'The passcode works now.', remedy: 'Nothing has to be done.' },
  },
  begins: 'It can be used from {time}, in {duration}.',
  ends: 'As things are, this lasts until {time}, for another {duration}. Then: {title}.',
  spelling: {
    capital: 'capital {letter} as in {word}',
    small: 'small {letter} as in {word}',
    letters:
      'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango ' +
      'Uniform Victor Whiskey X-ray Yankee Zulu',
    digits: 'zero one two three four five six seven eight nine',
    symbols:
      'exclamation mark,quotation mark,number sign,dollar sign,percent sign,ampersand,apostrophe,opening parenthesis,' +
      'closing parenthesis,asterisk,plus sign,comma,hyphen,full stop,slash,colon,semicolon,less-than sign,equals sign,' +
      'greater-than sign,question mark,at sign,opening bracket,backslash,closing bracket,caret,underscore,backtick,' +
      'opening brace,vertical bar,closing brace,tilde',
    lookAlike: '{name}, not {others}',
  },
  timeline: {
    title: 'The life of this pass',
    change: 'From {time}: {title}.',
    now: 'now',
    present: 'Now, {time}: {title}.',
  },
};
