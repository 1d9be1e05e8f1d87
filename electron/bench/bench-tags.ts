import { encodeTagUri } from '../../shared/epc/encode';
import type { BenchTags } from '../../shared/bench';
import type { SimulatorCommandOf } from '../devices/simulators/protocol';

type Tag = Extract<SimulatorCommandOf<'rfid'>, { op: 'tags' }>['tags'][number];

/** References of the demo catalogue's items under its company prefix, 9521101. */
const references = ['010007', '010014', '010021', '010028', '010035', '010042'] as const;

const hexOf = (uri: string): string => {
  const encoded = encodeTagUri(uri);
  if (!encoded.ok) throw new Error(`${uri}: ${encoded.failure.code}`);
  return encoded.value.hex;
};

const item = (index: number): string =>
  hexOf(`urn:epc:tag:sgtin-96:1.9521101.${references[index % references.length]}.${1001 + index}`);

/** Nearer and farther, on both antennas; the same each time. */
const around = (epcHex: string, index: number, tidHex: string | null = null): Tag => ({
  epcHex,
  antenna: 1 + (index % 2),
  rssiDbm: -48 - ((index * 7) % 24),
  tidHex,
});

const chip = (index: number): string => `E2801160200074${String(index).padStart(10, '0')}`;

const items = (count: number): readonly Tag[] =>
  Array.from({ length: count }, (_, index) => around(item(index), index, chip(index)));

/** What stands between goods: a pallet's label, a crate, a tag of another system, a blank one, and a copied one. */
const others: readonly Tag[] = [
  around(hexOf('urn:epc:tag:sscc-96:0.9521101.3000000017'), 1),
  around(hexOf('urn:epc:tag:grai-96:0.9521101.00112.48'), 2),
  around(hexOf('urn:epc:tag:giai-96:0.9521101.77001'), 3),
  around('80A4C1D27E00000000000000', 4),
  around('E28068940000503166A3DC18', 5),
  around(item(3), 6, chip(9001)),
];

/** What the demo's book has in bay A-01-01, by URI: one sand mug is gone, one green mug is too many. */
const inBay: readonly (readonly [reference: string, pieces: number])[] = [
  ['9521101.010007', 28],
  ['9521101.010014', 14],
  ['9521101.010021', 32],
  ['9521101.010028', 27],
  ['9521110.012261', 69],
  ['9521110.012268', 19],
  ['9521111.012275', 21],
  ['9521111.012282', 12],
];

const bay = (): readonly Tag[] =>
  inBay.flatMap(([reference, pieces], kind) =>
    Array.from({ length: pieces }, (_, index): Tag => {
      const near = around(hexOf(`urn:epc:tag:sgtin-96:1.${reference}.${5001 + index}`), index);
      return { ...near, rssiDbm: -48 - (index % 12), tidHex: chip(20_000 + kind * 1000 + index) };
    }),
  );

/** Tags that the bench's hand puts before the reader. */
export const tagsOf = (what: BenchTags): readonly Tag[] => {
  if (what === 'none') return [];
  if (what === 'bay') return [...bay(), ...others.slice(0, 1)];
  return what === 'carton' ? items(24) : [...items(480), ...others];
};
