import { countryCodes } from '../../countries';

/** The alpha-3 codes and short forms that shops really export. */
const shortForms: Readonly<Record<string, string>> = {
  DEU: 'DE',
  AUT: 'AT',
  CHE: 'CH',
  FRA: 'FR',
  ESP: 'ES',
  ITA: 'IT',
  NLD: 'NL',
  POL: 'PL',
  USA: 'US',
  GBR: 'GB',
  BEL: 'BE',
  LUX: 'LU',
  PRT: 'PT',
  IRL: 'IE',
  DNK: 'DK',
  SWE: 'SE',
  NOR: 'NO',
  FIN: 'FI',
  CZE: 'CZ',
  SVK: 'SK',
  HUN: 'HU',
  ROU: 'RO',
  BGR: 'BG',
  HRV: 'HR',
  SVN: 'SI',
  GRC: 'GR',
  EST: 'EE',
  LVA: 'LV',
  LTU: 'LT',
  LIE: 'LI',
  CAN: 'CA',
  MEX: 'MX',
  AUS: 'AU',
  NZL: 'NZ',
  JPN: 'JP',
  CHN: 'CN',
  KOR: 'KR',
  BRA: 'BR',
  UK: 'GB',
  'U.K.': 'GB',
  'GREAT BRITAIN': 'GB',
  ENGLAND: 'GB',
  SCOTLAND: 'GB',
  WALES: 'GB',
  'U.S.A.': 'US',
  'U.S.': 'US',
  'UNITED STATES OF AMERICA': 'US',
  HOLLAND: 'NL',
  BRD: 'DE',
  GROSSBRITANNIEN: 'GB',
};

const fold = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toUpperCase();

const languages = ['en', 'de', 'es', 'fr', 'it', 'nl', 'pl', 'pt'];
let names: ReadonlyMap<string, string> | null = null;

const countryNames = (): ReadonlyMap<string, string> => {
  const made = new Map<string, string>();
  for (const language of languages) {
    const display = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const code of countryCodes) {
      const name = display.of(code);
      if (name !== undefined) made.set(fold(name), code);
    }
  }
  return made;
};

/** Alpha-2 code of a country given as alpha-2, common alpha-3, or by name in eight languages; `null` when unknown. */
export const parseCountry = (raw: string): string | null => {
  const text = fold(raw.trim());
  if (countryCodes.has(text)) return text;
  const short = Object.hasOwn(shortForms, text) ? shortForms[text] : undefined;
  if (short !== undefined) return short;
  names ??= countryNames();
  return names.get(text) ?? null;
};
