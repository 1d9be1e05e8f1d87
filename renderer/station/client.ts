import { replaceEqualDeep } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { PackwrightBridge } from '../../shared/bridge';
import type { contractTypes } from '../../shared/contract';
import type { AnswerOf, InputOf, ParamsOf } from '../../shared/feature';
import { fail, type Failure, type Result } from '../../shared/result';
import type { CallAnswer, CallInput, PushChannel, PushChannels, StationCall, StationView } from '../../shared/station';
import { answered, unanswered, type Answered } from './answered';

type Commands = (typeof contractTypes)['commands'];
type Queries = (typeof contractTypes)['queries'];
export type CommandName = keyof Commands;
export type QueryName = keyof Queries;

const bridge = (window as unknown as { readonly packwright: PackwrightBridge }).packwright;

/** Sends a command. `commandId` belongs to one intent, so a retry of it does nothing twice. */
export const sendCommand = async <N extends CommandName>(
  name: N,
  input: InputOf<Commands[N]>,
  commandId: string = crypto.randomUUID(),
): Promise<Result<AnswerOf<Commands[N]>>> =>
  (await bridge.command(name, input, commandId)) as Result<AnswerOf<Commands[N]>>;

export const askQuery = async <N extends QueryName>(
  name: N,
  params: ParamsOf<Queries[N]>,
): Promise<Result<AnswerOf<Queries[N]>>> => (await bridge.query(name, params)) as Result<AnswerOf<Queries[N]>>;

export const callStation = async <N extends StationCall>(
  name: N,
  input: CallInput<N>,
): Promise<Result<CallAnswer<N>>> => (await bridge.call(name, input)) as Result<CallAnswer<N>>;

export const onPush = <C extends PushChannel>(channel: C, listener: (payload: PushChannels[C]) => void): (() => void) =>
  bridge.on(channel, listener);

