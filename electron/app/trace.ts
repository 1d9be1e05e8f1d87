import type { DeviceService } from '../devices/device-service';
import type { Windows } from './windows';

/** Live bytes of one device at a time, for the device page. */
export const createTrace = (devices: DeviceService, push: Windows['push']) => {
  let stop: (() => void) | null = null;
  return (deviceId: string | null): void => {
    stop?.();
    stop = null;
    if (deviceId === null) return;
    const followed = devices.trace(deviceId, (trace) => push('trace', trace));
    if (followed === null) return;
    stop = followed.stop;
    for (const trace of followed.recent) push('trace', trace);
  };
};
