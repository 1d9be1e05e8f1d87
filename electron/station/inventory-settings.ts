import type { DeviceConfig, DeviceConfigOf } from '../../shared/device-config';
import { fail, ok, type Result } from '../../shared/result';
import type { InventorySettings } from '../../shared/tag-reads';
import { inventorySettingsOf, withInventory } from '../devices/device-spec';

export interface InventorySettingsParts {
  readonly devices: () => readonly DeviceConfig[];
  /** The entries of `station.yaml`: those of the virtual bench are not among them. */
  readonly written: () => readonly DeviceConfig[];
  /** Writes an entry of `station.yaml`. */
  readonly save: (device: DeviceConfig) => Promise<Result<null>>;
}

/** How each reader looks for tags: as `station.yaml` says; for one of the virtual bench, until the app ends. */
export const createInventorySettings = ({ devices, written, save }: InventorySettingsParts) => {
  const ofBench = new Map<string, InventorySettings>();
  const find = (deviceId: string): DeviceConfigOf<'rfid'> | null => {
    const config = devices().find(({ id }) => id === deviceId);
    return config?.kind === 'rfid' ? config : null;
  };
  return {
    settingsOf(deviceId: string): InventorySettings | null {
      const config = find(deviceId);
      return config === null ? null : (ofBench.get(deviceId) ?? inventorySettingsOf(config));
    },
    async keep(deviceId: string, settings: InventorySettings): Promise<Result<null>> {
      const config = find(deviceId);
      if (config === null) return fail('reader-not-connected');
      if (written().some(({ id }) => id === deviceId)) return save(withInventory(config, settings));
      ofBench.set(deviceId, settings);
      return ok(null);
    },
  };
};
