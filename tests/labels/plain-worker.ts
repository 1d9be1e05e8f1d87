import type { HostProcess } from '../../electron/host-port';

/** A worker at the far end that lays out at once; what a label looks like is tested elsewhere. */
export const plainWorker = (): HostProcess => {
  let listener: (message: unknown) => void = () => undefined;
  return {
    post: (message) => {
      const { id, args } = message as {
        id: number;
        args: { records: readonly { readonly [field: string]: string }[] };
      };
      const value = args.records.map((record) => ({
        bytes: Buffer.from(`^XA^FD${JSON.stringify(record)}^FS^XZ`),
        png: Buffer.from(`picture of ${JSON.stringify(record)}`),
        codes: [],
        warnings: [],
      }));
      setImmediate(() => listener({ kind: 'answer', id, result: { ok: true, value } }));
    },
    onMessage: (each) => (listener = each),
    onExit: () => undefined,
    kill: () => undefined,
  };
};
