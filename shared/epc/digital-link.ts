import type { Gs1Element } from '../barcode/gs1';
import { prioritisedDates } from './plus-schemes';

/** Where links point that name no place of their own (GS1 Digital Link: URI syntax, canonical form). */
const canonicalHost = 'https://id.gs1.org';

const escapeValue = (value: string): string =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Key and qualifiers as a canonical GS1 Digital Link; a date goes into the query. */
export const formatDigitalLink = (elements: readonly Gs1Element[]): string => {
  const path = elements.filter(({ ai }) => !prioritisedDates.includes(ai));
  const query = elements.filter(({ ai }) => prioritisedDates.includes(ai));
  const segments = path.map(({ ai, value }) => `/${ai}/${escapeValue(value)}`).join('');
  const parameters = query.map(({ ai, value }) => `${ai}=${escapeValue(value)}`).join('&');
  return `${canonicalHost}${segments}${parameters === '' ? '' : `?${parameters}`}`;
};
