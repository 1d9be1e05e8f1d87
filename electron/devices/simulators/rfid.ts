import type { SimulatorCommandOf } from './protocol';
import { createField } from './rfid-field';
import { createReportQueue } from './rfid-reports';
import { createSettings } from './rfid-settings';
import { createSpecs } from './rfid-specs';
import {
  capabilities,
  event,
  headerBytes,
  message,
  parameter,
  statusParameter,
  tagReport,
  types,
  u16,
  u32,
  u8,
} from './rfid-wire';
import type { CreateSimulatedDevice, SimulatorAnswer, SimulatorLine, SimulatorSession } from './simulator';

/** Longest message taken from a station; anything above ends the connection (a stream without start marker). */
const maxMessageBytes = 1_048_576;
/** A station that lets so many keepalives pass is gone. */
const mostUnanswered = 3;
const mostRoSpecs = 8;

type Behaviour = Extract<SimulatorCommandOf<'rfid'>, { op: 'behave' }>['as'];

/**
 * A fixed UHF reader that speaks LLRP 1.0.1, or 1.1 where so set: one client, greeting, versions, capabilities,
 * configuration with keepalives, ROSpecs and access specs with their states and checks, and reports of the tags in its
 * field. What it does not know it refuses (109). Misses, strays, overflow and broken connections come on command.
 */
