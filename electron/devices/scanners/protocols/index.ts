import type { ScannerProtocol } from '../../types';
import { hidPos, hidPosHoneywell } from './hid-pos';
import { datalogicSerial, honeywellSerial, serialLineAck } from './serial-hosts';
import { serialLine } from './serial-line';
import { ssi } from './ssi';

/** Every dialect that a station can be set to, by the id that `station.yaml` names. */
export const scannerProtocols: Readonly<Record<string, ScannerProtocol>> = Object.fromEntries(
  [serialLine, serialLineAck, ssi, honeywellSerial, datalogicSerial, hidPos, hidPosHoneywell].map((protocol) => [
    protocol.id,
    protocol,
  ]),
);
