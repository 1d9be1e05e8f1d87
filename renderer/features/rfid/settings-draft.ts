import { parseWrittenPower, writePower } from '../../../shared/device-config';
import { inventorySettingsSchema, type InventorySettings, type ReaderIdentity } from '../../../shared/tag-reads';

/** Settings on their way to a reader, with figures as text in fields. */
export interface SettingsDraft extends Omit<InventorySettings, 'powerCentiDbm' | 'population'> {
  readonly power: string;
  readonly population: string;
}

export const draftOf = ({ powerCentiDbm, population, ...rest }: InventorySettings): SettingsDraft => ({
  ...rest,
  power: powerCentiDbm === null ? '' : dbmText(powerCentiDbm),
  population: String(population),
});

/** Without its unit, which stands beside the field. */
export const dbmText = (centiDbm: number): string => writePower(centiDbm).replace(' dBm', '');

export type CheckedSettings =
  | { readonly ok: true; readonly settings: InventorySettings }
  | { readonly ok: false; readonly wrong: 'power' | 'population' };

/** The settings, or the field that cannot stay as it is: no number, or beyond what the reader says it can do. */
export const checkSettings = (
  { power, population, ...rest }: SettingsDraft,
  limits: ReaderIdentity['powerCentiDbm'],
): CheckedSettings => {
  const written = power.trim().replace(',', '.');
  const powerCentiDbm = written === '' ? null : parseWrittenPower(`${written} dBm`);
  const beyond =
    powerCentiDbm !== null && limits !== null && (powerCentiDbm < limits.least || powerCentiDbm > limits.most);
  if (beyond || (written !== '' && powerCentiDbm === null)) return { ok: false, wrong: 'power' };
  const parsed = inventorySettingsSchema.safeParse({ ...rest, powerCentiDbm, population: Number(population) });
  return parsed.success ? { ok: true, settings: parsed.data } : { ok: false, wrong: 'population' };
};
