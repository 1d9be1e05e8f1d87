import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { packingQueries } from '../../../shared/features/packing/queries';
import type { PackView } from '../../../shared/features/packing/view';
import { catalogueQueries } from '../../../shared/features/catalogue/queries';
import type { Result } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useFeedback, useQuery } from '../../station/client';
import { Dialog, NumberPad, ReasonPicker } from '../../ui/dialog';
import { Pictogram } from '../../ui/pictogram';
import { HelpDialog, SupervisorDialog } from './help-dialogs';

export type DialogName =
  | 'help'
  | 'short'
  | 'quantity'
  | 'box'
  | 'filler'
  | 'hold'
  | 'reprint'
  | 'void'
  | 'supervisor'
  | 'choose'
  | 'changed';

interface Props {
  readonly pack: PackView;
  readonly onClose: () => void;
}

const useSubmit = (onClose: () => void) => {
  const [busy, run] = useBusy();
  const submit = (act: () => Promise<Result<unknown>>): void => void run(act).then(() => onClose());
  return [busy, submit] as const;
};

const Buttons = ({
  onClose,
  ready,
  danger = false,
  word,
}: {
  onClose: () => void;
  ready: boolean;
  danger?: boolean;
  word: string;
}) => {
  const { t } = useTranslation();
  return (
    <>
      <button type="button" className="button" onClick={onClose}>
        {t('cancel')}
      </button>
      <button type="submit" className={`button ${danger ? 'danger' : 'primary'}`} disabled={!ready}>
        {word}
      </button>
    </>
  );
};

const ReasonDialog = ({
  title,
  text,
  reasons,
  danger,
  onClose,
  onReason,
}: {
  title: string;
  text?: string;
  reasons: readonly string[];
  danger?: boolean;
  onClose: () => void;
  onReason: (reason: string) => Promise<Result<unknown>>;
}) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [busy, submit] = useSubmit(onClose);
  const ready = reason.trim() !== '' && !busy;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={() => ready && submit(() => onReason(reason.trim()))}
      footer={<Buttons onClose={onClose} ready={ready} danger={danger ?? false} word={title} />}
    >
      {text === undefined ? null : <p className="quiet">{text}</p>}
      <ReasonPicker reasons={reasons.map((key) => t(`why.${key}`))} value={reason} onChange={setReason} />
    </Dialog>
  );
};

