import type { ImportProblem } from '../../../shared/features/import/file';
import type { IntakeReport } from './intake';

/** Plain English for the file beside a rejected one: whoever finds it may not have the app at hand. */
const sentences: Readonly<Record<string, string>> = {
  'file-empty': 'The file is empty.',
  'file-too-large': 'The file is larger than 50 MB.',
  'excel-workbook': 'This is an Excel workbook. Save it as "CSV UTF-8" and put that file here.',
  'not-text': 'The file is not a text file (CSV or JSON).',
  'no-rows': 'The file has no rows.',
  'no-good-rows': 'Not one row of the file could be used.',
  'too-many-rows': 'The file has more than 200,000 rows. Split it.',
  'too-many-faults': 'More than 200 lines of the file are broken; probably it is no CSV file.',
  'json-broken': 'The file is not valid JSON.',
  'json-unknown': 'The JSON file holds neither orders nor a catalogue in a known form.',
  'mapping-incomplete': 'The saved mapping of this header lacks the order number (or the SKU).',
  'demo-file-in-live': 'The file is marked as demo data, and this station works with live data.',
  discarded: 'A person decided not to import this file.',
  'file-gone': 'The file is no longer in the waiting folder.',
  'bad-input': 'The file holds values that the station refuses.',
  missing: 'is missing',
  'too-long': 'is too long',
  'not-a-whole-number': 'is not a whole number',
  'out-of-range': 'is out of range',
  'not-a-weight': 'is not a weight',
  'not-a-length': 'is not a length',
  'not-an-amount': 'is not an amount of money',
  'not-an-hs-code': 'is not an HS code of 6 to 12 digits',
  'not-a-date': 'is not a date and time (use 2026-11-24T15:30 or 24.11.2026 15:30)',
  'not-yes-or-no': 'is neither yes nor no',
  'country-unknown': 'is not a country',
  'currency-unknown': 'is not a currency code',
  'status-unknown': 'is not a known status',
  'already-shipped': 'says that the order is shipped already',
  'rows-disagree': 'differs between the rows of the order',
  'line-twice': 'is used by two lines of the order',
  'too-many-lines': 'The order has more than 2,000 lines.',
  'too-many-address-lines': 'The address has more than four lines.',
  'quote-not-closed': 'A quotation mark is opened and never closed.',
  'quote-broken': 'A quotation mark stands in the middle of a quoted field.',
  'field-too-long': 'A field is longer than 1 MB.',
  'too-many-columns': 'The line has more than 1,000 columns.',
  'too-many-cells':
    'The line has more cells than the header; probably a separator inside a text without quotation marks.',
  'order-has-broken-line':
    'A line of this order, or beside it, could not be read; the order stays out so that nothing of it is missed.',
  'stock-sku-unknown': 'is not in the catalogue',
  'serial-elsewhere': 'is on another shelf; bring the row that takes it off there in the same file',
  'kit-circle': 'would be part of itself',
  'kit-has-broken-line':
    'A line of this kit, or beside it, could not be read; the kit stays out so that no part of it is missed.',
  'kit-too-many-parts': 'The kit has more than 100 parts.',
  'record-not-valid': 'is not valid',
  'direction-marks-removed': 'held invisible marks that change the direction of text; they were taken out',
  'sku-not-in-catalogue': 'is not in the catalogue; the order came in all the same',
  'check-digit': 'has a wrong check digit and was left out',
  'barcode-spoilt-by-spreadsheet': 'was spoilt by a spreadsheet and was left out',
  'changed-after-packed': 'The order changed after it was packed.',
  'cancelled-after-packed': 'The order was cancelled after it was packed.',
  'file-repeated': 'The same file was imported before, and orders have changed since; nothing was changed back.',
  'more-problems': 'There are more problems than listed here.',
};

const sentenceOf = (code: string): string => (Object.hasOwn(sentences, code) ? (sentences[code] ?? code) : code);

const line = ({ row, field, code, severity, value, subject }: ImportProblem): string => {
  const place = [row === null ? null : `row ${row}`, subject, field].filter((part) => part !== null).join(', ');
  const said = value === null ? '' : ` ("${value}")`;
  return `${severity === 'error' ? 'ERROR  ' : 'warning'}  ${place === '' ? '' : `${place}: `}${sentenceOf(code)}${said} [${code}]`;
};

export type Outcome = Pick<IntakeReport, 'state' | 'code' | 'problems' | 'rows' | 'badRows'>;

/** Content of `<name>.reason.txt`; `null` when there is nothing to say. */
export const reasonText = (name: string, { state, code, problems, rows, badRows }: Outcome): string | null => {
  if (state !== 'rejected' && problems.length === 0) return null;
  const head = state === 'rejected' ? `${name} was rejected.` : `${name}: ${rows - badRows} of ${rows} rows came in.`;
  const why = code === null ? [] : [`${sentenceOf(code)} [${code}]`];
  return [head, ...why, '', ...problems.map(line), ''].join('\r\n');
};
