import { Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApplicatorConfig } from '../../../shared/config/applicator-config';
import type { DeviceKind } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';

const newLine: ApplicatorConfig = {
  id: '',
  name: '',
  printer: '',
  infeed: '',
  parcels: true,
  zone: 1,
  printSeconds: 20,
  takeSeconds: 30,
  verifySeconds: 30,
  noRead: 'NOREAD',
};

/** `line-1`, or the first number after it that is free: it stands in the record for ever. */
export const freeLineId = (taken: readonly string[]): string => {
  let number = taken.length + 1;
  while (taken.includes(`line-${number}`)) number += 1;
  return `line-${number}`;
};

const useLines = (): readonly ApplicatorConfig[] | null => {
  const [lines, setLines] = useState<readonly ApplicatorConfig[] | null>(null);
  useEffect(
    () => void callStation('applicator.configs', {}).then((answer) => setLines(answer.ok ? answer.value : [])),
    [],
  );
  return lines;
};

interface FieldProps {
  readonly line: ApplicatorConfig;
  readonly change: (part: Partial<ApplicatorConfig>) => void;
}

const Choice = ({
  field,
  value,
  none,
  options,
  onChange,
}: {
  field: 'printer' | 'infeed' | 'verify' | 'template';
  value: string;
  none: string;
  options: readonly { readonly id: string; readonly name: string }[];
  onChange: (value: string) => void;
}) => {
  const { t } = useTranslation();
  return (
    <label className="field grow">
      <span>{t(`line.set.${field}`)}</span>
      <select
        className="input"
        value={value}
        data-line-field={field}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{none}</option>
        {options.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
};

const Devices = ({ line, change }: FieldProps) => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const of = (kind: DeviceKind) => devices.filter((each) => each.kind === kind);
  return (
    <>
      <Choice
        field="printer"
        value={line.printer}
        none={t('line.set.choose')}
        options={of('printer')}
        onChange={(printer) => change({ printer })}
      />
      <div className="row">
        <Choice
          field="infeed"
          value={line.infeed}
          none={t('line.set.choose')}
          options={of('scanner')}
          onChange={(infeed) => change({ infeed })}
        />
        <Choice
          field="verify"
          value={line.verify ?? ''}
          none={t('line.set.byHand')}
          options={of('scanner')}
          onChange={(verify) => change({ verify: verify === '' ? undefined : verify })}
        />
      </div>
    </>
  );
};

const What = ({ line, change }: FieldProps) => {
  const { t } = useTranslation();
  const { data: templates } = useQuery('labels.templates', {}, ['label_templates']);
  const approved = (templates ?? []).filter((each) => each.approved !== null);
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={line.parcels}
          data-line-field="parcels"
          onChange={(event) => change({ parcels: event.target.checked })}
        />
        <span>{t('line.set.parcels')}</span>
      </label>
      <Choice
        field="template"
        value={line.template ?? ''}
        none={t('line.set.noTemplate')}
        options={approved.map(({ templateId, name }) => ({ id: templateId, name }))}
        onChange={(template) => change({ template: template === '' ? undefined : template })}
      />
    </>
  );
};

const times = ['zone', 'printSeconds', 'takeSeconds', 'verifySeconds'] as const;

const Times = ({ line, change }: FieldProps) => {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t('devices.more')}</summary>
      <div className="form-grid">
        {times.map((field) => (
          <label key={field} className="field">
            <span>{t(`line.set.${field}`)}</span>
            <input
              className="input"
              type="number"
              min={1}
              max={field === 'zone' ? 20 : 600}
              value={line[field]}
              data-line-field={field}
              onChange={(event) => change({ [field]: Math.trunc(Number(event.target.value)) })}
            />
          </label>
        ))}
        <label className="field">
          <span>{t('line.set.noRead')}</span>
          <input
            className="input"
            value={line.noRead}
            maxLength={40}
            data-line-field="noRead"
            onChange={(event) => change({ noRead: event.target.value })}
          />
        </label>
      </div>
    </details>
  );
};

const Form = ({ lines, onClose }: { lines: readonly ApplicatorConfig[]; onClose: () => void }) => {
  const { t } = useTranslation();
  const [line, setLine] = useState<ApplicatorConfig>(lines[0] ?? newLine);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const change = (part: Partial<ApplicatorConfig>): void => {
    setLine((before) => ({ ...before, ...part }));
    setFailure(null);
  };
  const isNew = line.id === '';
  const ready = line.name.trim() !== '' && line.printer !== '' && line.infeed !== '' && line.noRead !== '';
  const save = (): void =>
    void run(async () => {
      if (!ready) return;
      const applicator = { ...line, id: isNew ? freeLineId(lines.map(({ id }) => id)) : line.id };
      const answer = await callStation('applicator.save', { applicator });
      if (answer.ok) onClose();
      else setFailure(answer.failure);
    });
  const remove = (): void =>
    void run(async () => {
      const answer = await callStation('applicator.remove', { applicatorId: line.id });
      if (answer.ok) onClose();
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={t('line.set.title')}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          {isNew ? null : (
            <button type="button" className="button danger" disabled={busy} onClick={remove} data-remove-line>
              <Trash2 size={18} aria-hidden="true" /> {t('remove')}
            </button>
          )}
          <button type="submit" className="button primary" disabled={busy || !ready} data-save>
            {t('save')}
          </button>
        </>
      }
    >
      <FailureLine failure={failure} />
      {lines.length === 0 ? null : (
        <label className="field">
          <span>{t('line.set.which')}</span>
          <select
            className="input"
            value={line.id}
            data-line-field="id"
            onChange={(event) => setLine(lines.find(({ id }) => id === event.target.value) ?? newLine)}
          >
            {lines.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="">{t('line.set.new')}</option>
          </select>
        </label>
      )}
      <label className="field">
        <span>{t('name')}</span>
        <input
          className="input"
          value={line.name}
          maxLength={60}
          data-line-field="name"
          data-focus
          onChange={(event) => change({ name: event.target.value })}
        />
      </label>
      <Devices line={line} change={change} />
      <What line={line} change={change} />
      <Times line={line} change={change} />
    </Dialog>
  );
};

/** Where IT names the devices of a print-and-apply line; comments in `station.yaml` stay. */
export const LinesDialog = ({ onClose }: { onClose: () => void }) => {
  const lines = useLines();
  return lines === null ? null : <Form lines={lines} onClose={onClose} />;
};
