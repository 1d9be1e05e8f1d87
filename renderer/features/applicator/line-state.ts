import type { DeviceStatus } from '../../../shared/devices';
import type { LineItem, LineView } from '../../../shared/features/applicator/queries';
import type { FailureDetails } from '../../../shared/result';

/** What the line is at, in one word that can be read across the hall. */
export interface LineState {
  readonly tone: 'good' | 'accent' | 'need' | 'bad';
  /** Key of the title: a failure's where the line has stopped. */
  readonly title: string;
  /** Key of what to do next. */
  readonly next: string;
  readonly details: FailureDetails;
}

const isWorking = (condition: string): boolean =>
  condition === 'ready' || condition === 'printing' || condition === 'label-waiting' || condition === 'warning';

/** Why the printer can't print the next label; `null`: it can. */
const trouble = (printer: DeviceStatus | null): string | null => {
  if (printer?.state !== 'ready') return 'offline';
  const condition = printer.printer?.condition ?? 'no-reply';
  return isWorking(condition) ? null : condition;
};

const stopped = ({ stop, items }: LineView): LineState | null => {
  if (stop === null) return null;
  const item = items.find(({ itemId }) => itemId === stop.itemId);
  const title = item?.title ?? '';
  return {
    tone: 'bad',
    title: `failure.${stop.why}`,
    next: item === undefined ? `line.next.${stop.why}` : item.job === 'sent' ? 'line.next.printer' : 'line.next.off',
    details: { ...stop.details, title },
  };
};

/** The label that hangs at the printer or is on its way. */
export const atPrinter = ({ items }: LineView): LineItem | undefined => items.find(({ state }) => state === 'asked');
export const onTheWay = ({ items }: LineView): readonly LineItem[] => items.filter(({ state }) => state === 'taken');
export const waiting = ({ items }: LineView): readonly LineItem[] => items.filter(({ state }) => state === 'waiting');

export const lineState = (line: LineView, printer: DeviceStatus | null): LineState => {
  const stop = stopped(line);
  if (stop !== null) return stop;
  const asked = atPrinter(line);
  const condition = trouble(printer);
  const [way] = onTheWay(line);
  const details = { title: asked?.title ?? way?.title ?? waiting(line)[0]?.title ?? '', condition };
  if (condition !== null && asked?.job !== 'printed')
    return { tone: 'need', title: 'line.state.printer', next: 'line.next.condition', details };
  if (asked?.job === 'printed') return { tone: 'accent', title: 'line.state.take', next: 'line.next.take', details };
  if (asked !== undefined) return { tone: 'accent', title: 'line.state.printing', next: 'line.next.printing', details };
  if (way !== undefined) return { tone: 'accent', title: 'line.state.check', next: 'line.next.check', details };
  return { tone: 'good', title: 'line.state.ready', next: 'line.next.ready', details };
};
