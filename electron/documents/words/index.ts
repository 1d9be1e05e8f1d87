import * as counts from './counts';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import type { CountWords, DocumentWords } from './words';

/** Words of printed documents. */
export const wordsOf = (language: 'en' | 'de' | 'es'): DocumentWords => ({ en, de, es })[language];
export const countWordsOf = (language: 'en' | 'de' | 'es'): CountWords =>
  ({ en: counts.en, de: counts.de, es: counts.es })[language];
