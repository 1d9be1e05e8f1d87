import { createLlrpDriver } from './llrp/driver';
import type { ReaderProtocol } from './types';

const llrp: ReaderProtocol = {
  id: 'llrp',
  source: 'EPCglobal Low Level Reader Protocol 1.0.1 and 1.1',
  serial: null,
  createDriver: createLlrpDriver,
};

/** Every family of readers that a station may be set to, by id. */
export const readerProtocols: Readonly<Record<string, ReaderProtocol>> = { [llrp.id]: llrp };
