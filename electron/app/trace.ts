import type { DeviceService } from '../devices/device-service';
import { createBadgeHider } from '../station/scrub';
import type { Windows } from './windows';

/** Live bytes of one device at a time, for the device page. */
export const createTrace = (devices: DeviceService, isBadge: (code: string) => boolean, push: Windows['push']) => {
  let stop: (() => void) | null = null;
  return (deviceId: string | null): void => {
    stop?.();
    stop = null;
    if (deviceId === null) return;
    const hide = createBadgeHider(isBadge);
    const followed = devices.trace(deviceId, (trace) => push('trace', hide(trace)));
    if (followed === null) return;
    stop = followed.stop;
    for (const trace of followed.recent) push('trace', hide(trace));
  };
};
