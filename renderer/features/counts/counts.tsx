import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countQueries, type CountSummary } from '../../../shared/features/counts/queries';
import { useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { formatMoney, formatWhen, formatWhole } from '../../ui/format';
import { OverrideDialog } from '../packing/dialogs/override-dialog';
import { Tabs } from '../../ui/tabs';
import { Accuracy } from './accuracy';
import { CountWork } from './count-work';
import './counts.css';
import { NewCount } from './new-count';
import { CountChip } from './parts';
import { Reconcile } from './reconcile';
import { ForYou } from './zones';

const Row = ({ row, onOpen }: { row: CountSummary; onOpen: () => void }) => {
  const { t } = useTranslation();
  const { language, timeZone, currency } = useStation();
  return (
    <tr data-count={row.state}>
      <td>
        <button type="button" className="link" onClick={onOpen} data-open-count>
          {row.title}
        </button>
        <div className="quiet">
          {t(`counts.method.${row.method}`)} {row.mine ? <ForYou /> : null}
        </div>
      </td>
      <td>
        <CountChip state={row.state} />
      </td>
      <td className="number">{formatWhole(row.bins, language)}</td>
      <td className="number">{row.differences === null ? '–' : formatWhole(row.differences, language)}</td>
      <td className="number">{row.valueMinor === null ? '–' : formatMoney(row.valueMinor, currency, language)}</td>
      <td className="number">
        {formatWhen(row.startedAt, timeZone, language)}
        <div className="quiet">{row.startedBy}</div>
      </td>
    </tr>
  );
};

const List = ({ head, onOpen }: { head: ReactNode; onOpen: (countId: string) => void }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [adding, setAdding] = useState(false);
  const { data } = useQuery('counts.list', {}, countQueries['counts.list'].tables);
  return (
    <>
      <div className="row spread">
        {head}
        {roleAtLeast(session, 'supervisor') ? (
          <button type="button" className="button primary" onClick={() => setAdding(true)} data-new-count>
            <Plus size={22} aria-hidden="true" /> {t('counts.new')}
          </button>
        ) : null}
      </div>
      <section className="card count-list scroll" tabIndex={0} aria-label={t('counts.title')}>
        {data !== null && data.length === 0 ? <p className="quiet count-none">{t('counts.none')}</p> : null}
        {data === null || data.length === 0 ? null : (
          <table className="list">
            <thead>
              <tr>
                <th>{t('counts.what')}</th>
                <th>{t('counts.state')}</th>
                <th className="number">{t('counts.bins')}</th>
                <th className="number">{t('counts.differences')}</th>
                <th className="number">{t('counts.value')}</th>
                <th className="number">{t('counts.started')}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <Row key={row.countId} row={row} onOpen={() => onOpen(row.countId)} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {adding ? (
        <NewCount
          onClose={(countId) => {
            setAdding(false);
            if (countId !== null) onOpen(countId);
          }}
        />
      ) : null}
    </>
  );
};

/** A count that is looked at, and the line of it that is opened at once. */
interface Opened {
  readonly countId: string;
  readonly line: number | null;
}

const One = ({
  countId,
  line,
  onBack,
  onCount,
}: Opened & { onBack: () => void; onCount: (countId: string, line: number) => void }) => {
  const { session } = useStation();
  const { data } = useQuery('counts.count', { countId }, countQueries['counts.count'].tables);
  if (data === null) return null;
  return data.state === 'counting' || !roleAtLeast(session, 'supervisor') ? (
    <CountWork count={data} onBack={onBack} />
  ) : (
    <Reconcile count={data} line={line} onBack={onBack} onCount={onCount} />
  );
};

const tabs = ['counts', 'accuracy'] as const;
type Tab = (typeof tabs)[number];

const Overview = ({ onOpen }: { onOpen: (countId: string) => void }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [tab, setTab] = useState<Tab>('counts');
  const isSupervisor = roleAtLeast(session, 'supervisor');
  const head = (
    <div className="row">
      <h1>{t('counts.title')}</h1>
      {isSupervisor ? (
        <Tabs label={t('counts.title')} tabs={tabs} chosen={tab} onChoose={setTab}>
          {(each) => t(`counts.tab.${each}`)}
        </Tabs>
      ) : null}
    </div>
  );
  return isSupervisor && tab === 'accuracy' ? <Accuracy head={head} /> : <List head={head} onOpen={onOpen} />;
};

/** Counts: what is being counted, what becomes of the differences, and how true the book is. */
export const Page = () => {
  const [open, setOpen] = useState<Opened | null>(null);
  const onCount = (countId: string, line: number | null): void => setOpen({ countId, line });
  return (
    <>
      {open === null ? (
        <Overview onOpen={(countId) => onCount(countId, null)} />
      ) : (
        <One key={open.countId} {...open} onBack={() => setOpen(null)} onCount={onCount} />
      )}
      <OverrideDialog />
    </>
  );
};
