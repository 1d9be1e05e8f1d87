import type { EpcKind } from './schemes';

/**
 * Filter values (EPC Tag Data Standard 1.13, section 10; DoD: Suppliers' Passive RFID Information Guide). They help a
 * reader to choose tags and are no part of the identity. Values that are not named are reserved: read, not written.
 */
const named: Readonly<Partial<Record<EpcKind, Readonly<Record<number, string>>>>> = {
  sgtin: {
    1: 'point-of-sale',
    2: 'full-case',
    4: 'inner-pack',
    6: 'unit-load',
    7: 'component',
  },
  sscc: { 2: 'full-case', 6: 'unit-load' },
  giai: { 1: 'rail-vehicle' },
  gdti: { 1: 'travel-document' },
  usdod: { 0: 'pallet', 1: 'case', 2: 'unit-pack' },
  adi: {
    1: 'other-item',
    2: 'carton',
    6: 'pallet',
    8: 'seat-cushions',
    9: 'seat-covers',
    10: 'seat-belts',
    11: 'galley-equipment',
    12: 'unit-load-devices',
    13: 'security-items',
    14: 'life-vests',
    15: 'oxygen-generators',
    16: 'engine-components',
    17: 'avionics',
    18: 'flight-test-equipment',
    19: 'other-emergency-equipment',
    20: 'other-rotables',
    21: 'other-repairables',
    22: 'other-cabin-interior',
    23: 'other-repair',
    24: 'passenger-seats',
    25: 'in-flight-entertainment',
    56: 'location-identifier',
    57: 'documentation',
    58: 'tools',
    59: 'ground-support-equipment',
    60: 'other-non-flyable-equipment',
    61: 'company-internal',
    62: 'company-internal',
    63: 'company-internal',
  },
};

/** What a filter value says: a kebab-case word to be translated, `all-others`, or `reserved`. */
export const filterMeaning = (kind: EpcKind, filter: number): string =>
  named[kind]?.[filter] ?? (filter === 0 ? 'all-others' : 'reserved');
