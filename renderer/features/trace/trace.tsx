import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  traceQueries,
  type TraceFound,
  type TraceSubject,
  type TraceView,
} from '../../../shared/features/trace/queries';
import type { Result } from '../../../shared/result';
import { callStation, useBusy, useQuery, useStation, useTraced } from '../../station/client';
import { usePersonId } from '../../station/person';
import { formatDay, formatWhole } from '../../ui/format';
import { MadeFile } from '../../ui/made-file';
import { WorkStrip } from '../settings/work-strip';
import { Pictogram } from '../../ui/pictogram';
import { Tabs } from '../../ui/tabs';
import { Standing } from '../stock/parts';
import { FlowPicture } from './flow-picture';
import { Recall } from './recall';
import { FoundChoices, subjectIcons, TraceSearch } from './search';
import { codeOfSubject, keyOfSubject } from './subject';
import { Timeline } from './timeline';
import { TraceButton } from './trace-button';
import './trace.css';

const tabs = ['trace', 'recall'] as const;
type Tab = (typeof tabs)[number];

type OnSubject = (subject: TraceSubject) => void;

const Shelves = ({ view }: { view: TraceView }) => {
  const { t } = useTranslation();
  if (view.subject.kind === 'unit') return null;
  const { sku } = view.subject;
  return (
    <>
      <h3>{t('trace.nowOn')}</h3>
      {view.shelves.length === 0 ? <p className="quiet">{t('recall.noShelves')}</p> : null}
      <ul className="recall-shelves">
        {view.shelves.map((row) => (
          <li key={JSON.stringify([row.sku, row.lot, row.location, row.unit, row.status, row.serial, row.owner])}>
            <strong className="number">{row.location}</strong>
            {row.sku === sku ? null : <span className="need">{t('recall.inKit', { name: row.name })}</span>}
            <Standing row={row} quantity={row.quantity} />
          </li>
        ))}
      </ul>
    </>
  );
};

