import type { ConnectionReason } from '../../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../../shared/result';
import type { InventorySettings, ReaderIdentity } from '../../../../shared/tag-reads';
import type { Session } from '../../session';
import { pause } from '../../waiting';
import { createReaderState, type ReaderState } from '../reader-state';
import { createRunner, type Begun, type OpenedReader, type Runner } from '../runner';
import type { ReaderDriver, ReaderDriverParts, ReaderFailure, ReaderProtocol, ReaderTiming } from '../types';
import type { ChipStep, SerialPlan, SerialReaderFamily } from './family';
import { startSerialLine, type SerialLine } from './line';

const usualTiming: ReaderTiming = { greetingMs: 1500, answerMs: 3000, keepaliveMs: 5000, silentMs: 4000 };
/** What an earlier stream still sends is thrown away for so long. */
const calmMs = 200;
const greetings = 3;

interface OpenReader extends OpenedReader<SerialLine> {
  readonly identity: ReaderIdentity;
}

interface Running {
  readonly plan: SerialPlan;
  stopping: boolean;
  /** Resolves when the rounds have ended. */
  readonly ended: Promise<void>;
}

type SerialRunner = Runner<SerialLine, OpenReader, Running>;

/** While chip numbers are looked for, only reads that carry one are told: the inventory tells the others. */
interface Looking {
  now: boolean;
}

/** Rounds asked for one after the other, or one stream. */
const createSerialRunner = (
  parts: ReaderDriverParts,
  family: SerialReaderFamily,
  state: ReaderState,
  timing: ReaderTiming,
  looking: Looking,
): SerialRunner => {
  const { clock } = parts;

  /** Streams until stopped: only silence is a fault. */
  const watchStream = async ({ line, control }: OpenReader, run: { stopping: boolean }): Promise<void> => {
    while (!control.signal.aborted && !run.stopping) {
      const leftMs = line.heardAt + timing.silentMs - clock.monotonic();
      if (leftMs <= 0) return line.end({ code: 'no-answer', details: { silentMs: timing.silentMs } });
      await pause(Math.min(leftMs, 250), control.signal);
    }
  };

  const runRounds = async ({ line, control }: OpenReader, run: { readonly plan: SerialPlan; stopping: boolean }) => {
    for (let turn = 1; !control.signal.aborted && !run.stopping; turn += 1) {
      const round = run.plan.rounds[turn % run.plan.rounds.length];
      if (round === undefined) return;
      if (round.before !== null && !(await line.request(round.before)).ok) return line.end({ code: 'no-answer' });
      if (run.stopping) return;
      const over = line.roundEnd(timing.answerMs);
      line.send(round.start.bytes, round.start.name);
      if (!(await over) && !control.signal.aborted) return line.end({ code: 'no-answer', details: { round: turn } });
    }
  };

  /** The first round, answered: the reader's word that it reads. */
  const beginReading = async ({ line }: OpenReader, plan: SerialPlan): Promise<Result<void, ReaderFailure>> => {
    const [first] = plan.rounds;
    if (first === undefined) return fail('reader-bad-answer');
    if (first.before !== null) {
      const done = await line.request(first.before);
      if (!done.ok) return done;
    }
    if (plan.stop !== null) return line.begin(first.start);
    const over = line.roundEnd(timing.answerMs);
    const begun = await line.begin(first.start);
    return begun.ok && !(await over) ? fail('reader-no-answer', { request: first.start.name }) : begun;
  };

  const taken = (reader: OpenReader, plan: SerialPlan): Running => {
    const run = { plan, stopping: false };
    return Object.assign(run, { ended: plan.stop === null ? runRounds(reader, run) : watchStream(reader, run) });
  };

  const setUpAndRead = async (reader: OpenReader, plan: SerialPlan): Promise<Result<void, ReaderFailure>> => {
    for (const step of plan.setUp) {
      const done = await reader.line.request(step);
      if (!done.ok) return done;
    }
    return beginReading(reader, plan);
  };

  const begin = async (
    reader: OpenReader,
    settings: InventorySettings,
  ): Promise<Result<Begun<Running>, ReaderFailure>> => {
    const planned = family.plan(settings, reader.identity, parts.region ?? null);
    if (!planned.ok) return planned;
    const plan = planned.value;
    const begun = await setUpAndRead(reader, plan);
    // Tags without chip numbers are better than none; `running` says so.
    if (!begun.ok && begun.failure.code === 'reader-refused' && plan.running.tid === 'access')
      return begin(reader, { ...settings, tid: false });
    if (!begun.ok) return begun;
    return ok({ running: plan.running, take: () => taken(reader, plan) });
  };

  const end = async ({ line }: OpenReader, run: Running): Promise<Result<void, ReaderFailure>> => {
    run.stopping = true;
    await run.ended;
    const stopped = run.plan.stop === null ? ok(new Uint8Array()) : await line.request(run.plan.stop);
    return stopped.ok ? ok(undefined) : stopped;
  };

  const { chipSteps } = family;
  const look = async ({ line, control }: OpenReader, steps: readonly ChipStep[]): Promise<void> => {
    for (const step of steps) {
      if (step.listenMs === undefined) {
        // Refused or not: the steps behind it set the reader up for the inventory again.
        await line.request(step);
        continue;
      }
      line.send(step.bytes, step.name);
      await pause(step.listenMs, control.signal);
    }
  };

  const runner: SerialRunner = createRunner<SerialLine, OpenReader, Running>(state, {
    begin,
    end,
    readChips:
      chipSteps === null
        ? null
        : async (reader, run, epc) => {
            const ended = await end(reader, run);
            if (!ended.ok) return ended;
            looking.now = true;
            await look(reader, chipSteps(epc, run.plan));
            looking.now = false;
            const begun = await beginReading(reader, run.plan);
            return begun.ok ? ok({ running: run.plan.running, take: () => taken(reader, run.plan) }) : begun;
          },
  });
  return runner;
};

