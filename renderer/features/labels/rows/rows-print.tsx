import { Printer } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateView } from '../../../../shared/features/labels/queries';
import { allRowsOf, type LabelCopies } from '../../../../shared/features/labels/rows';
import type { Failure } from '../../../../shared/result';
import type { CallAnswer } from '../../../../shared/station';
import { callStation, useBusy, useStation } from '../../../station/client';
import { createIntent } from '../../../station/intent';
import { Dialog } from '../../../ui/dialog';
import { FailureLine } from '../../../ui/failure';
import { formatWhole } from '../../../ui/format';
import { Buttons } from '../../packing/dialogs/parts';
import { LeftOutList } from '../left-out';
import { Progress } from '../progress';
import { usePicked, type RowChoice, type RowsAnswer } from './use-rows';

type Made = CallAnswer<'labels.printRows'>;

/** More labels than this are asked about: a slip of the hand must not take a roll. */
const askedFrom = 50;

const Copies = ({
  copies,
  onHand,
  mayBeOnHand,
  onCopies,
  onOnHand,
  children,
}: {
  copies: string;
  onHand: boolean;
  mayBeOnHand: boolean;
  onCopies: (text: string) => void;
  onOnHand: (on: boolean) => void;
  children: ReactNode;
}) => {
  const { t } = useTranslation();
  return (
    <div className="row label-copies">
      <label className="field">
        <span>{t('labels.rows.copies')}</span>
        <input
          className="input compact number"
          inputMode="numeric"
          disabled={onHand}
          value={onHand ? '' : copies}
          maxLength={4}
          onChange={(event) => onCopies(event.target.value.replaceAll(/\D/g, ''))}
          data-copies
        />
      </label>
      {mayBeOnHand ? (
        <label className="row nowrap label-on-hand">
          <input type="checkbox" checked={onHand} onChange={(event) => onOnHand(event.target.checked)} data-on-hand />
          {t('labels.rows.perPiece')}
        </label>
      ) : null}
      {children}
    </div>
  );
};

const Sure = ({ labels, onClose, onSure }: { labels: string; onClose: () => void; onSure: () => void }) => {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('labels.rows.sure', { labels })}
      onClose={onClose}
      onSubmit={onSure}
      footer={<Buttons onClose={onClose} ready word={t('labels.print')} />}
    >
      <p className="quiet">{t('labels.rows.sureText')}</p>
    </Dialog>
  );
};

/** So many copies of the ticked rows, or of all that are listed; nothing is printed of an answer to another question. */
export const RowsPrint = ({
  view,
  printerId,
  choice,
  listed,
}: {
  view: TemplateView;
  printerId: string;
  choice: RowChoice;
  listed: RowsAnswer;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const [copies, setCopies] = useState('1');
  const [onHand, setOnHand] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const [busy, run] = useBusy();
  const [intent] = useState(createIntent);
  const [asking, setAsking] = useState(false);
  const { wish, picked } = choice;
  const pickedNow = usePicked(wish.source, picked);
  const isPicking = picked.length > 0;
  const { data, isFresh } = isPicking ? pickedNow : listed;
  const mayBeOnHand = wish.source === 'items' || wish.source === 'lots';
  const perPiece = onHand && mayBeOnHand;
  const rows = data?.total ?? 0;
  const labels = perPiece ? (data?.pieces ?? 0) : rows * Number(copies);
  const ready = isFresh && rows > 0 && labels > 0 && view.approved !== null && (perPiece || Number(copies) <= 1000);
  const words = t('labels.rows.labels', { count: labels, number: formatWhole(labels, language) });
  const print = () =>
    run(async () => {
      setAsking(false);
      if (!ready) return;
      setMade(null);
      const wanted: LabelCopies = perPiece ? { kind: 'on-hand' } : { kind: 'each', count: Number(copies) };
      const search = isPicking ? '' : wish.search.trim();
      const all = {
        templateId: view.templateId,
        version: view.version,
        printerId,
        title: [view.name, t(`labels.source.${wish.source}`), search].filter((part) => part !== '').join(' · '),
        rows: isPicking ? { ...allRowsOf(wish.source), keys: [...picked] } : wish,
        copies: wanted,
        expect: { rows, labels: perPiece ? labels : null },
      };
      const answer = await callStation('labels.printRows', { batchId: intent.idOf(all), ...all });
      setFailure(answer.ok ? null : answer.failure);
      setMade(answer.ok ? answer.value : null);
      if (!answer.ok) return;
      intent.done();
      choice.clear();
    });
  return (
    <>
      <Copies copies={copies} onHand={onHand} mayBeOnHand={mayBeOnHand} onCopies={setCopies} onOnHand={setOnHand}>
        <strong className="number">{words}</strong>
      </Copies>
      <div className="row">
        <button
          type="button"
          className="button primary large grow"
          disabled={!ready || busy}
          onClick={() => (labels > askedFrom ? setAsking(true) : void print())}
          data-print={rows}
        >
          <Printer size={22} aria-hidden="true" />
          {t(isPicking ? 'labels.rows.printPicked' : 'labels.printAll', {
            count: rows,
            number: formatWhole(rows, language),
          })}
        </button>
        {isPicking ? (
          <button type="button" className="button large" onClick={choice.clear} data-clear>
            {t('labels.rows.clear')}
          </button>
        ) : null}
      </div>
      {asking ? <Sure labels={words} onClose={() => setAsking(false)} onSure={() => void print()} /> : null}
      <Progress />
      <FailureLine failure={failure} />
      {made === null || made.made === 0 ? null : (
        <p className="strip good" role="status">
          {t('labels.asked', { count: made.made })}
        </p>
      )}
      <LeftOutList rows={made?.leftOut ?? []} />
    </>
  );
};
