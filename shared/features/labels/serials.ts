import type { LabelDescription } from '../../labels/description/description';
import { stationCode } from '../../station-code';

/** Fields that the station fills in itself: a number that no label of any station ever had. */
export const serialField = 'serial';

const usesField = (value: unknown, pattern: RegExp): boolean => pattern.test(JSON.stringify(value));

/** True when a template prints the station's own serial numbers. */
export const wantsSerial = ({ elements }: LabelDescription): boolean =>
  usesField(elements, new RegExp(`\\{\\{\\s*${serialField}[\\s|}]`));

/** `PACK-07-000123`: unique, because a station's name is, and its counter never goes back. */
export const serialText = (station: string, number: number): string =>
  `${stationCode(station)}-${String(number).padStart(6, '0')}`;
