import { outlineCallbacks, type OutlineSink } from './outline-callbacks';
import { webAssembly, type WasmMemory, type WasmTable } from './web-assembly';

/** A glyph where HarfBuzz puts it, in font units. */
export interface ShapedGlyph {
  readonly glyph: number;
  /** Index of the first UTF-16 unit that it stands for. */
  readonly cluster: number;
  readonly advance: number;
  readonly dx: number;
  readonly dy: number;
}

export interface FontFace {
  readonly unitsPerEm: number;
  /** The glyph of a character, 0 where the font has none. */
  glyphOf(codePoint: number): number;
  /** Shapes `text.slice(from, to)`, the rest being its context; the glyphs in the order in which they stand. */
  shape(text: string, from: number, to: number, script: string, isRightToLeft: boolean): ShapedGlyph[];
  draw(glyph: number, sink: OutlineSink): void;
}

export interface HarfBuzz {
  face(font: Uint8Array): FontFace;
}

type Call = (...args: number[]) => number;

const pageBytes = 65_536;
const [leftToRight, rightToLeft] = [4, 5];
/** `HB_MEMORY_MODE_WRITABLE` */
const writable = 2;
const glyphBytes = 20;

const tagOf = (name: string): number =>
  Array.from(name).reduce((tag, letter) => ((tag << 8) | (letter.charCodeAt(0) & 0xff)) >>> 0, 0);

interface Module {
  readonly call: (name: string, ...args: number[]) => number;
  readonly memory: WasmMemory;
  readonly table: WasmTable;
}

const instantiate = async (wasm: Uint8Array): Promise<Module> => {
  let memory: WasmMemory | null = null;
  const nothing = (): number => 0;
  const stop = (): never => {
    throw new Error('the shaper has stopped');
  };
  const resize = (bytes: number): number => {
    const missing = (bytes >>> 0) - (memory?.buffer.byteLength ?? 0);
    if (missing > 0) memory?.grow(Math.ceil(missing / pageBytes));
    return 1;
  };
  const { instance } = await webAssembly.instantiate(wasm, {
    env: {
      _emscripten_runtime_keepalive_clear: nothing,
      _abort_js: stop,
      _setitimer_js: nothing,
      emscripten_resize_heap: resize,
    },
    wasi_snapshot_preview1: { proc_exit: stop },
  });
  memory = instance.exports['memory'] as WasmMemory;
  const call = (name: string, ...args: number[]): number => (instance.exports[name] as Call)(...args);
  call('__wasm_call_ctors');
  return { call, memory, table: instance.exports['__indirect_function_table'] as WasmTable };
};

/** Puts our callbacks into HarfBuzz; answers its handle for them. */
const drawFunctions = async ({ call, table }: Module, sink: () => OutlineSink): Promise<number> => {
  const callbacks = await outlineCallbacks(sink);
  const first = table.grow(callbacks.length);
  for (const [index, callback] of callbacks.entries()) table.set(first + index, callback);
  const handle = call('hb_draw_funcs_create');
  for (const [index, name] of ['move_to', 'line_to', 'quadratic_to', 'cubic_to', 'close_path'].entries())
    call(`hb_draw_funcs_set_${name}_func`, handle, first + index, 0, 0);
  return handle;
};

const copyIn = ({ call, memory }: Module, bytes: Uint8Array): number => {
  const at = call('malloc', bytes.length);
  new Uint8Array(memory.buffer).set(bytes, at);
  return at;
};

const readGlyphs = ({ call, memory }: Module, buffer: number): ShapedGlyph[] => {
  const count = call('hb_buffer_get_length', buffer);
  const infos = call('hb_buffer_get_glyph_infos', buffer, 0);
  const positions = call('hb_buffer_get_glyph_positions', buffer, 0);
  const view = new DataView(memory.buffer);
  return Array.from({ length: count }, (_, index) => {
    const [info, position] = [infos + index * glyphBytes, positions + index * glyphBytes];
    return {
      glyph: view.getUint32(info, true),
      cluster: view.getUint32(info + 8, true),
      advance: view.getInt32(position, true),
      dx: view.getInt32(position + 8, true),
      dy: view.getInt32(position + 12, true),
    };
  });
};

const shapeIn = (
  module: Module,
  font: number,
  text: string,
  from: number,
  to: number,
  script: string,
  isRightToLeft: boolean,
): ShapedGlyph[] => {
  const { call, memory } = module;
  const at = call('malloc', text.length * 2);
  const units = new Uint16Array(memory.buffer, at, text.length);
  for (let index = 0; index < text.length; index += 1) units[index] = text.charCodeAt(index);
  const buffer = call('hb_buffer_create');
  call('hb_buffer_add_utf16', buffer, at, text.length, from, to - from);
  call('hb_buffer_set_direction', buffer, isRightToLeft ? rightToLeft : leftToRight);
  call('hb_buffer_set_script', buffer, tagOf(script));
  call('hb_shape', font, buffer, 0, 0);
  const glyphs = readGlyphs(module, buffer);
  call('hb_buffer_destroy', buffer);
  call('free', at);
  return glyphs;
};

/**
 * HarfBuzz from its WebAssembly file, called directly: the same bytes shape the same in Node and in a window, and a
 * window's content policy need not allow more than WebAssembly.
 */
export const loadHarfBuzz = async (wasm: Uint8Array): Promise<HarfBuzz> => {
  const module = await instantiate(wasm);
  const { call } = module;
  let sink: OutlineSink | null = null;
  const functions = await drawFunctions(module, () => {
    if (sink === null) throw new Error('nothing is being drawn');
    return sink;
  });
  return {
    face: (bytes) => {
      const blob = call('hb_blob_create', copyIn(module, bytes), bytes.length, writable, 0, 0);
      const face = call('hb_face_create', blob, 0);
      const font = call('hb_font_create', face);
      const found = call('malloc', 4);
      return {
        unitsPerEm: call('hb_face_get_upem', face),
        glyphOf: (codePoint) =>
          call('hb_font_get_nominal_glyph', font, codePoint, found) === 0
            ? 0
            : new DataView(module.memory.buffer).getUint32(found, true),
        shape: (text, from, to, script, isRightToLeft) => shapeIn(module, font, text, from, to, script, isRightToLeft),
        draw: (glyph, to) => {
          sink = to;
          call('hb_font_draw_glyph', font, glyph, functions, 0);
          sink = null;
        },
      };
    },
  };
};
