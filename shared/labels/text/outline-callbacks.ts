import { webAssembly } from './web-assembly';

/** What HarfBuzz calls while it draws a glyph; coordinates in font units, y upwards. */
export interface OutlineSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticTo(cx: number, cy: number, x: number, y: number): void;
  cubicTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void;
  close(): void;
}

const [i32, f32] = [0x7f, 0x7d];
const signature = (floats: number): number[] => [
  0x60,
  4 + floats,
  i32,
  i32,
  i32,
  ...Array.from({ length: floats }, () => f32),
  i32,
  0,
];
const section = (id: number, entries: readonly (readonly number[])[]): number[] => {
  const body = [entries.length, ...entries.flat()];
  return [id, body.length, ...body];
};
const named = (name: string): number[] => [name.length, ...Array.from(name, (letter) => letter.charCodeAt(0))];

/**
 * A module that imports five functions and exports them again: that makes WebAssembly functions of ours, which alone
 * may be put into a module's table. Each takes three pointers, so many floats and a pointer.
 */
const functions = [
  { name: 'm', type: 0 },
  { name: 'l', type: 0 },
  { name: 'q', type: 1 },
  { name: 'c', type: 2 },
  { name: 'z', type: 3 },
] as const;
const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const bridge = new Uint8Array([
  ...magic,
  ...section(1, [signature(2), signature(4), signature(6), signature(0)]),
  ...section(
    2,
    functions.map(({ name, type }) => [...named('e'), ...named(name), 0, type]),
  ),
  ...section(
    7,
    functions.map(({ name }, index) => [...named(name), 0, index]),
  ),
]);

/** The five functions in the order move, line, quadratic, cubic, close; they hand on to what `sink` answers. */
export const outlineCallbacks = async (sink: () => OutlineSink): Promise<readonly unknown[]> => {
  const e = {
    m: (_f: number, _d: number, _s: number, x: number, y: number) => sink().moveTo(x, y),
    l: (_f: number, _d: number, _s: number, x: number, y: number) => sink().lineTo(x, y),
    q: (_f: number, _d: number, _s: number, cx: number, cy: number, x: number, y: number) =>
      sink().quadraticTo(cx, cy, x, y),
    c: (_f: number, _d: number, _s: number, ax: number, ay: number, bx: number, by: number, x: number, y: number) =>
      sink().cubicTo(ax, ay, bx, by, x, y),
    z: () => sink().close(),
  };
  const { instance } = await webAssembly.instantiate(bridge, { e });
  return functions.map(({ name }) => instance.exports[name]);
};
