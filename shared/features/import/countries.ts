/** ISO 3166-1 alpha-2, all officially assigned codes, plus XK (user-assigned, Kosovo, as posts use it). */
const codes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL ' +
  'CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU ' +
  'GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC ' +
  'MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT ' +
  'PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA ' +
  'UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';
const known = new Set(codes.split(' '));

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
    for (const code of known) {
      const name = display.of(code);
      if (name !== undefined) made.set(fold(name), code);
    }
  }
  return made;
};

/** Alpha-2 code of a country given as alpha-2, common alpha-3, or by name in eight languages; `null` when unknown. */
export const parseCountry = (raw: string): string | null => {
  const text = fold(raw.trim());
  if (known.has(text)) return text;
  const short = Object.hasOwn(shortForms, text) ? shortForms[text] : undefined;
  if (short !== undefined) return short;
  names ??= countryNames();
  return names.get(text) ?? null;
};
