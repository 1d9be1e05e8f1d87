import { parseCountry } from '../import/countries';
import type { ProblemCollector } from '../import/problems';
import { readText } from '../import/read-text';
import type { RowValues } from '../import/table';
import type { ShipTo } from './records';

/** Countries whose addresses have no meaning without a postcode. */
const postcodeNeeded = new Set(
  'AT AU BE BG CA CH CZ DE DK EE ES FI FR GB GR HR HU IT LI LT LU LV NL NO PL PT RO SE SI SK US'.split(' '),
);

const readCountry = (values: RowValues, problems: ProblemCollector): string => {
  const text = readText(values, 'ship_country', problems, { max: 100, required: true });
  if (text === null) return '';
  const country = parseCountry(text);
  if (country === null) problems.error('ship_country', 'country-unknown', text);
  return country ?? '';
};

/** Spreadsheets and some shops write `'01234` so that the zero stays. */
const readPostcode = (values: RowValues, country: string, problems: ProblemCollector): string => {
  const postcode = (values['ship_postcode'] ?? '').trimStart().replace(/^'/, '');
  const text = readText({ ship_postcode: postcode }, 'ship_postcode', problems, { max: 20 }) ?? '';
  if (text === '' && postcodeNeeded.has(country)) problems.error('ship_postcode', 'missing');
  return text;
};

/** The address of an order; the collector knows what is wrong with it. */
export const readAddress = (values: RowValues, problems: ProblemCollector): ShipTo => {
  const optional = (field: string, max: number): string | undefined =>
    readText(values, field, problems, { max }) ?? undefined;
  const country = readCountry(values, problems);
  const first = readText(values, 'ship_line_1', problems, { max: 100, required: true });
  const more = ['ship_line_2', 'ship_line_3', 'ship_line_4'].map((field) =>
    readText(values, field, problems, { max: 100 }),
  );
  if (values['ship_line_5'] !== undefined) problems.error('ship_line_5', 'too-many-address-lines');
  const company = optional('ship_company', 100);
  const region = optional('ship_region', 60);
  const phone = optional('ship_phone', 40);
  const email = optional('ship_email', 120);
  return {
    name: readText(values, 'ship_name', problems, { max: 100, required: true }) ?? '',
    ...(company === undefined ? {} : { company }),
    lines: [first, ...more].filter((line): line is string => line !== null),
    postcode: readPostcode(values, country, problems),
    city: readText(values, 'ship_city', problems, { max: 100, required: true }) ?? '',
    ...(region === undefined ? {} : { region }),
    country,
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  };
};
