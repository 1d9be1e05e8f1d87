import net from 'node:net';

/** What becomes of a connection once so many more bytes of the station went through. */
export type CableFault = 'reset' | 'half-close' | 'stall';

/** A cable between a station and a printer that can be broken in the middle of a job. Real sockets on both sides. */
export interface FaultyCable {
  readonly port: number;
  /** After so many more bytes from the station. Only the printer's end gets what went before. */
  failAfter(bytes: number, how: CableFault): void;
  mend(): void;
  /** Bytes towards the station that no printer sent. */
  inject(bytes: string | Uint8Array): void;
  /** Bytes that the printer got since the last `failAfter`. */
  passed(): number;
  close(): Promise<void>;
}

interface Pair {
  readonly station: net.Socket;
  readonly printer: net.Socket;
}

export const createFaultyCable = async (printerPort: number): Promise<FaultyCable> => {
  const pairs = new Set<Pair>();
  let left = Number.POSITIVE_INFINITY;
  let fault: CableFault = 'reset';
  let passed = 0;

  const breakNow = ({ station, printer }: Pair): void => {
    if (fault === 'stall') station.pause();
    else if (fault === 'half-close') station.end();
    else station.resetAndDestroy();
    if (fault !== 'stall') printer.end();
  };

  const server = net.createServer((station) => {
    const pair = { station, printer: net.connect(printerPort, '127.0.0.1') };
    pairs.add(pair);
    station.setNoDelay(true);
    pair.printer.setNoDelay(true);
    station.on('data', (bytes: Buffer) => {
      const part = bytes.subarray(0, Math.max(0, left));
      left -= part.length;
      passed += part.length;
      if (part.length > 0) pair.printer.write(part);
      if (part.length < bytes.length || left <= 0) breakNow(pair);
    });
    pair.printer.on('data', (bytes) => {
      if (!station.destroyed && station.writable) station.write(bytes);
    });
    for (const [from, to] of [
      [station, pair.printer],
      [pair.printer, station],
    ] as const) {
      from.on('error', () => undefined);
      from.once('close', () => {
        pairs.delete(pair);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address() as net.AddressInfo;

  return {
    port: address.port,
    failAfter(bytes, how) {
      left = bytes;
      fault = how;
      passed = 0;
    },
    mend() {
      left = Number.POSITIVE_INFINITY;
      for (const { station } of pairs) station.resume();
    },
    inject(bytes) {
      for (const { station } of pairs) station.write(bytes);
    },
    passed: () => passed,
    close: () =>
      new Promise((resolve) => {
        for (const { station, printer } of pairs) {
          station.destroy();
          printer.destroy();
        }
        server.close(() => resolve());
      }),
  };
};