/** Asks who is there: a stream that somebody left running is calmed first. */
const greet = async (line: SerialLine, family: SerialReaderFamily, signal: AbortSignal): Promise<Uint8Array | null> => {
  for (let attempt = 0; attempt < greetings && !signal.aborted; attempt += 1) {
    if (family.calm !== null) {
      line.send(family.calm, 'stop');
      await pause(calmMs, signal);
      line.flush();
    }
    const answer = await line.request(family.identify);
    if (answer.ok) return answer.value;
  }
  return null;
};

const createSession = (
  parts: ReaderDriverParts,
  family: SerialReaderFamily,
  state: ReaderState,
  runner: SerialRunner,
  timing: ReaderTiming,
  looking: Looking,
): Session => {
  const { clock, deviceId, simulated } = parts;
  return async (link, control) => {
    const line = startSerialLine({
      link,
      control,
      clock,
      family,
      answerMs: timing.greetingMs,
      onTags: (tags, monotonicMs) => {
        if (state.wanted === null) return;
        const stamp = { firstSeenUs: 'unknown', lastSeenUs: 'unknown', clockAheadUs: null, late: false } as const;
        const at = clock.now();
        const told = looking.now ? tags.filter(({ tid }) => tid !== null) : tags;
        state.reads(told.map((tag) => ({ readerId: deviceId, ...tag, ...stamp, at, monotonicMs, simulated })));
      },
      onCondition: ({ text, overflow, antenna, restarted }) => {
        if (restarted === true && runner.run !== null) line.end({ code: 'no-answer', details: { text } });
        if (overflow && runner.run !== null) state.lose('overflow');
        state.notice(antenna === null ? 'reader-exception' : 'antenna-lost', { text });
      },
      // A tag that keeps quiet after its answer (session 2 or 3) would not say it again.
      onGarbled: () => runner.run !== null && state.lose('unreadable'),
    });

    const work = async (): Promise<Failure<ConnectionReason> | null> => {
      const answer = await greet(line, family, control.signal);
      if (answer === null) return { code: 'no-answer', details: { waitingFor: family.identify.name } };
      const identity = family.identityOf(answer);
      const reader = { line, identity, control };
      runner.opened(reader);
      control.farewell(() => runner.run?.plan.stop?.bytes ?? null);
      state.connected(identity, {});
      control.ready();
      await runner.resume(reader);
      void keepAsking(line, control.signal);
      return line.done;
    };

    /** Between inventories a serial line shows nothing: only an answer proves that the reader is there. */
    const keepAsking = async (asked: SerialLine, signal: AbortSignal): Promise<void> => {
      while (!signal.aborted) {
        await pause(timing.keepaliveMs, signal);
        const heard = await runner.inTurn(async () => {
          if (runner.run !== null || signal.aborted) return true;
          return (await asked.request(family.identify)).ok || (await asked.request(family.identify)).ok;
        });
        if (!heard) return asked.end({ code: 'no-answer' });
      }
    };

    try {
      return await Promise.race([line.done, work()]);
    } finally {
      const silentMs = Math.max(0, clock.monotonic() - line.heardAt);
      runner.gone(line, Math.round(clock.now() - silentMs));
    }
  };
};

/** A reader on a serial line, of whatever family. */
export const serialReader = (family: SerialReaderFamily): ReaderProtocol => ({
  id: family.id,
  name: family.name,
  source: family.source,
  unconfirmed: family.unconfirmed,
  serial: family.serial,
  createDriver: (parts): ReaderDriver => {
    const timing = { ...usualTiming, ...parts.timing };
    const state = createReaderState(parts);
    const looking = { now: false };
    const runner = createSerialRunner(parts, family, state, timing, looking);
    return {
      session: createSession(parts, family, state, runner, timing, looking),
      get view() {
        return state.view;
      },
      start: runner.start,
      stop: runner.stop,
      readChips: runner.readChips,
    };
  },
});