/** Latest value of a push channel, shared by all who look at it. */
const latest = <C extends PushChannel>(channel: C) => {
  let value: PushChannels[C] | null = null;
  const listeners = new Set<() => void>();
  let started = false;
  const start = (): void => {
    if (started) return;
    started = true;
    onPush(channel, (next) => {
      // What is the same as before stays the same object: nothing below it is drawn again.
      const kept = replaceEqualDeep<PushChannels[C]>(value, next);
      if (kept === value) return;
      value = kept;
      for (const listener of listeners) listener();
    });
  };
  return {
    subscribe: (listener: () => void): (() => void) => {
      start();
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get: (): PushChannels[C] | null => value,
  };
};

const starting = latest('starting');
const station = latest('station');
const scale = latest('scale');
const feedback = latest('feedback');
const tour = latest('tour');
const labels = latest('labels');
const scannerTest = latest('scannerTest');
const count = latest('count');
const traced = latest('traced');
const labelScan = latest('labelScan');

export const useStationOrNull = (): StationView | null => useSyncExternalStore(station.subscribe, station.get);

export const useStarting = (): PushChannels['starting'] | null =>
  useSyncExternalStore(starting.subscribe, starting.get);

/** Only below the shell, which waits for the first view. */
export const useStation = (): StationView => {
  const view = useStationOrNull();
  if (view === null) throw new Error('no station view yet');
  return view;
};
export const useScale = (): PushChannels['scale'] | null => useSyncExternalStore(scale.subscribe, scale.get);
export const useLabelProgress = (): PushChannels['labels'] => useSyncExternalStore(labels.subscribe, labels.get);
export const useScannerTest = (): PushChannels['scannerTest'] =>
  useSyncExternalStore(scannerTest.subscribe, scannerTest.get);
export const useCountLive = (): PushChannels['count'] => useSyncExternalStore(count.subscribe, count.get);
export const useTraced = (): PushChannels['traced'] | null => useSyncExternalStore(traced.subscribe, traced.get);
export const useTour = (): PushChannels['tour'] => useSyncExternalStore(tour.subscribe, tour.get);
export const useLabelScan = (): PushChannels['labelScan'] | null =>
  useSyncExternalStore(labelScan.subscribe, labelScan.get);
/** Hears each outcome without drawing anything. */
export const onFeedback = (listener: (each: PushChannels['feedback']) => void): (() => void) =>
  feedback.subscribe(() => {
    const each = feedback.get();
    if (each !== null) listener(each);
  });
export const useFeedback = (): PushChannels['feedback'] | null =>
  useSyncExternalStore(feedback.subscribe, feedback.get);

type Watcher = (tables: readonly string[]) => void;
const watchers = new Set<Watcher>();
let watching = false;
const watchTables = (watcher: Watcher): (() => void) => {
  if (!watching) {
    watching = true;
    onPush('changed', (tables) => {
      for (const each of watchers) each(tables);
    });
  }
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export interface QueryState<T> extends Answered<T> {
  readonly loaded: boolean;
}

/**
 * Answers a query and asks again when a table that it reads has changed. Overtaken answers are dropped. While the answer to
 * new params is awaited, the one to the last params stays: who acts on it looks at what it is about.
 */
export const useQuery = <N extends QueryName>(
  name: N,
  params: ParamsOf<Queries[N]>,
  tables: readonly string[] | null = null,
): QueryState<AnswerOf<Queries[N]>> => {
  const key = JSON.stringify(params);
  const [state, setState] = useState<Answered<AnswerOf<Queries[N]>>>(unanswered);
  const round = useRef(0);
  const tableKey = tables === null ? null : tables.join(' ');
  useEffect(() => {
    const ask = async (): Promise<void> => {
      round.current += 1;
      const mine = round.current;
      const answer = await askQuery(name, JSON.parse(key) as ParamsOf<Queries[N]>);
      if (mine === round.current) setState((before) => answered(before, key, answer));
    };
    void ask();
    const wanted = tableKey === null ? null : new Set(tableKey.split(' '));
    const stop = watchTables((changed) => {
      if (wanted === null || changed.some((table) => wanted.has(table))) void ask();
    });
    return () => {
      round.current += 1;
      stop();
    };
  }, [name, key, tableKey]);
  return { ...state, loaded: state.of !== null };
};

export interface ReportState<T> {
  readonly data: T | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
  readonly again: () => void;
}

/** Asks a question over much of the record, once for these params and whenever asked again: not with every change. */
export const useReport = <N extends QueryName>(
  name: N,
  params: ParamsOf<Queries[N]> | null,
): ReportState<AnswerOf<Queries[N]>> => {
  const key = params === null ? null : JSON.stringify(params);
  const [state, setState] = useState<Answered<AnswerOf<Queries[N]>> & { readonly loading: boolean }>({
    ...unanswered,
    loading: key !== null,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let overtaken = false;
    setState((before) => ({ ...before, failure: null, loading: key !== null }));
    if (key !== null)
      void askQuery(name, JSON.parse(key) as ParamsOf<Queries[N]>).then((answer) => {
        if (!overtaken) setState((before) => ({ ...answered(before, key, answer), loading: false }));
      });
    return () => {
      overtaken = true;
    };
  }, [name, key, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return useMemo(() => ({ ...state, again }), [state, again]);
};

/** One intent at a time: while an answer is awaited a second press does nothing. */
export const useBusy = (): [boolean, <T>(act: () => Promise<T>) => Promise<T | null>] => {
  const [busy, setBusy] = useState(false);
  const flag = useRef(false);
  const run = useCallback(async <T>(act: () => Promise<T>): Promise<T | null> => {
    if (flag.current) return null;
    flag.current = true;
    setBusy(true);
    try {
      return await act();
    } finally {
      flag.current = false;
      setBusy(false);
    }
  }, []);
  return useMemo(() => [busy, run], [busy, run]);
};

export const refused = (code: string): Result<never> => fail(code);
