import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result';
import {
  inventoryTargets,
  type InventoryChoices,
  type InventoryTarget,
  type ReaderView,
} from '../../../shared/tag-reads';
import { callStation, useBusy } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { useReaderFailure } from './reader-failure';
import { checkSettings, dbmText, draftOf, type SettingsDraft } from './settings-draft';

const sessions = [0, 1, 2, 3] as const;

/** While a reader is not connected, everything that some reader can do is offered. */
const anything: InventoryChoices = { session: true, targets: inventoryTargets, tid: true, population: true, q: true };

interface PartProps {
  readonly draft: SettingsDraft;
  readonly change: (part: Partial<SettingsDraft>) => void;
  readonly view: ReaderView;
}

const PowerField = ({ draft, change, view, wrong }: PartProps & { wrong: boolean }) => {
  const { t } = useTranslation();
  const limits = view.identity?.powerCentiDbm ?? null;
  return (
    <label className="field grow">
      <span>{t('rfid.settings.power')}</span>
      <input
        className="input"
        inputMode="decimal"
        value={draft.power}
        maxLength={8}
        aria-invalid={wrong}
        data-focus
        data-field="power"
        onChange={(event) => change({ power: event.target.value })}
      />
      <small className={wrong ? 'bad' : ''}>
        {wrong ? `${t('rfid.settings.wrong')}: ` : ''}
        {limits === null
          ? t('rfid.settings.powerFree')
          : t('rfid.settings.powerRange', { least: dbmText(limits.least), most: dbmText(limits.most) })}
      </small>
    </label>
  );
};

const Antennas = ({ draft, change, view }: PartProps) => {
  const { t } = useTranslation();
  const count = Math.max(view.identity?.antennas ?? 4, ...draft.antennas);
  const all = Array.from({ length: count }, (_, index) => index + 1);
  return (
    <fieldset className="reader-antennas">
      <legend>{t('rfid.settings.antennas')}</legend>
      {all.map((antenna) => (
        <label key={antenna} className="check">
          <input
            type="checkbox"
            checked={draft.antennas.includes(antenna)}
            data-antenna={antenna}
            onChange={(event) =>
              change({
                antennas: all.filter((each) =>
                  each === antenna ? event.target.checked : draft.antennas.includes(each),
                ),
              })
            }
          />
          <span>{t('rfid.settings.antenna', { antenna })}</span>
        </label>
      ))}
    </fieldset>
  );
};

const Choices = ({ draft, change, view }: PartProps) => {
  const { t } = useTranslation();
  const choices = view.identity?.choices ?? anything;
  return (
    <>
      {choices.session ? (
        <label className="field">
          <span>{t('rfid.settings.session')}</span>
          <select
            className="input"
            value={draft.session}
            data-field="session"
            onChange={(event) => change({ session: sessions[Number(event.target.value)] ?? draft.session })}
          >
            {sessions.map((session) => (
              <option key={session} value={session}>
                {t(`rfid.settings.session.${session}`)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {choices.targets.length > 0 ? (
        <label className="field">
          <span>{t('rfid.settings.target')}</span>
          <select
            className="input"
            value={choices.targets.includes(draft.target) ? draft.target : choices.targets[0]}
            data-field="target"
            onChange={(event) => change({ target: event.target.value as InventoryTarget })}
          >
            {choices.targets.map((target) => (
              <option key={target} value={target}>
                {t(`rfid.settings.target.${target}`)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </>
  );
};

const Numbers = ({ draft, change, view, wrong }: PartProps & { wrong: boolean }) => {
  const { t } = useTranslation();
  const choices = view.identity?.choices ?? anything;
  return (
    <>
      {choices.population ? (
        <label className="field grow">
          <span>{t('rfid.settings.population')}</span>
          <input
            className="input"
            inputMode="numeric"
            value={draft.population}
            maxLength={5}
            aria-invalid={wrong}
            data-field="population"
            onChange={(event) => change({ population: event.target.value })}
          />
          {wrong ? <small className="bad">{t('rfid.settings.wrong')}</small> : null}
        </label>
      ) : null}
      {choices.q ? (
        <label className="field grow">
          <span>{t('rfid.settings.q')}</span>
          <select
            className="input"
            value={draft.q ?? ''}
            data-field="q"
            onChange={(event) => change({ q: event.target.value === '' ? null : Number(event.target.value) })}
          >
            <option value="">{t('rfid.settings.q.auto')}</option>
            {Array.from({ length: 16 }, (_, q) => (
              <option key={q} value={q}>
                {q}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </>
  );
};

export interface SettingsDialogProps {
  readonly view: ReaderView;
  readonly name: string;
  readonly onClose: () => void;
}

/** How a reader looks for tags, within what it says it can do. Taken on at once; kept only when the reader took it. */
export const SettingsDialog = ({ view, name, onClose }: SettingsDialogProps) => {
  const { t } = useTranslation();
  const explain = useReaderFailure();
  const { deviceId, identity } = view;
  const [draft, setDraft] = useState<SettingsDraft | null>(null);
  const [wrong, setWrong] = useState<'power' | 'population' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  useEffect(() => {
    void callStation('rfid.settings', { deviceId }).then((answer) =>
      answer.ok ? setDraft(draftOf(answer.value)) : setFailure(answer.failure),
    );
  }, [deviceId]);
  const change = (part: Partial<SettingsDraft>): void => {
    setWrong(null);
    setDraft((before) => (before === null ? before : { ...before, ...part }));
  };
  const save = (): void =>
    void run(async () => {
      if (draft === null) return;
      const checked = checkSettings(draft, identity?.powerCentiDbm ?? null);
      if (!checked.ok) return setWrong(checked.wrong);
      const answer = await callStation('rfid.configure', { deviceId, settings: checked.settings });
      if (answer.ok) onClose();
      else setFailure(explain(answer.failure));
    });
  return (
    <Dialog
      title={t('rfid.settings.of', { reader: name })}
      onClose={onClose}
      onSubmit={() => (busy ? undefined : save())}
      footer={
        <button type="submit" className="button primary" disabled={busy || draft === null} data-save>
          {t('save')}
        </button>
      }
    >
      <FailureLine failure={failure} />
      {identity === null ? <p className="quiet">{t('rfid.settings.unknown')}</p> : null}
      {draft === null ? null : (
        <>
          <div className="row form-row">
            <PowerField draft={draft} change={change} view={view} wrong={wrong === 'power'} />
            <Numbers draft={draft} change={change} view={view} wrong={wrong === 'population'} />
          </div>
          <Choices draft={draft} change={change} view={view} />
          <Antennas draft={draft} change={change} view={view} />
          {(identity?.choices ?? anything).tid ? (
            <label className="check">
              <input
                type="checkbox"
                checked={draft.tid}
                data-field="tid"
                onChange={(event) => change({ tid: event.target.checked })}
              />
              <span>{t('rfid.settings.tid')}</span>
            </label>
          ) : null}
        </>
      )}
    </Dialog>
  );
};
