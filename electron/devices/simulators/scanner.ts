import type { CreateSimulatedDevice, SimulatorLine } from './simulator';

/**
 * A hand scanner on a serial line: prefix, AIM identifier, data, suffix. What it sends while nobody is connected is
 * lost, as on a real bench.
 */
export const createScannerSimulator: CreateSimulatedDevice<'scanner'> = (options, report) => {
  const lines = new Set<SimulatorLine>();
  const timers = new Set<NodeJS.Timeout>();

  const encode = (data: string, aim: string | null): Buffer =>
    Buffer.from(`${options.prefix}${options.aim && aim !== null ? `]${aim}` : ''}${data}${options.suffix}`, 'utf8');

  const send = (bytes: Uint8Array): void => {
    for (const line of lines) line.write(bytes);
  };

  const scan = (code: { readonly data: string; readonly aim: string | null }): void => {
    send(encode(code.data, code.aim));
    report({ event: 'code-sent', data: code.data, connections: lines.size });
  };

  /** All codes in one piece when there is no pause between them: several frames in one chunk. */
  const burst = (codes: readonly { data: string; aim: string | null }[], intervalMs: number): void => {
    if (intervalMs === 0) {
      send(Buffer.concat(codes.map(({ data, aim }) => encode(data, aim))));
      for (const { data } of codes) report({ event: 'code-sent', data, connections: lines.size });
      return;
    }
    let next = 0;
    const timer = setInterval(() => {
      const code = codes[next];
      next += 1;
      if (code !== undefined) scan(code);
      if (next < codes.length) return;
      clearInterval(timer);
      timers.delete(timer);
    }, intervalMs);
    timers.add(timer);
  };

  return {
    connect(line) {
      lines.add(line);
      return { receive: () => undefined, gone: () => lines.delete(line) };
    },
    command(command) {
      switch (command.op) {
        case 'scan':
          scan(command);
          return { ok: true };
        case 'burst':
          burst(command.codes, command.intervalMs);
          return { ok: true };
        case 'bytes':
          send(Buffer.from(command.hex, 'hex'));
          return { ok: true };
        case 'state':
          return { ok: true, value: { connections: lines.size, bursts: timers.size } };
        default:
          return command satisfies never;
      }
    },
    dispose() {
      for (const timer of timers) clearInterval(timer);
      timers.clear();
    },
  };
};