export const createRfidSimulator: CreateSimulatedDevice<'rfid'> = (options, report) => {
  const field = createField(options.seed);
  const settings = createSettings(options);
  const specs = createSpecs(options.antennas, mostRoSpecs);
  const disconnected = new Set<number>();
  let client: SimulatorLine | null = null;
  let behaviour: Behaviour = 'normal';
  let version = 1;
  let extensions = false;
  let unanswered = 0;
  let farewell = false;
  let keepalive: NodeJS.Timeout | null = null;
  let reading: NodeJS.Timeout | null = null;
  let postponed: Buffer | null = null;

  const nowMs = (): number => Date.now() + options.clockAheadMs;

  const send = (bytes: Buffer): void => {
    if (client === null || behaviour === 'mute') return;
    if (behaviour !== 'split') return client.write(bytes);
    for (const byte of bytes) client.write(Buffer.of(byte));
  };

  const tell = (eventType: number | null, body: Buffer): void => {
    if (settings.holding || (eventType !== null && !settings.wants(eventType))) return;
    send(event(version, nowMs(), body));
  };

  const answer = (bytes: Buffer): void => {
    if (behaviour !== 'shuffle') return send(bytes);
    send(message(version, types.keepalive, 4000));
    if (postponed === null) {
      postponed = bytes;
      setTimeout(sendPostponed, 20);
    } else {
      send(bytes);
      sendPostponed();
    }
  };

  const sendPostponed = (): void => {
    const bytes = postponed;
    postponed = null;
    if (bytes !== null) send(bytes);
  };

  const reports = createReportQueue({
    most: options.keptReports,
    open: () => client !== null && !settings.holding,
    version: () => version,
    send,
    tellOverflow: () => tell(null, parameter(251)),
  });

  const round = (): void => {
    const active = specs.active();
    if (active === null) return;
    const antennas = active.antennas.filter((each) => !disconnected.has(each));
    const read = field.round({ ...active, antennas }, nowMs());
    reports.deliver(read.map((tag) => tagReport(tag, active.contents)));
    if (read.length > 0) report({ event: 'tags-reported', count: read.length });
  };

  const startRounds = (): void => {
    reading ??= setInterval(round, options.roundMs);
  };
  const stopRounds = (): void => {
    if (reading !== null) clearInterval(reading);
    reading = null;
  };

  const sendKeepalive = (): void => {
    if (behaviour === 'mute') return;
    unanswered += 1;
    if (unanswered > mostUnanswered) client?.close();
    else send(message(version, types.keepalive, 0));
  };

  const setKeepalive = (everyMs: number): void => {
    if (keepalive !== null) clearInterval(keepalive);
    keepalive = everyMs === 0 ? null : setInterval(sendKeepalive, everyMs);
  };

  const roSpecEvent = (what: 0 | 1, id: number): void => tell(2, parameter(249, u8(what), u32(id), u32(0)));

  const antennaStates = (): Buffer[] =>
    Array.from({ length: options.antennas }, (_, index) =>
      parameter(221, u8(disconnected.has(index + 1) ? 0 : 0x80), u16(index + 1), u16(0)),
    );

  const answerVersions = (type: number, id: number, body: Buffer): void => {
    if (type === 46) answer(message(version, 56, id, u8(version), u8(2), statusParameter(0)));
    else {
      version = body[0] === 2 ? 2 : 1;
      answer(message(version, 57, id, statusParameter(0)));
    }
  };

  /** Requests about the reader itself; false for all others. */
  const answerReader = (type: number, id: number, body: Buffer): boolean => {
    const done = statusParameter(0);
    if ((type === 46 || type === 47) && options.version === '1.1') answerVersions(type, id, body);
    else if (type === 1) answer(message(version, 11, id, done, capabilities(options)));
    else if (type === 2) answer(message(version, 12, id, done, ...antennaStates()));
    else if (type === 3) {
      answer(message(version, 13, id, settings.take(body) ? done : statusParameter(100)));
      setKeepalive(settings.keepaliveMs);
      reports.flush();
    } else if (type === types.custom && options.impinj) {
      extensions = true;
      answer(message(version, types.custom, id, u32(25_882), u8(22), done));
    } else return false;
    return true;
  };

  const answerSpecs = (type: number, id: number, body: Buffer): boolean => {
    const before = specs.active()?.id ?? null;
    const outcome =
      type === 20 && behaviour === 'refuse' ? statusParameter(401, 'antenna fault') : specs.request(type, body);
    if (outcome === null) return false;
    answer(message(version, type + 10, id, outcome));
    const after = specs.active()?.id ?? null;
    if (after !== null && before === null) {
      roSpecEvent(0, after);
      startRounds();
    }
    if (after === null && before !== null) {
      stopRounds();
      roSpecEvent(1, before);
    }
    return true;
  };

  const receive = (line: SimulatorLine, asked: number, type: number, id: number, body: Buffer): void => {
    unanswered = 0;
    if (type === types.keepaliveAck) return;
    if (asked > (options.version === '1.1' ? 2 : 1)) {
      return send(message(asked, types.error, id, statusParameter(110)));
    }
    if (type === types.enableEvents) {
      settings.release();
      return reports.flush();
    }
    if (type === types.getReport) return round();
    if (type === types.closeConnection) {
      farewell = true;
      send(message(version, 4, id, statusParameter(0)));
      return line.close();
    }
    if (answerReader(type, id, body) || answerSpecs(type, id, body)) return;
    send(message(version, types.error, id, statusParameter(109, 'unsupported message')));
  };

  const serve = (line: SimulatorLine): SimulatorSession => {
    let pending = Buffer.alloc(0);
    return {
      receive(bytes) {
        if (behaviour === 'mute') return;
        pending = Buffer.concat([pending, bytes]);
        while (pending.length >= headerBytes) {
          const length = pending.readUInt32BE(2);
          if (length < headerBytes || length > maxMessageBytes) return line.close();
          if (pending.length < length) return;
          const whole = pending.subarray(0, length);
          pending = pending.subarray(length);
          const first = whole.readUInt16BE(0);
          receive(line, first >> 10, first & 0x03ff, whole.readUInt32BE(6), whole.subarray(headerBytes));
        }
      },
      gone() {
        if (client !== line) return;
        client = null;
        setKeepalive(0);
        if (options.keptReports === 0) stopRounds();
      },
    };
  };

  const greet = (line: SimulatorLine): void => {
    client = line;
    version = 1;
    extensions = false;
    unanswered = 0;
    farewell = false;
    settings.connected();
    // Not held back by any setting.
    send(event(1, nowMs(), parameter(256, u16(0))));
    setKeepalive(settings.keepaliveMs);
    reports.flush();
    if (specs.active() !== null) startRounds();
  };

  const drop = (how: Extract<SimulatorCommandOf<'rfid'>, { op: 'drop' }>['how']): SimulatorAnswer => {
    if (client === null) return { ok: false, code: 'not-connected' };
    if (how === 'close') send(event(version, nowMs(), parameter(257)));
    if (how === 'mid-message')
      send(message(version, types.report, 0, parameter(240, Buffer.alloc(60))).subarray(0, 40));
    client.close();
    return { ok: true };
  };

  const endRoSpec = (): SimulatorAnswer => {
    const ended = specs.endActive();
    if (ended === null) return { ok: false, code: 'not-reading' };
    stopRounds();
    roSpecEvent(1, ended);
    return { ok: true };
  };

  const state = () => ({
    tags: field.tags,
    reading: reading !== null,
    connected: client !== null,
    roSpecs: specs.roSpecs,
    session: specs.session,
    version,
    extensions,
    keepaliveMs: settings.keepaliveMs,
    farewell,
    keptTags: reports.keptTags,
    overflowing: reports.overflowing,
  });

  const command = (each: SimulatorCommandOf<'rfid'>): SimulatorAnswer => {
    switch (each.op) {
      case 'state':
        return { ok: true, value: state() };
      case 'tags':
        field.setTags(each.tags);
        break;
      case 'misses':
        field.setMisses(each.perMille);
        break;
      case 'strays':
        field.setStrays(each);
        break;
      case 'behave':
        behaviour = each.as;
        break;
      case 'drop':
        return drop(each.how);
      case 'overflow':
        reports.overflow();
        break;
      case 'end-rospec':
        return endRoSpec();
      case 'buffer':
        tell(3, parameter(250, u8(each.percent)));
        break;
      case 'antenna':
        if (each.connected) disconnected.delete(each.antenna);
        else disconnected.add(each.antenna);
        tell(8, parameter(255, u8(each.connected ? 1 : 0), u16(each.antenna)));
        break;
      case 'exception':
        tell(4, parameter(252, u16(Buffer.byteLength(each.text)), Buffer.from(each.text)));
        break;
      case 'bytes':
        send(Buffer.from(each.hex, 'hex'));
        break;
    }
    return { ok: true };
  };

  return {
    connect(line) {
      if (client !== null) {
        line.write(event(1, nowMs(), parameter(256, u16(2))));
        line.close();
        tell(null, parameter(256, u16(4)));
        return { receive: () => undefined, gone: () => undefined };
      }
      greet(line);
      return serve(line);
    },
    command,
    dispose() {
      stopRounds();
      setKeepalive(0);
    },
  };
};
