import { wrapText } from './font-zero';

export interface AddressPart {
  readonly text: string;
  /** Height wished for, in dots. */
  readonly height: number;
}

export interface AddressLine {
  readonly text: string;
  readonly height: number;
  /** From the top of the block. */
  readonly top: number;
}

export interface AddressBlock {
  readonly lines: readonly AddressLine[];
  /** Lines had to be left out: the address is not whole. */
  readonly shortened: boolean;
}

/** Sizes in percent that are tried, from the one wished for to the least that is still read at arm's length. */
const scales = [100, 95, 90, 85, 80, 75, 70, 66, 62, 58, 54, 50];
const spacingPercent = 118;

const layOut = (parts: readonly AddressPart[], scale: number, width: number): AddressLine[] => {
  const lines: AddressLine[] = [];
  let top = 0;
  for (const part of parts) {
    const height = Math.floor((part.height * scale) / 100);
    for (const text of wrapText(part.text, height, width)) {
      lines.push({ text, height, top });
      top += Math.ceil((height * spacingPercent) / 100);
    }
  }
  return lines;
};

const bottomOf = (lines: readonly AddressLine[]): number =>
  Math.max(0, ...lines.map(({ top, height }) => top + height));

/** Lays the parts of an address below each other, all as large as they fit into the room (dots). */
export const layOutAddress = (parts: readonly AddressPart[], width: number, height: number): AddressBlock => {
  let lines: AddressLine[] = [];
  for (const scale of scales) {
    lines = layOut(parts, scale, width);
    if (bottomOf(lines) <= height) return { lines, shortened: false };
  }
  return { lines: lines.filter((line) => line.top + line.height <= height), shortened: true };
};
