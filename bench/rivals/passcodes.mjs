import { generateRandomString } from '@oslojs/crypto/random';
import generatePassword from 'generate-password';
import secureRandomPassword from 'secure-random-password';

const RANDOM = { read: (bytes) => void crypto.getRandomValues(bytes) };

/** One passcode of so many symbols of an alphabet, as each rival would make it. */
export const rivals = {
  // It has no alphabet of one's own; letters and digits without its own look-alikes come closest.
  'generate-password': (_alphabet, length) =>
    generatePassword.generate({ length, numbers: true, excludeSimilarCharacters: true }),
  'secure-random-password': (alphabet, length) => secureRandomPassword.randomPassword({ length, characters: alphabet }),
  '@oslojs/crypto': (alphabet, length) => generateRandomString(RANDOM, alphabet, length),
};
