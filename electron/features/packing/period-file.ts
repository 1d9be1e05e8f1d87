import { csvText } from '../../../shared/csv-text';
import type { PeriodDay } from '../../../shared/features/packing/reports';
import { fail, ok, type Result } from '../../../shared/result';
import { writeDurably } from '../../journal/file-port';
import type { TaskContext } from '../../store/types';
import { periodBoard } from './period';

export interface PeriodFile {
  /** Civil days, both included. */
  readonly from: string;
  readonly to: string;
  readonly folder: string;
}

const columns = ['day', 'parcels', 'hours', 'orders', 'stops', 'overrides'] as const satisfies (keyof PeriodDay)[];

/** The days of a period as CSV in a folder, whole or not at all. */
export const writePeriod = (context: TaskContext, { from, to, folder }: PeriodFile): Result<{ file: string }> => {
  if (!context.port.exists(folder)) return fail('no-export-folder');
  const { days } = periodBoard(context, { from, to });
  if (days.length === 0) return fail('nothing-to-export');
  const text = csvText([columns, ...days.map((day) => columns.map((column) => day[column]))]);
  const name = `report_${from}_${to}.csv`;
  writeDurably(context.port, folder, name, new TextEncoder().encode(text));
  return ok({ file: `${folder}/${name}` });
};