const Parcels = ({ view, onSubject }: { view: TraceView; onSubject: OnSubject }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  if (view.parcels.length === 0) return null;
  const isUnit = view.subject.kind === 'unit';
  return (
    <>
      <h3>{isUnit ? t('trace.documents') : t('trace.parcels')}</h3>
      <table className="list trace-list">
        <thead>
          <tr>
            <th>{t('recall.parcel')}</th>
            <th>{t('trace.label')}</th>
            <th>{t('trace.weight')}</th>
            <th>{t('person')}</th>
            <th className="pieces">{t('quantity')}</th>
          </tr>
        </thead>
        <tbody>
          {view.parcels.map(({ row, quantity }) => (
            <tr key={row.parcelId} data-parcel={row.parcelId}>
              <td>
                {isUnit ? (
                  <strong className="number">
                    {row.order}/{row.sequence}
                  </strong>
                ) : (
                  <button
                    type="button"
                    className="link number"
                    onClick={() => onSubject({ kind: 'unit', unit: row.parcelId })}
                  >
                    {row.order}/{row.sequence}
                  </button>
                )}
              </td>
              <td className="anywhere">{row.parcelNumber ?? row.sscc ?? '–'}</td>
              <td className="nowrap">{row.weightText ?? '–'}</td>
              <td>{row.person ?? '–'}</td>
              <td className="pieces">
                <strong>{formatWhole(quantity, language)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

/** The same part of the record as a file with its proof. */
const ProofButton = ({ view }: { view: TraceView }) => {
  const { t } = useTranslation();
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  const { subject } = view;
  const sscc = view.parcels[0]?.row.parcelId;
  if (subject.kind === 'serial' || (subject.kind === 'unit' && sscc === undefined)) return null;
  const send = (): void =>
    void run(async () =>
      setMade(
        await callStation(
          'checkpoints.slice',
          subject.kind === 'lot'
            ? { by: 'lot', sku: subject.sku, lot: subject.lot }
            : { by: 'parcel', code: subject.unit },
        ),
      ),
    );
  return (
    <>
      <div>
        <button type="button" className="button" disabled={busy} onClick={send} data-proof>
          {t('trace.proof')}
        </button>
      </div>
      {busy ? <WorkStrip /> : null}
      <MadeFile made={made} opens={false} />
    </>
  );
};

const Title = ({ view }: { view: TraceView }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const { subject, name, picture, expiry } = view;
  const Icon = subjectIcons[subject.kind];
  return (
    <span className="trace-title" data-subject={subject.kind}>
      {picture === null ? <Icon size={36} aria-hidden="true" /> : <Pictogram name={picture} size={44} label="" />}
      <span>
        <h2>
          {t(`trace.kind.${subject.kind}`)} {codeOfSubject(subject, name)}
        </h2>
        <span className="quiet">
          {subject.kind === 'unit' ? '' : name}
          {expiry === null ? '' : ` · ${t('trace.expires', { day: formatDay(expiry, language) })}`}
        </span>
      </span>
    </span>
  );
};

const Traced = ({ subject, onSubject }: { subject: TraceSubject; onSubject: OnSubject }) => {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('trace');
  const { data } = useQuery('trace.of', { subject, limit: 300 }, traceQueries['trace.of'].tables);
  if (data === null) return null;
  const onUnit = (unit: string): void => onSubject({ kind: 'unit', unit });
  return (
    <>
      <div className="spread">
        <Title view={data} />
        {subject.kind === 'lot' ? (
          <Tabs label={t('trace.title')} tabs={tabs} chosen={tab} onChoose={setTab}>
            {(each) => t(`trace.tab.${each}`)}
          </Tabs>
        ) : null}
      </div>
      {tab === 'recall' && subject.kind === 'lot' ? (
        <Recall key={keyOfSubject(subject)} sku={subject.sku} lot={subject.lot} onUnit={onUnit} />
      ) : (
        <div className="traced">
          <section className="card stack pane" tabIndex={0} aria-label={t('trace.flow')}>
            {data.flow.length === 0 ? <p className="quiet">{t('trace.noSteps')}</p> : <FlowPicture links={data.flow} />}
            <Shelves view={data} />
            <Parcels view={data} onSubject={onSubject} />
            <ProofButton view={data} />
          </section>
          <section className="card stack pane" tabIndex={0} aria-label={t('trace.timeline')}>
            <Timeline view={data} onSubject={onSubject} />
          </section>
        </div>
      )}
    </>
  );
};

interface Answer {
  readonly text: string;
  readonly found: readonly TraceFound[];
}

/** Where something came from and where it went: by a scan of it, or by typing what stands on it. */
export const Page = () => {
  const { t } = useTranslation();
  const [subject, setSubject] = useState<TraceSubject | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const traced = useTraced();
  const take = (text: string, found: readonly TraceFound[]): void => {
    const [only] = found;
    setAnswer({ text, found });
    if (found.length === 1 && only !== undefined) setSubject(only.subject);
    else if (found.length > 1) setSubject(null);
  };
  const personId = usePersonId();
  useEffect(() => {
    void callStation('trace.begin', {});
    return () => void callStation('trace.end', {});
  }, [personId]);
  // What was scanned before this page came into sight is not looked for again.
  const seen = useRef(traced?.sequence ?? 0);
  useEffect(() => {
    if (traced === null || traced.sequence <= seen.current) return;
    seen.current = traced.sequence;
    take(traced.text, traced.found);
  }, [traced]);
  return (
    <>
      <div className="trace-head">
        <h1>{t('trace.title')}</h1>
        <TraceSearch onFound={take} />
        <TraceButton />
      </div>
      {answer !== null && answer.found.length === 0 ? (
        <p className="strip need" role="status" data-found="0">
          {t('trace.nothing', { text: answer.text })}
        </p>
      ) : null}
      {answer !== null && answer.found.length > 1 && subject === null ? (
        <section className="card stack">
          <h2>{t('trace.which')}</h2>
          <FoundChoices found={answer.found} onChoose={setSubject} />
        </section>
      ) : null}
      {subject === null ? (
        answer === null ? (
          <p className="quiet">{t('trace.start')}</p>
        ) : null
      ) : (
        <Traced key={keyOfSubject(subject)} subject={subject} onSubject={setSubject} />
      )}
    </>
  );
};
