import { means } from '../../../../shared/wire-meaning';
import type { ConnectionReason } from '../../../../shared/devices';
import type { Failure } from '../../../../shared/result';
import { inventoryTargets, type ReaderIdentity } from '../../../../shared/tag-reads';
import type { Session } from '../../session';
import { deferred, timedOut, within } from '../../waiting';
import type { ReaderState } from '../reader-state';
import type { ReaderDriverParts, ReaderTiming } from '../types';
import type { ReaderEvent, ReaderEvents } from './events';
import { greetingFailure, negotiateVersion, setUpReader, type ReaderFacts } from './handshake';
import type { Inventory, OpenReader } from './inventory-runner';
import { startLlrpLine, type LlrpLine, type Meaning } from './line';
import { createReportDecoder } from './tag-report';
import { createReadMaker, type ReadMaker } from './tag-reads';

export interface LlrpSessionParts extends Pick<ReaderDriverParts, 'deviceId' | 'simulated' | 'clock'> {
  readonly timing: ReaderTiming;
  readonly state: ReaderState;
  readonly inventory: Inventory;
}

type Reason = Failure<ConnectionReason> | null;

/** Above this a reader's clock is worth a word. */
const clockOffUs = 5_000_000;

const identityOf = ({ capabilities, extensions }: ReaderFacts, line: LlrpLine): ReaderIdentity => {
  const least = capabilities.power.at(0);
  const most = capabilities.power.at(-1);
  return {
    maker: capabilities.maker,
    model: String(capabilities.model),
    firmware: capabilities.firmware,
    protocol: line.version === 1 ? 'LLRP 1.0.1' : 'LLRP 1.1',
    antennas: capabilities.antennas,
    powerCentiDbm: least === undefined || most === undefined ? null : { least: least.centiDbm, most: most.centiDbm },
    choices: {
      session: true,
      targets: extensions ? inventoryTargets : capabilities.stateAware ? ['A', 'B'] : [],
      tid: true,
      population: true,
      q: false,
    },
  };
};

const actOn = (event: ReaderEvent, { state, inventory }: LlrpSessionParts): void => {
  switch (event.kind) {
    case 'antenna':
      return state.setAntenna(event.antenna, event.connected);
    case 'rospec':
      return inventory.onEvent(event);
    case 'buffer-level':
      return state.notice('buffer-filling', { percent: event.percent });
    case 'overflow':
      return inventory.reading ? state.lose('overflow') : undefined;
    case 'exception':
      return state.notice('reader-exception', { text: event.text });
    case 'connection-attempt':
      return state.notice('other-client-tried', { attempt: event.status });
    case 'connection-closed':
    case 'gpi':
    case 'other':
      return undefined;
  }
};

/** What reports become: reads for whoever asked, losses where one cannot be read. */
const createReportTaker = ({ state, inventory }: LlrpSessionParts, reads: ReadMaker) => {
  const decoder = createReportDecoder();
  return (body: Uint8Array, monotonicMs: number): Meaning => {
    const { tags, dropped } = decoder.decode(body);
    const good = dropped.length === 0;
    const meaning = [
      ...means('tags', { count: tags.length }),
      ...dropped.slice(0, 3).flatMap((error) => means('error', { error })),
    ];
    if (!inventory.reading) return { meaning: [...meaning, ...means('not-asked')], good };
    if (!good) state.lose('unreadable');
    state.reads(tags.filter(({ tid }) => inventory.wants(tid)).map((tag) => reads.make(tag, monotonicMs)));
    return { meaning, good };
  };
};

/** The reader's first word, and everything it tells afterwards. */
const createGreeter = (parts: LlrpSessionParts, reads: ReadMaker) => {
  const greeting = deferred<{ readonly status: number }>();
  let greeted = false;

  const greet = (status: number, timeUs: ReaderEvents['timeUs']): void => {
    greeted = true;
    const aheadUs = reads.setClock(timeUs);
    if (status === 0 && aheadUs !== null && Math.abs(aheadUs) > clockOffUs) {
      parts.state.notice('clock-off', { aheadMs: Math.round(aheadUs / 1000) });
    }
    greeting.resolve({ status });
  };

  return {
    onEvents({ events, timeUs }: ReaderEvents, line: LlrpLine): void {
      for (const event of events) {
        if (event.kind === 'connection-closed') line.end({ code: 'connection-closed' });
        else if (greeted) actOn(event, parts);
        else if (event.kind === 'connection-attempt') greet(event.status, timeUs);
      }
    },
    async wait(): Promise<Reason> {
      const heard = await within(greeting.promise, parts.timing.greetingMs);
      return heard === timedOut
        ? { code: 'no-answer', details: { waitingFor: 'greeting' } }
        : greetingFailure(heard.status);
    },
  };
};

/** The driver's work on each open link. */
export const createLlrpSession = (parts: LlrpSessionParts): Session => {
  const { clock, timing, state, inventory } = parts;
  let probeVersion = true;

  return async (link, control) => {
    const reads = createReadMaker(parts);
    const greeter = createGreeter(parts, reads);
    const line: LlrpLine = startLlrpLine({
      link,
      control,
      clock,
      answerMs: timing.answerMs,
      onEvents: (events) => greeter.onEvents(events, line),
      onReport: createReportTaker(parts, reads),
    });

    const work = async (): Promise<Reason> => {
      const refused = await greeter.wait();
      if (refused !== null) return refused;
      if (probeVersion) probeVersion = await negotiateVersion(line);
      const facts = await setUpReader(line, timing);
      if (!facts.ok) return facts.failure;
      if (control.signal.aborted) return null;
      const opened: OpenReader = { line, facts: facts.value, control };
      inventory.opened(opened);
      state.connected(identityOf(facts.value, line), facts.value.antennas);
      control.farewell(() => inventory.farewell(line));
      if (!facts.value.events) state.notice('events-not-offered');
      control.ready();
      await inventory.resume(opened);
      return line.done;
    };

    try {
      return await Promise.race([line.done, work()]);
    } finally {
      const silentMs = Math.max(0, clock.monotonic() - line.heardAt);
      inventory.gone(line, Math.round(clock.now() - silentMs));
    }
  };
};
