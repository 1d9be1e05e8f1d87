import { join, u16, u32, u8 } from '../bytes';
import { encodeCustom, encodeParameter, parameterTypes as types } from './parameters';
import { impinj } from './tag-report';

/** Impinj LTK definitions. */
const impinjSearchMode = 23;
const impinjReportSelector = 50;
const impinjEnableSerializedTid = 51;
const impinjEnablePeakRssi = 53;

/** What a ROSpec of ours says; everything else in it is always the same. */
export interface InventorySpec {
  readonly roSpecId: number;
  /** At least one; 0 is all of them. */
  readonly antennas: readonly number[];
  /** As indexes of the reader's own tables; `null` leaves power and channel to the reader. */
  readonly transmit: { readonly hopTable: number; readonly channel: number; readonly powerIndex: number } | null;
  /** The reader's mode number; `null` leaves it to the reader. */
  readonly mode: number | null;
  readonly session: 0 | 1 | 2 | 3;
  readonly population: number;
  /** Only for readers that are state-aware. */
  readonly target: 'A' | 'B' | null;
  /** Only for readers of Impinj, with their extensions on: search mode, RSSI in hundredths, and the chip number. */
  readonly impinj: { readonly searchMode: number; readonly tid: boolean } | null;
  /** Only tags with this EPC are singled out; `null` for all. */
  readonly epc: Uint8Array | null;
}

const epcBank = 1;
/** The EPC stands behind CRC and protocol control. */
const epcBit = 32;

/** Bits with their count in front. */
const bitArray = (bytes: Uint8Array): Uint8Array => join(u16(bytes.length * 8), bytes);

/** Action 0: select what matches, and nothing else (LLRP 1.0.1, 15.2.1.2.1.1). */
const encodeEpcFilter = (epc: Uint8Array): Uint8Array =>
  encodeParameter(
    types.c1g2Filter,
    u8(0),
    encodeParameter(types.c1g2InventoryMask, u8(epcBank << 6), u16(epcBit), bitArray(epc)),
    encodeParameter(types.c1g2StateUnawareAction, u8(0)),
  );

/** Inventoried state A or B; bit 6 (~SL): tags that no select command has marked, which is all after power-up. */
const encodeTarget = (target: 'A' | 'B'): Uint8Array =>
  encodeParameter(types.c1g2StateAwareSingulation, u8((target === 'B' ? 0x80 : 0) | 0x40));

const encodeAntenna = (spec: InventorySpec, antenna: number): Uint8Array => {
  const { transmit, mode, target } = spec;
  const transmitter =
    transmit === null
      ? []
      : [encodeParameter(types.rfTransmitter, u16(transmit.hopTable), u16(transmit.channel), u16(transmit.powerIndex))];
  const command = encodeParameter(
    types.c1g2InventoryCommand,
    u8(target === null ? 0 : 0x80),
    ...(spec.epc === null ? [] : [encodeEpcFilter(spec.epc)]),
    // Tari 0: as the mode has it.
    ...(mode === null ? [] : [encodeParameter(types.c1g2RfControl, u16(mode), u16(0))]),
    encodeParameter(
      types.c1g2Singulation,
      u8(spec.session << 6),
      u16(spec.population),
      u32(0),
      ...(target === null ? [] : [encodeTarget(target)]),
    ),
    ...(spec.impinj === null ? [] : [encodeCustom(impinj, impinjSearchMode, u16(spec.impinj.searchMode))]),
  );
  return encodeParameter(types.antennaConfiguration, u16(antenna), ...transmitter, command);
};

/** ROSpec, antenna, RSSI, first and last seen, count. */
const tagReportFlags = 0x9780;

const encodeReportSpec = ({ impinj: extras }: InventorySpec): Uint8Array => {
  const selector = encodeParameter(
    types.tagReportContentSelector,
    u16(tagReportFlags),
    // CRC and PC of each tag.
    encodeParameter(types.c1g2EpcMemorySelector, u8(0xc0)),
  );
  const enabled = (subtype: number): Uint8Array => encodeCustom(impinj, subtype, u16(1));
  const extra =
    extras === null
      ? []
      : [
          encodeCustom(
            impinj,
            impinjReportSelector,
            ...(extras.tid ? [enabled(impinjEnableSerializedTid)] : []),
            enabled(impinjEnablePeakRssi),
          ),
        ];
  // Trigger 2 with N = 1: each tag at once.
  return encodeParameter(types.roReportSpec, u8(2), u16(1), selector, ...extra);
};

/** Body of ADD_ROSPEC: started and stopped by request, reports each tag at once (LLRP 1.0.1, 10.2). */
export const encodeAddRoSpec = (spec: InventorySpec): Uint8Array => {
  const boundary = encodeParameter(
    types.roBoundarySpec,
    encodeParameter(types.roStartTrigger, u8(0)),
    encodeParameter(types.roStopTrigger, u8(0), u32(0)),
  );
  const inventory = encodeParameter(
    types.inventorySpec,
    u16(1),
    // EPCglobal Class 1 Gen 2.
    u8(1),
    ...spec.antennas.map((antenna) => encodeAntenna(spec, antenna)),
  );
  const antennas = encodeParameter(
    types.aiSpec,
    u16(spec.antennas.length),
    ...spec.antennas.map(u16),
    encodeParameter(types.aiStopTrigger, u8(0), u32(0)),
    inventory,
  );
  // Priority 0; a ROSpec must be handed in disabled.
  return encodeParameter(types.roSpec, u32(spec.roSpecId), u8(0), u8(0), boundary, antennas, encodeReportSpec(spec));
};

const tidBank = 2;
/** The serialised TID of common chips: allocation class, maker, model and serial number. */
const tidWords = 6;

/** Which tags an access spec is for: those with this EPC. No mask: every tag. Bit 5: tags that match. */
const encodeTargetTag = (epc: Uint8Array | null): Uint8Array => {
  const ones = epc === null ? new Uint8Array() : new Uint8Array(epc.length).fill(0xff);
  return encodeParameter(
    types.c1g2TargetTag,
    u8((epcBank << 6) | (1 << 5)),
    u16(epc === null ? 0 : epcBit),
    bitArray(ones),
    bitArray(epc ?? new Uint8Array()),
  );
};

/**
 * Body of ADD_ACCESSSPEC: reads the chip number of every tag that this ROSpec singles out, or of those with this EPC
 * (LLRP 1.0.1, 11.2).
 */
export const encodeAddTidAccess = (
  accessSpecId: number,
  roSpecId: number,
  epc: Uint8Array | null = null,
): Uint8Array => {
  const readTid = encodeParameter(types.c1g2Read, u16(1), u32(0), u8(tidBank << 6), u16(0), u16(tidWords));
  return encodeParameter(
    types.accessSpec,
    u32(accessSpecId),
    u16(0),
    u8(1),
    u8(0),
    u32(roSpecId),
    encodeParameter(types.accessStopTrigger, u8(0), u16(0)),
    encodeParameter(types.accessCommand, encodeParameter(types.c1g2TagSpec, encodeTargetTag(epc)), readTid),
  );
};