const ShortDialog = ({ pack, onClose }: Props) => {
  const { t } = useTranslation();
  const open = pack.lines.filter((line) => line.packed + line.short < line.quantity);
  const [lineId, setLineId] = useState(open.length === 1 ? (open[0]?.lineId ?? '') : '');
  const [count, setCount] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [busy, submit] = useSubmit(onClose);
  const line = open.find((each) => each.lineId === lineId);
  const most = line === undefined ? 1 : line.quantity - line.packed - line.short;
  const quantity = Math.min(count ?? most, most);
  const ready = line !== undefined && reason.trim() !== '' && !busy;
  return (
    <Dialog
      title={t('dialog.short')}
      onClose={onClose}
      onSubmit={() =>
        ready &&
        submit(() => sendCommand('packing.shortPick', { packId: pack.packId, lineId, quantity, reason: reason.trim() }))
      }
      footer={<Buttons onClose={onClose} ready={ready} word={t('dialog.short')} />}
    >
      <p className="quiet">{t('dialog.short.text')}</p>
      <div className="choices scroll short-lines">
        {open.map((each) => (
          <button
            key={each.lineId}
            type="button"
            className="choice"
            aria-pressed={each.lineId === lineId}
            onClick={() => setLineId(each.lineId)}
          >
            <span className="row">
              <Pictogram name={each.picture} size={36} label="" /> {each.name}
            </span>
            <span className="quiet">
              {each.packed} / {each.quantity}
            </span>
          </button>
        ))}
      </div>
      <label className="field">
        <span>{t('quantity')}</span>
        <input
          className="input"
          type="number"
          min={1}
          max={most}
          value={quantity}
          onChange={(event) => setCount(Math.max(1, Number(event.target.value)))}
        />
      </label>
      <ReasonPicker
        reasons={['missing', 'damaged', 'stock'].map((key) => t(`why.${key}`))}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
};

const QuantityDialog = ({ onClose }: Props) => {
  const { t } = useTranslation();
  const [digits, setDigits] = useState('');
  const [busy, submit] = useSubmit(onClose);
  const quantity = digits === '' ? null : Number(digits);
  const ready = quantity !== null && quantity >= 1 && !busy;
  return (
    <Dialog
      title={t('dialog.quantity')}
      onClose={onClose}
      onSubmit={() => ready && submit(() => callStation('pack.setQuantity', { quantity }))}
      footer={<Buttons onClose={onClose} ready={ready} word={t('ok')} />}
    >
      <p className="quiet">{t('dialog.quantity.text')}</p>
      <input
        className="input pin-dots number"
        aria-label={t('quantity')}
        inputMode="numeric"
        autoFocus
        value={digits}
        onChange={(event) => setDigits(event.target.value.replaceAll(/\D/g, '').slice(0, 4))}
      />
      <NumberPad
        onDigit={(digit) => setDigits((before) => (before + digit).slice(0, 4))}
        onBack={() => setDigits((before) => before.slice(0, -1))}
        onClear={() => setDigits('')}
      />
    </Dialog>
  );
};

const BoxDialog = ({ pack, onClose }: Props) => {
  const { t } = useTranslation();
  const parcelId = pack.parcel?.parcelId ?? '';
  const { data } = useQuery('packing.cartons', { parcelId }, packingQueries['packing.cartons'].tables);
  const [busy, submit] = useSubmit(onClose);
  return (
    <Dialog title={t('dialog.box')} onClose={onClose}>
      <div className="choices">
        {(data ?? []).map((carton) => (
          <button
            key={carton.cartonId}
            type="button"
            className="choice"
            disabled={busy}
            aria-pressed={carton.cartonId === pack.parcel?.carton?.cartonId}
            onClick={() => submit(() => sendCommand('packing.chooseCarton', { parcelId, cartonId: carton.cartonId }))}
          >
            <span className="spread">
              {carton.name}
              {carton.suggested ? (
                <span className="chip good">{t('dialog.suggested')}</span>
              ) : carton.fits ? null : (
                <span className="chip need">{t('dialog.tooSmall')}</span>
              )}
            </span>
            <span className="quiet number">
              {carton.inner.lengthMm} × {carton.inner.widthMm} × {carton.inner.heightMm} mm
            </span>
            <span className="fill">
              <span className="fill-track">
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={Math.min(100, carton.fillPercent)} height="6" />
                </svg>
              </span>
              <span className="number">{carton.fillPercent} %</span>
            </span>
          </button>
        ))}
      </div>
    </Dialog>
  );
};

const FillerDialog = ({ pack, onClose }: Props) => {
  const { t } = useTranslation();
  const parcelId = pack.parcel?.parcelId ?? '';
  const { data } = useQuery('catalogue.dunnage', {}, catalogueQueries['catalogue.dunnage'].tables);
  const chosen = (id: string): number => pack.parcel?.dunnage.find((each) => each.dunnageId === id)?.quantity ?? 0;
  const set = (dunnageId: string, quantity: number): void =>
    void sendCommand('packing.setDunnage', { parcelId, dunnageId, quantity });
  return (
    <Dialog
      title={t('dialog.filler')}
      onClose={onClose}
      onSubmit={onClose}
      footer={
        <button type="submit" className="button primary">
          {t('ok')}
        </button>
      }
    >
      <div className="stack">
        {(data ?? []).map((filler) => (
          <div key={filler.dunnageId} className="spread filler">
            <span>
              <strong>{filler.name}</strong> <span className="quiet">{filler.unitLabel}</span>
            </span>
            <span className="row">
              <button
                type="button"
                className="button"
                aria-label={`− ${filler.name}`}
                disabled={chosen(filler.dunnageId) === 0}
                onClick={() => set(filler.dunnageId, chosen(filler.dunnageId) - 1)}
              >
                −
              </button>
              <strong className="number filler-count">{chosen(filler.dunnageId)}</strong>
              <button
                type="button"
                className="button"
                aria-label={`+ ${filler.name}`}
                onClick={() => set(filler.dunnageId, chosen(filler.dunnageId) + 1)}
              >
                +
              </button>
            </span>
          </div>
        ))}
      </div>
    </Dialog>
  );
};

const ChooseDialog = ({ pack, onClose }: Props) => {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const skus = String(feedback?.details['skus'] ?? '').split(' ');
  const sequence = Number(feedback?.details['sequence'] ?? -1);
  const [busy, submit] = useSubmit(onClose);
  return (
    <Dialog title={t('dialog.choose')} onClose={onClose}>
      <div className="choices">
        {pack.lines
          .filter((line) => skus.includes(line.sku))
          .map((line) => (
            <button
              key={line.lineId}
              type="button"
              className="choice"
              disabled={busy}
              onClick={() => submit(() => callStation('pack.chooseItem', { scanSequence: sequence, sku: line.sku }))}
            >
              <Pictogram name={line.picture} size={96} label={line.name} />
              {line.name}
              <span className="quiet">{line.sku}</span>
            </button>
          ))}
      </div>
    </Dialog>
  );
};

const ChangedDialog = ({ pack, onClose }: Props) => {
  const { t } = useTranslation();
  const [busy, submit] = useSubmit(onClose);
  const { change } = pack;
  return (
    <Dialog
      title={t('dialog.changed')}
      onClose={onClose}
      onSubmit={() => !busy && submit(() => sendCommand('packing.acceptChange', { packId: pack.packId }))}
      footer={<Buttons onClose={onClose} ready={!busy} word={t('next.changed')} />}
    >
      <ul className="changes">
        {(change?.changes ?? []).map((each, index) => (
          <li key={index}>
            {t(`change.${each.code}`, { sku: each.sku ?? '', before: each.before ?? '', after: each.after ?? '' })}
          </li>
        ))}
        {change?.changes.length === 0 ? <li>{t('change.other')}</li> : null}
      </ul>
    </Dialog>
  );
};

/** Beyond the limit a supervisor is asked. */
const reprint = async (parcelId: string, reason: string): Promise<Result<unknown>> => {
  const answer = await sendCommand('packing.reprintLabel', { parcelId, reason });
  return !answer.ok && answer.failure.code === 'reprint-limit'
    ? callStation('override.begin', { action: 'reprint', parcelId })
    : answer;
};

/** The dialog of a name, over the pack in work. */
export const PackDialog = ({
  name,
  pack,
  onClose,
  onOpen,
}: Props & { readonly name: DialogName; readonly onOpen: (name: DialogName) => void }) => {
  const { t } = useTranslation();
  const parcelId = pack.parcel?.parcelId ?? '';
  switch (name) {
    case 'help':
      return <HelpDialog onClose={onClose} onSupervisor={() => onOpen('supervisor')} />;
    case 'supervisor':
      return <SupervisorDialog pack={pack} onClose={onClose} />;
    case 'short':
      return <ShortDialog pack={pack} onClose={onClose} />;
    case 'quantity':
      return <QuantityDialog pack={pack} onClose={onClose} />;
    case 'box':
      return <BoxDialog pack={pack} onClose={onClose} />;
    case 'filler':
      return <FillerDialog pack={pack} onClose={onClose} />;
    case 'choose':
      return <ChooseDialog pack={pack} onClose={onClose} />;
    case 'changed':
      return pack.step === 'changed' ? <ChangedDialog pack={pack} onClose={onClose} /> : null;
    case 'hold':
      return (
        <ReasonDialog
          title={t('dialog.hold')}
          reasons={['address', 'stock', 'customer', 'missing']}
          onClose={onClose}
          onReason={(reason) => sendCommand('packing.hold', { packId: pack.packId, reason })}
        />
      );
    case 'void':
      return (
        <ReasonDialog
          title={t('dialog.void')}
          text={t('dialog.void.text')}
          reasons={['wrongItems', 'wrongBox', 'damaged', 'customer']}
          danger
          onClose={onClose}
          onReason={(reason) => sendCommand('packing.voidParcel', { parcelId, reason })}
        />
      );
    case 'reprint':
      return (
        <ReasonDialog
          title={t('dialog.reprint')}
          text={t('dialog.reprint.text')}
          reasons={['labelDamaged', 'labelLost']}
          onClose={onClose}
          onReason={(reason) => reprint(parcelId, reason)}
        />
      );
    default:
      onOpen('help');
      return null;
  }
};
