/** Where a parcel goes, as it came with the order. */
export interface LabelAddress {
  readonly name: string;
  readonly company?: string | undefined;
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly city: string;
  readonly region?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Countries that write the town first, then region and postcode on the same line. */
const cityFirst = new Set(['AU', 'CA', 'CO', 'ID', 'IN', 'MX', 'NZ', 'PH', 'PK', 'PR', 'SA', 'SG', 'TH', 'TW', 'US']);

/** Countries that give the postcode a line of its own, below the town. */
const postcodeBelow = new Set(['GB', 'GG', 'GI', 'IE', 'IM', 'JE', 'UA', 'ZA']);

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part.trim() !== '').join(' ');

/** Town, region and postcode in the order of the country, in capitals as posts ask (UPU S42). */
export const placeLines = ({ postcode, city, region, country }: LabelAddress): string[] => {
  const lines = cityFirst.has(country)
    ? [joined(city, region, postcode)]
    : postcodeBelow.has(country)
      ? [city, region ?? '', postcode]
      : [joined(postcode, city), region ?? ''];
  return lines.map((line) => line.toUpperCase()).filter((line) => line !== '');
};

/** The country in English capitals: asked for on everything that crosses a border. */
export const countryName = (country: string): string => {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return (new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? country).toUpperCase();
};
