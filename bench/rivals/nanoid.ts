export { customAlphabet } from 'nanoid';
