import { createLlrpDriver } from './llrp/driver';
import { a0 } from './serial/a0';
import { uhfReader18, uhfReader288 } from './serial/chafon';
import { serialReader } from './serial/driver';
import { m100, r200 } from './serial/m100';
import { mercury } from './serial/mercury';
import { nur } from './serial/nur';
import { swCt } from './serial/sw-ct';
import type { ReaderProtocol } from './types';

const llrp: ReaderProtocol = {
  id: 'llrp',
  name: 'LLRP readers on the network (Impinj, Zebra, and others)',
  source: 'EPCglobal Low Level Reader Protocol 1.0.1 and 1.1',
  unconfirmed: [
    'makers’ own extensions, which are passed over',
    'chip numbers of an EPC that is seen twice: read in a ROSpec of its own by the standard’s words',
  ],
  serial: null,
  createDriver: createLlrpDriver,
};

/** Readers on serial lines. A new family is one file beside these and a line here. */
export const serialFamilies = [mercury, m100, r200, a0, uhfReader18, uhfReader288, swCt, nur] as const;

/** Every family of readers that a station may be set to, by id. */
export const readerProtocols: Readonly<Record<string, ReaderProtocol>> = Object.fromEntries(
  [llrp, ...serialFamilies.map(serialReader)].map((protocol) => [protocol.id, protocol]),
);
