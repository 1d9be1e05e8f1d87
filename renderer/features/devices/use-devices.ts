import { useEffect, useRef, useState } from 'react';
import type { DeviceHealth, ProtocolView } from '../../../shared/device-page';
import type { PushChannels } from '../../../shared/station';
import { callStation, onPush } from '../../station/client';

/** Every protocol by its id, for its name. */
export const useProtocols = (): readonly ProtocolView[] => {
  const [protocols, setProtocols] = useState<readonly ProtocolView[]>([]);
  useEffect(
    () => void callStation('devices.protocols', {}).then((answer) => answer.ok && setProtocols(answer.value)),
    [],
  );
  return protocols;
};

const healthEveryMs = 2000;

/** Asked again and again while the page is open: counters are not worth a push each. */
export const useHealth = (deviceId: string): DeviceHealth | null => {
  const [health, setHealth] = useState<DeviceHealth | null>(null);
  useEffect(() => {
    let over = false;
    const ask = async (): Promise<void> => {
      const answer = await callStation('devices.health', { deviceId });
      if (!over && answer.ok) setHealth(answer.value);
    };
    void ask();
    const timer = setInterval(() => void ask(), healthEveryMs);
    return () => {
      over = true;
      clearInterval(timer);
      setHealth(null);
    };
  }, [deviceId]);
  return health;
};

export type Trace = PushChannels['trace'] & { readonly key: number };

const keptRows = 200;

/** The last bytes on a device's wire, newest first. While it is held still the newest wait. */
export const useTrace = (deviceId: string, still: boolean): readonly Trace[] => {
  const [rows, setRows] = useState<readonly Trace[]>([]);
  const all = useRef<readonly Trace[]>([]);
  const held = useRef(still);
  useEffect(() => {
    held.current = still;
    if (!still) setRows(all.current);
  }, [still]);
  useEffect(() => {
    let key = 0;
    all.current = [];
    setRows([]);
    const off = onPush('trace', (trace) => {
      if (trace.deviceId !== deviceId) return;
      key += 1;
      all.current = [{ ...trace, key }, ...all.current].slice(0, keptRows);
      if (!held.current) setRows(all.current);
    });
    void callStation('devices.trace', { deviceId });
    return () => {
      off();
      void callStation('devices.trace', { deviceId: null });
    };
  }, [deviceId]);
  return rows;
};
