import type { ScannerProtocol } from '../../types';
import { hidPos, hidPosHoneywell } from './hid-pos';
import { serialLine } from './serial-line';

/** Every dialect that a station can be set to, by the id that `station.yaml` names. */
export const scannerProtocols: Readonly<Record<string, ScannerProtocol>> = {
  [serialLine.id]: serialLine,
  [hidPos.id]: hidPos,
  [hidPosHoneywell.id]: hidPosHoneywell,
};
