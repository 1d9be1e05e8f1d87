import { CircleCheck, CirclePlay, CircleX, TriangleAlert } from 'lucide-react';
import { createElement, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineItem, LineStop, LineView } from '../../../shared/features/applicator/queries';
import { lineTables } from '../../../shared/features/applicator/queries';
import type { ApplicatorView } from '../../../shared/station';
import { callStation, sendCommand, useQuery, useStation } from '../../station/client';
import { usePersonId } from '../../station/person';
import { useOwnBanner } from '../../station/own-banner';
import { usePress } from '../../station/press';
import { FailureLine } from '../../ui/failure';
import { Tabs } from '../../ui/tabs';
import { ReasonDialog } from '../packing/dialogs/parts';
import { useKey } from '../counts/use-key';
import { useOutcomeText } from '../packing/outcome-text';
import { useFeedbackOnce } from '../packing/use-feedback-once';
import { useFreshFeedback } from '../packing/use-fresh-feedback';
import { LineLists } from './line-lists';
import { LinePicture } from './line-picture';
import { lineState, type LineState } from './line-state';
import './applicator.css';

const icons = { good: CircleCheck, accent: CirclePlay, need: TriangleAlert, bad: CircleX } as const;

/** Read from two metres: what the line is at, and the one thing to do. */
const BigState = ({ state, children }: { state: LineState; children: React.ReactNode }) => {
  const { t } = useTranslation();
  const { condition } = state.details;
  const values = {
    ...state.details,
    ...(typeof condition === 'string' ? { condition: t(`printer.${condition}`) } : {}),
  };
  return (
    <section className={`line-state ${state.tone}`} role="status" aria-live="assertive" data-line-state={state.title}>
      {createElement(icons[state.tone], { className: 'line-sign', 'aria-hidden': true })}
      <div className="grow">
        <p className="line-title">{t([state.title, 'failure.other'], values)}</p>
        <p className="line-next">{t(state.next, values)}</p>
      </div>
      {children}
    </section>
  );
};

/** What came of the last scan or act, where it is not what the line stopped over. */
const LastWord = ({ stopped }: { stopped: string | null }) => {
  const feedback = useFreshFeedback();
  const textOf = useOutcomeText();
  if (feedback === null || feedback.tone === 'good' || feedback.code === stopped) return null;
  const { title, remedy } = textOf(feedback);
  return (
    <p className={`strip ${feedback.tone}`} role="alert" data-feedback={feedback.code}>
      {title}. {remedy}
    </p>
  );
};

/** Of one stop: meanwhile that may be settled, and the line have stopped over another item. */
interface Asked {
  readonly act: 'off' | 'reprint';
  readonly stop: string;
}

const nameOf = ({ itemId, at }: LineStop): string => `${itemId ?? ''} ${at}`;

const offReasons = ['labelDamaged', 'labelLost', 'wrongBox', 'damaged', 'scannerBroken'] as const;
const reprintReasons = ['labelDamaged', 'labelLost', 'printerBroken'] as const;

const Acts = ({ line, applicator }: { line: LineView; applicator: ApplicatorView }) => {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { stop } = line;
  const item: LineItem | undefined = line.items.find(({ itemId }) => itemId === stop?.itemId);
  // A box whose label is out already, or whose label came to nothing; never one with a label in the printer.
  const canReprint =
    item !== undefined &&
    (stop?.why === 'line-label-out' || ['printed', 'uncertain', 'failed', 'discarded'].includes(item.job ?? ''));
  const goOn = (): void => {
    if (stop === null) return;
    if (item !== undefined) return setAsked({ act: 'off', stop: nameOf(stop) });
    void sendCommand('applicator.goOn', { applicatorId: applicator.id, why: stop.why });
  };
  const reprint = (): void => {
    if (canReprint && stop !== null) setAsked({ act: 'reprint', stop: nameOf(stop) });
  };
  useKey('F12', goOn);
  useKey('F10', reprint);
  useFeedbackOnce('line-reprint', ({ code }) => {
    if (code === 'line-reprint-wanted') reprint();
  });
  usePress(({ key }) => {
    if (key !== 'yes' || stop === null) return false;
    goOn();
    return true;
  });
  if (stop === null) return null;
  const act = asked?.stop === nameOf(stop) ? asked.act : null;
  return (
    <div className="stack line-acts">
      <button type="button" className="button large primary" data-key="F12" onClick={goOn}>
        <span className="kbd">F12</span> {t(item === undefined ? 'line.goOn' : 'line.isOff')}
      </button>
      {canReprint ? (
        <button type="button" className="button large" data-key="F10" onClick={reprint}>
          <span className="kbd">F10</span> {t('line.reprint')}
        </button>
      ) : null}
      {act === 'off' && item !== undefined ? (
        <ReasonDialog
          title={t('line.isOff')}
          text={t('line.isOffText', { title: item.title })}
          reasons={offReasons}
          onClose={() => setAsked(null)}
          onReason={(reason) => sendCommand('applicator.takeOff', { itemId: item.itemId, reason })}
        />
      ) : null}
      {act === 'reprint' && item !== undefined ? (
        <ReasonDialog
          title={t('line.reprint')}
          text={t('line.reprintText', { title: item.title })}
          reasons={reprintReasons}
          onClose={() => setAsked(null)}
          onReason={(reason) =>
            callStation('applicator.reprint', { applicatorId: applicator.id, itemId: item.itemId, reason })
          }
        />
      ) : null}
    </div>
  );
};

const Line = ({ applicator }: { applicator: ApplicatorView }) => {
  const { devices } = useStation();
  const { data: line, failure } = useQuery('applicator.line', { applicatorId: applicator.id }, lineTables);
  if (failure !== null) return <FailureLine failure={failure} />;
  if (line === null) return null;
  const printer = devices.find(({ id }) => id === applicator.printerId) ?? null;
  return (
    <>
      <BigState state={lineState(line, printer)}>
        <Acts line={line} applicator={applicator} />
      </BigState>
      <LastWord stopped={line.stop?.why ?? null} />
      <LinePicture line={line} applicator={applicator} />
      <LineLists line={line} />
    </>
  );
};

/** A print-and-apply line: what comes, the label it gets, and what was read on it. */
export const Page = () => {
  const { t } = useTranslation();
  const { applicators } = useStation();
  const [chosen, setChosen] = useState<string | null>(null);
  const applicator = applicators.find(({ id }) => id === chosen) ?? applicators[0];
  useOwnBanner();
  const id = applicator?.id ?? null;
  const personId = usePersonId();
  // Hand scanners are for the line that is in sight.
  useEffect(() => {
    if (id === null) return undefined;
    void callStation('applicator.open', { applicatorId: id });
    return () => void callStation('applicator.close', {});
  }, [id, personId]);
  if (applicator === undefined) return <p className="quiet">{t('line.none')}</p>;
  return (
    <div className="line-page" data-line={applicator.id}>
      <div className="spread">
        <h1>{applicator.name}</h1>
        {applicators.length > 1 ? (
          <Tabs
            label={t('nav.apply')}
            tabs={applicators.map((each) => each.id)}
            chosen={applicator.id}
            onChoose={setChosen}
          >
            {(each) => applicators.find((one) => one.id === each)?.name ?? each}
          </Tabs>
        ) : null}
      </div>
      <Line key={applicator.id} applicator={applicator} />
    </div>
  );
};
