/** What is used of the Windows spooler's interface (winspool.h); a call that fails throws a `WinspoolError`. */
export interface Winspool {
  /** `PRINTER_INFO_2`: its state and how many jobs wait. */
  queue(name: string): PrinterInfo;
  /** Hands over `bytes` as one job, as they are. */
  printRaw(name: string, title: string, bytes: Uint8Array): void;
}

export interface PrinterInfo {
  readonly attributes: number;
  readonly status: number;
  readonly jobs: number;
}

/** `code`: what Windows' GetLastError said (winerror.h). */
export class WinspoolError extends Error {
  constructor(
    readonly call: string,
    readonly win32: number,
  ) {
    super(`${call}: Windows error ${win32}`);
  }
}

type NativeCall = (...args: readonly unknown[]) => unknown;
type NativeType = object | string;

/** The part of `koffi` that is used here. */
interface Koffi {
  load(library: string): { func(name: string, result: NativeType, parameters: readonly NativeType[]): NativeCall };
  struct(members: Readonly<Record<string, NativeType>>): object;
  pointer(type: NativeType): object;
  out(type: NativeType): object;
}

type Handle = unknown;
type Sized = (handle: Handle, buffer: Uint8Array | null, needed: number[]) => unknown;

const functionsOf = (koffi: Koffi) => {
  const spool = koffi.load('winspool.drv');
  const numberOut = koffi.out(koffi.pointer('uint32_t'));
  const info = koffi.struct({ pDocName: 'str16', pOutputFile: 'str16', pDatatype: 'str16' });
  const printer = 'void *';
  const buffer = [koffi.out(koffi.pointer('uint8_t')), 'uint32_t', numberOut];
  return {
    lastError: koffi.load('kernel32.dll').func('GetLastError', 'uint32_t', []),
    open: spool.func('OpenPrinterW', 'int32_t', ['str16', koffi.out(koffi.pointer(printer)), printer]),
    close: spool.func('ClosePrinter', 'int32_t', [printer]),
    getPrinter: spool.func('GetPrinterW', 'int32_t', [printer, 'uint32_t', ...buffer]),
    getDriver: spool.func('GetPrinterDriverW', 'int32_t', [printer, 'str16', 'uint32_t', ...buffer]),
    startDoc: spool.func('StartDocPrinterW', 'uint32_t', [printer, 'uint32_t', koffi.pointer(info)]),
    startPage: spool.func('StartPagePrinter', 'int32_t', [printer]),
    write: spool.func('WritePrinter', 'int32_t', [printer, koffi.pointer('uint8_t'), 'uint32_t', numberOut]),
    endPage: spool.func('EndPagePrinter', 'int32_t', [printer]),
    endDoc: spool.func('EndDocPrinter', 'int32_t', [printer]),
    abort: spool.func('AbortPrinter', 'int32_t', [printer]),
  };
};

const insufficientBuffer = 122;
/** Structures of 64-bit Windows (winspool.h). PRINTER_INFO_2: 13 pointers come first. */
const infoAt = { attributes: 104, status: 124, jobs: 128, bytes: 136 };
/** DRIVER_INFO_8: `dwPrinterDriverAttributes`, of which 2 is PRINTER_DRIVER_XPS. */
const driverAt = { attributes: 168, bytes: 176 };
const xpsDriver = 2;
/** PRINTER_INFO_2 and DRIVER_INFO_8 are asked for by these levels. */
const levels = { printer: 2, driver: 8 };

/** Loads the spooler's library. Throws where there is none, or koffi has no binary for this system. */
export const loadWinspool = (): Winspool => {
  const native = functionsOf(require('koffi') as Koffi);
  const must = (call: string, done: unknown): void => {
    if (done === 0) throw new WinspoolError(call, Number(native.lastError()));
  };

  const sized = (call: string, ask: Sized, handle: Handle, atLeast: number): DataView => {
    const needed = [0];
    // The first call only says how much room the answer takes.
    if (ask(handle, null, needed) === 0) {
      const why = Number(native.lastError());
      if (why !== insufficientBuffer) throw new WinspoolError(call, why);
    }
    const bytes = new Uint8Array(Math.max(needed[0] ?? 0, atLeast));
    must(call, ask(handle, bytes, needed));
    return new DataView(bytes.buffer);
  };

  const withPrinter = <T>(name: string, act: (handle: Handle) => T): T => {
    const handle: Handle[] = [null];
    must('OpenPrinter', native.open(name, handle, null));
    try {
      return act(handle[0]);
    } finally {
      native.close(handle[0]);
    }
  };

  /** Drivers that speak XPS take no RAW jobs, but pass these on (Microsoft KB 2779300). */
  const datatype = (handle: Handle): 'RAW' | 'XPS_PASS' => {
    const ask: Sized = (printer, bytes, needed) =>
      native.getDriver(printer, null, levels.driver, bytes, bytes?.length ?? 0, needed);
    const info = sized('GetPrinterDriver', ask, handle, driverAt.bytes);
    return (info.getUint32(driverAt.attributes, true) & xpsDriver) === 0 ? 'RAW' : 'XPS_PASS';
  };

  const writeAll = (handle: Handle, bytes: Uint8Array): void => {
    const written = [0];
    for (let from = 0; from < bytes.length; from += written[0] ?? 0) {
      must('WritePrinter', native.write(handle, bytes.subarray(from), bytes.length - from, written));
      if (written[0] === 0) throw new WinspoolError('WritePrinter', 0);
    }
  };

  return {
    queue: (name) =>
      withPrinter(name, (handle) => {
        const ask: Sized = (printer, bytes, needed) =>
          native.getPrinter(printer, levels.printer, bytes, bytes?.length ?? 0, needed);
        const info = sized('GetPrinter', ask, handle, infoAt.bytes);
        return {
          attributes: info.getUint32(infoAt.attributes, true),
          status: info.getUint32(infoAt.status, true),
          jobs: info.getUint32(infoAt.jobs, true),
        };
      }),
    printRaw: (name, title, bytes) =>
      withPrinter(name, (handle) => {
        const document = { pDocName: title, pOutputFile: null, pDatatype: datatype(handle) };
        must('StartDocPrinter', native.startDoc(handle, 1, document));
        try {
          must('StartPagePrinter', native.startPage(handle));
          writeAll(handle, bytes);
          must('EndPagePrinter', native.endPage(handle));
        } catch (error) {
          // Half a label must not come out later.
          native.abort(handle);
          throw error;
        }
        must('EndDocPrinter', native.endDoc(handle));
      }),
  };
};
