import type { FailureDetails } from '../../result';

/** `refuse`: not to be printed like this. `warn`: look at it. `note`: what was done to make things fit. */
export type Severity = 'refuse' | 'warn' | 'note';

/** Every way in which a label can be wrong; the language files explain each (`labelWarning.<code>`). */
export const labelWarningCodes = {
  'field-missing': 'warn',
  'value-not-formattable': 'refuse',
  'characters-not-printable': 'refuse',
  'text-does-not-fit': 'refuse',
  'text-shortened': 'note',
  'rows-left-out': 'refuse',
  'rows-shortened': 'note',
  'barcode-empty': 'refuse',
  'barcode-data': 'refuse',
  'barcode-check-digit': 'refuse',
  'barcode-gs1': 'refuse',
  'barcode-too-large': 'refuse',
  'module-under-two-dots': 'warn',
  'module-too-narrow': 'warn',
  'module-out-of-gs1': 'warn',
  'height-out-of-gs1': 'warn',
  'quiet-zone-disturbed': 'warn',
  'off-the-label': 'refuse',
  'text-too-small': 'warn',
  'texts-overlap': 'warn',
  'epc-invalid': 'refuse',
  'epc-not-in-language': 'refuse',
  'reprint-no-room': 'refuse',
} as const satisfies Readonly<Record<string, Severity>>;

export type LabelWarningCode = keyof typeof labelWarningCodes;

export interface LabelWarning {
  readonly code: LabelWarningCode;
  readonly severity: Severity;
  /** The element's id, or its place in the description (`elements.3`). */
  readonly element: string;
  readonly details: FailureDetails;
}

export const labelWarning = (code: LabelWarningCode, element: string, details: FailureDetails = {}): LabelWarning => ({
  code,
  severity: labelWarningCodes[code],
  element,
  details,
});
