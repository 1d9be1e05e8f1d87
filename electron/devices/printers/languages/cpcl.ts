import type { PrinterCondition, PrinterFault } from '../../../../shared/devices';
import { ascii, byPattern, oneByte, worstFirst, type PrinterLanguage } from './language';

const told: readonly (readonly [number, PrinterCondition, PrinterFault?])[] = [
  [0x01, 'printing'],
  [0x02, 'paper-out'],
  [0x04, 'head-open'],
  [0x08, 'warning', 'unknown-warning'],
];

/** CPCL: Zebra's and others' mobile printers. One byte of state, and no counter that survives a restart. */
export const cpcl: PrinterLanguage = {
  id: 'cpcl',
  name: 'CPCL (mobile printers)',
  source: 'CPCL programming manual, 11-2 (ESC h)',
  unconfirmed: [
    'that bit 4 (reset since the last question) means nothing for a label',
    'TONE for darkness, which differs between models',
  ],
  serial: { baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rtscts' },
  questions: [oneByte('status', Uint8Array.of(0x1b, 0x68))],
  decode: ([answer]) => {
    const byte = answer?.[0];
    // The upper three bits are never set: a letter of somebody's text is no state.
    if (byte === undefined || (byte & 0xe0) !== 0) return null;
    const found = told.filter(([bit]) => (byte & bit) !== 0);
    return {
      conditions: worstFirst(found.map(([, condition]) => condition)),
      faults: found.flatMap(([, , fault]) => (fault === undefined ? [] : [fault])),
      busy: (byte & 0x01) !== 0,
      labelsRemaining: null,
      job: null,
    };
  },
  model: byPattern('model', ascii('! U1 getvar "device.product_name"\r\n'), /"[^"]{1,60}"/),
  proof: null,
};
