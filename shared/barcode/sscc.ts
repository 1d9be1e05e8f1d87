import { fail, ok, type Result } from '../result';
import { hasMod10CheckDigit, mod10CheckDigit } from './check-digit';

export interface SsccParts {
  /** 0 to 9; more room for serials, no meaning. */
  readonly extensionDigit: number;
  /** GS1 company prefix, 4 to 12 digits. */
  readonly companyPrefix: string;
  /** Serial reference, whole, from 0 up. */
  readonly serial: number;
}

export type SsccFailure = 'bad-extension-digit' | 'bad-company-prefix' | 'serial-exhausted';

/** How many serials a company prefix leaves for one extension digit. */
export const ssccSerials = (companyPrefix: string): number => 10 ** (16 - companyPrefix.length);

/**
 * The 18 digits of a serial shipping container code: extension digit, company prefix, serial reference filled up with
 * zeros to 17 digits together, check digit (GS1 General Specifications §2.2.1).
 */
export const buildSscc = ({ extensionDigit, companyPrefix, serial }: SsccParts): Result<string, SsccFailure> => {
  if (!/^[0-9]{4,12}$/.test(companyPrefix)) return fail('bad-company-prefix', { companyPrefix });
  if (!Number.isInteger(extensionDigit) || extensionDigit < 0 || extensionDigit > 9) return fail('bad-extension-digit');
  if (!Number.isSafeInteger(serial) || serial < 0 || serial >= ssccSerials(companyPrefix)) {
    return fail('serial-exhausted', { serial, serials: ssccSerials(companyPrefix) });
  }
  const body = `${extensionDigit}${companyPrefix}${String(serial).padStart(16 - companyPrefix.length, '0')}`;
  return ok(`${body}${mod10CheckDigit(body)}`);
};

/** The parts of an SSCC whose company prefix is known, or `null` when it is not one of that prefix. */
export const splitSscc = (sscc: string, companyPrefix: string): SsccParts | null => {
  if (sscc.length !== 18 || !hasMod10CheckDigit(sscc) || !sscc.startsWith(companyPrefix, 1)) return null;
  return {
    extensionDigit: Number(sscc.slice(0, 1)),
    companyPrefix,
    serial: Number(sscc.slice(1 + companyPrefix.length, 17)),
  };
};
