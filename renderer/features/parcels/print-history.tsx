import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { printingQueries, type PrintedRow } from '../../../shared/features/printing/queries';
import { useQuery, useStation } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { formatWhen } from '../../ui/format';
import { Pages } from '../../ui/pages';
import { PickRow, PickTable, type PickProps } from '../../ui/pick-table';
import { StateChip } from '../../ui/state-chip';
import { useLabelScans } from '../labels/use-label-scans';

const pageOfPrints = 50;

const nothing = { search: '', printerId: null, from: null, to: null } as const;

export interface PrintSearch {
  readonly search: string;
  readonly printerId: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** What is looked for among all prints; a scan looks for what was scanned, and opens it where it is the only one. */
export const usePrintHistory = (onFound: (jobId: string) => void) => {
  const [wanted, setWanted] = useState<PrintSearch>(nothing);
  const [offset, setOffset] = useState(0);
  const [awaited, setAwaited] = useState(0);
  const params = { ...wanted, offset, limit: pageOfPrints };
  const { data, failure, of } = useQuery('printing.find', params, printingQueries['printing.find'].tables);
  const isFresh = of === JSON.stringify(params) && failure === null;
  useLabelScans('prints', ({ sequence, text }) => {
    setWanted({ ...nothing, search: text });
    setOffset(0);
    setAwaited(sequence);
  });
  // Only the answer to that very scan opens anything.
  useEffect(() => {
    if (awaited === 0 || !isFresh || data === null) return;
    setAwaited(0);
    const [newest] = data.rows;
    if (newest !== undefined) onFound(newest.jobId);
  }, [awaited, isFresh, data, onFound]);
  return {
    wanted,
    ask: (change: Partial<PrintSearch>): void => {
      setWanted({ ...wanted, ...change });
      setOffset(0);
    },
    offset,
    setOffset,
    data,
    failure,
  };
};
export type PrintHistory = ReturnType<typeof usePrintHistory>;

const Head = ({ wanted, ask }: Pick<PrintHistory, 'wanted' | 'ask'>) => {
  const { t } = useTranslation();
  const { devices } = useStation();
  return (
    <div className="row print-head">
      <input
        className="input compact grow"
        aria-label={t('prints.search')}
        placeholder={t('prints.search')}
        value={wanted.search}
        maxLength={80}
        onChange={(event) => ask({ search: event.target.value })}
        data-prints="search"
      />
      <select
        className="input compact"
        aria-label={t('labels.printer')}
        value={wanted.printerId ?? ''}
        onChange={(event) => ask({ printerId: event.target.value === '' ? null : event.target.value })}
        data-prints="printer"
      >
        <option value="">{t('prints.anyPrinter')}</option>
        {devices
          .filter(({ kind }) => kind === 'printer')
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className="row nowrap">
          <span className="quiet">{t(`period.${end}`)}</span>
          <input
            type="date"
            className="input compact"
            value={wanted[end] ?? ''}
            onChange={(event) => ask({ [end]: event.target.value === '' ? null : event.target.value })}
            data-prints={end}
          />
        </label>
      ))}
    </div>
  );
};

/** Its number as a copy; `null` for a first print. */
export const copyOf = ({ copy, reprintOf }: PrintedRow): number | null =>
  reprintOf !== null || (copy !== null && copy > 1) ? copy : null;

export const usePrinterName = (): ((printerId: string) => string) => {
  const { devices } = useStation();
  return (printerId) => devices.find(({ id }) => id === printerId)?.name ?? printerId;
};

const Rows = ({ rows, chosen, onChoose }: PickProps<PrintedRow>) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const printerName = usePrinterName();
  return (
    <PickTable
      empty={rows?.length === 0}
      heads={[
        { title: t('parcels.label') },
        { title: t('state') },
        { title: t('labels.printer') },
        { title: t('person') },
        { title: t('time'), figures: true },
      ]}
    >
      {rows?.map((row) => (
        <PickRow key={row.jobId} name={row.title} isChosen={row.jobId === chosen} onChoose={() => onChoose(row.jobId)}>
          <td>
            <StateChip state={row.state} word={t(`prints.state.${row.state}`)} />
            {copyOf(row) === null ? null : (
              <span className="chip plain">{t('prints.reprint', { copy: copyOf(row) })}</span>
            )}
          </td>
          <td>{printerName(row.printerId)}</td>
          <td>{row.person ?? '–'}</td>
          <td className="number">{formatWhen(row.requestedAt, timeZone, language)}</td>
        </PickRow>
      ))}
    </PickTable>
  );
};

/** All that was printed, fifty at a time. */
export const HistoryList = ({
  history,
  chosen,
  onChoose,
}: {
  history: PrintHistory;
  chosen: string | null;
  onChoose: (jobId: string) => void;
}) => (
  <>
    <Head wanted={history.wanted} ask={history.ask} />
    <FailureLine failure={history.failure} />
    <Rows rows={history.data?.rows ?? null} chosen={chosen} onChoose={onChoose} />
    {history.data === undefined || history.data === null || history.data.total === 0 ? null : (
      <div className="print-pages">
        <Pages total={history.data.total} offset={history.offset} size={pageOfPrints} onOffset={history.setOffset} />
      </div>
    )}
  </>
);
