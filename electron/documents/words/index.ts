import { de } from './de';
import { en } from './en';
import { es } from './es';
import type { DocumentWords } from './words';

/** Words of printed documents. */
export const wordsOf = (language: 'en' | 'de' | 'es'): DocumentWords => ({ en, de, es })[language];
